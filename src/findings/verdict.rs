//! The bare answers of one rule, without words: for fixtures and mutants, where thousands are asked for.

use penholder_language::model::{Draft, EntityId, Level, Pack, RuleId};

use super::instance::answer;
use super::judge::{missing_blocks, statuses};
use super::reasons::needed;
use super::{LineState, Status};
use crate::evaluate::{Bool, Evaluator, Interpretation, Overflow, Plan};
use crate::facts::Facts;

/// How a rule stands for one binding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// The entities.
    pub binding: Vec<EntityId>,
    /// How it stands.
    pub status: Status,
    /// How grave it is.
    pub level: Level,
    /// Line by line.
    pub lines: Vec<LineState>,
}

/// Every binding in which a rule arises, in the order of the draft. Empty: it does not apply.
/// `plan` is the pack's. A rule without a given block that it needs has one verdict, not assessed, with no binding.
///
/// # Errors
/// [`Overflow`] where figures leave 64 bits.
pub fn verdicts(
    pack: &Pack,
    plan: &Plan,
    id: RuleId,
    draft: &Draft,
    facts: &Facts,
    truths: &Interpretation<bool>,
) -> Result<Vec<Verdict>, Overflow> {
    let mut algebra = Bool;
    let mut evaluator = Evaluator::new(&mut algebra, facts, truths, plan);
    let Some(rule) = pack.rule(id) else { return Ok(Vec::new()) };
    for before in needed(pack, id) {
        match pack.rule(before) {
            Some(rule) if missing_blocks(rule, draft).is_empty() => evaluator.outcome(before, |_| {})?,
            _ => evaluator.skip(before),
        }
    }
    let unassessed =
        |rule: RuleId| pack.rule(rule).is_some_and(|rule| !missing_blocks(rule, draft).is_empty());
    if unassessed(id) || statuses(rule).into_iter().any(unassessed) {
        let level = rule.require.iter().map(|line| line.level).max().unwrap_or(Level::Note);
        return Ok(vec![Verdict {
            binding: Vec::new(),
            status: Status::NotAssessed,
            level,
            lines: Vec::new(),
        }]);
    }
    let mut found = Vec::new();
    evaluator.rule(id, |instance| {
        found.extend(answer(rule, instance).map(|answer| Verdict {
            binding: answer.binding,
            status: answer.status,
            level: answer.level,
            lines: answer.lines,
        }));
    })?;
    Ok(found)
}
