//! The draft with every candidate put up for choice, and what all its readings are told: one circuit.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{ChoiceId, Draft, Level};
use penholder_language::source::{Diagnostic, FileId, Severity};
use penholder_language::syntax::mandate::ast::{Block, Entry};
use penholder_language::translate::mandate::{Selection, drafts};

use super::candidate::{Candidate, Edit, Target};
use super::edit::offer;
use super::{Base, Trouble};
use crate::amend::{each_label, insert, labels_of, optional};
use crate::evaluate::{Algebra, Circuit, Interpretation, Leaf, NodeId, Plan};
use crate::facts::Facts;
use crate::findings::{Prospects, prospects};

/// A candidate in the space.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) candidate: Candidate,
    /// Of a clause put in: the entry, under a label of its own.
    pub(super) entry: Option<(String, Entry)>,
}

/// All candidates in one draft.
pub(super) struct Space {
    pub(super) draft: Draft,
    pub(super) circuit: Circuit,
    pub(super) prospects: Prospects,
    /// Holds where the candidate is taken, by its place among the offers.
    pub(super) taken: Vec<NodeId>,
    /// What must hold whatever is taken: no two options at one place, no reference to what is struck out.
    pub(super) sound: Vec<NodeId>,
}

/// What came of putting the candidates up for choice.
pub(super) enum Built {
    /// They can all be read.
    Space(Box<Space>),
    /// These cannot, by their place among the offers.
    Unreadable(BTreeSet<usize>),
}

/// Puts the offers up for choice in the base's draft.
pub(super) fn build(base: &Base<'_>, plan: &Plan, offers: &[Offer]) -> Result<Built, Trouble> {
    let (block, names) = offered(base, offers);
    let (draft, problems) = translated(base, block)?;
    let errors: Vec<&Diagnostic> = problems.iter().filter(|p| p.severity == Severity::Error).collect();
    if !errors.is_empty() {
        let files: BTreeSet<FileId> = errors.iter().map(|problem| problem.span.file).collect();
        let guilty =
            |offer: &Offer| offer.entry.as_ref().is_some_and(|(_, e)| files.contains(&e.place.0.file));
        let unreadable: BTreeSet<usize> =
            offers.iter().enumerate().filter(|(_, offer)| guilty(offer)).map(|(place, _)| place).collect();
        if unreadable.is_empty() {
            return Err(Trouble::Unreadable(errors.into_iter().cloned().collect()));
        }
        return Ok(Built::Unreadable(unreadable));
    }
    let facts = Facts::new(&draft, &base.pack.vocabulary);
    let mut circuit = Circuit::default();
    let options: Vec<u32> =
        draft.choices.iter().map(|c| u32::try_from(c.options.len()).unwrap_or(u32::MAX)).collect();
    let truths = Interpretation::new(&facts, &mut circuit, |circuit, leaf| match leaf {
        Leaf::Fact(_) => circuit.constant(true),
        // The first option is taken where no other is: one leaf less for each choice.
        Leaf::Option(choice, 0) => {
            let others = 1..options.get(choice.index()).copied().unwrap_or(1);
            others.fold(NodeId::TRUE, |none, option| {
                let leaf = circuit.leaf(Leaf::Option(choice, option));
                let not = circuit.not(&leaf);
                circuit.and(&none, &not)
            })
        }
        leaf => circuit.leaf(leaf),
    });
    let prospects =
        prospects(base.pack, plan, &draft, &facts, &mut circuit, &truths).map_err(Trouble::Overflow)?;
    let mut space = Space { draft, circuit, prospects, taken: Vec::new(), sound: Vec::new() };
    space.leaves(offers, &names);
    space.one_option_each(&options);
    space.with_its_clause(offers);
    space.no_empty_phrase(offers);
    space.no_loose_end(base.block(), offers);
    Ok(Built::Space(Box::new(space)))
}

