//! The same small chart for several things, on one scale; and a few numbers, large.

use maud::{Markup, html};

use super::mark::{Mark, mark};

/// One of several charts.
#[derive(Clone, Debug, Default)]
pub struct Multiple {
    /// Of what.
    pub title: Markup,
    /// What is counted.
    pub counts: Vec<(Mark, usize)>,
    /// Below the chart.
    pub body: Markup,
}

/// Charts side by side. All bars have one scale, so that they can be compared.
pub fn multiples(items: &[Multiple]) -> Markup {
    if items.is_empty() {
        return Markup::default();
    }
    let most = items.iter().flat_map(|item| &item.counts).map(|(_, count)| *count).max().unwrap_or(0).max(1);
    html! {
        ul class="multiples" {
            @for item in items { li { div class="tile" {
                div class="title" { (item.title) }
                @if !item.counts.is_empty() {
                    table class="count" {
                        caption class="sr" { "How many of each" }
                        tbody { @for (shown, count) in &item.counts { tr {
                            th scope="row" { (mark(*shown)) }
                            td class="num" { (count) }
                            td class="bars" { (rod(*shown, *count, most)) }
                        } } }
                    }
                }
                (item.body)
            } } }
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn rod(shown: Mark, count: usize, most: usize) -> Markup {
    let width = count as f64 / most as f64 * 100.0;
    html! {
        @if count > 0 {
            span aria-hidden="true" class={ "rod " (shown.class()) } style={ "width:" (format!("{width:.1}")) "%" } {}
        }
    }
}

/// Several numbers as one bar, on a scale that ends at `most`. The figures stand beside it wherever it is shown, so a screen
/// reader passes it over.
#[allow(clippy::cast_precision_loss)]
pub fn stack(counts: &[(Mark, usize)], most: usize) -> Markup {
    let width = |count: usize| format!("width:{:.1}%", count as f64 / most.max(1) as f64 * 100.0);
    html! {
        span class="stack" aria-hidden="true" {
            @for (shown, count) in counts.iter().filter(|(_, count)| *count > 0) {
                i class={ "rod " (shown.class()) } style=(width(*count)) {}
            }
        }
    }
}

/// A few numbers, large: `5 errors · 80 warnings`.
pub fn tallies(counts: &[(Mark, usize, String)]) -> Markup {
    html! {
        ul class="tallies" {
            @for (shown, count, noun) in counts { li class=(shown.class()) { b { (count) } (noun) } }
        }
    }
}
