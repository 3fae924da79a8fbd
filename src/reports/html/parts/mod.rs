//! What sections are made of. Each is a function from plain data to markup, and none has headings of its own, so that
//! it can stand anywhere.
//!
//! | part | shows |
//! |---|---|
//! | [`mark`] | a level or status: letter, shape and colour |
//! | [`tallies`] | a few numbers, large |
//! | [`finding_card`] | a finding; folds open to reason, source, evidence, remedy |
//! | [`matrix`] | a table of marks: findings by variant, say |
//! | [`bars`] | what there is against what is needed |
//! | [`multiples`] | the same small chart for several things |
//! | [`stack`] | several numbers as one bar |
//! | [`dilemma_picture`] | horns taken, risks open and answered |
//! | [`trade_offs`] | choices of which each gives up something for something else |
//! | [`fold`] | anything, folded away |

mod bars;
mod card;
mod dilemma;
mod ids;
mod mark;
mod matrix;
mod multiples;
mod trade;

pub use bars::{Bar, bars};
pub use card::{Card, finding_card};
pub use dilemma::dilemma_picture;
pub use ids::Ids;
pub use mark::{Mark, mark};
pub use matrix::{Cell, Matrix, MatrixGroup, MatrixRow, matrix};
pub use multiples::{Multiple, multiples, stack, tallies};
pub use trade::{Amount, LINES, TradeLine, trade_offs};

use maud::{Markup, html};

/// Something folded away, under a line that tells what it is. Paper shows it unfolded.
pub fn fold(summary: &str, body: Markup) -> Markup {
    html! { details class="fold" { summary { (summary) } (body) } }
}

/// A table may be wider than the page: then it scrolls, by keyboard, too. `name` tells a screen reader what scrolls.
pub fn scrolling(name: &str, table: Markup) -> Markup {
    html! { div class="scroll" role="region" aria-label=(name) tabindex="0" { (table) } }
}
