//! What may stand in a slot of a phrase: figures, days, lengths of time, paragraph numbers.

use penholder_language::model::PhraseSlot;

use super::text::{Word, Words};

/// Number words of a figure.
const NUMBERS: &[&str] = &[
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
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
];
const MONTHS: &[&str] = &[
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
const UNITS: &[&str] = &["day", "days", "week", "weeks", "month", "months", "year", "years"];
/// Words that join the parts of a list of paragraph numbers.
const JOINTS: &[&str] = &["and", "or", "to", "paragraph", "paragraphs", "subparagraph", "subparagraphs"];

/// Where the slot's words end that begin at a word: the longest filling. Nothing where none fits.
pub(super) fn end(slot: PhraseSlot, words: &Words, at: usize, limit: usize) -> Option<usize> {
    let reader = Reader { words, limit };
    match slot {
        PhraseSlot::Figure => reader.run(at, |word, _| word.figure),
        PhraseSlot::Date => reader.date(at),
        PhraseSlot::Duration => reader.duration(at),
        PhraseSlot::Paragraphs => reader.paragraphs(at),
        PhraseSlot::Name | PhraseSlot::Title => None,
    }
}

struct Reader<'t> {
    words: &'t Words,
    limit: usize,
}

impl Reader<'_> {
    fn get(&self, at: usize) -> Option<&Word> {
        self.words.list.get(at).filter(|_| at < self.limit)
    }

    /// The end of a run of words that fit; nothing where the first does not.
    fn run(&self, at: usize, fits: impl Fn(&Word, usize) -> bool) -> Option<usize> {
        let mut end = at;
        while self.get(end).is_some_and(|word| (end == at || !word.after_mark) && fits(word, end)) {
            end += 1;
        }
        (end > at).then_some(end)
    }

    /// `25 April 2013`, `April 25, 2013`.
    fn date(&self, at: usize) -> Option<usize> {
        let is = |at: usize, fits: fn(&str) -> bool| self.get(at).is_some_and(|word| fits(&word.normal));
        let day = |text: &str| text.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        let month = |text: &str| MONTHS.contains(&text);
        let year = |text: &str| text.len() == 4 && text.parse::<u16>().is_ok();
        let in_order = (is(at, day) && is(at + 1, month)) || (is(at, month) && is(at + 1, day));
        (in_order && is(at + 2, year)).then_some(at + 3)
    }

    /// `12 months`, `an initial period of one year` from its figure on.
    fn duration(&self, at: usize) -> Option<usize> {
        let figure = self.run(at, |word, place| {
            word.figure || (place == at && matches!(word.normal.as_str(), "a" | "an"))
        })?;
        let unit = (figure..figure + 2)
            .find(|place| self.get(*place).is_some_and(|word| UNITS.contains(&word.normal.as_str())))?;
        Some(unit + 1)
    }

    /// `paragraphs 4 (a) and 5`: from the word `paragraph` or from the number on.
    fn paragraphs(&self, at: usize) -> Option<usize> {
        let end = self.run(at, |word, _| {
            let text = word.normal.as_str();
            let number = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= 6;
            let letter = text.chars().count() == 1
                || (text.len() <= 5 && text.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
                || text == "bis";
            number || letter || JOINTS.contains(&text)
        })?;
        // What only joins does not end a list, and a list without a number is none.
        let end = (at..end).rev().find(|place| !self.joins(*place))? + 1;
        let numbered = |place: usize| {
            self.get(place).is_some_and(|word| word.normal.starts_with(|c: char| c.is_ascii_digit()))
        };
        (at..end).any(numbered).then_some(end)
    }

    fn joins(&self, at: usize) -> bool {
        self.get(at).is_some_and(|word| JOINTS.contains(&word.normal.as_str()))
    }
}

/// Whether a word, in the form in which phrases are compared, is a number or a word of one.
pub(super) fn is_figure(text: &str) -> bool {
    let digits = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%'));
    digits || NUMBERS.contains(&text)
}
