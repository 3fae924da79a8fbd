//! A mandate that meets all rules at once, and the smallest sets of rules that cannot be met together.

use penholder_language::model::{Draft, RuleId};

use super::example::{Read, Stand, all_stand};
use super::pool::{Judged, side_by_side};
use super::report::{Answer, Checked, Ground, Question};
use super::search::{Search, wanted};
use crate::facts::Facts;

/// More rules than this are not put to the solver at once.
const MOST_RULES: usize = 8;

pub(super) fn together(search: &Search<'_>, pool: &[Judged]) -> Vec<Checked> {
    let count = search.pack.rules.len();
    let Some(template) = pool.first().map(|judged| judged.shown.read.clone()).filter(|_| count > 1) else {
        return Vec::new();
    };
    let (mut joined, mut met): (Option<Draft>, Vec<usize>) = (None, Vec::new());
    let mut checked = Vec::new();
    for rule in by_code(search, (0..count).collect()) {
        let mut broken: Option<Vec<usize>> = None;
        for judged in pool.iter().filter(|judged| judged.stands.get(rule) == Some(&(true, false))).take(4) {
            let next = match &joined {
                None => Some(judged.shown.draft.clone()),
                Some(joined) => side_by_side(search, joined, &judged.shown.draft),
            };
            let Some(next) = next else { continue };
            let Some(stands) = stands(search, &template, &next) else { continue };
            let unmet: Vec<usize> = met
                .iter()
                .chain([&rule])
                .copied()
                .filter(|own| stands.get(*own) != Some(&(true, false)))
                .collect();
            if unmet.is_empty() {
                (joined, broken) = (Some(next), None);
                met.push(rule);
                break;
            }
            broken = Some(unmet);
        }
        if let Some(broken) = broken {
            checked.extend(clash(search, rule, &broken, &met));
        }
    }
    let codes = vec![search.pack.name.clone()];
    let told = format!("one mandate meets {} of {count} rules", met.len());
    checked.push(Checked {
        question: Question::Together,
        codes,
        part: String::new(),
        answer: Answer::Proved(Ground::Text(told)),
        fault: None,
        help: None,
        declared: None,
    });
    checked
}

/// The rules by code, so that the pack's order makes no difference.
fn by_code(search: &Search<'_>, mut rules: Vec<usize>) -> Vec<usize> {
    rules.sort_by_key(|rule| search.pack.rules.get(*rule).map(|rule| rule.code.as_str()));
    rules
}

fn stands(search: &Search<'_>, template: &Read, draft: &Draft) -> Option<Vec<(bool, bool)>> {
    let mut read = template.clone();
    read.facts = Facts::new(draft, &search.pack.vocabulary);
    read.draft = Draft { given: read.draft.given.clone(), ..draft.clone() };
    all_stand(search.pack, search.plan, &read).ok()
}

/// A smallest set of three rules or more that cannot be met together, the rule among them; two are told as a pair.
fn clash(search: &Search<'_>, rule: usize, broken: &[usize], met: &[usize]) -> Option<Checked> {
    let mut rules: Vec<usize> = broken.iter().copied().filter(|own| *own != rule).collect();
    // Of a small pack any of the others may have its part in it; of a large one, where only the rule itself is not met.
    if rules.is_empty() || search.pack.rules.len() <= MOST_RULES {
        rules.extend(met.iter().rev().filter(|own| !broken.contains(own)));
    }
    rules.truncate(MOST_RULES - 1);
    rules.push(rule);
    let rules = by_code(search, rules);
    if rules.len() < 3 {
        return None;
    }
    let wishes =
        |rules: &[usize]| -> Vec<_> { rules.iter().map(|rule| (RuleId(*rule as u32), Stand::Met)).collect() };
    let smallest: Vec<usize> =
        search.clash(&wishes(&rules))?.into_iter().filter_map(|place| rules.get(place).copied()).collect();
    if smallest.len() < 3 {
        return None;
    }
    let answer = wanted(&search.find(&wishes(&smallest)));
    if !matches!(answer, Answer::Refuted(_) | Answer::Searched(_)) {
        return None;
    }
    let codes: Vec<String> = smallest
        .iter()
        .filter_map(|rule| search.pack.rules.get(*rule))
        .map(|rule| rule.code.clone())
        .collect();
    let fault = format!(
        "{} clash: no mandate in which they all arise meets them all, though it can meet any but one of them",
        codes.join(", ")
    );
    Some(Checked {
        question: Question::Together,
        codes,
        part: String::new(),
        answer,
        fault: Some(fault),
        help: Some("together they ask for more than can be had: let one of them give way where all arise"),
        declared: None,
    })
}
