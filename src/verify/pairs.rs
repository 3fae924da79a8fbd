//! Questions about two rules: does one repeat the other, can both be met.

use penholder_language::model::RuleId;

use super::example::{Stand, all_stand};
use super::in_parallel;
use super::pool::{Judged, side_by_side};
use super::report::{Answer, Checked, Ground, Question};
use super::search::{Search, wanted};

/// Every pair, as far as something is to be said of it: what is as it should be is not told one by one.
pub(super) fn all(search: &Search<'_>, pool: &[Judged]) -> Vec<Checked> {
    let count = search.pack.rules.len();
    let mut left: Vec<(usize, usize)> = Vec::new();
    for one in 0..count {
        for other in (0..count).filter(|other| *other != one) {
            // A rule without a finding anywhere repeats nothing, and was told of before.
            let can_break = pool.iter().any(|judged| open(judged, one));
            let apart = pool.iter().any(|judged| open(judged, one) && !open(judged, other));
            // Of a rule that nothing meets, all others seem to be part: it was told of before.
            let can_meet = pool.iter().any(|judged| is_met(judged, other));
            if can_break && can_meet && !apart && pool.iter().any(|judged| open(judged, other)) {
                left.push((one, other));
            }
        }
    }
    let implied =
        in_parallel(search.options.threads, &left, |(one, other)| independent(search, *one, *other));
    let mut checked: Vec<Checked> = implied.into_iter().flatten().collect();
    let clashing: Vec<(usize, usize)> = (0..count)
        .flat_map(|one| (one + 1..count).map(move |other| (one, other)))
        .filter(|(one, other)| {
            let met = |rule: usize| pool.iter().any(|judged| is_met(judged, rule));
            met(*one)
                && met(*other)
                && !pool.iter().any(|judged| is_met(judged, *one) && is_met(judged, *other))
        })
        .collect();
    let clashes =
        in_parallel(search.options.threads, &clashing, |(one, other)| compatible(search, pool, *one, *other));
    checked.extend(clashes.into_iter().flatten());
    checked
}

fn open(judged: &Judged, rule: usize) -> bool {
    judged.stands.get(rule).is_some_and(|(_, open)| *open)
}

fn is_met(judged: &Judged, rule: usize) -> bool {
    judged.stands.get(rule).is_some_and(|(applies, open)| *applies && !*open)
}

fn code(search: &Search<'_>, rule: usize) -> String {
    search.pack.rules.get(rule).map(|rule| rule.code.clone()).unwrap_or_default()
}

fn independent(search: &Search<'_>, one: usize, other: usize) -> Option<Checked> {
    let wishes = [(RuleId(one as u32), Stand::Open), (RuleId(other as u32), Stand::Quiet)];
    let found = search.find(&wishes);
    let answer = wanted(&found);
    if matches!(answer, Answer::Proved(_)) {
        return None;
    }
    let (one, other) = (code(search, one), code(search, other));
    let fault = format!("{one} adds nothing to {other}: wherever {one} has a finding, {other} has one, too");
    let wrong = matches!(answer, Answer::Refuted(_) | Answer::Searched(_));
    Some(Checked {
        question: Question::Independent,
        codes: vec![one, other],
        part: String::new(),
        answer,
        fault: wrong.then_some(fault),
        help: wrong.then_some("drop one, narrow one, or declare it: `overlap CODE, CODE because \"…\"`"),
        declared: None,
    })
}

fn compatible(search: &Search<'_>, pool: &[Judged], one: usize, other: usize) -> Option<Checked> {
    if met_side_by_side(search, pool, one, other) {
        return None;
    }
    let wishes = [(RuleId(one as u32), Stand::Met), (RuleId(other as u32), Stand::Met)];
    let answer = wanted(&search.find(&wishes));
    if matches!(answer, Answer::Proved(Ground::Example { .. })) {
        return None;
    }
    let (one, other) = (code(search, one), code(search, other));
    let fault = format!("{one} and {other} clash: no mandate in which both arise meets both");
    let wrong = matches!(answer, Answer::Refuted(_) | Answer::Searched(_));
    Some(Checked {
        question: Question::Compatible,
        codes: vec![one, other],
        part: String::new(),
        answer,
        fault: wrong.then_some(fault),
        help: wrong
            .then_some("what one asks for, the other refuses: let one of them give way where both arise"),
        declared: None,
    })
}

fn met_side_by_side(search: &Search<'_>, pool: &[Judged], one: usize, other: usize) -> bool {
    let of = |rule: usize| pool.iter().filter(move |judged| is_met(judged, rule)).take(2);
    for first in of(one) {
        for second in of(other) {
            let Some(both) = side_by_side(search, &first.shown.draft, &second.shown.draft) else { continue };
            let mut read = first.shown.read.clone();
            read.facts = crate::facts::Facts::new(&both, &search.pack.vocabulary);
            let given = read.draft.given.clone();
            read.draft = penholder_language::model::Draft { given, ..both };
            let met = |stands: &Vec<(bool, bool)>, rule: usize| stands.get(rule) == Some(&(true, false));
            if all_stand(search.pack, search.plan, &read).is_ok_and(|s| met(&s, one) && met(&s, other)) {
                return true;
            }
        }
    }
    false
}
