//! What a resolution in prose is made of, once its paragraphs are told apart.

use std::ops::Range;

use penholder_language::source::{Diagnostic, FileId, SourceMap, Span};

use crate::flow::Flow;

/// In what kind of file the text came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Plain text.
    Text,
    /// A Word document (`.docx`).
    Word,
    /// A web page.
    Html,
    /// Akoma Ntoso, as the United Nations profiles it.
    AkomaNtoso,
}

impl Kind {
    /// How places in it are counted, for people: `line` or `paragraph`.
    pub fn unit(self) -> &'static str {
        match self {
            Kind::Text => "line",
            Kind::Word | Kind::Html | Kind::AkomaNtoso => "paragraph",
        }
    }
}

/// Words found in the text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A calendar day found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// Where it is written.
    pub span: Span,
}

/// A resolution, read from prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file that spans point into. Of containers it holds the text that was found in them, a paragraph a line.
    pub file: FileId,
    /// In what kind of file it came.
    pub kind: Kind,
    /// The document symbol, `S/RES/2100 (2013)`.
    pub symbol: Option<Found>,
    /// The title line.
    pub title: Option<Found>,
    /// The day of adoption, or of the draft.
    pub date: Option<Day>,
    /// The paragraphs before the operative part, labelled `PP1`, `PP2` …
    pub preamble: Vec<Paragraph>,
    /// The operative paragraphs and their sub-paragraphs, in reading order.
    pub operative: Vec<Paragraph>,
    /// What follows the operative part.
    pub annexes: Vec<Annex>,
    /// What the reader had to guess, and what looks odd.
    pub notes: Vec<Diagnostic>,
}

/// An annex: its paragraphs are no operative paragraphs, though the text may make them binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annex {
    /// Its heading, with the title where there is one.
    pub heading: Found,
    /// Its paragraphs, labelled within the annex.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of the preamble, of the operative part, or of an annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its label, unique in its part: `16`, `16(a)(i)`, `16bis`, `PP3`.
    pub label: String,
    /// 1 for a paragraph, 2 for `(a)`, 3 for `(i)`, and so on.
    pub level: u8,
    /// Its number as written: `16.`, `(a)`; `–` of a dash; empty where there is none.
    pub number: String,
    /// The paragraph that it is part of, by its place in the same list.
    pub parent: Option<usize>,
    /// The heading under which it stands.
    pub heading: Option<String>,
    /// Its operative verbs, the main one first. Of a sub-paragraph only where it has verbs of its own.
    pub verbs: Vec<Verb>,
    /// Markers inside the running text, `(i)` and `(ii)` in *the following: (i) …, and (ii) …*.
    pub inline: Vec<Inline>,
    /// Bracketed language.
    pub brackets: Vec<Bracket>,
    /// Where it stands in the file, number included.
    pub span: Span,
    pub(crate) flow: Flow,
}

impl Paragraph {
    /// The text, without the number: lines joined, words whole, white space single, quotes straight. Parts that stood
    /// in lines of their own without a number are separated by a line feed.
    pub fn text(&self) -> &str {
        self.flow.text()
    }

    /// The place in the file of a byte range of [`Paragraph::text`].
    pub fn place(&self, range: Range<usize>) -> Span {
        let origin = self.flow.origin(range);
        Span::new(self.span.file, origin.start, origin.end)
    }

    /// The first `count` words.
    pub fn opening(&self, count: usize) -> String {
        self.text().split_whitespace().take(count).collect::<Vec<_>>().join(" ")
    }
}

/// How strongly a verb binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The Council says where it stands: welcomes, condemns, notes.
    Position,
    /// Encourages, invites, recommends.
    Encouragement,
    /// Calls upon, urges, appeals.
    Appeal,
    /// Requests, asks.
    Request,
    /// Demands, directs, requires.
    Demand,
    /// Decides, authorizes, endorses.
    Decision,
}

/// An operative verb in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Its canonical name: `calls-upon` for *calls on*.
    pub canonical: String,
    /// The verb as written, without adverbs, in lower case: `calls on`.
    pub words: String,
    /// Adverbs before and after it, in lower case: `strongly`, `further`.
    pub adverbs: Vec<String>,
    /// How strongly it binds.
    pub strength: Strength,
    /// Where it is in the paragraph's text, adverbs before it included.
    pub range: Range<usize>,
    /// Who is told, where the verb tells somebody: a range of the paragraph's text.
    pub addressee: Option<Range<usize>>,
}

/// A marker inside the running text of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// As written: `(i)`.
    pub number: String,
    /// From the marker to the next one, in the paragraph's text.
    pub range: Range<usize>,
}

/// Bracketed language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// Brackets and all, in the paragraph's text.
    pub range: Range<usize>,
    /// The bracket inside which it stands, by its place in the same list.
    pub within: Option<usize>,
    /// Brackets that stand side by side are alternatives and have the same group.
    pub group: usize,
    /// What it offers; more than one where `|` divides it.
    pub options: Vec<BracketOption>,
    /// It was opened in an earlier paragraph.
    pub opened_before: bool,
    /// It is closed in a later paragraph, or never.
    pub left_open: bool,
}

/// One reading that a bracket offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketOption {
    /// Who proposes it: `France`, `Niger`; empty where nobody is named.
    pub proponents: Vec<String>,
    /// Its name, `Alternative 1`, where it has one.
    pub name: Option<String>,
    /// The offered words, in the paragraph's text.
    pub range: Range<usize>,
}

impl Document {
    /// A place in words: `line 12, column 3` or `paragraph 7`.
    pub fn where_is(&self, sources: &SourceMap, span: Span) -> String {
        let (line, column) = sources.line_column(span);
        match self.kind {
            Kind::Text => format!("line {line}, column {column}"),
            _ => format!("{} {line}", self.kind.unit()),
        }
    }

    /// The operative paragraph of that label.
    pub fn paragraph(&self, label: &str) -> Option<&Paragraph> {
        self.operative.iter().find(|paragraph| paragraph.label == label)
    }
}

impl Document {
    /// The document as it reads without some stretches of its operative paragraphs, which `left_out` gives by place: what
    /// is left is running text again, its verbs found anew, and leads back to the same places. It has no brackets.
    pub fn without(&self, left_out: impl Fn(usize) -> Vec<Range<usize>>) -> Document {
        let paragraphs = self.operative.iter().enumerate();
        let operative = paragraphs.map(|(place, paragraph)| paragraph.without(&left_out(place))).collect();
        Document { operative: crate::structure::with_verbs(operative), ..self.clone() }
    }
}

impl Paragraph {
    fn without(&self, left_out: &[Range<usize>]) -> Paragraph {
        let mut left_out: Vec<Range<usize>> = left_out.to_vec();
        left_out.sort_by_key(|range| (range.start, range.end));
        let mut flow = Flow::default();
        let mut from = 0;
        let end = self.text().len();
        left_out.push(end..end);
        for gap in left_out {
            let kept = self.flow.slice(from..gap.start.max(from));
            if !kept.is_empty() {
                flow.space(self.flow.origin(from..from));
                flow.append(&kept);
            }
            from = from.max(gap.end);
        }
        Paragraph { verbs: Vec::new(), inline: Vec::new(), brackets: Vec::new(), flow, ..self.clone() }
    }
}
