//! From the truths of one binding to a finding.

use penholder_language::model::{EntityId, Level, Measure, Rule, RuleId, Text};

use super::standing::{LineStanding, Standing, standing};
use super::text::{Filling, Names};
use super::{ClauseRef, Figures, Finding, LineResult, LineState, RemedyText, Status, Subject};
use crate::evaluate::{Bool, Evaluator, Instance, Overflow, Told};

/// The plain answer for one binding.
pub(super) struct Answer {
    pub(super) binding: Vec<EntityId>,
    pub(super) status: Status,
    pub(super) level: Level,
    pub(super) eased: Option<usize>,
    pub(super) lines: Vec<LineState>,
    pub(super) unmet_need: Option<usize>,
}

/// Reads the status off an instance; `None` where the rule does not arise.
pub(super) fn answer(rule: &Rule, instance: &Instance<bool>) -> Option<Answer> {
    if !instance.applies {
        return None;
    }
    let standing = standing(&mut Bool, rule, instance);
    let status = status(&standing);
    let level = level(rule, &standing);
    Some(Answer {
        binding: instance.binding.to_vec(),
        status,
        level,
        eased: standing.eased.then(|| ease(rule, instance, level)).flatten(),
        lines: standing.lines.iter().map(line_state).collect(),
        unmet_need: instance.needs.iter().position(|need| !need),
    })
}

fn line_state(line: &LineStanding<bool>) -> LineState {
    match (line.holds, line.partly, line.excluded) {
        (true, _, _) => LineState::Holds,
        (_, true, _) => LineState::Partly,
        (_, _, true) => LineState::Excluded,
        _ => LineState::Missing,
    }
}

fn status(standing: &Standing<bool>) -> Status {
    match standing {
        Standing { unassessed: true, .. } => Status::NotAssessed,
        Standing { met: true, .. } => Status::Met,
        Standing { excluded: true, .. } => Status::Excluded,
        Standing { gap: true, .. } => Status::Gap,
        _ => Status::Partial,
    }
}

/// Of a status that is not open, the gravest level that the rule has.
fn level(rule: &Rule, standing: &Standing<bool>) -> Level {
    match standing {
        Standing { error: true, .. } => Level::Error,
        Standing { warning: true, .. } => Level::Warning,
        Standing { note: true, .. } => Level::Note,
        _ => rule.require.iter().map(|line| line.level).max().unwrap_or(Level::Note),
    }
}

/// The answer in the text that lowered the level to what it is.
fn ease(rule: &Rule, instance: &Instance<bool>, level: Level) -> Option<usize> {
    rule.eased.iter().zip(&instance.eased).position(|(ease, holds)| *holds && ease.to == level)
}

/// Puts an answer into words.
pub(super) struct Teller<'a, 'e> {
    pub(super) names: Names<'a>,
    pub(super) evaluator: &'e mut Evaluator<'a, Bool>,
    pub(super) told: &'e Told,
}

