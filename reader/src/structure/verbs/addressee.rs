//! Who is told to do something.

use std::ops::Range;

use super::words::{Token, ends_name, skip_adverbs};

/// No name is longer.
const MAX_WORDS: usize = 24;

/// Who is told: the words after the verb, up to *to*, *shall* or a stop.
pub fn find(text: &str, tokens: &[Token], at: usize) -> Option<Range<usize>> {
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
        if ends_name(token.word) || (i > 0 && stops(text, end, token.start)) || i > MAX_WORDS {
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
