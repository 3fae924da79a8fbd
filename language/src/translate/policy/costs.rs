//! Scales of costs: what each line is about must be declared, and what it costs must be a number that fits.

use super::unknown::unknown;
use crate::model::{Change, Clauses, Cost, Costs, Origin, SortId, TaxonomyId, Vocabulary};
use crate::source::Diagnostic;
use crate::syntax::policy::ast::{CostLine, File, Item, Name, Words};

/// The changes, as they are written.
const CHANGES: [&str; 6] = ["add", "strike", "narrow", "specify", "step", "choose"];

/// No single change may cost more: sums of them fit.
const MOST: i64 = 1_000_000_000_000;

/// The scale of some files; of two lines about the same change the later one counts.
pub fn costs(files: &[File], vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) -> Costs {
    let mut costs = Costs::default();
    for item in files.iter().flat_map(|file| &file.items) {
        let Item::Costs(scale) = item else { continue };
        costs.lines.extend(scale.lines.iter().filter_map(|line| cost(line, vocabulary, diagnostics)));
    }
    costs
}

fn cost(line: &CostLine, vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) -> Option<Cost> {
    let change = change(line, vocabulary, diagnostics)?;
    let amount = number(&line.amount, 0, diagnostics)?;
    let per = match &line.per {
        Some(per) if matches!(change, Change::Add(_)) => number(per, 1, diagnostics)?,
        Some(per) => {
            let told = Diagnostic::error(per.span, "only what `add` costs goes by the number");
            diagnostics.push(told.help("leave out `per` and what follows it"));
            return None;
        }
        None => 1,
    };
    Some(Cost { change, amount, per, span: line.change.span })
}

fn change(line: &CostLine, vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) -> Option<Change> {
    let word = line.change.text.as_str();
    if !CHANGES.contains(&word) {
        diagnostics.push(unknown(&line.change, "change", CHANGES));
        return None;
    }
    let Some(of) = &line.of else {
        if word == "choose" {
            return Some(Change::Choose);
        }
        let told = Diagnostic::error(line.change.span, format!("`{word}` does not say of what"));
        diagnostics.push(told.help("name a sort of clause, a kind of act or an ordered taxonomy"));
        return None;
    };
    match word {
        "choose" => {
            let told = Diagnostic::error(of.span, "all brackets cost the same to decide");
            diagnostics.push(told.help(format!("leave out `{}`", of.text)));
            None
        }
        "step" => step(of, vocabulary, diagnostics),
        _ => {
            let clauses = clauses(of, vocabulary, diagnostics)?;
            Some(match word {
                "add" => Change::Add(clauses),
                "strike" => Change::Strike(clauses),
                "narrow" => Change::Narrow(clauses),
                _ => Change::Specify(clauses),
            })
        }
    }
}

fn step(of: &Name, vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) -> Option<Change> {
    let ordered = || vocabulary.taxonomies.iter().filter(|taxonomy| taxonomy.ordered);
    if !ordered().any(|taxonomy| taxonomy.name == of.text) {
        diagnostics.push(unknown(of, "ordered taxonomy", ordered().map(|taxonomy| taxonomy.name.as_str())));
        return None;
    }
    let place = vocabulary.taxonomies.iter().position(|taxonomy| taxonomy.name == of.text)?;
    Some(Change::Step(TaxonomyId(u32::try_from(place).ok()?)))
}

fn clauses(of: &Name, vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) -> Option<Clauses> {
    let chosen = |sort: &&crate::model::Sort| sort.origin == Origin::Chosen;
    let sort = vocabulary.sorts.iter().position(|sort| chosen(&sort) && sort.name == of.text);
    if let Some(sort) = sort {
        return Some(Clauses::Sort(SortId(u32::try_from(sort).ok()?)));
    }
    let kinds: Vec<TaxonomyId> = vocabulary.sorts.iter().filter(chosen).map(|sort| sort.kinds).collect();
    let acts = || vocabulary.terms.iter().filter(|term| kinds.contains(&term.taxonomy));
    if acts().any(|term| term.name == of.text) {
        return vocabulary.term_named(&of.text).map(Clauses::Term);
    }
    let names = vocabulary.sorts.iter().filter(chosen).map(|sort| sort.name.as_str());
    diagnostics.push(unknown(
        of,
        "sort of clause or kind of act",
        names.chain(acts().map(|term| term.name.as_str())),
    ));
    None
}

fn number(words: &Words, least: i64, diagnostics: &mut Vec<Diagnostic>) -> Option<i64> {
    let digits: String = words.text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    match digits.parse::<i64>() {
        Ok(number) if (least..=MOST).contains(&number) => Some(number),
        Ok(number) if number < least => {
            let told = Diagnostic::error(words.span, format!("this must be at least {least}"));
            diagnostics.push(
                told.label("too small")
                    .help("a change that costs less than nothing would be made for its own sake"),
            );
            None
        }
        _ => {
            let told = Diagnostic::error(words.span, format!("this must be at most {MOST}"));
            diagnostics.push(told.label("too large").help("only how costs compare counts: use smaller ones"));
            None
        }
    }
}

/// The nearest of some names to a word that nobody knows, if any is near enough.
pub fn nearest_name<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    crate::syntax::policy::words::nearest(word, names)
}
