//! The arguments of `policy verify`.

use clap::{Args as ClapArgs, ValueHint};

use super::ListFormat;

/// `policy verify`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Verify {
    /// Policy packs that make up one together: folders, or names of shipped ones [default: the shipped pack]
    #[arg(value_name = "PACK", value_hint = ValueHint::DirPath)]
    pub(crate) packs: Vec<String>,
    /// How to print the answers
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
    /// Show every answer, not only what is wrong
    #[arg(long)]
    pub(crate) all: bool,
    /// Give up after so many seconds; what was not answered by then is unknown
    #[arg(long, value_name = "SECONDS")]
    pub(crate) time_limit: Option<u64>,
    /// Where no bound is known or it is larger: search mandates with up to so many entities of a sort
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) most: u8,
}
