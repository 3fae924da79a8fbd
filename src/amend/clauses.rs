//! Clauses from text: a template of the pack once its places are filled, or a file of the drafter's own.

use penholder_language::source::{Diagnostic, FileId, Severity, SourceMap};
use penholder_language::syntax::mandate::ast::{BlockKind, Entry};
use penholder_language::syntax::mandate::parse;

/// The entry of a filled template, which has no paragraph of its own, under a label.
///
/// # Errors
/// What is wrong with the template; the places are in the file that was added to `sources`.
pub fn filled(text: &str, label: &str, sources: &mut SourceMap) -> Result<Entry, Vec<Diagnostic>> {
    let written = format!("mandate clauses {{\n¶{label} {text}\n}}\n");
    let id = sources.add("clause", written.as_str());
    let entries = entries(id, &written)?;
    let [entry] = <[Entry; 1]>::try_from(entries).map_err(|entries| {
        let span = entries.first().map(|entry| entry.place.0).unwrap_or_default();
        vec![Diagnostic::error(span, "a template stands for one clause").help("write one template for each")]
    })?;
    Ok(entry)
}

/// The entries of a drafter's own clauses: those of the mandate blocks of the text, or of the text by itself.
///
/// # Errors
/// What is wrong with them; the places are in the file that was added to `sources`.
pub fn clauses(name: &str, text: &str, sources: &mut SourceMap) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let bare = !has_block(text);
    // On one line with the first clause, so that lines are counted as in the drafter's file.
    let written = if bare { format!("mandate clauses {{ {text}\n}}\n") } else { text.to_owned() };
    let id = sources.add(name, written.as_str());
    entries(id, &written)
}

fn has_block(text: &str) -> bool {
    let keyword = BlockKind::Mandate.keyword();
    text.lines().any(|line| line.trim_start().strip_prefix(keyword).is_some_and(|rest| rest.starts_with(' ')))
}

fn entries(id: FileId, text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let (file, problems) = parse(id, text);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    let mandates = file.blocks.into_iter().filter(|block| block.kind == BlockKind::Mandate);
    Ok(mandates.flat_map(|block| block.entries).collect())
}

#[cfg(test)]
mod tests {
    use penholder_language::syntax::mandate::entry_text;

    use super::*;

    #[test]
    fn a_template_gets_its_paragraph() {
        let mut sources = SourceMap::default();
        let entry = filled("requests secretary-general report for ¶4", "4bis", &mut sources).unwrap();
        assert_eq!(entry_text(&entry), "¶4bis requests secretary-general report for ¶4");
        assert!(filled("requests — of it", "4bis", &mut sources).is_err());
        assert!(filled("decides x ¶5 decides y", "4bis", &mut sources).is_err());
    }

    #[test]
    fn a_file_of_clauses_needs_no_block() {
        let mut sources = SourceMap::default();
        let bare = clauses("own", "¶4 decides x\n¶5 rules out y", &mut sources).unwrap();
        let block = clauses("own", "mandate M {\n ¶4 decides x\n ¶5 rules out y\n}", &mut sources).unwrap();
        assert_eq!(bare, block);
        assert!(clauses("own", "¶4 decides ]", &mut sources).is_err());
    }
}
