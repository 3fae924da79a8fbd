//! How every finding and dilemma of a draft stands in all readings at once: as nodes of a circuit over the brackets.

use std::collections::BTreeMap;

use penholder_language::model::{Acceptance, AcceptanceScope, Draft, EntityId, Level, Pack, Rule, RuleId};

use super::accept::{Claim, settle};
use super::judge::{missing_blocks, statuses};
use super::label::is_below;
use super::reasons::names;
use super::standing::{dilemma_standing, standing};
use super::text::Names;
use super::{ClauseRef, natural};
use crate::evaluate::{
    Algebra, Circuit, DilemmaInstance, Evaluator, Fold, Instance, Interpretation, Leaf, NodeId, Overflow,
    Plan, fold, rests_on,
};
use crate::facts::{FactId, Facts};

/// A finding that is open or accepted in some reading. Of `partial`, `gap`, `excluded` and `accepted` at most one holds
/// in a reading; where one of the first three does, so does one of `error`, `warning` and `note`.
#[derive(Clone, Debug)]
pub struct Prospect {
    /// The rule; `None` for an acceptance that accepts nothing.
    pub rule: Option<RuleId>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// For what it is judged.
    pub binding: Vec<EntityId>,
    /// For what it is judged, in words.
    pub subjects: Vec<String>,
    /// The clauses among what it is judged for.
    pub clauses: Vec<ClauseRef>,
    /// Some of what is asked is given.
    pub partial: NodeId,
    /// None of it is.
    pub gap: NodeId,
    /// It is ruled out on purpose.
    pub excluded: NodeId,
    /// Not met, and accepted with a reason.
    pub accepted: NodeId,
    /// Open, as an error.
    pub error: NodeId,
    /// Open, as a warning.
    pub warning: NodeId,
    /// Open, as a note.
    pub note: NodeId,
}

/// A way out of a dilemma.
#[derive(Clone, Debug)]
pub struct HornProspect {
    /// Short name.
    pub name: String,
    /// The dilemma arises and this way is taken.
    pub taken: NodeId,
    /// The name of each risk, and where it is run and nothing answers it.
    pub risks: Vec<(String, NodeId)>,
}

/// A dilemma that arises in some reading.
#[derive(Clone, Debug)]
pub struct DilemmaProspect {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// For whom or what the choice is made, in words.
    pub subjects: Vec<String>,
    /// It arises.
    pub applies: NodeId,
    /// It arises, and no way out is taken.
    pub unresolved: NodeId,
    /// Ways out are taken that exclude each other.
    pub contradictory: NodeId,
    /// The ways out.
    pub horns: Vec<HornProspect>,
}

/// All that a draft may be told.
#[derive(Clone, Debug)]
pub struct Prospects {
    /// By code and subject; those that are met in every reading left out.
    pub findings: Vec<Prospect>,
    /// By code and subject.
    pub dilemmas: Vec<DilemmaProspect>,
}

