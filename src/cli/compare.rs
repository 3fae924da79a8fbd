//! `penholder compare`.

use std::path::{Path, PathBuf};

use penholder::compare::{MOST_UNITS, Text, Unit, changes, links, rows, units};
use penholder::evaluate::Reading as Readings;
use penholder::findings::{Report, judge_with_reasons};
use penholder::prose::phrase::Phrases;
use penholder::reports::compare::{self, Comparison, Pair, Split, Variant};
use penholder_language::model::{Block, Draft, Pack};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate::ast::{BlockKind, File, Link};

use super::args::{Compare, CompareFormat, Reading};
use super::drafts::{Tree, Trees, resolved, trees};
use super::output::{Terminal, deliver, writable};
use super::{Failure, Outcome, packs, prose, read};

/// Variants are told apart by letters.
const MOST_VARIANTS: usize = 26;

/// Which situation the variants are held against.
enum Situations {
    /// Their own, which must be the same.
    Shared,
    /// Each its own.
    Each,
    /// That of a file.
    Given,
}

/// A variant, resolved and judged.
struct Judged {
    tree: usize,
    /// Which mandate of its file.
    mandate: usize,
    draft: Draft,
    report: Report,
    units: Vec<Unit>,
}

pub(crate) fn run(args: &Compare, terminal: Terminal) -> Result<Outcome, Failure> {
    twice(&args.files)?;
    if let Some(path) = &args.target.output {
        writable(path, args.target.force)?;
    }
    let pack = packs::load(&args.policies.packs, terminal)?;
    let situations = match &args.situation {
        None => Situations::Shared,
        Some(path) if path.as_os_str() == "each" => Situations::Each,
        Some(_) => Situations::Given,
    };
    let given = args.situation.as_deref().filter(|_| matches!(situations, Situations::Given));
    let around: Vec<&Path> = given.into_iter().chain(args.deployment.as_deref()).collect();
    let read = trees(&args.files, &around, &args.reading, &pack, terminal)?;
    let judged = judged(&read, &situations, &args.reading, &pack, terminal)?;
    let base = base(args.base.as_deref(), &judged, &read)?;
    if matches!(situations, Situations::Shared) {
        same_situation(&judged, &read)?;
    }
    let reports: Vec<&Report> = judged.iter().map(|judged| &judged.report).collect();
    let comparison = Comparison {
        pack: pack.name.clone(),
        base,
        rows: rows(&pack, &reports),
        pairs: pairs(&judged, &pack),
        splits: match situations {
            Situations::Each => splits(&judged, &read, &pack, terminal)?,
            _ => Vec::new(),
        },
        variants: judged.iter().map(|judged| variant(judged, &read)).collect(),
        all: args.all,
    };
    let look = if args.target.output.is_some() { terminal.out.plain() } else { terminal.out };
    let text = match args.format {
        CompareFormat::Human => compare::human(&comparison, look),
        CompareFormat::Json => compare::json(&comparison)?,
        CompareFormat::Csv => compare::csv(&comparison),
        CompareFormat::Html => compare::html(&comparison),
    };
    deliver(&text, &args.target)?;
    Ok(Outcome::Clean)
}

/// A text is compared with another one.
fn twice(files: &[PathBuf]) -> Result<(), Failure> {
    let place = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    for (at, path) in files.iter().enumerate() {
        if files.iter().take(at).any(|other| place(other) == place(path)) {
            let name = read::name(path);
            return Err(Failure::new(format!(
                "`{name}` is named twice; expected different variants, so leave one out"
            )));
        }
    }
    Ok(())
}

