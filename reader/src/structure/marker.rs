//! List markers at the beginning of a paragraph: `16.`, `16 bis.`, `(a)`, `(iv)`, `–`.

use super::{openings, verbs};
use crate::numerals;

/// How a marker counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// 1, 2, 3.
    Arabic,
    /// a, b, c.
    Letter,
    /// i, ii, iii.
    Roman,
    /// A, B, C.
    Capital,
    /// I, II, III.
    CapitalRoman,
    /// 1.1, 1.2.
    Decimal,
    /// Dashes and dots.
    Dash,
}

/// With what a marker is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `1.`
    Dot,
    /// `(a)`, `a)`
    Bracket,
    /// `–`
    Bare,
}

/// A marker, with every way to read it (`(i)` is a Roman one or the ninth letter).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// As written, without brackets and dots: `16`, `a`, `16bis`.
    pub name: String,
    /// As written.
    pub written: String,
    /// `bis`, `ter`: the number is the one before, counted again.
    pub again: bool,
    pub form: Form,
    /// How it may count, and its number then; the likelier reading first.
    pub readings: Vec<(Count, u32)>,
    /// How many bytes of the text it takes, white space after it included.
    pub len: usize,
    /// A square bracket is opened before it.
    pub bracketed: bool,
}

impl Marker {
    /// Its number, if it counts that way.
    pub fn value(&self, count: Count) -> Option<u32> {
        self.readings.iter().find(|(kind, _)| *kind == count).map(|(_, value)| *value)
    }

    /// Whether it is the number of a paragraph: `16.`
    pub fn is_main(&self) -> bool {
        self.form == Form::Dot && self.value(Count::Arabic).is_some()
    }
}

/// What may stand between a number and its dot, as a text counts a paragraph twice.
const AGAIN: &[&str] = &["quinquies", "quater", "quinque", "sexies", "bis", "ter", "alt", "duo"];

/// The marker with which a text begins.
pub fn parse(text: &str) -> Option<Marker> {
    let (inner, bracketed) = match text.strip_prefix('[') {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    let before = text.len() - inner.len();
    let mut marker = bracket(inner).or_else(|| dotted(inner)).or_else(|| dash(inner))?;
    if bracketed && marker.form == Form::Bare {
        return None;
    }
    marker.len += before;
    marker.bracketed = bracketed;
    Some(marker)
}

/// `(a)`, `(iv)`, `(a bis)`, `a)`, `(1)`.
fn bracket(text: &str) -> Option<Marker> {
    let opened = text.strip_prefix('(');
    let inner = opened.unwrap_or(text);
    let close = inner.char_indices().take(14).find(|(_, c)| *c == ')').map(|(i, _)| i)?;
    let name = inner.get(..close)?.trim();
    let mut rest = inner.get(close + 1..)?;
    let (base, mut again) = split_again(name);
    let mut name = format!("{base}{again}");
    if again.is_empty() {
        // `(a) bis`
        let after = rest.trim_start();
        if let Some(word) = AGAIN.iter().find(|word| follows(after, word)) {
            again = word;
            name.push_str(word);
            rest = after.get(word.len()..)?;
        }
    }
    rest = rest.strip_prefix('.').unwrap_or(rest);
    if opened.is_none() && base.len() > 3 {
        return None;
    }
    let readings = readings(base)?;
    finish(text, rest, name, !again.is_empty(), Form::Bracket, readings)
}

/// Whether a text goes on with a word.
fn follows(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// `16.`, `16 bis.`, `1.2.`, `OP16.`, `a.`, `iv.`, `A.`
fn dotted(text: &str) -> Option<Marker> {
    let inner =
        ["OP", "OP ", "¶", "¶ "].iter().rev().find_map(|head| text.strip_prefix(head)).unwrap_or(text);
    let named = inner.len() < text.len();
    let stop =
        inner.char_indices().take(14).find(|(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '.' | ' ')));
    let head = inner.get(..stop.map_or(inner.len().min(14), |(i, _)| i))?;
    let digits = head.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let dot = head.find('.')?;
        let name = head.get(..dot)?;
        let all = readings(name)?;
        let single = name.len() == 1
            || all.first().is_some_and(|(count, _)| matches!(count, Count::Roman | Count::CapitalRoman));
        return single
            .then(|| finish(text, inner.get(dot + 1..)?, name.to_owned(), false, Form::Dot, all))
            .flatten();
    }
    if digits > 3 {
        return None;
    }
    if let Some(marker) = decimal(text, inner) {
        return Some(marker);
    }
    let number = head.get(..digits)?;
    let mut rest = inner.get(digits..)?;
    let mut again = "";
    let after = rest.trim_start();
    if let Some(word) = AGAIN.iter().find(|word| follows(after, word)) {
        again = word;
        rest = after.get(word.len()..)?;
    }
    let value = number.parse().ok()?;
    let name = format!("{number}{again}");
    let dot = rest.trim_start().strip_prefix('.');
    if dot.is_none() && !(named && rest.starts_with([' ', ':', '\t'])) {
        return None;
    }
    let rest = dot.unwrap_or(rest).trim_start_matches(':');
    finish(text, rest, name, !again.is_empty(), Form::Dot, vec![(Count::Arabic, value)])
}

