//! `penholder brackets`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{Context, Policies, Target};

/// `brackets`.
#[derive(Debug, Args)]
pub(crate) struct Brackets {
    /// A mandate file with brackets; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) context: Context,
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// Read a bracket one way only; options by number, delegation or text; may be repeated
    #[arg(long = "pin", value_name = "BRACKET=OPTION")]
    pub(crate) pins: Vec<String>,
    /// Show what each of these would have, where they agree, and what it costs them to meet
    #[arg(long, value_enum, value_name = "BY")]
    pub(crate) by: Option<By>,
    /// Show all that hinges on each bracket
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// How to print the readings
    #[arg(long, value_enum, default_value_t = BracketsFormat::Human)]
    pub(crate) format: BracketsFormat,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// What readings are told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The delegations that propose options.
    Proponent,
}

/// How `brackets` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BracketsFormat {
    /// For people.
    Human,
    /// Version 1; see `penholder schema brackets`.
    Json,
    /// A line for each bracket and each thing that hinges on it.
    Csv,
    /// One file to pass round.
    Html,
}
