//! Reads what a text lays on a mission: which work, in which role, in which paragraph.
//!
//! A paragraph is divided into stretches, each under one operative verb ([`stretch`]). A stretch counts where it tells the
//! mission to do something, or says that others do it with the mission's help ([`role`]); the phrases of the vocabulary
//! in it are then the mission's work. How texts speak of a mission's part, and of each role, is data: the phrases of
//! an ordered taxonomy of roles, those with a `{TERM}` in them for the part, the others for the verbs of work.

mod role;
mod stretch;

use std::collections::BTreeSet;
use std::ops::Range;

use penholder_language::model::{Part, TaxonomyId, TermId, Vocabulary};
use penholder_reader::Document;

use self::role::Roles;
use self::stretch::{Stretch, stretches};
use super::phrase::{Phrases, Scope, ShortForms, Words};

/// Work that a text lays on a mission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The paragraph, by its place among the operative ones.
    pub paragraph: usize,
    /// The verb under which it stands: the paragraph in which that verb is, and its place there.
    pub verb: Option<(usize, usize)>,
    /// The work.
    pub term: TermId,
    /// How the mission does it.
    pub role: Option<TermId>,
    /// What says that it is the mission's work: the role and which of its phrases.
    pub part: Option<(TermId, usize)>,
    /// The words that name it, in bytes of the paragraph's text.
    pub range: Range<usize>,
    /// The reading rests on a weak sign.
    pub weak: bool,
}

/// What reading tasks needs of a vocabulary, prepared once for any number of texts.
#[derive(Clone, Debug)]
pub struct Tasks<'v> {
    vocabulary: &'v Vocabulary,
    /// Names of those that phrases speak of by their kind.
    actors: Phrases<'v>,
    /// The kinds that phrases speak of.
    referred: BTreeSet<TermId>,
    work: Phrases<'v>,
    roles: Roles<'v>,
}

/// A text's words, those marked that name somebody whom phrases speak of.
#[derive(Clone, Debug)]
struct Marked {
    words: Words,
    heading: Option<Words>,
}

impl<'v> Tasks<'v> {
    /// Prepares a vocabulary.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        let referred: BTreeSet<TermId> =
            vocabulary.phrases.all().iter().flatten().flat_map(|phrase| phrase.references()).collect();
        let taxonomies: BTreeSet<TaxonomyId> =
            referred.iter().filter_map(|term| vocabulary.term(*term)).map(|term| term.taxonomy).collect();
        let roles = Roles::new(vocabulary);
        let is_work = |taxonomy| roles.is_work(taxonomy);
        Tasks {
            vocabulary,
            actors: Phrases::of(vocabulary, |taxonomy| taxonomies.contains(&taxonomy)),
            work: Phrases::of(vocabulary, is_work),
            referred,
            roles,
        }
    }

    /// Reads the tasks of a document's operative part. `names` are the names that the text has for somebody, with the kind
    /// of each: the mission's letters, say.
    pub fn read(&self, document: &Document, names: &[(TermId, String)]) -> Vec<Task> {
        let names: Vec<(TermId, Words)> = names
            .iter()
            .filter(|(term, _)| self.referred.iter().any(|kind| self.vocabulary.is_a(*term, *kind)))
            .map(|(term, name)| (*term, Words::new(name)))
            .collect();
        let short = short_forms(document, &names);
        let marked: Vec<Marked> = document
            .operative
            .iter()
            .map(|paragraph| Marked {
                words: self.marked(paragraph.text(), &names, &short),
                heading: paragraph.heading.as_deref().map(Words::new),
            })
            .collect();
        let mut tasks = Vec::new();
        let mut parts: Vec<role::Part> = Vec::new();
        for stretch in stretches(document, &marked) {
            let Some(text) = marked.get(stretch.paragraph) else { break };
            let above = above(document, &marked, &stretch);
            let lead = stretch.lead.and_then(|lead| parts.get(lead));
            let scope = Scope { part: Some(Part::Operative), above: &above };
            let part = self.roles.involved(&text.words, &stretch, lead, &scope);
            if let Some(involved) = part.work() {
                let told =
                    self.work(&text.words, &stretch, stretch.words.clone(), involved, &above, &mut tasks);
                // Who is told to do something *in this regard* is told what stands before.
                if told == 0 && involved.is_own() {
                    let before = 0..stretch.words.start;
                    self.work(&text.words, &stretch, before, involved, &above, &mut tasks);
                }
            }
            parts.push(part);
        }
        tasks
    }

    fn work(
        &self,
        words: &Words,
        stretch: &Stretch,
        range: Range<usize>,
        involved: &role::Involved,
        above: &[&Words],
        tasks: &mut Vec<Task>,
    ) -> usize {
        let mut found = 0;
        let scope = Scope { part: Some(Part::Operative), above };
        for hit in self.work.longest(self.work.find_in(words, range, &scope)) {
            // What a mission is called is not what it is told to do.
            if words.is_marked(&hit.words) || Roles::in_passing(&hit, involved) {
                continue;
            }
            found += 1;
            let (role, part) = self.roles.of(&hit, involved);
            let mut here = tasks.iter_mut().rev().take_while(|task| task.paragraph == stretch.paragraph);
            match here.find(|task| task.term == hit.term && task.role == role) {
                Some(known) => known.weak &= hit.weak || involved.weak,
                None => tasks.push(Task {
                    paragraph: stretch.paragraph,
                    verb: stretch.verb,
                    term: hit.term,
                    role,
                    part,
                    range: hit.range.clone(),
                    weak: hit.weak || involved.weak,
                }),
            }
        }
        found
    }

    /// The words of a text, those marked that name somebody.
    fn marked(&self, text: &str, names: &[(TermId, Words)], short: &ShortForms) -> Words {
        let mut words = Words::with(text, short);
        let all = 0..words.list.len();
        let hits = self.actors.longest(self.actors.find_in(&words, all, &Scope::default()));
        words.mark(hits.into_iter().map(|hit| (hit.words, hit.term)), names);
        words
    }
}

/// The short forms that a document introduces, without those of somebody whom phrases speak of by kind.
fn short_forms(document: &Document, names: &[(TermId, Words)]) -> ShortForms {
    let mut short = ShortForms::default();
    let paragraphs = document.preamble.iter().chain(&document.operative);
    paragraphs.for_each(|paragraph| short.add(paragraph.text()));
    for (_, name) in names {
        if let [only] = name.list.as_slice() {
            short.forget(&only.normal);
        }
    }
    short
}

/// What stands above a stretch: its paragraph's heading, and the paragraphs of which it is a part.
fn above<'m>(document: &Document, marked: &'m [Marked], stretch: &Stretch) -> Vec<&'m Words> {
    let mut above = Vec::new();
    let mut at = Some(stretch.paragraph);
    while let Some(place) = at {
        let Some((paragraph, text)) = document.operative.get(place).zip(marked.get(place)) else { break };
        if place != stretch.paragraph {
            above.push(&text.words);
        }
        above.extend(text.heading.as_ref());
        // Parents stand before their parts, so that this ends.
        at = paragraph.parent.filter(|parent| *parent < place);
    }
    above
}