/// What every rule and dilemma of a pack makes of a draft, in all readings of its brackets. `plan` is the pack's,
/// `truths` the brackets' interpretation in `circuit`.
///
/// # Errors
/// [`Overflow`] where figures leave 64 bits.
pub fn prospects(
    pack: &Pack,
    plan: &Plan,
    draft: &Draft,
    facts: &Facts,
    circuit: &mut Circuit,
    truths: &Interpretation<NodeId>,
) -> Result<Prospects, Overflow> {
    let names = names(draft, &pack.vocabulary);
    let mut evaluator = Evaluator::new(circuit, facts, truths, plan);
    let mut judged: Vec<(RuleId, Instance<NodeId>)> = Vec::new();
    let mut assessed: Vec<bool> = Vec::with_capacity(pack.rules.len());
    for (index, rule) in pack.rules.iter().enumerate() {
        let id = RuleId(index as u32);
        let known = missing_blocks(rule, draft).is_empty()
            && statuses(rule).iter().all(|asked| assessed.get(asked.index()) != Some(&false));
        assessed.push(known);
        if known {
            evaluator.outcome(id, |instance| judged.push((id, instance.clone())))?;
        } else {
            evaluator.skip(id);
        }
    }
    let mut choices: Vec<(usize, DilemmaInstance<NodeId>)> = Vec::new();
    for (place, dilemma) in pack.dilemmas.iter().enumerate() {
        if dilemma.blocks.iter().all(|block| draft.supplies(*block)) {
            evaluator.dilemma(place, |instance| choices.push((place, instance)))?;
        }
    }
    drop(evaluator);

    let mut findings: Vec<Prospect> = judged
        .iter()
        .filter_map(|(id, instance)| Some(prospect(circuit, *id, pack.rule(*id)?, instance, names)))
        .collect();
    let mut dilemmas = Vec::with_capacity(choices.len());
    let mut open_dilemmas = Vec::with_capacity(choices.len());
    for (place, instance) in &choices {
        let Some(dilemma) = pack.dilemmas.get(*place) else { continue };
        let standing = dilemma_standing(circuit, dilemma, instance);
        open_dilemmas.push(standing.open);
        let mut horns = Vec::with_capacity(dilemma.horns.len());
        for ((horn, truth), risks) in dilemma.horns.iter().zip(&instance.horns).zip(&standing.risks) {
            horns.push(HornProspect {
                name: horn.name.clone(),
                taken: circuit.and(&instance.applies, &truth.taken),
                risks: horn.risks.iter().map(|risk| risk.name.clone()).zip(risks.iter().copied()).collect(),
            });
        }
        dilemmas.push(DilemmaProspect {
            code: dilemma.code.clone(),
            name: dilemma.name.clone(),
            subjects: instance.binding.iter().map(|entity| names.entity(*entity)).collect(),
            applies: instance.applies,
            unresolved: standing.unresolved,
            contradictory: standing.contradictory,
            horns,
        });
    }
    if !draft.accepts.is_empty() {
        let mut acceptances = Acceptances { pack, plan, draft, facts, circuit, names, why: None };
        let stale = acceptances.settle(&judged, &choices, &open_dilemmas, &mut findings)?;
        findings.extend(stale);
    }
    let may_be = |node: &NodeId| *node != NodeId::FALSE;
    findings.retain(|f| [f.partial, f.gap, f.excluded, f.accepted].iter().any(may_be));
    findings.sort_by(|a, b| in_order((&a.code, &a.subjects), (&b.code, &b.subjects)));
    dilemmas.sort_by(|a, b| in_order((&a.code, &a.subjects), (&b.code, &b.subjects)));
    Ok(Prospects { findings, dilemmas })
}

fn in_order(a: (&str, &[String]), b: (&str, &[String])) -> std::cmp::Ordering {
    natural(a.0, b.0).then_with(|| natural(&a.1.join(" "), &b.1.join(" ")))
}

fn prospect(
    circuit: &mut Circuit,
    id: RuleId,
    rule: &Rule,
    instance: &Instance<NodeId>,
    names: Names<'_>,
) -> Prospect {
    let standing = standing(circuit, rule, instance);
    let is_clause = |id: &&EntityId| names.draft.entity(**id).is_some_and(|entity| entity.label.is_some());
    let mut clauses: Vec<ClauseRef> =
        instance.binding.iter().filter(is_clause).filter_map(|id| names.clause(*id)).collect();
    clauses.dedup();
    Prospect {
        rule: Some(id),
        code: rule.code.clone(),
        name: rule.name.clone(),
        binding: instance.binding.to_vec(),
        subjects: instance.binding.iter().map(|entity| names.entity(*entity)).collect(),
        clauses,
        partial: standing.partial,
        gap: standing.gap,
        excluded: standing.excluded,
        accepted: NodeId::FALSE,
        error: standing.error,
        warning: standing.warning,
        note: standing.note,
    }
}

impl Prospect {
    /// Takes the readings in which it is accepted away from those in which it is open.
    fn accept(&mut self, circuit: &mut Circuit, accepted: NodeId) {
        let left = circuit.not(&accepted);
        for node in [
            &mut self.partial,
            &mut self.gap,
            &mut self.excluded,
            &mut self.error,
            &mut self.warning,
            &mut self.note,
        ] {
            *node = circuit.and(node, &left);
        }
        self.accepted = circuit.or(&self.accepted, &accepted);
    }
}

/// What the acceptances of a draft take, reading by reading.
struct Acceptances<'a, 'c> {
    pack: &'a Pack,
    plan: &'a Plan,
    draft: &'a Draft,
    facts: &'a Facts,
    circuit: &'c mut Circuit,
    names: Names<'a>,
    why: Option<Why>,
}

/// The circuit over written facts, and what each of its nodes is worth over the brackets.
struct Why {
    circuit: Circuit,
    applies: BTreeMap<(RuleId, Vec<EntityId>), NodeId>,
    horns: BTreeMap<(usize, Vec<EntityId>), Vec<NodeId>>,
    values: Vec<NodeId>,
}

