//! The draft in the making, and what is known while it is made.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::brackets::Brackets;
use super::work::Work;
use crate::model::{
    Block, Draft, Entity, EntityId, Given, Guard, Guarded, RelationId, SortId, TermId, Value, Vocabulary,
};
use crate::source::{Diagnostic, Severity, Span};
use crate::syntax::mandate::ast;

/// So many problems are collected; suggestions are searched for far fewer.
const MAX_PROBLEMS: usize = 1_000;

/// After so many messages nobody reads suggestions.
const MAX_SUGGESTIONS: usize = 200;

/// More facts than any mandate has: the limit keeps `for ¶1` written a thousand times from filling the memory.
const MAX_TUPLES: usize = 500_000;

/// Builds one draft, block by block.
pub(super) struct Builder<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) draft: Draft,
    pub(super) block: Block,
    /// The entity that is the block itself.
    pub(super) own: Option<EntityId>,
    pub(super) scope: HashMap<String, EntityId>,
    /// Clauses by label.
    pub(super) labels: BTreeMap<String, Vec<EntityId>>,
    /// Labels of clauses that could not be made; nobody is blamed for referring to them.
    pub(super) failed_labels: BTreeSet<String>,
    /// Names whose declaration failed.
    pub(super) failed_names: HashSet<String>,
    pub(super) brackets: Brackets,
    /// What is to be resolved once all names are known.
    pub(super) work: Vec<Work<'a>>,
    pub(super) acceptances: Vec<(&'a ast::Acceptance, Guard, Span)>,
    /// Clauses by what they say, to find those said twice.
    pub(super) said: HashMap<String, Vec<(Guard, Span)>>,
    tuples: usize,
    problems: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        Builder {
            vocabulary,
            draft: Draft::default(),
            block: Block::Situation,
            own: None,
            scope: HashMap::new(),
            labels: BTreeMap::new(),
            failed_labels: BTreeSet::new(),
            failed_names: HashSet::new(),
            brackets: Brackets::default(),
            work: Vec::new(),
            acceptances: Vec::new(),
            said: HashMap::new(),
            tuples: 0,
            problems: Vec::new(),
        }
    }

    /// First pass over a block: what there is.
    pub(super) fn block(&mut self, block: &'a ast::Block) {
        self.block = match block.kind {
            ast::BlockKind::Situation => Block::Situation,
            ast::BlockKind::Deployment => Block::Deployment,
            ast::BlockKind::Mandate => Block::Mandate,
        };
        let title = block.title.as_ref().map(|title| title.text.clone()).unwrap_or_default();
        let span = block.place.0;
        if block.kind == ast::BlockKind::Mandate {
            self.draft.name.clone_from(&block.name.text);
            self.draft.symbol.clone_from(&title);
            self.draft.span = span;
        } else {
            self.draft.given.push(Given { block: self.block, name: block.name.text.clone(), span });
        }
        self.own = self.vocabulary.sort_of_block(self.block).map(|sort| {
            let entity =
                Entity { description: title, ..new_entity(sort, &block.name.text, Guard::default(), span) };
            self.add(entity)
        });
        let from = self.work.len();
        self.links(block);
        self.brackets.reserve(&block.entries);
        self.entries(&block.entries, &Guard::default());
        self.declare_by_use(from);
    }

    /// Second pass: what holds.
    pub(super) fn finish(mut self) -> (Draft, Vec<Diagnostic>) {
        for work in std::mem::take(&mut self.work) {
            if self.goes_on() {
                self.carry_out(&work);
            }
        }
        for (acceptance, guard, span) in std::mem::take(&mut self.acceptances) {
            self.accept(acceptance, guard, span);
        }
        self.give_kinds();
        self.draft.choices = std::mem::take(&mut self.brackets).choices();
        self.check_single();
        (self.draft, self.problems)
    }

    /// Whoever a relation names is of the kind that it gives (a host is a host state).
    fn give_kinds(&mut self) {
        let mut given: Vec<(EntityId, Guarded<TermId>)> = Vec::new();
        for tuple in self.draft.entities.iter().flat_map(|entity| &entity.tuples) {
            let kind = self.vocabulary.relation(tuple.relation).and_then(|relation| relation.gives_kind);
            if let (Value::Entity(named), Some(kind)) = (&tuple.value, kind) {
                given.push((*named, Guarded { value: kind, guard: tuple.guard.clone(), span: tuple.span }));
            }
        }
        for (named, kind) in given {
            let Some(entity) = self.draft.entities.get_mut(named.index()) else { continue };
            if !entity.kinds.iter().any(|own| own.value == kind.value && own.guard == kind.guard) {
                entity.kinds.push(kind);
            }
        }
    }

    pub(super) fn add(&mut self, entity: Entity) -> EntityId {
        let id = EntityId(u32::try_from(self.draft.entities.len()).unwrap_or(u32::MAX));
        self.draft.entities.push(entity);
        id
    }

    /// Whether the draft has room for another fact; said once where it has none.
    pub(super) fn has_room(&mut self, span: Span) -> bool {
        self.tuples += 1;
        if self.tuples == MAX_TUPLES + 1 {
            let message = format!("this draft says more than {MAX_TUPLES} things; the rest is left out");
            self.problem(Diagnostic::error(span, message));
        }
        self.tuples <= MAX_TUPLES
    }

    pub(super) fn problem(&mut self, problem: Diagnostic) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        } else if self.problems.len() == MAX_PROBLEMS {
            let note = Diagnostic { severity: Severity::Warning, ..problem };
            self.problems
                .push(Diagnostic { message: "more errors follow, which are not shown".to_owned(), ..note });
        }
    }

    /// Whether to go on: a draft with that many facts or that many errors is no draft.
    pub(super) fn goes_on(&self) -> bool {
        self.tuples <= MAX_TUPLES && self.problems.len() <= MAX_PROBLEMS
    }

    /// The name that was meant, or nothing where nobody would read it any more.
    pub(super) fn suggest<'b>(
        &self,
        word: &str,
        candidates: impl Iterator<Item = &'b str>,
    ) -> Option<&'b str> {
        if self.problems.len() > MAX_SUGGESTIONS {
            return None;
        }
        super::names::nearest(word, candidates)
    }

    pub(super) fn sort_of(&self, entity: EntityId) -> Option<SortId> {
        self.draft.entity(entity).map(|entity| entity.sort)
    }

    /// Relations that a mandate may write of a sort.
    pub(super) fn relations_of(&self, sort: SortId) -> impl Iterator<Item = RelationId> + use<'a> {
        let relations = self.vocabulary.relations.iter().enumerate();
        relations
            .filter(move |(_, relation)| relation.derived.is_none() && relation.domain.contains(&sort))
            .map(|(i, _)| RelationId(u32::try_from(i).unwrap_or(u32::MAX)))
    }
}

/// An entity of which nothing is known yet.
pub(super) fn new_entity(sort: SortId, name: &str, presence: Guard, span: Span) -> Entity {
    Entity {
        sort,
        name: name.to_owned(),
        description: String::new(),
        label: None,
        ruled_out: false,
        presence,
        kinds: Vec::new(),
        tuples: Vec::new(),
        span,
    }
}
