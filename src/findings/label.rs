//! Paragraph labels in the order in which a draft has them: 2 before 10, 16 before 16bis, (i) before (ii).

use std::cmp::Ordering;

/// Orders labels and names as a reader would: runs of digits by their value.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                match digits(&mut left).cmp(&digits(&mut right)) {
                    Ordering::Equal => {}
                    other => return other,
                }
            }
            (Some(x), Some(y)) => match x.cmp(&y) {
                Ordering::Equal => {
                    left.next();
                    right.next();
                }
                other => return other,
            },
        }
    }
}

fn digits(text: &mut std::iter::Peekable<std::str::Chars<'_>>) -> u128 {
    let mut value = 0_u128;
    while let Some(digit) = text.peek().and_then(|c| c.to_digit(10)) {
        value = value.saturating_mul(10).saturating_add(u128::from(digit));
        text.next();
    }
    value
}

/// Whether `label` is the paragraph `of`, or stands below it.
pub(super) fn is_below(label: &str, of: &str) -> bool {
    label.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_in_the_order_of_the_text() {
        let mut labels = ["10", "2", "16(a)(ii)", "16bis", "16(a)(i)", "16"];
        labels.sort_by(|a, b| natural(a, b));
        assert_eq!(labels, ["2", "10", "16", "16(a)(i)", "16(a)(ii)", "16bis"]);
    }

    #[test]
    fn a_paragraph_is_above_its_own_sub_paragraphs_only() {
        assert!(is_below("16(a)(i)", "16(a)") && is_below("16", "16"));
        assert!(!is_below("16bis", "16") && !is_below("16(ab)", "16(a)"));
    }
}
