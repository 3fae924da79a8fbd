//! What is traded for what: a line for each choice, over one scale below the other.
//!
//! Every choice has its number at each scale, so that no colour is needed to follow it.

use maud::{Markup, html};

use super::ids::Ids;
use crate::reports::look::cut;

/// Width of the picture, in its own units: about the pixels of a small telephone.
const WIDTH: i64 = 340;
/// Where scales begin and end.
const LEFT: i64 = 16;
const RIGHT: i64 = WIDTH - 16;
/// From one scale to the next, and from its name to its line.
const STEP: i64 = 78;
const HEAD: i64 = 34;
/// Radius of a number's ring, and how far apart rings stand at the least.
const RING: i64 = 8;
const APART: i64 = 18;
/// Width of a letter under a scale, about.
const LETTER: i64 = 6;
/// The most lines that can be told apart.
pub const LINES: usize = 9;
/// The most scales.
const SCALES: usize = 12;

/// What a choice comes to on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Where it stands: less is better.
    pub value: i64,
    /// In words.
    pub told: String,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeLine {
    /// A number or a letter.
    pub mark: String,
    /// Drawn dashed: what the others are compared with.
    pub base: bool,
    /// One for each scale.
    pub amounts: Vec<Amount>,
}

/// The picture, with what it shows as text; empty markup where there is nothing to compare.
pub fn trade_offs(scales: &[String], lines: &[TradeLine], ids: &mut Ids) -> Markup {
    let scales: Vec<&String> = scales.iter().take(SCALES).collect();
    let lines: Vec<&TradeLine> = lines.iter().take(LINES).collect();
    if scales.is_empty() || lines.is_empty() {
        return Markup::default();
    }
    let id = ids.take("picture trade-offs");
    let height = STEP * scales.len() as i64 + 4;
    let places: Vec<Vec<i64>> = (0..scales.len()).map(|scale| places(&lines, scale)).collect();
    let at =
        |scale: usize, line: usize| places.get(scale).and_then(|own| own.get(line)).copied().unwrap_or(LEFT);
    html! {
        figure class="trade" {
            svg class="trade" viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby=(id) xmlns="http://www.w3.org/2000/svg" {
                title id=(id) { (spoken(&scales, &lines)) }
                @for scale in 0..scales.len() {
                    path class="scale" d={ "M" (LEFT - 10) " " (level(scale)) " H" (RIGHT + 10) } {}
                }
                @for (line, own) in lines.iter().enumerate() {
                    path class=(if own.base { "line base" } else { "line" }) d=(path(scales.len(), &|scale| at(scale, line))) {}
                }
                // After the lines, so that no line runs through a word.
                @for (scale, name) in scales.iter().enumerate() {
                    @let y = level(scale);
                    text class="faint" x=(LEFT - 10) y=(y - 20) { (cut(name, 44)) }
                    @for (x, told) in ticks(&lines, &places, scale) { text class="tick" x=(x) y=(y + 21) text-anchor="middle" { (told) } }
                }
                @for scale in 0..scales.len() {
                    @for (line, own) in lines.iter().enumerate() {
                        circle class=(if own.base { "ring base" } else { "ring" }) cx=(at(scale, line)) cy=(level(scale)) r=(RING) {}
                        text class="mark" x=(at(scale, line)) y=(level(scale) + 4) text-anchor="middle" { (own.mark) }
                    }
                }
            }
        }
    }
}

/// The height of a scale's line.
fn level(scale: usize) -> i64 {
    HEAD + STEP * scale as i64
}

fn path(scales: usize, at: &dyn Fn(usize) -> i64) -> String {
    let points: Vec<String> = (0..scales).map(|scale| format!("{} {}", at(scale), level(scale))).collect();
    format!("M{}", points.join(" L"))
}

fn value(line: &TradeLine, scale: usize) -> i64 {
    line.amounts.get(scale).map_or(0, |amount| amount.value)
}