/// `1.2.`, `1.2.3`
fn decimal(text: &str, inner: &str) -> Option<Marker> {
    let len = inner.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let name = inner.get(..len)?.trim_end_matches('.');
    let parts: Vec<&str> = name.split('.').collect();
    if parts.len() < 2 || parts.iter().any(|part| part.is_empty() || part.len() > 2) {
        return None;
    }
    let value = parts.last()?.parse().ok()?;
    finish(text, inner.get(len..)?, name.to_owned(), false, Form::Dot, vec![(Count::Decimal, value)])
}

/// `–`, `•`
fn dash(text: &str) -> Option<Marker> {
    let c =
        text.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '•' | '·' | '▪' | '◦' | '●' | '*'))?;
    let rest = text.get(c.len_utf8()..)?;
    let set_off = rest.starts_with(' ') || (c == '•' && rest.starts_with(char::is_alphabetic));
    if !set_off {
        return None;
    }
    finish(text, rest, c.to_string(), false, Form::Bare, vec![(Count::Dash, 0)])
}

fn finish(
    text: &str,
    rest: &str,
    name: String,
    again: bool,
    form: Form,
    readings: Vec<(Count, u32)>,
) -> Option<Marker> {
    let body = rest.trim_start();
    // A marker is set off by white space, or glued to a capital.
    if !rest.is_empty()
        && body.len() == rest.len()
        && !rest.starts_with(|c: char| c.is_uppercase() || c == '[')
    {
        return None;
    }
    let written = text.get(..text.len() - rest.len())?.trim().to_owned();
    Some(Marker { name, written, again, form, readings, len: text.len() - body.len(), bracketed: false })
}

/// Takes `bis` off a name.
fn split_again(name: &str) -> (&str, &'static str) {
    for word in AGAIN.iter().copied() {
        if let Some(base) = name.strip_suffix(word) {
            let base = base.trim_end();
            if !base.is_empty() && readings(base).is_some() && base.len() <= 4 {
                return (base, word);
            }
        }
    }
    (name, "")
}

/// How a name may count.
fn readings(name: &str) -> Option<Vec<(Count, u32)>> {
    if name.is_empty() || name.len() > 7 {
        return None;
    }
    if name.bytes().all(|byte| byte.is_ascii_digit()) && name.len() <= 3 {
        return Some(vec![(Count::Arabic, name.parse().ok()?)]);
    }
    let lower = name.to_ascii_lowercase();
    let (letter, roman) = match () {
        _ if name == lower => (Count::Letter, Count::Roman),
        _ if name == name.to_ascii_uppercase() => (Count::Capital, Count::CapitalRoman),
        _ => return None,
    };
    let mut all = Vec::new();
    let as_roman = numerals::from_roman(&lower).filter(|value| *value <= 60);
    let as_letter = numerals::from_letters(&lower);
    // `i`, `v` and `x` begin or go on with a Roman list more often than not; other letters are letters.
    if let Some(value) = as_roman {
        all.push((roman, value));
    }
    if let Some(value) = as_letter {
        let first = as_roman.is_none() || (name.len() == 1 && !matches!(lower.as_str(), "i" | "v" | "x"));
        all.insert(if first { 0 } else { all.len() }, (letter, value));
    }
    (!all.is_empty()).then_some(all)
}

/// Whether a line begins a new paragraph, by its marker. `firm`: the text breaks lines only at paragraphs.
pub fn leads(line: &str, before: &str, finished: bool, firm: bool) -> bool {
    let Some(marker) = parse(line) else { return false };
    let body = line.get(marker.len..).unwrap_or_default();
    // The rest of a reference that was broken: "paragraphs 16 (a), | (b) and 17".
    let first = body.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if marker.form == Form::Bracket && matches!(first, "and" | "or" | "above" | "below" | "of") && !firm {
        return false;
    }
    if finished || firm {
        return true;
    }
    if marker.is_main() {
        return verbs::opens(body) || openings::starts(body);
    }
    before.len() <= 400
        && before.chars().count() <= 100
        && marker.form == Form::Bracket
        && !before.ends_with(|c: char| c.is_ascii_digit())
        || before.ends_with(" and")
        || before.ends_with(" or")
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<(String, usize)> {
        parse(text).map(|marker| (marker.name, marker.len))
    }

    #[test]
    fn markers_of_every_kind() {
        for (text, expected) in [
            ("16. Decides", Some(("16", 4))),
            ("16 bis. Decides", Some(("16bis", 8))),
            ("16bis. Decides", Some(("16bis", 7))),
            ("(a) To monitor", Some(("a", 4))),
            ("(a bis) To monitor", Some(("abis", 8))),
            ("(iv) the risks", Some(("iv", 5))),
            ("a) To monitor", Some(("a", 3))),
            ("[17. Decides", Some(("17", 5))),
            ("OP17. Decides", Some(("17", 6))),
            ("1.2. Further", Some(("1.2", 5))),
            ("– to seize", Some(("–", 4))),
            ("2013. The", None),
            ("(2013) of", None),
            ("1,200 troops", None),
            ("Calls upon", None),
            ("12 months", None),
            ("(France) the", None),
        ] {
            assert_eq!(name(text), expected.map(|(name, len)| (name.to_owned(), len)), "{text}");
        }
    }

    #[test]
    fn a_marker_may_count_in_two_ways() {
        let marker = parse("(i) the").unwrap();
        assert_eq!(marker.readings, [(Count::Roman, 1), (Count::Letter, 9)]);
        assert_eq!(parse("(c) the").unwrap().readings, [(Count::Letter, 3)]);
        assert_eq!(parse("(d) the").unwrap().value(Count::Letter), Some(4));
    }
}
