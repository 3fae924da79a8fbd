//! `penholder policy test`.

use std::fs;
use std::path::{Path, PathBuf};

use penholder::fixtures::{Expectation, Fixture, MutantResult, Suite, mutate};
use penholder_language::model::Pack;

use super::args::Test;
use super::output::{Terminal, print};
use super::{Failure, Outcome, packs, read};

pub(crate) fn run(args: &Test, terminal: Terminal) -> Result<Outcome, Failure> {
    let folders = folders(args)?;
    let names: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    let packs::Read { files, context, mut pack } = packs::from_sources(&names, terminal)?;
    let mut fixtures = Vec::new();
    for folder in &folders {
        gather(folder, &mut fixtures)?;
    }
    let known = |code: &String| {
        pack.rule_coded(code).is_some()
            || pack.stale_acceptance.as_ref().is_some_and(|stale| stale.code == *code)
    };
    if let Some(code) = args.codes.iter().find(|code| !known(code)) {
        return Err(Failure::new(format!("`{}` has no rule `{code}`", pack.name)));
    }
    let suite = Suite::new(&pack, fixtures);
    let problems = suite.check(&pack, &args.codes);
    let mut text = String::new();
    for problem in &problems {
        let place = if problem.fixture.is_empty() { String::new() } else { format!(" {}", problem.fixture) };
        text.push_str(&terminal.out.wrap_item(&format!("{}{place}: {}", problem.code, problem.message)));
    }
    text.push_str(&format!("{} fixtures, {} problems\n", suite.len(), problems.len()));
    let mut clean = problems.is_empty();
    if args.mutate {
        let mutants = mutate(&suite, &files, &context, &mut pack, &args.codes);
        let missed: Vec<&MutantResult> = mutants.iter().filter(|mutant| !mutant.noticed).collect();
        for mutant in &missed {
            text.push_str(&terminal.out.wrap_item(&unnoticed(&pack, mutant)));
        }
        text.push_str(&format!("{} mutants, {} not noticed by any fixture\n", mutants.len(), missed.len()));
        clean &= missed.is_empty();
    }
    print(&text)?;
    Ok(if clean { Outcome::Clean } else { Outcome::Found })
}

fn unnoticed(pack: &Pack, mutant: &MutantResult) -> String {
    let (line, _) = pack.sources.line_column(mutant.span);
    let file = pack.sources.get(mutant.span.file).map(|file| file.name.as_str()).unwrap_or_default();
    format!("{}: {} — no fixture notices ({file}:{line})", mutant.name, mutant.description)
}

/// The folders named, else that of the shipped pack in a clone of the project.
fn folders(args: &Test) -> Result<Vec<PathBuf>, Failure> {
    if args.folders.is_empty() {
        let folder = Path::new("policies").join(packs::shipped(None)?.name);
        if !folder.is_dir() {
            let told = folder.display();
            return Err(Failure::new(format!(
                "no folder `{told}` here; name the folder of a pack with `--policy`"
            )));
        }
        return Ok(vec![folder]);
    }
    match args.folders.iter().find(|folder| !Path::new(folder.as_str()).is_dir()) {
        Some(missing) => {
            Err(Failure::new(format!("`{missing}` is not a folder; fixtures stand beside their rules")))
        }
        None => Ok(args.folders.iter().map(PathBuf::from).collect()),
    }
}

/// `CODE-name/EXPECTATION/*.mandate` below a folder.
fn gather(folder: &Path, fixtures: &mut Vec<Fixture>) -> Result<(), Failure> {
    let start = fixtures.len();
    for rule in fs::read_dir(folder)? {
        let rule = rule?.path();
        let Some(name) = rule.file_name().and_then(|name| name.to_str()).filter(|_| rule.is_dir()) else {
            continue;
        };
        let code = name.split('-').next().unwrap_or_default().to_owned();
        for expectation in Expectation::ALL {
            let Ok(files) = fs::read_dir(rule.join(expectation.folder())) else { continue };
            for file in files {
                let path = file?.path();
                if path.extension().is_some_and(|extension| extension == "mandate") {
                    let text = read::text(&path)?;
                    fixtures.push(Fixture {
                        code: code.clone(),
                        expectation,
                        name: path.display().to_string(),
                        text,
                    });
                }
            }
        }
    }
    if let Some(new) = fixtures.get_mut(start..) {
        new.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(())
}
