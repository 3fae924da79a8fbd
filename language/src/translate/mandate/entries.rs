//! First pass over the entries of a block: declarations, properties, figures.

use super::act::Parts;
use super::brackets::Taken;
use super::builder::{Builder, new_entity};
use super::guards::both;
use super::work::{Said, Work};
use crate::model::{Block, EntityId, Guard, Origin, Range, RelationId, SortId, Tuple, Value, Written};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{
    self, Alternative, Bracket, Entry, FigureEntry, Link, Name, Node, Statement,
};
use crate::syntax::mandate::entry_text;

impl<'a> Builder<'a> {
    pub(super) fn entries(&mut self, entries: &'a [Entry], guard: &Guard) {
        for entry in entries {
            match &entry.node {
                Node::Statement(statement) => self.statement(statement, guard, entry.place.0),
                Node::Figure(figure) => self.figure(figure, guard, entry.place.0),
                Node::Clause(clause) if self.block == Block::Mandate => {
                    self.clause(clause, guard, entry.place.0)
                }
                Node::Acceptance(acceptance) if self.block == Block::Mandate => {
                    self.acceptances.push((acceptance, guard.clone(), entry.place.0));
                }
                Node::Bracket(bracket) => self.bracket(bracket, guard),
                Node::Clause(_) => self.misplaced("a clause", entry.place.0),
                Node::Acceptance(_) => self.misplaced("an acceptance", entry.place.0),
            }
        }
    }

    fn misplaced(&mut self, what: &str, span: Span) {
        let problem = Diagnostic::error(span, format!("{what} stands in a mandate block only"))
            .help("move it between the braces of `mandate NAME { … }`");
        self.problem(problem);
    }

    fn bracket(&mut self, bracket: &'a Bracket<Entry>, guard: &Guard) {
        if !self.may_choose(bracket.place.0) {
            return;
        }
        let base = first_label(bracket).unwrap_or("bracket");
        for option in self.open(bracket, base, guard, &entry_text) {
            self.entries(option.content, &option.guard);
        }
    }

