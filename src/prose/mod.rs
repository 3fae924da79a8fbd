//! From a resolution in prose to the tree of a mandate file: prose is a second syntax, not a second engine.
//!
//! `reader` has divided the text into paragraphs with their verbs; here the phrases of the vocabulary, which stand
//! beside its terms, are found in them and become clauses, and what the preamble tells becomes a situation. Every place in
//! the tree leads into the prose, so that all that is said of a mandate file can be said of a document.

mod adopt;
mod brackets;
mod clause;
mod coding;
mod given;
mod known;
mod names;
pub mod phrase;
mod reference;
mod relate;
mod schema;
mod situation;
mod small;
pub mod task;
mod text;
mod tree;
mod unit;
mod words;

pub use adopt::{Referred, adopt};
use penholder_language::model::{Block as Given, Part, TermId, Vocabulary};
use penholder_language::source::{Diagnostic, Span};
use penholder_language::syntax::mandate::ast::{Block, BlockKind, Entry, File, Link, Name, Place, Trivia};
use penholder_reader::{Document, Paragraph};

use self::clause::{Found, Reader};
pub use self::coding::Coding;
pub use self::given::{GivenName, given_names};
use self::known::{Named, lookup, named};
use self::names::Introductions;
use self::phrase::Phrases;
use self::schema::Schema;
use self::task::Tasks;
use self::text::Text;
use self::unit::{Unit, units};

/// How to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The mission that is meant, where a text gives tasks to several.
    pub mission: Option<&'a str>,
    /// What the situation declares against which the text is held.
    pub given: &'a [GivenName],
}

/// A resolution as a mandate file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// A situation and a mandate.
    pub file: File,
    /// What could not be read, and what is missing.
    pub notes: Vec<Diagnostic>,
    /// The work that the text lays on its mission.
    pub tasks: Vec<ReadTask>,
    /// What it takes over from other texts.
    pub referred: Vec<Referred>,
}

/// Work that a text lays on its mission, for tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadTask {
    /// The work.
    pub term: TermId,
    /// How the mission does it.
    pub role: Option<TermId>,
    /// The label of its paragraph.
    pub paragraph: String,
}

/// What reading needs of a vocabulary, prepared once for any number of texts.
pub struct Prose<'v> {
    schema: Schema<'v>,
    phrases: Phrases<'v>,
    introductions: Introductions,
    tasks: Tasks<'v>,
}

impl<'v> Prose<'v> {
    /// Prepares a vocabulary.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Prose {
            schema: Schema::new(vocabulary),
            phrases: Phrases::new(vocabulary),
            introductions: Introductions::new(vocabulary),
            tasks: Tasks::new(vocabulary),
        }
    }

    /// Reads a document. What stands in square brackets is up for choice: the text is read with each option.
    pub fn read(&self, document: &Document, options: &Options<'_>) -> Reading {
        let choices = brackets::Choices::of(document);
        let mut readings = choices.documents(document).into_iter().map(|one| self.read_plain(&one, options));
        let Some(first) = readings.next() else { return self.read_plain(document, options) };
        let others: Vec<Reading> = readings.collect();
        choices.merged(document, first, &others)
    }

    /// Reads a document as if it had no brackets.
    fn read_plain(&self, document: &Document, options: &Options<'_>) -> Reading {
        let named = named(document, &self.schema, &self.phrases, &self.introductions, options);
        let known = lookup(&named);
        let text = |part| move |paragraph| (part, paragraph);
        let read = |(part, paragraph)| Text::new(paragraph, part, &self.phrases, &known);
        let preamble: Vec<Text<'_>> = document.preamble.iter().map(text(Part::Preamble)).map(read).collect();
        let operative: Vec<Text<'_>> =
            document.operative.iter().map(text(Part::Operative)).map(read).collect();
        let units: Vec<(usize, Unit<'_>)> = units(document)
            .into_iter()
            .filter_map(|unit| Some((place_of(&document.operative, unit.paragraph)?, unit)))
            .collect();
        let mission = self.schema.mission();
        let tasks = self.tasks.read(document, &mission_names(&named, mission));
        let reader = Reader::new(&self.schema, &named, &tasks);
        let mut clauses: Vec<Found> = Vec::new();
        for (at, unit) in &units {
            let Some(text) = operative.get(*at) else { continue };
            let lead = match unit.is_inherited() {
                true => place_of(&document.operative, unit.lead).and_then(|lead| operative.get(lead)),
                false => None,
            };
            clauses.extend(reader.clauses(unit, *at, text, lead));
        }
        let tellings = situation::tellings(&preamble, &operative, &units);
        let whole = situation::whole(&preamble, &operative);
        let given = situation::entries(&self.schema, &named, &tellings, &whole);
        let mut entries = self.head(document, &preamble, &operative);
        entries.extend(clause::entries(clauses, &self.schema));
        let name = mandate_name(document, &named);
        let renewed = adopt::renewed(&units, &operative);
        let file = File { blocks: blocks(document, name, renewed, given, entries), tail: Vec::new() };
        let tasks = tasks
            .iter()
            .filter_map(|task| {
                let paragraph = document.operative.get(task.paragraph)?.label.clone();
                Some(ReadTask { term: task.term, role: task.role, paragraph })
            })
            .collect();
        let referred = adopt::referred(&units, &operative);
        Reading { file, notes: Vec::new(), tasks, referred }
    }

    /// What a document gives the mission to do, in the words of a scheme: `pema`.
    pub fn codings(&self, document: &Document, options: &Options<'_>, scheme: &str) -> Vec<Coding> {
        let named = named(document, &self.schema, &self.phrases, &self.introductions, options);
        let tasks = self.tasks.read(document, &mission_names(&named, self.schema.mission()));
        coding::codings(self.schema.vocabulary, document, &tasks, scheme)
    }

    /// What holds of the mandate as a whole.
    fn head(&self, document: &Document, preamble: &[Text<'_>], operative: &[Text<'_>]) -> Vec<Entry> {
        let mut entries = Vec::new();
        let own = self.schema.vocabulary.sort_of_block(Given::Mandate);
        for relation in self.schema.relations.iter().map(|relation| relation.relation) {
            let dated = relation.phrases.iter().any(|phrase| phrase == "{adoption}");
            if let (true, Some(day), true) =
                (dated, &document.date, own.is_some_and(|own| relation.domain.contains(&own)))
            {
                let value = tree::date((i32::from(day.year), day.month.into(), day.day.into()), day.span);
                entries.push(tree::statement(&relation.name, vec![value], None, None, day.span));
            }
        }
        let whole = situation::whole(preamble, operative);
        entries.extend(situation::properties(&self.schema, Given::Mandate, &whole));
        entries
    }
}

