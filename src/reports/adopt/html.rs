//! What adopting proposals would do, as a page: what closes, what opens and why, dilemmas before and after.

use maud::{Markup, html};
use penholder_language::model::Level;

use super::words::{difference, subjects};
use super::{Shown, Told};
use crate::adopt::{Adopted, Change, Combination, Package, Table};
use crate::findings::{DilemmaFinding, Finding, Report};
use crate::reports::html::Page;
use crate::reports::html::parts::{
    Bar, Card, Cell, Mark, Matrix, MatrixGroup, MatrixRow, bars, dilemma_picture, finding_card, fold, mark,
    matrix, stack, tallies,
};
use crate::reports::human::about;
use crate::reports::look::cut;
use crate::reports::{Run, counted, family};

/// Findings of a kind that are drawn as cards.
const CARDS: usize = 300;
/// Dilemmas that are drawn.
const PICTURES: usize = 24;
/// Combinations that are shown; the JSON has them all.
const ROWS: usize = 600;
/// The longest text that is shown whole, in characters.
const LONG: usize = 600;

/// The page as text.
pub fn html(shown: Shown<'_>, told: Told<'_>) -> String {
    match told {
        Told::One(adopted) => one(shown, adopted),
        Told::All(table) => all(shown, table),
    }
}

fn one(shown: Shown<'_>, adopted: &Adopted) -> String {
    let report = &adopted.before;
    let title = [report.mandate.as_str(), report.symbol.as_str()].join(" ");
    let names: Vec<&str> = adopted.packages.iter().map(|package| package.name.as_str()).collect();
    let mut page = Page::new("What if", format!("{} with {}", title.trim(), names.join(", ")));
    page.fact("file", shown.path);
    page.fact("pack", shown.run.pack.name.as_str());
    page.lead(outcome(adopted));
    page.section("In short", html! { (levels(adopted)) (families(shown.run, adopted)) });
    page.section("What goes in", packages(&adopted.packages));
    let opened = adopted.findings.iter().filter_map(|change| match change {
        Change::Opened(finding) => Some(finding),
        _ => None,
    });
    let closed = adopted.findings.iter().filter_map(|change| match change {
        Change::Closed(finding) => Some(finding),
        _ => None,
    });
    let (opened, closed): (Vec<&Finding>, Vec<&Finding>) = (opened.collect(), closed.collect());
    let opens = cards(shown.run, &opened, "Nothing opens.", &mut page);
    page.section("What opens", opens);
    let closes = cards(shown.run, &closed, "Nothing closes.", &mut page);
    page.section("What closes", closes);
    page.section("What changes", changed(adopted));
    page.section("Means against goals", figures(adopted));
    let pictures = dilemmas(adopted, &mut page);
    page.section("Dilemmas that stand otherwise", pictures);
    page.render()
}

/// What closes, opens and changes, large.
fn outcome(adopted: &Adopted) -> Markup {
    let count = |wanted: fn(&Change<Finding>) -> bool| adopted.findings.iter().filter(|c| wanted(c)).count();
    tallies(&[
        (Mark::Met, count(|change| matches!(change, Change::Closed(_))), "close".to_owned()),
        (Mark::Error, count(|change| matches!(change, Change::Opened(_))), "open".to_owned()),
        (Mark::NotAssessed, count(|change| matches!(change, Change::Changed(..))), "change".to_owned()),
    ])
}

fn number(count: usize) -> Cell {
    Cell { same: count == 0, ..Cell::text(count.to_string()) }
}

/// `+3`, `−2`, `0`.
fn by(before: usize, after: usize) -> Cell {
    match (after.checked_sub(before), before.checked_sub(after)) {
        (Some(0), _) => Cell { same: true, ..Cell::text("0") },
        (Some(more), _) => Cell::text(format!("+{more}")),
        (None, less) => Cell::text(format!("−{}", less.unwrap_or_default())),
    }
}

fn columns() -> Vec<Markup> {
    ["without", "with", "difference"].map(|head| html! { (head) }).into()
}

