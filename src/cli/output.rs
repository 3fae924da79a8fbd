//! Standard output and standard error, and how they look.

use std::io::{self, ErrorKind, IsTerminal, Write};

use penholder::reports::Look;

use super::Failure;
use super::args::Colour;

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

/// Prints to standard error; where that fails there is nobody left to tell.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
