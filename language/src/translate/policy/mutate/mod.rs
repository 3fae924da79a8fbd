//! Mutants of a pack: a rule, dilemma or definition with one part left out or one bound shifted. Fixtures that give
//! the same answers for a mutant do not test that part.

mod entry;
mod formula;

use std::collections::{HashMap, HashSet};

use super::Context;
use super::definition::{Template, template, used};
use super::entry::{dilemma, formulas, rule};
use crate::model::{Dilemma, Pack, Rule, RuleId};
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast::{Definition, Entry, EntryKind, File, Item};
use formula::Variants;

/// What a mutant is a mutant of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MutantOf {
    /// A rule.
    Rule,
    /// A dilemma.
    Dilemma,
    /// A definition, and with it everything that uses it.
    Definition,
}

/// A rule, dilemma or definition with one change.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What it is a mutant of.
    pub of: MutantOf,
    /// The code, or the name of the definition.
    pub name: String,
    /// What was changed, in the words of the policy language.
    pub description: String,
    /// Where, in the pack's sources.
    pub span: Span,
    changed: Changed,
}

#[derive(Clone, Debug)]
enum Changed {
    Entry(Box<Entry>),
    Definition(Box<Definition>),
}

/// What a mutant puts in place of rules and dilemmas of the pack.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Rules, with their places in [`Pack::rules`].
    pub rules: Vec<(RuleId, Rule)>,
    /// Dilemmas, with their places in [`Pack::dilemmas`].
    pub dilemmas: Vec<(usize, Dilemma)>,
}

impl Changes {
    /// Exchanges the changed rules and dilemmas with those of the pack. A second time restores it.
    pub fn swap(&mut self, pack: &mut Pack) {
        for (id, changed) in &mut self.rules {
            if let Some(original) = pack.rules.get_mut(id.index()) {
                std::mem::swap(original, changed);
            }
        }
        for (place, changed) in &mut self.dilemmas {
            if let Some(original) = pack.dilemmas.get_mut(*place) {
                std::mem::swap(original, changed);
            }
        }
    }
}

/// Translates one rule again, against the vocabulary and the definitions of its pack.
pub fn retranslate_rule(context: &Context, entry: &Entry) -> (Rule, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let rule = rule(context, entry, &mut diagnostics);
    (rule, diagnostics)
}

/// Makes the mutants of a pack that was translated without an error.
pub struct Mutator<'f> {
    context: Context,
    /// Places of the dilemmas in the pack.
    dilemmas: HashMap<String, usize>,
    /// Rules and dilemmas, by code, with the definitions that they name.
    entries: Vec<(&'f Entry, HashSet<&'f str>)>,
    /// Each after those that it uses.
    definitions: Vec<(&'f Definition, HashSet<&'f str>)>,
}

impl<'f> Mutator<'f> {
    /// For the files from which the context and the pack were made.
    pub fn new(files: &'f [File], context: &Context, pack: &Pack) -> Self {
        let (mut entries, mut definitions) = (Vec::new(), Vec::new());
        for item in files.iter().flat_map(|file| &file.items) {
            match item {
                Item::Entry(entry) => {
                    entries.push((entry, formulas(entry).into_iter().flat_map(used).collect()));
                }
                Item::Definition(definition) => {
                    definitions.push((definition, used(&definition.body).collect()))
                }
                _ => {}
            }
        }
        entries.sort_by(|(one, _), (other, _)| one.code.text.cmp(&other.code.text));
        let dilemmas =
            pack.dilemmas.iter().enumerate().map(|(place, one)| (one.code.clone(), place)).collect();
        Mutator { context: context.clone(), dilemmas, entries, definitions: sorted(definitions) }
    }

