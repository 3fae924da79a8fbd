//! What a sensible reading of a resolution never has.

use penholder_reader::Document;

/// Everything odd about a reading.
pub fn oddities(name: &str, document: &Document) -> Vec<String> {
    let mut odd = Vec::new();
    let main: Vec<_> = document.operative.iter().filter(|paragraph| paragraph.level == 1).collect();
    for note in &document.notes {
        odd.push(format!("{name}: {} {}", note.message, note.label));
    }
    for paragraph in &main {
        let empty = paragraph.text().is_empty() || paragraph.text().starts_with("Acting ");
        if paragraph.verbs.is_empty() && !empty {
            odd.push(format!("{name} {}: no verb: {}", paragraph.label, paragraph.opening(5)));
        }
    }
    for paragraph in &document.operative {
        let text = paragraph.text();
        let again = paragraph.label.contains('x') && !paragraph.number.contains('x');
        if again {
            odd.push(format!("{name} {}: label used before", paragraph.label));
        }
        let stopped = text.trim_end_matches(['"', ')', ']', '\'']).ends_with([';', '.', ',', ':']);
        let joined = text.is_empty() || text.ends_with("and") || text.ends_with("or") || paragraph.level > 1;
        if !stopped && !joined {
            odd.push(format!(
                "{name} {}: ends in the middle: {}",
                paragraph.label,
                text.split(' ').next_back().unwrap_or_default()
            ));
        }
        if text.len() > 6000 {
            odd.push(format!("{name} {}: {} characters", paragraph.label, text.len()));
        }
    }
    if document.symbol.as_ref().is_none_or(|symbol| !symbol.text.starts_with("S/RES/")) {
        odd.push(format!("{name}: symbol {:?}", document.symbol.as_ref().map(|symbol| &symbol.text)));
    }
    if document.date.is_none() {
        odd.push(format!("{name}: no date"));
    }
    if document.preamble.is_empty() {
        odd.push(format!("{name}: no preamble"));
    }
    if !document
        .operative
        .last()
        .is_some_and(|paragraph| paragraph.text().trim_end_matches('"').ends_with('.'))
    {
        odd.push(format!(
            "{name}: ends oddly: {}",
            main.last().map_or(String::new(), |paragraph| paragraph.opening(6))
        ));
    }
    odd
}
