//! Paragraph labels: which ones a block has, fresh ones beside them, and new names for those that moved.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::syntax::mandate::ast::{
    AcceptanceScope, Act, Alternative, Block, Clause, Entry, Item, Label, Node, Phrase, Value,
};

/// How paragraphs put in between are numbered, after the paragraph they follow.
const BETWEEN: [&str; 9] =
    ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

/// Gives out labels that nothing in a block has.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    taken: BTreeSet<String>,
    last: u64,
    /// The paragraph put in after each, and how many stand in it.
    opened: BTreeMap<String, (String, usize)>,
}

impl Labels {
    /// For a block.
    pub fn new(block: &Block) -> Labels {
        let mut labels = Labels::default();
        for label in labels_of(&block.entries) {
            labels.last = labels.last.max(number(&label).parse().unwrap_or(0));
            labels.taken.insert(label);
        }
        labels
    }

    /// Labels for clauses to be put in, given the paragraph that each is for. What is for a paragraph follows it
    /// (`16bis`, or `16bis(a)`, `16bis(b)` where there are several); what is for none comes last, with a number.
    pub fn fresh(&mut self, anchors: &[Option<String>]) -> Vec<String> {
        let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
        for anchor in anchors.iter().flatten() {
            *wanted.entry(number(anchor)).or_default() += 1;
        }
        anchors
            .iter()
            .map(|anchor| match anchor.as_deref().map(number).filter(|number| !number.is_empty()) {
                Some(number) => {
                    let alone = wanted.get(&number) == Some(&1);
                    self.after(&number, alone)
                }
                None => self.at_the_end(),
            })
            .collect()
    }

    fn after(&mut self, number: &str, alone: bool) -> String {
        if let Some((paragraph, count)) = self.opened.get_mut(number) {
            *count += 1;
            return format!("{paragraph}({})", letters(*count));
        }
        let paragraph = self.between(number);
        self.taken.insert(paragraph.clone());
        if alone {
            return paragraph;
        }
        self.opened.insert(number.to_owned(), (paragraph.clone(), 1));
        format!("{paragraph}({})", letters(1))
    }

