//! `penholder what-if`.

use penholder::adopt::{Package, adopt, of_proposal, table};
use penholder::amend::{Labels, clauses};
use penholder::repair::{Base, Trouble};
use penholder::reports::adopt::{Shown, Told, csv, html, human, json, table as tabled};
use penholder::reports::{Places, Run, diagnostics};
use penholder_language::model::{Pack, Proposal};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate::ast;
use penholder_language::translate::policy::nearest_name;

use super::args::{WhatIf, WhatIfFormat};
use super::output::{Terminal, deliver, writable};
use super::{Failure, Outcome, drafts, packs, read, repair};

pub(crate) fn run(args: &WhatIf, terminal: Terminal) -> Result<Outcome, Failure> {
    if let Some(path) = &args.target.output {
        writable(path, args.target.force)?;
    }
    let pack = packs::load(&args.policies.packs, terminal)?;
    let wanted = proposals(args, &pack)?;
    let drafts = drafts::read(std::slice::from_ref(&args.file), &args.context, &pack, terminal)?;
    if drafts.unusable || drafts.drafts.is_empty() {
        return Ok(Outcome::Unusable);
    }
    let place = repair::wanted(args.mandate.as_deref(), &drafts)?;
    let (Some((path, draft)), Some((tree, number))) = (drafts.drafts.get(place), drafts.origins.get(place))
    else {
        return Ok(Outcome::Unusable);
    };
    let Some(tree) = drafts.trees.get(*tree) else { return Ok(Outcome::Unusable) };
    let around: Vec<&ast::File> = drafts.around.iter().collect();
    let mut sources = drafts.sources.clone();
    let base = Base::new(&pack, &tree.file, &around, &drafts.sources, draft, *number)
        .map_err(|trouble| failed(&trouble, &sources, terminal))?;
    let mut labels = Labels::new(base.block());
    let mut packages: Vec<Package> = Vec::new();
    for proposal in wanted {
        let package = of_proposal(proposal, &mut labels, &mut sources);
        packages.push(package.map_err(|trouble| failed(&trouble, &sources, terminal))?);
    }
    for path in &args.add {
        let name = read::name(path);
        let entries = clauses(&name, &read::text(path)?, &mut sources).map_err(|problems| {
            Failure(diagnostics::render(&problems, &Places::new(&sources), terminal.err))
        })?;
        if entries.is_empty() {
            return Err(Failure::new(format!("`{name}` has no clause to put in")));
        }
        packages.push(Package { name, asks: String::new(), clauses: entries });
    }
    let (places, rules) = (Places::new(&sources), Places::new(&pack.sources));
    let run = Run { pack: &pack, places: &places, rules: &rules, judged: &[] };
    let shown = Shown { path, mandate: &draft.name, run };
    let text = if args.all {
        let table = table(&base, packages).map_err(|trouble| failed(&trouble, &sources, terminal))?;
        match args.format {
            WhatIfFormat::Human => tabled(path, &draft.name, &table, args.verbose, terminal.out),
            WhatIfFormat::Json => json(path, &draft.name, Told::All(&table))?,
            WhatIfFormat::Csv => csv(Told::All(&table)),
            WhatIfFormat::Html => html(shown, Told::All(&table)),
        }
    } else {
        let adopted = adopt(&base, packages).map_err(|trouble| failed(&trouble, &sources, terminal))?;
        match args.format {
            WhatIfFormat::Human => human(path, &adopted, terminal.out),
            WhatIfFormat::Json => json(path, &draft.name, Told::One(&adopted))?,
            WhatIfFormat::Csv => csv(Told::One(&adopted)),
            WhatIfFormat::Html => html(shown, Told::One(&adopted)),
        }
    };
    deliver(&text, &args.target)?;
    Ok(Outcome::Clean)
}

/// The proposals asked for, each once, in the order of the pack.
fn proposals<'p>(args: &WhatIf, pack: &'p Pack) -> Result<Vec<&'p Proposal>, Failure> {
    for code in &args.proposals {
        if !pack.proposals.iter().any(|proposal| proposal.code.eq_ignore_ascii_case(code)) {
            let codes = || pack.proposals.iter().map(|proposal| proposal.code.as_str());
            let near = nearest_name(code, codes().chain(pack.proposals.iter().map(|p| p.name.as_str())));
            let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let known: Vec<&str> = codes().collect();
            return Err(Failure::new(format!(
                "`{}` has no proposal `{code}`{help} It has {}",
                pack.name,
                known.join(", ")
            )));
        }
    }
    let asked = |proposal: &&Proposal| {
        args.all || args.proposals.iter().any(|code| proposal.code.eq_ignore_ascii_case(code))
    };
    Ok(pack.proposals.iter().filter(asked).collect())
}

fn failed(trouble: &Trouble, sources: &SourceMap, terminal: Terminal) -> Failure {
    match trouble {
        Trouble::Unreadable(problems) if !problems.is_empty() => {
            Failure(diagnostics::render(problems, &Places::new(sources), terminal.err))
        }
        other => Failure::new(other),
    }
}
