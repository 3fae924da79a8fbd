//! What to say where a name does not fit: what stands there, what could, what was meant.

use super::act::Parts;
use super::builder::Builder;
use super::entries::block_word;
use super::values::is_below;
use super::work::place_name;
use crate::model::{EntityId, Origin, Range, RelationId, SortId, TaxonomyId, Unit, Written};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Name, Statement, Value};
use crate::syntax::mandate::is_preposition;

/// More examples than this are not listed.
const MAX_LISTED: usize = 6;

impl Builder<'_> {
    /// `an area`.
    pub(super) fn a_sort(&self, sort: SortId) -> String {
        self.vocabulary.sort(sort).map(|sort| with_article(&sort.name)).unwrap_or_default()
    }

    /// What is wrong with a statement that can be no property of the block; nothing where it can.
    pub(super) fn no_property(&self, statement: &Statement) -> Option<Diagnostic> {
        let word = &statement.word;
        let block = block_word(self.block);
        let own = self.own.and_then(|own| self.sort_of(own));
        if own.is_some_and(|own| !self.headed(&word.text, own).is_empty()) {
            return None;
        }
        let term = self.vocabulary.term_named(&word.text).and_then(|id| self.vocabulary.term(id));
        if term.is_some() && own.is_some() && statement.values.is_empty() {
            return None;
        }
        let problem = |message: String| Diagnostic::error(word.place.0, message).label("not known here");
        let sort = self.vocabulary.sort_named(&word.text).and_then(|id| self.vocabulary.sort(id));
        let place = sort.and_then(|sort| match sort.origin {
            Origin::Declared(other) => Some(block_word(other)),
            _ => None,
        });
        if let Some(place) = place {
            let message = format!("{} is not declared in a {block} block", with_article(&word.text));
            return Some(problem(message).help(format!("it is declared in a {place} block")));
        }
        if is_preposition(&word.text) {
            let message = format!("`{}` says nothing of a {block} block as a whole", word.text);
            return Some(problem(message).help("indent the line deeper to go on with the entry above"));
        }
        let domain: Vec<String> = self.domain_of(&word.text).iter().map(|sort| self.a_sort(*sort)).collect();
        if !domain.is_empty() {
            let message = format!("`{}` is not said of a {block} block as a whole", word.text);
            let whole = self.domain_of(&word.text).iter().find_map(|sort| {
                match self.vocabulary.sort(*sort)?.origin {
                    Origin::Itself(block) => Some(block_word(block)),
                    _ => None,
                }
            });
            let help = match whole {
                Some(other) => format!("it belongs into a {other} block"),
                None => format!("it is said of {}, in braces: `{{ {} … }}`", listed(&domain), word.text),
            };
            return Some(problem(message).help(help));
        }
        if self.is_verb(&word.text) {
            let message = format!("`{}` is a verb, but no paragraph stands before it", word.text);
            return Some(
                problem(message).help(format!("a clause begins with its paragraph: `¶1 {} …`", word.text)),
            );
        }
        if term.is_some() {
            let message = format!("`{}` is a term, which has no values", word.text);
            return Some(problem(message).help("values of one relation are separated by `,`"));
        }
        if self.scope.contains_key(&word.text) {
            let message = format!("`{}` is a name, which begins no entry", word.text);
            return Some(problem(message).help("a preposition or a `,` is missing before it"));
        }
        let sorts = self.vocabulary.sorts.iter().filter(|sort| sort.origin == Origin::Declared(self.block));
        let sorts: Vec<&str> = sorts.map(|sort| sort.name.as_str()).collect();
        let relations: Vec<&str> = own.map(|own| self.relation_names(own)).unwrap_or_default();
        let help = match self.suggest(&word.text, sorts.iter().chain(&relations).copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let sorts: Vec<String> = sorts.iter().map(|sort| format!("`{sort}`")).collect();
                let relations: Vec<String> =
                    relations.iter().map(|relation| format!("`{relation}`")).collect();
                match (sorts.is_empty(), relations.is_empty()) {
                    (false, false) => {
                        format!("a {block} declares {}; it says {}", listed(&sorts), listed(&relations))
                    }
                    (false, true) => format!("a {block} declares {}", listed(&sorts)),
                    _ => format!("a {block} says {}", listed(&relations)),
                }
            }
        };
        Some(problem(format!("`{}` begins no entry of a {block} block", word.text)).help(help))
    }

    /// No relation of the sort is called, or written, like the head of a detail.
    pub(super) fn unknown_head(&self, sort: SortId, head: &Name, value: Option<&Value>) -> Diagnostic {
        let a_sort = self.a_sort(sort);
        let problem = |message: String| Diagnostic::error(head.place.0, message).label("not known here");
        let domain: Vec<String> = self.domain_of(&head.text).iter().map(|sort| self.a_sort(*sort)).collect();
        if !domain.is_empty() {
            let help = format!("it is said of {}", listed(&domain));
            return problem(format!("`{}` is not said of {a_sort}", head.text)).help(help);
        }
        if self.vocabulary.term_named(&head.text).is_some() {
            let value = value.map(crate::syntax::mandate::value_text).unwrap_or_default();
            return problem(format!("`{}` is a term, which has no values", head.text))
                .help(format!("a `,` is missing between `{}` and `{value}`", head.text));
        }
        let names = self.relation_names(sort);
        let help = match self.suggest(&head.text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("of {a_sort} can be said {}", listed(&names))
            }
        };
        problem(format!("`{}` is no relation of {a_sort}", head.text)).help(help)
    }

    pub(super) fn unknown_preposition(&self, sort: SortId, head: &Name) -> Diagnostic {
        let a_sort = self.a_sort(sort);
        let mut words: Vec<String> = Vec::new();
        for id in self.relations_of(sort) {
            for way in
                self.vocabulary.relation(id).map(|relation| relation.written.as_slice()).unwrap_or_default()
            {
                if let Written::Preposition(word) = way {
                    let word = format!("`{word}`");
                    if !words.contains(&word) {
                        words.push(word);
                    }
                }
            }
        }
        let help = if words.is_empty() {
            format!("no preposition goes with {a_sort}; what else holds stands in braces")
        } else {
            format!("{a_sort} takes {}", listed(&words))
        };
        Diagnostic::error(head.place.0, format!("`{}` does not go with {a_sort}", head.text))
            .label("not possible here")
            .help(help)
    }

    /// The sort has no verb, addressee or figure.
    pub(super) fn no_place(&self, sort: SortId, place: &Written, span: Span) -> Diagnostic {
        let what = place_name(place).trim_start_matches("the ");
        Diagnostic::error(span, format!("{} has no {what}", self.a_sort(sort))).help("leave it out")
    }

    /// A term in braces, or as an entry, that is none.
    pub(super) fn unknown_flag(&self, sort: SortId, name: &Name) -> Diagnostic {
        let a_sort = self.a_sort(sort);
        let problem = |message: String| Diagnostic::error(name.place.0, message).label("not known here");
        if name.quoted {
            return problem("words in quotes stand for nothing here".to_owned())
                .help("name the relation before them");
        }
        if !self.headed(&name.text, sort).is_empty() {
            return problem(format!("`{}` has no value", name.text))
                .help(format!("write `{} VALUE`", name.text));
        }
        let terms: Vec<&str> = self.flags_of(sort);
        let relations = self.relation_names(sort);
        let help = match self.suggest(&name.text, terms.iter().chain(&relations).copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let kinds =
                    self.vocabulary.sort(sort).map(|sort| self.some_terms(sort.kinds)).unwrap_or_default();
                format!("{a_sort} is {kinds}")
            }
        };
        problem(format!("`{}` is no term", name.text)).help(help)
    }

    /// A term that no relation of the sort takes, or several do.
    pub(super) fn unclear_flag(
        &self,
        sort: SortId,
        name: &Name,
        taxonomy: TaxonomyId,
        relations: &[RelationId],
    ) -> Diagnostic {
        let span = name.place.0;
        let a_sort = self.a_sort(sort);
        let names: Vec<String> = relations
            .iter()
            .filter_map(|id| self.vocabulary.relation(*id))
            .map(|relation| format!("`{} {}`", relation.name, name.text))
            .collect();
        if names.is_empty() {
            let of = self
                .vocabulary
                .taxonomies
                .get(taxonomy.index())
                .map(|taxonomy| taxonomy.name.as_str())
                .unwrap_or_default();
            return Diagnostic::error(span, format!("`{}` cannot be said of {a_sort}", name.text))
                .label(format!("a term of `{of}`"))
                .help(self.who_takes(taxonomy));
        }
        Diagnostic::error(span, format!("`{}` can mean several things of {a_sort}", name.text))
            .label("not clear")
            .help(format!("write {}", listed(&names)))
    }

    /// Of what a term of a taxonomy can be said.
    fn who_takes(&self, taxonomy: TaxonomyId) -> String {
        let mut sorts: Vec<String> = Vec::new();
        for (sort, id) in self.vocabulary.sorts.iter().zip(0..) {
            let takes = self.relations_of(SortId(id)).any(|relation| {
                self.vocabulary.relation(relation).is_some_and(|r| r.range.contains(&Range::Terms(taxonomy)))
            });
            if sort.kinds == taxonomy || takes {
                sorts.push(with_article(&sort.name));
            }
        }
        if sorts.is_empty() { String::new() } else { format!("it can be said of {}", listed(&sorts)) }
    }

    /// No relation takes the value. Nothing, where the blame lies elsewhere.
    pub(super) fn refused(
        &self,
        entity: EntityId,
        candidates: &[RelationId],
        value: &Value,
        what: &str,
    ) -> Option<Diagnostic> {
        let mut ranges: Vec<Range> = Vec::new();
        for relation in candidates.iter().filter_map(|id| self.vocabulary.relation(*id)) {
            relation.range.iter().for_each(|range| {
                if !ranges.contains(range) {
                    ranges.push(*range);
                }
            });
        }
        match value {
            Value::Name(name) => {
                let known =
                    self.scope.contains_key(&name.text) || self.vocabulary.term_named(&name.text).is_some();
                if !known && self.failed_names.contains(&name.text) {
                    return None;
                }
                let takes_names =
                    ranges.iter().any(|range| matches!(range, Range::Sort(_) | Range::Terms(_)));
                if !known && takes_names {
                    return Some(self.unknown_name(name, what, &ranges));
                }
            }
            Value::Label(label) => {
                if self.failed_below(&label.text) {
                    return None;
                }
                if self.below(&label.text).all(|id| id == entity) {
                    return Some(self.unknown_label(entity, &label.text, label.place.0));
                }
            }
            _ => {}
        }
        let message =
            format!("{what} takes {}, but {}", self.in_words(candidates, &ranges), self.what_is(value));
        let problem = Diagnostic::error(value.place().0, message).label("does not fit");
        Some(match value {
            Value::Name(name) if !name.quoted && ranges.contains(&Range::Text) => {
                problem.help("put it into quotes")
            }
            _ => problem,
        })
    }

    /// A name that neither the draft nor the vocabulary has.
    pub(super) fn unknown_name(&self, name: &Name, what: &str, ranges: &[Range]) -> Diagnostic {
        let mut candidates: Vec<&str> = Vec::new();
        for entity in self.draft.entities.iter().filter(|entity| ranges.contains(&Range::Sort(entity.sort))) {
            if entity.label.is_none() {
                candidates.push(&entity.name);
            }
        }
        let taxonomies = self.taxonomies_of(ranges);
        let terms = self.vocabulary.terms.iter().filter(|term| taxonomies.contains(&term.taxonomy));
        candidates.extend(terms.map(|term| term.name.as_str()));
        let help = match self.suggest(&name.text, candidates.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => self.how_to_name(name, ranges),
        };
        let message = match what.strip_prefix("the ") {
            Some(what) => format!("unknown {what} `{}`", name.text),
            None => format!("unknown name `{}`", name.text),
        };
        Diagnostic::error(name.place.0, message).label("not known").help(help)
    }

    fn how_to_name(&self, name: &Name, ranges: &[Range]) -> String {
        for range in ranges {
            let Range::Sort(sort) = range else { continue };
            if let Some(sort) = self.vocabulary.sort(*sort)
                && let Origin::Declared(block) = sort.origin
            {
                return format!("declare it in the {}: `{} {}`", block_word(block), sort.name, name.text);
            }
        }
        let words = self.taxonomies_of(ranges).first().map(|taxonomy| self.some_terms(*taxonomy));
        words.map(|words| format!("it can be {words}")).unwrap_or_default()
    }

    fn unknown_label(&self, entity: EntityId, label: &str, span: Span) -> Diagnostic {
        if self
            .draft
            .entity(entity)
            .and_then(|entity| entity.label.as_deref())
            .is_some_and(|own| is_below(own, label))
        {
            return Diagnostic::error(span, format!("¶{label} refers to itself"))
                .help("name another paragraph");
        }
        let labels: Vec<&str> = self.labels.keys().map(String::as_str).collect();
        let help = match self.suggest(label, labels.iter().copied()) {
            Some(near) => format!("did you mean `¶{near}`?"),
            None => {
                let above: Vec<String> = labels.iter().map(|label| format!("`¶{label}`")).collect();
                format!("the draft has {}", listed(&above))
            }
        };
        Diagnostic::error(span, format!("no clause has the paragraph ¶{label}"))
            .label("not in this draft")
            .help(help)
    }

    /// A word in the place of an act, or of what a figure counts, that is none.
    pub(super) fn no_act(&self, name: &Name, parts: &Parts) -> Diagnostic {
        let span = name.place.0;
        let is_clause = parts.label.is_some();
        let example = self.acts(parts).next().unwrap_or_default();
        let known = self.vocabulary.term_named(&name.text).is_some() || self.scope.contains_key(&name.text);
        if known && is_clause {
            return Diagnostic::error(span, format!("`{}` is not something to be done", name.text))
                .label("not an act")
                .help(format!("write the act after the addressee: `… {} to {example}`", name.text));
        }
        if known {
            return Diagnostic::error(span, format!("`{}` is not something that is counted", name.text))
                .label("not counted")
                .help(format!("a figure stands before what it counts, such as `{example}`"));
        }
        let what = if is_clause { "unknown act" } else { "unknown kind" };
        let help = match self.suggest(&name.text, self.acts(parts)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the vocabulary lists what can stand here, such as `{example}`"),
        };
        Diagnostic::error(span, format!("{what} `{}`", name.text)).label("not in the vocabulary").help(help)
    }

    /// `an area or a group`.
    fn in_words(&self, candidates: &[RelationId], ranges: &[Range]) -> String {
        let chosen: Vec<String> = ranges
            .iter()
            .filter_map(|range| match range {
                Range::Sort(sort) if self.is_chosen(*sort) => Some(self.a_sort(*sort)),
                _ => None,
            })
            .collect();
        let mut words: Vec<String> = Vec::new();
        for range in ranges {
            words.push(match range {
                Range::Sort(sort) if self.is_chosen(*sort) => continue,
                Range::Sort(sort) => self.a_sort(*sort),
                Range::Terms(taxonomy) => self.some_terms(*taxonomy),
                Range::Number => self.number_words(candidates),
                Range::Date => "a date such as `2013-04-25`".to_owned(),
                Range::Text => "words in quotes".to_owned(),
            });
        }
        if !chosen.is_empty() {
            words.push(format!("the paragraph of {}", listed(&chosen)));
        }
        listed(&words)
    }

    fn number_words(&self, candidates: &[RelationId]) -> String {
        let relations = candidates.iter().filter_map(|id| self.vocabulary.relation(*id));
        let mut units = relations
            .filter(|relation| relation.range.contains(&Range::Number))
            .map(|relation| &relation.unit);
        match units.next() {
            Some(Unit::Days) => "a time such as `60 days`".to_owned(),
            Some(Unit::Percent) => "a share such as `90%`".to_owned(),
            _ => "a number".to_owned(),
        }
    }

    /// `AQIM is a group`.
    fn what_is(&self, value: &Value) -> String {
        match value {
            Value::Name(name) => {
                if let Some(sort) = self.scope.get(&name.text).and_then(|id| self.sort_of(*id)) {
                    return format!("`{}` is {}", name.text, self.a_sort(sort));
                }
                let term = self.vocabulary.term_named(&name.text).and_then(|id| self.vocabulary.term(id));
                match term.and_then(|term| self.vocabulary.taxonomies.get(term.taxonomy.index())) {
                    Some(taxonomy) => format!("`{}` is a term of `{}`", name.text, taxonomy.name),
                    None if name.quoted => "these are words in quotes".to_owned(),
                    None => format!("`{}` is a name", name.text),
                }
            }
            Value::Label(label) => {
                let sorts: Vec<SortId> = self.below(&label.text).filter_map(|id| self.sort_of(id)).collect();
                let sort = sorts.first().map(|sort| self.a_sort(*sort)).unwrap_or_default();
                format!("¶{} is {sort}", label.text)
            }
            Value::Number(..) => "this is a number".to_owned(),
            Value::Percent(..) => "this is a share".to_owned(),
            Value::Duration(..) => "this is a time".to_owned(),
            Value::Date(..) => "this is a date".to_owned(),
        }
    }

    fn is_chosen(&self, sort: SortId) -> bool {
        self.vocabulary.sort(sort).is_some_and(|sort| sort.origin == Origin::Chosen)
    }

    fn is_verb(&self, word: &str) -> bool {
        let Some(term) = self.vocabulary.term_named(word).and_then(|id| self.vocabulary.term(id)) else {
            return false;
        };
        self.vocabulary.relations.iter().any(|relation| {
            relation.written.contains(&Written::Verb) && relation.range.contains(&Range::Terms(term.taxonomy))
        })
    }

    fn domain_of(&self, relation: &str) -> Vec<SortId> {
        let relations = self.vocabulary.relations.iter();
        let named = relations.filter(|known| known.derived.is_none() && known.name == relation);
        named.flat_map(|relation| relation.domain.iter().copied()).collect()
    }

    fn relation_names(&self, sort: SortId) -> Vec<&str> {
        self.relations_of(sort)
            .filter_map(|id| self.vocabulary.relation(id))
            .map(|relation| relation.name.as_str())
            .collect()
    }

    /// Terms that can stand by themselves in the braces of an entity.
    fn flags_of(&self, sort: SortId) -> Vec<&str> {
        let mut taxonomies: Vec<TaxonomyId> =
            self.vocabulary.sort(sort).map(|sort| sort.kinds).into_iter().collect();
        for relation in self.relations_of(sort).filter_map(|id| self.vocabulary.relation(id)) {
            taxonomies.extend(self.taxonomies_of(&relation.range));
        }
        let terms = self.vocabulary.terms.iter().filter(|term| taxonomies.contains(&term.taxonomy));
        terms.map(|term| term.name.as_str()).collect()
    }

    fn taxonomies_of(&self, ranges: &[Range]) -> Vec<TaxonomyId> {
        ranges
            .iter()
            .filter_map(|range| match range {
                Range::Terms(taxonomy) => Some(*taxonomy),
                Range::Sort(sort) => self.vocabulary.sort(*sort).map(|sort| sort.kinds),
                _ => None,
            })
            .collect()
    }

    /// The terms of a taxonomy where they are few, else its name.
    fn some_terms(&self, taxonomy: TaxonomyId) -> String {
        let terms = self.vocabulary.terms.iter().filter(|term| term.taxonomy == taxonomy);
        let names: Vec<String> = terms.map(|term| format!("`{}`", term.name)).collect();
        if names.len() <= MAX_LISTED && !names.is_empty() {
            return listed(&names);
        }
        let name = self
            .vocabulary
            .taxonomies
            .get(taxonomy.index())
            .map(|taxonomy| taxonomy.name.as_str())
            .unwrap_or_default();
        format!("a term of `{name}` (such as {})", listed(names.get(..2).unwrap_or_default()))
    }
}

fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// `a, b or c`; a long list is cut.
fn listed(words: &[String]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        words if words.len() > MAX_LISTED * 2 => {
            format!("{} and others", words.get(..MAX_LISTED).unwrap_or_default().join(", "))
        }
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}
