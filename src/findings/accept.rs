//! Acceptances: a finding with a reason is shown as accepted; a reason without a finding is itself a finding.

use penholder_language::model::{Acceptance, AcceptanceScope, Draft, Pack, Text};

use super::label::is_below;
use super::{Accepted, DilemmaFinding, Finding, Status};
use crate::evaluate::Reading;

/// Marks what is accepted, and adds a finding for every acceptance that accepts nothing.
pub(super) fn apply(
    pack: &Pack,
    draft: &Draft,
    reading: &Reading,
    findings: &mut Vec<Finding>,
    dilemmas: &mut [DilemmaFinding],
) {
    let mut stale = Vec::new();
    for acceptance in &draft.accepts {
        if !acceptance.guard.0.iter().all(|(choice, option)| reading.takes(*choice, *option)) {
            continue;
        }
        let mut used = false;
        for finding in findings.iter_mut().filter(|finding| covers(acceptance, finding)) {
            used = true;
            finding.accepted = Some(Accepted {
                reason: acceptance.reason.clone(),
                status: finding.status,
                span: acceptance.span,
            });
            finding.status = Status::Accepted;
        }
        for dilemma in dilemmas.iter_mut().filter(|dilemma| dilemma_covered(acceptance, dilemma)) {
            used = true;
            dilemma.accepted = Some((acceptance.reason.clone(), acceptance.span));
        }
        if !used {
            stale.push(acceptance);
        }
    }
    findings.extend(stale.into_iter().filter_map(|acceptance| stale_finding(pack, acceptance)));
}

fn covers(acceptance: &Acceptance, finding: &Finding) -> bool {
    finding.code == acceptance.code
        && finding.status.is_open()
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
