//! The words of a text, and the small words that stand around verbs, from `data/words.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The lists, by name.
static LISTS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/words.txt").lines().filter(|line| !line.starts_with('#'));
    let lists = lines.filter_map(|line| line.split_once(": "));
    lists.map(|(name, words)| (name, words.split(", ").collect())).collect()
});

/// So many adverbs and set phrases may stand before a verb.
const MAX_ADVERBS: usize = 6;

/// A word of the text.
#[derive(Clone, Copy)]
pub struct Token<'t> {
    pub word: &'t str,
    pub start: usize,
    pub end: usize,
    /// A comma, a semicolon or a bracket stands before it.
    pub after_stop: bool,
    /// A bracketed alternative begins with it, behind the names of those who propose it.
    pub fresh: bool,
}

impl Token<'_> {
    pub fn is_capital(&self) -> bool {
        self.word.starts_with(|c: char| c.is_uppercase())
    }
}

/// The words of a text.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    let mut stop = false;
    let mut head = Head::None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_alphanumeric() || matches!(c, '-' | '\'');
        match (part, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                let word = text.get(from..i).unwrap_or_default();
                tokens.push(Token { word, start: from, end: i, after_stop: stop, fresh: head.is_over() });
                head = head.after(word);
                (start, stop) = (None, false);
            }
            _ => {}
        }
        head = match c {
            '[' | '|' => Head::Begins,
            ':' if head != Head::None => Head::Begins,
            ']' | ';' | '.' => Head::None,
            _ => head,
        };
        stop |= matches!(c, ',' | ';' | '[' | ']' | '\n' | ':' | '(' | ')' | '.' | '"' | '|');
    }
    tokens
}

/// How far the names before a bracketed alternative go: `[France, Niger: …`, `[Alternative 1 …`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// Not in one.
    None,
    /// The bracket was opened, or the names are over.
    Begins,
    /// `Alternative` was read, its number comes.
    Named,
    /// So many words were read since.
    Words(u8),
}

impl Head {
    fn is_over(self) -> bool {
        self == Head::Begins
    }

    /// After one more word.
    fn after(self, word: &str) -> Head {
        match self {
            Head::Begins if matches!(word, "Alternative" | "Option" | "Alt") => Head::Named,
            Head::Begins => Head::Words(1),
            Head::Named => Head::Begins,
            Head::Words(count) if count < 12 => Head::Words(count + 1),
            Head::Words(_) | Head::None => Head::None,
        }
    }
}

/// Whether a word is in a list.
fn listed(list: &str, word: &str) -> bool {
    LISTS.get(list).is_some_and(|words| words.contains(word))
}

pub fn is_adverb(word: &str) -> bool {
    let lower = word.to_lowercase();
    listed("adverbs", &lower) || (word.len() > 4 && lower.ends_with("ly") && !listed("no adverbs", &lower))
}

/// Whether a word ends the name of who is told.
pub fn ends_name(word: &str) -> bool {
    listed("ends", word)
}

/// Past the adverbs and set phrases from `at` on.
pub fn skip_adverbs(text: &str, tokens: &[Token], mut at: usize) -> usize {
    for _ in 0..MAX_ADVERBS {
        let Some(token) = tokens.get(at) else { return at };
        match is_adverb(token.word) {
            true => at += 1,
            false => match aside(text.get(token.start..).unwrap_or_default()) {
                Some(words) => at += words,
                None => return at,
            },
        }
    }
    at
}

/// How many words the set phrase has with which a text begins.
fn aside(text: &str) -> Option<usize> {
    if !text.starts_with(['i', 'I', 't', 'T', 'a', 'A']) {
        return None;
    }
    let begins = |aside: &&&str| text.get(..aside.len()).is_some_and(|head| head.eq_ignore_ascii_case(aside));
    LISTS.get("asides")?.iter().find(begins).map(|aside| aside.split(' ').count())
}

/// Whether what follows shows that the word before is a verb: an object, *that*, a name.
pub fn shows_object(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        !token.after_stop && (listed("objects", token.word) || token.is_capital() || is_adverb(token.word))
    })
}