fn judged(
    read: &Trees,
    situations: &Situations,
    reading: &Reading,
    pack: &Pack,
    terminal: Terminal,
) -> Result<Vec<Judged>, Failure> {
    let around: Vec<&File> = read.around.iter().collect();
    let phrases = Phrases::new(&pack.vocabulary);
    let mut found = Vec::new();
    let mut wrong = String::new();
    for (at, tree) in read.trees.iter().enumerate() {
        let own = matches!(situations, Situations::Shared | Situations::Each);
        let bare = (!own).then(|| without_situation(&tree.file));
        let drafts =
            match resolved(tree, bare.as_ref().unwrap_or(&tree.file), &around, pack, &read.sources, terminal)
            {
                Ok(drafts) => drafts,
                Err(Failure(message)) => {
                    wrong.push_str(&message);
                    continue;
                }
            };
        if drafts.is_empty() {
            wrong.push_str(&format!(
                "error: `{}` has no mandate block; expected a variant\n",
                read::name(&tree.path)
            ));
        }
        for (mandate, draft) in drafts.into_iter().enumerate() {
            let units = units_of(tree, &draft, reading, &phrases, pack, &read.sources)?;
            let report = judge(pack, &draft)?;
            found.push(Judged { tree: at, mandate, draft, report, units });
        }
    }
    if !wrong.is_empty() {
        return Err(Failure(wrong));
    }
    match found.len() {
        0 | 1 => Err(Failure::new("there is only one variant; name two or more files to compare")),
        count if count > MOST_VARIANTS => Err(Failure::new(format!(
            "there are {count} variants; at most {MOST_VARIANTS} are compared at once"
        ))),
        _ => Ok(found),
    }
}

fn judge(pack: &Pack, draft: &Draft) -> Result<Report, Failure> {
    judge_with_reasons(pack, draft, &Readings::default(), &|_, status| status.is_open())
        .map_err(|overflow| Failure::new(format!("mandate `{}`: {overflow}", draft.name)))
}

/// The paragraphs of a variant; those of prose as the document has them.
fn units_of(
    tree: &Tree,
    draft: &Draft,
    reading: &Reading,
    phrases: &Phrases<'_>,
    pack: &Pack,
    sources: &SourceMap,
) -> Result<Vec<Unit>, Failure> {
    let document = if tree.in_prose && !read::is_stdin(&tree.path) {
        prose::document(&tree.path, reading)?
    } else {
        None
    };
    let found = match document {
        Some((document, own)) => units::of_document(&document, &own, draft, phrases, &pack.vocabulary),
        None => units::of_draft(draft, sources, &pack.vocabulary),
    };
    if found.len() > MOST_UNITS {
        let (name, count) = (read::name(&tree.path), found.len());
        return Err(Failure::new(format!(
            "`{name}` has {count} paragraphs; texts of up to {MOST_UNITS} are compared"
        )));
    }
    Ok(found)
}

/// A file without what it says of situations, for reading it against another one.
fn without_situation(file: &File) -> File {
    let mut file = file.clone();
    file.blocks.retain(|block| block.kind != BlockKind::Situation);
    for block in &mut file.blocks {
        block.links.retain(|link| !matches!(link, Link::For(_)));
    }
    file
}

/// Only what a file says of situations.
fn situation_alone(file: &File) -> File {
    let mut file = file.clone();
    file.blocks.retain(|block| block.kind == BlockKind::Situation);
    file
}

fn situation(draft: &Draft) -> Option<&str> {
    draft.given.iter().find(|given| given.block == Block::Situation).map(|given| given.name.as_str())
}

/// Findings of variants that meet different situations do not tell what the text changed.
fn same_situation(judged: &[Judged], read: &Trees) -> Result<(), Failure> {
    let mut seen: Vec<(String, Option<&str>)> = Vec::new();
    for judged in judged {
        seen.push((path(judged, read), situation(&judged.draft)));
    }
    let first = seen.first().map(|(_, situation)| *situation);
    if seen.iter().all(|(_, situation)| Some(*situation) == first) {
        return Ok(());
    }
    let told: Vec<String> = seen
        .iter()
        .map(|(path, situation)| match situation {
            Some(situation) => format!("  {path} meets `{situation}`\n"),
            None => format!("  {path} names none\n"),
        })
        .collect();
    Err(Failure(format!(
        "error: the variants meet different situations\n{}  give `--situation FILE` to hold all of them against one, or \
         `--situation each` to hold each against its own\n",
        told.concat()
    )))
}

