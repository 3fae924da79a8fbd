//! Questions about the parts of a rule: each line, each answer that lowers its level, what is excluded.

use penholder_language::model::{Formula, RuleId};

use super::example::judged_with;
use super::question::{Claim, closed};
use super::report::{Answer, Checked, Question};
use super::search::{Asked, Found, Search, wanted};
use super::world::{BindingNodes, World};
use crate::evaluate::NodeId;
use crate::findings::{LineState, Status};

/// A part of a rule, and how it is to stand in one binding.
#[derive(Clone, Copy)]
enum Part {
    /// The line does not hold.
    LineFails(usize),
    /// The line holds.
    LineHolds(usize),
    /// The line holds by half only.
    LineHalf(usize),
    /// There is a finding and this answer lowers its level.
    Eased(usize),
    /// There is a finding and no answer lowers its level.
    NotEased,
    /// The line is excluded and no clause rules anything out.
    ExcludedForNothing(usize),
}

/// `broken`: some mandate has a finding of the rule. Where none has, its lines always hold and nothing is eased, which
/// need not be said again.
pub(super) fn lines(search: &Search<'_>, id: RuleId, broken: bool) -> Vec<Checked> {
    let Some(rule) = search.pack.rule(id) else { return Vec::new() };
    let code = &rule.code;
    let mut asked: Vec<(Question, Part, String, Option<String>, &'static str)> = Vec::new();
    for (place, line) in rule.require.iter().enumerate() {
        let label = format!("line {} `{}`", place + 1, line.label);
        if rule.require.len() > 1 && broken {
            asked.push((
                Question::LineMatters,
                Part::LineFails(place),
                label.clone(),
                Some(format!(
                    "{code}: {label} always holds where the rule arises, so that it asks for nothing"
                )),
                "drop the line, or look for a threshold that everything reaches",
            ));
        }
        if rule.require.len() > 1 {
            asked.push((
                Question::LineCanHold,
                Part::LineHolds(place),
                label.clone(),
                Some(format!("{code}: {label} can never hold where the rule arises")),
                "look for conditions in the line that exclude each other or the rule's `where`",
            ));
        }
        if line.partly.is_some() && broken {
            asked.push((
                Question::HalfMatters,
                Part::LineHalf(place),
                label.clone(),
                Some(format!("{code}: {label}: whatever gives it by half gives it whole, or nothing does")),
                "the `partly` formula must hold somewhere where the line does not",
            ));
        }
        if line.excluded.is_some() {
            asked.push((
                Question::ExclusionHolds,
                Part::ExcludedForNothing(place),
                label.clone(),
                None,
                "an exclusion hides a gap: it must rest on a clause that rules out",
            ));
        }
    }
    for (place, ease) in rule.eased.iter().enumerate().filter(|_| broken) {
        asked.push((
            Question::LevelHolds,
            Part::Eased(place),
            format!("eased to {}", ease.to.name()),
            Some(format!("{code}: `eased to {}` never applies to a finding", ease.to.name())),
            "its `when` holds in no mandate in which the rule has a finding",
        ));
    }
    if !rule.eased.is_empty() && broken {
        asked.push((
            Question::LevelHolds,
            Part::NotEased,
            "full level".to_owned(),
            Some(format!("{code}: every finding is eased, so that its level is never reached")),
            "an `eased` line that always holds hides the level: narrow it, or lower the level openly",
        ));
    }
    asked
        .into_iter()
        .map(|(question, part, label, fault, help)| {
            let found = look(search, id, part);
            let hides = matches!(part, Part::ExcludedForNothing(_));
            let answer = if hides { denied(&found) } else { wanted(&found) };
            let wrong =
                matches!(answer, Answer::Refuted(_)) || (!hides && matches!(answer, Answer::Searched(_)));
            let fault = fault.unwrap_or_else(|| {
                format!("{code}: {label} counts as ruled out where the draft rules nothing out")
            });
            Checked {
                question,
                codes: vec![code.clone()],
                part: label,
                answer,
                fault: wrong.then_some(fault),
                help: wrong.then_some(help),
                declared: None,
            }
        })
        .collect()
}

/// The answer to a question that asks that there be no such mandate.
pub(super) fn denied(found: &Found) -> Answer {
    match wanted(found) {
        Answer::Proved(ground) => Answer::Refuted(ground),
        Answer::Refuted(ground) => Answer::Proved(ground),
        other => other,
    }
}

fn look(search: &Search<'_>, id: RuleId, part: Part) -> Found {
    let Some(rule) = search.pack.rule(id) else { return Found::Searched(0) };
    let formula = |place: usize, of: fn(&penholder_language::model::RequireLine) -> Option<&Formula>| {
        rule.require.get(place).and_then(of).cloned().unwrap_or(Formula::Constant(false))
    };
    let holds = |place: usize| formula(place, |line| Some(&line.formula));
    let not = |formula: Formula| Formula::Not(Box::new(formula));
    let all_hold = || Formula::And(rule.require.iter().map(|line| line.formula.clone()).collect());
    let parts = match part {
        Part::LineFails(place) => vec![not(holds(place))],
        Part::LineHolds(place) => vec![holds(place)],
        Part::LineHalf(place) => vec![not(holds(place)), formula(place, |line| line.partly.as_ref())],
        Part::Eased(place) => {
            let when = rule.eased.get(place).map_or(Formula::Constant(false), |ease| ease.when.clone());
            vec![not(all_hold()), when]
        }
        Part::NotEased => {
            let when = Formula::Or(rule.eased.iter().map(|ease| ease.when.clone()).collect());
            vec![not(all_hold()), not(when)]
        }
        Part::ExcludedForNothing(place) => {
            let half = formula(place, |line| line.partly.as_ref());
            vec![not(holds(place)), not(half), formula(place, |line| line.excluded.as_ref())]
        }
    };
    let wanted = |world: &mut World<'_>, binding: &BindingNodes| -> NodeId {
        let line = |place: usize, part: usize| {
            binding.lines.get(place).and_then(|line| line.get(part)).copied().unwrap_or(NodeId::FALSE)
        };
        let unmet = world.not(binding.met);
        let nodes: Vec<NodeId> = match part {
            Part::LineFails(place) => vec![world.not(line(place, 0))],
            Part::LineHolds(place) => vec![line(place, 0)],
            Part::LineHalf(place) => vec![world.not(line(place, 0)), line(place, 1)],
            Part::Eased(place) => {
                vec![unmet, binding.eased.get(place).copied().unwrap_or(NodeId::FALSE)]
            }
            Part::NotEased => {
                let mut nodes = vec![unmet];
                for eased in &binding.eased {
                    nodes.push(world.not(*eased));
                }
                nodes
            }
            Part::ExcludedForNothing(place) => {
                let mut nodes = vec![world.not(line(place, 0)), world.not(line(place, 1)), line(place, 2)];
                nodes.extend(world.nothing_ruled_out());
                nodes
            }
        };
        world.all(nodes.into_iter().chain([binding.assessed]))
    };
    search.look(&Asked {
        claims: vec![Claim::yes(closed::with(rule, parts))],
        blocks: search.blocks([id].into_iter()),
        rules: 1,
        besides: Default::default(),
        nodes: &|world, _| {
            let nodes = world.rule(id)?;
            let each: Vec<NodeId> = nodes.bindings.iter().map(|binding| wanted(world, binding)).collect();
            Ok(Some(vec![world.any(each)]))
        },
        confirm: &|read| {
            judged_with(search.pack, search.plan, id, read).is_some_and(|verdicts| {
                verdicts.iter().any(|verdict| {
                    let state = |place: usize| verdict.lines.get(place).copied();
                    let gravest = rule.require.iter().zip(&verdict.lines);
                    let gravest =
                        gravest.filter(|(_, s)| **s != LineState::Holds).map(|(line, _)| line.level).max();
                    match part {
                        _ if verdict.status == Status::NotAssessed => false,
                        Part::LineFails(place) => state(place) != Some(LineState::Holds),
                        Part::LineHolds(place) => state(place) == Some(LineState::Holds),
                        Part::LineHalf(place) => state(place) == Some(LineState::Partly),
                        Part::Eased(_) => verdict.status.is_open(),
                        Part::NotEased => verdict.status.is_open() && Some(verdict.level) == gravest,
                        Part::ExcludedForNothing(place) => {
                            state(place) == Some(LineState::Excluded)
                                && read.draft.entities.iter().all(|entity| !entity.ruled_out)
                        }
                    }
                })
            })
        },
    })
}
