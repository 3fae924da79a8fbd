//! The operative verbs of a paragraph, with their adverbs. Which verbs there are, and how they bind, is data.

mod addressee;
mod table;
mod words;

use std::ops::Range;

pub use table::participles;
use table::{Entry, third_person};
use words::{Token, is_adverb, shows_object, skip_adverbs, tokens};

use crate::document::Verb;

/// No paragraph is longer, in bytes; what comes after is not searched.
const MAX_TEXT: usize = 64 * 1024;
/// So many words may name those who propose the bracket with which a paragraph begins.
const MAX_NAMES: usize = 8;
/// A phrase before the verb is shorter, in bytes.
const MAX_LEAD: usize = 320;

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
    for (at, token) in tokens.iter().enumerate() {
        if (at == 0 || token.after_stop || token.fresh)
            && let Some(found) = verb_at(text, tokens, at)
        {
            return Some(found);
        }
        // What opens with a sentence of its own has no operative verb.
        let sentence = token.after_stop
            && text.get(..token.start).is_some_and(|before| before.trim_end().ends_with(['.', ';', ':']));
        if token.start > MAX_LEAD || sentence {
            return None;
        }
    }
    None
}

/// The finite verb of the clause that begins at a token, after its adverbs.
fn verb_at(text: &str, tokens: &[Token], at: usize) -> Option<(Verb, usize)> {
    let begin = skip_adverbs(text, tokens, at);
    let (entry, end) = third_person(tokens, begin)?;
    let first = tokens.get(begin)?;
    let fits = !entry.lone && (!entry.noun || shows_object(tokens, end)) && !first.is_capital();
    let leads = at == 0 || (at <= MAX_NAMES && tokens.get(at).is_some_and(|token| token.fresh));
    (leads || fits).then(|| verb(text, tokens, at, begin, end, entry))
}

/// Where no verb is finite, the participle with which the paragraph opens: *Recalling that …;*.
fn participle(text: &str, tokens: &[Token]) -> Option<(Verb, usize)> {
    let start = usize::from(tokens.first().is_some_and(|token| token.word == "While"));
    let begin = skip_adverbs(text, tokens, start);
    let (entry, end) = table::participle(tokens, begin)?;
    Some(verb(text, tokens, 0, begin, end, entry))
}

/// A slip: *Request the Secretary-General* for *Requests*.
fn bare(text: &str, tokens: &[Token]) -> Option<(Verb, usize)> {
    let first = tokens.first().filter(|token| token.is_capital())?;
    let entry = table::without_ending(first.word)?;
    shows_object(tokens, 1).then(|| verb(text, tokens, 0, 0, 1, entry))
}

/// A verb after a comma or *and*, of which the Council is still the subject.
fn further_verb(text: &str, tokens: &[Token], at: usize) -> Option<(Verb, usize)> {
    let token = tokens.get(at)?;
    let joined = matches!(token.word, "and" | "And" | "but");
    if !joined && !token.after_stop && !token.fresh {
        return None;
    }
    let start = if joined { at + 1 } else { at };
    let begin = skip_adverbs(text, tokens, start);
    let (entry, end) = third_person(tokens, begin)?;
    if entry.lone || (entry.noun && !shows_object(tokens, end)) {
        return None;
    }
    let first = tokens.get(begin)?;
    if first.is_capital() && !token.fresh {
        return None;
    }
    Some(verb(text, tokens, start, begin, end, entry))
}

fn verb(
    text: &str,
    tokens: &[Token],
    from: usize,
    begin: usize,
    end: usize,
    entry: &'static Entry,
) -> (Verb, usize) {
    let after = skip_adverbs(text, tokens, end);
    let lower = |range: Range<usize>| {
        tokens.iter().take(range.end).skip(range.start).map(|t| t.word.to_lowercase()).collect::<Vec<_>>()
    };
    let adverbs: Vec<String> =
        lower(from..begin).into_iter().chain(lower(end..after)).filter(|word| is_adverb(word)).collect();
    let start = tokens.get(from).map_or(0, |token| token.start);
    let stop = tokens.get(end.saturating_sub(1)).map_or(start, |token| token.end);
    let addressee = entry.tells.then(|| addressee::find(text, tokens, after)).flatten();
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

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Vec<String> {
        find(text).into_iter().map(|verb| verb.canonical).collect()
    }

    #[test]
    fn adverbs_and_several_verbs() {
        let verbs = find(
            "Strongly condemns the attacks, further requests the Force to report, and calls on all to help;",
        );
        let names: Vec<_> = verbs.iter().map(|verb| verb.canonical.as_str()).collect();
        assert_eq!(names, ["condemns", "requests", "calls-upon"]);
        assert_eq!(
            (verbs[0].adverbs.as_slice(), verbs[1].adverbs.as_slice()),
            (&["strongly".to_owned()][..], &["further".to_owned()][..])
        );
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
        let told: Vec<_> =
            find(text).into_iter().filter_map(|verb| verb.addressee).map(|range| &text[range]).collect();
        assert_eq!(told, ["the Valley Force", "the Secretary-General"]);
    }
}
