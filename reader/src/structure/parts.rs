//! Which items are front, preamble, operative part, annex.

use super::marker::{self, Marker};
use super::{openings, verbs};
use crate::flow::Flow;
use crate::input::Style;

/// A block, or a part of one that several paragraphs ran together in.
#[derive(Clone, Debug)]
pub struct Item {
    pub flow: Flow,
    pub style: Style,
    /// The list marker that it begins with.
    pub marker: Option<Marker>,
}

impl Item {
    pub fn new(flow: Flow, style: Style) -> Item {
        let marker = marker::parse(flow.text());
        Item { flow, style, marker }
    }

    pub fn text(&self) -> &str {
        self.flow.text()
    }

    /// The text after the marker.
    pub fn body(&self) -> &str {
        let len = self.marker.as_ref().map_or(0, |marker| marker.len);
        self.text().get(len..).unwrap_or_default()
    }

    /// The number of a paragraph, where it begins with one.
    fn main_number(&self) -> Option<u32> {
        self.marker
            .as_ref()
            .filter(|marker| marker.is_main())
            .and_then(|marker| marker.readings.first())
            .map(|r| r.1)
    }
}

/// What follows the operative part under a heading.
#[derive(Debug)]
pub struct AnnexItems<'a> {
    pub heading: Flow,
    pub items: Vec<&'a Item>,
}

/// The parts of a resolution.
#[derive(Debug, Default)]
pub struct Parts<'a> {
    pub front: Vec<&'a Item>,
    pub preamble: Vec<&'a Item>,
    pub operative: Vec<&'a Item>,
    pub annexes: Vec<AnnexItems<'a>>,
    /// Where another resolution begins; nothing after it is read.
    pub second: Option<Flow>,
    /// The paragraphs carry no numbers.
    pub unnumbered: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Front,
    Preamble,
    Operative,
    /// The last paragraph has been: what follows is no part of it unless it says so.
    Tail,
    Annex,
}

impl<'a> Parts<'a> {
    pub fn read(items: &'a [Item]) -> Parts<'a> {
        let numbered = items.iter().any(|item| item.main_number().is_some() && verbs::opens(item.body()));
        let mut parts = Parts { unnumbered: !numbered, ..Parts::default() };
        let mut phase = Phase::Front;
        let mut last = 0;
        for item in items {
            if matches!(phase, Phase::Operative | Phase::Tail | Phase::Annex)
                && begins_another(item)
                && (phase != Phase::Annex || is_title(item.text()))
            {
                parts.second = Some(item.flow.clone());
                break;
            }
            phase = parts.next(phase, item, &mut last);
        }
        parts
    }

    /// Puts an item into the part that it belongs to.
    fn next(&mut self, phase: Phase, item: &'a Item, last: &mut u32) -> Phase {
        match phase {
            Phase::Front | Phase::Preamble if self.begins_operative(phase, item) => {
                *last = item.main_number().unwrap_or(0);
                // A heading over the first paragraph belongs to it.
                let heading =
                    |item: &&&Item| item.marker.is_none() && !item.text().ends_with([',', ';', '.', ':']);
                if phase == Phase::Preamble
                    && self.preamble.last().filter(heading).is_some_and(|i| i.text().len() <= 120)
                {
                    self.operative.extend(self.preamble.pop());
                }
                self.operative.push(item);
                Phase::Operative
            }
            Phase::Front if !begins_preamble(item) => {
                self.front.push(item);
                Phase::Front
            }
            Phase::Front | Phase::Preamble => {
                self.preamble.push(item);
                Phase::Preamble
            }
            Phase::Operative | Phase::Tail if is_annex(item) => self.begin_annex(item),
            Phase::Operative | Phase::Tail if is_closing(item.text()) => Phase::Tail,
            Phase::Operative => {
                *last = item.main_number().unwrap_or(*last);
                self.operative.push(item);
                let seized =
                    item.text().contains(" seized of ") && item.text().trim_end_matches(']').ends_with('.');
                if seized { Phase::Tail } else { Phase::Operative }
            }
            Phase::Tail => self.after_the_last(item, *last),
            Phase::Annex if is_annex(item) => self.begin_annex(item),
            Phase::Annex => {
                if let Some(annex) = self.annexes.last_mut() {
                    annex.items.push(item);
                }
                Phase::Annex
            }
        }
    }

    /// After *remains seized*: a paragraph with the next number is still one, anything else an annex without the word.
    fn after_the_last(&mut self, item: &'a Item, last: u32) -> Phase {
        match item.main_number() {
            Some(number) if number > last && number <= last + 2 && verbs::opens(item.body()) => {
                self.operative.push(item);
                Phase::Operative
            }
            // What a page leaves behind: a symbol, a number.
            _ if item
                .text()
                .split_whitespace()
                .filter(|word| word.chars().all(char::is_alphabetic))
                .count()
                < 2 =>
            {
                Phase::Tail
            }
            _ => self.begin_annex(item),
        }
    }

    fn begin_annex(&mut self, item: &'a Item) -> Phase {
        let heading = item.marker.is_none() && item.text().len() <= 200;
        let annex = match heading {
            true => AnnexItems { heading: item.flow.clone(), items: Vec::new() },
            false => AnnexItems { heading: Flow::default(), items: vec![item] },
        };
        self.annexes.push(annex);
        Phase::Annex
    }

    fn begins_operative(&self, phase: Phase, item: &Item) -> bool {
        match (&item.marker, self.unnumbered) {
            (Some(marker), false) => marker.is_main() && verbs::opens(item.body()),
            (None, true) => phase == Phase::Preamble && verbs::opens_plainly(item.text()),
            _ => false,
        }
    }
}

/// *The Security Council,* or the first *Recalling …*.
fn begins_preamble(item: &Item) -> bool {
    let text = item.text();
    if is_council(text) {
        return true;
    }
    openings::starts(text)
        && text.len() > 30
        && text.trim_end_matches([']', '*']).ends_with([',', ';', '.', ':'])
}

/// The line that names the organ.
pub fn is_council(text: &str) -> bool {
    ["The Security Council", "The General Assembly", "The Council"].iter().any(|organ| {
        text.strip_prefix(organ).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ':']))
    })
}

/// `Resolution 2100 (2013)`, alone in its line.
pub fn is_title(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("draft ").unwrap_or(&lower);
    let Some(rest) = rest.strip_prefix("resolution") else { return false };
    let digits = rest.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    text.len() <= 160 && rest.starts_with(' ') && (1..=4).contains(&digits) && !text.ends_with([';', ','])
}

fn begins_another(item: &Item) -> bool {
    item.marker.is_none() && (is_title(item.text()) || (is_council(item.text()) && item.text().len() < 40))
}

/// `Annex`, `Annex II`, `ANNEX: Terms of reference`.
fn is_annex(item: &Item) -> bool {
    if item.style == Style::Annex {
        return true;
    }
    let text = item.text();
    if item.marker.is_some() || text.chars().count() > 120 {
        return false;
    }
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let word = ["Annex", "Appendix", "Attachment", "Enclosure", "Annexes"];
    let named = word.iter().any(|word| first == *word || first == word.to_uppercase());
    named && (text.len() < 16 || !text.ends_with([';', ',', '.']))
}

/// A line about the vote under the text.
fn is_closing(text: &str) -> bool {
    let vote = ["Adopted unanimously", "Adopted at the", "Adopted by ", "Draft resolution adopted"];
    vote.iter().any(|start| text.starts_with(start)) && text.len() < 200
}
