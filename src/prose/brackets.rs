//! Square brackets of prose as brackets of the tree: the text is read with each option, and what a paragraph says then
//! becomes the option's clauses.

use std::ops::Range;

use penholder_language::source::{Diagnostic, Span};
use penholder_language::syntax::mandate::ast::{BlockKind, Bracket, BracketOption, Entry, Name, Node, Place};
use penholder_reader::{Document, Paragraph};

use super::{Reading, tree};

/// A paragraph that can be read in more ways is read with its first options.
const WAYS: usize = 16;

/// One way to read a paragraph: the stretches that it leaves out.
type Way = Vec<Range<usize>>;

/// The ways to read a paragraph, with the choices that lead to them.
enum Tree {
    /// A way, by its place.
    Way(usize),
    /// A choice.
    Choice(Group, Vec<Tree>),
}

/// Brackets that are alternatives to each other.
#[derive(Clone)]
struct Group {
    name: String,
    options: Vec<Offered>,
    span: Span,
}

/// An option: what is left out where it is not taken.
#[derive(Clone)]
struct Offered {
    proponents: Vec<String>,
    /// The bracket in which it stands, and the words it offers; nothing for no text at all.
    bracket: Option<usize>,
    words: Range<usize>,
    span: Span,
}

/// What is up for choice in a paragraph.
struct Chosen {
    paragraph: usize,
    ways: Vec<Way>,
    tree: Tree,
}

/// All that is up for choice in a document.
pub(super) struct Choices {
    paragraphs: Vec<Chosen>,
    notes: Vec<Diagnostic>,
}

impl Choices {
    pub(super) fn of(document: &Document) -> Choices {
        let mut choices = Choices { paragraphs: Vec::new(), notes: Vec::new() };
        // A bracket that goes on over several paragraphs is one choice.
        let mut open: Vec<(String, usize)> = Vec::new();
        for (place, paragraph) in document.operative.iter().enumerate() {
            if paragraph.brackets.is_empty() {
                continue;
            }
            let groups = groups(paragraph, &mut open);
            let mut ways = Vec::new();
            let tree = ways_of(paragraph, &groups, &mut Vec::new(), &mut ways);
            if ways.len() > WAYS {
                let told = Diagnostic::warning(paragraph.span, "this paragraph can be read in too many ways");
                choices.notes.push(told.help(format!(
                    "it is read with the first option of each bracket; more than {WAYS} ways are not told apart"
                )));
                ways.truncate(1);
                choices.paragraphs.push(Chosen { paragraph: place, ways, tree: Tree::Way(0) });
            } else {
                choices.paragraphs.push(Chosen { paragraph: place, ways, tree });
            }
        }
        choices
    }

    /// The document read in every way in which some paragraph can be read; none where nothing is up for choice.
    pub(super) fn documents(&self, document: &Document) -> Vec<Document> {
        let most = self.paragraphs.iter().map(|chosen| chosen.ways.len()).max().unwrap_or(0);
        let without = |way: usize| {
            document.without(|place| {
                let chosen = self.paragraphs.iter().find(|chosen| chosen.paragraph == place);
                let own = chosen.and_then(|chosen| chosen.ways.get(way).or_else(|| chosen.ways.first()));
                own.cloned().unwrap_or_default()
            })
        };
        (0..most).map(without).collect()
    }

    /// The first reading, with what the others say where they differ.
    pub(super) fn merged(&self, document: &Document, first: Reading, others: &[Reading]) -> Reading {
        let mut merged = first;
        merged.notes.extend(self.notes.iter().cloned());
        for chosen in &self.paragraphs {
            let Some(paragraph) = document.operative.get(chosen.paragraph) else { continue };
            let mut clauses = vec![said(&merged, &paragraph.label)];
            clauses.extend(others.iter().map(|other| said(other, &paragraph.label)));
            let entries = entries(&chosen.tree, &clauses);
            replace(document, &mut merged, chosen.paragraph, entries);
        }
        merged
    }
}

/// The clauses of a paragraph.
fn said(reading: &Reading, label: &str) -> Vec<Entry> {
    let mandate = reading.file.blocks.iter().filter(|block| block.kind == BlockKind::Mandate);
    mandate.flat_map(|block| &block.entries).filter(|entry| label_of(entry) == Some(label)).cloned().collect()
}

/// The paragraph of a clause, or of the first clause in a bracket.
fn label_of(entry: &Entry) -> Option<&str> {
    match &entry.node {
        Node::Clause(clause) => Some(clause.label.text.as_str()),
        Node::Bracket(bracket) => {
            bracket.options.iter().flat_map(|option| &option.content).find_map(label_of)
        }
        _ => None,
    }
}

/// Puts entries in the place of a paragraph's clauses.
fn replace(document: &Document, reading: &mut Reading, paragraph: usize, new: Vec<Entry>) {
    let order = |label: &str| document.operative.iter().position(|other| other.label == label);
    for block in reading.file.blocks.iter_mut().filter(|block| block.kind == BlockKind::Mandate) {
        block.entries.retain(|entry| label_of(entry).and_then(order) != Some(paragraph));
        let after = |entry: &Entry| label_of(entry).and_then(order).is_some_and(|place| place > paragraph);
        let at = block.entries.iter().position(after).unwrap_or(block.entries.len());
        block.entries.splice(at..at, new.iter().cloned());
    }
}

