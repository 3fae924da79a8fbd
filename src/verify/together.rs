//! A mandate that meets all rules at once, and the smallest sets of rules that cannot be met together.

use std::collections::BTreeSet;

use penholder_language::model::{Draft, RelationId, RuleId};

use super::example::{Read, Stand, all_stand};
use super::mentions::Mentions;
use super::pool::{Judged, side_by_side};
use super::question::{Claim, closed};
use super::report::{Answer, Checked, Ground, Question};
use super::search::{Found, Search, wanted};
use crate::facts::Facts;

/// More rules than this are not put to the solver at once.
const MOST_RULES: usize = 8;

pub(super) fn together(search: &Search<'_>, pool: &[Judged]) -> Vec<Checked> {
    let count = search.pack.rules.len();
    let Some(template) = pool.first().map(|judged| judged.shown.read.clone()).filter(|_| count > 1) else {
        return Vec::new();
    };
    let (mut joined, mut met): (Option<Draft>, Vec<usize>) = (None, Vec::new());
    let mut left: Vec<(usize, Vec<usize>)> = Vec::new();
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
        left.extend(broken.map(|broken| (rule, broken)));
    }
    let mut checked: Vec<Checked> = Vec::new();
    for (rule, broken) in &left {
        let found = clash(search, *rule, broken);
        checked.extend(found.filter(|found| checked.iter().all(|known| known.codes != found.codes)));
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

/// The relations whose figures a rule compares.
fn compared(search: &Search<'_>, rule: usize) -> BTreeSet<RelationId> {
    let Some(rule) = search.pack.rules.get(rule) else { return BTreeSet::new() };
    let mentions = Mentions::of(search.pack, &[Claim::yes(closed::open(rule))]);
    let used = mentions.relations.iter().filter(|(_, used)| !used.numbers.is_empty());
    used.map(|(relation, _)| *relation).collect()
}

fn stands(search: &Search<'_>, template: &Read, draft: &Draft) -> Option<Vec<(bool, bool)>> {
    let mut read = template.clone();
    read.facts = Facts::new(draft, &search.pack.vocabulary);
    read.draft = Draft { given: read.draft.given.clone(), ..draft.clone() };
    all_stand(search.pack, search.plan, &read).ok()
}

/// A smallest set of three rules or more that cannot be met together, the rule among them; two are told as a pair.
fn clash(search: &Search<'_>, rule: usize, broken: &[usize]) -> Option<Checked> {
    let mut rules: Vec<usize> = broken.iter().copied().filter(|own| *own != rule).collect();
    // Of a small pack any of the others may have its part in it; of a large one, those that figures tie to the rule.
    let figures = compared(search, rule);
    let small = search.pack.rules.len() <= MOST_RULES;
    let others = by_code(search, (0..search.pack.rules.len()).collect());
    let tied = |other: &usize| small || !compared(search, *other).is_disjoint(&figures);
    let others: Vec<usize> =
        others.into_iter().filter(|other| *other != rule && !rules.contains(other) && tied(other)).collect();
    rules.extend(others);
    rules.truncate(MOST_RULES - 1);
    rules.push(rule);
    let rules = by_code(search, rules);
    if rules.len() < 3 {
        return None;
    }
    let wishes =
        |rules: &[usize]| -> Vec<_> { rules.iter().map(|rule| (RuleId(*rule as u32), Stand::Met)).collect() };
    let (places, found) = search.clash(&wishes(&rules))?;
    let smallest: Vec<usize> = places.into_iter().filter_map(|place| rules.get(place).copied()).collect();
    if smallest.len() < 3 {
        return None;
    }
    // What was searched for in vain may be there among more.
    let found = if matches!(found, Found::Never(_)) { found } else { search.find(&wishes(&smallest)) };
    let answer = wanted(&found);
    if !matches!(answer, Answer::Refuted(_) | Answer::Searched(_)) {
        return None;
    }
    let all_but_one = smallest.iter().all(|left_out| {
        let fewer: Vec<usize> = smallest.iter().copied().filter(|own| own != left_out).collect();
        matches!(search.find(&wishes(&fewer)), Found::Example(_))
    });
    let codes: Vec<String> = smallest
        .iter()
        .filter_map(|rule| search.pack.rules.get(*rule))
        .map(|rule| rule.code.clone())
        .collect();
    let mut fault = format!("{} clash: no mandate in which they all arise meets them all", codes.join(", "));
    if all_but_one {
        fault.push_str(", though it can meet any but one of them");
    }
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
