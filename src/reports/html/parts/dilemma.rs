//! A dilemma as a picture: a way forks, the horns that the draft takes are drawn out, each risk is a box beside them.

use maud::{Markup, html};

use super::ids::Ids;
use crate::findings::{DilemmaFinding, HornTaken, Stance};
use crate::reports::human::labels;
use crate::reports::look::cut;

/// Height of a horn, in the units of the picture, which is 320 wide.
const HORN: usize = 44;
/// The most horns and the most risks of one horn that a picture shows; the text beside it has all of them.
const HORNS: usize = 8;
const RISKS: usize = 12;
/// The longest text that is shown whole, in characters.
const LONG: usize = 600;

/// The picture of one dilemma for one subject, with what it shows as text for whoever does not see it, and the horns
/// and risks in words, folded away.
pub fn dilemma_picture(dilemma: &DilemmaFinding, ids: &mut Ids) -> Markup {
    let title = ids.take(&format!("picture {}", dilemma.code));
    let subject = subject(dilemma);
    html! {
        figure class="dilemma tile" {
            figcaption {
                span class="title" { @if subject.is_empty() { (dilemma.code) " " (dilemma.name) } @else { (subject) } }
                span class=[Some(if dilemma.is_open() && dilemma.accepted.is_none() { "posture open" } else { "posture" })] { (stance(dilemma)) }
            }
            @if !dilemma.horns.is_empty() { (picture(dilemma, &title)) }
            @if let Some((reason, _)) = &dilemma.accepted { p class="soft" { "Accepted: " (cut(reason, LONG)) } }
            details class="fold" {
                summary { "Horns and risks in words" }
                (words(dilemma))
            }
        }
    }
}

/// For whom or what the choice is made.
fn subject(dilemma: &DilemmaFinding) -> String {
    let subjects: Vec<&str> = dilemma.subjects.iter().map(|subject| subject.text.as_str()).collect();
    cut(&subjects.join(", "), 120)
}

/// How the draft stands, in a few words.
fn stance(dilemma: &DilemmaFinding) -> String {
    let open = dilemma.open_risks().count();
    let taken: Vec<&str> =
        dilemma.horns.iter().filter(|horn| horn.taken).map(|horn| horn.name.as_str()).collect();
    match dilemma.stance {
        Stance::NotAssessed => "not assessed".to_owned(),
        Stance::Unresolved => "unresolved: no way is taken".to_owned(),
        Stance::Contradictory => format!("contradictory: {}", taken.join(" and ")),
        Stance::Taken if open == 0 => "decided, every risk answered".to_owned(),
        Stance::Taken if open == 1 => "decided, 1 risk open".to_owned(),
        Stance::Taken => format!("decided, {open} risks open"),
    }
}

fn picture(dilemma: &DilemmaFinding, id: &str) -> Markup {
    let horns: Vec<&HornTaken> = dilemma.horns.iter().take(HORNS).collect();
    let height = horns.len() * HORN + 6;
    let middle = height / 2;
    html! {
        svg class="horns" viewBox={ "0 0 320 " (height) } role="img" aria-labelledby=(id) xmlns="http://www.w3.org/2000/svg" {
            title id=(id) { (spoken(dilemma)) }
            @for (i, horn) in horns.iter().enumerate() {
                @let y = i * HORN + 20;
                path class=(if horn.taken { "way taken" } else { "way" }) d={ "M10 " (middle) " C50 " (middle) " 40 " (y) " 78 " (y) } {}
            }
            circle class="end taken" cx="10" cy=(middle) r="4.5" {}
            @for (i, horn) in horns.iter().enumerate() { (self::horn(horn, i * HORN + 20)) }
            @for (i, (first, second, _)) in dilemma.clashes.iter().take(4).enumerate() { (clash(&horns, first, second, i)) }
        }
    }
}

