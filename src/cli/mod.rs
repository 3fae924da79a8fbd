//! The command line: the only part that reads files and prints.

mod args;
mod baseline;
mod brackets;
mod check;
mod compare;
mod docs;
mod drafts;
mod explain;
mod format;
mod list;
mod manual;
mod output;
mod packs;
mod prose;
mod read;
mod reading;
mod repair;
mod survey;
mod test;
mod verify;
mod what_if;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use args::{Args, Command, PolicyCommand};
use output::Terminal;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing at or above the level asked for.
    Clean = 0,
    /// Something was found.
    Found = 1,
    /// Input or arguments could not be used, which was told on standard error.
    Unusable = 2,
}

/// A command that cannot go on: why, as text for standard error.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl Failure {
    /// An error without a place.
    pub(crate) fn new(message: impl std::fmt::Display) -> Self {
        Failure(format!("error: {message}\n"))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::new(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::new(error)
    }
}

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let terminal = Terminal::new(args.color);
    let outcome = run(args, terminal).unwrap_or_else(|Failure(message)| {
        output::complain(&message);
        Outcome::Unusable
    });
    ExitCode::from(outcome as u8)
}

/// Help and version go to standard output, what is wrong with the arguments to standard error.
fn usage(error: &clap::Error) -> ExitCode {
    let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    // A closed pipe is no reason to complain.
    let _ = error.print();
    ExitCode::from(if asked_for { 0 } else { 2 })
}

fn run(args: Args, terminal: Terminal) -> Result<Outcome, Failure> {
    match args.command {
        Command::Check(check) => check::run(&check, terminal),
        Command::Brackets(brackets) => brackets::run(&brackets, terminal),
        Command::Compare(compare) => compare::run(&compare, terminal),
        Command::Explain(explain) => explain::run(&explain, terminal),
        Command::Read(read) => reading::run(&read, terminal),
        Command::Survey(survey) => survey::run(&survey, terminal),
        Command::Fmt(fmt) => format::run(&fmt, terminal),
        Command::WhatIf(args) => what_if::run(&args, terminal),
        Command::Repair(args) => repair::run(&args, terminal),
        Command::Policy(PolicyCommand::List(list)) => list::run(&list, terminal),
        Command::Policy(PolicyCommand::Test(test)) => test::run(&test, terminal),
        Command::Policy(PolicyCommand::Docs(docs)) => docs::run(&docs, terminal),
        Command::Policy(PolicyCommand::Verify(verify)) => verify::run(&verify, terminal),
        Command::Schema { of } => manual::schema(of),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { command } => manual::man(command.as_deref()),
    }
}
