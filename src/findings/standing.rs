//! What the truths of one binding come to: line states, a status, a level. Written once, for every algebra.

use penholder_language::model::{Dilemma, Level, Rule};

use crate::evaluate::{Algebra, DilemmaInstance, Instance, LineTruth};

/// How one `require` line stands: one of these holds.
#[derive(Clone, Debug)]
pub struct LineStanding<T> {
    /// Given.
    pub holds: T,
    /// Half given.
    pub partly: T,
    /// Ruled out on purpose.
    pub excluded: T,
}

/// How a rule stands for one binding. Of `unassessed`, `met`, `partial`, `gap` and `excluded` one holds where the rule
/// arises, none elsewhere; of `error`, `warning` and `note` one holds where the status is open.
#[derive(Clone, Debug)]
pub struct Standing<T> {
    /// A given fact that it needs is missing.
    pub unassessed: T,
    /// All lines hold.
    pub met: T,
    /// Some lines hold, or partly.
    pub partial: T,
    /// No line holds, not even partly.
    pub gap: T,
    /// What does not hold is ruled out on purpose.
    pub excluded: T,
    /// Open, and an error.
    pub error: T,
    /// Open, and a warning.
    pub warning: T,
    /// Open, and a note.
    pub note: T,
    /// Open, and an answer in the text lowered its level.
    pub eased: T,
    /// Line by line.
    pub lines: Vec<LineStanding<T>>,
}

/// Reads a rule's standing off the truths of one binding.
pub fn standing<A: Algebra>(
    algebra: &mut A,
    rule: &Rule,
    instance: &Instance<A::Truth>,
) -> Standing<A::Truth> {
    let lines: Vec<_> = instance.lines.iter().map(|line| line_standing(algebra, line)).collect();
    let needs = all(algebra, &instance.needs);
    let short = algebra.not(&needs);
    let unassessed = algebra.and(&instance.applies, &short);
    let assessed = algebra.and(&instance.applies, &needs);

    let mut every_line_holds = algebra.constant(true);
    let mut each_holds_or_is_ruled_out = algebra.constant(true);
    let mut nothing_given = algebra.constant(true);
    for line in &lines {
        every_line_holds = algebra.and(&every_line_holds, &line.holds);
        let settled = algebra.or(&line.holds, &line.excluded);
        each_holds_or_is_ruled_out = algebra.and(&each_holds_or_is_ruled_out, &settled);
        let given = algebra.or(&line.holds, &line.partly);
        let not_given = algebra.not(&given);
        nothing_given = algebra.and(&nothing_given, &not_given);
    }
    let met = algebra.and(&assessed, &every_line_holds);
    let lacking = algebra.not(&every_line_holds);
    let open = algebra.and(&assessed, &lacking);
    let excluded = algebra.and(&open, &each_holds_or_is_ruled_out);
    let not_excluded = algebra.not(&excluded);
    let left = algebra.and(&open, &not_excluded);
    let gap = algebra.and(&left, &nothing_given);
    let something_given = algebra.not(&nothing_given);
    let partial = algebra.and(&left, &something_given);

    let grave = at_least(algebra, rule, instance, Level::Error, &open);
    let middling = at_least(algebra, rule, instance, Level::Warning, &open);
    let (not_grave, not_middling) = (algebra.not(&grave.eased), algebra.not(&middling.eased));
    let lowered_from_error = algebra.and(&grave.plain, &not_grave);
    let lowered_to_note = algebra.and(&middling.plain, &not_middling);
    Standing {
        unassessed,
        met,
        partial,
        gap,
        excluded,
        warning: algebra.and(&middling.eased, &not_grave),
        note: algebra.and(&open, &not_middling),
        error: grave.eased,
        eased: algebra.or(&lowered_from_error, &lowered_to_note),
        lines,
    }
}

