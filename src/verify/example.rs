//! Mandates that show something: written, read again and judged by the plain evaluator before anybody sees them.

use penholder_language::model::{Block, Draft, Pack, RuleId};
use penholder_language::source::{FileId, Severity};
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};

use super::write::write;
use crate::evaluate::{Bool, Evaluator, Interpretation, Overflow, Plan, Reading};
use crate::facts::Facts;
use crate::findings::{Status, Verdict, verdicts};

/// How a rule stands towards a draft as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It arises and can be assessed.
    Applies,
    /// It arises and is met wherever it does.
    Met,
    /// There is a finding.
    Open,
    /// There is one with nothing of what is asked for.
    Gap,
    /// There is none.
    Quiet,
}

/// A draft that was written and read again.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) draft: Draft,
    pub(super) facts: Facts,
}

/// Writes a draft and reads it again; `None` where the language cannot say it.
pub(super) fn reread(pack: &Pack, draft: &Draft, blocks: &[Block]) -> Option<Read> {
    read(pack, write(draft, &pack.vocabulary, blocks)?)
}

/// Reads one mandate.
pub(super) fn read(pack: &Pack, text: String) -> Option<Read> {
    let (file, problems) = mandate::parse(FileId(0), &text);
    let errors = |severity| severity == Severity::Error;
    if problems.iter().any(|problem| errors(problem.severity)) {
        return None;
    }
    let (mut found, problems) = drafts(&file, &[], &Selection::default(), &pack.vocabulary);
    if problems.iter().any(|problem| errors(problem.severity)) {
        return None;
    }
    let draft = found.pop()?;
    let facts = Facts::new(&draft, &pack.vocabulary);
    Some(Read { text, draft, facts })
}

/// How a rule stands towards a draft.
pub(super) fn stands(pack: &Pack, plan: &Plan, id: RuleId, read: &Read) -> Result<(bool, bool), Overflow> {
    let truths = Interpretation::reading(&read.facts, &Reading::default());
    let verdicts = verdicts(pack, plan, id, &read.draft, &read.facts, &truths)?;
    let assessed = verdicts.iter().filter(|verdict| verdict.status != Status::NotAssessed);
    let applies = assessed.clone().next().is_some();
    let open = assessed.into_iter().any(|verdict| verdict.status.is_open());
    Ok((applies, open))
}

/// Whether rules stand towards a draft as told.
pub(super) fn confirmed(pack: &Pack, plan: &Plan, read: &Read, told: &[(RuleId, Stand)]) -> bool {
    told.iter().all(|(id, stand)| match (stand, stands(pack, plan, *id, read)) {
        (_, Err(Overflow)) => false,
        (Stand::Applies, Ok((applies, _))) => applies,
        (Stand::Met, Ok((applies, open))) => applies && !open,
        (Stand::Open, Ok((_, open))) => open,
        (Stand::Gap, Ok(_)) => judged_with(pack, plan, *id, read)
            .is_some_and(|verdicts| verdicts.iter().any(|verdict| verdict.status == Status::Gap)),
        (Stand::Quiet, Ok((_, open))) => !open,
    })
}

/// How every rule stands towards a draft: whether it arises, whether there is a finding. The draft supplies what it
/// supplies; a rule that cannot be assessed does not arise.
pub(super) fn all_stand(pack: &Pack, plan: &Plan, read: &Read) -> Result<Vec<(bool, bool)>, Overflow> {
    let truths = Interpretation::reading(&read.facts, &Reading::default());
    let mut algebra = Bool;
    let mut evaluator = Evaluator::new(&mut algebra, &read.facts, &truths, plan);
    let mut found = Vec::with_capacity(pack.rules.len());
    for (index, rule) in pack.rules.iter().enumerate() {
        let (mut applies, mut open) = (false, false);
        if rule.blocks.iter().all(|block| read.draft.supplies(*block)) {
            evaluator.outcome(RuleId(index as u32), |instance| {
                let assessed = instance.applies && instance.needs.iter().all(|need| *need);
                applies |= assessed;
                open |= assessed && !instance.lines.iter().all(|line| line.holds);
            })?;
        } else {
            evaluator.skip(RuleId(index as u32));
        }
        found.push((applies, open));
    }
    Ok(found)
}

/// A rule's bare answers about a draft.
pub(super) fn judged_with(pack: &Pack, plan: &Plan, id: RuleId, read: &Read) -> Option<Vec<Verdict>> {
    let truths = Interpretation::reading(&read.facts, &Reading::default());
    verdicts(pack, plan, id, &read.draft, &read.facts, &truths).ok()
}
