//! `penholder read`.

use penholder::prose::Prose;
use penholder::reports::{Places, diagnostics};
use penholder_language::source::{Severity, SourceMap};
use penholder_language::syntax::mandate::print;

use super::args::{Read, ReadFormat};
use super::output::{self, Terminal, complain};
use super::{Failure, Outcome, packs, prose, read};

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
        let (file, told) = prose::file(path, &bytes, &reader, &args.reading, &mut sources);
        complain(&diagnostics::render(&told, &Places::new(&sources), terminal.err));
        if told.iter().any(|told| told.severity == Severity::Error) {
            outcome = Outcome::Unusable;
            continue;
        }
        printed.push(print(&file));
    }
    match args.format {
        ReadFormat::Mandate => output::print(&printed.join("\n"))?,
        ReadFormat::Pema => return Err(Failure::new("tasks are not coded yet")),
    }
    Ok(outcome)
}
