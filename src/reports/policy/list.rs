//! The table of a pack.

use penholder_language::model::{Level, Pack};
use serde_json::{Value, json};

use super::usage::private_terms;
use crate::reports::explain::Entry;
use crate::reports::table::{Column, Table};
use crate::reports::{Look, counted};

/// Every code with its name, level, source and what it asks; then the terms that only one rule uses.
pub fn list(pack: &Pack, look: Look) -> String {
    let mut text = look.wrap("", 0, &look.bold(&format!("{} — {}", pack.name, pack.title)));
    text.push('\n');
    let entries = Entry::all(pack);
    for family in &pack.families {
        let own: Vec<&Entry<'_>> =
            entries.iter().filter(|entry| in_family(pack, entry, &family.prefix)).collect();
        text.push_str(&section(&family.title, &own, look));
    }
    let rest: Vec<&Entry<'_>> =
        entries.iter().filter(|entry| crate::reports::family(pack, entry.code()).is_none()).collect();
    text.push_str(&section("other", &rest, look));
    text.push_str(&format!("{}\n\n", counted(entries.len(), "code")));
    text.push_str(&look.wrap(
        "",
        0,
        "Terms that only one rule uses (a term of one rule's own is a checkbox, not a model):",
    ));
    for (code, terms) in private_terms(pack) {
        text.push_str(&look.fact(2, code, &terms.join(", ")));
    }
    text
}

fn section(title: &str, entries: &[&Entry<'_>], look: Look) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let columns =
        [Column::Text("code"), Column::Text("level"), Column::Text("source"), Column::Wrapped("name: asks")];
    let mut table = Table::new(look, 2, &columns);
    for entry in entries {
        table.row([
            entry.code().to_owned(),
            entry.level().map_or("–", Level::name).to_owned(),
            shortened(entry.source(), look.width() / 3),
            format!("{}: {}", entry.name(), entry.asks()),
        ]);
    }
    format!("{}\n{}\n", look.bold(title), table.render())
}

/// A source fits its column; `explain` shows it whole.
fn shortened(source: &str, room: usize) -> String {
    crate::reports::look::cut(source, room)
}

fn in_family(pack: &Pack, entry: &Entry<'_>, prefix: &str) -> bool {
    crate::reports::family(pack, entry.code()).is_some_and(|family| family.prefix == prefix)
}

/// The table as JSON.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn list_json(pack: &Pack) -> Result<String, serde_json::Error> {
    let private = private_terms(pack);
    let entries: Vec<Value> = Entry::all(pack)
        .into_iter()
        .map(|entry| {
            json!({
                "code": entry.code(),
                "name": entry.name(),
                "kind": kind(entry),
                "level": entry.level(),
                "asks": entry.asks(),
                "source": entry.source(),
                "private_terms": private.get(entry.code()).cloned().unwrap_or_default(),
            })
        })
        .collect();
    let document = json!({ "version": 1, "pack": pack.name, "title": pack.title, "rules": entries });
    crate::reports::document::text(&document)
}

fn kind(entry: Entry<'_>) -> &'static str {
    match entry {
        Entry::Rule(_) => "rule",
        Entry::Dilemma(_) => "dilemma",
        Entry::Proposal(_) => "proposal",
        Entry::Stale(_) => "acceptance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample::sample;

    #[test]
    fn every_code_is_listed_under_its_family() {
        let text = list(&sample().pack, Look::new(80, false));
        for part in
            ["pack — A pack", "Reach and time", "Waivers", "X1", "X2", "Z1", "reach: air mobility", "3 codes"]
        {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn the_table_is_json_too() {
        let value: Value = serde_json::from_str(&list_json(&sample().pack).unwrap()).unwrap();
        assert_eq!(value["rules"].as_array().unwrap().len(), 3);
        assert_eq!(value["rules"][2]["kind"], "acceptance");
    }
}
