//! From what was found in a stretch of the operative part to clauses.

use penholder_language::model::{SortId, TermId, Written};
use penholder_language::source::Span;
use penholder_language::syntax::mandate::ast::{
    Act, Alternative, Clause, Detail, Figure, Item, Joint, Node, Phrase, Place, Value,
};
use penholder_reader::Strength;

use super::relate::{connects, continues, takes};
use super::schema::{ProseRelation, Schema};
use super::small::{among_last, ends_in, small};
use super::task::Task;
use super::text::{Object, Text, Thing};
use super::tree;
use super::unit::Unit;
use super::words::{figure, words};

/// A clause, with what is needed to tie it to others.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) clause: Clause,
    pub(super) sort: SortId,
    pub(super) span: Span,
}

/// What is known of the whole text while its clauses are made.
pub(super) struct Reader<'r> {
    pub(super) schema: &'r Schema<'r>,
    pub(super) named: &'r [super::known::Named],
    /// The mission's work, read by itself.
    pub(super) tasks: &'r [Task],
    /// The kind of the mission.
    pub(super) mission: Option<TermId>,
    /// The sorts of clauses in which the mission has a role.
    pub(super) work: Vec<SortId>,
}

/// An act with what is known of it before its clause is made.
struct Acting<'t> {
    object: &'t Object,
    term: TermId,
    sort: SortId,
    /// It is the mission's work, in this role.
    task: Option<&'t Task>,
}

/// Who is told, and how much of that was read rather than guessed.
struct Told {
    names: Vec<(String, Span)>,
    guessed: bool,
}

impl<'r> Reader<'r> {
    /// What is known of a text, of which the tasks were read.
    pub(super) fn new(schema: &'r Schema<'r>, named: &'r [super::known::Named], tasks: &'r [Task]) -> Self {
        let mut work: Vec<SortId> = Vec::new();
        let roles = tasks.iter().filter_map(|task| Some((schema.act(task.term)?, task.role?)));
        for (sort, role) in roles {
            if !work.contains(&sort) && schema.detail(sort, role).is_some() {
                work.push(sort);
            }
        }
        Reader { schema, named, tasks, mission: schema.mission(), work }
    }

    /// The clauses of one stretch.
    pub(super) fn clauses(
        &self,
        unit: &Unit<'_>,
        at: usize,
        text: &Text<'_>,
        lead: Option<&Text<'_>>,
    ) -> Vec<Found> {
        let Some(verb) = unit.verb.filter(|verb| verb.strength >= Strength::Encouragement) else {
            return Vec::new();
        };
        let inside =
            |object: &&Object| unit.range.start <= object.range.start && object.range.end <= unit.range.end;
        let objects: Vec<&Object> = text.objects.iter().filter(inside).collect();
        let told = |object: &Object| {
            !unit.is_inherited()
                && verb
                    .addressee
                    .as_ref()
                    .is_some_and(|told| told.start <= object.range.start && object.range.end <= told.end)
        };
        let work: Vec<(Object, &Task)> = self.work(unit, at);
        let mut acts: Vec<Acting<'_>> = objects
            .iter()
            .filter(|object| !told(object) && object.range.start >= verb_end(unit))
            .filter_map(|object| match object.thing {
                Thing::Term(term) => Some(Acting { object, term, sort: self.schema.act(term)?, task: None }),
                _ => None,
            })
            // What the mission does is read by itself, with its role in it.
            .filter(|act| {
                !self.is_work(act.sort) || !self.is_missions(&self.told(unit, text, lead, act.object))
            })
            .collect();
        for (object, task) in &work {
            let Some(sort) = self.schema.act(task.term) else { continue };
            acts.retain(|act| {
                act.task.is_some() || act.sort != sort || !overlap(&act.object.range, &object.range)
            });
            acts.push(Acting { object, term: task.term, sort, task: Some(task) });
        }
        acts.sort_by_key(|act| act.object.range.start);
        let mut found: Vec<Found> = Vec::new();
        for act in &acts {
            let negated =
                act.task.is_none() && among_last(text.before(act.object.range.start), 3, &small().negations);
            let Some(item) = self.item(text, act.object, act.term, act.sort) else { continue };
            if negated && verb.strength < Strength::Request {
                continue;
            }
            let told = match (act.task, self.mission) {
                // Of others, with the mission's help: an appeal stays theirs.
                (Some(_), Some(mission))
                    if verb.strength >= Strength::Request || verb.addressee.is_none() =>
                {
                    self.by_mission(unit, text, lead, act.object, mission)
                }
                _ => self.told(unit, text, lead, act.object),
            };
            let relations = self.relations(unit, text, lead, &objects, &acts, act);
            let clause = self.clause(unit, text, act, negated, item, told, relations);
            match found.iter_mut().find(|other| same(&other.clause, &clause)) {
                Some(other) => merge(&mut other.clause, clause),
                None => {
                    let span = text.paragraph.place(act.object.range.clone());
                    found.push(Found { clause, sort: act.sort, span });
                }
            }
        }
        found
    }

