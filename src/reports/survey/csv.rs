//! The tables of a survey: a row for each text.

use std::collections::BTreeSet;

use penholder_language::model::Pack;

use super::{Found, Surveyed, codes, day};

/// `file,mandate,symbol,adopted,problem`, then a column for each rule with its status.
pub fn findings(pack: &Pack, texts: &[Surveyed]) -> String {
    let codes = codes(pack);
    let cell = |found: &Found, code: &str| match found.rows.get(code) {
        Some((status, level)) if status.is_open() => format!("{} {}", level.name(), status.name()),
        Some((status, _)) => status.name().to_owned(),
        None => String::new(),
    };
    table(&codes, texts, &cell)
}

/// The same, with a column for each task and its paragraphs in it.
pub fn tasks(texts: &[Surveyed]) -> String {
    let found = texts.iter().filter_map(|text| text.outcome.as_ref().ok());
    let names: BTreeSet<&str> =
        found.flat_map(|found| found.tasks.iter().map(|task| task.task.as_str())).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let cell = |found: &Found, name: &str| {
        let mut paragraphs: Vec<&str> = Vec::new();
        for task in found.tasks.iter().filter(|task| task.task == name) {
            if !paragraphs.contains(&task.paragraph.as_str()) {
                paragraphs.push(&task.paragraph);
            }
        }
        paragraphs.join(" ")
    };
    table(&names, texts, &cell)
}

fn table(columns: &[&str], texts: &[Surveyed], cell: &dyn Fn(&Found, &str) -> String) -> String {
    let head = ["file", "mandate", "symbol", "adopted", "problem"];
    let mut text = line(head.iter().chain(columns).map(|word| (*word).to_owned()));
    for surveyed in texts {
        let own = match &surveyed.outcome {
            Ok(found) => {
                let start = [
                    surveyed.path.clone(),
                    found.mandate.clone(),
                    found.symbol.clone(),
                    day(found.date),
                    String::new(),
                ];
                line(start.into_iter().chain(columns.iter().map(|column| cell(found, column))))
            }
            Err(problem) => {
                let start =
                    [surveyed.path.clone(), String::new(), String::new(), String::new(), problem.clone()];
                line(start.into_iter().chain(columns.iter().map(|_| String::new())))
            }
        };
        text.push_str(&own);
    }
    text
}

fn line(fields: impl Iterator<Item = String>) -> String {
    let fields: Vec<String> = fields.map(|field| quoted(&field)).collect();
    format!("{}\n", fields.join(","))
}

/// A field, in quotes where it needs them; a formula would be one for a spreadsheet.
fn quoted(field: &str) -> String {
    let plain: String = field.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim();
    let safe = if plain.starts_with(['=', '+', '@']) { format!("'{plain}") } else { plain.to_owned() };
    if safe.contains([',', '"', '\n']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_a_row_that_says_why() {
        let text = Surveyed { path: "a, b.txt".into(), outcome: Err("no \"paragraph\"".into()) };
        let told = tasks(&[text]);
        assert_eq!(told, "file,mandate,symbol,adopted,problem\n\"a, b.txt\",,,,\"no \"\"paragraph\"\"\"\n");
    }
}
