//! A heat map: the texts of each mission one below the other, as they were adopted; the rules side by side.

use std::collections::BTreeMap;

use maud::{Markup, html};
use penholder_language::model::{Level, Pack};

use super::{Found, Surveyed, codes, day};
use crate::reports::html::Page;
use crate::reports::html::parts::{Cell, Mark, Matrix, MatrixGroup, MatrixRow, mark, matrix, stack};

/// The page.
pub fn html(pack: &Pack, title: &str, texts: &[Surveyed]) -> String {
    let mut page = Page::new("Survey", title);
    let read = texts.iter().filter(|text| text.outcome.is_ok()).count();
    page.fact("pack", pack.name.as_str());
    page.fact("texts", format!("{read} read, {} not", texts.len() - read));
    let missions = by_mission(texts);
    page.section("In short", short(&missions));
    for family in &pack.families {
        let columns: Vec<&str> =
            codes(pack).into_iter().filter(|code| belongs(pack, code, &family.prefix)).collect();
        if columns.is_empty() {
            continue;
        }
        let table = Matrix {
            caption: format!(
                "{}: how each text stands, mission by mission, in the order of adoption",
                family.title
            ),
            corner: "text".to_owned(),
            columns: columns.iter().map(|code| head(pack, code)).collect(),
            groups: missions.iter().map(|(mission, texts)| group(mission, texts, &columns)).collect(),
        };
        page.section(format!("{} {}", family.prefix, family.title), matrix(&table));
    }
    page.section("Not read", unread(texts));
    page.render()
}

/// For each text, on how many rules something is open.
fn short(missions: &BTreeMap<&str, Vec<(&str, &Found)>>) -> Markup {
    let marks = [Mark::Error, Mark::Warning, Mark::Note];
    let counts = |found: &Found| {
        [Level::Error, Level::Warning, Level::Note].map(|level| {
            found.rows.values().filter(|(status, own)| status.is_open() && *own == level).count()
        })
    };
    let all = missions.values().flatten();
    let most = all.map(|(_, found)| counts(found).iter().sum::<usize>()).max().unwrap_or(0);
    let row = |path: &str, found: &Found| {
        let own = counts(found);
        let parts: Vec<(Mark, usize)> = marks.into_iter().zip(own).collect();
        MatrixRow {
            head: html! { (name(path, found)) " " span class="soft date" { (day(found.date)) } (stack(&parts, most)) },
            cells: own
                .iter()
                .map(|count| Cell { same: *count == 0, ..Cell::text(count.to_string()) })
                .collect(),
            high: false,
        }
    };
    let groups = missions.iter().map(|(mission, texts)| MatrixGroup {
        title: (*mission).to_owned(),
        rows: texts.iter().map(|(path, found)| row(path, found)).collect(),
    });
    let columns = marks.into_iter().zip(["errors", "warnings", "notes"]);
    matrix(&Matrix {
        caption: "On how many rules something is open in each text, by the gravest finding of the rule"
            .to_owned(),
        corner: "text".to_owned(),
        columns: columns
            .map(|(shown, noun)| html! { (mark(shown)) span class="noun" { " " (noun) } })
            .collect(),
        groups: groups.collect(),
    })
}

fn name<'a>(path: &'a str, found: &'a Found) -> &'a str {
    if found.symbol.is_empty() { path } else { found.symbol.as_str() }
}

fn belongs(pack: &Pack, code: &str, prefix: &str) -> bool {
    crate::reports::family(pack, code).is_some_and(|family| family.prefix == prefix)
}

fn head(pack: &Pack, code: &str) -> Markup {
    let name = pack.rules.iter().find(|rule| rule.code == code).map_or("", |rule| rule.name.as_str());
    html! { abbr title=(name) { (code) } }
}

/// The texts that were read, by mission; each mission's in the order of their days.
fn by_mission(texts: &[Surveyed]) -> BTreeMap<&str, Vec<(&str, &Found)>> {
    let mut missions: BTreeMap<&str, Vec<(&str, &Found)>> = BTreeMap::new();
    for text in texts {
        if let Ok(found) = &text.outcome {
            missions.entry(&found.mandate).or_default().push((&text.path, found));
        }
    }
    for texts in missions.values_mut() {
        texts.sort_by_key(|(path, found)| (day(found.date), *path));
    }
    missions
}

fn group(mission: &str, texts: &[(&str, &Found)], columns: &[&str]) -> MatrixGroup {
    let rows = texts.iter().map(|(path, found)| MatrixRow {
        head: html! { (name(path, found)) " " span class="soft date" { (day(found.date)) } },
        cells: columns.iter().map(|code| cell(found, code)).collect(),
        high: false,
    });
    MatrixGroup { title: mission.to_owned(), rows: rows.collect() }
}

fn cell(found: &Found, code: &str) -> Cell {
    let (status, level) =
        found.rows.get(code).copied().unwrap_or((crate::findings::Status::NotApplicable, Level::Note));
    Cell::mark(Mark::status(status, level))
}

fn unread(texts: &[Surveyed]) -> Markup {
    let problems: Vec<(&str, &str)> = texts
        .iter()
        .filter_map(|text| Some((text.path.as_str(), text.outcome.as_ref().err()?.as_str())))
        .collect();
    if problems.is_empty() {
        return Markup::default();
    }
    html! { dl { @for (path, problem) in problems { dt { (path) } dd { (problem) } } } }
}