/// The entries of a tree of choices; a choice that changes nothing that was read is none.
fn entries(tree: &Tree, clauses: &[Vec<Entry>]) -> Vec<Entry> {
    let (group, branches) = match tree {
        Tree::Way(way) => return clauses.get(*way).cloned().unwrap_or_default(),
        Tree::Choice(group, branches) => (group, branches),
    };
    let read: Vec<Vec<Entry>> = branches.iter().map(|branch| entries(branch, clauses)).collect();
    if read.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let options = group.options.iter().zip(read).map(|(option, content)| BracketOption {
        proponents: option.proponents.iter().map(|name| proponent(name, option.span)).collect(),
        content,
        tail: Vec::new(),
        place: Place(option.span),
    });
    let bracket = Bracket {
        name: Some(tree::term(&group.name, group.span)),
        options: options.collect(),
        place: Place(group.span),
    };
    vec![tree::entry(Node::Bracket(bracket), group.span)]
}

fn proponent(name: &str, span: Span) -> Name {
    let mut name = tree::name(name, span);
    // `others` is a word of its own.
    if name.text == "Others" {
        name.text = "others".to_owned();
        name.quoted = false;
    }
    name
}

/// The groups of a paragraph, in the order of the text. `open` are those that go on from paragraphs before.
fn groups(paragraph: &Paragraph, open: &mut Vec<(String, usize)>) -> Vec<(Group, Option<usize>)> {
    let mut found: Vec<(usize, Group, Option<usize>)> = Vec::new();
    let mut carried = Vec::new();
    let mut before = open.drain(..);
    for (place, bracket) in paragraph.brackets.iter().enumerate() {
        let offered: Vec<Offered> = bracket
            .options
            .iter()
            .map(|option| Offered {
                proponents: option.proponents.clone(),
                bracket: Some(place),
                words: option.range.clone(),
                span: paragraph.place(option.range.clone()),
            })
            .collect();
        let known = if bracket.opened_before { before.next() } else { None };
        let span = paragraph.place(bracket.range.clone());
        match found.iter_mut().find(|(group, _, _)| *group == bracket.group && known.is_none()) {
            Some((_, group, _)) => {
                group.options.extend(offered);
                group.span = group.span.join(span);
            }
            None => {
                let name = known.as_ref().map(|(name, _)| name.clone());
                let name = name.unwrap_or_else(|| named(paragraph, found.len() + 1));
                found.push((bracket.group, Group { name, options: offered, span }, bracket.within));
            }
        }
        if bracket.left_open
            && let Some((_, group, _)) = found.iter().find(|(group, _, _)| *group == bracket.group)
        {
            carried.push((group.name.clone(), group.options.len()));
        }
    }
    drop(before);
    *open = carried;
    let mut groups = Vec::with_capacity(found.len());
    for (_, mut group, within) in found {
        // What is in brackets by itself is text or no text.
        if let [only] = group.options.as_slice() {
            let nothing = Offered { proponents: Vec::new(), bracket: None, words: 0..0, span: only.span };
            group.options.push(nothing);
        }
        groups.push((group, within));
    }
    groups
}

/// `B16-a-1`: the paragraph and the place in it.
fn named(paragraph: &Paragraph, number: usize) -> String {
    let plain: String =
        paragraph.label.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    format!("B{}-{number}", parts.join("-"))
}

/// Every way to read a paragraph. `taken` are the options taken so far, one for each group from the first on, none where the
/// group is not there.
fn ways_of(
    paragraph: &Paragraph,
    groups: &[(Group, Option<usize>)],
    taken: &mut Vec<Option<usize>>,
    ways: &mut Vec<Way>,
) -> Tree {
    let Some((group, within)) = groups.get(taken.len()) else {
        ways.push(left_out(paragraph, groups, taken));
        return Tree::Way(ways.len() - 1);
    };
    // One more than what is read is enough to see that it is too much.
    if ways.len() > WAYS {
        return Tree::Way(0);
    }
    if !within.is_none_or(|bracket| is_taken(paragraph, groups, taken, bracket, group)) {
        taken.push(None);
        let tree = ways_of(paragraph, groups, taken, ways);
        taken.pop();
        return tree;
    }
    let mut branches = Vec::with_capacity(group.options.len());
    for option in 0..group.options.len() {
        taken.push(Some(option));
        branches.push(ways_of(paragraph, groups, taken, ways));
        taken.pop();
    }
    Tree::Choice(group.clone(), branches)
}

/// The words around an inner group are those of an option that is taken.
fn is_taken(
    paragraph: &Paragraph,
    groups: &[(Group, Option<usize>)],
    taken: &[Option<usize>],
    bracket: usize,
    inner: &Group,
) -> bool {
    let at = inner.options.iter().find_map(|option| option.bracket).and_then(|b| paragraph.brackets.get(b));
    let start = at.map_or(0, |bracket| bracket.range.start);
    let outer = groups
        .iter()
        .zip(taken)
        .find(|((group, _), _)| group.options.iter().any(|option| option.bracket == Some(bracket)));
    outer.is_none_or(|((group, _), taken)| {
        let option = taken.and_then(|option| group.options.get(option));
        option.is_some_and(|option| option.bracket == Some(bracket) && option.words.contains(&start))
    })
}

/// All of each bracket but the words of the option that is taken.
fn left_out(paragraph: &Paragraph, groups: &[(Group, Option<usize>)], taken: &[Option<usize>]) -> Way {
    let mut way = Vec::new();
    for ((group, _), taken) in groups.iter().zip(taken) {
        let kept = taken.and_then(|option| group.options.get(option));
        let mut brackets: Vec<usize> = group.options.iter().filter_map(|option| option.bracket).collect();
        brackets.dedup();
        for place in brackets {
            let Some(bracket) = paragraph.brackets.get(place) else { continue };
            match kept.filter(|option| option.bracket == Some(place)) {
                Some(option) => {
                    way.push(bracket.range.start..option.words.start);
                    way.push(option.words.end..bracket.range.end);
                }
                None => way.push(bracket.range.clone()),
            }
        }
    }
    way
}
