//! Numbers as lists write them: letters (a … z, aa, bb …) and Roman numerals, both ways.

const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// `1` is `i`. Nothing for zero, and `mmm…` is cut short: no list is that long.
pub(crate) fn roman(number: u32) -> String {
    let (mut rest, mut text) = (number.min(3999), String::new());
    for (value, letters) in ROMAN {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}

/// `1` is `a`, `27` is `aa`, `28` is `bb`, as Word counts.
pub(crate) fn letters(number: u32) -> String {
    let Some(zero) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(zero % 26).unwrap_or(0));
    let times = (zero / 26 + 1).min(8) as usize;
    std::iter::repeat_n(letter, times).collect()
}

/// The value of a Roman numeral in lower case that is written as one should be.
pub(crate) fn from_roman(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut number = 0;
    for (value, letters) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            number += value;
            rest = after;
        }
    }
    (rest.is_empty() && number > 0 && roman(number) == text).then_some(number)
}

/// The value of a list letter: `a` is 1, `aa` and `bb` come after `z`; `ab` is no list letter.
pub(crate) fn from_letters(text: &str) -> Option<u32> {
    let first = text.bytes().next().filter(u8::is_ascii_lowercase)?;
    if text.len() > 3 || text.bytes().any(|byte| byte != first) {
        return None;
    }
    let turns = u32::try_from(text.len()).ok()? - 1;
    Some(turns * 26 + u32::from(first - b'a') + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for number in 1..200 {
            assert_eq!(from_roman(&roman(number)), Some(number));
        }
        for number in 1..=78 {
            assert_eq!(from_letters(&letters(number)), Some(number));
        }
        assert_eq!((from_roman("iiii"), from_letters("ab"), from_roman("")), (None, None, None));
    }
}
