//! Puts items under each other: paragraphs, `(a)` below them, `(i)` below that, as their markers count.

mod place;

use std::collections::HashMap;

use penholder_language::source::{Diagnostic, FileId, Span};

use place::Place;

use super::marker::{Count, Form, Marker};
use super::parts::Item;
use super::verbs;
use crate::document::Paragraph;
use crate::flow::Flow;
use crate::input::Style;

/// A list that is open: how it counts, how far it has come, and its last member.
#[derive(Clone, Copy, Debug)]
struct Open {
    count: Count,
    form: Form,
    value: u32,
    paragraph: usize,
}

/// Lists stand at most so deep in each other.
const MAX_DEPTH: usize = 6;

/// Paragraphs under construction.
struct Outline<'a> {
    file: FileId,
    paragraphs: Vec<Paragraph>,
    open: Vec<Open>,
    /// Lists of this paragraph that were closed: their letters may go on below the next `(ii)`.
    closed: Vec<Open>,
    heading: Option<String>,
    /// A heading inside a paragraph, over some of its sub-paragraphs.
    subheading: Option<String>,
    used: HashMap<String, u32>,
    /// Numbered paragraphs open with a verb; otherwise any number will do.
    strict: bool,
    items: &'a [&'a Item],
}

/// The paragraphs of the preamble: no numbers, but for lists in them.
pub fn preamble(items: &[&Item], file: FileId) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for item in items {
        let text = item.text();
        if super::parts::is_council(text) && text.len() < 40 {
            continue;
        }
        let listed = item.marker.is_some() || text.starts_with(|c: char| c.is_lowercase());
        match paragraphs.last_mut() {
            Some(last) if listed => {
                last.flow.break_line();
                last.flow.append(&item.flow);
                last.span = span(&last.flow, file).join(last.span);
            }
            _ => {
                let label = format!("PP{}", paragraphs.len() + 1);
                paragraphs.push(paragraph(label, 1, String::new(), None, item.flow.clone(), file));
            }
        }
    }
    paragraphs
}

/// The operative paragraphs.
pub fn operative(items: &[&Item], file: FileId, notes: &mut Vec<Diagnostic>) -> Vec<Paragraph> {
    let numbered = items.iter().any(|item| item.marker.as_ref().is_some_and(Marker::is_main));
    if !numbered {
        return unnumbered(items, file, notes);
    }
    Outline::new(items, file, true).read()
}

/// The paragraphs of an annex, numbered or not.
pub fn annex(items: &[&Item], file: FileId) -> Vec<Paragraph> {
    Outline::new(items, file, false).read()
}

/// A short resolution whose paragraphs carry no number: they are counted.
fn unnumbered(items: &[&Item], file: FileId, notes: &mut Vec<Diagnostic>) -> Vec<Paragraph> {
    let mut outline = Outline::new(items, file, true);
    let mut number = 0;
    for i in 0..items.len() {
        let Some(item) = items.get(i) else { break };
        if item.marker.is_none() && verbs::opens_plainly(item.text()) {
            number += 1;
            outline.open.clear();
            outline.push(number.to_string(), String::new(), item.flow.clone(), None);
            outline.open.push(Open {
                count: Count::Arabic,
                form: Form::Dot,
                value: number,
                paragraph: outline.last(),
            });
        } else {
            outline.add(i, item);
        }
    }
    if let Some(first) = outline.paragraphs.first() {
        notes.push(
            Diagnostic::warning(first.span, "the operative paragraphs carry no numbers")
                .help("they were counted in the order in which they stand"),
        );
    }
    outline.paragraphs
}

