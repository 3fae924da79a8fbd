//! What a page adds to the text: page numbers, job numbers, bar codes, running titles.

use std::collections::HashMap;
use std::ops::Range;

use super::lines::Line;

/// Drops the lines that a page added, and marks the place where they stood on the line that follows. Gives the place
/// of the document's own symbol.
pub fn strip(text: &str, lines: &mut Vec<Line>) -> Option<Range<usize>> {
    let place = own_symbol(text, lines);
    let own = place.clone().and_then(|place| text.get(place));
    let of = |line: &Line| text.get(line.range.clone()).unwrap_or_default();
    let mut added: Vec<bool> = lines.iter().map(|line| is_furniture(of(line), own)).collect();
    mark_footnotes(text, lines, &mut added);
    mark_running_titles(text, lines, &mut added);
    let mut kept = Vec::with_capacity(lines.len());
    let mut page = false;
    let mut blank = false;
    for (line, added) in lines.drain(..).zip(added) {
        if added {
            // Blank lines around what a page adds belong to it, and divide no paragraphs.
            page = true;
            continue;
        }
        blank |= line.blank;
        page |= line.page;
        kept.push(Line { blank: blank && !page, page, ..line });
        (page, blank) = (false, false);
    }
    *lines = kept;
    place
}

/// `* Reissued for technical reasons.`: a star and its note, where stars are no list.
fn mark_footnotes(text: &str, lines: &[Line], added: &mut [bool]) {
    let starred = |line: &Line| {
        let words = text.get(line.range.clone()).unwrap_or_default();
        words.trim_start_matches(['_', '-', ' ']).starts_with("* ")
    };
    mark_notes_under_rules(text, lines, added);
    if lines.iter().filter(|line| starred(line)).count() > 2 {
        return;
    }
    for (line, added) in lines.iter().zip(added) {
        *added |= starred(line);
    }
}

/// Notes at the foot of a page: behind a rule of underscores on its line, or below it up to the page end.
fn mark_notes_under_rules(text: &str, lines: &[Line], added: &mut [bool]) {
    for (i, line) in lines.iter().enumerate() {
        let words = text.get(line.range.clone()).unwrap_or_default();
        if !words.starts_with("_____") {
            continue;
        }
        let page_ends = |j: usize| {
            let furniture = added.get(j).copied().unwrap_or(true);
            furniture || lines.get(j).is_some_and(|line| line.page)
        };
        let below = match words.trim_matches('_').is_empty() {
            true => (i + 1..i + MAX_NOTES).find(|j| page_ends(*j)).unwrap_or(i + 1),
            false => i + 1,
        };
        for flag in added.iter_mut().take(below).skip(i) {
            *flag = true;
        }
    }
}

/// So many lines of notes may stand under a rule.
const MAX_NOTES: usize = 10;

/// The document's own symbol, which each page repeats: the first one that stands in a line of its own.
fn own_symbol(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    lines.iter().take(60).find_map(|line| {
        let words = text.get(line.range.clone()).filter(|words| words.len() < 80)?;
        let token = words.split_whitespace().find(|token| is_symbol(token))?;
        let start = line.range.start + words.find(token)?;
        Some(start..start + token.len())
    })
}

/// `S/RES/2100`, `A/79/L.63`: capitals and figures between strokes.
fn is_symbol(token: &str) -> bool {
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '-');
    token.starts_with(|c: char| c.is_ascii_uppercase())
        && token.contains('/')
        && token.bytes().any(|byte| byte.is_ascii_digit())
        && token.chars().all(fits)
}

/// Whether every word of a line is one that a page adds.
fn is_furniture(line: &str, own: Option<&str>) -> bool {
    if line.len() > 120 {
        return false;
    }
    if line.len() > 2 && line.chars().all(|c| matches!(c, '-' | '_' | '*' | '=' | '–' | '—')) {
        return true;
    }
    let mut numbers = 0;
    let mut telling = false;
    for token in line.split_whitespace() {
        match kind(token, own) {
            Token::Telling => telling = true,
            Token::Number => numbers += 1,
            Token::Filler => {}
            Token::Other => return false,
        }
    }
    telling || numbers == 1
}

/// What a word of a page's own lines is.
enum Token {
    /// Job number, bar code, own symbol: nothing else looks like it.
    Telling,
    /// A page number, if it stands alone or beside something telling.
    Number,
    /// Strokes, `Page`, a year in brackets, the language.
    Filler,
    /// A word of the text.
    Other,
}

fn kind(token: &str, own: Option<&str>) -> Token {
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_job_number(token.trim_end_matches('*'))
        || token == "/..."
        || token == "/…"
        || (token.len() > 2 && token.bytes().all(|b| b == b'`'))
    {
        return Token::Telling;
    }
    if token.len() > 4 && token.starts_with('*') && token.ends_with('*') && figures(token.trim_matches('*')) {
        return Token::Telling;
    }
    if Some(token) == own || (is_symbol(token) && token.contains("/RES/")) {
        return Token::Telling;
    }
    if token.eq_ignore_ascii_case("page") {
        return Token::Telling;
    }
    if figures(token) && matches!(token.len(), 1..=3 | 6) {
        return Token::Number;
    }
    if let Some((page, of)) = token.split_once('/')
        && figures(page)
        && figures(of)
        && page.len() <= 3
        && of.len() <= 3
    {
        return Token::Number;
    }
    let year = token.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if year.is_some_and(|year| year.len() == 4 && figures(year))
        || matches!(token, "(E)" | "(E)*" | "-" | "–" | "of" | "*")
    {
        return Token::Filler;
    }
    Token::Other
}

/// `07-29003`, `N0729003`.
fn is_job_number(token: &str) -> bool {
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((year, number)) = token.split_once('-') {
        return year.len() == 2 && figures(year) && matches!(number.len(), 5 | 6) && figures(number);
    }
    token.strip_prefix('N').is_some_and(|number| matches!(number.len(), 7 | 8) && figures(number))
}

/// A line that comes again and again beside the page ends is a running title.
fn mark_running_titles(text: &str, lines: &[Line], added: &mut [bool]) {
    let at_edge = |i: usize| {
        let beside = |j: Option<usize>| j.and_then(|j| added.get(j)).copied().unwrap_or(false);
        let next_page = lines.get(i + 1).is_some_and(|line| line.page);
        beside(i.checked_sub(1))
            || beside(Some(i + 1))
            || lines.get(i).is_some_and(|line| line.page)
            || next_page
    };
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, line) in lines.iter().enumerate() {
        let words = text.get(line.range.clone()).unwrap_or_default();
        let ends = words.ends_with([';', ',', '.', ':']);
        if at_edge(i) && !ends && words.len() >= 4 && words.chars().count() <= 100 && !words.starts_with('(')
        {
            seen.entry(words.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()))
                .or_default()
                .push(i);
        }
    }
    for places in seen.into_values().filter(|places| places.len() >= 3) {
        for i in places {
            if let Some(flag) = added.get_mut(i) {
                *flag = true;
            }
        }
    }
}
