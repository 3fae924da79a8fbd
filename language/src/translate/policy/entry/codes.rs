//! Codes: unique, of a declared family; and the order of the rules.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::model::RuleId;
use crate::source::Diagnostic;
use crate::syntax::policy::ast::{Definition, Entry, EntryKind, File, Formula, Item, Line};
use crate::translate::policy::context::Context;
use crate::translate::policy::definition::used;
use crate::translate::policy::formula::{each_formula_of, each_status};
use crate::translate::policy::order::{order, shown};

/// The entries of a pack, in order, none twice.
pub(in crate::translate::policy) struct Coded<'a> {
    /// Rules, each after those whose status it asks for.
    pub(in crate::translate::policy) rules: Vec<&'a Entry>,
    others: Vec<&'a Entry>,
}

impl<'a> Coded<'a> {
    /// The entries of a kind other than rules, by code.
    pub(super) fn of(&self, kind: EntryKind) -> impl Iterator<Item = &'a Entry> {
        self.others.iter().copied().filter(move |entry| entry.kind == kind)
    }
}

/// Declares the families and the codes of the rules.
pub(in crate::translate::policy) fn codes<'a>(
    files: &'a [File],
    context: &mut Context,
    diagnostics: &mut Vec<Diagnostic>,
) -> Coded<'a> {
    let (mut entries, mut definitions): (Vec<&Entry>, Vec<&Definition>) = (Vec::new(), Vec::new());
    for item in files.iter().flat_map(|file| &file.items) {
        match item {
            Item::Family(family) => context.families.push(family.name.text.clone()),
            Item::Entry(entry) => entries.push(entry),
            Item::Definition(definition) => definitions.push(definition),
            _ => {}
        }
    }
    entries.sort_by(|a, b| by_number(&a.code.text, &b.code.text));
    let mut distinct: Vec<&Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match distinct.last().filter(|first| first.code.text == entry.code.text) {
            Some(first) => diagnostics.push(twice(first, entry)),
            None => distinct.push(entry),
        }
        diagnostics.extend(of_no_family(entry, context));
    }
    let (rules, others): (Vec<&Entry>, Vec<&Entry>) =
        distinct.into_iter().partition(|entry| entry.kind == EntryKind::Rule);
    let rules = sorted(rules, &definitions, diagnostics);
    context.rules =
        (0..).zip(&rules).map(|(place, entry)| (entry.code.text.clone(), RuleId(place))).collect();
    Coded { rules, others }
}

fn twice(one: &Entry, other: &Entry) -> Diagnostic {
    let (first, again) = if one.span <= other.span { (one, other) } else { (other, one) };
    Diagnostic::error(again.code.span, format!("code `{}` is used twice", again.code.text))
        .label("used again")
        .related(first.code.span, "used first here")
}

fn of_no_family(entry: &Entry, context: &Context) -> Option<Diagnostic> {
    let code = &entry.code.text;
    if context.families.iter().any(|prefix| code.starts_with(prefix.as_str())) {
        return None;
    }
    let prefix: String = code.chars().take_while(|c| c.is_alphabetic()).collect();
    let told = Diagnostic::error(entry.code.span, format!("`{code}` is of no family"))
        .label("its beginning is no family's prefix");
    Some(told.help(format!("declare one: `family {prefix} \"…\"`")))
}

/// Letters as letters, digits as numbers: `M99` before `M106`.
fn by_number(one: &str, other: &str) -> Ordering {
    let parts = |code: &str| {
        let digits = code.trim_start_matches(|c: char| !c.is_ascii_digit());
        let head = code.len() - digits.len();
        let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: u64 = digits.get(..digits.len() - rest.len()).and_then(|n| n.parse().ok()).unwrap_or(0);
        (code.get(..head).unwrap_or_default().to_owned(), number)
    };
    parts(one).cmp(&parts(other)).then_with(|| one.cmp(other))
}

