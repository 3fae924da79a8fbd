//! References to paragraphs: `paragraphs 16 (a) (i) and (ii), 16 (e) and 18 above` becomes labels.

use std::ops::Range;

use super::small::{among_last, ends_in, small};
use super::words::Word;

/// Labels that a text names together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The labels, without `¶`.
    pub(super) labels: Vec<String>,
    /// From the word `paragraph` to the last label.
    pub(super) range: Range<usize>,
    /// The other text to which they belong, by its number: of *resolution 2085 (2012)*, 2085.
    pub(super) of: Option<u32>,
}

/// Another resolution that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cited {
    /// Its number.
    pub(super) number: u32,
    /// Its year, where it is told.
    pub(super) year: Option<u32>,
    /// From the word `resolution` to the number.
    pub(super) range: Range<usize>,
    /// Something is *set out in* it as a whole, not in paragraphs of it.
    pub(super) whole: bool,
}

/// The resolutions that a text names by number.
pub(super) fn cited(words: &[Word<'_>]) -> Vec<Cited> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.is("resolution")) {
        let Some(number) = words.get(at + 1).and_then(|next| Some((next.text.parse().ok()?, next))) else {
            continue;
        };
        let year = words.get(at + 2).filter(|open| open.text == "(").and_then(|_| words.get(at + 3));
        let before = words.get(..at).unwrap_or_default();
        let own = |word: &Word<'_>| ["its", "Security", "Council"].iter().any(|small| word.is(small));
        let end = before.iter().rposition(|word| !own(word)).map_or(0, |last| last + 1);
        found.push(Cited {
            number: number.0,
            year: year.and_then(|year| year.text.parse().ok()),
            range: word.range.start..number.1.range.end,
            whole: ends_in(before.get(..end).unwrap_or_default(), &small().stated),
        });
    }
    found
}

/// At most so many labels of one reference are read.
const MOST: usize = 200;

/// All references of a text to paragraphs, its own and others'.
pub(super) fn references(words: &[Word<'_>]) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if !(word.is("paragraph") || word.is("paragraphs")) {
            continue;
        }
        let aimed_at = among_last(words.get(..at - 1).unwrap_or_default(), 6, &small().pursuits);
        let (labels, used) = labels(words.get(at..).unwrap_or_default());
        if labels.is_empty() {
            continue;
        }
        let last = words.get(at + used - 1).map_or(word.range.end, |last| last.range.end);
        at += used;
        if aimed_at {
            continue;
        }
        found.push(Reference { labels, range: word.range.start..last, of: other(words, at) });
    }
    found
}

/// The number of the resolution that is named right after: *of (its) resolution 2085 (2012)*.
fn other(words: &[Word<'_>], at: usize) -> Option<u32> {
    let next = words.iter().skip(at).take(5);
    let mut next = next.skip_while(|word| {
        ["of", "in", "its", "the", "above-mentioned", "Security", "Council"]
            .iter()
            .any(|small| word.is(small))
    });
    next.next().filter(|word| word.is("resolution") || word.is("resolutions"))?;
    next.next()?.text.parse().ok()
}

fn labels(words: &[Word<'_>]) -> (Vec<String>, usize) {
    let mut labels: Vec<String> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let (mut at, mut used) = (0, 0);
    let (mut separated, mut through) = (true, false);
    while let Some(word) = words.get(at) {
        if let Some(number) = number(word.text) {
            // A number that is not separated belongs to what follows, a year say.
            if !separated {
                break;
            }
            let from = path.clone();
            path = vec![number.to_owned()];
            if through && let Some(first) = from.first() {
                between(first, number, &mut labels);
                // `12 (a) to 12 (k)` runs over the letters.
                if let (Some(letter), Some(mark)) = (from.get(1), marker(words, at + 1))
                    && first == number
                {
                    letters(&path, letter, mark, &mut labels);
                }
            }
            labels.push(number.to_owned());
            (separated, through) = (false, false);
            at += 1;
        } else if let Some(mark) = marker(words, at) {
            if path.is_empty() {
                break;
            }
            if separated {
                let depth = depth(&path, mark);
                let from = path.get(depth).cloned();
                path.truncate(depth);
                if through && let Some(from) = from {
                    letters(&path, &from, mark, &mut labels);
                }
            } else {
                // It says more closely what the last label was.
                labels.pop();
            }
            path.push(mark.to_owned());
            labels.push(written(&path));
            (separated, through) = (false, false);
            at += 3;
        } else if word.text == "," || word.is("and") || word.is("or") {
            separated = true;
            at += 1;
            continue;
        } else if (word.is("to") || word.is("through") || word.text == "–" || word.text == "-") && !separated
        {
            (separated, through) = (true, true);
            at += 1;
            continue;
        } else if (word.is("paragraph") || word.is("paragraphs")) && separated {
            at += 1;
            continue;
        } else {
            break;
        }
        used = at;
        if labels.len() > MOST {
            break;
        }
    }
    (labels, used)
}

/// `16`, `16bis`.
fn number(text: &str) -> Option<&str> {
    let digits = text.trim_end_matches("bis").trim_end_matches("ter");
    let fits = !digits.is_empty() && digits.len() <= 3 && digits.chars().all(|c| c.is_ascii_digit());
    fits.then_some(text)
}

/// `a` of `(a)`.
fn marker<'t>(words: &[Word<'t>], at: usize) -> Option<&'t str> {
    let (open, inner, close) = (words.get(at)?, words.get(at + 1)?, words.get(at + 2)?);
    let fits = open.text == "(" && close.text == ")" && inner.text.len() <= 5;
    (fits && inner.text.chars().all(|c| c.is_ascii_lowercase())).then_some(inner.text)
}

