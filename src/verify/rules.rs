//! Questions about a single rule.

use std::collections::BTreeSet;

use penholder_language::model::RuleId;

use super::demand::Beyond;
use super::example::Stand;
use super::report::{Answer, Checked, Question};
use super::search::{Found, Search, Shown, wanted};

/// What asking about one rule came to.
#[derive(Default)]
pub(super) struct Single {
    pub(super) checked: Vec<Checked>,
    /// Mandates with how the rule stands in them.
    pub(super) shown: Vec<Shown>,
    pub(super) beyond: Option<(String, BTreeSet<Beyond>)>,
}

pub(super) fn single(search: &Search<'_>, id: RuleId) -> Single {
    let mut single = Single::default();
    let Some(rule) = search.pack.rule(id) else { return single };
    let code = &rule.code;
    let demand = search.demand(&[(id, Stand::Open), (id, Stand::Met)]);
    if !demand.beyond.is_empty() {
        single.beyond = Some((code.clone(), demand.beyond));
    }
    let open = search.find(&[(id, Stand::Open)]);
    let met = search.find(&[(id, Stand::Met)]);
    let arises = match (&open, &met) {
        (Found::Example(shown), _) | (_, Found::Example(shown)) => Found::Example(shown.clone()),
        _ => search.find(&[(id, Stand::Applies)]),
    };
    let empty = !matches!(arises, Found::Example(_));
    let how = |found: &Found| match found {
        Found::Never(_) => "no mandate",
        _ => "no mandate that was looked at",
    };
    let told = [
        (
            Question::Arises,
            &arises,
            format!("{code} never arises: {} fulfils its `for each` and `where`", how(&arises)),
            "look for conditions that exclude each other, and for terms that nothing can be at once",
        ),
        (
            Question::CanBeMet,
            &met,
            format!("{code} can never be met: {} gives what it requires{}", how(&met), lines(search, id)),
            "look for `require` lines that exclude each other or what the rule arises from",
        ),
        (
            Question::CanBeBroken,
            &open,
            format!("{code} is always met: {} in which it arises lacks what it requires", how(&open)),
            "its `where` gives already what its `require` asks for, or the threshold is one that everything reaches",
        ),
    ];
    for (question, found, fault, help) in told {
        // A rule that never arises is neither met nor broken: that is said once.
        if empty && question != Question::Arises {
            continue;
        }
        let answer = wanted(found);
        let wrong = matches!(answer, Answer::Refuted(_) | Answer::Searched(_));
        single.checked.push(Checked {
            question,
            codes: vec![code.clone()],
            part: String::new(),
            answer,
            fault: wrong.then_some(fault),
            help: wrong.then_some(help),
            declared: None,
        });
    }
    if !empty {
        let broken = matches!(open, Found::Example(_));
        single.checked.extend(super::lines::lines(search, id, broken));
        let gaps = gaps(search, id);
        single.checked.extend(super::remedies::remedies(search, id, &gaps));
        single.shown.extend(gaps);
    }
    for found in [open, met] {
        if let Found::Example(shown) = found {
            single.shown.push(*shown);
        }
    }
    single
}

/// A mandate in which the rule has a gap and nothing else is there.
fn gaps(search: &Search<'_>, id: RuleId) -> Vec<Shown> {
    match search.find(&[(id, Stand::Gap)]) {
        Found::Example(shown) => vec![*shown],
        _ => Vec::new(),
    }
}

/// Which lines cannot be had together, where there are several.
fn lines(search: &Search<'_>, id: RuleId) -> String {
    let Some(rule) = search.pack.rule(id).filter(|rule| rule.require.len() > 1) else { return String::new() };
    let labels: Vec<String> = rule.require.iter().map(|line| format!("`{}`", line.label)).collect();
    format!(" ({})", labels.join(" together with "))
}
