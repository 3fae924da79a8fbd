//! A draft as a `.mandate` file, in the canonical form.

use std::fmt::Write as _;

use penholder_language::model::{
    Block, Draft, Entity, Origin, Range, RelationId, Unit, Value, Vocabulary, Written,
};
use penholder_language::syntax::mandate;

/// The text of a draft without brackets. `blocks` are written even where they say nothing. `None` where it cannot be
/// said in the language.
pub(super) fn write(draft: &Draft, vocabulary: &Vocabulary, blocks: &[Block]) -> Option<String> {
    let writer = Writer { draft, vocabulary };
    let mut text = String::new();
    for block in Block::ALL {
        let own: Vec<&Entity> =
            draft.entities.iter().filter(|entity| writer.block(entity) == Some(block)).collect();
        if own.is_empty() && !blocks.contains(&block) && block != Block::Mandate {
            continue;
        }
        writeln!(text, "{} example {{", block.name()).ok()?;
        for entity in own {
            writer.entry(entity, &mut text)?;
        }
        writeln!(text, "}}").ok()?;
    }
    mandate::format(&text).ok()
}

struct Writer<'a> {
    draft: &'a Draft,
    vocabulary: &'a Vocabulary,
}

impl Writer<'_> {
    fn block(&self, entity: &Entity) -> Option<Block> {
        self.vocabulary.sort(entity.sort).map(|sort| sort.origin.block())
    }

    fn entry(&self, entity: &Entity, text: &mut String) -> Option<()> {
        let sort = self.vocabulary.sort(entity.sort)?;
        match sort.origin {
            Origin::Itself(_) => {
                for kind in self.kinds(entity) {
                    writeln!(text, "    {kind}").ok()?;
                }
                for (relation, values) in self.said(entity) {
                    let name = &self.vocabulary.relation(relation)?.name;
                    writeln!(text, "    {name} {}", self.values(relation, &values, ", ")?).ok()?;
                }
            }
            Origin::Declared(_) => {
                let mut details = self.kinds(entity);
                details.extend(self.details(entity, |_| true)?);
                let details = braces(&details);
                writeln!(text, "    {} {}{details}", sort.name, entity.name).ok()?;
            }
            Origin::Counted(_) => {
                let figure = |relation: RelationId| self.is_written(relation, &Written::Figure);
                let first = self.said(entity).into_iter().find(|(relation, _)| figure(*relation));
                let (own, number) = match first {
                    Some((relation, values)) => (Some(relation), self.values(relation, &values, " ")?),
                    None => (None, "1".to_owned()),
                };
                let mut kinds = self.kinds(entity).into_iter();
                let act = kinds.next()?;
                let mut details: Vec<String> = kinds.collect();
                details.extend(self.details(entity, |relation| Some(relation) != own)?);
                writeln!(text, "    {number} {act}{}", braces(&details)).ok()?;
            }
            Origin::Chosen => self.clause(entity, text)?,
        }
        Some(())
    }

    fn clause(&self, entity: &Entity, text: &mut String) -> Option<()> {
        let placed = |way: Written| {
            let found = self.said(entity).into_iter().find(|(relation, _)| self.is_written(*relation, &way));
            found.map(|(relation, values)| self.values(relation, &values, ", ").map(|text| (relation, text)))
        };
        let mut used: Vec<RelationId> = Vec::new();
        let mut line = format!("    {}", entity.name);
        if entity.ruled_out {
            line.push_str(" rules out");
        } else {
            let verb = match placed(Written::Verb) {
                Some(verb) => {
                    let (relation, verb) = verb?;
                    used.push(relation);
                    verb
                }
                None => self.any_verb()?,
            };
            line.push_str(&format!(" {verb}"));
            if let Some(addressee) = placed(Written::Addressee) {
                let (relation, addressee) = addressee?;
                used.push(relation);
                line.push_str(&format!(" {addressee} to"));
            }
        }
        if let Some(figure) = placed(Written::Figure) {
            let (relation, figure) = figure?;
            used.push(relation);
            line.push_str(&format!(" {figure}"));
        }
        let mut kinds = self.kinds(entity).into_iter();
        line.push_str(&format!(" {}", kinds.next()?));
        for (relation, values) in self.said(entity) {
            let name = self.vocabulary.relation(relation)?.name.clone();
            if !used.contains(&relation) && self.is_written(relation, &Written::Preposition(name.clone())) {
                used.push(relation);
                line.push_str(&format!(" {name} {}", self.values(relation, &values, ", ")?));
            }
        }
        let mut details: Vec<String> = kinds.collect();
        details.extend(self.details(entity, |relation| !used.contains(&relation))?);
        writeln!(text, "{line}{}", braces(&details)).ok()
    }

    /// A clause has a verb even where the question rests on none.
    fn any_verb(&self) -> Option<String> {
        let verb = self.vocabulary.relations.iter().find(|r| r.written.contains(&Written::Verb))?;
        let taxonomy = verb.range.iter().find_map(|range| match range {
            Range::Terms(taxonomy) => Some(*taxonomy),
            _ => None,
        })?;
        let terms = self.vocabulary.terms.iter().filter(|term| term.taxonomy == taxonomy);
        terms.max_by_key(|term| term.rank).map(|term| term.name.clone())
    }

    fn is_written(&self, relation: RelationId, way: &Written) -> bool {
        self.vocabulary.relation(relation).is_some_and(|relation| relation.written.contains(way))
    }

    fn kinds(&self, entity: &Entity) -> Vec<String> {
        let mut kinds: Vec<String> = Vec::new();
        for kind in entity.kinds.iter().filter_map(|kind| self.vocabulary.term(kind.value)) {
            if !kinds.contains(&kind.name) {
                kinds.push(kind.name.clone());
            }
        }
        kinds
    }

    /// What is said of an entity, relation by relation.
    fn said<'e>(&self, entity: &'e Entity) -> Vec<(RelationId, Vec<&'e Value>)> {
        let mut said: Vec<(RelationId, Vec<&Value>)> = Vec::new();
        for tuple in &entity.tuples {
            match said.iter_mut().find(|(relation, _)| *relation == tuple.relation) {
                Some((_, values)) => values.push(&tuple.value),
                None => said.push((tuple.relation, vec![&tuple.value])),
            }
        }
        said
    }

    fn details(&self, entity: &Entity, wanted: impl Fn(RelationId) -> bool) -> Option<Vec<String>> {
        let said = self.said(entity).into_iter().filter(|(relation, _)| wanted(*relation));
        said.map(|(relation, values)| {
            let name = &self.vocabulary.relation(relation)?.name;
            Some(format!("{name} {}", self.values(relation, &values, " ")?))
        })
        .collect()
    }

    fn values(&self, relation: RelationId, values: &[&Value], between: &str) -> Option<String> {
        let unit = &self.vocabulary.relation(relation)?.unit;
        let written: Option<Vec<String>> = values.iter().map(|value| self.value(value, unit)).collect();
        Some(written?.join(between))
    }

    fn value(&self, value: &Value, unit: &Unit) -> Option<String> {
        Some(match value {
            Value::Entity(id) => self.draft.entity(*id)?.name.clone(),
            Value::Term(term) => self.vocabulary.term(*term)?.name.clone(),
            Value::Number(number) => match unit {
                Unit::Days => format!("{number} days"),
                Unit::Percent => format!("{number}%"),
                Unit::Count(_) => number.to_string(),
            },
            Value::Date(date) => date.to_string(),
            Value::Text(text) => format!("{text:?}"),
        })
    }
}

fn braces(details: &[String]) -> String {
    if details.is_empty() { String::new() } else { format!(" {{ {} }}", details.join(", ")) }
}
