//! Filling the places of a rule's texts.

use penholder_language::model::{Draft, Entity, EntityId, RelationId, Text, Value, Vocabulary, Written};

use super::{ClauseRef, Figures, ReadFrom, Subject, SubjectIdentity};

/// A draft and the vocabulary it is written in: how entities are called.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) draft: &'a Draft,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Names<'_> {
    /// Name of what is declared; label and act of a clause.
    pub(super) fn entity(&self, id: EntityId) -> String {
        let Some(entity) = self.draft.entity(id) else { return String::new() };
        match &entity.label {
            Some(label) if label.is_empty() => self.kinds(entity),
            Some(label) => format!("¶{label} ({})", self.kinds(entity)),
            None if entity.name.is_empty() => self.kinds(entity),
            None => entity.name.clone(),
        }
    }

    /// What a template puts for it: the label of a clause, the name of what is declared.
    pub(super) fn reference(&self, id: EntityId) -> String {
        let Some(entity) = self.draft.entity(id) else { return String::new() };
        match &entity.label {
            Some(label) if !label.is_empty() => format!("¶{label}"),
            _ if !entity.name.is_empty() && !entity.name.starts_with('¶') => quoted(&entity.name),
            _ => self.kinds(entity),
        }
    }

    /// As a place to point at.
    pub(super) fn clause(&self, id: EntityId) -> Option<ClauseRef> {
        let entity = self.draft.entity(id)?;
        let label = entity.label.clone().unwrap_or_default();
        let text = if entity.label.is_some() || entity.name.is_empty() {
            self.kinds(entity)
        } else {
            entity.name.clone()
        };
        Some(ClauseRef { label, text, span: entity.span, read: self.read(entity) })
    }

    /// On what its reading rests, where a program read it: the relation for that tells.
    fn read(&self, entity: &Entity) -> Option<ReadFrom> {
        let certainty = entity.tuples.iter().find_map(|tuple| {
            let relation = self.vocabulary.relation(tuple.relation)?;
            match tuple.value {
                Value::Term(term) if relation.written.contains(&Written::Certainty) => Some(term),
                _ => None,
            }
        })?;
        let certainty = self.vocabulary.term(certainty)?.name.clone();
        Some(ReadFrom { words: entity.description.clone(), certainty })
    }

    /// Whether a program read the draft, or a part of it, from prose.
    pub(super) fn is_read(&self) -> bool {
        self.draft.entities.iter().any(|entity| self.read(entity).is_some())
    }

    /// As what a rule was judged for.
    pub(super) fn subject(&self, variable: &str, id: EntityId) -> Subject {
        let identity = self.draft.entity(id).map(|entity| self.identity(entity)).unwrap_or_default();
        Subject { variable: variable.to_owned(), entity: id, text: self.entity(id), identity }
    }

    fn identity(&self, entity: &Entity) -> SubjectIdentity {
        let Some(label) = &entity.label else {
            let act = if entity.name.is_empty() { self.kinds(entity) } else { entity.name.clone() };
            return SubjectIdentity { act, ..SubjectIdentity::default() };
        };
        let related = entity.tuples.iter().filter_map(|tuple| match &tuple.value {
            Value::Entity(other) => self.draft.entity(*other),
            _ => None,
        });
        let declared = related.filter(|other| other.label.is_none()).map(|other| other.name.clone());
        let mut about: Vec<String> = declared.filter(|name| !name.is_empty()).collect();
        about.sort_unstable();
        about.dedup();
        SubjectIdentity { label: label.clone(), act: self.kinds(entity), about }
    }

    fn kinds(&self, entity: &Entity) -> String {
        let names: Vec<&str> = entity.kinds.iter().filter_map(|kind| self.term(kind.value)).collect();
        names.join(" or ")
    }

    fn term(&self, id: penholder_language::model::TermId) -> Option<&str> {
        self.vocabulary.term(id).map(|term| term.name.as_str())
    }

    /// What a relation relates an entity to, in words.
    fn related(&self, id: EntityId, relation: &str) -> String {
        let (Some(entity), Some(relation)) =
            (self.draft.entity(id), self.vocabulary.relation_named(relation))
        else {
            return String::new();
        };
        let values: Vec<String> = entity
            .tuples
            .iter()
            .filter(|tuple| tuple.relation == relation)
            .map(|tuple| match &tuple.value {
                Value::Entity(other) => self.reference(*other),
                Value::Term(term) => self.term(*term).unwrap_or_default().to_owned(),
                Value::Number(number) => figure(*number),
                Value::Date(date) => date.to_string(),
                Value::Text(text) => text.clone(),
            })
            .collect();
        if values.is_empty() { self.by_kind(entity, relation).join(", ") } else { values.join(", ") }
    }

    /// What holds of everything of an entity's kinds: that a task of a kind demands a level of force.
    fn by_kind(&self, entity: &Entity, relation: RelationId) -> Vec<&str> {
        let kinds = entity.kinds.iter().filter_map(|kind| self.vocabulary.term(kind.value));
        let attributes = kinds
            .flat_map(|kind| &kind.ancestors)
            .filter_map(|ancestor| self.vocabulary.term(*ancestor))
            .flat_map(|term| &term.attributes)
            .filter(|attribute| attribute.relation == relation);
        let mut values: Vec<&str> = attributes.filter_map(|attribute| self.term(attribute.value)).collect();
        values.dedup();
        values
    }
}

