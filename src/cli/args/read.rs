//! `read`, and how prose is read wherever it is.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum, ValueHint};

use super::Policies;

/// How prose is read.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Reading {
    /// Of prose with tracked changes: read the text as it was before them
    #[arg(long)]
    pub(crate) original: bool,
    /// Of prose that gives tasks to several missions: the one that is meant
    #[arg(long, value_name = "NAME")]
    pub(crate) mission: Option<String>,
    /// A folder with the texts to which prose refers: `as set out in paragraph 12 of resolution …`
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) corpus: Option<PathBuf>,
}

/// `read`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Read {
    /// Resolutions in prose (.txt, .docx, .html, .xml); `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// How to print what was read
    #[arg(long, value_enum, default_value_t = ReadFormat::Mandate)]
    pub(crate) format: ReadFormat,
}

/// How `read` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// The mandate language.
    Mandate,
    /// Tasks as CSV: file, task, modality, paragraph.
    Pema,
}