fn path(judged: &Judged, read: &Trees) -> String {
    read.trees.get(judged.tree).map(|tree| read::name(&tree.path)).unwrap_or_default()
}

/// The variant that is meant.
fn base(wanted: Option<&str>, judged: &[Judged], read: &Trees) -> Result<usize, Failure> {
    let Some(wanted) = wanted else { return Ok(0) };
    let fits = |(at, variant): (usize, &Judged)| {
        compare::letter(at) == wanted
            || variant.draft.name == wanted
            || variant.draft.symbol == wanted
            || path(variant, read) == wanted
    };
    let found: Vec<usize> =
        (0..judged.len()).filter(|at| judged.get(*at).is_some_and(|variant| fits((*at, variant)))).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        found => {
            let known: Vec<String> = judged
                .iter()
                .enumerate()
                .map(|(at, one)| format!("{} ({}, {})", compare::letter(at), one.draft.name, path(one, read)))
                .collect();
            let told = if found.is_empty() { "is no variant" } else { "fits several variants" };
            Err(Failure::new(format!("`--base {wanted}` {told}; there are {}", known.join(", "))))
        }
    }
}

fn variant(judged: &Judged, read: &Trees) -> Variant {
    Variant {
        name: judged.draft.name.clone(),
        path: path(judged, read),
        symbol: judged.draft.symbol.clone(),
        situation: situation(&judged.draft).map(str::to_owned),
        units: judged.units.clone(),
        counts: compare::counts(&judged.report),
    }
}

/// What became of every paragraph, from each variant to the next.
fn pairs(judged: &[Judged], pack: &Pack) -> Vec<Pair> {
    let vocabulary = &pack.vocabulary;
    let neighbours = judged.iter().zip(judged.iter().skip(1)).enumerate();
    neighbours
        .map(|(at, (old, new))| {
            let age = |judged: &Judged| units::age(&judged.draft, &judged.units, vocabulary);
            let links = links(&old.units, &new.units, age(new) < age(old), vocabulary);
            let text = |judged: &'_ Judged| (judged.draft.clone(), judged.units.clone());
            let ((old_draft, old_units), (new_draft, new_units)) = (text(old), text(new));
            let old = Text { draft: &old_draft, units: &old_units };
            let new = Text { draft: &new_draft, units: &new_units };
            Pair { from: at, to: at + 1, changes: changes(old, new, &links, vocabulary) }
        })
        .collect()
}

/// What the text changed and what the situation did, from each variant to the next: the older text is judged against the newer situation.
fn splits(judged: &[Judged], read: &Trees, pack: &Pack, terminal: Terminal) -> Result<Vec<Split>, Failure> {
    let mut found = Vec::new();
    for (at, (old, new)) in judged.iter().zip(judged.iter().skip(1)).enumerate() {
        let (Some(old_tree), Some(new_tree)) = (read.trees.get(old.tree), read.trees.get(new.tree)) else {
            continue;
        };
        let situation = situation_alone(&new_tree.file);
        let around: Vec<&File> = read.around.iter().chain(std::iter::once(&situation)).collect();
        let text = without_situation(&old_tree.file);
        let split = match resolved(old_tree, &text, &around, pack, &read.sources, terminal) {
            Ok(drafts) => match drafts.get(old.mandate) {
                Some(draft) => Some(judge(pack, draft)?),
                None => None,
            },
            // The older text names what the newer situation does not have.
            Err(Failure(message)) => {
                found.push(Split::impossible(at, at + 1, &message));
                continue;
            }
        };
        if let Some(between) = split {
            let rows = rows(pack, &[&old.report, &between, &new.report]);
            found.push(Split::new(at, at + 1, &rows));
        }
    }
    Ok(found)
}