/// What the places of a rule's texts hold for one binding.
pub(super) struct Filling<'a> {
    pub(super) names: Names<'a>,
    pub(super) variables: Vec<(&'a str, EntityId)>,
    pub(super) numbers: Vec<(&'a str, i64)>,
    pub(super) figures: Option<Figures>,
    pub(super) missing: Vec<&'a str>,
}

impl Filling<'_> {
    /// The text with every place filled, for people.
    pub(super) fn fill(&self, text: &Text) -> String {
        self.each_place(&text.0, |id| self.names.entity(id))
    }

    /// A clause template with every place filled, as the mandate language wants it.
    pub(super) fn instantiate(&self, template: &str) -> String {
        self.each_place(template, |id| self.names.reference(id))
    }

    fn each_place(&self, text: &str, entity: impl Fn(EntityId) -> String) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            match after.split_once('}') {
                Some((place, tail)) => {
                    match self.place(place.trim(), &entity) {
                        Some(value) => filled.push_str(&value),
                        // Not a place: braces of a clause template.
                        None => {
                            filled.push('{');
                            rest = after;
                            continue;
                        }
                    }
                    rest = tail;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    fn place(&self, place: &str, entity: &impl Fn(EntityId) -> String) -> Option<String> {
        let variable =
            |name: &str| self.variables.iter().find(|(known, _)| *known == name).map(|(_, id)| *id);
        if let Some((name, relation)) = place.split_once('.') {
            return variable(name).map(|id| self.names.related(id, relation));
        }
        if let Some(id) = variable(place) {
            return Some(entity(id));
        }
        if let Some((_, number)) = self.numbers.iter().find(|(known, _)| *known == place) {
            return Some(figure(*number));
        }
        let with_unit = |number: i64, figures: &Figures| {
            if figures.unit == "%" { format!("{} %", figure(number)) } else { figure(number) }
        };
        match (place, &self.figures) {
            ("missing", _) => Some(self.missing.join("; ")),
            ("has", Some(figures)) => Some(with_unit(figures.has, figures)),
            ("needs", Some(figures)) => Some(with_unit(figures.needs, figures)),
            ("short", Some(figures)) => Some(with_unit(figures.short, figures)),
            ("has" | "needs" | "short", None) => Some("—".to_owned()),
            _ => None,
        }
    }
}

/// A number with thousands separated, as prose writes it.
pub fn figure(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        grouped.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn quoted(name: &str) -> String {
    let plain = name.chars().next().is_some_and(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\''));
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(
            [figure(0), figure(999), figure(1_120), figure(-12_640)],
            ["0", "999", "1,120", "−12,640"]
        );
    }

    #[test]
    fn names_that_are_no_words_are_quoted_in_templates() {
        assert_eq!([quoted("AQIM"), quoted("Burkina Faso")], ["AQIM", "\"Burkina Faso\""]);
    }
}
