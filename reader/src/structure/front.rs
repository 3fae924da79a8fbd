//! Symbol, title and date, from what stands before the preamble.

use std::ops::Range;

use penholder_language::source::{FileId, Span};

use super::parts::{Item, is_title};
use crate::document::{Day, Found};
use crate::flow::Flow;
use crate::input::{Source, Style};

/// What the front says.
#[derive(Debug, Default)]
pub struct Front {
    pub symbol: Option<Found>,
    pub title: Option<Found>,
    pub date: Option<Day>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub fn read(items: &[&Item], source: &Source, file: FileId) -> Front {
    let place = |flow: &Flow, range: Range<usize>| {
        let origin = flow.origin(range);
        Span::new(file, origin.start, origin.end)
    };
    let whole =
        |item: &Item| Found { text: item.text().to_owned(), span: place(&item.flow, 0..item.text().len()) };
    let title = items
        .iter()
        .find(|item| is_title(item.text()))
        .or_else(|| {
            items.iter().find(|item| item.text().to_ascii_lowercase().starts_with("draft resolution"))
        })
        .or_else(|| items.iter().find(|item| item.style == Style::Heading))
        .map(|item| whole(item));
    let symbol = items.iter().find_map(|item| {
        let range = symbol(item.text(), "/RES/").or_else(|| symbol(item.text(), "/"))?;
        Some(Found { text: item.text().get(range.clone())?.to_owned(), span: place(&item.flow, range) })
    });
    let date =
        items.iter().filter(|item| item.text().contains("dopted")).chain(items.iter()).find_map(|item| {
            let after = item.text().find("dopted").unwrap_or(0);
            let (year, month, day, range) = date(item.text(), after)?;
            Some(Day { year, month, day, span: place(&item.flow, range) })
        });
    Front {
        symbol: symbol
            .or_else(|| source_symbol(source, file))
            .or_else(|| title.as_ref().and_then(from_title)),
        title,
        date: date.or_else(|| {
            source.date.map(|(year, month, day)| Day { year, month, day, span: Span::new(file, 0, 0) })
        }),
    }
}

fn source_symbol(source: &Source, file: FileId) -> Option<Found> {
    let range = source.symbol.clone()?;
    // The year stands behind the symbol.
    let line = source.text.get(range.start..)?.lines().next()?;
    let found = symbol(line, "/")?;
    let text = line.get(found.clone())?.to_owned();
    Some(Found { text, span: Span::new(file, range.start + found.start, range.start + found.end) })
}

/// `S/RES/2100 (2013)` in a text: a symbol that has `within` in it, and the year behind it.
fn symbol(text: &str, within: &str) -> Option<Range<usize>> {
    for word in text.split([' ', ',', '\n']) {
        let fits = word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.contains(within)
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && word.chars().all(|c| {
                c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '-' | '(' | ')')
            });
        if !fits {
            continue;
        }
        let start = text.find(word)?;
        let end = start + word.len();
        let year = text.get(end..).filter(|rest| {
            rest.strip_prefix(" (").is_some_and(|rest| {
                rest.as_bytes().get(4) == Some(&b')')
                    && rest.bytes().take(4).all(|byte| byte.is_ascii_digit())
            })
        });
        return Some(start..if year.is_some() { end + 7 } else { end });
    }
    None
}

/// `Resolution 2100 (2013)` is `S/RES/2100 (2013)`: a number with its year in brackets is the Council's way.
fn from_title(title: &Found) -> Option<Found> {
    let at = title.text.find(|c: char| c.is_ascii_digit())?;
    let rest = title.text.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = rest.get(digits..)?.trim_start().strip_prefix('(')?.get(..4)?;
    year.bytes().all(|byte| byte.is_ascii_digit()).then(|| Found {
        text: format!("S/RES/{} ({year})", rest.get(..digits).unwrap_or_default()),
        span: title.span,
    })
}

/// `28 March 2013` in a text, from an offset on.
fn date(text: &str, from: usize) -> Option<(u16, u8, u8, Range<usize>)> {
    let words: Vec<(usize, &str)> = text
        .get(from..)?
        .split([' ', ',', '\n', '('])
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .filter(|(_, word)| !word.is_empty())
        .collect();
    words.windows(3).find_map(|three| {
        let [(start, day), (_, month), (at, year)] = three else { return None };
        let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
        let year = year.trim_end_matches(|c: char| !c.is_ascii_digit());
        let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
        let number: u16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
        Some((number, u8::try_from(month + 1).ok()?, day, *start..at + year.len()))
    })
}
