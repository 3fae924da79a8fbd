//! What there is against what is needed, as bars.

use maud::{Markup, html};

use super::scrolling;
use crate::findings::Figures;
use crate::reports::look::figure;

/// One comparison.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What is compared.
    pub label: Markup,
    /// What there is, what is needed, what is missing.
    pub figures: Figures,
}

/// A table with a bar in each row; empty markup where there are none.
pub fn bars(caption: &str, rows: &[Bar]) -> Markup {
    if rows.is_empty() {
        return Markup::default();
    }
    scrolling(
        caption,
        html! {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "what is asked" }
                    th scope="col" class="num" { "has" }
                    th scope="col" class="num" { "needs" }
                    th scope="col" class="num" { "short by" }
                } }
                tbody { @for row in rows { tr {
                    th scope="row" { (row.label) (bar(&row.figures)) }
                    td class="num" { (with_unit(row.figures.has, &row.figures.unit)) }
                    td class="num" { (with_unit(row.figures.needs, &row.figures.unit)) }
                    td class="num" { (short(&row.figures)) }
                } } }
            }
        },
    )
}

/// The bar alone. The figures stand beside it wherever it is shown, so a screen reader passes it over.
pub fn bar(figures: &Figures) -> Markup {
    let (has, needs) = (figures.has.max(0), figures.needs.max(0));
    let whole = has.max(needs).max(1);
    let within = percent(has.min(needs), whole);
    let rest = (100.0 - within).max(0.0);
    let class = if has > needs { "over" } else { "short" };
    html! {
        span class="bar" aria-hidden="true" {
            i class="has" style={ "width:" (format!("{within:.1}")) "%" } {}
            @if rest > 0.0 { i class=(class) style={ "width:" (format!("{rest:.1}")) "%" } {} }
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn percent(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64 * 100.0
}

/// `9,883`, `78 %`: a unit in words stands in the row's label.
fn with_unit(number: i64, unit: &str) -> String {
    if unit == "%" { format!("{}\u{a0}%", figure(number)) } else { figure(number) }
}

/// `12`; `12 too many` of a maximum; a dash where nothing is missing.
fn short(figures: &Figures) -> String {
    match (figures.short, figures.has > figures.needs) {
        (0, _) => "–".to_owned(),
        (short, false) => with_unit(short, &figures.unit),
        (short, true) => format!("{} too many", with_unit(short, &figures.unit)),
    }
}
