//! The text of the draft, with findings in the margin.

use std::collections::BTreeMap;

use maud::{Markup, html};
use penholder_language::model::Level;

use super::super::parts::{Card, Ids, finding_card};
use super::CARDS;
use super::rows::{Line, Row, Rows, indent, rows};
use crate::baseline::Changes;
use crate::findings::{Finding, Report};
use crate::reports::human::alike;
use crate::reports::look::cut;
use crate::reports::{Run, counted};

/// How many findings a paragraph shows before the others are folded away.
const SHOWN: usize = 8;
/// How many notes a paragraph shows.
const NOTES: usize = 3;
/// The longest line that is shown whole, in characters.
const LONG: usize = 5_000;

/// The draft and what it is read against, as markup, and where on the page the first card of each rule stands.
pub(super) struct Drawn {
    pub(super) own: Markup,
    pub(super) given: Markup,
    pub(super) cards: BTreeMap<String, String>,
}

/// Draws the text of one mandate.
pub(super) fn draw(run: Run<'_>, report: &Report, since: Option<&Changes>, ids: &mut Ids) -> Drawn {
    let rows = rows(run, report);
    let names: Vec<Option<String>> =
        rows.own.iter().map(|row| row.labels.first().map(|label| ids.take(&format!("p {label}")))).collect();
    let mut places = BTreeMap::new();
    for (row, name) in rows.own.iter().zip(&names) {
        for label in &row.labels {
            places.entry(label.clone()).or_insert_with(|| name.clone());
        }
    }
    let new = |finding: &Finding| {
        let place = report.findings.iter().position(|other| std::ptr::eq(other, finding));
        since.zip(place).is_some_and(|(since, place)| since.counts(place))
    };
    let mut pen = Pen { run, ids, new: &new, places: &places, cards: BTreeMap::new(), drawn: 0 };
    let own = pen.own(&rows, &names);
    let given = pen.given(&rows);
    Drawn { own, given, cards: pen.cards }
}

struct Pen<'a> {
    run: Run<'a>,
    ids: &'a mut Ids,
    new: &'a dyn Fn(&Finding) -> bool,
    places: &'a BTreeMap<String, Option<String>>,
    cards: BTreeMap<String, String>,
    drawn: usize,
}