impl<'a> Outline<'a> {
    fn new(items: &'a [&'a Item], file: FileId, strict: bool) -> Outline<'a> {
        Outline {
            file,
            paragraphs: Vec::new(),
            open: Vec::new(),
            closed: Vec::new(),
            heading: None,
            subheading: None,
            used: HashMap::new(),
            strict,
            items,
        }
    }

    fn read(mut self) -> Vec<Paragraph> {
        for (i, item) in self.items.iter().enumerate() {
            self.add(i, item);
        }
        self.paragraphs
    }

    fn last(&self) -> usize {
        self.paragraphs.len().saturating_sub(1)
    }

    fn add(&mut self, i: usize, item: &Item) {
        if self.is_heading(i, item) {
            let text = Some(item.text().to_owned());
            let next = self.items.get(i + 1).and_then(|next| next.marker.as_ref());
            match next.is_none_or(Marker::is_main) || self.open.is_empty() {
                true => self.heading = text,
                false => self.subheading = text,
            }
            return;
        }
        let place = match &item.marker {
            Some(marker) if marker.is_main() => self.place_main(marker, item.body()),
            Some(marker) => self.place_member(marker, i),
            None => Place::None,
        };
        let place = match place {
            // So deep no resolution goes: members of one list, badly numbered.
            Place::First(count, value) if self.open.len() >= MAX_DEPTH => {
                Place::Next(MAX_DEPTH - 1, count, value)
            }
            place => place,
        };
        match (&item.marker, place) {
            (Some(marker), Place::Next(depth, count, value)) => {
                self.member(marker, item, depth, count, value)
            }
            (Some(marker), Place::First(count, value)) => {
                self.member(marker, item, self.open.len(), count, value)
            }
            _ => self.run_on(item),
        }
    }

    /// Adds a member to the list at that depth, which may be a new one.
    fn member(&mut self, marker: &Marker, item: &Item, depth: usize, count: Count, value: u32) {
        self.closed.extend(self.open.drain((depth + 1).min(self.open.len())..));
        if depth == 0 {
            self.closed.clear();
        }
        let parent = depth.checked_sub(1).and_then(|above| self.open.get(above)).map(|open| open.paragraph);
        let name = match count {
            Count::Dash => value.to_string(),
            _ => marker.name.clone(),
        };
        let label = match parent.and_then(|parent| self.paragraphs.get(parent)) {
            Some(parent) => format!("{}({name})", parent.label),
            None if marker.form == Form::Dot => name,
            None => format!("({name})"),
        };
        let flow = match marker.bracketed {
            // `[16. Decides …]`: the bracket belongs to the text.
            true => {
                let mut flow = item.flow.slice(0..1);
                flow.append(&item.flow.slice(marker.len..item.text().len()));
                flow
            }
            false => item.flow.slice(marker.len..item.text().len()),
        };
        self.push(label, marker.written.clone(), flow, parent);
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.span = span(&item.flow, self.file);
        }
        let open = Open { count, form: marker.form, value, paragraph: self.last() };
        match self.open.get_mut(depth) {
            Some(list) => *list = open,
            None => self.open.push(open),
        }
    }

    fn push(&mut self, label: String, number: String, flow: Flow, parent: Option<usize>) {
        let level = parent
            .and_then(|parent| self.paragraphs.get(parent))
            .map_or(1, |parent| parent.level.saturating_add(1));
        let label = self.unique(label);
        let mut paragraph = paragraph(label, level, number, parent, flow, self.file);
        if level == 1 {
            self.subheading = None;
        }
        paragraph.heading = self.subheading.clone().or_else(|| self.heading.clone());
        self.paragraphs.push(paragraph);
    }

    /// A label that was used before gets `x2` at its end: `16x2`, `16(ax2)`.
    fn unique(&mut self, label: String) -> String {
        let times = self.used.entry(label.clone()).or_insert(0);
        *times += 1;
        let times = *times;
        if times == 1 {
            return label;
        }
        let other = match label.strip_suffix(')') {
            Some(open) => format!("{open}x{times})"),
            None => format!("{label}x{times}"),
        };
        self.unique(other)
    }

    /// Text without a number: it goes on with the last paragraph, or closes the list above it.
    fn run_on(&mut self, item: &Item) {
        let Some(last) = self.paragraphs.last() else {
            if self.strict {
                self.heading = Some(item.text().to_owned());
                return;
            }
            // An annex may begin without any number.
            let number = self.used.len() + 1;
            self.push(format!("p{number}"), String::new(), item.flow.clone(), None);
            return;
        };
        if self.open.is_empty() {
            let number = self.used.len() + 1;
            self.push(format!("p{number}"), String::new(), item.flow.clone(), None);
            return;
        }
        let text = item.text();
        let finished = last.flow.text().ends_with([';', '.', ',']) || last.flow.text().ends_with(" and");
        let closes = text.starts_with(|c: char| c.is_lowercase()) || verbs::opens_plainly(text);
        let mut at = self.last();
        if last.level > 1 && finished && closes {
            self.open.truncate(1);
            at = self.open.first().map_or(at, |open| open.paragraph);
        }
        if let Some(paragraph) = self.paragraphs.get_mut(at) {
            paragraph.flow.break_line();
            paragraph.flow.append(&item.flow);
            if at == self.paragraphs.len().saturating_sub(1) {
                let origin = span(&item.flow, self.file);
                if let Some(paragraph) = self.paragraphs.get_mut(at) {
                    paragraph.span = paragraph.span.join(origin);
                }
            }
        }
    }

    /// A heading between paragraphs: short, without a stop at its end, with a marker after it.
    fn is_heading(&self, i: usize, item: &Item) -> bool {
        let text = item.text();
        let lettered = item.marker.as_ref().is_none_or(|marker| {
            marker.form == Form::Dot
                && marker
                    .readings
                    .iter()
                    .all(|(count, _)| matches!(count, Count::Capital | Count::CapitalRoman))
        });
        let short = text.chars().count() <= 160 && !text.ends_with([';', ',', '.', ':']);
        if item.style == Style::Heading {
            return item.marker.as_ref().is_none_or(|marker| lettered || !marker.is_main()) && short;
        }
        let capital = !text.starts_with(|c: char| c.is_lowercase());
        let next_main =
            self.items.get(i + 1).is_some_and(|next| next.marker.as_ref().is_some_and(Marker::is_main));
        let before = self.paragraphs.last().is_none_or(|last| {
            let text = last.flow.text();
            // A long paragraph may lack its stop; a short one without it is itself a heading of sorts.
            text.trim_end_matches(['"', ')', ']']).ends_with([';', '.', ',', ':'])
                || (next_main && text.len() > 200)
        });
        let marked = |next: &&&Item| next.marker.is_some();
        let after = self.items.get(i + 1).as_ref().is_some_and(marked)
            || self
                .items
                .iter()
                .skip(i + 1)
                .take(3)
                .any(|next| next.marker.as_ref().is_some_and(Marker::is_main));
        lettered && short && capital && before && after
    }
}

fn span(flow: &Flow, file: FileId) -> Span {
    let origin = flow.origin(0..flow.text().len());
    Span::new(file, origin.start, origin.end)
}

fn paragraph(
    label: String,
    level: u8,
    number: String,
    parent: Option<usize>,
    flow: Flow,
    file: FileId,
) -> Paragraph {
    Paragraph {
        label,
        level,
        number,
        parent,
        heading: None,
        verbs: Vec::new(),
        inline: Vec::new(),
        brackets: Vec::new(),
        span: span(&flow, file),
        flow,
    }
}
