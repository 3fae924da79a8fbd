//! Acceptances: a finding with a reason is shown as accepted; a reason without a finding is itself a finding.

use penholder_language::model::{Acceptance, AcceptanceScope, Draft, Pack, Text};

use super::label::is_below;
use super::{Accepted, DilemmaFinding, Finding, Status};
use crate::evaluate::{Algebra, Bool, Reading};

/// What an acceptance is about.
pub(super) struct Claim<T> {
    /// It stands in the draft.
    pub(super) in_force: T,
    /// Findings of its code, by their place, where it names them.
    pub(super) findings: Vec<(usize, T)>,
    /// Dilemmas of its code that are open, where it names them.
    pub(super) dilemmas: Vec<T>,
}

/// What acceptances come to.
pub(super) struct Settled<T> {
    /// Acceptance, finding, and where the one accepts the other.
    pub(super) accepted: Vec<(usize, usize, T)>,
    /// Each acceptance stands and accepts nothing.
    pub(super) stale: Vec<T>,
}

/// Lets the acceptances take what they are about, in the order of the draft; what one has taken is no longer `open`.
pub(super) fn settle<A: Algebra>(
    algebra: &mut A,
    claims: &[Claim<A::Truth>],
    open: &mut [A::Truth],
) -> Settled<A::Truth> {
    let mut settled = Settled { accepted: Vec::new(), stale: Vec::with_capacity(claims.len()) };
    for (acceptance, claim) in claims.iter().enumerate() {
        let mut used = algebra.constant(false);
        for (place, covers) in &claim.findings {
            let Some(open) = open.get_mut(*place) else { continue };
            let named = algebra.and(&claim.in_force, covers);
            let takes = algebra.and(&named, open);
            if algebra.decided(&takes) == Some(false) {
                continue;
            }
            used = algebra.or(&used, &takes);
            let left = algebra.not(&takes);
            *open = algebra.and(open, &left);
            settled.accepted.push((acceptance, *place, takes));
        }
        for covers in &claim.dilemmas {
            used = algebra.or(&used, covers);
        }
        let unused = algebra.not(&used);
        settled.stale.push(algebra.and(&claim.in_force, &unused));
    }
    settled
}

/// Marks what is accepted, and adds a finding for every acceptance that accepts nothing.
pub(super) fn apply(
    pack: &Pack,
    draft: &Draft,
    reading: &Reading,
    findings: &mut Vec<Finding>,
    dilemmas: &mut [DilemmaFinding],
) {
    if draft.accepts.is_empty() {
        return;
    }
    let claim = |acceptance: &Acceptance| Claim {
        in_force: acceptance.guard.0.iter().all(|(choice, option)| reading.takes(*choice, *option)),
        findings: findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| covers(acceptance, finding))
            .map(|(place, _)| (place, true))
            .collect(),
        dilemmas: dilemmas
            .iter()
            .filter(|dilemma| dilemma_covered(acceptance, dilemma))
            .map(|_| true)
            .collect(),
    };
    let claims: Vec<Claim<bool>> = draft.accepts.iter().map(claim).collect();
    let mut open: Vec<bool> = findings.iter().map(|finding| finding.status.is_open()).collect();
    let settled = settle(&mut Bool, &claims, &mut open);
    for (acceptance, place, _) in settled.accepted {
        if let (Some(acceptance), Some(finding)) = (draft.accepts.get(acceptance), findings.get_mut(place)) {
            finding.accepted = Some(Accepted {
                reason: acceptance.reason.clone(),
                status: finding.status,
                span: acceptance.span,
            });
            finding.status = Status::Accepted;
        }
    }
    let in_force = draft.accepts.iter().zip(&claims).filter(|(_, claim)| claim.in_force);
    for (acceptance, _) in in_force {
        for dilemma in dilemmas.iter_mut().filter(|dilemma| dilemma_covered(acceptance, dilemma)) {
            dilemma.accepted = Some((acceptance.reason.clone(), acceptance.span));
        }
    }
    let stale = draft.accepts.iter().zip(settled.stale).filter(|(_, stale)| *stale);
    findings.extend(stale.filter_map(|(acceptance, _)| stale_finding(pack, acceptance)));
}

fn covers(acceptance: &Acceptance, finding: &Finding) -> bool {
    finding.code == acceptance.code
        && match &acceptance.scope {
            AcceptanceScope::Everything => true,
            AcceptanceScope::Label(label) => {
                finding.clauses.iter().any(|clause| is_below(&clause.label, label))
            }
            AcceptanceScope::Named(name) => finding.subjects.iter().any(|subject| subject.text == *name),
        }
}

/// A dilemma has something to accept where it is open: a risk, a choice not made, two that clash.
fn dilemma_covered(acceptance: &Acceptance, dilemma: &DilemmaFinding) -> bool {
    dilemma.code == acceptance.code
        && dilemma.is_open()
        && match &acceptance.scope {
            AcceptanceScope::Everything => true,
            AcceptanceScope::Label(label) => dilemma
                .horns
                .iter()
                .flat_map(|horn| &horn.clauses)
                .any(|clause| is_below(&clause.label, label)),
            AcceptanceScope::Named(name) => dilemma.subjects.iter().any(|subject| subject.text == *name),
        }
}

fn stale_finding(pack: &Pack, acceptance: &Acceptance) -> Option<Finding> {
    let stale = pack.stale_acceptance.as_ref()?;
    let fill = |text: &Text| text.0.replace("{code}", &acceptance.code);
    Some(Finding {
        rule: None,
        code: stale.code.clone(),
        name: stale.name.clone(),
        asks: stale.asks.clone(),
        status: Status::Gap,
        level: stale.level,
        subjects: Vec::new(),
        clauses: Vec::new(),
        found: Vec::new(),
        rests_on: Vec::new(),
        figures: None,
        lines: Vec::new(),
        message: fill(&stale.because),
        eased: None,
        source: stale.source.clone(),
        judgements: Vec::new(),
        remedies: vec![super::RemedyText { text: fill(&stale.remedy), clauses: Vec::new() }],
        accepted: None,
        missing: Vec::new(),
        place: acceptance.span,
        rule_span: stale.span,
    })
}