fn line_standing<A: Algebra>(algebra: &mut A, line: &LineTruth<A::Truth>) -> LineStanding<A::Truth> {
    let lacking = algebra.not(&line.holds);
    let partly = algebra.and(&lacking, &line.partly);
    let not_partly = algebra.not(&line.partly);
    let nothing = algebra.and(&lacking, &not_partly);
    let excluded = algebra.and(&nothing, &line.excluded);
    LineStanding { holds: line.holds.clone(), partly, excluded }
}

/// An open finding is at a level or above it.
struct Reached<T> {
    /// By the gravest line that does not hold.
    plain: T,
    /// And no answer in the text puts it lower.
    eased: T,
}

fn at_least<A: Algebra>(
    algebra: &mut A,
    rule: &Rule,
    instance: &Instance<A::Truth>,
    level: Level,
    open: &A::Truth,
) -> Reached<A::Truth> {
    let mut lacking = algebra.constant(false);
    for (_, truth) in rule.require.iter().zip(&instance.lines).filter(|(line, _)| line.level >= level) {
        let not = algebra.not(&truth.holds);
        lacking = algebra.or(&lacking, &not);
    }
    let plain = algebra.and(open, &lacking);
    let mut eased = plain.clone();
    for (_, truth) in rule.eased.iter().zip(&instance.eased).filter(|(ease, _)| ease.to < level) {
        let not = algebra.not(truth);
        eased = algebra.and(&eased, &not);
    }
    Reached { plain, eased }
}

/// How a draft stands in a dilemma, for one binding in which it arises.
#[derive(Clone, Debug)]
pub struct DilemmaStanding<T> {
    /// No way out is taken.
    pub unresolved: T,
    /// Two ways out are taken that exclude each other.
    pub contradictory: T,
    /// Each incompatible pair is taken, and nothing reconciles it.
    pub clashes: Vec<T>,
    /// Horn by horn, each risk is run and nothing answers it.
    pub risks: Vec<Vec<T>>,
    /// Something is left to decide or to answer.
    pub open: T,
}

/// Reads a dilemma's standing off the truths of one binding.
pub fn dilemma_standing<A: Algebra>(
    algebra: &mut A,
    dilemma: &Dilemma,
    instance: &DilemmaInstance<A::Truth>,
) -> DilemmaStanding<A::Truth> {
    let mut taken = algebra.constant(false);
    let mut open_risk = algebra.constant(false);
    let mut risks = Vec::with_capacity(instance.horns.len());
    for horn in &instance.horns {
        taken = algebra.or(&taken, &horn.taken);
        let mut own = Vec::with_capacity(horn.mitigated.len());
        for mitigated in &horn.mitigated {
            let unanswered = algebra.not(mitigated);
            let run = algebra.and(&horn.taken, &unanswered);
            let run = algebra.and(&instance.applies, &run);
            open_risk = algebra.or(&open_risk, &run);
            own.push(run);
        }
        risks.push(own);
    }
    let mut contradictory = algebra.constant(false);
    let mut clashes = Vec::with_capacity(instance.reconciled.len());
    for (pair, reconciled) in dilemma.incompatible.iter().zip(&instance.reconciled) {
        let horn = |index: u32| instance.horns.get(index as usize).map(|horn| horn.taken.clone());
        let never = algebra.constant(false);
        let one = horn(pair.horns.0).unwrap_or_else(|| never.clone());
        let other = horn(pair.horns.1).unwrap_or(never);
        let both = algebra.and(&one, &other);
        let apart = algebra.not(reconciled);
        let clash = algebra.and(&both, &apart);
        let clash = algebra.and(&instance.applies, &clash);
        contradictory = algebra.or(&contradictory, &clash);
        clashes.push(clash);
    }
    let untaken = algebra.not(&taken);
    let unresolved = algebra.and(&instance.applies, &untaken);
    let undecided = algebra.or(&unresolved, &contradictory);
    let open = algebra.or(&undecided, &open_risk);
    DilemmaStanding { unresolved, contradictory, clashes, risks, open }
}

fn all<A: Algebra>(algebra: &mut A, truths: &[A::Truth]) -> A::Truth {
    let mut sofar = algebra.constant(true);
    for truth in truths {
        sofar = algebra.and(&sofar, truth);
    }
    sofar
}