/// The block with brackets, and for each offer the name of its choice and its option.
fn offered(base: &Base<'_>, offers: &[Offer]) -> (Block, Vec<(String, u32)>) {
    let mut block = base.block().clone();
    let prefix = &base.prefix;
    let mut names: Vec<(String, u32)> = vec![(String::new(), 0); offers.len()];
    let mut sites: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, offer) in offers.iter().enumerate() {
        let site = match &offer.candidate.edit {
            Edit::Add { .. } => format!("{prefix}add-{place}"),
            Edit::Strike { entry } => format!("{prefix}strike-{entry}"),
            Edit::Verb { entry, .. } => format!("{prefix}verb-{entry}"),
            Edit::Figure { entry, item, .. } => format!("{prefix}figure-{entry}-{item}"),
            Edit::Value { entry, at: (i, p, v), .. } => format!("{prefix}value-{entry}-{i}-{p}-{v}"),
            Edit::Specify { of: Target::Own(entry), preposition, .. } => {
                format!("{prefix}say-{entry}-{preposition}")
            }
            Edit::Specify { of: Target::PutIn(clause), preposition, .. } => {
                let put_in = |other: &Offer| other.candidate.edit == Edit::Add { clause: clause.clone() };
                let of = offers.iter().position(put_in).unwrap_or(usize::MAX);
                format!("{prefix}say-put-in-{of}-{preposition}")
            }
            Edit::Choose { choice, option } => {
                if let Some(name) = names.get_mut(place) {
                    *name = (choice.clone(), *option);
                }
                continue;
            }
        };
        let known = sites.entry(site.clone()).or_default();
        known.push(place);
        if let Some(name) = names.get_mut(place) {
            *name = (site, u32::try_from(known.len()).unwrap_or(u32::MAX));
        }
    }
    let edits = |places: &[usize]| -> Vec<&Edit> {
        places.iter().filter_map(|p| offers.get(*p)).map(|offer| &offer.candidate.edit).collect()
    };
    let mut struck: Vec<(usize, String)> = Vec::new();
    let mut said: BTreeMap<&str, Vec<(&String, Vec<&Edit>)>> = BTreeMap::new();
    for (site, places) in &sites {
        let edits = edits(places);
        match edits.first() {
            Some(Edit::Verb { entry, .. } | Edit::Figure { entry, .. } | Edit::Value { entry, .. }) => {
                if let Some(entry) = block.entries.get_mut(*entry) {
                    offer(entry, site, &edits);
                }
            }
            Some(Edit::Specify { of: Target::Own(entry), .. }) => {
                if let Some(entry) = block.entries.get_mut(*entry) {
                    offer(entry, site, &edits);
                }
            }
            Some(Edit::Specify { of: Target::PutIn(clause), .. }) => {
                said.entry(clause.as_str()).or_default().push((site, edits));
            }
            Some(Edit::Strike { entry }) => struck.push((*entry, site.clone())),
            _ => {}
        }
    }
    for (entry, site) in struck {
        if let Some(cell) = block.entries.get_mut(entry) {
            *cell = crate::amend::choice(&site, vec![vec![cell.clone()], Vec::new()]);
        }
    }
    // Put in last, so that entries keep their places until then.
    for (put_in, (site, _)) in offers.iter().zip(&names) {
        if let Some((label, entry)) = &put_in.entry {
            let mut entry = entry.clone();
            if let Edit::Add { clause } = &put_in.candidate.edit {
                for (site, edits) in said.get(clause.as_str()).into_iter().flatten() {
                    offer(&mut entry, site, edits);
                }
            }
            insert(&mut block, label, optional(site, vec![entry]));
        }
    }
    (block, names)
}

/// The draft of a block that stands in the place of the base's.
pub(crate) fn translated(base: &Base<'_>, block: Block) -> Result<(Draft, Vec<Diagnostic>), Trouble> {
    let file = base.with_block(block);
    let (found, problems) = drafts(&file, base.around, &Selection::default(), &base.pack.vocabulary);
    let draft = found.into_iter().nth(base.number).ok_or(Trouble::Unreadable(problems.clone()))?;
    Ok((draft, problems))
}

impl Space {
    fn leaves(&mut self, offers: &[Offer], names: &[(String, u32)]) {
        let known: BTreeMap<&str, u32> = self
            .draft
            .choices
            .iter()
            .zip(0_u32..)
            .map(|(choice, place)| (choice.name.as_str(), place))
            .collect();
        for (_, (name, option)) in offers.iter().zip(names) {
            let leaf = known.get(name.as_str()).map(|place| Leaf::Option(ChoiceId(*place), *option));
            // A choice that the draft does not have cannot be taken.
            self.taken.push(leaf.map_or(NodeId::FALSE, |leaf| self.circuit.leaf(leaf)));
        }
    }

    fn one_option_each(&mut self, options: &[u32]) {
        for (place, count) in options.iter().enumerate() {
            let choice = ChoiceId(u32::try_from(place).unwrap_or(u32::MAX));
            let leaves: Vec<NodeId> =
                (1..*count).map(|o| self.circuit.leaf(Leaf::Option(choice, o))).collect();
            for (i, one) in leaves.iter().enumerate() {
                for other in leaves.iter().skip(i + 1) {
                    let both = self.circuit.and(one, other);
                    self.sound.push(self.circuit.not(&both));
                }
            }
            // Acceptances name the first option by a leaf of its own.
            if !self.draft.accepts.is_empty() {
                let none = leaves.iter().fold(NodeId::TRUE, |none, leaf| {
                    let not = self.circuit.not(leaf);
                    self.circuit.and(&none, &not)
                });
                let first = self.circuit.leaf(Leaf::Option(choice, 0));
                let (not_first, not_none) = (self.circuit.not(&first), self.circuit.not(&none));
                self.sound.push(self.circuit.or(&not_first, &none));
                self.sound.push(self.circuit.or(&not_none, &first));
            }
        }
    }

