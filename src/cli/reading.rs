//! `penholder read`.

use penholder::prose::{Coding, Prose};
use penholder::reports::{Places, diagnostics};
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
        let (found, told) =
            prose::file(path, &bytes, &reader, &args.reading, &[], &mut sources, scheme(args.format));
        complain(&diagnostics::render(&told, &Places::new(&sources), terminal.err));
        if told.iter().any(|told| told.severity == Severity::Error) {
            outcome = Outcome::Unusable;
            continue;
        }
        printed.push(match args.format {
            ReadFormat::Mandate => print(&found.file),
            ReadFormat::Pema => coded(&read::name(path), &found.codings),
        });
    }
    match args.format {
        ReadFormat::Mandate => output::print(&printed.join("\n"))?,
        ReadFormat::Pema => output::print(&format!("file,task,modality,paragraph\n{}", printed.concat()))?,
    }
    Ok(outcome)
}

/// In which scheme of codes tasks are wanted.
fn scheme(format: ReadFormat) -> Option<&'static str> {
    match format {
        ReadFormat::Mandate => None,
        ReadFormat::Pema => Some(SCHEME),
    }
}

/// The tasks that have a code.
fn coded(file: &str, codings: &[Coding]) -> String {
    let file = if file.contains([',', '"']) {
        format!("\"{}\"", file.replace('"', "\"\""))
    } else {
        file.to_owned()
    };
    let row = |coding: &Coding| format!("{file},{},{},{}\n", coding.code, coding.role, coding.paragraph);
    codings.iter().map(row).collect()
}
