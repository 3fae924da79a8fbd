//! Judging a draft: every rule, every dilemma, every proposal.

use penholder_language::model::{Block, Draft, EntityId, Formula, Level, Pack, Rule, RuleId};

use super::instance::{Answer, Teller, answer};
use super::reasons::{Explainer, names};
use super::text::Names;
use super::{Finding, Report, Status, accept, dilemma, natural, proposal};
use crate::evaluate::{Bool, Evaluator, Interpretation, Overflow, Plan, Reading};
use crate::facts::Facts;

/// Judges one reading of a draft by every rule of a pack. The draft must be resolved against the pack's vocabulary.
///
/// # Errors
/// [`Overflow`] where figures leave 64 bits.
pub fn judge(pack: &Pack, draft: &Draft, reading: &Reading) -> Result<Report, Overflow> {
    judge_with_reasons(pack, draft, reading, &|_, status| status.is_open())
}

/// [`judge`], with reasons (clauses, means found, given facts) for the findings that are `wanted`: those of what is
/// met cost as much as the others, and few ask for them.
///
/// # Errors
/// [`Overflow`] where figures leave 64 bits.
pub fn judge_with_reasons(
    pack: &Pack,
    draft: &Draft,
    reading: &Reading,
    wanted: &dyn Fn(RuleId, Status) -> bool,
) -> Result<Report, Overflow> {
    judge_by(pack, &Plan::new(pack), draft, reading, Some(wanted))
}

/// [`judge`] without reasons: of the places in the draft only those that a rule is about are told. `plan` is the pack's;
/// for many drafts it is made once.
///
/// # Errors
/// [`Overflow`] where figures leave 64 bits.
pub fn judge_without_reasons(
    pack: &Pack,
    plan: &Plan,
    draft: &Draft,
    reading: &Reading,
) -> Result<Report, Overflow> {
    judge_by(pack, plan, draft, reading, None)
}

fn judge_by(
    pack: &Pack,
    plan: &Plan,
    draft: &Draft,
    reading: &Reading,
    wanted: Option<&dyn Fn(RuleId, Status) -> bool>,
) -> Result<Report, Overflow> {
    let facts = Facts::new(draft, &pack.vocabulary);
    let truths = Interpretation::reading(&facts, reading);
    let names = names(draft, &pack.vocabulary);
    let mut algebra = Bool;
    let mut evaluator = Evaluator::new(&mut algebra, &facts, &truths, plan);
    let mut explainer = wanted.map(|wanted| Explainer::new(&facts, plan, names, reading, wanted));

    let mut missing: Vec<Vec<Block>> = Vec::with_capacity(pack.rules.len());
    let mut assessed: Vec<bool> = Vec::with_capacity(pack.rules.len());
    for rule in &pack.rules {
        let lacking = missing_blocks(rule, draft);
        assessed.push(lacking.is_empty() && !needs_unassessed(rule, &assessed));
        missing.push(lacking);
    }
    let mut answers: Vec<Vec<Answer>> = pack.rules.iter().map(|_| Vec::new()).collect();
    evaluator.rules(
        |id| assessed.get(id.index()) == Some(&true),
        |id, instance| {
            if let (Some(rule), Some(of)) = (pack.rule(id), answers.get_mut(id.index())) {
                of.extend(answer(rule, instance));
            }
        },
    )?;
    let mut findings = Vec::new();
    for (index, (rule, (answers, missing))) in pack.rules.iter().zip(answers.iter().zip(missing)).enumerate()
    {
        let id = RuleId(index as u32);
        if assessed.get(index) == Some(&true) {
            findings.extend(rule_findings(
                pack,
                id,
                answers,
                plan,
                &mut evaluator,
                explainer.as_mut(),
                names,
            )?);
        } else {
            findings.push(unassessed(id, rule, missing, &facts, names));
        }
    }
    let mut clauses = |dilemma, wanted: &[&[EntityId]]| match &mut explainer {
        Some(explainer) => explainer.dilemma(dilemma, wanted),
        None => Ok(Vec::new()),
    };
    let mut dilemmas = dilemma::dilemmas(pack, draft, &mut evaluator, names, &mut clauses)?;
    accept::apply(pack, draft, reading, &mut findings, &mut dilemmas);
    findings.sort_by(in_order);
    let proposals = proposal::proposals(pack, &findings);
    Ok(Report {
        mandate: draft.name.clone(),
        symbol: draft.symbol.clone(),
        given: draft.given.iter().map(|given| (given.block, given.name.clone())).collect(),
        from_prose: names.is_read(),
        brackets: draft.choices.len(),
        findings,
        dilemmas,
        proposals,
        span: draft.span,
    })
}