impl Pen<'_> {
    fn own(&mut self, rows: &Rows<'_>, names: &[Option<String>]) -> Markup {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(row) = rows.own.get(at) {
            if row.findings.is_empty() {
                let plain = rows.own.iter().skip(at).take_while(|row| row.findings.is_empty()).count();
                let run = rows.own.iter().zip(names).skip(at).take(plain);
                parts.push(html! {
                    div class="row plain" { div class="text" { div class="lines" {
                        @for (row, name) in run { (paragraph(row, name.as_deref(), rows.coded)) }
                    } } }
                });
                at += plain;
            } else {
                parts.push(self.hit(row, names.get(at).and_then(Option::as_deref), rows.coded));
                at += 1;
            }
        }
        html! {
            div class={ "draft " (if rows.coded { "coded" } else { "prose" }) } {
                @for part in &parts { (part) }
            }
            @if rows.left_out > 0 {
                p class="soft" { (counted(rows.left_out, "line")) " further down, without findings, left out here." }
            }
        }
    }

    fn given(&mut self, rows: &Rows<'_>) -> Markup {
        if rows.given.is_empty() {
            return Markup::default();
        }
        let mut parts = Vec::new();
        let mut file = "";
        for (name, row) in &rows.given {
            let new = *name != file;
            file = name;
            parts.push(html! {
                @if new { p class="gap" { (name) } }
                (self.hit(row, None, true))
            });
        }
        html! { div class="draft coded" { @for part in &parts { (part) } } }
    }

    fn hit(&mut self, row: &Row<'_>, name: Option<&str>, coded: bool) -> Markup {
        let gravest = row.findings.iter().map(|finding| finding.level).max().unwrap_or(Level::Note);
        let margin = self.margin(&row.findings);
        html! {
            div class={ "row hit " (gravest.name()) } {
                div class="text" { div class="lines" { (paragraph(row, name, coded)) } }
                div class="margin" { (margin) }
            }
        }
    }

    fn margin(&mut self, findings: &[&Finding]) -> Markup {
        let mut sorted: Vec<&Finding> = findings.to_vec();
        // A stable sort: of the same level, by code as before.
        sorted.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        let groups: Vec<&[&Finding]> = sorted.chunk_by(|a, b| alike(a, b)).collect();
        let notes = |groups: &[&[&Finding]]| {
            groups.iter().filter(|group| group.first().is_some_and(|f| f.level == Level::Note)).count()
        };
        // A fold that hides one finding would take as much room as the finding.
        let grave = groups.len() - notes(&groups);
        let notes = notes(&groups);
        let shown = grave.min(SHOWN) + if grave <= SHOWN && notes <= NOTES { notes } else { 0 };
        let shown = if groups.len() == shown + 1 { groups.len() } else { shown };
        let (first, folded) = groups.split_at_checked(shown).unwrap_or((&groups, &[]));
        let first = self.cards(first);
        let rest = self.cards(folded);
        html! {
            (first)
            @if !folded.is_empty() {
                details class="fold" { summary { (more(folded, shown > 0)) } (rest) }
            }
        }
    }

    fn cards(&mut self, groups: &[&[&Finding]]) -> Markup {
        let mut parts = Vec::new();
        let mut silent = 0;
        for group in groups {
            let Some((finding, others)) = group.split_first() else { continue };
            if self.drawn >= CARDS {
                silent += group.len();
                continue;
            }
            self.drawn += 1;
            let subjects: Vec<&str> = finding.subjects.iter().map(|s| s.text.as_str()).collect();
            let id = self.ids.take(&format!("{} {}", finding.code, subjects.join(" ")));
            self.cards.entry(finding.code.clone()).or_insert_with(|| id.clone());
            let link = |label: &str| self.places.get(label).cloned().flatten();
            // Where it stands beside its paragraph, the first clause need not be named again.
            let subject = finding.clauses.is_empty() || finding.subjects.len() > 1 || !others.is_empty();
            let open = finding.level == Level::Error;
            let tag = if group.iter().any(|finding| (self.new)(finding)) { "new" } else { "" };
            let card = Card { finding, others, id: &id, open, subject, tag, link: &link };
            parts.push(finding_card(self.run, card));
        }
        html! {
            @for part in &parts { (part) }
            @if silent > 0 { p class="soft" { "… and " (silent) " more here, which `--format json` lists." } }
        }
    }
}

/// `7 more: 4 warnings, 3 notes`.
fn more(groups: &[&[&Finding]], some: bool) -> String {
    let of = |level| groups.iter().flat_map(|group| group.iter()).filter(|f| f.level == level).count();
    let levels = [Level::Error, Level::Warning, Level::Note]
        .map(|level| (of(level) > 0).then(|| counted(of(level), level.name())));
    let told = levels.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if some { format!("{told} more") } else { told }
}

fn paragraph(row: &Row<'_>, name: Option<&str>, coded: bool) -> Markup {
    html! { div id=[name] { @for line in &row.lines { (self::line(*line, coded)) } } }
}

fn line(line: Line<'_>, coded: bool) -> Markup {
    let text = cut(line.text.trim(), LONG);
    let (label, rest) = label(&text);
    let (rest, comment) = if coded { comment(rest) } else { (rest, "") };
    html! {
        div class="line" {
            span class="n" aria-hidden="true" { (line.number) }
            span class="t" style=[(indent(line.text) > 0).then(|| format!("--i:{}", indent(line.text).min(24)))] {
                @if !label.is_empty() { b { (label) } }
                (rest)
                @if !comment.is_empty() { span class="comment" { (comment) } }
            }
        }
    }
}

/// The paragraph label that a line begins with, and the rest.
fn label(text: &str) -> (&str, &str) {
    let end = if text.starts_with('¶') { text.find(char::is_whitespace).unwrap_or(text.len()) } else { 0 };
    text.split_at_checked(end).unwrap_or(("", text))
}

/// The text of a line, and its comment: what follows a `#` outside quotes.
fn comment(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return text.split_at_checked(at).unwrap_or((text, "")),
            _ => {}
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_comments_are_told_apart() {
        assert_eq!(label("¶16(a) decides x"), ("¶16(a)", " decides x"));
        assert_eq!(label("decides ¶16"), ("", "decides ¶16"));
        assert_eq!(comment("a \"b # c\" # d"), ("a \"b # c\" ", "# d"));
    }
}