/// Where each line crosses a scale: by its value, pushed apart where rings would hide each other.
fn places(lines: &[&TradeLine], scale: usize) -> Vec<i64> {
    let values = || lines.iter().map(|line| value(line, scale));
    let (least, most) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    let room = i128::from(RIGHT - LEFT);
    let ideal = |value: i64| match i128::from(most) - i128::from(least) {
        0 => (LEFT + RIGHT) / 2,
        span => LEFT + i64::try_from(room * (i128::from(value) - i128::from(least)) / span).unwrap_or(0),
    };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|line| lines.get(*line).map(|line| value(line, scale)));
    let mut row: Vec<i64> =
        order.iter().filter_map(|line| lines.get(*line)).map(|l| ideal(value(l, scale))).collect();
    // Lines of one value stand about it; then from the left, and back from the right where there was no room.
    if least == most {
        let first = (LEFT + RIGHT) / 2 - APART * (row.len() as i64 - 1) / 2;
        row.iter_mut().zip(0..).for_each(|(x, place)| *x = first + APART * place);
    }
    let mut free = LEFT;
    for x in &mut row {
        *x = (*x).max(free);
        free = *x + APART;
    }
    let mut free = RIGHT;
    for x in row.iter_mut().rev() {
        *x = (*x).min(free);
        free = *x - APART;
    }
    let mut places = vec![LEFT; lines.len()];
    for (line, x) in order.into_iter().zip(row) {
        if let Some(place) = places.get_mut(line) {
            *place = x;
        }
    }
    places
}

/// What stands under a scale: each value once, in the middle of the rings that have it, as far as there is room.
fn ticks(lines: &[&TradeLine], places: &[Vec<i64>], scale: usize) -> Vec<(i64, String)> {
    let mut values: Vec<(i64, Vec<i64>, String)> = Vec::new();
    for (line, x) in lines.iter().zip(places.get(scale).into_iter().flatten()) {
        let Some(amount) = line.amounts.get(scale) else { continue };
        match values.iter_mut().find(|(value, _, _)| *value == amount.value) {
            Some((_, xs, _)) => xs.push(*x),
            None => values.push((amount.value, vec![*x], cut(&amount.told, 24))),
        }
    }
    values.sort_by_key(|(value, _, _)| *value);
    let mut ticks: Vec<(i64, String)> = Vec::new();
    let mut free = 0;
    for (_, xs, told) in values {
        let half = told.chars().count() as i64 * LETTER / 2;
        let middle = (xs.iter().min().unwrap_or(&LEFT) + xs.iter().max().unwrap_or(&LEFT)) / 2;
        let x = middle.max(half + 2).min(WIDTH - half - 2);
        if x - half >= free {
            free = x + half + LETTER;
            ticks.push((x, told));
        }
    }
    ticks
}

/// What the picture shows, in words.
fn spoken(scales: &[&String], lines: &[&TradeLine]) -> String {
    let told = lines.iter().map(|line| {
        let amounts =
            scales.iter().zip(&line.amounts).map(|(scale, amount)| format!("{scale} {}", amount.told));
        format!("{}: {}", line.mark, amounts.collect::<Vec<_>>().join(", "))
    });
    format!("What is traded for what. {}.", told.collect::<Vec<_>>().join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(mark: usize, values: &[i64]) -> TradeLine {
        let amounts = values.iter().map(|value| Amount { value: *value, told: value.to_string() });
        TradeLine { mark: mark.to_string(), base: mark == 0, amounts: amounts.collect() }
    }

    #[test]
    fn the_picture_says_in_words_what_it_shows() {
        let lines = [line(0, &[3, 6_800]), line(1, &[2, 9_500])];
        let text = trade_offs(&["errors".into(), "strength".into()], &lines, &mut Ids::default()).0;
        assert!(text.contains("0: errors 3, strength 6800. 1: errors 2, strength 9500."), "{text}");
        assert_eq!(text.matches("<circle").count(), 4);
    }

    proptest! {
        #[test]
        fn rings_stand_apart_inside_the_picture_in_the_order_of_their_values(values in prop::collection::vec(any::<i64>(), 1..=LINES)) {
            let lines: Vec<TradeLine> = values.iter().enumerate().map(|(mark, value)| line(mark, &[*value])).collect();
            let lines: Vec<&TradeLine> = lines.iter().collect();
            let places = places(&lines, 0);
            prop_assert!(places.iter().all(|x| (LEFT..=RIGHT).contains(x)), "{places:?}");
            for (a, x) in values.iter().zip(&places) {
                for (b, y) in values.iter().zip(&places) {
                    prop_assert!(a >= b || x < y, "{places:?}");
                    prop_assert!(a >= b || y - x >= APART, "{places:?}");
                }
            }
        }
    }
}
