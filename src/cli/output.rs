//! Standard output and standard error, and how they look.

use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use penholder::reports::Look;

use super::Failure;
use super::args::{Colour, Target};
use super::read::shown;

/// How the two streams look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Standard output.
    pub(crate) out: Look,
    /// Standard error.
    pub(crate) err: Look,
}

impl Terminal {
    pub(crate) fn new(colour: Colour) -> Self {
        let width = width();
        Terminal {
            out: Look::new(width, coloured(colour, io::stdout().is_terminal())),
            err: Look::new(width, coloured(colour, io::stderr().is_terminal())),
        }
    }
}

/// What the environment says, else the terminal, else 80 columns.
fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(terminal).unwrap_or(80)
}

fn coloured(colour: Colour, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// Prints to standard output. A reader that has seen enough is no error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints to standard output, or writes the file that was asked for: whole or not at all, and over another only when told to.
pub(crate) fn deliver(text: &str, target: &Target) -> Result<(), Failure> {
    match &target.output {
        None => print(text),
        Some(path) => write_new(path, text, target.force),
    }
}

/// Whether a file may be written: asked before the work is done for it.
pub(crate) fn writable(path: &Path, force: bool) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(Failure::new(format!("`{}` is a folder; expected the name of a file", shown(path))));
    }
    if !force && path.symlink_metadata().is_ok() { Err(there(path)) } else { Ok(()) }
}

fn there(path: &Path) -> Failure {
    let told =
        "is there already, and was left as it is; name another file, or say `--force` to write over it";
    Failure::new(format!("`{}` {told}", shown(path)))
}

/// Writes a file: beside it, under another name, then renamed.
pub(crate) fn write_new(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let fail = |error: &io::Error| Failure::new(format!("`{}`: cannot be written: {error}", shown(path)));
    writable(path, force)?;
    if force && path.exists() {
        return super::format::replace(path, text);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // A link is made only where there is nothing yet; a rename would replace what came there meanwhile.
        match fs::hard_link(&beside, path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => fs::rename(&beside, path),
            other => other,
        }
    });
    let _ = fs::remove_file(&beside);
    written.map_err(|error| if error.kind() == ErrorKind::AlreadyExists { there(path) } else { fail(&error) })
}

/// Prints to standard error; where that fails there is nobody left to tell.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