fn line(head: Markup, before: usize, after: usize) -> MatrixRow {
    MatrixRow { head, cells: vec![number(before), number(after), by(before, after)], high: false }
}

fn levels(adopted: &Adopted) -> Markup {
    let (before, after) = (&adopted.before, &adopted.after);
    let level = |level: Level, noun: &str| {
        let head = html! { (mark(Mark::level(level))) " " (noun) };
        line(head, before.count(level), after.count(level))
    };
    let open = |report: &Report| report.dilemmas.iter().filter(|dilemma| dilemma.is_open()).count();
    let risks = |report: &Report| report.dilemmas.iter().map(|dilemma| dilemma.open_risks().count()).sum();
    let rows = vec![
        level(Level::Error, "errors"),
        level(Level::Warning, "warnings"),
        level(Level::Note, "notes"),
        line(html! { "dilemmas with something left open" }, open(before), open(after)),
        line(html! { "risks of the ways taken that nothing answers" }, risks(before), risks(after)),
    ];
    matrix(&Matrix {
        caption: "What is open, without and with the clauses".to_owned(),
        corner: "open".to_owned(),
        columns: columns(),
        groups: vec![MatrixGroup { title: String::new(), rows }],
    })
}

fn families(run: Run<'_>, adopted: &Adopted) -> Markup {
    let rows = run.pack.families.iter().filter_map(|shown| {
        let open = |report: &Report| {
            let own = |f: &&Finding| family(run.pack, &f.code).is_some_and(|f| f.prefix == shown.prefix);
            report.findings.iter().filter(|finding| finding.status.is_open()).filter(own).count()
        };
        let (before, after) = (open(&adopted.before), open(&adopted.after));
        let head = html! { span class="code" { (shown.prefix) } " " (shown.title) };
        (before + after > 0).then(|| line(head, before, after))
    });
    matrix(&Matrix {
        caption: "Open findings of each family of rules".to_owned(),
        corner: "family".to_owned(),
        columns: columns(),
        groups: vec![MatrixGroup { title: String::new(), rows: rows.collect() }],
    })
}

fn packages(packages: &[Package]) -> Markup {
    html! {
        @for package in packages {
            div class="goes-in" {
                p { span class="code" { (package.name) } @if !package.asks.is_empty() { " " (cut(&package.asks, LONG)) } }
                @for clause in package.texts() { code class="add" { "+ " (cut(&clause, LONG)) } }
            }
        }
    }
}

/// Findings of one rule stand as one card, the gravest first.
fn cards(run: Run<'_>, findings: &[&Finding], none: &str, page: &mut Page) -> Markup {
    if findings.is_empty() {
        return html! { p { (none) } };
    }
    let nowhere = |_: &str| None;
    let groups: Vec<&[&Finding]> =
        findings.chunk_by(|a, b| (&a.code, a.level, a.status) == (&b.code, b.level, b.status)).collect();
    let mut body = Markup::default();
    for alike in groups.iter().take(CARDS) {
        let Some((first, others)) = alike.split_first() else { continue };
        let id = page.ids().take(&first.code);
        let tag = if others.is_empty() { String::new() } else { format!("{} times", alike.len()) };
        let card =
            Card { finding: first, others, id: &id, open: false, subject: true, tag: &tag, link: &nowhere };
        body.0.push_str(&finding_card(run, card).0);
    }
    html! {
        div class="cards" { (body) }
        @if groups.len() > CARDS { p class="soft" { "And " (groups.len() - CARDS) " more, which `--format json` lists." } }
    }
}

