//! What a text calls by name, over its whole length.

use penholder_language::model::{Block, Phrase, SortId, TermId};
use penholder_language::source::Span;
use penholder_language::syntax::mandate::ast::Name;
use penholder_reader::{Document, Paragraph};

use super::Options;
use super::given::recognise;
use super::names::{Introductions, Known};
use super::phrase::Phrases;
use super::schema::Schema;
use super::tree;
use super::words::{Word, words};

/// A thing with a name.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// What it is called in the reading.
    pub(super) name: String,
    /// All that the text calls it.
    pub(super) written: Vec<String>,
    /// Its kind.
    pub(super) term: TermId,
    /// The sort under which it is declared; none where it is not.
    pub(super) sort: Option<SortId>,
    /// The name is only another word for the term: the mission of the text.
    pub(super) stands_for_term: bool,
    /// How often it is introduced.
    pub(super) times: usize,
    /// Where first, with the label of the paragraph and the words.
    pub(super) at: (String, String, Span),
    /// It is introduced in the preamble.
    pub(super) given: bool,
}

impl Named {
    /// As a value of a clause.
    pub(super) fn written_as(&self, schema: &Schema<'_>, span: Span) -> Name {
        if self.stands_for_term {
            tree::term(schema.name(self.term), span)
        } else {
            tree::name(&self.name, span)
        }
    }
}

/// The names of a text: first those that it introduces, then which of them are declared and where.
pub(super) fn named(
    document: &Document,
    schema: &Schema<'_>,
    phrases: &Phrases<'_>,
    introductions: &Introductions,
    options: &Options<'_>,
) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let preamble = document.preamble.iter().map(|paragraph| (true, paragraph));
    let operative = document.operative.iter().map(|paragraph| (false, paragraph));
    let paragraphs: Vec<(bool, &Paragraph, Vec<Word<'_>>)> = preamble
        .chain(operative)
        .map(|(given, paragraph)| (given, paragraph, words(paragraph.text())))
        .collect();
    for (given, paragraph, words) in &paragraphs {
        for introduced in introductions.find(paragraph.text(), words) {
            if is_other_kind(&introduced.written, introduced.term, schema, phrases) {
                continue;
            }
            let at = (
                paragraph.label.clone(),
                paragraph.text().get(introduced.range.clone()).unwrap_or_default().to_owned(),
                paragraph.place(introduced.range.clone()),
            );
            let known = found
                .iter_mut()
                .find(|named| named.written.iter().any(|written| introduced.written.contains(written)));
            match known {
                Some(known) => {
                    if known.term == introduced.term {
                        known.times += 1;
                    }
                    let more: Vec<String> =
                        introduced.written.iter().filter(|w| !known.written.contains(w)).cloned().collect();
                    if introduced.written.len() > 1 {
                        known.name = introduced.name;
                    }
                    known.written.extend(more);
                }
                None => found.push(Named {
                    name: introduced.name,
                    written: introduced.written,
                    term: introduced.term,
                    sort: None,
                    stands_for_term: false,
                    times: 1,
                    at,
                    given: *given,
                }),
            }
        }
    }
    recognise(&mut found, options.given, document, schema);
    count(&mut found, paragraphs.iter().map(|(_, _, words)| words.as_slice()));
    settle(&mut found, schema, options.mission);
    found
}

/// Whether the name is that of something else: a panel of experts has a mandate, too.
fn is_other_kind(written: &[String], term: TermId, schema: &Schema<'_>, phrases: &Phrases<'_>) -> bool {
    written.iter().any(|name| {
        phrases.find(name).iter().any(|hit| {
            hit.term != term
                && schema.taxonomy(hit.term) == schema.taxonomy(term)
                && !schema.vocabulary.is_a(hit.term, term)
        })
    })
}

/// How often each is named: the text is about the one that it names most, not the one that it introduces most.
fn count<'t>(found: &mut [Named], texts: impl Iterator<Item = &'t [Word<'t>]>) {
    let known = lookup(found);
    for words in texts {
        for (named, _) in known.find(words) {
            if let Some(named) = found.get_mut(named) {
                named.times += 1;
            }
        }
    }
}

/// Settles what each name stands for.
fn settle(found: &mut [Named], schema: &Schema<'_>, mission: Option<&str>) {
    let declared = |term: TermId, block: Block| schema.declared(term, block);
    for named in found.iter_mut() {
        let given = declared(named.term, Block::Situation);
        let chosen = declared(named.term, Block::Mandate);
        named.sort = match (given, chosen) {
            (Some(given), Some(chosen)) => Some(if named.given { given } else { chosen }),
            (given, chosen) => given.or(chosen),
        };
        // A property of the situation declares whom it names.
        if schema.given_kind(named.term).is_some() {
            named.stands_for_term = true;
        }
    }
    // Of those who could be the addressee by kind alone, the one named most is meant by the word itself.
    let terms: Vec<TermId> = found.iter().map(|named| named.term).collect();
    for term in terms {
        if !schema.is_singular(term) {
            continue;
        }
        let score = |named: &Named| {
            let asked = mission
                .is_some_and(|mission| named.written.iter().any(|name| name.eq_ignore_ascii_case(mission)));
            (asked, named.times)
        };
        let best = found.iter().filter(|named| named.term == term).map(score).max();
        let mut taken = false;
        for named in found.iter_mut().filter(|named| named.term == term) {
            let is_best = Some(score(named)) == best && !taken;
            taken |= is_best;
            named.stands_for_term = is_best;
            named.sort = None;
        }
    }
}

impl Schema<'_> {
    /// The relation of a given block by which whoever is named is of this kind (`host`).
    pub(super) fn given_kind(&self, term: TermId) -> Option<&penholder_language::model::Relation> {
        self.vocabulary.relations.iter().find(|relation| relation.gives_kind == Some(term))
    }

    /// Whether a name of this kind is another word for the kind itself: its phrases have a `{title}`.
    fn is_singular(&self, term: TermId) -> bool {
        let introduces = |phrase: &Phrase| phrase.text.contains("{title");
        self.vocabulary.phrases(term).iter().any(introduces)
    }
}

/// All names of a text, to find them again.
pub(super) fn lookup(named: &[Named]) -> Known {
    let mut known = Known::default();
    for (i, thing) in named.iter().enumerate() {
        for written in &thing.written {
            known.add(written, i);
        }
    }
    known
}
