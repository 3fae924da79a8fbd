//! `repair`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum, ValueHint};
use penholder_language::model::Level;

use super::{Context, Policies, Target};

/// `repair`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Repair {
    /// The draft; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Which mandate, where the file has several
    #[arg(long, value_name = "NAME")]
    pub(crate) mandate: Option<String>,
    #[command(flatten)]
    pub(crate) context: Context,
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// Leave nothing open at this level or above it
    #[arg(long, value_enum, default_value_t = OpenAt::Error, value_name = "LEVEL")]
    pub(crate) level: OpenAt,
    /// A paragraph that stays as it is; may be repeated
    #[arg(long, value_name = "PARAGRAPH")]
    pub(crate) keep: Vec<String>,
    /// What is not to be done: add, figure, step, specify, narrow, strike, choose, an act, or a paragraph; may be repeated
    #[arg(long, value_name = "WHAT")]
    pub(crate) forbid: Vec<String>,
    /// No more of a kind of means than so many, such as `helicopter=10`; may be repeated
    #[arg(long, value_name = "KIND=NUMBER")]
    pub(crate) budget: Vec<String>,
    /// A file with a scale of costs (`costs { … }`), which is put over the pack's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) costs: Option<PathBuf>,
    /// A line of a scale of costs, such as `add guidance 2`; may be repeated
    #[arg(long, value_name = "LINE")]
    pub(crate) cost: Vec<String>,
    /// So many other repairs that differ in kind
    #[arg(long, default_value_t = 3, value_name = "NUMBER")]
    pub(crate) alternatives: usize,
    /// How many seconds to look for the cheapest
    #[arg(long, default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) time_limit: u64,
    /// How to print the repair
    #[arg(long, value_enum, default_value_t = RepairFormat::Human)]
    pub(crate) format: RepairFormat,
    /// Make the changes in the file; of standard input, print the draft with the changes made
    #[arg(long)]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// From which level on nothing may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OpenAt {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Whatever is found.
    Note,
}

impl From<OpenAt> for Level {
    fn from(level: OpenAt) -> Level {
        match level {
            OpenAt::Error => Level::Error,
            OpenAt::Warning => Level::Warning,
            OpenAt::Note => Level::Note,
        }
    }
}

/// How `repair` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RepairFormat {
    /// For people.
    Human,
    /// Version 1; see `penholder schema repair`.
    Json,
    /// One file to pass round.
    Html,
}
