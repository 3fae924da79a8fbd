//! `penholder explain`.

use std::path::{Path, PathBuf};

use penholder::fixtures::Expectation;
use penholder::reports::explain::{Entry, entry, here};
use penholder::reports::{Places, Run};
use penholder_language::model::Pack;

use super::args::Explain;
use super::drafts::Explained;
use super::output::{Terminal, print};
use super::{Failure, Outcome, drafts, packs};

pub(crate) fn run(args: &Explain, terminal: Terminal) -> Result<Outcome, Failure> {
    let pack = packs::load(&args.policies.packs, terminal)?;
    let found = Entry::find(&pack, &args.code).map_err(|nearest| unknown(&pack, &args.code, &nearest))?;
    let rules = Places::new(&pack.sources);
    let fixtures = fixtures(&pack, found, &rules);
    let mut text = entry(&pack, &rules, found, &fixtures, terminal.out);
    let mut outcome = Outcome::Clean;
    if let Some(file) = &args.file {
        let drafts = drafts::read(std::slice::from_ref(file), &args.context, &pack, terminal)?;
        let judged = drafts::judge(
            &drafts,
            &pack,
            pack.rule_coded(found.code()).map_or(Explained::All, Explained::Rule),
        )?;
        let places = Places::new(&drafts.sources);
        let run = Run { pack: &pack, places: &places, rules: &rules, judged: &judged };
        text.push('\n');
        text.push_str(&here(run, found.code(), terminal.out));
        if drafts.unusable {
            outcome = Outcome::Unusable;
        }
    }
    print(&text)?;
    Ok(outcome)
}

fn unknown(pack: &Pack, code: &str, nearest: &str) -> Failure {
    let help = if nearest.is_empty() { String::new() } else { format!("; did you mean `{nearest}`?") };
    Failure::new(format!("`{}` has no code `{code}`{help} `penholder policy list` names them all", pack.name))
}

/// The fixtures beside the rule, where its folder can be found: a pack's own, or the shipped pack's in a clone.
fn fixtures(pack: &Pack, entry: Entry<'_>, rules: &Places<'_>) -> Vec<String> {
    let written = PathBuf::from(entry.path(rules));
    let beside = |path: &Path| path.parent().map(Path::to_owned).filter(|folder| folder.is_dir());
    let candidates = [
        written.clone(),
        Path::new("policies").join(&written),
        Path::new("policies").join(&pack.name).join(&written),
    ];
    let Some(folder) = candidates.iter().find_map(|path| beside(path)) else { return Vec::new() };
    let mut found = Vec::new();
    for expectation in Expectation::ALL {
        let Ok(files) = std::fs::read_dir(folder.join(expectation.folder())) else { continue };
        let mut names: Vec<String> =
            files.flatten().filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned())).collect();
        names.sort();
        found.push(format!("{}: {}", expectation.folder(), names.join(", ")));
    }
    found
}
