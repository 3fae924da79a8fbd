//! `check --baseline`, `--write-baseline` and `--diff`: files of what was found, and older texts.

use std::path::Path;

use penholder::baseline::{self, Changes, Recorded, changes, paired};
use penholder::findings::Report;
use penholder::reports::{Judged, counted};
use penholder_language::model::Pack;

use super::args::Check;
use super::drafts::{self, Explained};
use super::output::{Terminal, complain, write_new};
use super::packs::Loaded;
use super::{Failure, read};

/// For each mandate what changed since the baseline or the older text that the arguments name; empty where they name
/// none.
pub(crate) fn compare(
    args: &Check,
    pack: &Loaded,
    judged: &[Judged],
    terminal: Terminal,
) -> Result<Vec<Changes>, Failure> {
    let (path, recorded) = match (&args.baseline, &args.diff) {
        (Some(path), _) => (path, recorded(path, pack)?),
        (None, Some(path)) => (path, older(path, args, pack, terminal)?),
        (None, None) => return Ok(Vec::new()),
    };
    let against = format!("`{}`", read::name(path));
    let reports: Vec<&Report> = judged.iter().map(|judged| &judged.report).collect();
    let pairs = paired(&reports, &recorded);
    let mut all = Vec::with_capacity(reports.len());
    for (report, pair) in reports.iter().zip(pairs) {
        let old = pair.and_then(|index| recorded.get(index));
        if old.is_none() {
            complain(&format!(
                "note: {against} has no mandate `{}`: everything in it counts as new\n",
                report.mandate
            ));
        }
        all.push(changes(report, old, &against));
    }
    Ok(all)
}

fn recorded(path: &Path, pack: &Pack) -> Result<Vec<Recorded>, Failure> {
    let text = read::text(path)?;
    let (recorded, changed) = baseline::read(&text, pack)
        .map_err(|problem| Failure::new(format!("`{}` {problem}", read::name(path))))?;
    if changed {
        complain(&format!(
            "note: the pack `{}` has changed since `{}` was recorded: some of what shows as new or gone may come \
             from the rules and not from the draft\n",
            pack.name,
            read::name(path)
        ));
    }
    Ok(recorded)
}

fn older(path: &Path, args: &Check, pack: &Loaded, terminal: Terminal) -> Result<Vec<Recorded>, Failure> {
    let old = drafts::read(std::slice::from_ref(&path.to_path_buf()), &args.context, pack, terminal)?;
    if old.unusable || old.drafts.is_empty() {
        let told = "the older text cannot be judged, so nothing can be compared with it";
        return Err(Failure::new(format!("`{}`: {told}", read::name(path))));
    }
    let judged = drafts::judge(&old, pack, Explained::Open)?;
    Ok(judged.iter().map(|judged| Recorded::of(&judged.report)).collect())
}

/// Writes a baseline file.
pub(crate) fn record(path: &Path, pack: &Pack, recorded: &[Recorded], force: bool) -> Result<(), Failure> {
    write_new(path, &baseline::write(pack, recorded)?, force)?;
    let findings: usize = recorded.iter().map(|mandate| mandate.findings.len()).sum();
    let dilemmas: usize = recorded.iter().map(|mandate| mandate.dilemmas.len()).sum();
    let told = format!("{}, {}", counted(findings, "open finding"), counted(dilemmas, "open dilemma"));
    complain(&format!("recorded in `{}`: {told}\n", super::read::shown(path)));
    Ok(())
}
