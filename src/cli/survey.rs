//! `penholder survey`.

use std::fs;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use penholder::evaluate::{Plan, Reading as Readings};
use penholder::findings::judge_without_reasons;
use penholder::prose::Prose;
use penholder::reports::survey::{self, Found, Surveyed, SurveyedTask};
use penholder_language::model::{Block, Date, Draft, Pack, Value};
use penholder_language::source::{Diagnostic, Severity, SourceMap};
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};
use rayon::prelude::*;

use super::args::{Reading, Survey, SurveyFormat, SurveyTable};
use super::output::{Terminal, deliver, writable};
use super::{Failure, Outcome, packs, prose, read};

/// No folder with more files is gone through.
const MOST: usize = 20_000;

pub(crate) fn run(args: &Survey, terminal: Terminal) -> Result<Outcome, Failure> {
    if let Some(path) = &args.target.output {
        writable(path, args.target.force)?;
    }
    let pack = packs::load(&args.policies.packs, terminal)?;
    let files = files(&args.folder)?;
    let (prose, plan) = (Prose::new(&pack.vocabulary), Plan::new(&pack));
    // The bar draws on standard error, and nothing where that is no terminal.
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(files.len() as u64).with_style(style);
    let texts: Vec<Surveyed> = files
        .par_iter()
        .map(|path| {
            let outcome = surveyed(path, &pack, &plan, &prose, &args.reading);
            bar.inc(1);
            Surveyed { path: read::name(path), outcome }
        })
        .collect();
    bar.finish_and_clear();
    let text = match (args.format, args.table) {
        (SurveyFormat::Csv, SurveyTable::Findings) => survey::findings(&pack, &texts),
        (SurveyFormat::Csv, SurveyTable::Tasks) => survey::tasks(&texts),
        (SurveyFormat::Json, _) => survey::json(&pack, &texts)?,
        (SurveyFormat::Html, _) => survey::html(&pack, &read::shown(&args.folder), &texts),
    };
    deliver(&text, &args.target)?;
    // A text that cannot be read is a row; only where there is nothing else the survey is of no use.
    let none = !texts.is_empty() && texts.iter().all(|text| text.outcome.is_err());
    Ok(if none { Outcome::Unusable } else { Outcome::Clean })
}

/// The files of a folder, sorted; those of folders in it are not looked at.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("`{}`: {error}", read::shown(folder)));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !hidden {
            files.push(path);
        }
        if files.len() > MOST {
            return Err(Failure::new(format!("`{}` has more than {MOST} files", read::shown(folder))));
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!(
            "`{}` has no files; expected a folder with drafts",
            read::shown(folder)
        )));
    }
    Ok(files)
}

/// What is found in a file, or why it cannot be read.
fn surveyed(
    path: &Path,
    pack: &Pack,
    plan: &Plan,
    prose: &Prose<'_>,
    reading: &Reading,
) -> Result<Found, String> {
    let bytes = read::bytes(path).map_err(|Failure(message)| message.trim().to_owned())?;
    let mut sources = SourceMap::default();
    let (file, told, tasks, in_prose) = if prose::is_prose(path, &bytes) {
        let (read, told) = prose::file(path, &bytes, prose, reading, &[], &mut sources, None);
        (read.file, told, read.tasks, true)
    } else {
        let text = read::plain(path, bytes).map_err(|Failure(message)| message.trim().to_owned())?;
        let id = sources.add(read::name(path), text.as_str());
        let (file, told) = mandate::parse(id, &text);
        (file, told, Vec::new(), false)
    };
    problem(&told)?;
    let (drafts, told) = drafts(&file, &[], &Selection::default(), &pack.vocabulary);
    if !in_prose {
        problem(&told)?;
    }
    let draft = drafts.first().ok_or("there is no mandate in it")?;
    let report = judge_without_reasons(pack, plan, draft, &Readings::default())
        .map_err(|overflow| overflow.to_string())?;
    let tasks = tasks
        .into_iter()
        .map(|task| {
            let name = |id| pack.vocabulary.term(id).map(|term| term.name.clone()).unwrap_or_default();
            SurveyedTask {
                task: name(task.term),
                role: task.role.map(name).unwrap_or_default(),
                paragraph: task.paragraph,
            }
        })
        .collect();
    Ok(Found::of(&report, date(draft, pack), tasks))
}

/// The first error, in words.
fn problem(told: &[Diagnostic]) -> Result<(), String> {
    match told.iter().find(|told| told.severity == Severity::Error) {
        Some(error) if error.help.is_empty() => Err(error.message.clone()),
        Some(error) => Err(format!("{}; {}", error.message, error.help)),
        None => Ok(()),
    }
}

/// The first day that the mandate tells of itself.
fn date(draft: &Draft, pack: &Pack) -> Option<Date> {
    let own = pack.vocabulary.sort_of_block(Block::Mandate)?;
    let block = draft.entities.iter().find(|entity| entity.sort == own)?;
    block.tuples.iter().find_map(|tuple| match tuple.value {
        Value::Date(date) => Some(date),
        _ => None,
    })
}