    /// Takes note of a bracket and gives its options.
    pub(super) fn open<T>(
        &mut self,
        bracket: &'a Bracket<T>,
        base: &str,
        guard: &Guard,
        text: &dyn Fn(&T) -> String,
    ) -> Vec<Taken<'a, T>> {
        let mut problems = Vec::new();
        let taken = self.brackets.open(bracket, base, guard, text, &mut problems);
        problems.into_iter().for_each(|problem| self.problem(problem));
        taken
    }

    fn statement(&mut self, statement: &'a Statement, guard: &Guard, span: Span) {
        let word = &statement.word;
        let declared = self
            .vocabulary
            .sort_named(&word.text)
            .and_then(|id| self.vocabulary.sort(id).map(|sort| (id, sort)));
        match declared {
            Some((sort, declared)) if declared.origin == Origin::Declared(self.block) => {
                self.declaration(sort, statement, guard, span);
            }
            _ => self.property(statement, guard),
        }
    }

    fn declaration(&mut self, sort: SortId, statement: &'a Statement, guard: &Guard, span: Span) {
        let word = &statement.word.text;
        let name = match statement.values.as_slice() {
            [Alternative::Plain(ast::Value::Name(name))] => name,
            [] => {
                let problem = Diagnostic::error(span, format!("this {word} has no name"))
                    .help(format!("write `{word} NAME`, or `{word} NAME \"words\" {{ … }}`"));
                return self.problem(problem);
            }
            [_, Alternative::Plain(other), ..] => {
                let problem = Diagnostic::error(
                    other.place().0,
                    format!("each {word} is declared on a line of its own"),
                )
                .help(format!("write `{word} NAME` once for each"));
                return self.problem(problem);
            }
            [other, ..] => {
                let span = match other {
                    Alternative::Plain(value) => value.place().0,
                    Alternative::Bracket(bracket) => bracket.place.0,
                };
                let problem = Diagnostic::error(span, format!("the name of this {word} is missing"))
                    .label("no name")
                    .help(
                        "names begin with a letter, or stand in quotes; brackets go around the whole entry",
                    );
                return self.problem(problem);
            }
        };
        let description = statement.words.as_ref().map(|words| words.text.clone()).unwrap_or_default();
        let entity = ast_entity(sort, name, guard, span, description);
        if let Some(id) = self.declare(name, entity) {
            self.details(id, statement.details.as_ref(), guard);
        }
    }

    fn declare(&mut self, name: &Name, entity: crate::model::Entity) -> Option<EntityId> {
        let span = name.place.0;
        if let Some(first) = self.scope.get(&name.text).and_then(|id| self.draft.entity(*id)) {
            let problem = Diagnostic::error(span, format!("`{}` is declared twice", name.text))
                .related(first.span, "declared here first")
                .help(
                    "situation, deployment and mandate share their names; give one of the two another name",
                );
            self.problem(problem);
            return None;
        }
        if self.vocabulary.term_named(&name.text).is_some() {
            let problem = Diagnostic::warning(
                span,
                format!("`{}` is also a term of the vocabulary", name.text),
            )
            .label("hides the term")
            .help("wherever the word stands in this draft, the name is meant; another name would be clearer");
            self.problem(problem);
        }
        let id = self.add(entity);
        self.scope.insert(name.text.clone(), id);
        Some(id)
    }

    /// An unknown name in a relation that declares its objects.
    pub(super) fn declare_used(&mut self, relation: RelationId, name: &Name, guard: Guard) {
        let known = self.scope.contains_key(&name.text) || self.vocabulary.term_named(&name.text).is_some();
        let range =
            self.vocabulary.relation(relation).map(|relation| relation.range.as_slice()).unwrap_or_default();
        let sort = range.iter().find_map(|range| match range {
            Range::Sort(sort) => Some(*sort),
            _ => None,
        });
        if let (false, Some(sort)) = (known, sort) {
            let id = self.add(new_entity(sort, &name.text, guard, name.place.0));
            self.scope.insert(name.text.clone(), id);
        }
    }

    fn property(&mut self, statement: &'a Statement, guard: &Guard) {
        let word = &statement.word;
        if let Some(problem) = self.no_property(statement) {
            if let Some(Alternative::Plain(ast::Value::Name(name))) = statement.values.first() {
                self.failed_names.insert(name.text.clone());
            }
            return self.problem(problem);
        }
        let Some(own) = self.own else { return };
        if let Some(words) = &statement.words {
            let problem =
                Diagnostic::error(words.place.0, format!("`{}` takes no words after its value", word.text))
                    .help("separate values with `,`");
            self.problem(problem);
        }
        if let Some(details) = &statement.details {
            let problem = Diagnostic::error(details.place.0, format!("`{}` takes no braces", word.text))
                .help("only what is declared by name, figures and clauses have details");
            self.problem(problem);
        }
        let said = if statement.values.is_empty() {
            Said::Bare(word, guard.clone())
        } else {
            let values = self.values(&statement.values, "bracket", guard);
            Said::Head(word, values)
        };
        self.work.push(Work { entity: Some(own), said });
    }

    fn figure(&mut self, figure: &'a FigureEntry, guard: &Guard, span: Span) {
        let block = self.block;
        let sorts: Vec<SortId> = self.sorts_with(Origin::Counted(block));
        if sorts.is_empty() {
            let problem =
                Diagnostic::error(span, format!("figures do not stand in a {} block", block_word(block)))
                    .help(
                        "what is on the ground belongs into a deployment; what the draft gives is a clause",
                    );
            return self.problem(problem);
        }
        let parts = Parts { base: "bracket".to_owned(), label: None, sorts, ruled_out: false };
        let words = figure.words.as_ref().map(|words| words.text.as_str()).unwrap_or_default();
        for (id, presence) in self.item(&figure.item, &parts, guard, span, words) {
            self.details(id, figure.details.as_ref(), &presence);
        }
    }

    pub(super) fn sorts_with(&self, origin: Origin) -> Vec<SortId> {
        let sorts = self.vocabulary.sorts.iter().zip(0..);
        sorts.filter(|(sort, _)| sort.origin == origin).map(|(_, id)| SortId(id)).collect()
    }

    /// What the header of a block says besides names.
    pub(super) fn links(&mut self, block: &'a ast::Block) {
        let kind = block.kind;
        for link in &block.links {
            let (span, word, belongs) = match link {
                Link::AsOf(date) => {
                    self.as_of(date);
                    (date.place.0, "as of", ast::BlockKind::Deployment)
                }
                Link::For(name) => (name.place.0, "for", ast::BlockKind::Mandate),
                Link::With(names) => (
                    names.first().map_or(block.place.0, |name| name.place.0),
                    "with",
                    ast::BlockKind::Mandate,
                ),
                Link::Renews(name) | Link::Amends(name) => {
                    if kind == ast::BlockKind::Mandate {
                        self.draft.renews.clone_from(&name.text);
                    }
                    let word = if matches!(link, Link::Renews(_)) { "renews" } else { "amends" };
                    (name.place.0, word, ast::BlockKind::Mandate)
                }
            };
            if kind != belongs {
                let message = format!("`{word}` does not stand in the header of a {}", kind.keyword());
                let problem =
                    Diagnostic::error(span, message).help(format!("only a {} has it", belongs.keyword()));
                self.problem(problem);
            }
        }
    }

    /// The day of a deployment, through the relation that is written so.
    fn as_of(&mut self, date: &ast::Date) {
        let Some(value) = self.date(date) else { return };
        let Some((own, sort)) = self.own.and_then(|own| Some((own, self.sort_of(own)?))) else { return };
        let takes_dates = |id: &RelationId| {
            self.vocabulary.relation(*id).is_some_and(|relation| relation.range.contains(&Range::Date))
        };
        let of = Written::Preposition("of".to_owned());
        let relation = self.relations_of(sort).filter(|id| self.is_written(*id, &of)).find(takes_dates);
        if let (Some(relation), Some(entity)) = (relation, self.draft.entities.get_mut(own.index())) {
            let tuple =
                Tuple { relation, value: Value::Date(value), guard: Guard::default(), span: date.place.0 };
            entity.tuples.push(tuple);
        }
    }

    /// Tells of the second of two things that say the same in a common reading.
    pub(super) fn said_before(&mut self, key: String, guard: &Guard, span: Span) -> Option<Span> {
        let places = self.said.entry(key).or_default();
        let first = places.iter().find(|(other, _)| both(guard, other).is_some()).map(|(_, span)| *span);
        if first.is_none() {
            places.push((guard.clone(), span));
        }
        first
    }
}

fn ast_entity(
    sort: SortId,
    name: &Name,
    guard: &Guard,
    span: Span,
    description: String,
) -> crate::model::Entity {
    crate::model::Entity { description, ..new_entity(sort, &name.text, guard.clone(), span) }
}

pub(super) fn block_word(block: Block) -> &'static str {
    match block {
        Block::Situation => "situation",
        Block::Deployment => "deployment",
        Block::Mandate => "mandate",
    }
}

/// The paragraph of the first clause in a bracket, by which people will call it.
fn first_label(bracket: &Bracket<Entry>) -> Option<&str> {
    bracket.options.iter().flat_map(|option| &option.content).find_map(|entry| match &entry.node {
        Node::Clause(clause) => Some(clause.label.text.as_str()),
        Node::Bracket(inner) => first_label(inner),
        _ => None,
    })
}
