//! Items: an act with its figure and phrases, in one option or several, becomes one entity or several.

use super::builder::{Builder, new_entity};
use super::work::{Said, Work};
use crate::model::{Entity, EntityId, Guard, Guarded, SortId, TermId, Written};
use crate::source::Span;
use crate::syntax::mandate::ast::{Act, Alternative, Figure, Item, Name, Phrase, Value};
use crate::syntax::mandate::item_text;

/// What all items of an entry have in common.
pub(super) struct Parts {
    /// From which the names of unnamed brackets are made.
    pub(super) base: String,
    pub(super) label: Option<String>,
    /// The sorts of which an item may be.
    pub(super) sorts: Vec<SortId>,
    pub(super) ruled_out: bool,
}

/// One act among those in dispute, or that nothing is to be done.
struct Leaf<'a> {
    guard: Guard,
    act: Option<&'a Name>,
}

/// A figure and phrases, under the guard of the option in which they stand.
struct Extra<'a> {
    guard: Guard,
    figure: Option<&'a Alternative<Figure>>,
    phrases: &'a [Alternative<Phrase>],
}

impl<'a> Builder<'a> {
    /// The entities of an item, each with the guard of its presence. None where no act is known.
    pub(super) fn item(
        &mut self,
        item: &'a Item,
        parts: &Parts,
        guard: &Guard,
        span: Span,
        words: &str,
    ) -> Vec<(EntityId, Guard)> {
        let (mut leaves, mut extras) = (Vec::new(), Vec::new());
        self.leaves(item, &parts.base, guard, &mut leaves, &mut extras);
        let silent = leaves.iter().any(|leaf| leaf.act.is_none());
        let mut acts: Vec<(Guard, TermId, SortId, Span)> = Vec::new();
        let mut failed = false;
        for leaf in &leaves {
            let Some(name) = leaf.act else { continue };
            match self.act(name, parts) {
                Some((term, sort)) => acts.push((leaf.guard.clone(), term, sort, name.place.0)),
                None => failed = true,
            }
        }
        failed |= acts.is_empty();
        if failed {
            self.failed_labels.extend(parts.label.clone());
        }
        let mut made = Vec::new();
        let one_sort = acts.windows(2).all(|pair| matches!(pair, [(_, _, a, _), (_, _, b, _)] if a == b));
        if one_sort && !silent && !failed {
            if let Some((_, term, sort, _)) = acts.first() {
                let mut entity = self.entity_of(parts, *sort, *term, guard.clone(), span, words);
                entity.kinds = acts
                    .iter()
                    .map(|(guard, term, _, span)| Guarded { value: *term, guard: guard.clone(), span: *span })
                    .collect();
                made.push((self.add_item(entity, parts), guard.clone()));
            }
        } else {
            for (presence, term, sort, act) in acts {
                let mut entity = self.entity_of(parts, sort, term, presence.clone(), span, words);
                entity.kinds = vec![Guarded { value: term, guard: presence.clone(), span: act }];
                made.push((self.add_item(entity, parts), presence));
            }
        }
        self.extras(&made, &extras, &parts.base);
        made
    }

    fn leaves(
        &mut self,
        item: &'a Item,
        base: &str,
        guard: &Guard,
        leaves: &mut Vec<Leaf<'a>>,
        extras: &mut Vec<Extra<'a>>,
    ) {
        extras.push(Extra { guard: guard.clone(), figure: item.figure.as_ref(), phrases: &item.phrases });
        match &item.act {
            Act::Name(name) => leaves.push(Leaf { guard: guard.clone(), act: Some(name) }),
            Act::Bracket(bracket) => {
                if !self.may_choose(bracket.place.0) {
                    return;
                }
                for option in self.open(bracket, base, guard, &item_text) {
                    match option.content.first() {
                        Some(item) => self.leaves(item, base, &option.guard, leaves, extras),
                        None => leaves.push(Leaf { guard: option.guard, act: None }),
                    }
                }
            }
        }
    }

    fn entity_of(
        &self,
        parts: &Parts,
        sort: SortId,
        term: TermId,
        presence: Guard,
        span: Span,
        words: &str,
    ) -> Entity {
        let name = match &parts.label {
            Some(label) => format!("¶{label}"),
            None => self.vocabulary.term(term).map(|term| term.name.clone()).unwrap_or_default(),
        };
        Entity {
            label: parts.label.clone(),
            ruled_out: parts.ruled_out,
            description: words.to_owned(),
            ..new_entity(sort, &name, presence, span)
        }
    }

    fn add_item(&mut self, entity: Entity, parts: &Parts) -> EntityId {
        let id = self.add(entity);
        if let Some(label) = &parts.label {
            self.labels.entry(label.clone()).or_default().push(id);
        }
        id
    }

    /// Figures and phrases hold of every entity that the item became, as far as their options agree.
    fn extras(&mut self, made: &[(EntityId, Guard)], extras: &[Extra<'a>], base: &str) {
        for extra in extras {
            let figures = match extra.figure {
                Some(figure) => self.unfold(std::slice::from_ref(figure), base, &extra.guard, &figure_text),
                None => Vec::new(),
            };
            let phrases = self.unfold(extra.phrases, base, &extra.guard, &|phrase: &Phrase| {
                crate::syntax::mandate::phrase_text(&Alternative::Plain(phrase.clone()))
            });
            let mut said: Vec<(&Name, Vec<(Guard, &'a Value)>)> = Vec::new();
            for (guard, phrase) in phrases {
                said.push((&phrase.preposition, self.values(&phrase.values, base, &guard)));
            }
            for (id, presence) in made {
                for (guard, figure) in &figures {
                    if let Some(guard) = super::guards::both(guard, presence) {
                        let value = figure_value(figure);
                        self.work.push(Work {
                            entity: Some(*id),
                            said: Said::Place(Written::Figure, guard, value),
                        });
                    }
                }
                for (preposition, values) in &said {
                    let values: Vec<_> = values
                        .iter()
                        .filter_map(|(guard, value)| Some((super::guards::both(guard, presence)?, *value)))
                        .collect();
                    if !values.is_empty() {
                        self.work.push(Work { entity: Some(*id), said: Said::Phrase(preposition, values) });
                    }
                }
            }
        }
    }
}

fn figure_value(figure: &Figure) -> Value {
    if figure.percent {
        Value::Percent(figure.value, figure.place)
    } else {
        Value::Number(figure.value, figure.place)
    }
}

fn figure_text(figure: &Figure) -> String {
    crate::syntax::mandate::value_text(&figure_value(figure))
}
