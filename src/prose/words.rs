//! A text as words with their places, and the English that every reading needs: figures, days, lengths of time.

use std::ops::Range;

use penholder_language::syntax::mandate::ast::TimeUnit;

/// A word, a number or a mark of punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// As written.
    pub(super) text: &'t str,
    /// Where in the text.
    pub(super) range: Range<usize>,
}

impl Word<'_> {
    /// Whether it is the word, in whatever case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is punctuation.
    pub(super) fn is_mark(&self) -> bool {
        !self.text.starts_with(char::is_alphanumeric)
    }
}

/// The words of a text. Hyphens, apostrophes and the separators of a number stay inside.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            let mut last = c;
            while let Some((at, next)) = characters.peek().copied() {
                let after = text.get(at + next.len_utf8()..).and_then(|rest| rest.chars().next());
                let joins = match next {
                    '-' | '\'' => after.is_some_and(char::is_alphanumeric),
                    ',' | '.' => last.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit()),
                    _ => false,
                };
                if !next.is_alphanumeric() && !joins {
                    break;
                }
                characters.next();
                end = at + next.len_utf8();
                last = next;
            }
        }
        found.push(Word { text: text.get(start..end).unwrap_or_default(), range: start..end });
    }
    found
}

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn place_of(list: &[&str], word: &str) -> Option<i64> {
    let at = list.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    i64::try_from(at).ok()
}

/// A number below a hundred in one word, `twenty-five` included.
fn small(word: &str) -> Option<i64> {
    if let Some(value) = place_of(UNITS, word) {
        return Some(value);
    }
    if let Some(tens) = place_of(TENS, word) {
        return Some((tens + 2) * 10);
    }
    let (tens, unit) = word.split_once('-')?;
    Some((place_of(TENS, tens)? + 2) * 10 + place_of(UNITS, unit).filter(|unit| (1..10).contains(unit))?)
}

/// The number that begins at a word, and how many words it takes: `11,200`, `two hundred and sixty`.
pub(super) fn figure(words: &[Word<'_>]) -> Option<(i64, usize)> {
    let first = words.first()?;
    if first.text.starts_with(|c: char| c.is_ascii_digit()) {
        let plain: String = first.text.chars().filter(|c| *c != ',').collect();
        let value: i64 = plain.parse().ok()?;
        // `11 200` is one number, too.
        if let Some(next) = words.get(1)
            && first.text.len() <= 3
            && !first.text.contains(',')
            && next.text.len() == 3
            && next.text.chars().all(|c| c.is_ascii_digit())
            && next.range.start == first.range.end + 1
        {
            return Some((value.checked_mul(1000)?.checked_add(next.text.parse().ok()?)?, 2));
        }
        return match words.get(1) {
            Some(next) if next.is("million") => Some((value.checked_mul(1_000_000)?, 2)),
            _ => Some((value, 1)),
        };
    }
    let (mut total, mut part, mut used, mut at): (i64, i64, usize, usize) = (0, 0, 0, 0);
    while let Some(word) = words.get(at) {
        if let Some(value) = small(word.text) {
            if part % 100 != 0 {
                break;
            }
            part += value;
        } else if word.is("hundred") && used > 0 {
            part *= 100;
        } else if word.is("thousand") && used > 0 {
            total += part * 1000;
            part = 0;
        } else if word.is("and")
            && used > 0
            && words.get(at + 1).is_some_and(|next| small(next.text).is_some())
        {
            // Only a hundred or a thousand goes on with `and`.
            if !words.get(at - 1).is_some_and(|before| before.is("hundred") || before.is("thousand")) {
                break;
            }
            at += 1;
            continue;
        } else {
            break;
        }
        at += 1;
        used = at;
    }
    (used > 0).then_some((total + part, used))
}

/// The day that begins at a word, `30 June 2014` or `June 30, 2014`, and how many words it takes.
pub(super) fn day(words: &[Word<'_>]) -> Option<((i32, u32, u32), usize)> {
    let number = |at: usize| words.get(at).and_then(|word| word.text.parse::<u32>().ok());
    let month = |at: usize| words.get(at).and_then(|word| place_of(MONTHS, word.text));
    let fits = |year: u32, month: i64, day: u32| {
        let sound = (1900..2200).contains(&year) && (1..=31).contains(&day);
        sound.then_some((i32::try_from(year).ok()?, u32::try_from(month + 1).ok()?, day))
    };
    if let (Some(day), Some(month), Some(year)) = (number(0), month(1), number(2)) {
        return Some((fits(year, month, day)?, 3));
    }
    let (month, day) = (month(0)?, number(1)?);
    let at = if words.get(2).is_some_and(|word| word.text == ",") { 3 } else { 2 };
    Some((fits(number(at)?, month, day)?, at + 1))
}

/// The length of time that begins at a word, `six months` or `30 days`, and how many words it takes.
pub(super) fn duration(words: &[Word<'_>]) -> Option<((i64, TimeUnit), usize)> {
    let (count, used) = match figure(words) {
        Some(found) => found,
        None if words.first().is_some_and(|word| word.is("a") || word.is("an")) => (1, 1),
        None => return None,
    };
    // `six (6) months`, `three additional months`
    let gap = words.iter().skip(used).take(3).take_while(|word| !word.is_mark() || word.text == "(").count();
    let mut at = used;
    if words.get(at).is_some_and(|word| word.text == "(") {
        at += 3;
    } else if gap > 0 && words.get(at).is_some_and(|word| word.is("additional") || word.is("further")) {
        at += 1;
    }
    let word = words.get(at)?;
    let singular = word.text.strip_suffix(['s', 'S']).unwrap_or(word.text);
    let unit = match singular.to_ascii_lowercase().as_str() {
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "year" => TimeUnit::Year,
        _ => return None,
    };
    (1..10_000).contains(&count).then_some(((count, unit), at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<i64> {
        figure(&words(text)).map(|(value, _)| value)
    }

    #[test]
    fn figures_in_digits_and_in_words() {
        assert_eq!(number("11,200 troops"), Some(11_200));
        assert_eq!(number("11 200 troops"), Some(11_200));
        assert_eq!(number("two hundred and sixty-five observers"), Some(265));
        assert_eq!(number("fifteen thousand"), Some(15_000));
        assert_eq!(number("five and six"), Some(5));
        assert_eq!(number("troops"), None);
    }

    #[test]
    fn days_and_lengths_of_time() {
        assert_eq!(day(&words("30 June 2031;")), Some(((2031, 6, 30), 3)));
        assert_eq!(day(&words("June 30, 2031")), Some(((2031, 6, 30), 4)));
        assert_eq!(day(&words("30 June")), None);
        let months = |text: &str| duration(&words(text)).map(|(told, _)| told);
        assert_eq!(months("six months"), Some((6, TimeUnit::Month)));
        assert_eq!(months("a year"), Some((1, TimeUnit::Year)));
        assert_eq!(months("three additional months"), Some((3, TimeUnit::Month)));
        assert_eq!(months("six people"), None);
    }
}