    fn between(&self, number: &str) -> String {
        let free = |label: &String| {
            !self.taken.iter().any(|taken| {
                taken
                    .strip_prefix(label.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
            })
        };
        let latin = BETWEEN.iter().map(|word| format!("{number}{word}")).find(free);
        // After the tenth, letters: 16x1, 16x2; there is always one that is free.
        latin.or_else(|| (1_u64..).map(|n| format!("{number}x{n}")).find(free)).unwrap_or_default()
    }

    fn at_the_end(&mut self) -> String {
        self.last = self.last.saturating_add(1);
        let label = self.last.to_string();
        self.taken.insert(label.clone());
        label
    }
}

/// `16` of `16bis(a)`.
fn number(label: &str) -> String {
    label.chars().take_while(char::is_ascii_digit).collect()
}

/// a, b, … z, aa, ab …
fn letters(count: usize) -> String {
    let mut rest = count;
    let mut text = Vec::new();
    while rest > 0 {
        rest -= 1;
        text.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    text.iter().rev().collect()
}

/// The paragraphs that entries have, those inside brackets among them.
pub fn labels_of(entries: &[Entry]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in entries {
        match &entry.node {
            Node::Clause(clause) => found.push(clause.label.text.clone()),
            Node::Bracket(bracket) => {
                bracket.options.iter().for_each(|option| found.extend(labels_of(&option.content)));
            }
            _ => {}
        }
    }
    found
}

/// Gives paragraphs other labels, where entries have them and where they refer to them.
pub fn relabel(entries: &mut [Entry], names: &BTreeMap<String, String>) {
    each_label(entries, &mut |label, _| {
        if let Some(new) = names.get(&label.text) {
            label.text.clone_from(new);
        }
    });
}

/// Shows every label in entries, and whether it is the paragraph's own.
pub fn each_label(entries: &mut [Entry], seen: &mut impl FnMut(&mut Label, bool)) {
    for entry in entries {
        match &mut entry.node {
            Node::Clause(clause) => in_clause(clause, seen),
            Node::Acceptance(acceptance) => {
                if let AcceptanceScope::Label(label) = &mut acceptance.scope {
                    seen(label, false);
                }
            }
            Node::Bracket(bracket) => {
                bracket.options.iter_mut().for_each(|option| each_label(&mut option.content, seen));
            }
            Node::Statement(_) | Node::Figure(_) => {}
        }
    }
}

fn in_clause(clause: &mut Clause, seen: &mut impl FnMut(&mut Label, bool)) {
    seen(&mut clause.label, true);
    clause.items.iter_mut().for_each(|item| in_item(item, seen));
    for detail in clause.details.iter_mut().flat_map(|details| &mut details.details) {
        detail.values.iter_mut().for_each(|value| in_value(value, seen));
    }
}

fn in_item(item: &mut Item, seen: &mut impl FnMut(&mut Label, bool)) {
    if let Act::Bracket(bracket) = &mut item.act {
        bracket
            .options
            .iter_mut()
            .flat_map(|option| &mut option.content)
            .for_each(|item| in_item(item, seen));
    }
    item.phrases.iter_mut().for_each(|phrase| {
        each_plain(phrase, &mut |phrase: &mut Phrase| {
            for value in &mut phrase.values {
                each_plain(value, &mut |value| in_value(value, seen));
            }
        })
    });
}

fn each_plain<T>(alternative: &mut Alternative<T>, seen: &mut impl FnMut(&mut T)) {
    match alternative {
        Alternative::Plain(thing) => seen(thing),
        Alternative::Bracket(bracket) => {
            for inner in bracket.options.iter_mut().flat_map(|option| &mut option.content) {
                each_plain_dyn(inner, seen);
            }
        }
    }
}

/// Ends the recursion of types: brackets nest without bound.
fn each_plain_dyn<T>(alternative: &mut Alternative<T>, seen: &mut dyn FnMut(&mut T)) {
    match alternative {
        Alternative::Plain(thing) => seen(thing),
        Alternative::Bracket(bracket) => {
            for inner in bracket.options.iter_mut().flat_map(|option| &mut option.content) {
                each_plain_dyn(inner, seen);
            }
        }
    }
}

fn in_value(value: &mut Value, seen: &mut impl FnMut(&mut Label, bool)) {
    if let Value::Label(label) = value {
        seen(label, false);
    }
}

#[cfg(test)]
mod tests {
    use penholder_language::source::FileId;
    use penholder_language::syntax::mandate::{entry_text, parse};

    use super::*;

    fn block(text: &str) -> Block {
        parse(FileId::default(), text).0.blocks.remove(0)
    }

    #[test]
    fn what_is_for_a_paragraph_follows_it_and_the_rest_comes_last() {
        let block = block("mandate M {\n ¶16(a) decides x\n [ ¶17bis decides y ]\n ¶34 decides z\n}");
        let mut labels = Labels::new(&block);
        let anchor = |text: &str| Some(text.to_owned());
        let fresh = labels.fresh(&[anchor("16(a)"), anchor("16(b)(i)"), None, anchor("17"), None]);
        assert_eq!(fresh, ["16bis(a)", "16bis(b)", "35", "17ter", "36"]);
        // Those put in later stand with those put in before.
        assert_eq!(labels.fresh(&[anchor("16bis(a)")]), ["16bis(c)"]);
        assert_eq!([letters(1), letters(26), letters(27), letters(53)], ["a", "z", "aa", "ba"]);
    }

    #[test]
    fn labels_are_changed_where_they_stand_and_where_they_are_named() {
        let mut block =
            block("mandate M {\n ¶1 decides x for [ ¶2 | ¶3 ]\n accepts A at ¶2 because \"b\"\n}");
        relabel(&mut block.entries, &BTreeMap::from([("2".to_owned(), "9".to_owned())]));
        let text: Vec<String> = block.entries.iter().map(entry_text).collect();
        assert_eq!(text, ["¶1 decides x for [ ¶9 | ¶3 ]", "accepts A at ¶9 because \"b\""]);
    }
}
