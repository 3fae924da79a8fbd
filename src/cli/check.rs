//! `penholder check`.

use penholder::reports::{Judged, Places, Run, github, html, human, json, sarif};
use penholder_language::model::Level;

use super::args::{Check, FailOn, Format, GroupBy};
use super::drafts::Explained;
use super::output::{Terminal, deliver};
use super::{Failure, Outcome, drafts, packs};

pub(crate) fn run(args: &Check, terminal: Terminal) -> Result<Outcome, Failure> {
    let pack = packs::load(&args.policies.packs, terminal)?;
    let drafts = drafts::read(&args.files, &args.context, &pack, terminal)?;
    let judged = drafts::judge(&drafts, &pack, explained(args))?;
    let places = Places::new(&drafts.sources);
    let rules = Places::new(&pack.sources);
    let run = Run { pack: &pack, places: &places, rules: &rules, judged: &judged };
    deliver(&rendered(run, args, terminal)?, &args.target)?;
    Ok(match (drafts.unusable, fails(&judged, args.fail_on)) {
        (true, _) => Outcome::Unusable,
        (false, true) => Outcome::Found,
        (false, false) => Outcome::Clean,
    })
}

/// What is printed in full needs reasons for what is met, too: the clauses that meet a criterion, say.
fn explained(args: &Check) -> Explained {
    match args.format {
        Format::Json | Format::Html => Explained::All,
        _ if args.verbose || args.all => Explained::All,
        _ => Explained::Open,
    }
}

fn rendered(run: Run<'_>, args: &Check, terminal: Terminal) -> Result<String, Failure> {
    let grouping = match args.group_by {
        GroupBy::Paragraph => human::Grouping::Paragraph,
        GroupBy::Rule => human::Grouping::Rule,
    };
    let options = human::Options { look: terminal.out, grouping, verbose: args.verbose, all: args.all };
    Ok(match args.format {
        Format::Human if run.judged.is_empty() => String::new(),
        Format::Human if args.statistics => human::statistics(run, terminal.out),
        Format::Human => human::render(run, options),
        Format::Json => json::render(run, args.all)?,
        Format::Sarif => sarif::render(run)?,
        Format::Github => github::render(run),
        Format::Html => html::render(run),
    })
}

/// Whether something is open at or above the level.
fn fails(judged: &[Judged], level: FailOn) -> bool {
    let level = match level {
        FailOn::Error => Level::Error,
        FailOn::Warning => Level::Warning,
        FailOn::Note => Level::Note,
        FailOn::Never => return false,
    };
    let mut findings = judged.iter().flat_map(|judged| &judged.report.findings);
    findings.any(|finding| finding.status.is_open() && finding.level >= level)
}
