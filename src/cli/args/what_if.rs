//! `what-if`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum, ValueHint};

use super::{Context, Policies, Target};

/// `what-if`.
#[derive(Debug, ClapArgs)]
pub(crate) struct WhatIf {
    /// The draft; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Which mandate, where the file has several
    #[arg(long, value_name = "NAME")]
    pub(crate) mandate: Option<String>,
    /// The code of a proposal whose clauses are put in; may be repeated
    #[arg(long = "proposal", value_name = "CODE", required_unless_present_any = ["add", "all"])]
    pub(crate) proposals: Vec<String>,
    /// A file with clauses of one's own that are put in; may be repeated
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) add: Vec<PathBuf>,
    /// Every proposal of the pack, and every combination of them
    #[arg(long, conflicts_with = "proposals")]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) context: Context,
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// With `--all`: every combination, not only the best of each number
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = WhatIfFormat::Human)]
    pub(crate) format: WhatIfFormat,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// How `what-if` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhatIfFormat {
    /// For people.
    Human,
    /// Version 1; see `penholder schema what-if`.
    Json,
    /// For spreadsheets.
    Csv,
    /// One file to pass round.
    Html,
}
