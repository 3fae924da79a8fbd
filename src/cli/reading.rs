//! `penholder read`.

use std::collections::BTreeSet;

use penholder::prose::{Prose, ReadTask};
use penholder::reports::{Places, diagnostics};
use penholder_language::model::{TermId, Vocabulary};
use penholder_language::source::{Severity, SourceMap};
use penholder_language::syntax::mandate::print;

use super::args::{Read, ReadFormat};
use super::output::{self, Terminal, complain};
use super::{Failure, Outcome, packs, prose, read};

/// The scheme of codes that tasks are printed in.
const SCHEME: &str = "pema";

pub(crate) fn run(args: &Read, terminal: Terminal) -> Result<Outcome, Failure> {
    let pack = packs::load(&args.policies.packs, terminal)?;
    let reader = Prose::new(&pack.vocabulary);
    let (mut printed, mut outcome) = (Vec::new(), Outcome::Clean);
    for path in &args.files {
        let bytes = match read::bytes(path) {
            Ok(bytes) => bytes,
            Err(Failure(message)) => {
                complain(&message);
                outcome = Outcome::Unusable;
                continue;
            }
        };
        let mut sources = SourceMap::default();
        let (found, told) = prose::file(path, &bytes, &reader, &args.reading, &mut sources);
        complain(&diagnostics::render(&told, &Places::new(&sources), terminal.err));
        if told.iter().any(|told| told.severity == Severity::Error) {
            outcome = Outcome::Unusable;
            continue;
        }
        printed.push(match args.format {
            ReadFormat::Mandate => print(&found.file),
            ReadFormat::Pema => coded(&read::name(path), &found.tasks, &pack.vocabulary),
        });
    }
    match args.format {
        ReadFormat::Mandate => output::print(&printed.join("\n"))?,
        ReadFormat::Pema => output::print(&format!("file,task,modality,paragraph\n{}", printed.concat()))?,
    }
    Ok(outcome)
}

/// The tasks that have a code, each once.
fn coded(file: &str, tasks: &[ReadTask], vocabulary: &Vocabulary) -> String {
    let rows: BTreeSet<[String; 3]> = tasks
        .iter()
        .filter_map(|task| {
            let role = task.role.and_then(|role| code(role, vocabulary)).unwrap_or_default();
            Some([paragraph(&task.paragraph), code(task.term, vocabulary)?.to_owned(), role.to_owned()])
        })
        .collect();
    let file = if file.contains([',', '"']) { format!("\"{}\"", file.replace('"', "\"\"")) } else { file.to_owned() };
    rows.iter().map(|[paragraph, task, role]| format!("{file},{task},{role},{paragraph}\n")).collect()
}

/// The code of a term, or of the nearest of what it is a kind of that has one.
fn code(term: TermId, vocabulary: &Vocabulary) -> Option<&str> {
    let mut open = vec![term];
    let mut at = 0;
    while let Some(term) = open.get(at).copied().and_then(|id| vocabulary.term(id)) {
        if let Some((_, code)) = term.codes.iter().find(|(scheme, _)| scheme == SCHEME) {
            return Some(code);
        }
        open.extend(term.parents.iter().filter(|parent| !open.contains(parent)).copied().collect::<Vec<_>>());
        at += 1;
    }
    None
}

/// `16(a)(i)` as `16ai`; numbers in parentheses are the reader's own, of items that have none.
fn paragraph(label: &str) -> String {
    let mut parts = label.split('(');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let inner = part.trim_end_matches(')');
        if !inner.chars().all(|c| c.is_ascii_digit()) {
            text.push_str(inner);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::paragraph;

    #[test]
    fn paragraphs_as_coders_write_them() {
        assert_eq!([paragraph("16(a)(i)"), paragraph("16bis"), paragraph("25(3)")], ["16ai", "16bis", "25"]);
    }
}
