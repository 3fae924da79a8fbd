//! The operative verbs of a paragraph, with their adverbs. Which verbs there are, and how they bind, is data.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::document::{Strength, Verb};

/// A line of `verbs.txt`.
struct Entry {
    /// The third person, word by word.
    words: Vec<&'static str>,
    participle: &'static str,
    canonical: &'static str,
    strength: Strength,
    noun: bool,
    tells: bool,
    lone: bool,
}

/// The table, by the first word of the third person; longer phrases first.
static TABLE: LazyLock<HashMap<&str, Vec<Entry>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<Entry>> = HashMap::new();
    for line in include_str!("../../data/verbs.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(entry) = entry(line) {
            if let Some(first) = entry.words.first().copied() {
                table.entry(first).or_default().push(entry);
            }
        }
    }
    for entries in table.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
    }
    table
});

fn entry(line: &'static str) -> Option<Entry> {
    let mut fields = line.split('|').map(str::trim);
    let third = fields.next()?;
    let participle = fields.next()?;
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
    Some(Entry { words: third.split(' ').collect(), participle, canonical, strength, noun, tells, lone })
}

/// The first words of the participles.
pub fn participles() -> impl Iterator<Item = &'static str> {
    TABLE.values().flatten().filter_map(|entry| entry.participle.split(' ').next()).filter(|word| !word.is_empty())
}

/// Adverbs that do not end in -ly.
const ADVERBS: &[&str] = &["further", "also", "again", "once", "therefore", "hereby", "moreover", "however", "furthermore"];
/// Set phrases beside a verb.
const ASIDES: &[&str] = &[
    "in this regard",
    "in that regard",
    "in this respect",
    "in this context",
    "in this connection",
    "in particular",
    "in addition",
    "to this end",
    "as appropriate",
];
/// Words after a noun-like verb that show it to be a verb.
const OBJECTS: &[&str] = &[
    "the", "that", "all", "its", "his", "their", "in", "upon", "on", "to", "with", "a", "an", "any", "also", "further",
    "once", "again", "those", "these", "this", "both", "each", "every", "other", "as", "such", "relevant", "for", "full",
    "and", "particular", "continued", "efforts", "states", "member", "parties", "troop", "of", "moreover",
];

/// A word of the text.
#[derive(Clone, Copy)]
struct Token<'t> {
    word: &'t str,
    start: usize,
    end: usize,
    /// A comma, a semicolon or a bracket stands before it.
    after_stop: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    let mut stop = false;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_alphanumeric() || matches!(c, '-' | '\'');
        match (part, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                let word = text.get(from..i).unwrap_or_default();
                tokens.push(Token { word, start: from, end: i, after_stop: stop });
                (start, stop) = (None, false);
            }
            _ => {}
        }
        stop |= matches!(c, ',' | ';' | '[' | ']' | '\n' | ':' | '(' | ')' | '.' | '"' | '|');
    }
    tokens
}

/// No paragraph is longer; what comes after is not searched.
const MAX_TEXT: usize = 64 * 1024;
/// So many adverbs and set phrases may stand before a verb.
const MAX_ADVERBS: usize = 6;

/// Whether a text opens with an operative verb: *Decides*, *Strongly condemns*, *In this regard, requests*.
pub fn opens(text: &str) -> bool {
    let head = head(text, 400);
    main_verb(head, &tokens(head)).is_some()
}

/// Whether it opens so with the verb itself, or an adverb before it.
pub fn opens_plainly(text: &str) -> bool {
    let head = head(text, 120);
    main_verb(head, &tokens(head)).is_some_and(|(verb, _)| {
        head.get(..verb.range.start).is_none_or(|before| before.trim_matches(['[', ' ', '"']).is_empty())
    })
}

fn head(text: &str, len: usize) -> &str {
    let mut cut = text.len().min(len);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    text.get(..cut).unwrap_or_default()
}

