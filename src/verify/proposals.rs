//! Proposals: their clauses adopt them; and what the remedies of all rules together leave.

use penholder_language::model::{Formula, RuleId};

use super::added::{after, counted, resolved, with_clauses};
use super::example::{all_stand, stands};
use super::lines::denied;
use super::pool::Judged;
use super::question::{Claim, closed};
use super::remedies::repaired;
use super::report::{Answer, Checked, Question};
use super::search::{Asked, Found, Search};

/// So many times remedies may call for further ones.
const ROUNDS: usize = 6;

pub(super) fn proposal(search: &Search<'_>, place: usize, pool: &[Judged]) -> Vec<Checked> {
    let Some(proposal) = search.pack.proposals.get(place).filter(|proposal| !proposal.adds.is_empty()) else {
        return Vec::new();
    };
    let clauses: Vec<String> = proposal.adds.iter().map(|adds| adds.template.clone()).collect();
    let mut checked = Vec::new();
    for id in &proposal.criteria {
        let Some(rule) = search.pack.rule(*id) else { continue };
        let found = left_open(search, *id, &clauses);
        let answer = denied(&found);
        let wrong = matches!(answer, Answer::Refuted(_));
        checked.push(Checked {
            question: Question::ProposalAdopts,
            codes: vec![proposal.code.clone(), rule.code.clone()],
            part: String::new(),
            answer,
            fault: wrong.then(|| {
                format!("{}: its clauses do not adopt it: {} is not met after them", proposal.code, rule.code)
            }),
            help: wrong.then_some("let `adopting adds` give what the criterion requires"),
            declared: None,
        });
    }
    checked.push(opens(search, proposal.code.clone(), &clauses, pool));
    checked
}

/// A mandate in which the criterion is not met though the clauses stand in it.
fn left_open(search: &Search<'_>, id: RuleId, clauses: &[String]) -> Found {
    let Some(rule) = search.pack.rule(id) else { return Found::Searched(0) };
    let small = search.small_world(&[Claim::yes(closed::with(rule, vec![Formula::Constant(true)]))]);
    let Some(added) = resolved(search, &small.universe, clauses) else {
        return Found::Unknown("its clauses cannot be read into a mandate of their own".to_owned());
    };
    search.look(&Asked {
        claims: vec![Claim::yes(closed::open(rule))],
        blocks: search.blocks([id].into_iter()),
        rules: 1,
        besides: counted(&added),
        nodes: &|world, reading| {
            let Some(added) = resolved(search, &world.universe, clauses) else { return Ok(None) };
            let later = after(world, &added, reading);
            Ok(Some(vec![world.rule_after(Some(&later), id)?.open]))
        },
        confirm: &|read| {
            let after = with_clauses(search, &read.text, clauses);
            after
                .is_some_and(|after| stands(search.pack, search.plan, id, &after).is_ok_and(|(_, open)| open))
        },
    })
}

/// Which findings adopting can open, in the mandates at hand.
fn opens(search: &Search<'_>, code: String, clauses: &[String], pool: &[Judged]) -> Checked {
    let mut opened: Vec<&str> = Vec::new();
    for judged in pool {
        let Some(after) = with_clauses(search, &judged.shown.read.text, clauses) else { continue };
        let Ok(stands) = all_stand(search.pack, search.plan, &after) else { continue };
        for ((rule, (_, before)), (_, now)) in search.pack.rules.iter().zip(&judged.stands).zip(&stands) {
            if *now && !*before && !opened.contains(&rule.code.as_str()) {
                opened.push(&rule.code);
            }
        }
    }
    opened.sort_unstable();
    let told = if opened.is_empty() { "none".to_owned() } else { opened.join(", ") };
    Checked {
        question: Question::ProposalOpens,
        codes: vec![code],
        part: String::new(),
        answer: Answer::Tried(format!(
            "tried in {} mandates at hand, where adopting it opens findings of: {told}",
            pool.len()
        )),
        fault: None,
        help: None,
        declared: None,
    }
}

/// Whether the remedies that are offered leave no gap in the mandates at hand, but for those
/// of which a rule's own remedies are not at fault.
pub(super) fn repairable(search: &Search<'_>, pool: &[Judged], checked: &[Checked]) -> Vec<Checked> {
    let offers = search.pack.rules.iter().any(|rule| rule.remedies.iter().any(|r| !r.adds.is_empty()));
    if pool.is_empty() || !offers {
        return Vec::new();
    }
    let left = super::in_parallel(search.options.threads, pool, |judged| {
        let mut left = repaired(search, &judged.shown.read, ROUNDS).err()?;
        left.retain(|code| !misses(checked, code));
        (!left.is_empty()).then(|| (left, judged.shown.ground()))
    });
    let first = left.into_iter().flatten().next();
    let (answer, fault) = match first {
        Some((codes, ground)) => {
            let codes = codes.join(", ");
            (Answer::Refuted(ground), Some(format!("remedies, one after the other, leave gaps of {codes}")))
        }
        None => {
            let tried = format!(
                "tried in {} mandates at hand, with up to {ROUNDS} rounds of remedies in each",
                pool.len()
            );
            (Answer::Tried(tried), None)
        }
    };
    vec![Checked {
        question: Question::Repairable,
        codes: vec![search.pack.name.clone()],
        part: String::new(),
        answer,
        help: fault.is_some().then_some("a remedy of one rule opens what that of another closes"),
        fault,
        declared: None,
    }]
}

fn misses(checked: &[Checked], code: &str) -> bool {
    checked.iter().any(|one| {
        one.question == Question::RemedyHelps
            && one.fault.is_some()
            && one.codes.iter().any(|own| own == code)
    })
}