fn horn(horn: &HornTaken, y: usize) -> Markup {
    let clauses = labels(&horn.clauses).join(", ");
    html! {
        circle class=(if horn.taken { "end taken" } else { "end" }) cx="84" cy=(y) r="6" {}
        text x="98" y=(y + 4) class=(if horn.taken { "name" } else { "faint" }) font-weight=(if horn.taken { "600" } else { "400" }) {
            (cut(&horn.name, 22))
            @if horn.taken && !clauses.is_empty() { tspan class="faint" font-weight="400" font-size="11" { "  " (cut(&clauses, 14)) } }
        }
        @if horn.taken {
            @for (i, risk) in horn.risks.iter().take(RISKS).enumerate() {
                @let x = 99 + i * 17;
                @if risk.mitigated {
                    rect class="risk closed" x=(x) y=(y + 10) width="11" height="11" {}
                    path class="sign closed" d={ "M" (x + 2) " " (y + 16) " l3 3 l4 -6" } {}
                } @else {
                    rect class="risk open" x=(x) y=(y + 10) width="11" height="11" {}
                    text class="sign open" x=(x + 4) y=(y + 19) { "!" }
                }
            }
        }
    }
}

/// A jagged line between two horns that exclude each other.
fn clash(horns: &[&HornTaken], first: &str, second: &str, index: usize) -> Markup {
    let place = |name: &str| horns.iter().position(|horn| horn.name == name).map(|i| i * HORN + 20);
    let (Some(first), Some(second)) = (place(first), place(second)) else { return Markup::default() };
    let (top, bottom) = (first.min(second), first.max(second));
    let x = 300 - 12 * index;
    let step = (bottom - top) / 4;
    html! {
        path class="clash" d={
            "M" (x - 14) " " (top) " L" (x) " " (top) " L" (x - 6) " " (top + step) " L" (x + 6) " " (top + 2 * step)
            " L" (x - 6) " " (top + 3 * step) " L" (x) " " (bottom) " L" (x - 14) " " (bottom)
        } {}
    }
}

/// What the picture shows, as a sentence or two.
fn spoken(dilemma: &DilemmaFinding) -> String {
    let mut told = format!("{} {}", dilemma.code, dilemma.name);
    let subject = subject(dilemma);
    if !subject.is_empty() {
        told.push_str(&format!(" for {subject}"));
    }
    told.push_str(&format!(": {}.", stance(dilemma)));
    for horn in dilemma.horns.iter().take(HORNS) {
        let open = horn.risks.iter().filter(|risk| !risk.mitigated).count();
        let answered = horn.risks.len() - open;
        match horn.taken {
            true => told.push_str(&format!(" Takes {}: {open} risks open, {answered} answered.", horn.name)),
            false => told.push_str(&format!(" Does not take {}.", horn.name)),
        }
    }
    for (first, second, _) in &dilemma.clashes {
        told.push_str(&format!(" {first} and {second} clash."));
    }
    told
}

fn words(dilemma: &DilemmaFinding) -> Markup {
    html! {
        dl {
            dt { "Choice" } dd { (cut(&dilemma.message, LONG)) }
            @for (first, second, because) in &dilemma.clashes {
                dt { "Clash" } dd { (first) " and " (second) ": " (cut(because, LONG)) }
            }
            @for horn in &dilemma.horns {
                @let class = (!horn.taken).then_some("screen");
                dt class=[class] { @if horn.taken { "Takes" } @else { "Not taken" } }
                dd class=[class] {
                    (cut(&horn.title, LONG))
                    @if horn.taken && !horn.clauses.is_empty() { " (" (cut(&labels(&horn.clauses).join(", "), 200)) ")" }
                    @if !horn.risks.is_empty() {
                        ul { @for risk in &horn.risks { li {
                            (risk_state(horn.taken, risk.mitigated)) ": " (cut(&risk.text, LONG))
                        } } }
                    }
                }
            }
            dt { "Source" } dd { (dilemma.source) }
        }
    }
}

fn risk_state(taken: bool, mitigated: bool) -> &'static str {
    match (taken, mitigated) {
        (true, false) => "at risk",
        (true, true) => "answered",
        (false, false) => "would risk",
        (false, true) => "would be answered",
    }
}
