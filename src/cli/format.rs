//! `penholder fmt`.

use std::fs;
use std::io::Write;
use std::path::Path;

use penholder::reports::{Places, diagnostics};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate;

use super::args::Fmt;
use super::output::{Terminal, complain, print};
use super::{Failure, Outcome, read};

pub(crate) fn run(args: &Fmt, terminal: Terminal) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Clean;
    for path in &args.files {
        let ended = file(path, args.check, terminal).unwrap_or_else(|Failure(message)| {
            complain(&message);
            Outcome::Unusable
        });
        outcome = outcome.max(ended);
    }
    Ok(outcome)
}

fn file(path: &Path, check: bool, terminal: Terminal) -> Result<Outcome, Failure> {
    if path.extension().is_some_and(|extension| extension == "policy") {
        return Err(Failure::new(format!(
            "`{}`: only mandate files are formatted",
            super::read::shown(path)
        )));
    }
    let text = read::text(path)?;
    let canonical = mandate::format(&text).map_err(|problems| {
        let mut sources = SourceMap::default();
        sources.add(read::name(path), text.as_str());
        Failure(diagnostics::render(&problems, &Places::new(&sources), terminal.err))
    })?;
    match (check, read::is_stdin(path)) {
        (false, true) => print(&canonical)?,
        (true, _) if canonical != text => {
            print(&format!("`{}` is not in canonical form\n", read::name(path)))?;
            return Ok(Outcome::Found);
        }
        (false, false) if canonical != text => {
            replace(path, &canonical)?;
            print(&format!("formatted `{}`\n", super::read::shown(path)))?;
        }
        _ => {}
    }
    Ok(Outcome::Clean)
}

/// Puts a text in the place of a file, whole or not at all: written beside it, then renamed.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("`{}`: {error}", super::read::shown(path)));
    // A link stays a link: what it leads to is replaced.
    let target = if path.exists() { path.canonicalize().map_err(fail)? } else { path.to_owned() };
    let mut beside = target.clone().into_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let written = fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        if let Ok(known) = fs::metadata(&target) {
            file.set_permissions(known.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, &target)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        fail(error)
    })
}