fn place_of(list: &[Paragraph], paragraph: &Paragraph) -> Option<usize> {
    list.iter().position(|other| std::ptr::eq(other, paragraph))
}

/// All that the text calls its mission, with the kind.
fn mission_names(named: &[Named], mission: Option<TermId>) -> Vec<(TermId, String)> {
    let own = named.iter().filter(|named| named.stands_for_term && Some(named.term) == mission);
    own.flat_map(|named| named.written.iter().map(|written| (named.term, written.clone()))).collect()
}

/// The mission's name, or the symbol.
fn mandate_name(document: &Document, named: &[Named]) -> Name {
    let span = document.symbol.as_ref().map_or(whole(document), |symbol| symbol.span);
    let mission = named.iter().filter(|named| named.stands_for_term && named.sort.is_none());
    match mission.max_by_key(|named| named.times) {
        Some(named) => tree::name(&named.name, named.at.2),
        None => {
            tree::name(document.symbol.as_ref().map_or("Resolution", |symbol| symbol.text.as_str()), span)
        }
    }
}

/// From the first paragraph to the last.
fn whole(document: &Document) -> Span {
    let paragraphs = document.preamble.iter().chain(&document.operative).map(|paragraph| paragraph.span);
    paragraphs.reduce(Span::join).unwrap_or(Span::new(document.file, 0, 0))
}

fn blocks(
    document: &Document,
    name: Name,
    renewed: Option<(String, Span)>,
    given: Vec<Entry>,
    entries: Vec<Entry>,
) -> Vec<Block> {
    let title = document.symbol.as_ref().map(|symbol| tree::quoted(&symbol.text, symbol.span));
    let span = whole(document);
    let first = document.preamble.iter().map(|paragraph| paragraph.span).reduce(Span::join).unwrap_or(span);
    let links = renewed.map(|(symbol, at)| Link::Renews(tree::name(&symbol, at))).into_iter().collect();
    let block = |kind, name, title, links, entries, span, comment: &str| Block {
        trivia: Trivia { leading: vec![tree::comment(comment)], blank_before: false, trailing: None },
        kind,
        name,
        title,
        links,
        entries,
        tail: Vec::new(),
        place: Place(span),
    };
    vec![
        block(
            BlockKind::Situation,
            tree::name("As-told", first),
            None,
            Vec::new(),
            given,
            first,
            "Proposed from the text by a program: correct it, and add what the text does not tell.",
        ),
        block(
            BlockKind::Mandate,
            name,
            title,
            links,
            entries,
            span,
            "Read from prose by a program: the words in quotes made the clause; what it did not find counts as silent.",
        ),
    ]
}