impl<'a> Teller<'a, '_> {
    pub(super) fn tell(&mut self, id: RuleId, rule: &'a Rule, answer: &Answer) -> Result<Finding, Overflow> {
        for (variable, entity) in rule.for_each.iter().zip(&answer.binding) {
            self.evaluator.bind(variable.slot, *entity);
        }
        let lines = self.lines(rule, &answer.lines)?;
        let figures = lines.iter().find(|line| line.state != LineState::Holds && line.figures.is_some());
        let figures = figures.or_else(|| lines.iter().find(|line| line.figures.is_some()));
        let figures = figures.and_then(|line| line.figures.clone());
        let filling = self.filling(rule, answer, figures.clone())?;
        let message = match answer.unmet_need.and_then(|need| rule.needs.get(need)) {
            Some(need) => format!("not told: {}", filling.fill(&Text(need.text.clone()))),
            None => filling.fill(&rule.because),
        };
        let eased =
            answer.eased.and_then(|index| rule.eased.get(index)).map(|ease| filling.fill(&ease.because));
        let remedies = rule
            .remedies
            .iter()
            .map(|remedy| RemedyText {
                text: filling.fill(&remedy.text),
                clauses: remedy.adds.iter().map(|adds| filling.instantiate(&adds.template)).collect(),
            })
            .collect();
        let clauses = self.own_clauses(&answer.binding);
        let place = clauses.first().map_or(self.place(&answer.binding), |clause| clause.span);
        Ok(Finding {
            rule: Some(id),
            code: rule.code.clone(),
            name: rule.name.clone(),
            asks: rule.asks.clone(),
            status: answer.status,
            level: answer.level,
            subjects: self.subjects(rule, &answer.binding),
            clauses,
            found: Vec::new(),
            rests_on: Vec::new(),
            figures,
            lines,
            message,
            eased,
            source: rule.source.clone(),
            judgements: rule.judgements.clone(),
            remedies,
            accepted: None,
            missing: Vec::new(),
            place,
            rule_span: rule.condition_span,
        })
    }

    fn lines(&mut self, rule: &Rule, states: &[LineState]) -> Result<Vec<LineResult>, Overflow> {
        let mut lines = Vec::with_capacity(states.len());
        for ((line, state), sums) in rule.require.iter().zip(states).zip(&self.told.measures) {
            let figures = match (&line.measure, sums) {
                (Some(measure), Some((has, needs))) => {
                    let has = self.evaluator.figure(*has)?;
                    let needs = self.evaluator.figure(*needs)?;
                    let (has, needs) = per(has, needs, measure);
                    let short = if measure.at_most { has.checked_sub(needs) } else { needs.checked_sub(has) };
                    let short = short.ok_or(Overflow)?.max(0);
                    Some(Figures { has, needs, short, unit: measure.unit.clone() })
                }
                _ => None,
            };
            lines.push(LineResult {
                label: line.label.clone(),
                state: *state,
                level: line.level,
                figures,
                span: line.span,
            });
        }
        Ok(lines)
    }

    fn filling(
        &mut self,
        rule: &'a Rule,
        answer: &Answer,
        figures: Option<Figures>,
    ) -> Result<Filling<'a>, Overflow> {
        let variables =
            rule.for_each.iter().zip(&answer.binding).map(|(v, id)| (v.name.as_str(), *id)).collect();
        let mut numbers = Vec::with_capacity(rule.figures.len());
        for (figure, sum) in rule.figures.iter().zip(&self.told.figures) {
            numbers.push((figure.name.as_str(), self.evaluator.figure(*sum)?));
        }
        let missing = rule
            .require
            .iter()
            .zip(&answer.lines)
            .filter(|(_, state)| **state != LineState::Holds)
            .map(|(line, _)| line.label.as_str())
            .collect();
        Ok(Filling { names: self.names, variables, numbers, figures, missing })
    }

    fn subjects(&self, rule: &Rule, binding: &[EntityId]) -> Vec<Subject> {
        let bound = rule.for_each.iter().zip(binding);
        bound.map(|(variable, entity)| self.names.subject(&variable.name, *entity)).collect()
    }

    /// The clauses among what the rule was judged for.
    fn own_clauses(&self, binding: &[EntityId]) -> Vec<ClauseRef> {
        let is_clause =
            |id: &&EntityId| self.names.draft.entity(**id).is_some_and(|entity| entity.label.is_some());
        let mut clauses: Vec<ClauseRef> =
            binding.iter().filter(is_clause).filter_map(|id| self.names.clause(*id)).collect();
        clauses.dedup();
        clauses
    }

    fn place(&self, binding: &[EntityId]) -> penholder_language::source::Span {
        let first = binding.first().and_then(|id| self.names.draft.entity(*id));
        first.map_or(self.names.draft.span, |entity| entity.span)
    }
}

/// Both sides by the measure's divisor; what is needed is rounded away from what there is.
fn per(has: i64, needs: i64, measure: &Measure) -> (i64, i64) {
    let divisor = measure.divisor.max(1);
    let down = |number: i64| number.div_euclid(divisor);
    let up = |number: i64| down(number).saturating_add(i64::from(number.rem_euclid(divisor) > 0));
    if measure.at_most { (up(has), down(needs)) } else { (down(has), up(needs)) }
}
