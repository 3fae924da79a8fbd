//! A heat map: the texts of each mission one below the other, as they were adopted; the rules side by side.

use std::collections::BTreeMap;

use maud::{Markup, html};
use penholder_language::model::{Level, Pack};

use super::{Found, Surveyed, codes, day};
use crate::reports::html::Page;
use crate::reports::html::parts::{Cell, Mark, Matrix, MatrixGroup, MatrixRow, matrix};

/// The page.
pub fn html(pack: &Pack, title: &str, texts: &[Surveyed]) -> String {
    let mut page = Page::new("Survey", title);
    let read = texts.iter().filter(|text| text.outcome.is_ok()).count();
    page.fact("pack", pack.name.as_str());
    page.fact("texts", format!("{read} read, {} not", texts.len() - read));
    let missions = by_mission(texts);
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
    let rows = texts.iter().map(|(path, found)| {
        let name = if found.symbol.is_empty() { *path } else { found.symbol.as_str() };
        MatrixRow {
            head: html! { (name) " " span class="soft" { (day(found.date)) } },
            cells: columns.iter().map(|code| cell(found, code)).collect(),
            high: false,
        }
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