/// Each rule after those whose status it asks for.
fn sorted<'a>(
    rules: Vec<&'a Entry>,
    definitions: &[&Definition],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<&'a Entry> {
    let places: HashMap<&str, usize> =
        rules.iter().enumerate().map(|(place, entry)| (entry.code.text.as_str(), place)).collect();
    let by_name: HashMap<&str, &Definition> =
        definitions.iter().map(|one| (one.name.text.as_str(), *one)).collect();
    let indirect = definitions.iter().any(|one| statuses(&one.body).next().is_some());
    let uses: Vec<Vec<usize>> = rules
        .iter()
        .map(|entry| {
            let asked = asked_for(entry, &by_name, indirect);
            asked.iter().filter_map(|code| places.get(code).copied()).collect()
        })
        .collect();
    let (order, cycles) = order(&uses);
    for cycle in cycles {
        let on_it: Vec<&Entry> = cycle.iter().filter_map(|i| rules.get(*i).copied()).collect();
        let Some(first) = on_it.first() else { continue };
        let path = shown(on_it.iter().map(|entry| entry.code.text.as_str()));
        let mut told = Diagnostic::error(
            first.code.span,
            format!("the status of `{}` depends on itself: `{path}`", first.code.text),
        )
        .help("a rule can ask for the status of rules that do not ask for its own");
        for other in on_it.iter().skip(1) {
            told = told.related(other.code.span, format!("`{}` stands on the cycle", other.code.text));
        }
        diagnostics.push(told);
    }
    order.into_iter().filter_map(|i| rules.get(i).copied()).collect()
}

fn statuses(formula: &Formula) -> impl Iterator<Item = &str> {
    let mut codes = Vec::new();
    each_status(formula, &mut |code| codes.push(code.text.as_str()));
    codes.into_iter()
}

/// The codes whose status an entry asks for, also by way of definitions.
fn asked_for<'a>(
    entry: &'a Entry,
    definitions: &HashMap<&str, &'a Definition>,
    indirect: bool,
) -> Vec<&'a str> {
    let own = formulas(entry);
    let mut codes: Vec<&str> = own.iter().flat_map(|formula| statuses(formula)).collect();
    if indirect {
        let mut waiting: Vec<&str> = own.iter().flat_map(|formula| used(formula)).collect();
        let mut seen = HashSet::new();
        while let Some(name) = waiting.pop() {
            if let Some(definition) = definitions.get(name).filter(|_| seen.insert(name)) {
                codes.extend(statuses(&definition.body));
                waiting.extend(used(&definition.body));
            }
        }
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Every formula of an entry, those inside its figures included.
pub(in crate::translate::policy) fn formulas(entry: &Entry) -> Vec<&Formula> {
    let mut all = Vec::new();
    for line in &entry.lines {
        match line {
            Line::Where(formula) => all.push(formula),
            Line::Needs(needs) => all.push(&needs.formula),
            Line::Figure(figure) => each_formula_of(&figure.number, &mut |formula| all.push(formula)),
            Line::Require(require) => all.extend(std::iter::once(&require.formula).chain(&require.partly)),
            Line::Eased(eased) => all.push(&eased.when),
            Line::Horn(horn) => {
                all.extend(&horn.taken);
                all.extend(horn.risks.iter().filter_map(|risk| risk.mitigated.as_ref()));
            }
            Line::Incompatible(pair) => all.extend(&pair.unless),
            Line::Asks(_)
            | Line::Source(_)
            | Line::Level(_)
            | Line::ForEach(_)
            | Line::Judgement(_)
            | Line::Because(_)
            | Line::Remedy(_)
            | Line::Criteria(_)
            | Line::Without(_)
            | Line::Adopting(_) => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ordered_as_people_count() {
        let mut codes = ["M106", "D2", "M99", "M106b", "D10", "M"];
        codes.sort_by(|a, b| by_number(a, b));
        assert_eq!(codes, ["D2", "D10", "M", "M99", "M106", "M106b"]);
    }
}
