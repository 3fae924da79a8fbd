//! `penholder check`.

use penholder::baseline::{Changes, Recorded};
use penholder::reports::{Judged, Places, Run, github, html, human, json, sarif};
use penholder_language::model::Level;

use super::args::{Check, FailOn, Format, GroupBy};
use super::drafts::Explained;
use super::output::{Terminal, deliver, writable};
use super::{Failure, Outcome, baseline, drafts, packs};

pub(crate) fn run(args: &Check, terminal: Terminal) -> Result<Outcome, Failure> {
    for path in [&args.target.output, &args.write_baseline].into_iter().flatten() {
        writable(path, args.target.force)?;
    }
    let pack = packs::load(&args.policies.packs, terminal)?;
    let drafts = drafts::read(&args.files, &args.context, &pack, terminal)?;
    let judged = drafts::judge(&drafts, &pack, explained(args))?;
    let changes = baseline::compare(args, &pack, &judged, terminal)?;
    let places = Places::new(&drafts.sources);
    let rules = Places::new(&pack.sources);
    let run = Run { pack: &pack, places: &places, rules: &rules, judged: &judged };
    // A page or a file about nothing would pass for a result.
    let nothing = drafts.unusable && judged.is_empty();
    if !(nothing && (args.format == Format::Html || args.target.output.is_some())) {
        deliver(&rendered(run, &changes, args, terminal)?, &args.target)?;
    }
    if let Some(path) = &args.write_baseline {
        // What was open and could not be read would count as new for ever after.
        if drafts.unusable {
            return Err(Failure::new("no baseline was recorded, since some file could not be used"));
        }
        let recorded: Vec<Recorded> = judged.iter().map(|judged| Recorded::of(&judged.report)).collect();
        baseline::record(path, &pack, &recorded, args.target.force)?;
        return Ok(Outcome::Clean);
    }
    Ok(match (drafts.unusable, fails(&judged, &changes, args.fail_on)) {
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

fn rendered(run: Run<'_>, changes: &[Changes], args: &Check, terminal: Terminal) -> Result<String, Failure> {
    let grouping = match args.group_by {
        GroupBy::Paragraph => human::Grouping::Paragraph,
        GroupBy::Rule => human::Grouping::Rule,
    };
    let look = if args.target.output.is_some() { terminal.out.plain() } else { terminal.out };
    let options = human::Options { look, grouping, verbose: args.verbose, all: args.all };
    Ok(match args.format {
        Format::Human if run.judged.is_empty() => String::new(),
        Format::Human if args.statistics => human::statistics(run, look),
        Format::Human if !changes.is_empty() => human::changed(run, changes, options),
        Format::Human => human::render(run, options),
        Format::Json => json::render(run, changes, args.all)?,
        Format::Sarif => sarif::render(run, changes)?,
        Format::Github => github::render(run, changes),
        Format::Html => html::render(run, changes),
    })
}

/// Whether something is open at or above the level; beside a baseline, something that is new.
fn fails(judged: &[Judged], changes: &[Changes], level: FailOn) -> bool {
    let level = match level {
        FailOn::Error => Level::Error,
        FailOn::Warning => Level::Warning,
        FailOn::Note => Level::Note,
        FailOn::Never => return false,
    };
    judged.iter().enumerate().any(|(at, judged)| {
        let counts = |finding: usize| changes.get(at).is_none_or(|changes| changes.counts(finding));
        let open = judged.report.findings.iter().enumerate().filter(|(_, f)| f.status.is_open());
        open.into_iter().any(|(index, finding)| finding.level >= level && counts(index))
    })
}