/// Open without and with, but at another level, in another way or by another figure.
fn changed(adopted: &Adopted) -> Markup {
    let rows: Vec<MatrixRow> = adopted
        .findings
        .iter()
        .filter_map(|change| match change {
            Change::Changed(was, is) => Some(MatrixRow {
                head: html! {
                    (mark(Mark::of(is))) " " span class="code" { (is.code) } " " (is.name)
                    span class="soft" { " " (cut(&about(is), LONG)) }
                },
                cells: vec![Cell {
                    text: difference(was, is),
                    more: cut(&is.message, LONG),
                    ..Cell::default()
                }],
                high: false,
            }),
            _ => None,
        })
        .take(CARDS)
        .collect();
    matrix(&Matrix {
        caption: "Findings that are open either way, and differ".to_owned(),
        corner: "finding".to_owned(),
        columns: vec![html! { "what changes" }],
        groups: vec![MatrixGroup { title: String::new(), rows }],
    })
}

/// The figures of what changes, without and with.
fn figures(adopted: &Adopted) -> Markup {
    let mut rows: Vec<Bar> = Vec::new();
    let mut add = |finding: &Finding, when: &str| {
        let Some(figures) = finding.figures.clone() else { return };
        let label = html! {
            span class="code" { (finding.code) } " " (finding.name) " " (cut(&about(finding), 80)) ", " strong { (when) }
            @if !figures.unit.is_empty() { span class="soft" { " (" (cut(&figures.unit, 80)) ")" } }
        };
        rows.push(Bar { label, figures });
    };
    for change in adopted.findings.iter().take(CARDS) {
        match change {
            Change::Closed(was) => add(was, "without"),
            Change::Opened(is) => add(is, "with"),
            Change::Changed(was, is) => {
                add(was, "without");
                add(is, "with");
            }
        }
    }
    bars("Figures that change: solid is there, hatched is missing", &rows)
}

fn dilemmas(adopted: &Adopted, page: &mut Page) -> Markup {
    let mut body = Markup::default();
    let key = |dilemma: &DilemmaFinding| (dilemma.code.clone(), subjects(&dilemma.subjects));
    for change in adopted.dilemmas.iter().take(PICTURES) {
        let of = match change {
            Change::Closed(one) | Change::Opened(one) | Change::Changed(_, one) => key(one),
        };
        let find = |report: &'_ Report| report.dilemmas.iter().find(|dilemma| key(dilemma) == of).cloned();
        let pair = [("without", find(&adopted.before)), ("with", find(&adopted.after))];
        let tiles = pair.map(|(when, dilemma)| {
            html! { li {
                p class="when" { (when) }
                @match &dilemma {
                    Some(dilemma) => (dilemma_picture(dilemma, page.ids())),
                    None => p class="tile soft" { "does not arise" },
                }
            } }
        });
        let (code, of) = of;
        body.0.push_str(
            &html! {
                p class="intro" { strong { (code) } @if !of.is_empty() { " for " (cut(&of, LONG)) } }
                ul class="multiples pairs" { @for tile in tiles { (tile) } }
            }
            .0,
        );
    }
    html! {
        @if !adopted.dilemmas.is_empty() {
            p class="hint" {
                "A filled end is a way that the draft takes. Beside it, each box is a risk of that way: "
                "with ! it is open, ticked it is answered by the draft. A jagged line joins ways that exclude each other."
            }
            (body)
        }
        @if adopted.dilemmas.len() > PICTURES { p class="soft" { "And " (adopted.dilemmas.len() - PICTURES) " more, which `--format json` lists." } }
    }
}

fn all(shown: Shown<'_>, table: &Table) -> String {
    let mut page = Page::new("What if, every combination", shown.mandate);
    page.fact("file", shown.path);
    page.fact("pack", shown.run.pack.name.as_str());
    page.fact("combinations", table.rows.len().to_string());
    let short: Vec<&Combination> = table.in_short();
    page.section(
        "In short",
        html! {
            p class="lede" { "The draft as it is, each by itself, and of each number of them the best: fewest errors, then warnings, then notes." }
            (combinations("What each leaves open", table, &short))
        },
    );
    page.section("What each closes and opens", rules(shown.run, table));
    page.section("What goes in", packages(&table.packages));
    let rest: Vec<&Combination> = table.rows.iter().take(ROWS).collect();
    if rest.len() > short.len() {
        let summary = format!("All {}", counted(table.rows.len(), "combination"));
        let body = html! {
            (combinations("What every combination leaves open", table, &rest))
            @if table.rows.len() > ROWS { p class="soft" { "And " (table.rows.len() - ROWS) " more, which `--format json` lists." } }
        };
        page.section("Every combination", fold(&summary, body));
    }
    page.render()
}

