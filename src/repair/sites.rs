//! Where a draft's own clauses can give way or say more: verbs, levels, figures, areas, whole clauses, brackets.

use std::collections::BTreeSet;

use penholder_language::model::{
    Costs, Draft, EntityId, LevelOperand, Pack, Range, Relation, TaxonomyId, Term, TermId, Value as Fact,
    Vocabulary, Written,
};
use penholder_language::model::{Formula, SortId};
use penholder_language::syntax::mandate::ast::{
    Act, Alternative, Block, Clause, Entry, Figure, Item, Node, Value,
};
use penholder_language::syntax::mandate::entry_text;

use super::candidate::{Candidate, Edit, Kind};
use super::edit::edited;
use super::space::{is_below, references};
use crate::amend::labels_of;

/// What is known of a draft while changes to it are looked for.
pub(super) struct Sites<'a> {
    pub(super) pack: &'a Pack,
    pub(super) costs: &'a Costs,
    pub(super) draft: &'a Draft,
    pub(super) block: &'a Block,
    /// By how much figures fall short in the findings to close.
    pub(super) shortfalls: &'a [i64],
}

impl Sites<'_> {
    /// The changes to an entry that findings to close rest on.
    pub(super) fn of_entry(&self, entry: usize) -> Vec<Candidate> {
        let Some(Node::Clause(clause)) = self.block.entries.get(entry).map(|entry| &entry.node) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        self.strike(entry, clause, &mut found);
        self.verbs(entry, clause, &mut found);
        for (place, item) in clause.items.iter().enumerate() {
            self.phrases(entry, place, item, &mut found);
        }
        found
    }

    /// Other figures for every entry that has one.
    pub(super) fn figures(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (entry, written) in self.block.entries.iter().enumerate() {
            let Node::Clause(clause) = &written.node else { continue };
            for (place, item) in clause.items.iter().enumerate() {
                let (Some(Alternative::Plain(figure)), Some((sort, term))) = (&item.figure, self.act(item))
                else {
                    continue;
                };
                found.extend(self.raised(entry, place, figure, sort, term));
            }
        }
        found
    }

    fn raised(
        &self,
        entry: usize,
        item: usize,
        figure: &Figure,
        sort: SortId,
        term: TermId,
    ) -> Vec<Candidate> {
        let raised =
            self.shortfalls.iter().filter_map(|short| Some((*short, figure.value.checked_add(*short)?)));
        raised
            .filter_map(|(short, to)| {
                let cost = self.costs.add(&self.pack.vocabulary, sort, term, Some(short))?;
                let edit = Edit::Figure { entry, item, to };
                self.candidate(edit, Kind::Figure, self.term_name(term), cost, Some((term, short)))
            })
            .collect()
    }

    /// The other options of the draft's own brackets.
    pub(super) fn brackets(&self) -> Vec<Candidate> {
        let Some(cost) = self.costs.choose() else { return Vec::new() };
        let mut found = Vec::new();
        for choice in &self.draft.choices {
            for (option, of) in choice.options.iter().enumerate().skip(1) {
                let Ok(option) = u32::try_from(option) else { continue };
                found.push(Candidate {
                    edit: Edit::Choose { choice: choice.name.clone(), option },
                    kind: Kind::Choose,
                    about: choice.name.clone(),
                    text: if of.text.is_empty() { "(nothing)".to_owned() } else { of.text.clone() },
                    prose: String::new(),
                    cost,
                    counted: None,
                });
            }
        }
        found
    }

    /// Strikes a clause out.
    pub(super) fn strike(&self, entry: usize, clause: &Clause, found: &mut Vec<Candidate>) {
        let mut total = Some(0_i64);
        for item in &clause.items {
            let cost =
                self.act(item).and_then(|(sort, term)| self.costs.strike(&self.pack.vocabulary, sort, term));
            total = total.zip(cost).and_then(|(sum, cost)| sum.checked_add(cost));
        }
        if let Some(cost) = total {
            found.extend(self.candidate(
                Edit::Strike { entry },
                Kind::Strike,
                clause.label.text.clone(),
                cost,
                None,
            ));
        }
    }

    /// Clauses outside the entries that refer to a paragraph of one of them, struck out.
    pub(super) fn referring(&self, entries: &BTreeSet<usize>) -> Vec<Candidate> {
        let own = |place: &usize| self.block.entries.get(*place..=*place).map(labels_of).unwrap_or_default();
        let labels: Vec<String> = entries.iter().flat_map(own).collect();
        let mut found = Vec::new();
        for (place, entry) in self.block.entries.iter().enumerate() {
            let Node::Clause(clause) = &entry.node else { continue };
            let refers = references(entry).iter().any(|of| labels.iter().any(|label| is_below(label, of)));
            if refers && !entries.contains(&place) {
                self.strike(place, clause, &mut found);
            }
        }
        found
    }

    fn verbs(&self, entry: usize, clause: &Clause, found: &mut Vec<Candidate>) {
        let Some(Alternative::Plain(verb)) = &clause.verb else { return };
        let vocabulary = &self.pack.vocabulary;
        let is_verb = |relation: &Relation| relation.written.contains(&Written::Verb);
        for to in self.stronger(&verb.text, &is_verb) {
            let (Some(from), Some(term)) = (term_named(vocabulary, &verb.text), vocabulary.term(to)) else {
                continue;
            };
            if let Some(cost) = self.costs.step(term.taxonomy, term.rank.saturating_sub(from.rank)) {
                let edit = Edit::Verb { entry, to: term.name.clone() };
                found.extend(self.candidate(edit, Kind::Step, term.name.clone(), cost, None));
            }
        }
    }

    fn phrases(&self, entry: usize, place: usize, item: &Item, found: &mut Vec<Candidate>) {
        let vocabulary = &self.pack.vocabulary;
        let narrow = self.act(item).and_then(|(sort, term)| self.costs.narrow(vocabulary, sort, term));
        for (p, phrase) in item.phrases.iter().enumerate() {
            let Alternative::Plain(phrase) = phrase else { continue };
            let several = phrase.values.len() > 1;
            for (v, value) in phrase.values.iter().enumerate() {
                let Alternative::Plain(Value::Name(name)) = value else { continue };
                let at = (place, p, v);
                let written = |relation: &Relation| {
                    relation.written.contains(&Written::Preposition(phrase.preposition.text.clone()))
                };
                for to in self.stronger(&name.text, &written) {
                    let (Some(from), Some(term)) = (term_named(vocabulary, &name.text), vocabulary.term(to))
                    else {
                        continue;
                    };
                    if let Some(cost) = self.costs.step(term.taxonomy, term.rank.saturating_sub(from.rank)) {
                        let edit = Edit::Value { entry, at, to: Some(term.name.clone()) };
                        found.extend(self.candidate(edit, Kind::Step, term.name.clone(), cost, None));
                    }
                }
                let Some(cost) = narrow else { continue };
                if several {
                    let edit = Edit::Value { entry, at, to: None };
                    found.extend(self.candidate(edit, Kind::Narrow, name.text.clone(), cost, None));
                }
                for part in self.parts(&name.text) {
                    let edit = Edit::Value { entry, at, to: Some(part.clone()) };
                    found.extend(self.candidate(edit, Kind::Narrow, part, cost, None));
                }
            }
        }
    }

    /// Stronger words of the same ordered taxonomy: those that some rule compares with, and the strongest.
    fn stronger(&self, word: &str, written: &dyn Fn(&Relation) -> bool) -> Vec<TermId> {
        let vocabulary = &self.pack.vocabulary;
        let Some(from) = term_named(vocabulary, word) else { return Vec::new() };
        let ranges = |relation: &Relation| relation.range.contains(&Range::Terms(from.taxonomy));
        let ordered =
            vocabulary.taxonomies.get(from.taxonomy.index()).is_some_and(|taxonomy| taxonomy.ordered);
        if !ordered || !vocabulary.relations.iter().any(|relation| ranges(relation) && written(relation)) {
            return Vec::new();
        }
        let mut found = compared(self.pack, from.taxonomy);
        found.retain(|term| vocabulary.term(*term).is_some_and(|term| term.rank > from.rank));
        found
    }

    /// The entities that the vocabulary's containments put inside the one of that name.
    fn parts(&self, name: &str) -> Vec<String> {
        let whole =
            self.draft.entities.iter().position(|entity| entity.name == name && entity.label.is_none());
        let Some(whole) = whole.and_then(|i| u32::try_from(i).ok()).map(EntityId) else { return Vec::new() };
        let containments: Vec<_> = self.pack.vocabulary.relations.iter().filter_map(|r| r.through).collect();
        let inside = self.draft.entities.iter().filter(|entity| {
            entity
                .tuples
                .iter()
                .any(|tuple| containments.contains(&tuple.relation) && tuple.value == Fact::Entity(whole))
        });
        inside.map(|entity| entity.name.clone()).collect()
    }

    fn act(&self, item: &Item) -> Option<(SortId, TermId)> {
        match &item.act {
            Act::Name(name) => super::candidate::act_of(&self.pack.vocabulary, &name.text),
            Act::Bracket(_) => None,
        }
    }

    fn term_name(&self, term: TermId) -> String {
        self.pack.vocabulary.term(term).map(|term| term.name.clone()).unwrap_or_default()
    }

    fn candidate(
        &self,
        edit: Edit,
        kind: Kind,
        about: String,
        cost: i64,
        counted: Option<(TermId, i64)>,
    ) -> Option<Candidate> {
        let entry = match &edit {
            Edit::Strike { entry }
            | Edit::Verb { entry, .. }
            | Edit::Value { entry, .. }
            | Edit::Figure { entry, .. } => self.block.entries.get(*entry)?,
            Edit::Add { .. } | Edit::Specify { .. } | Edit::Choose { .. } => return None,
        };
        let text = match kind {
            Kind::Strike => entry_text(entry),
            _ => entry_text(&edited(entry, &edit)),
        };
        Some(Candidate { edit, kind, about, text, prose: String::new(), cost, counted })
    }
}

