//! What readings differ in, in words: findings, dilemmas, axes, each with the brackets on which it hinges.

use penholder_language::model::Pack;

use super::hinge::Hinge;
use super::subject::{AxisGates, DilemmaGates, Subject, told};
use crate::evaluate::GateId;
use crate::findings::{ClauseRef, DilemmaProspect};

/// What kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// A rule's finding.
    Finding,
    /// A dilemma.
    Dilemma,
    /// An axis of the pack.
    Axis,
}

/// Something in which readings can differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Code of the rule or dilemma; empty for an axis.
    pub code: String,
    /// Its name.
    pub name: String,
    /// For what it is judged.
    pub subjects: Vec<String>,
    /// The clauses among these.
    pub clauses: Vec<ClauseRef>,
    /// On what it hinges.
    pub hinge: Hinge,
}

/// The gates that tell each thing: findings first, then dilemmas, then axes.
pub(super) fn things(subject: &mut Subject) -> Vec<Vec<GateId>> {
    let mut things: Vec<Vec<GateId>> = subject.findings.iter().map(|f| f.states.to_vec()).collect();
    things.extend(subject.dilemmas.iter().map(|dilemma| dilemma.states.clone()));
    for axis in &subject.axes {
        things.push(match axis {
            AxisGates::Number(_, terms) => {
                let mut turned = Vec::with_capacity(terms.len());
                for (weight, gate) in terms {
                    let gate = if *weight < 0 { subject.gates.not(*gate) } else { *gate };
                    turned.push((weight.unsigned_abs(), gate));
                }
                subject.gates.total(&turned)
            }
            AxisGates::Level(levels) => levels.clone(),
        });
    }
    things
}

/// The things that some bracket changes, by kind, code and subject.
pub(super) fn rows(pack: &Pack, subject: &Subject, hinges: Vec<Hinge>) -> Vec<Row> {
    let mut hinges = hinges.into_iter();
    let mut rows = Vec::new();
    for finding in &subject.findings {
        let prospect = &finding.prospect;
        rows.push(Row {
            kind: RowKind::Finding,
            code: prospect.code.clone(),
            name: prospect.name.clone(),
            subjects: prospect.subjects.clone(),
            clauses: prospect.clauses.clone(),
            hinge: worded(hinges.next(), &finding_state),
        });
    }
    for DilemmaGates { prospect, .. } in &subject.dilemmas {
        rows.push(Row {
            kind: RowKind::Dilemma,
            code: prospect.code.clone(),
            name: prospect.name.clone(),
            subjects: prospect.subjects.clone(),
            clauses: Vec::new(),
            hinge: worded(hinges.next(), &|code| dilemma_state(prospect, code)),
        });
    }
    for (place, (axis, gates)) in pack.axes.iter().zip(&subject.axes).enumerate() {
        let value = |code: u64| match gates {
            AxisGates::Number(constant, terms) => {
                let below =
                    terms.iter().map(|(weight, _)| (*weight).min(0)).fold(*constant, i64::saturating_add);
                below.saturating_add(i64::try_from(code).unwrap_or(i64::MAX))
            }
            AxisGates::Level(_) => i64::from(code.count_ones()),
        };
        rows.push(Row {
            kind: RowKind::Axis,
            code: String::new(),
            name: axis.name.clone(),
            subjects: Vec::new(),
            clauses: Vec::new(),
            hinge: worded(hinges.next(), &|code| told(pack, place, value(code))),
        });
    }
    rows.retain(|row| row.hinge != Hinge::On(Vec::new()));
    rows
}

fn worded(hinge: Option<Hinge>, state: &dyn Fn(u64) -> String) -> Hinge {
    let mut hinge = hinge.unwrap_or(Hinge::On(Vec::new()));
    if let Hinge::On(levers) = &mut hinge {
        for outcome in levers.iter_mut().flat_map(|lever| &mut lever.outcomes) {
            outcome.states = outcome.codes.iter().map(|code| state(*code)).collect();
            outcome.states.dedup();
        }
    }
    hinge
}

/// As in the states of a finding's gates.
fn finding_state(code: u64) -> String {
    let bit = |place: u32| code >> place & 1 == 1;
    let status = [(0, "partial"), (1, "gap"), (2, "excluded"), (3, "accepted")];
    let level = [(4, "error"), (5, "warning"), (6, "note")];
    let word =
        |list: &[(u32, &'static str)]| list.iter().find(|(place, _)| bit(*place)).map(|(_, word)| *word);
    match (word(&status), word(&level)) {
        (Some(status), Some(level)) => format!("{status} ({level})"),
        (Some(status), None) => status.to_owned(),
        _ => "not open".to_owned(),
    }
}

/// As in the states of a dilemma's gates.
fn dilemma_state(dilemma: &DilemmaProspect, code: u64) -> String {
    let bit = |place: usize| place < 64 && code >> place & 1 == 1;
    if !bit(0) {
        return "does not arise".to_owned();
    }
    let (mut taken, mut open) = (Vec::new(), 0);
    let mut place = 3;
    for horn in &dilemma.horns {
        if bit(place) {
            taken.push(horn.name.as_str());
        }
        open += (1..=horn.risks.len()).filter(|risk| bit(place + risk)).count();
        place += 1 + horn.risks.len();
    }
    if bit(1) {
        return "no way out taken".to_owned();
    }
    let clash = if bit(2) { ", which exclude each other" } else { "" };
    let risks = match open {
        0 => "no risk open".to_owned(),
        1 => "1 risk open".to_owned(),
        several => format!("{several} risks open"),
    };
    format!("{}{clash}; {risks}", taken.join(", "))
}