/// Levels as a bar, then levels, dilemmas and families as numbers.
fn combinations(caption: &str, table: &Table, rows: &[&Combination]) -> Markup {
    let used: Vec<usize> = (0..table.families.len())
        .filter(|place| table.rows.iter().any(|row| row.families.get(*place).is_some_and(|count| *count > 0)))
        .collect();
    let most = rows.iter().map(|row| row.open.iter().sum::<usize>()).max().unwrap_or(0);
    let marks = [Mark::Error, Mark::Warning, Mark::Note];
    let mut columns: Vec<Markup> = marks
        .into_iter()
        .zip(["errors", "warnings", "notes"])
        .map(|(shown, noun)| html! { (mark(shown)) span class="noun" { " " (noun) } })
        .collect();
    columns.extend(table.dilemmas.iter().map(|(code, name)| html! { abbr title=(name) { (code) } " open" }));
    let families = used.iter().filter_map(|place| table.families.get(*place));
    columns.extend(families.clone().map(|(prefix, title)| html! { abbr title=(title) { (prefix) "*" } }));
    let rows = rows.iter().map(|row| {
        let parts: Vec<(Mark, usize)> = marks.into_iter().zip(row.open).collect();
        let own = used.iter().filter_map(|place| row.families.get(*place));
        MatrixRow {
            head: html! { (cut(&table.name(row), 120)) (stack(&parts, most)) },
            cells: row.open.iter().chain(&row.dilemmas).chain(own).map(|count| number(*count)).collect(),
            high: row.taken.is_empty(),
        }
    });
    html! {
        (matrix(&Matrix {
            caption: caption.to_owned(),
            corner: "with".to_owned(),
            columns,
            groups: vec![MatrixGroup { title: String::new(), rows: rows.collect() }],
        }))
        p class="hint" {
            "Bars are errors (solid), warnings (striped) and notes (dotted). "
            @for (code, name) in &table.dilemmas { (code) " " (name) ", " }
            "open: for how many subjects something is left open. "
            @for (place, (prefix, title)) in families.enumerate() { @if place > 0 { ", " } (prefix) "* " (title) }
            ": errors and warnings."
        }
    }
}

/// Which rules each set by itself closes or opens.
fn rules(run: Run<'_>, table: &Table) -> Markup {
    let single: Vec<&Combination> = table.rows.iter().filter(|row| row.taken.len() == 1).collect();
    let cell =
        |row: &&Combination, code: &String| match (row.closed.contains(code), row.opened.contains(code)) {
            (true, _) => Cell::mark(Mark::Better),
            (_, true) => Cell::mark(Mark::Worse),
            _ => Cell::default(),
        };
    let touched =
        |code: &String| single.iter().any(|row| row.closed.contains(code) || row.opened.contains(code));
    let mut groups: Vec<MatrixGroup> = Vec::new();
    for rule in run.pack.rules.iter().filter(|rule| touched(&rule.code)) {
        let title = family(run.pack, &rule.code).map_or("", |family| family.title.as_str());
        let row = MatrixRow {
            head: html! { span class="code" { (rule.code) } " " (rule.name) },
            cells: single.iter().map(|row| cell(row, &rule.code)).collect(),
            high: false,
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(MatrixGroup { title: title.to_owned(), rows: vec![row] }),
        }
    }
    matrix(&Matrix {
        caption: "Rules of which nothing is open any more (▲), and of which something opens (▼), with each by itself"
            .to_owned(),
        corner: "rule".to_owned(),
        columns: table.packages.iter().map(|package| html! { (cut(&package.name, 60)) }).collect(),
        groups,
    })
}
