//! `penholder brackets`.

use penholder::brackets::{Limits, PinError, analyse, pin};
use penholder::reports::Places;
use penholder::reports::brackets::{Options, Weighing, Weighings, csv, html, human, json};
use penholder_language::model::{ChoiceId, Draft, Pack};
use penholder_language::syntax::policy::nearest;

use super::args::{Brackets, BracketsFormat};
use super::output::{Terminal, deliver};
use super::{Failure, Outcome, drafts, packs};

pub(crate) fn run(args: &Brackets, terminal: Terminal) -> Result<Outcome, Failure> {
    let pack = packs::load(&args.policies.packs, terminal)?;
    let drafts = drafts::read(std::slice::from_ref(&args.file), &args.context, &pack, terminal)?;
    let mut weighed = Vec::with_capacity(drafts.drafts.len());
    let mut too_large = false;
    for (path, draft) in &drafts.drafts {
        let analysis = weigh(&pack, draft, &args.pins)?;
        too_large |= !analysis.analysis.too_large.is_empty();
        weighed.push(Weighing { path: path.clone(), ..analysis });
    }
    let places = Places::new(&drafts.sources);
    let run = Weighings { pack: &pack, places: &places, drafts: &weighed };
    let options = Options { look: terminal.out, verbose: args.verbose, proponents: args.by.is_some() };
    let text = match args.format {
        BracketsFormat::Human => human(run, options),
        BracketsFormat::Json => json(run)?,
        BracketsFormat::Csv => csv(run),
        BracketsFormat::Html => html(run, options.proponents),
    };
    if !(drafts.unusable && weighed.is_empty()) {
        deliver(&text, &args.target)?;
    }
    Ok(if drafts.unusable || too_large { Outcome::Unusable } else { Outcome::Clean })
}

fn weigh(pack: &Pack, draft: &Draft, pins: &[String]) -> Result<Weighing, Failure> {
    let mut pinned: Vec<(ChoiceId, u32)> = Vec::with_capacity(pins.len());
    for written in pins {
        let (choice, option) = pin(&draft.choices, written).map_err(|error| unusable(written, &error))?;
        match pinned.iter().find(|(known, _)| *known == choice) {
            Some((_, known)) if *known != option => {
                let name = draft.choices.get(choice.index()).map_or("", |choice| choice.name.as_str());
                return Err(Failure::new(format!("`--pin`: bracket `{name}` is pinned to two options")));
            }
            _ => pinned.push((choice, option)),
        }
    }
    let analysis = analyse(pack, draft, &pinned, Limits::default())
        .map_err(|overflow| Failure::new(format!("mandate `{}`: {overflow}", draft.name)))?;
    Ok(Weighing { path: String::new(), analysis })
}

fn unusable(written: &str, error: &PinError) -> Failure {
    let near = nearest(&error.word, error.known.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None if !error.word.is_empty() && !error.known.is_empty() => {
            let known: Vec<&str> = error.known.iter().take(12).map(String::as_str).collect();
            format!("; there are `{}`", known.join("`, `"))
        }
        None => String::new(),
    };
    Failure::new(format!("`--pin {written}`: {}{help}", error.message))
}