fn term_named<'v>(vocabulary: &'v Vocabulary, word: &str) -> Option<&'v Term> {
    vocabulary.term_named(word).and_then(|id| vocabulary.term(id))
}

/// The terms of a taxonomy with which rules compare, and its strongest.
fn compared(pack: &Pack, taxonomy: TaxonomyId) -> Vec<TermId> {
    let vocabulary = &pack.vocabulary;
    let own = |term: &TermId| vocabulary.term(*term).is_some_and(|term| term.taxonomy == taxonomy);
    let mut found: Vec<TermId> = Vec::new();
    let mut open: Vec<&Formula> = Vec::new();
    for rule in &pack.rules {
        open.push(&rule.condition);
        open.extend(rule.require.iter().map(|line| &line.formula));
        open.extend(rule.eased.iter().map(|ease| &ease.when));
    }
    while let Some(formula) = open.pop() {
        match formula {
            Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
                open.extend(parts)
            }
            Formula::Not(part) | Formula::Exists(_, part) | Formula::ForAll(_, part) => open.push(part),
            Formula::LevelAtLeast { left, right, .. } => {
                for side in [left, right] {
                    if let LevelOperand::Term(term) = side {
                        found.push(*term);
                    }
                }
            }
            _ => {}
        }
    }
    found.retain(own);
    // Where levels are compared with each other, every level may matter; an attribute of a term names some.
    found.extend(vocabulary.terms.iter().flat_map(|t| &t.attributes).map(|a| a.value).filter(own));
    let all = vocabulary.terms.iter().enumerate().filter(|(_, term)| term.taxonomy == taxonomy);
    found.extend(all.max_by_key(|(_, term)| term.rank).and_then(|(i, _)| u32::try_from(i).ok()).map(TermId));
    found.sort_unstable_by_key(|term| vocabulary.term(*term).map(|term| term.rank));
    found.dedup();
    found
}

/// The entry of a block in which a place lies.
pub(super) fn entry_at(block: &Block, span: penholder_language::source::Span) -> Option<usize> {
    block.entries.iter().position(|entry: &Entry| {
        let own = entry.place.0;
        own.file == span.file && own.start <= span.start && span.end <= own.end
    })
}