fn rule_findings<'a>(
    pack: &'a Pack,
    id: RuleId,
    answers: &[Answer],
    plan: &'a Plan,
    evaluator: &mut Evaluator<'a, Bool>,
    explainer: Option<&mut Explainer<'a>>,
    names: Names<'a>,
) -> Result<Vec<Finding>, Overflow> {
    let Some(rule) = pack.rule(id) else { return Ok(Vec::new()) };
    if answers.is_empty() {
        return Ok(vec![bare(id, rule, Status::NotApplicable, names.draft)]);
    }
    let Some(told) = plan.told(id) else { return Ok(Vec::new()) };
    let mut findings = Vec::with_capacity(answers.len());
    for answer in answers {
        findings.push(Teller { names, evaluator, told }.tell(id, rule, answer)?);
    }
    // Reasons cost a circuit: only where something is shown.
    let Some(explainer) = explainer else { return Ok(findings) };
    let wanted: Vec<_> =
        answers.iter().filter(|a| explainer.wants(id, a.status)).map(|a| a.binding.clone()).collect();
    if !wanted.is_empty() {
        let mut reasons = explainer.rule(pack, id, &wanted)?;
        for (finding, answer) in findings.iter_mut().zip(answers) {
            let Some(reasons) = reasons.remove(&answer.binding) else { continue };
            finding.clauses.extend(reasons.clauses);
            finding.clauses.sort_by(|a, b| natural(&a.label, &b.label).then_with(|| a.cmp(b)));
            finding.clauses.dedup();
            finding.found = reasons.found;
            finding.found.retain(|clause| !finding.clauses.contains(clause));
            finding.rests_on = reasons.rests_on;
            if let Some(clause) = finding.clauses.first() {
                finding.place = clause.span;
            }
        }
    }
    Ok(findings)
}

/// Given blocks without which the rule cannot be judged.
pub(super) fn missing_blocks(rule: &Rule, draft: &Draft) -> Vec<Block> {
    rule.blocks.iter().copied().filter(|block| !draft.supplies(*block)).collect()
}

/// The rule asks for the status of a rule that was not assessed.
fn needs_unassessed(rule: &Rule, assessed: &[bool]) -> bool {
    statuses(rule).iter().any(|id| assessed.get(id.index()) == Some(&false))
}

/// The rules whose status a rule asks for.
pub(super) fn statuses(rule: &Rule) -> Vec<RuleId> {
    let mut found = Vec::new();
    let mut open: Vec<&Formula> = vec![&rule.condition];
    for line in &rule.require {
        open.push(&line.formula);
        open.extend(&line.partly);
    }
    while let Some(formula) = open.pop() {
        match formula {
            Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
                open.extend(parts)
            }
            Formula::Not(part) | Formula::Exists(_, part) | Formula::ForAll(_, part) => open.push(part),
            Formula::Status(id, _) => found.push(*id),
            _ => {}
        }
    }
    found
}

/// A rule that lacks a given block: not assessed, or not applicable where the draft has no clause it could be about.
fn unassessed(id: RuleId, rule: &Rule, missing: Vec<Block>, facts: &Facts, names: Names<'_>) -> Finding {
    let chosen = |sort| names.vocabulary.sort(sort).is_some_and(|sort| !sort.origin.is_given());
    // Variables of given sorts have no entity *because* the block is missing; that says nothing.
    let idle = rule.for_each.iter().any(|variable| {
        variable.sorts.iter().all(|sort| chosen(*sort) && facts.of_sort(*sort, variable.ruled_out).is_empty())
    });
    let status = if idle { Status::NotApplicable } else { Status::NotAssessed };
    let mut finding = bare(id, rule, status, names.draft);
    if status == Status::NotAssessed {
        let blocks: Vec<&str> = missing.iter().map(|block| block_name(*block)).collect();
        finding.message = if blocks.is_empty() {
            "rests on rules that were not assessed".to_owned()
        } else {
            format!("needs a {} block", blocks.join(" and a "))
        };
        finding.missing = missing;
    }
    finding
}

fn bare(id: RuleId, rule: &Rule, status: Status, draft: &Draft) -> Finding {
    Finding {
        rule: Some(id),
        code: rule.code.clone(),
        name: rule.name.clone(),
        asks: rule.asks.clone(),
        status,
        level: rule.require.iter().map(|line| line.level).max().unwrap_or(Level::Note),
        subjects: Vec::new(),
        clauses: Vec::new(),
        found: Vec::new(),
        rests_on: Vec::new(),
        figures: None,
        lines: Vec::new(),
        message: String::new(),
        eased: None,
        source: rule.source.clone(),
        judgements: Vec::new(),
        remedies: Vec::new(),
        accepted: None,
        missing: Vec::new(),
        place: draft.span,
        rule_span: rule.condition_span,
    }
}

/// The block's keyword.
pub(super) fn block_name(block: Block) -> &'static str {
    match block {
        Block::Situation => "situation",
        Block::Deployment => "deployment",
        Block::Mandate => "mandate",
    }
}

/// By code, then by place in the draft's own order; never by the order in which files or clauses came.
fn in_order(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    natural(&a.code, &b.code).then_with(|| {
        let (left, right) = (&a.subjects, &b.subjects);
        left.iter()
            .zip(right)
            .map(|(x, y)| natural(&x.text, &y.text))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| left.len().cmp(&right.len()))
            .then_with(|| a.status.cmp(&b.status))
            .then_with(|| a.message.cmp(&b.message))
    })
}