    /// The mission's work in a stretch.
    fn work(&self, unit: &Unit<'_>, at: usize) -> Vec<(Object, &Task)> {
        let inside = |task: &&Task| {
            task.paragraph == at
                && unit.range.start <= task.range.start
                && task.range.end <= unit.range.end
                && self.schema.act(task.term).is_some_and(|sort| self.is_work(sort))
        };
        let object = |task: &Task| Object {
            thing: Thing::Term(task.term),
            range: task.range.clone(),
            weak: task.weak,
            figure: None,
        };
        self.tasks.iter().filter(inside).map(|task| (object(task), task)).collect()
    }

    /// Whether clauses of a sort are work in which the mission has a role.
    fn is_work(&self, sort: SortId) -> bool {
        self.work.contains(&sort)
    }

    fn is_missions(&self, told: &Told) -> bool {
        let mission = self.mission.map(|mission| self.schema.name(mission));
        told.names.iter().any(|(name, _)| Some(name.as_str()) == mission)
    }

    /// The mission as the one who does it; its component where that is named.
    fn by_mission(
        &self,
        unit: &Unit<'_>,
        text: &Text<'_>,
        lead: Option<&Text<'_>>,
        act: &Object,
        mission: TermId,
    ) -> Told {
        let told = self.told(unit, text, lead, act);
        let names: Vec<(String, Span)> = told
            .names
            .into_iter()
            .filter(|(name, _)| {
                let term = self.schema.vocabulary.term_named(name);
                term.is_some_and(|term| self.schema.vocabulary.is_a(term, mission))
            })
            .collect();
        if names.is_empty() {
            let span = text.paragraph.place(act.range.clone());
            return Told { names: vec![(self.schema.name(mission).to_owned(), span)], guessed: true };
        }
        Told { names, guessed: told.guessed }
    }

    /// The act with its figure; nothing where it needs one that is not there.
    fn item(&self, text: &Text<'_>, act: &Object, term: TermId, sort: SortId) -> Option<Item> {
        let known = self.schema.vocabulary.term(term)?;
        let figure = if self.schema.counts(sort) { count(text, act)? } else { None };
        let name = tree::term(&known.name, text.paragraph.place(act.range.clone()));
        let (figure, up_to) = match figure {
            Some((value, start)) => {
                let end = act.figure.as_ref().map_or(start, |slot| slot.end);
                let place = Place(text.paragraph.place(start..end));
                let ceiling = ends_in(text.before(start), &small().ceilings);
                (Some(Alternative::Plain(Figure { value, percent: false, place })), ceiling)
            }
            None => (None, false),
        };
        Some(Item { up_to, figure, act: Act::Name(name), phrases: Vec::new() })
    }

    /// Who is told to do it.
    fn told(&self, unit: &Unit<'_>, text: &Text<'_>, lead: Option<&Text<'_>>, act: &Object) -> Told {
        let from = lead.unwrap_or(text);
        if let Some((_, range)) = unit.addressee() {
            let names = self.actors(from, range.start, range.end);
            return Told { names, guessed: false };
        }
        // Nobody is told outright: *decides that the mandate of the Force …*, *authorizes the use of force by the Force*.
        let names = match lead {
            Some(lead) => self.actors(lead, 0, lead.paragraph.text().len()),
            None => self.actors(text, unit.range.start, act.range.start),
        };
        Told { names: names.into_iter().take(1).collect(), guessed: true }
    }

