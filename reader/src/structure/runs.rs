//! Paragraphs that ran together in one block, as happens when text is copied from a page.

use super::marker::{self, Count, Form};
use super::parts::{Item, is_council};
use super::{openings, verbs};
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
    let mut from = 0;
    if own.is_none()
        && let Some(at) = after_heading(text, *last + 1)
    {
        cuts.push(at);
        *last += 1;
        from = at + 1;
    }
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
            split_list(part, 0, items);
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
        let set_off =
            before.ends_with(' ') && (stopped.ends_with([';', ',', '.', ':']) || stopped.ends_with(" and"));
        let body = body.trim_start();
        let opens = verbs::opens(body) || openings::starts(body);
        if set_off && body.starts_with(|c: char| c.is_uppercase()) && opens {
            return Some(at);
        }
    }
    None
}

/// Where the paragraph of that number begins behind a heading on the same line: `Arms embargo 9. Decides`.
fn after_heading(text: &str, number: u32) -> Option<usize> {
    let at = text.find(&format!(" {number}. "))? + 1;
    let heading = text.get(..at)?;
    let body = text.get(at..)?.split_once(". ")?.1;
    let plain = heading.len() <= 120
        && !heading.contains([';', ',', '.', ':'])
        && !heading.starts_with(char::is_lowercase);
    (plain && verbs::opens_plainly(body)).then_some(at)
}

/// Where paragraphs of the preamble begin in a text up to `end`: `…, Recalling`.
fn preamble_cuts(text: &str, end: usize) -> Vec<usize> {
    let Some(head) = text.get(..end) else { return Vec::new() };
    head.match_indices([',', '.', ';'])
        .map(|(i, _)| i + 1)
        .filter(|at| {
            head.get(*at..).is_some_and(|rest| rest.starts_with(' ') && opens_upper(rest.trim_start()))
        })
        .collect()
}

fn opens_upper(text: &str) -> bool {
    let upper = text.starts_with(|c: char| c.is_uppercase());
    upper && (openings::starts(text) || verbs::opens_plainly(text))
}

/// Splits a paragraph at the members of lists in it: `…: (a) …; (b) …`, and lists inside those.
fn split_list(flow: Flow, depth: u8, items: &mut Vec<Item>) {
    let cuts = match depth < 4 {
        true => list_cuts(flow.text()),
        false => Vec::new(),
    };
    if cuts.is_empty() {
        items.extend(split_markers(Item::new(flow, Style::Body)));
        return;
    }
    let mut start = 0;
    for end in cuts.into_iter().chain([flow.text().len()]) {
        let part = flow.slice(start..end);
        if !part.is_empty() {
            split_list(part, depth + 1, items);
        }
        start = end;
    }
}

/// `2. (a) Decides`: the paragraph has no words of its own.
fn split_markers(item: Item) -> Vec<Item> {
    let len = item.marker.as_ref().map_or(0, |marker| marker.len);
    let inner =
        item.text().get(len..).and_then(marker::parse).filter(|inner| inner.form == marker::Form::Bracket);
    match inner.is_some_and(|inner| inner.readings.iter().any(|(_, value)| *value == 1)) && len > 0 {
        true => vec![
            Item::new(item.flow.slice(0..len), Style::Body),
            Item::new(item.flow.slice(len..item.text().len()), Style::Body),
        ],
        false => vec![item],
    }
}

/// Where the members of a list begin: of the one that the text is a member of, or of one that a colon opens.
fn list_cuts(text: &str) -> Vec<usize> {
    let own = marker::parse(text).filter(|marker| marker.form != Form::Dot);
    let len = own.as_ref().map_or(0, |marker| marker.len);
    let follow = own
        .iter()
        .flat_map(|marker| &marker.readings)
        .map(|(count, value)| members(text, len, *count, *value));
    if let Some(cuts) = follow.into_iter().find(|cuts| !cuts.is_empty()) {
        return cuts;
    }
    // A paragraph with more colons than that holds no list that a colon opens.
    for open in text.match_indices(": ").map(|(i, _)| i + 2).take(8) {
        let first = text.get(open..).and_then(marker::parse).filter(|marker| marker.form != Form::Dot);
        let first = first
            .iter()
            .flat_map(|marker| &marker.readings)
            .find(|(count, value)| *value == 1 || *count == Count::Dash);
        let Some((count, value)) = first else { continue };
        let rest = members(text, open, *count, *value);
        if !rest.is_empty() {
            return std::iter::once(open).chain(rest).collect();
        }
    }
    Vec::new()
}

/// Where the members after that one begin.
fn members(text: &str, from: usize, count: Count, value: u32) -> Vec<usize> {
    let (mut from, mut value, mut cuts) = (from, value, Vec::new());
    while let Some(at) = next_member(text, from, count, value + 1) {
        cuts.push(at);
        value += 1;
        from = at + open_len(text, at);
    }
    cuts
}

/// How long the character at a place is.
fn open_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

fn next_member(text: &str, from: usize, count: Count, value: u32) -> Option<usize> {
    let opens: &[char] = if count == Count::Dash { &['–', '•'] } else { &['('] };
    let starts = text.get(from..)?.match_indices(opens).map(|(i, _)| from + i);
    starts
        .filter(|at| text.get(..*at).is_some_and(|before| before.ends_with(' ')))
        .find(|at| is_member(text, *at, count, value))
}

/// Whether a member of that number begins here: after a semicolon, or after a comma and `and`.
fn is_member(text: &str, at: usize, count: Count, value: u32) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let joined = before.strip_suffix(" and").or(before.strip_suffix(" or"));
    let stopped = before.ends_with([';', '.'])
        || joined.is_some_and(|before| before.ends_with([';', ',']) && !before.ends_with("),"))
        || (count == Count::Dash && before.ends_with(','));
    let Some(marker) = text.get(at..).and_then(marker::parse).filter(|_| stopped) else { return false };
    count == Count::Dash && marker.form == Form::Bare || marker.value(count) == Some(value)
}
