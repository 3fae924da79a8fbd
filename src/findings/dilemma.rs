//! Dilemmas: which ways out a draft takes, what that risks, and whether it avoids the choice.

use penholder_language::model::{Dilemma, Draft, EntityId, Pack, Text};
use penholder_language::source::Span;

use super::judge::block_name;
use super::standing::dilemma_standing;
use super::text::{Filling, Names};
use super::{ClauseRef, Subject, natural};
use crate::evaluate::{Bool, DilemmaInstance, Evaluator, Overflow};

/// How a draft stands in a dilemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// One way out, or several that go together.
    Taken,
    /// Ways out that exclude each other.
    Contradictory,
    /// None.
    Unresolved,
    /// A block is missing.
    NotAssessed,
}

impl Stance {
    /// As output writes it.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Taken => "taken",
            Stance::Contradictory => "contradictory",
            Stance::Unresolved => "unresolved",
            Stance::NotAssessed => "not-assessed",
        }
    }
}

/// A risk of a horn that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskState {
    /// Short name.
    pub name: String,
    /// What can go wrong.
    pub text: String,
    /// Whether the draft does something about it.
    pub mitigated: bool,
}

/// A horn, and whether the draft takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HornTaken {
    /// Short name.
    pub name: String,
    /// In words.
    pub title: String,
    /// Whether it is taken.
    pub taken: bool,
    /// Clauses that take it.
    pub clauses: Vec<ClauseRef>,
    /// What taking it risks; told of every horn, so that the choice can be weighed.
    pub risks: Vec<RiskState>,
}

/// A dilemma for one binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DilemmaFinding {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// One line.
    pub asks: String,
    /// For whom or what the choice is made.
    pub subjects: Vec<Subject>,
    /// How the draft stands.
    pub stance: Stance,
    /// The ways out.
    pub horns: Vec<HornTaken>,
    /// Pairs of taken horns that exclude each other, with the reason.
    pub clashes: Vec<(String, String, String)>,
    /// What the choice is about; of one not assessed, what is missing.
    pub message: String,
    /// Where the source says so.
    pub source: String,
    /// Accepted, with reason.
    pub accepted: Option<(String, Span)>,
}

impl DilemmaFinding {
    /// Something is left to decide or to answer.
    pub fn is_open(&self) -> bool {
        match self.stance {
            Stance::NotAssessed => false,
            Stance::Unresolved | Stance::Contradictory => true,
            Stance::Taken => self.open_risks().next().is_some(),
        }
    }

    /// Risks of the horns taken that nothing answers.
    pub fn open_risks(&self) -> impl Iterator<Item = &RiskState> {
        self.horns
            .iter()
            .filter(|horn| horn.taken)
            .flat_map(|horn| &horn.risks)
            .filter(|risk| !risk.mitigated)
    }
}

/// Tells, of a dilemma and some of its bindings, the clauses that take each horn.
pub(super) type Clauses<'c> =
    dyn FnMut(usize, &[&[EntityId]]) -> Result<Vec<Vec<Vec<ClauseRef>>>, Overflow> + 'c;

/// Every dilemma of the pack that arises, by code and subject.
pub(super) fn dilemmas<'a>(
    pack: &'a Pack,
    draft: &Draft,
    evaluator: &mut Evaluator<'a, Bool>,
    names: Names<'a>,
    clauses: &mut Clauses<'_>,
) -> Result<Vec<DilemmaFinding>, Overflow> {
    let mut found = Vec::new();
    for (place, dilemma) in pack.dilemmas.iter().enumerate() {
        let missing: Vec<&str> = dilemma
            .blocks
            .iter()
            .filter(|block| !draft.supplies(**block))
            .map(|block| block_name(*block))
            .collect();
        if !missing.is_empty() {
            found.push(unassessed(dilemma, &missing));
            continue;
        }
        let mut instances = Vec::new();
        evaluator.dilemma(place, |instance| instances.push(instance))?;
        let bindings: Vec<&[EntityId]> = instances
            .iter()
            .filter(|instance| instance.applies)
            .map(|instance| instance.binding.as_slice())
            .collect();
        let places = if instances.is_empty() { Vec::new() } else { clauses(place, &bindings)? };
        for (index, instance) in instances.iter().enumerate() {
            found.push(tell(dilemma, instance, places.get(index).map_or(&[], Vec::as_slice), names));
        }
    }
    found.sort_by(|a, b| {
        let key =
            |d: &DilemmaFinding| d.subjects.iter().map(|s| s.text.clone()).collect::<Vec<_>>().join(" ");
        natural(&a.code, &b.code).then_with(|| natural(&key(a), &key(b)))
    });
    Ok(found)
}

