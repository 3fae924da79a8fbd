//! `penholder schema`, `completions` and `man`: made from the registry of options and the structs of the output.

use clap::CommandFactory;
use penholder::baseline;
use penholder::reports::{adopt, brackets, compare, json, repair, survey, verify};

use super::args::{Args, SchemaOf};
use super::output::print;
use super::{Failure, Outcome};

/// A JSON Schema.
pub(crate) fn schema(of: SchemaOf) -> Result<Outcome, Failure> {
    print(&match of {
        SchemaOf::Check => json::schema()?,
        SchemaOf::Repair => repair::schema()?,
        SchemaOf::WhatIf => adopt::schema()?,
        SchemaOf::Compare => compare::schema()?,
        SchemaOf::Baseline => baseline::schema()?,
        SchemaOf::Brackets => brackets::schema()?,
        SchemaOf::Survey => survey::schema()?,
        SchemaOf::Verify => verify::schema()?,
    })?;
    Ok(Outcome::Clean)
}

/// A completion script.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "penholder", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}

/// The manual page of the program, or of one of its commands (`check`, `policy-test`).
pub(crate) fn man(wanted: Option<&str>) -> Result<Outcome, Failure> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let mut page = Vec::new();
    let command = match wanted {
        None => program,
        Some(name) => {
            let mut command = &program;
            for part in name.split([' ', '-']) {
                command = command.find_subcommand(part).ok_or_else(|| {
                    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
                    Failure::new(format!("no command `{name}`; there are {}", known.join(", ")))
                })?;
            }
            command.clone()
        }
    };
    clap_mangen::Man::new(command).render(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Clean)
}