impl Acceptances<'_, '_> {
    /// Marks what is accepted; gives what accepts nothing.
    fn settle(
        &mut self,
        judged: &[(RuleId, Instance<NodeId>)],
        choices: &[(usize, DilemmaInstance<NodeId>)],
        open_dilemmas: &[NodeId],
        findings: &mut [Prospect],
    ) -> Result<Vec<Prospect>, Overflow> {
        let mut claims = Vec::with_capacity(self.draft.accepts.len());
        for acceptance in &self.draft.accepts {
            let mut claim =
                Claim { in_force: self.guard(acceptance), findings: Vec::new(), dilemmas: Vec::new() };
            for (place, (finding, (id, instance))) in findings.iter().zip(judged).enumerate() {
                if finding.code == acceptance.code {
                    let covers = self.covers(acceptance, finding, *id, instance)?;
                    claim.findings.push((place, covers));
                }
            }
            for ((place, instance), open) in choices.iter().zip(open_dilemmas) {
                let code = self.pack.dilemmas.get(*place).map(|dilemma| dilemma.code.as_str());
                if code == Some(acceptance.code.as_str()) {
                    let covers = self.dilemma_covered(acceptance, *place, instance)?;
                    claim.dilemmas.push(self.circuit.and(&covers, open));
                }
            }
            claims.push(claim);
        }
        let mut open: Vec<NodeId> = Vec::with_capacity(findings.len());
        for finding in findings.iter() {
            let some = self.circuit.or(&finding.partial, &finding.gap);
            open.push(self.circuit.or(&some, &finding.excluded));
        }
        let settled = settle(self.circuit, &claims, &mut open);
        for (_, place, accepted) in settled.accepted {
            if let Some(finding) = findings.get_mut(place) {
                finding.accept(self.circuit, accepted);
            }
        }
        let stale = self.draft.accepts.iter().zip(settled.stale);
        Ok(stale.filter_map(|(acceptance, when)| self.stale(acceptance, when)).collect())
    }

    fn guard(&mut self, acceptance: &Acceptance) -> NodeId {
        let mut all = NodeId::TRUE;
        for (choice, option) in &acceptance.guard.0 {
            let leaf = self.circuit.leaf(Leaf::Option(*choice, *option));
            all = self.circuit.and(&all, &leaf);
        }
        all
    }

    fn covers(
        &mut self,
        acceptance: &Acceptance,
        finding: &Prospect,
        id: RuleId,
        instance: &Instance<NodeId>,
    ) -> Result<NodeId, Overflow> {
        match &acceptance.scope {
            AcceptanceScope::Everything => Ok(NodeId::TRUE),
            AcceptanceScope::Named(name) => Ok(constant(finding.subjects.contains(name))),
            AcceptanceScope::Label(label) => {
                if finding.clauses.iter().any(|clause| is_below(&clause.label, label)) {
                    return Ok(NodeId::TRUE);
                }
                let why = self.why()?;
                let root = why.applies.get(&(id, instance.binding.to_vec())).copied();
                Ok(root.map_or(NodeId::FALSE, |root| self.rests_on_paragraph(root, label)))
            }
        }
    }

    fn dilemma_covered(
        &mut self,
        acceptance: &Acceptance,
        place: usize,
        instance: &DilemmaInstance<NodeId>,
    ) -> Result<NodeId, Overflow> {
        match &acceptance.scope {
            AcceptanceScope::Everything => Ok(NodeId::TRUE),
            AcceptanceScope::Named(name) => {
                Ok(constant(instance.binding.iter().any(|entity| self.names.entity(*entity) == *name)))
            }
            AcceptanceScope::Label(label) => {
                let roots = self.why()?.horns.get(&(place, instance.binding.to_vec())).cloned();
                let mut covers = NodeId::FALSE;
                for (root, horn) in roots.unwrap_or_default().into_iter().zip(&instance.horns) {
                    let rests = self.rests_on_paragraph(root, label);
                    let taken = self.circuit.and(&rests, &horn.taken);
                    covers = self.circuit.or(&covers, &taken);
                }
                Ok(covers)
            }
        }
    }

    /// Where the value of a node rests on a clause of the paragraph.
    fn rests_on_paragraph(&mut self, root: NodeId, label: &str) -> NodeId {
        let Some(why) = &self.why else { return NodeId::FALSE };
        let mut either = NodeId::FALSE;
        for (fact, when) in rests_on(self.circuit, &why.circuit, &why.values, root) {
            if on_paragraph(self.facts, self.names, fact, label) {
                either = self.circuit.or(&either, &when);
            }
        }
        either
    }