fn tell(
    dilemma: &Dilemma,
    instance: &DilemmaInstance<bool>,
    places: &[Vec<ClauseRef>],
    names: Names<'_>,
) -> DilemmaFinding {
    let standing = dilemma_standing(&mut Bool, dilemma, instance);
    let mut horns = Vec::with_capacity(dilemma.horns.len());
    for (index, (horn, truth)) in dilemma.horns.iter().zip(&instance.horns).enumerate() {
        let risks = horn.risks.iter().zip(&truth.mitigated).map(|(risk, mitigated)| RiskState {
            name: risk.name.clone(),
            text: risk.text.clone(),
            mitigated: *mitigated,
        });
        horns.push(HornTaken {
            name: horn.name.clone(),
            title: horn.title.clone(),
            taken: truth.taken,
            clauses: if truth.taken { places.get(index).cloned().unwrap_or_default() } else { Vec::new() },
            risks: risks.collect(),
        });
    }
    let mut clashes = clashes(dilemma, &standing.clashes);
    let stance = match (standing.unresolved, standing.contradictory) {
        (true, _) => Stance::Unresolved,
        (false, true) => Stance::Contradictory,
        (false, false) => Stance::Taken,
    };
    let bound = || dilemma.for_each.iter().zip(&instance.binding);
    let subjects = bound().map(|(v, id)| names.subject(&v.name, *id)).collect();
    let variables = bound().map(|(v, id)| (v.name.as_str(), *id)).collect();
    let filling = Filling { names, variables, numbers: Vec::new(), figures: None, missing: Vec::new() };
    let mut finding = bare(dilemma, stance, filling.fill(&dilemma.because));
    for horn in &mut horns {
        horn.title = filling.fill(&Text(horn.title.clone()));
        for risk in &mut horn.risks {
            risk.text = filling.fill(&Text(risk.text.clone()));
        }
    }
    for (_, _, because) in &mut clashes {
        *because = filling.fill(&Text(because.clone()));
    }
    finding.subjects = subjects;
    finding.horns = horns;
    finding.clashes = clashes;
    finding
}

fn clashes(dilemma: &Dilemma, clash: &[bool]) -> Vec<(String, String, String)> {
    let name =
        |index: u32| dilemma.horns.get(index as usize).map(|horn| horn.name.clone()).unwrap_or_default();
    dilemma
        .incompatible
        .iter()
        .zip(clash)
        .filter(|(_, clash)| **clash)
        .map(|(pair, _)| (name(pair.horns.0), name(pair.horns.1), pair.because.clone()))
        .collect()
}

fn unassessed(dilemma: &Dilemma, missing: &[&str]) -> DilemmaFinding {
    bare(dilemma, Stance::NotAssessed, format!("needs a {} block", missing.join(" and a ")))
}

fn bare(dilemma: &Dilemma, stance: Stance, message: String) -> DilemmaFinding {
    DilemmaFinding {
        code: dilemma.code.clone(),
        name: dilemma.name.clone(),
        asks: dilemma.asks.clone(),
        subjects: Vec::new(),
        stance,
        horns: Vec::new(),
        clashes: Vec::new(),
        message,
        source: dilemma.source.clone(),
        accepted: None,
    }
}
