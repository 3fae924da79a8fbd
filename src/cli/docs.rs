//! `penholder policy docs`.

use std::collections::BTreeSet;
use std::fs;

use penholder::reports::policy::pages;

use super::args::Docs;
use super::output::{Terminal, print};
use super::{Failure, Outcome, format, packs};

pub(crate) fn run(args: &Docs, terminal: Terminal) -> Result<Outcome, Failure> {
    let pack = packs::load(&args.policies.packs, terminal)?;
    let pages = pages(&pack);
    let mut changed = Vec::new();
    for page in &pages {
        let path = args.out.join(&page.name);
        if fs::read_to_string(&path).is_ok_and(|text| text == page.text) {
            continue;
        }
        changed.push(path.display().to_string());
        if !args.check {
            fs::create_dir_all(&args.out)?;
            format::replace(&path, &page.text)?;
        }
    }
    let known: BTreeSet<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    for left in leftovers(args, &known) {
        changed.push(format!("{left} (no family has it any more)"));
    }
    let word = if args.check { "stale" } else { "wrote" };
    let told: String = changed.iter().map(|path| format!("{word}: {path}\n")).collect();
    print(&told)?;
    let stale = args.check && !changed.is_empty();
    Ok(if stale { Outcome::Found } else { Outcome::Clean })
}

/// Pages that the pack does not make: told when checking, never removed.
fn leftovers(args: &Docs, known: &BTreeSet<&str>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(&args.out) else { return Vec::new() };
    let mut left: Vec<String> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| args.check && path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| {
            path.file_name().and_then(|name| name.to_str()).is_none_or(|name| !known.contains(name))
        })
        .map(|path| path.display().to_string())
        .collect();
    left.sort();
    left
}
