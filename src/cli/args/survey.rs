//! `survey`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum, ValueHint};

use super::{Policies, Reading, Target};

/// `survey`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Survey {
    /// A folder with drafts, in prose or as mandate files
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// How to print the survey
    #[arg(long, value_enum, default_value_t = SurveyFormat::Csv)]
    pub(crate) format: SurveyFormat,
    /// Of CSV: which table
    #[arg(long, value_enum, default_value_t = SurveyTable::Findings)]
    pub(crate) table: SurveyTable,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// How `survey` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SurveyFormat {
    /// A table, a row for each text.
    Csv,
    /// Version 1; see `penholder schema survey`.
    Json,
    /// A heat map, as one page.
    Html,
}

/// The tables of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SurveyTable {
    /// A column for each rule.
    Findings,
    /// A column for each task.
    Tasks,
}
