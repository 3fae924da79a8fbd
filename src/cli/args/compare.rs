//! `compare`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum, ValueHint};

use super::{Policies, Reading, Target};

/// `compare`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Compare {
    /// Two variants or more, the older first: mandate files, or prose (.txt, .docx, .html, .xml); `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// A file with the situation that all variants are held against, or `each`: every variant against its own
    #[arg(long, value_name = "FILE|each", value_hint = ValueHint::FilePath)]
    pub(crate) situation: Option<PathBuf>,
    /// A file with what is deployed
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) deployment: Option<PathBuf>,
    /// The variant that the others are held against: its letter, its name or its file [default: the first]
    #[arg(long, value_name = "VARIANT")]
    pub(crate) base: Option<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// Show the rows in which the variants do not differ and the paragraphs that say the same, too
    #[arg(long)]
    pub(crate) all: bool,
    /// How to print the comparison
    #[arg(long, value_enum, default_value_t = CompareFormat::Human)]
    pub(crate) format: CompareFormat,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// How `compare` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// For people.
    Human,
    /// Version 1; see `penholder schema compare`.
    Json,
    /// One line for each finding and each change.
    Csv,
    /// One page.
    Html,
}