    /// Built when an acceptance first asks for a paragraph.
    fn why(&mut self) -> Result<&Why, Overflow> {
        if self.why.is_none() {
            let why = self.reasons()?;
            self.why = Some(why);
        }
        self.why.as_ref().ok_or(Overflow)
    }

    fn reasons(&mut self) -> Result<Why, Overflow> {
        let mut circuit = Circuit::default();
        let truths = Interpretation::provenance(self.facts, &mut circuit);
        let mut evaluator = Evaluator::new(&mut circuit, self.facts, &truths, self.plan);
        let (mut applies, mut horns) = (BTreeMap::new(), BTreeMap::new());
        for (index, rule) in self.pack.rules.iter().enumerate() {
            let id = RuleId(index as u32);
            if missing_blocks(rule, self.draft).is_empty() {
                evaluator.outcome(id, |instance| {
                    applies.insert((id, instance.binding.to_vec()), instance.applies);
                })?;
            } else {
                evaluator.skip(id);
            }
        }
        for place in 0..self.pack.dilemmas.len() {
            evaluator.dilemma(place, |instance| {
                let taken = instance.horns.iter().map(|horn| horn.taken).collect();
                horns.insert((place, instance.binding), taken);
            })?;
        }
        drop(evaluator);
        let values = fold(&circuit, &mut Brackets(self.circuit));
        Ok(Why { circuit, applies, horns, values })
    }

    fn stale(&mut self, acceptance: &Acceptance, when: NodeId) -> Option<Prospect> {
        let stale = self.pack.stale_acceptance.as_ref()?;
        let at = |level: Level| if stale.level == level { when } else { NodeId::FALSE };
        Some(Prospect {
            rule: None,
            code: stale.code.clone(),
            name: stale.name.clone(),
            binding: Vec::new(),
            subjects: vec![accepted(acceptance)],
            clauses: Vec::new(),
            partial: NodeId::FALSE,
            gap: when,
            excluded: NodeId::FALSE,
            accepted: NodeId::FALSE,
            error: at(Level::Error),
            warning: at(Level::Warning),
            note: at(Level::Note),
        })
    }
}

fn constant(value: bool) -> NodeId {
    if value { NodeId::TRUE } else { NodeId::FALSE }
}

/// What an acceptance names.
fn accepted(acceptance: &Acceptance) -> String {
    match &acceptance.scope {
        AcceptanceScope::Everything => acceptance.code.clone(),
        AcceptanceScope::Label(label) => format!("{} at ¶{label}", acceptance.code),
        AcceptanceScope::Named(name) => format!("{} for {name}", acceptance.code),
    }
}

/// The fact is one of a clause of the paragraph, or of one below it.
fn on_paragraph(facts: &Facts, names: Names<'_>, fact: FactId, label: &str) -> bool {
    let entity = facts.conditions.facts.get(fact.0 as usize).and_then(|fact| names.draft.entity(fact.entity));
    entity.is_some_and(|entity| {
        let given = names.vocabulary.sort(entity.sort).is_some_and(|sort| sort.origin.is_given());
        !given && entity.label.as_ref().is_some_and(|own| is_below(own, label))
    })
}

/// Folds the circuit over written facts into the one over brackets: every fact is there where its brackets say so.
struct Brackets<'c>(&'c mut Circuit);

impl Fold for Brackets<'_> {
    type Value = NodeId;

    fn constant(&mut self, value: bool) -> NodeId {
        constant(value)
    }

    fn leaf(&mut self, leaf: Leaf) -> NodeId {
        match leaf {
            Leaf::Fact(_) => NodeId::TRUE,
            leaf => self.0.leaf(leaf),
        }
    }

    fn not(&mut self, a: &NodeId) -> NodeId {
        self.0.not(a)
    }

    fn and(&mut self, a: &NodeId, b: &NodeId) -> NodeId {
        self.0.and(a, b)
    }

    fn or(&mut self, a: &NodeId, b: &NodeId) -> NodeId {
        self.0.or(a, b)
    }

    fn at_least(&mut self, terms: &[(i64, NodeId)], bound: i64) -> NodeId {
        let mut numbers = Vec::with_capacity(terms.len());
        for (weight, node) in terms {
            numbers.push((*weight, self.0.number(1, node)));
        }
        // The weights were summed up once already, without leaving 64 bits.
        self.0.sum(&numbers).map_or(NodeId::FALSE, |sum| self.0.at_least(&sum, bound))
    }
}
