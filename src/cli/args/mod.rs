//! Every command and option, in one place: help, manual pages and completions are made from it.

mod brackets;
mod compare;
mod read;
mod repair;
mod survey;
mod verify;
mod what_if;

use std::path::PathBuf;

pub(crate) use brackets::{Brackets, BracketsFormat};
pub(crate) use compare::{Compare, CompareFormat};
pub(crate) use read::{Read, ReadFormat, Reading};
pub(crate) use repair::{Repair, RepairFormat};
pub(crate) use survey::{Survey, SurveyFormat, SurveyTable};
pub(crate) use what_if::{WhatIf, WhatIfFormat};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};

pub(crate) use verify::Verify;

/// The program.
#[derive(Debug, Parser)]
#[command(
    name = "penholder",
    version,
    about = "A linter for the mandates of UN peace operations",
    long_about = "Reads the draft of a mandate, judges it by a policy pack, and says where the means fall short of \
                  the goals: on which paragraph, for what reason, and what would repair it.",
    after_help = "Exit status: 0 nothing found at or above the level of --fail-on; 1 something found; \
                  2 input or arguments that cannot be used.",
    max_term_width = 100,
    infer_subcommands = false,
    disable_help_subcommand = true
)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours; NO_COLOR is honoured
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Judge drafts: where the means fall short of the goals
    Check(Check),
    /// Weigh every reading of a bracketed draft: the best ones, what each bracket and each proponent decides
    Brackets(Brackets),
    /// Lay variants side by side: what each gains and gives up, and what became of every paragraph
    Compare(Compare),
    /// Say what a rule, dilemma or proposal means, and why it holds or fails in a draft
    Explain(Explain),
    /// Read resolutions in prose into the mandate language
    Read(Read),
    /// Judge every draft in a folder: tables, or a heat map
    Survey(Survey),
    /// Print mandate files in their canonical form
    Fmt(Fmt),
    /// Say what adopting proposals, or putting in clauses of one's own, closes and opens
    WhatIf(WhatIf),
    /// Find the cheapest changes after which nothing is left open at a level
    Repair(Repair),
    /// Look after policy packs
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Print the JSON Schema of what a command writes
    Schema {
        /// Of what
        #[arg(value_enum, default_value_t = SchemaOf::Check)]
        of: SchemaOf,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program, or of one command
    Man {
        /// The command, such as `check`
        command: Option<String>,
    },
}

/// Commands about packs.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// The table of a pack, and the terms that only one rule uses
    List(List),
    /// Judge the fixtures beside each rule
    Test(Test),
    /// Write the pages about the rules
    Docs(Docs),
    /// Prove that a pack does not contradict, shadow or repeat itself
    Verify(Verify),
}

/// By what to judge.
#[derive(Debug, ClapArgs)]
pub(crate) struct Policies {
    /// A policy pack: a folder, or the name of a shipped one; may be repeated [default: the shipped pack]
    #[arg(long = "policy", value_name = "PACK", value_hint = ValueHint::DirPath)]
    pub(crate) packs: Vec<String>,
}

/// Where to put what is printed.
#[derive(Debug, ClapArgs)]
pub(crate) struct Target {
    /// Write to this file instead of standard output: whole, or not at all
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Write over the file if there is one
    #[arg(long)]
    pub(crate) force: bool,
}

/// What to read a draft against.
#[derive(Debug, ClapArgs)]
pub(crate) struct Context {
    /// A file with the situation that the drafts meet
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) situation: Option<PathBuf>,
    /// A file with what is deployed
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) deployment: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `check`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Drafts: mandate files, or prose (.txt, .docx, .html, .xml); `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) context: Context,
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// From which level on findings make the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    pub(crate) fail_on: FailOn,
    /// Under which headings to show findings
    #[arg(long, value_enum, default_value_t = GroupBy::Paragraph, value_name = "BY")]
    pub(crate) group_by: GroupBy,
    /// Show all that is known of every finding
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Show what is met, not assessed and not applicable, too
    #[arg(long)]
    pub(crate) all: bool,
    /// Show counts by rule instead of findings
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Compare with a baseline that `--write-baseline` recorded: only what is new counts
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) baseline: Option<PathBuf>,
    /// Record what is open now, by rule and clause, in this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Compare with an older text of the draft: only what is new counts
    #[arg(long, value_name = "OLD", value_hint = ValueHint::FilePath, conflicts_with = "baseline")]
    pub(crate) diff: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `explain`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The code, such as `check` prints it
    pub(crate) code: String,
    /// A draft, as a mandate file or in prose; `-` is standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) context: Context,
    #[command(flatten)]
    pub(crate) policies: Policies,
}

/// `fmt`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Fmt {
    /// Mandate files, which are changed in place; `-` is standard input, printed to standard output
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Change nothing; exit status 1 if something would change
    #[arg(long)]
    pub(crate) check: bool,
}

/// `policy list`.
#[derive(Debug, ClapArgs)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// How to print the table
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
}

/// `policy test`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Test {
    /// Codes of the rules to test [default: all]
    #[arg(value_name = "CODE")]
    pub(crate) codes: Vec<String>,
    /// The folder of the pack [default: policies/NAME of the shipped pack]
    #[arg(long = "policy", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) folders: Vec<String>,
    /// Weaken each rule in every way there is; some fixture must notice
    #[arg(long)]
    pub(crate) mutate: bool,
}

/// `policy docs`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Docs {
    #[command(flatten)]
    pub(crate) policies: Policies,
    /// The folder to write to
    #[arg(long, default_value = "docs/rules", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Change nothing; exit status 1 if a page is stale
    #[arg(long)]
    pub(crate) check: bool,
}

/// Of what there is a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// `check --format json`.
    Check,
    /// `repair --format json`.
    Repair,
    /// `what-if --format json`.
    WhatIf,
    /// `brackets --format json`.
    Brackets,
    /// `compare --format json`.
    Compare,
    /// The file that `check --write-baseline` writes.
    Baseline,
    /// `policy verify --format json`.
    Verify,
    /// `survey --format json`.
    Survey,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How `check` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// Version 1; see `penholder schema`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands.
    Github,
    /// One self-contained page.
    Html,
}

/// How `policy list` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// From which level on findings fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Whatever is found.
    Note,
    /// Nothing.
    Never,
}

/// Under which headings findings stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupBy {
    /// Paragraph by paragraph.
    Paragraph,
    /// Rule by rule.
    Rule,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_registry_is_sound() {
        Args::command().debug_assert();
    }
}
