//! `penholder repair`.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use penholder::repair::{Base, Options, Outcome as Repaired, Progress, Verdict, repair};
use penholder::reports::repair as report;
use penholder::reports::{Places, diagnostics};
use penholder_language::model::{Costs, Pack};
use penholder_language::source::{Severity, SourceMap};
use penholder_language::syntax::mandate::ast;
use penholder_language::syntax::policy;
use penholder_language::translate::policy::{costs, nearest_name};

use super::args::{Repair, RepairFormat};
use super::drafts::Drafts;
use super::output::{Terminal, deliver, print, writable};
use super::{Failure, Outcome, drafts, format, packs, read};

pub(crate) fn run(args: &Repair, terminal: Terminal) -> Result<Outcome, Failure> {
    if let Some(path) = &args.target.output {
        writable(path, args.target.force)?;
    }
    let pack = packs::load(&args.policies.packs, terminal)?;
    let options = options(args, &pack, terminal)?;
    let drafts = drafts::read(std::slice::from_ref(&args.file), &args.context, &pack, terminal)?;
    if drafts.unusable || drafts.drafts.is_empty() {
        return Ok(Outcome::Unusable);
    }
    let place = wanted(args.mandate.as_deref(), &drafts)?;
    let (Some((path, draft)), Some((tree, number))) = (drafts.drafts.get(place), drafts.origins.get(place))
    else {
        return Ok(Outcome::Unusable);
    };
    let Some(tree) = drafts.trees.get(*tree) else { return Ok(Outcome::Unusable) };
    let around: Vec<&ast::File> = drafts.around.iter().collect();
    let failed = |trouble: &dyn std::fmt::Display| Failure::new(format!("`{path}`: {trouble}"));
    let base =
        Base::new(&pack, &tree.file, &around, &drafts.sources, draft, *number).map_err(|t| failed(&t))?;
    check_labels(args, &base)?;
    let outcome = searched(&base, &options).map_err(|t| failed(&t))?;
    let shown =
        report::Shown { path, pack: &pack, outcome: &outcome, level: options.level, prose: tree.in_prose };
    let written = match &outcome.verdict {
        Verdict::Repaired { best, .. } if args.write => {
            if tree.in_prose {
                return Err(Failure::new(format!(
                    "`{path}` is prose, which is not rewritten; without `--write` the changes are told as drafting language"
                )));
            }
            if read::is_stdin(&args.file) {
                print(&best.text)?;
                return Ok(Outcome::Clean);
            }
            format::replace(&args.file, &best.text)?;
            true
        }
        _ => false,
    };
    let text = match args.format {
        RepairFormat::Human => report::human(shown, written, terminal.out),
        RepairFormat::Json => report::json(shown)?,
        RepairFormat::Html => report::html(shown),
    };
    deliver(&text, &args.target)?;
    Ok(match outcome.verdict {
        Verdict::Sound => Outcome::Clean,
        Verdict::Repaired { .. } if written => Outcome::Clean,
        _ => Outcome::Found,
    })
}

/// Which of the file's mandates.
pub(super) fn wanted(name: Option<&str>, drafts: &Drafts) -> Result<usize, Failure> {
    let names: Vec<&str> = drafts.drafts.iter().map(|(_, draft)| draft.name.as_str()).collect();
    match name {
        None if names.len() > 1 => Err(Failure::new(format!(
            "the file has several mandates; name one with `--mandate`: {}",
            names.join(", ")
        ))),
        None => Ok(0),
        Some(name) => names.iter().position(|known| *known == name).ok_or_else(|| {
            Failure::new(format!("there is no mandate `{name}`; the file has {}", names.join(", ")))
        }),
    }
}