    /// Every mutant: of rules and dilemmas by code, then of definitions.
    pub fn mutants(&self) -> Vec<Mutant> {
        let variants = Variants::new(&self.context);
        let mut mutants = Vec::new();
        for (entry, _) in &self.entries {
            let of = match entry.kind {
                EntryKind::Rule => MutantOf::Rule,
                EntryKind::Dilemma => MutantOf::Dilemma,
                EntryKind::Proposal | EntryKind::StaleAcceptance => continue,
            };
            for (changed, description, span) in entry::variants(entry, &variants) {
                let (name, changed) = (entry.code.text.clone(), Changed::Entry(Box::new(changed)));
                mutants.push(Mutant { of, name, description, span, changed });
            }
        }
        for (definition, _) in &self.definitions {
            for (body, change) in variants.formula(&definition.body) {
                let name = definition.name.text.clone();
                let changed = Definition { body, ..(*definition).clone() };
                mutants.push(Mutant {
                    of: MutantOf::Definition,
                    description: format!("in `define {name}`: {}", change.description),
                    name,
                    span: change.span,
                    changed: Changed::Definition(Box::new(changed)),
                });
            }
        }
        mutants
    }

    /// Codes of the rules and dilemmas that a mutant touches.
    pub fn touched(&self, mutant: &Mutant) -> Vec<&str> {
        match mutant.of {
            MutantOf::Rule | MutantOf::Dilemma => {
                let own = self.entries.iter().filter(|(entry, _)| entry.code.text == mutant.name);
                own.map(|(entry, _)| entry.code.text.as_str()).collect()
            }
            MutantOf::Definition => {
                let users = self.users(&mutant.name);
                let touched = self.entries.iter().filter(|(_, used)| !used.is_disjoint(&users));
                touched.map(|(entry, _)| entry.code.text.as_str()).collect()
            }
        }
    }

    /// What a mutant puts in place of the originals.
    pub fn apply(&mut self, mutant: &Mutant) -> Changes {
        match &mutant.changed {
            Changed::Entry(entry) => {
                let mut changes = Changes::default();
                self.translate(entry, &mut changes);
                changes
            }
            Changed::Definition(definition) => self.redefine(definition),
        }
    }

    fn translate(&self, entry: &Entry, changes: &mut Changes) {
        // A mutant may well be something that its author would be warned of.
        let mut ignored = Vec::new();
        match entry.kind {
            EntryKind::Rule => {
                if let Some(id) = self.context.rule(&entry.code) {
                    changes.rules.push((id, rule(&self.context, entry, &mut ignored)));
                }
            }
            EntryKind::Dilemma => {
                if let Some(place) = self.dilemmas.get(&entry.code.text) {
                    changes.dilemmas.push((*place, dilemma(&self.context, entry, &mut ignored)));
                }
            }
            EntryKind::Proposal | EntryKind::StaleAcceptance => {}
        }
    }

    /// The definitions that rest on one, itself included.
    fn users<'n>(&self, name: &'n str) -> HashSet<&'n str>
    where
        'f: 'n,
    {
        let mut users = HashSet::from([name]);
        for (definition, used) in &self.definitions {
            if used.iter().any(|used| users.contains(used)) {
                users.insert(definition.name.text.as_str());
            }
        }
        users
    }

    /// Translates all that rests on a changed definition; the context is as before afterwards.
    fn redefine(&mut self, changed: &Definition) -> Changes {
        let users = self.users(&changed.name.text);
        let mut originals: Vec<Template> = Vec::new();
        let mut ignored = Vec::new();
        for (definition, _) in &self.definitions {
            if !users.contains(definition.name.text.as_str()) {
                continue;
            }
            let now = if definition.name.text == changed.name.text { changed } else { definition };
            let template = template(now, &self.context, &mut ignored);
            originals.extend(self.context.definitions.insert(template.name.clone(), template));
        }
        let mut changes = Changes::default();
        for (entry, used) in &self.entries {
            if !used.is_disjoint(&users) {
                self.translate(entry, &mut changes);
            }
        }
        for original in originals {
            self.context.definitions.insert(original.name.clone(), original);
        }
        changes
    }
}

/// Definitions, each after those that it uses.
fn sorted<'f>(
    definitions: Vec<(&'f Definition, HashSet<&'f str>)>,
) -> Vec<(&'f Definition, HashSet<&'f str>)> {
    let places: HashMap<&str, usize> =
        definitions.iter().enumerate().map(|(place, (one, _))| (one.name.text.as_str(), place)).collect();
    let uses: Vec<Vec<usize>> = definitions
        .iter()
        .map(|(_, used)| used.iter().filter_map(|name| places.get(name).copied()).collect())
        .collect();
    let (order, _) = super::order::order(&uses);
    order.into_iter().filter_map(|place| definitions.get(place).cloned()).collect()
}
