//! Paragraphs that ran together in one block, as happens when text is copied from a page.

use super::parts::{is_council, Item};
use super::{marker, openings, verbs};
use crate::flow::Flow;
use crate::input::{Block, Style};

/// Splits blocks into items.
pub fn split(blocks: &[Block]) -> Vec<Item> {
    let mut items = Vec::with_capacity(blocks.len());
    let mut last = 0;
    for block in blocks {
        if block.style == Style::Body {
            split_block(&block.flow, &mut last, &mut items);
        } else {
            items.push(Item::new(block.flow.clone(), block.style));
        }
    }
    items
}

fn split_block(flow: &Flow, last: &mut u32, items: &mut Vec<Item>) {
    let text = flow.text();
    let mut cuts = Vec::new();
    let own = marker::parse(text).filter(marker::Marker::is_main).and_then(|m| m.readings.first().copied());
    if let Some((_, number)) = own {
        *last = number;
    }
    let mut from = 1;
    while let Some(at) = next_number(text, from, *last + 1) {
        cuts.push(at);
        *last += 1;
        from = at + 1;
    }
    let head = cuts.first().copied().unwrap_or(text.len());
    if own.is_none() && (!cuts.is_empty() || (is_council(text) && text.len() > 60)) {
        let mut preamble = preamble_cuts(text, head);
        preamble.append(&mut cuts);
        cuts = preamble;
    }
    let mut start = 0;
    for end in cuts.into_iter().chain([text.len()]) {
        let part = flow.slice(start..end);
        if !part.is_empty() {
            split_list(part, items);
        }
        start = end;
    }
}

/// Where the paragraph of that number begins inside a text: `…; 2. Requests`.
fn next_number(text: &str, from: usize, number: u32) -> Option<usize> {
    let number = number.to_string();
    let rest = text.get(from..)?;
    for (i, _) in rest.match_indices(number.as_str()) {
        let at = from + i;
        let before = text.get(..at)?;
        let body = text.get(at + number.len()..)?;
        let Some(body) = body.strip_prefix('.') else { continue };
        let stopped = before.trim_end();
        let set_off = before.ends_with(' ') && (stopped.ends_with([';', ',', '.', ':']) || stopped.ends_with(" and"));
        let body = body.trim_start();
        let opens = verbs::opens(body) || openings::starts(body);
        if set_off && body.starts_with(|c: char| c.is_uppercase()) && opens {
            return Some(at);
        }
    }
    None
}

/// Where paragraphs of the preamble begin in a text up to `end`: `…, Recalling`.
fn preamble_cuts(text: &str, end: usize) -> Vec<usize> {
    let Some(head) = text.get(..end) else { return Vec::new() };
    head.match_indices([',', '.', ';'])
        .map(|(i, _)| i + 1)
        .filter(|at| head.get(*at..).is_some_and(|rest| rest.starts_with(' ') && opens_upper(rest.trim_start())))
        .collect()
}

fn opens_upper(text: &str) -> bool {
    let upper = text.starts_with(|c: char| c.is_uppercase());
    upper && (openings::starts(text) || verbs::opens_plainly(text))
}

/// Splits a paragraph at the members of a list in it: `…: (a) …; (b) …`.
fn split_list(flow: Flow, items: &mut Vec<Item>) {
    let cuts = list_cuts(flow.text());
    if cuts.is_empty() {
        items.extend(split_markers(Item::new(flow, Style::Body)));
        return;
    }
    let mut start = 0;
    for end in cuts.into_iter().chain([flow.text().len()]) {
        let part = flow.slice(start..end);
        if !part.is_empty() {
            items.extend(split_markers(Item::new(part, Style::Body)));
        }
        start = end;
    }
}

/// `2. (a) Decides`: the paragraph has no words of its own.
fn split_markers(item: Item) -> Vec<Item> {
    let len = item.marker.as_ref().map_or(0, |marker| marker.len);
    let inner = item.text().get(len..).and_then(marker::parse).filter(|inner| inner.form == marker::Form::Bracket);
    match inner.is_some_and(|inner| inner.readings.iter().any(|(_, value)| *value == 1)) && len > 0 {
        true => vec![
            Item::new(item.flow.slice(0..len), Style::Body),
            Item::new(item.flow.slice(len..item.text().len()), Style::Body),
        ],
        false => vec![item],
    }
}

/// Where the members of a list begin that a colon opens and semicolons divide.
fn list_cuts(text: &str) -> Vec<usize> {
    let Some((open, first)) = text.match_indices(": (").map(|(i, _)| i + 2).find_map(|at| Some((at, first_member(text, at)?)))
    else {
        return Vec::new();
    };
    let mut cuts = vec![open];
    let mut value = 1;
    let mut from = open + 1;
    while let Some(at) = next_member(text, from, first, value + 1) {
        cuts.push(at);
        value += 1;
        from = at + 1;
    }
    if cuts.len() > 1 { cuts } else { Vec::new() }
}

fn first_member(text: &str, at: usize) -> Option<marker::Count> {
    let marker = marker::parse(text.get(at..)?)?;
    marker.readings.iter().find(|(_, value)| *value == 1).map(|(count, _)| *count)
}

fn next_member(text: &str, from: usize, count: marker::Count, value: u32) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.match_indices(" (").map(|(i, _)| from + i + 1).find(|at| {
        let before = text.get(..*at).unwrap_or_default().trim_end();
        let before = before.strip_suffix(" and").or(before.strip_suffix(" or")).unwrap_or(before);
        before.ends_with([';', '.'])
            && text.get(*at..).and_then(marker::parse).is_some_and(|marker| marker.value(count) == Some(value))
    })
}