/// To which level a marker belongs after a separator: beside one of its own kind.
fn depth(path: &[String], mark: &str) -> usize {
    let roman = |text: &str| text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let last = path.len().saturating_sub(1).max(1);
    match path.get(last) {
        Some(sibling) if roman(sibling) && !roman(mark) => last.saturating_sub(1).max(1),
        _ => last,
    }
}

fn written(path: &[String]) -> String {
    let mut path = path.iter();
    let mut text = path.next().cloned().unwrap_or_default();
    for mark in path {
        text.push_str(&format!("({mark})"));
    }
    text
}

fn between(from: &str, to: &str, labels: &mut Vec<String>) {
    if let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>()) {
        labels.extend((from + 1..to).take(MOST).map(|number| number.to_string()));
    }
}

fn letters(path: &[String], from: &str, to: &str, labels: &mut Vec<String>) {
    let one = |text: &str| (text.len() == 1).then(|| text.bytes().next()).flatten();
    if let (Some(from), Some(to)) = (one(from), one(to)) {
        let prefix = written(path);
        labels.extend((from + 1..to).map(|letter| format!("{prefix}({})", char::from(letter))));
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn of(text: &str) -> Vec<String> {
        references(&words(text)).into_iter().flat_map(|reference| reference.labels).collect()
    }

    #[test]
    fn labels_of_three_levels() {
        let text = "tasks set out in paragraphs 7 (a) (i) and (ii), 7 (c) (i) and (iii), 7 (e) and 9 above";
        assert_eq!(of(text), ["7(a)(i)", "7(a)(ii)", "7(c)(i)", "7(c)(iii)", "7(e)", "9"]);
        assert_eq!(of("paragraph 4 (a), (b) and (c)"), ["4(a)", "4(b)", "4(c)"]);
    }

    #[test]
    fn runs_are_filled() {
        assert_eq!(of("paragraphs 3 to 6"), ["3", "4", "5", "6"]);
        assert_eq!(of("paragraph 3 (a) to (c)"), ["3(a)", "3(b)", "3(c)"]);
        assert_eq!(of("paragraphs 3 (a) to 3 (c) and 4"), ["3(a)", "3(b)", "3(c)", "4"]);
    }

    #[test]
    fn what_is_aimed_at_is_no_reference() {
        assert!(of("in pursuit of the objectives of paragraph 3, to use all means").is_empty());
        assert_eq!(of("in pursuit of peace, to carry out the tasks of paragraph 3"), ["3"]);
    }

    #[test]
    fn another_text_is_told() {
        let text = "as set out in paragraph 12 of resolution 9085 (2029)";
        let found = references(&words(text));
        assert_eq!(
            found.first().map(|found| (found.labels.clone(), found.of)),
            Some((vec!["12".into()], Some(9085)))
        );
        assert!(references(&words("in this paragraph, the force")).is_empty());
    }

    #[test]
    fn a_text_is_taken_as_a_whole_or_in_paragraphs() {
        let whole = |text: &str| -> Vec<(u32, Option<u32>, bool)> {
            cited(&words(text)).into_iter().map(|cited| (cited.number, cited.year, cited.whole)).collect()
        };
        assert_eq!(whole("the mandate as set out in its resolution 9085 (2029)"), [(9085, Some(2029), true)]);
        assert_eq!(whole("the mandate as set out in paragraph 12 of resolution 9085"), [(9085, None, false)]);
        assert!(whole("adopts this resolution").is_empty());
    }
}