/// The operative verbs of a paragraph, the main one first; empty where it opens with none.
pub fn find(text: &str) -> Vec<Verb> {
    let text = head(text, MAX_TEXT);
    let tokens = tokens(text);
    let main = main_verb(text, &tokens).or_else(|| participle(text, &tokens)).or_else(|| bare(text, &tokens));
    let Some((main, next)) = main else { return Vec::new() };
    let mut verbs = vec![main];
    let mut at = next;
    while at < tokens.len() {
        match further_verb(text, &tokens, at) {
            Some((verb, next)) => {
                verbs.push(verb);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    verbs
}

/// The verb with which a paragraph opens: first, after adverbs, or after a phrase that a comma ends.
fn main_verb(text: &str, tokens: &[Token]) -> Option<(Verb, usize)> {
    let mut at = 0;
    let mut clause_start = true;
    while let Some(token) = tokens.get(at) {
        if clause_start || token.after_stop {
            let begin = skip_adverbs(text, tokens, at);
            if let Some((entry, end)) = matches(tokens, begin) {
                let leading = tokens.first().is_some_and(|first| first.start == tokens.get(at).map_or(0, |t| t.start));
                let fits = leading || (!entry.lone && (!entry.noun || shows_object(tokens, end)));
                let finite = leading || !token.word.starts_with(|c: char| c.is_uppercase()) || begin > at;
                if fits && finite {
                    return Some(verb(text, tokens, at, begin, end, entry));
                }
            }
        }
        // A phrase before the verb is short; what opens with a sentence of its own has no operative verb.
        if token.start > 320 || (token.after_stop && text.get(..token.start).is_some_and(|t| t.trim_end().ends_with(['.', ';', ':']))) {
            return None;
        }
        clause_start = false;
        at += 1;
    }
    None
}

/// Where no verb is finite, the participle with which the paragraph opens: *Recalling that …;*.
fn participle(text: &str, tokens: &[Token]) -> Option<(Verb, usize)> {
    let start = usize::from(tokens.first().is_some_and(|token| token.word == "While"));
    let begin = skip_adverbs(text, tokens, start);
    let first = tokens.get(begin).filter(|token| token.word.ends_with("ing"))?.word.to_lowercase();
    let entry = TABLE.values().flatten().find(|entry| entry.participle.split(' ').next() == Some(first.as_str()))?;
    Some(verb(text, tokens, 0, begin, begin + 1, entry))
}

/// A slip: *Request the Secretary-General* for *Requests*.
fn bare(text: &str, tokens: &[Token]) -> Option<(Verb, usize)> {
    let first = tokens.first().filter(|token| token.word.starts_with(|c: char| c.is_uppercase()))?.word.to_lowercase();
    let entry = TABLE.get(format!("{first}s").as_str())?.iter().find(|entry| entry.words.len() == 1 && !entry.lone)?;
    let fits = shows_object(tokens, 1);
    fits.then(|| verb(text, tokens, 0, 0, 1, entry))
}

/// A verb after a comma or *and*, of which the Council is still the subject.
fn further_verb(text: &str, tokens: &[Token], at: usize) -> Option<(Verb, usize)> {
    let token = tokens.get(at)?;
    let joined = matches!(token.word, "and" | "And" | "but");
    if !joined && !token.after_stop {
        return None;
    }
    let start = if joined { at + 1 } else { at };
    let begin = skip_adverbs(text, tokens, start);
    let (entry, end) = matches(tokens, begin)?;
    if entry.lone || (entry.noun && !shows_object(tokens, end)) {
        return None;
    }
    let first = tokens.get(begin)?;
    let bracketed = text.get(..first.start).is_some_and(|before| before.trim_end().ends_with(['[', '|', ':']));
    if first.word.starts_with(|c: char| c.is_uppercase()) && !bracketed {
        return None;
    }
    Some(verb(text, tokens, start, begin, end, entry))
}

/// Past the adverbs and set phrases from `at` on.
fn skip_adverbs(text: &str, tokens: &[Token], mut at: usize) -> usize {
    for _ in 0..MAX_ADVERBS {
        let Some(token) = tokens.get(at) else { return at };
        if is_adverb(token.word) {
            at += 1;
            continue;
        }
        let rest = text.get(token.start..).unwrap_or_default();
        let aside = ASIDES.iter().find(|aside| {
            rest.get(..aside.len()).is_some_and(|head| head.eq_ignore_ascii_case(aside))
        });
        match aside {
            Some(aside) => at += aside.split(' ').count(),
            None => return at,
        }
    }
    at
}

fn is_adverb(word: &str) -> bool {
    ADVERBS.iter().any(|adverb| adverb.eq_ignore_ascii_case(word))
        || (word.len() > 4 && word.ends_with("ly") && !NO_ADVERBS.contains(&word))
}

/// Words in -ly that are no adverbs.
const NO_ADVERBS: &[&str] = &[
    "Assembly", "assembly", "supply", "apply", "reply", "family", "comply", "timely", "friendly", "daily", "monthly", "costly",
];

/// The longest verb phrase of the table at a place, and the place after it.
fn matches(tokens: &[Token], at: usize) -> Option<(&'static Entry, usize)> {
    let first = tokens.get(at)?.word;
    if first.len() < 4 || !first.ends_with(['s', 'd']) {
        return None;
    }
    let lower = spelling(first);
    let entry = TABLE.get(lower.as_str())?.iter().find(|entry| {
        entry.words.iter().enumerate().skip(1).all(|(i, word)| {
            tokens.get(at + i).is_some_and(|token| token.word == *word && !token.after_stop)
        })
    })?;
    Some((entry, at + entry.words.len()))
}

/// Lower case, and -ize for -ise where only that is in the table.
fn spelling(word: &str) -> String {
    let mut lower = word.to_lowercase();
    if let Some(stem) = lower.strip_prefix("re-") {
        lower = stem.to_owned();
    }
    if !TABLE.contains_key(lower.as_str()) {
        if let Some(stem) = lower.strip_suffix("ises") {
            return format!("{stem}izes");
        }
    }
    lower
}

/// Whether what follows shows that the word before is a verb: an object, *that*, a name.
fn shows_object(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        !token.after_stop
            && (OBJECTS.contains(&token.word) || token.word.starts_with(|c: char| c.is_uppercase()) || is_adverb(token.word))
    })
}

fn verb(text: &str, tokens: &[Token], from: usize, begin: usize, end: usize, entry: &'static Entry) -> (Verb, usize) {
    let after = skip_adverbs(text, tokens, end);
    let lower = |range: Range<usize>| {
        tokens.iter().take(range.end).skip(range.start).map(|t| t.word.to_lowercase()).collect::<Vec<_>>()
    };
    let adverbs: Vec<String> =
        lower(from..begin).into_iter().chain(lower(end..after)).filter(|word| is_adverb(word)).collect();
    let start = tokens.get(from).map_or(0, |token| token.start);
    let stop = tokens.get(end.saturating_sub(1)).map_or(start, |token| token.end);
    let addressee = entry.tells.then(|| addressee(text, tokens, after)).flatten();
    let verb = Verb {
        canonical: entry.canonical.to_owned(),
        words: lower(begin..end).join(" "),
        adverbs,
        strength: entry.strength,
        range: start..stop,
        addressee,
    };
    (verb, end)
}

/// Words that end the name of who is told.
const ENDS: &[&str] = &[
    "to", "shall", "should", "will", "may", "must", "is", "are", "was", "were", "has", "have", "can", "be", "not", "fully",
    "urgently", "immediately", "within", "under", "through", "that", "who", "which", "whose", "including", "referred",
    "cooperate", "allow", "put", "cease", "grant", "provide", "take", "refrain", "ensure", "engage",
    "conclude", "comply", "make", "continue", "develop", "submit", "keep", "facilitate",
    "implement", "consider",
];

/// Who is told: the words after the verb, up to *to*, *shall* or a stop.
fn addressee(text: &str, tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let mut at = at;
    while tokens.get(at).is_some_and(|token| matches!(token.word, "that" | "on" | "upon")) {
        at = skip_adverbs(text, tokens, at + 1);
    }
    let first = tokens.get(at)?;
    // Who is told is itself in dispute.
    let from = tokens.get(at.checked_sub(1)?)?.end;
    if text.get(from..first.start)?.contains('[') {
        return None;
    }
    let mut end = first.start;
    for (i, token) in tokens.iter().skip(at).enumerate() {
        if ENDS.contains(&token.word) || (i > 0 && stops(text, end, token.start)) || i > 24 {
            break;
        }
        end = token.end;
    }
    (end > first.start).then_some(first.start..end)
}

/// A comma, semicolon or colon stands between two places.
fn stops(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.contains([',', ';', ':', '.', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Vec<String> {
        find(text).into_iter().map(|verb| verb.canonical).collect()
    }

    #[test]
    fn adverbs_and_several_verbs() {
        let verbs = find("Strongly condemns the attacks, further requests the Force to report, and calls on all to help;");
        let names: Vec<_> = verbs.iter().map(|verb| verb.canonical.as_str()).collect();
        assert_eq!(names, ["condemns", "requests", "calls-upon"]);
        assert_eq!((verbs[0].adverbs.as_slice(), verbs[1].adverbs.as_slice()), (&["strongly".to_owned()][..], &["further".to_owned()][..]));
    }

    #[test]
    fn a_phrase_before_the_verb() {
        assert_eq!(canonical("In this regard, requests the Force to stay;"), ["requests"]);
        assert_eq!(canonical("Acting under Chapter VII, decides that the Force shall stay;"), ["decides"]);
        assert_eq!(canonical("Recognises the need for calm and its calls for peace;"), ["recognizes"]);
        assert_eq!(canonical("The tasks of the Force, and its calls, are these."), Vec::<String>::new());
    }

    #[test]
    fn who_is_told() {
        let text = "Decides that the Valley Force shall stay and requests the Secretary-General, in time, to report;";
        let told: Vec<_> = find(text).into_iter().filter_map(|verb| verb.addressee).map(|range| &text[range]).collect();
        assert_eq!(told, ["the Valley Force", "the Secretary-General"]);
    }
}
