//! The table of verbs, from `data/verbs.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::Token;
use crate::document::Strength;

/// A line of the table.
pub struct Entry {
    /// The third person and the participle, word by word.
    third: Vec<&'static str>,
    participle: Vec<&'static str>,
    pub canonical: &'static str,
    pub strength: Strength,
    /// The third person is also a plural noun.
    pub noun: bool,
    /// Somebody is told to do something.
    pub tells: bool,
    /// Only looked for where a paragraph opens.
    pub lone: bool,
}

/// The lines, and which of them begin with a word; longer phrases first.
#[derive(Default)]
struct Table {
    third: HashMap<&'static str, Vec<Entry>>,
    participle: HashMap<&'static str, Vec<Entry>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("../../../data/verbs.txt").lines().filter(|line| !line.starts_with('#')) {
        insert(&mut table.third, entry(line), |entry| &entry.third);
        insert(&mut table.participle, entry(line), |entry| &entry.participle);
    }
    table
});

fn insert(
    map: &mut HashMap<&'static str, Vec<Entry>>,
    entry: Option<Entry>,
    form: fn(&Entry) -> &Vec<&'static str>,
) {
    let Some(entry) = entry else { return };
    let Some(first) = form(&entry).first().copied() else { return };
    let entries = map.entry(first).or_default();
    entries.push(entry);
    entries.sort_by_key(|entry| std::cmp::Reverse(form(entry).len()));
}

fn entry(line: &'static str) -> Option<Entry> {
    let mut fields = line.split('|').map(str::trim);
    let third = fields.next()?.split_whitespace().collect();
    let participle = fields.next()?.split_whitespace().collect();
    let canonical = fields.next()?;
    let strength = match fields.next()? {
        "decision" => Strength::Decision,
        "demand" => Strength::Demand,
        "request" => Strength::Request,
        "appeal" => Strength::Appeal,
        "encouragement" => Strength::Encouragement,
        _ => Strength::Position,
    };
    let flags = fields.next().unwrap_or_default();
    let has = |flag: &str| flags.split_whitespace().any(|word| word == flag);
    let (noun, tells, lone) = (has("noun"), has("tells"), has("lone"));
    Some(Entry { third, participle, canonical, strength, noun, tells, lone })
}

/// The first words of the participles.
pub fn participles() -> impl Iterator<Item = &'static str> {
    TABLE.participle.keys().copied()
}

/// The longest phrase in the third person that begins at a token, and the place after it.
pub fn third_person(tokens: &[Token], at: usize) -> Option<(&'static Entry, usize)> {
    let first = tokens.get(at)?.word;
    if first.len() < 4 || !first.ends_with(['s', 'd']) {
        return None;
    }
    let entries = TABLE.third.get(spelling(first).as_str())?;
    longest(entries, tokens, at, |entry| &entry.third)
}

/// The longest participle phrase that begins at a token, and the place after it.
pub fn participle(tokens: &[Token], at: usize) -> Option<(&'static Entry, usize)> {
    let first = tokens.get(at).filter(|token| token.word.ends_with("ing"))?.word.to_lowercase();
    longest(TABLE.participle.get(first.as_str())?, tokens, at, |entry| &entry.participle)
}

/// The verb whose third person lacks its ending in the text: *Request*.
pub fn without_ending(word: &str) -> Option<&'static Entry> {
    let entries = TABLE.third.get(format!("{}s", word.to_lowercase()).as_str())?;
    entries.iter().find(|entry| entry.third.len() == 1 && !entry.lone)
}

fn longest(
    entries: &'static [Entry],
    tokens: &[Token],
    at: usize,
    form: fn(&Entry) -> &Vec<&'static str>,
) -> Option<(&'static Entry, usize)> {
    let goes_on = |(i, word): (usize, &&str)| {
        tokens.get(at + i).is_some_and(|token| token.word == *word && !token.after_stop)
    };
    let entry = entries.iter().find(|entry| form(entry).iter().enumerate().skip(1).all(goes_on))?;
    Some((entry, at + form(entry).len()))
}

/// Lower case, -ize for -ise where only that is in the table, and without *re-*.
fn spelling(word: &str) -> String {
    let mut lower = word.to_lowercase();
    if let Some(stem) = lower.strip_prefix("re-") {
        lower = stem.to_owned();
    }
    if TABLE.third.contains_key(lower.as_str()) {
        return lower;
    }
    match lower.strip_suffix("ises") {
        Some(stem) => format!("{stem}izes"),
        None => lower,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_of_the_table_is_whole() {
        let lines = include_str!("../../../data/verbs.txt").lines().filter(|line| !line.starts_with('#'));
        let strengths = ["decision", "demand", "request", "appeal", "encouragement", "position"];
        for line in lines {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            assert_eq!(fields.len(), 5, "{line}");
            assert!(strengths.contains(&fields[3]), "{line}");
            assert!(
                fields[4].split_whitespace().all(|flag| ["noun", "tells", "lone"].contains(&flag)),
                "{line}"
            );
            assert!(fields[2].chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{line}");
        }
    }
}