fn options(args: &Repair, pack: &Pack, terminal: Terminal) -> Result<Options, Failure> {
    let mut budget = Vec::with_capacity(args.budget.len());
    for written in &args.budget {
        budget.push(limit(written, pack)?);
    }
    let acts: Vec<&str> = pack.vocabulary.terms.iter().map(|term| term.name.as_str()).collect();
    for word in &args.forbid {
        let kinds = ["add", "figure", "step", "specify", "narrow", "strike", "choose"];
        if !word.starts_with('¶') && !kinds.contains(&word.as_str()) && !acts.contains(&word.as_str()) {
            return Err(unknown("--forbid", word, kinds.into_iter().chain(acts)));
        }
    }
    Ok(Options {
        level: args.level.into(),
        costs: scale(args, pack, terminal)?,
        keep: args.keep.iter().map(|label| label.trim_start_matches(['¶', ' ']).to_owned()).collect(),
        forbid: args.forbid.clone(),
        budget,
        alternatives: args.alternatives,
        until: Some(Instant::now() + Duration::from_secs(args.time_limit)),
    })
}

/// `helicopter=10`.
fn limit(written: &str, pack: &Pack) -> Result<(String, i64), Failure> {
    let bad = || {
        Failure::new(format!(
            "`--budget {written}`: expected a kind and a number, such as `--budget KIND=10`"
        ))
    };
    let (kind, number) = written.split_once('=').ok_or_else(bad)?;
    let number: i64 = number.replace(['_', ','], "").parse().map_err(|_| bad())?;
    if number < 0 {
        return Err(Failure::new(format!("`--budget {written}`: there cannot be less than none")));
    }
    if pack.vocabulary.term_named(kind).is_none() {
        return Err(unknown("--budget", kind, pack.vocabulary.terms.iter().map(|term| term.name.as_str())));
    }
    Ok((kind.to_owned(), number))
}

fn unknown<'n>(option: &str, word: &str, names: impl IntoIterator<Item = &'n str>) -> Failure {
    let help = nearest_name(word, names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Failure::new(format!("`{option}`: nothing is called `{word}`{help}"))
}

/// Paragraphs that are to stay must be there.
fn check_labels(args: &Repair, base: &Base<'_>) -> Result<(), Failure> {
    let named = args.forbid.iter().filter(|word| word.starts_with('¶'));
    for label in args.keep.iter().chain(named) {
        let bare = label.trim_start_matches(['¶', ' ']);
        let known =
            |own: &str| own.strip_prefix(bare).is_some_and(|rest| rest.is_empty() || rest.starts_with('('));
        if !base.draft.entities.iter().filter_map(|entity| entity.label.as_deref()).any(known) {
            return Err(Failure::new(format!("the draft has no paragraph ¶{bare}")));
        }
    }
    Ok(())
}

/// The pack's scale, with what the drafter puts over it.
fn scale(args: &Repair, pack: &Pack, terminal: Terminal) -> Result<Costs, Failure> {
    let mut scale = pack.costs.clone();
    if let Some(path) = &args.costs {
        scale.lines.extend(lines(&path.display().to_string(), &read::text(path)?, pack, terminal)?);
    }
    for line in &args.cost {
        scale.lines.extend(lines("--cost", &format!("costs {{ {line} }}"), pack, terminal)?);
    }
    Ok(scale)
}

fn lines(
    name: &str,
    text: &str,
    pack: &Pack,
    terminal: Terminal,
) -> Result<Vec<penholder_language::model::Cost>, Failure> {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text);
    let (file, mut told) = policy::parse(id, text);
    if file.items.iter().any(|item| !matches!(item, policy::ast::Item::Costs(_))) {
        return Err(Failure::new(format!("`{name}`: only `costs {{ … }}` stands in a scale of costs")));
    }
    let scale = costs(&[file], &pack.vocabulary, &mut told);
    if told.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Failure(diagnostics::render(&told, &Places::new(&sources), terminal.err)));
    }
    Ok(scale.lines)
}

/// Searches, and says how far it is where that takes long and somebody looks on.
fn searched(base: &Base<'_>, options: &Options) -> Result<Repaired, penholder::repair::Trouble> {
    let start = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    let mut told = |progress: Progress| {
        if start.elapsed() < Duration::from_secs(1) {
            return;
        }
        let bar = bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{spinner} {elapsed} {msg}");
            ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
        });
        let found =
            progress.found.map_or("nothing found yet".to_owned(), |cost| format!("cheapest so far {cost}"));
        bar.set_message(format!(
            "{} changes weighed; {found}, none below {}",
            progress.candidates, progress.bound
        ));
        bar.tick();
    };
    let outcome = repair(base, options, &mut told);
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    outcome
}