    /// What is said more of a clause put in goes with the clause.
    fn with_its_clause(&mut self, offers: &[Offer]) {
        let mut put_in: BTreeMap<&str, NodeId> = BTreeMap::new();
        for (offer, taken) in offers.iter().zip(&self.taken) {
            if let Edit::Add { clause } = &offer.candidate.edit {
                put_in.insert(clause, *taken);
            }
        }
        for (offer, taken) in offers.iter().zip(&self.taken) {
            let Edit::Specify { of: Target::PutIn(clause), .. } = &offer.candidate.edit else { continue };
            let there = put_in.get(clause.as_str()).copied().unwrap_or(NodeId::FALSE);
            let not = self.circuit.not(taken);
            self.sound.push(self.circuit.or(&not, &there));
        }
    }

    /// A phrase of which every value goes would say nothing: the clause would say more, not less.
    fn no_empty_phrase(&mut self, offers: &[Offer]) {
        let mut phrases: BTreeMap<(usize, usize, usize), BTreeMap<usize, NodeId>> = BTreeMap::new();
        for (offer, taken) in offers.iter().zip(&self.taken) {
            if let Edit::Value { entry, at: (item, phrase, value), to: None } = &offer.candidate.edit {
                phrases.entry((*entry, *item, *phrase)).or_default().insert(*value, *taken);
            }
        }
        for values in phrases.into_values() {
            let all = values.into_values().fold(NodeId::TRUE, |all, gone| self.circuit.and(&all, &gone));
            self.sound.push(self.circuit.not(&all));
        }
    }

    /// Whatever refers to a paragraph needs a clause there.
    fn no_loose_end(&mut self, plain: &Block, offers: &[Offer]) {
        let mut present: BTreeMap<usize, NodeId> = BTreeMap::new();
        for (offer, taken) in offers.iter().zip(&self.taken) {
            if let Edit::Strike { entry } = &offer.candidate.edit {
                present.insert(*entry, self.circuit.not(taken));
            }
        }
        // Who stands at a paragraph, and under which condition.
        let mut standing: Vec<(String, NodeId)> = Vec::new();
        let mut asked: Vec<(String, NodeId)> = Vec::new();
        let own = plain
            .entries
            .iter()
            .enumerate()
            .map(|(place, entry)| (entry, present.get(&place).copied().unwrap_or(NodeId::TRUE)));
        let put_in = offers
            .iter()
            .zip(&self.taken)
            .filter_map(|(offer, taken)| Some((&offer.entry.as_ref()?.1, *taken)));
        for (entry, there) in own.chain(put_in) {
            for label in labels_of(std::slice::from_ref(entry)) {
                standing.push((label, there));
            }
            for label in references(entry) {
                asked.push((label, there));
            }
        }
        let mut done: BTreeSet<(String, NodeId)> = BTreeSet::new();
        for (label, there) in asked {
            if !done.insert((label.clone(), there)) {
                continue;
            }
            let mut some = NodeId::FALSE;
            for (own, stands) in &standing {
                if is_below(own, &label) {
                    some = self.circuit.or(&some, stands);
                }
            }
            let not = self.circuit.not(&there);
            let sound = self.circuit.or(&not, &some);
            self.sound.push(sound);
        }
        self.sound.retain(|node| *node != NodeId::TRUE);
    }

    /// The prospect is open at a level above the one that it may have.
    pub(super) fn too_grave(&mut self, place: usize, may: Option<Level>) -> NodeId {
        let Some(prospect) = self.prospects.findings.get(place) else { return NodeId::FALSE };
        let (error, warning, note) = (prospect.error, prospect.warning, prospect.note);
        match may {
            Some(Level::Error) => NodeId::FALSE,
            Some(Level::Warning) => error,
            Some(Level::Note) => self.circuit.or(&error, &warning),
            None => {
                let grave = self.circuit.or(&error, &warning);
                self.circuit.or(&grave, &note)
            }
        }
    }
}

/// The paragraphs to which an entry refers.
pub(super) fn references(entry: &Entry) -> Vec<String> {
    let mut found = Vec::new();
    let mut entries = [entry.clone()];
    each_label(&mut entries, &mut |label, own| {
        if !own {
            found.push(label.text.clone());
        }
    });
    found
}

pub(super) fn is_below(label: &str, of: &str) -> bool {
    label.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}

/// The level below another one; `None` below a note.
pub(super) fn below(level: Level) -> Option<Level> {
    match level {
        Level::Error => Some(Level::Warning),
        Level::Warning => Some(Level::Note),
        Level::Note => None,
    }
}