    /// Those in a stretch who can be told something.
    fn actors(&self, text: &Text<'_>, start: usize, end: usize) -> Vec<(String, Span)> {
        let mut names: Vec<(String, Span)> = Vec::new();
        for object in
            text.objects.iter().filter(|object| start <= object.range.start && object.range.end <= end)
        {
            let name = match object.thing {
                Thing::Term(term) if self.schema.is_written(&Written::Addressee, term) => {
                    self.schema.name(term)
                }
                Thing::Named(named) => match self.named.get(named) {
                    Some(named) if named.stands_for_term => self.schema.name(named.term),
                    Some(named)
                        if named.sort.is_some()
                            && self.schema.is_written(&Written::Addressee, named.term) =>
                    {
                        named.name.as_str()
                    }
                    _ => continue,
                },
                _ => continue,
            };
            if !names.iter().any(|(known, _)| known == name) {
                names.push((name.to_owned(), text.paragraph.place(object.range.clone())));
            }
        }
        names
    }

    /// The objects that belong to an act, relation by relation.
    #[allow(clippy::too_many_arguments)]
    fn relations<'s>(
        &'s self,
        unit: &Unit<'_>,
        text: &Text<'_>,
        lead: Option<&Text<'_>>,
        objects: &[&Object],
        acts: &[Acting<'_>],
        acting: &Acting<'_>,
    ) -> Vec<(&'s ProseRelation<'s>, Vec<Value>)> {
        let (act, sort) = (acting.object, acting.sort);
        let first = acts.first().map_or(act.range.start, |first| first.object.range.start);
        let belongs = |object: &Object| {
            if std::ptr::eq(object, act)
                || text.breaks(act.range.end.min(object.range.start), act.range.start.max(object.range.end))
            {
                return false;
            }
            let between = |other: &Acting<'_>| {
                other.sort == sort
                    && !joined(text, acts, acting, other)
                    && act.range.start < other.object.range.start
                    && other.object.range.start <= object.range.start
            };
            let before = object.range.end <= first && object.range.start >= verb_end(unit);
            before || (object.range.start >= act.range.start && !acts.iter().any(between))
        };
        let sort_of = |named: usize| self.named.get(named).and_then(|named| named.sort);
        let belonging: Vec<&Object> = objects.iter().copied().filter(|object| belongs(object)).collect();
        let mut told = Vec::new();
        let own_relation = |object: &Object| {
            let mut relations = self.schema.relations.iter();
            relations.find(|relation| {
                relation.relation.domain.contains(&sort)
                    && !relation.is_anywhere()
                    && takes(self.schema, relation, object, &sort_of)
            })
        };
        let owner = |relation: &ProseRelation<'_>, object: &Object| {
            own_relation(object).is_some_and(|first| std::ptr::eq(first, relation))
        };
        for relation in
            self.schema.relations.iter().filter(|relation| relation.relation.domain.contains(&sort))
        {
            let mut values: Vec<Value> = Vec::new();
            let mut last: Option<&Object> = None;
            for object in belonging.iter().copied() {
                if !takes(self.schema, relation, object, &sort_of) {
                    continue;
                }
                let goes_on = last.is_some_and(|last| continues(text, last, object));
                // What the act's own words name is its object: *combat illicit trade*.
                let own = overlap(&act.range, &object.range) && owner(relation, object);
                if own || goes_on || connects(relation, text, object) {
                    last = Some(object);
                    self.values(text, object, &mut values);
                }
            }
            // What stands before a list holds of every item of it.
            if let Some(lead) = lead.filter(|_| relation.is_anywhere()) {
                let from = unit.verb.map_or(0, |verb| verb.range.end);
                for object in lead.objects.iter().filter(|object| object.range.start >= from) {
                    let fits = !matches!(object.thing, Thing::Labels(_));
                    if fits && takes(self.schema, relation, object, &sort_of) {
                        self.values(lead, object, &mut values);
                    }
                }
            }
            if relation.relation.single {
                values.truncate(1);
            }
            if !values.is_empty() {
                told.push((relation, values));
            }
        }
        told
    }

    fn values(&self, text: &Text<'_>, object: &Object, values: &mut Vec<Value>) {
        let span = text.paragraph.place(object.range.clone());
        let mut add = |value: Value| {
            if !values.contains(&value) {
                values.push(value);
            }
        };
        match &object.thing {
            Thing::Term(term) => add(Value::Name(tree::term(self.schema.name(*term), span))),
            Thing::Named(named) => {
                if let Some(named) = self.named.get(*named) {
                    add(Value::Name(named.written_as(self.schema, span)));
                }
            }
            Thing::Labels(reference) => {
                for label in &reference.labels {
                    add(Value::Label(tree::label(label, span)));
                }
            }
            Thing::Day(day) => add(tree::date(*day, span)),
            Thing::Time(time) => add(tree::duration(*time, span)),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn clause(
        &self,
        unit: &Unit<'_>,
        text: &Text<'_>,
        acting: &Acting<'_>,
        negated: bool,
        mut item: Item,
        told: Told,
        relations: Vec<(&ProseRelation<'_>, Vec<Value>)>,
    ) -> Clause {
        let act = acting.object;
        let span = text.paragraph.place(act.range.clone());
        let mut details: Vec<Detail> = Vec::new();
        let role = acting.task.and_then(|task| task.role);
        if let Some((role, relation)) =
            role.and_then(|role| Some((role, self.schema.detail(acting.sort, role)?)))
        {
            details.push(tree::detail(
                relation,
                vec![Value::Name(tree::term(self.schema.name(role), span))],
                span,
            ));
        }
        for (relation, values) in relations {
            match relation.preposition() {
                Some(preposition) => item.phrases.push(tree::phrase(preposition, values, span)),
                None => details.push(tree::detail(&relation.relation.name, values, span)),
            }
        }
        let doubts = usize::from(act.weak) * 2 + usize::from(told.guessed || unit.is_inherited());
        if let (Some(relation), Some(level)) = (self.schema.certainty, self.schema.certainty_of(doubts)) {
            details.push(tree::detail(relation, vec![Value::Name(tree::term(level, span))], span));
        }
        let verb = unit.verb.filter(|_| !negated).and_then(|verb| self.verb(verb));
        let verb_span = unit.verb.map_or(span, |verb| unit.lead.place(verb.range.clone()));
        let addressees: Vec<Alternative<_>> = match negated {
            true => Vec::new(),
            false => told.names.iter().map(|(name, at)| Alternative::Plain(self.actor(name, *at))).collect(),
        };
        let joint = match (&item.figure, addressees.is_empty() || negated) {
            (_, true) => Joint::None,
            (Some(_), false) => Joint::Comprises,
            (None, false) => Joint::To,
        };
        Clause {
            label: tree::label(&text.paragraph.label, span),
            verb: verb.map(|verb| Alternative::Plain(tree::term(verb, verb_span))),
            addressees,
            joint,
            items: vec![item],
            details: tree::details(details, span),
            words: Some(tree::quoted(text.slice(&act.range), span)),
        }
    }

    fn actor(&self, name: &str, span: Span) -> penholder_language::syntax::mandate::ast::Name {
        if self.schema.vocabulary.term_named(name).is_some() {
            tree::term(name, span)
        } else {
            tree::name(name, span)
        }
    }

    /// The vocabulary's verb for one of the text.
    fn verb(&self, verb: &penholder_reader::Verb) -> Option<&str> {
        self.schema
            .verb_named(&verb.words)
            .or_else(|| self.schema.verb_named(&verb.canonical.replace('-', " ")))
    }
}

/// Whether two acts of a sort stand side by side, *cooperation and coordination*: what follows is said of both.
fn joined(text: &Text<'_>, acts: &[Acting<'_>], first: &Acting<'_>, last: &Acting<'_>) -> bool {
    let mut end = first.object.range.end;
    let between = acts.iter().filter(|act| {
        act.sort == first.sort
            && first.object.range.start < act.object.range.start
            && act.object.range.start <= last.object.range.start
    });
    for act in between {
        let words = text.word_at(act.object.range.start).saturating_sub(text.word_at(end));
        if words > 2 {
            return false;
        }
        end = end.max(act.object.range.end);
    }
    true
}

fn overlap(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Where a unit's own verb ends.
fn verb_end(unit: &Unit<'_>) -> usize {
    match unit.verb {
        Some(verb) if !unit.is_inherited() => verb.range.end,
        _ => unit.range.start,
    }
}

/// The figure of an act, and where it begins; no act at all where the figure only changes a total.
#[allow(clippy::option_option)]
fn count(text: &Text<'_>, act: &Object) -> Option<Option<(i64, usize)>> {
    let Some(slot) = &act.figure else { return Some(None) };
    let inside = words(text.slice(slot));
    let (value, _) = figure(&inside)?;
    let changes = among_last(text.before(slot.start), 2, &small().changes);
    (!changes && value > 0).then_some(Some((value, slot.start)))
}

/// Whether two clauses say the same, but for what they say of it.
fn same(a: &Clause, b: &Clause) -> bool {
    let act = |clause: &Clause| clause.items.first().map(|item| (item.act.clone(), item.figure.clone()));
    a.label == b.label && a.verb == b.verb && a.addressees == b.addressees && act(a) == act(b)
}

/// Adds what the second clause says besides.
fn merge(a: &mut Clause, b: Clause) {
    let (Some(into), Some(from)) = (a.items.first_mut(), b.items.into_iter().next()) else { return };
    for phrase in from.phrases {
        let Alternative::Plain(phrase) = phrase else { continue };
        let known = into.phrases.iter_mut().find_map(|known| match known {
            Alternative::Plain(known) if known.preposition == phrase.preposition => Some(known),
            _ => None,
        });
        match known {
            Some(known) => join(known, phrase),
            None => into.phrases.push(Alternative::Plain(phrase)),
        }
    }
}

fn join(known: &mut Phrase, more: Phrase) {
    // A day or a length of time is told once.
    let single = |value: &Alternative<Value>| {
        matches!(value, Alternative::Plain(Value::Date(_) | Value::Duration(..) | Value::Number(..)))
    };
    for value in more.values {
        if !single(&value) && !known.values.contains(&value) {
            known.values.push(value);
        }
    }
}

/// Puts clauses into entries; references to paragraphs that say nothing of the kind are left out.
pub(super) fn entries(
    mut found: Vec<Found>,
    schema: &Schema<'_>,
) -> Vec<penholder_language::syntax::mandate::ast::Entry> {
    carry_conditions(&mut found, schema);
    let there: Vec<(String, SortId)> =
        found.iter().map(|found| (found.clause.label.text.clone(), found.sort)).collect();
    for (own, found) in found.iter_mut().enumerate() {
        for item in &mut found.clause.items {
            for phrase in &mut item.phrases {
                let Alternative::Plain(phrase) = phrase else { continue };
                let range: Vec<SortId> = schema.objects(&phrase.preposition.text, found.sort);
                phrase.values.retain(|value| match value {
                    Alternative::Plain(Value::Label(label)) => {
                        there.iter().enumerate().any(|(i, (other, sort))| {
                            i != own && range.contains(sort) && is_below(other, &label.text)
                        })
                    }
                    _ => true,
                });
            }
            item.phrases.retain(|phrase| match phrase {
                Alternative::Plain(phrase) => !phrase.values.is_empty(),
                Alternative::Bracket(_) => true,
            });
        }
    }
    found.into_iter().map(|found| tree::entry(Node::Clause(found.clause), found.span)).collect()
}

/// On what condition work is done is said once: the same work elsewhere in the text, or a kind of it, is under it, too.
fn carry_conditions(found: &mut [Found], schema: &Schema<'_>) {
    let act = |found: &Found| match found.clause.items.first().map(|item| &item.act) {
        Some(Act::Name(name)) => schema.vocabulary.term_named(&name.text),
        _ => None,
    };
    let condition = |found: &Found| -> Option<Alternative<Phrase>> {
        let written = schema.conditions(found.sort)?;
        let phrases = &found.clause.items.first()?.phrases;
        let fits = |phrase: &&Alternative<Phrase>| matches!(phrase, Alternative::Plain(phrase) if phrase.preposition.text == written);
        phrases.iter().find(fits).cloned()
    };
    let told: Vec<(TermId, SortId, Alternative<Phrase>)> =
        found.iter().filter_map(|found| Some((act(found)?, found.sort, condition(found)?))).collect();
    for other in found.iter_mut() {
        let (Some(own), None, false) = (act(other), condition(other), other.clause.verb.is_none()) else {
            continue;
        };
        let same = told.iter().find(|(term, sort, _)| {
            *sort == other.sort && *term != own && schema.vocabulary.is_a(own, *term)
        });
        if let (Some((_, _, phrase)), Some(item)) = (same, other.clause.items.first_mut()) {
            item.phrases.push(phrase.clone());
        }
    }
}

fn is_below(label: &str, above: &str) -> bool {
    label.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}
