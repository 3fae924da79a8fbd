//! Random drafts and formulas over one small vocabulary that has every kind of relation.

use penholder_language::model::*;
use penholder_language::source::Span;
use proptest::prelude::*;

pub const AREA: SortId = SortId(0);
pub const GROUP: SortId = SortId(1);
pub const TASK: SortId = SortId(2);
pub const MEANS: SortId = SortId(3);

pub const WITHIN: RelationId = RelationId(0);
pub const IN: RelationId = RelationId(1);
pub const AGAINST: RelationId = RelationId(2);
pub const LINKED: RelationId = RelationId(3);
pub const STRENGTH: RelationId = RelationId(4);
pub const VERB: RelationId = RelationId(5);
pub const DEMANDS: RelationId = RelationId(6);
pub const FOR: RelationId = RelationId(7);
pub const OVERLAP: RelationId = RelationId(8);
pub const COVERS: RelationId = RelationId(9);
pub const NARROWS: RelationId = RelationId(10);
pub const BY_KIND: RelationId = RelationId(11);
pub const BY_NAME: RelationId = RelationId(12);
const RELATIONS: u32 = 13;

/// Terms 0–3 kinds of group (1 and 2 of 0), 4–6 kinds of task, 7–9 kinds of means, 10–13 levels, 14–15 kinds of area.
pub fn vocabulary() -> Vocabulary {
    let span = Span::default();
    let sort = |name: &str, origin, kinds| Sort {
        name: name.into(),
        doc: String::new(),
        origin,
        kinds: TaxonomyId(kinds),
        span,
    };
    let taxonomy = |name: &str, ordered| Taxonomy { name: name.into(), doc: String::new(), ordered, span };
    let term = |n: u32, taxonomy, parents: &[u32], rank, demands: Option<u32>| {
        let mut ancestors: Vec<TermId> = parents.iter().map(|p| TermId(*p)).collect();
        ancestors.push(TermId(n));
        ancestors.sort();
        Term {
            name: format!("t{n}"),
            doc: String::new(),
            taxonomy: TaxonomyId(taxonomy),
            parents: parents.iter().map(|p| TermId(*p)).collect(),
            ancestors,
            rank,
            codes: Vec::new(),
            attributes: demands
                .map(|d| TermAttribute { relation: DEMANDS, value: TermId(d) })
                .into_iter()
                .collect(),
            span,
        }
    };
    let relation = |name: &str, domain: &[SortId], range: &[Range]| Relation {
        name: name.into(),
        doc: String::new(),
        domain: domain.to_vec(),
        range: range.to_vec(),
        written: vec![Written::Braces],
        phrases: Vec::new(),
        unit: Unit::Count(String::new()),
        single: false,
        symmetric: false,
        transitive: false,
        declares: false,
        gives_kind: None,
        through: None,
        derived: None,
        span,
    };
    let scoped = [GROUP, TASK, MEANS];
    Vocabulary {
        sorts: vec![
            sort("area", Origin::Declared(Block::Situation), 4),
            sort("group", Origin::Declared(Block::Situation), 0),
            sort("task", Origin::Chosen, 1),
            sort("means", Origin::Chosen, 2),
        ],
        taxonomies: vec![
            taxonomy("group-kind", false),
            taxonomy("task-kind", false),
            taxonomy("means-kind", false),
            taxonomy("level", true),
            taxonomy("area-kind", false),
        ],
        terms: vec![
            term(0, 0, &[], 0, None),
            term(1, 0, &[0], 0, Some(12)),
            term(2, 0, &[0], 0, None),
            term(3, 0, &[], 0, None),
            term(4, 1, &[], 0, Some(11)),
            term(5, 1, &[4], 0, Some(13)),
            term(6, 1, &[], 0, None),
            term(7, 2, &[], 0, None),
            term(8, 2, &[7], 0, None),
            term(9, 2, &[], 0, None),
            term(10, 3, &[], 0, None),
            term(11, 3, &[], 1, None),
            term(12, 3, &[], 2, None),
            term(13, 3, &[], 3, None),
            term(14, 4, &[], 0, None),
            term(15, 4, &[14], 0, None),
        ],
        weights: Vec::new(),
        phrases: Phrasebook::default(),
        relations: vec![
            Relation { transitive: true, ..relation("within", &[AREA], &[Range::Sort(AREA)]) },
            Relation { through: Some(WITHIN), ..relation("in", &scoped, &[Range::Sort(AREA)]) },
            relation("against", &[TASK, MEANS], &[Range::Sort(GROUP)]),
            Relation { symmetric: true, ..relation("linked", &[GROUP], &[Range::Sort(GROUP)]) },
            relation("strength", &[MEANS, TASK], &[Range::Number]),
            relation("verb", &[TASK, MEANS], &[Range::Terms(TaxonomyId(3))]),
            relation("demands", &[TASK, GROUP], &[Range::Terms(TaxonomyId(3))]),
            relation("for", &[MEANS], &[Range::Sort(TASK)]),
            Relation {
                derived: Some(Derived::Overlap(IN)),
                ..relation("overlap", &scoped, &[Range::Sort(TASK), Range::Sort(GROUP), Range::Sort(AREA)])
            },
            Relation {
                derived: Some(Derived::Covers(AGAINST)),
                ..relation("covers", &[MEANS], &[Range::Sort(TASK)])
            },
            Relation {
                derived: Some(Derived::Narrows),
                ..relation("narrows", &[TASK, MEANS], &[Range::Sort(TASK), Range::Sort(MEANS)])
            },
            Relation {
                derived: Some(Derived::ByKind(AGAINST)),
                ..relation("by-kind", &[TASK, MEANS], &[Range::Sort(GROUP)])
            },
            Relation {
                derived: Some(Derived::ByName(AGAINST)),
                ..relation("by-name", &[TASK], &[Range::Sort(GROUP)])
            },
        ],
    }
}

fn kinds_of(sort: SortId) -> std::ops::Range<u32> {
    match sort {
        GROUP => 0..4,
        TASK => 4..7,
        MEANS => 7..10,
        _ => 14..16,
    }
}

/// Guards over up to three two-way brackets.
fn guard() -> impl Strategy<Value = Guard> {
    prop_oneof![
        3 => Just(Guard::default()),
        1 => (0..3_u32, 0..2_u32).prop_map(|(c, o)| Guard(vec![(ChoiceId(c), o)])),
        1 => (0..2_u32, 0..2_u32, 0..2_u32).prop_map(|(c, o, p)| Guard(vec![(ChoiceId(c), o), (ChoiceId(2), p)])),
    ]
}

/// Entities 0–2 areas, 3–5 groups, 6–8 tasks, 9–11 means.
fn sort_of(entity: u32) -> SortId {
    SortId(entity / 3)
}

fn tuple(entity: u32) -> BoxedStrategy<(RelationId, Value)> {
    let entity_in = |low: u32| (low..low + 3).prop_map(|e| Value::Entity(EntityId(e)));
    let term_in = |range: std::ops::Range<u32>| range.prop_map(|t| Value::Term(TermId(t)));
    let small = (-3..10_i64).prop_map(Value::Number);
    let with =
        |relation: RelationId, value: BoxedStrategy<Value>| value.prop_map(move |v| (relation, v)).boxed();
    match sort_of(entity) {
        AREA => with(WITHIN, entity_in(0).boxed()),
        GROUP => prop_oneof![
            with(IN, entity_in(0).boxed()),
            with(LINKED, prop_oneof![entity_in(3), term_in(0..4)].boxed()),
            with(DEMANDS, term_in(10..14).boxed()),
        ]
        .boxed(),
        TASK => prop_oneof![
            with(IN, prop_oneof![entity_in(0), term_in(14..16)].boxed()),
            with(AGAINST, prop_oneof![entity_in(3), term_in(0..4)].boxed()),
            with(VERB, term_in(10..14).boxed()),
            with(STRENGTH, small.boxed()),
        ]
        .boxed(),
        _ => prop_oneof![
            with(IN, prop_oneof![entity_in(0), term_in(14..16)].boxed()),
            with(AGAINST, prop_oneof![entity_in(3), term_in(0..4)].boxed()),
            with(FOR, prop_oneof![entity_in(6), term_in(4..7)].boxed()),
            with(STRENGTH, small.boxed()),
            with(VERB, term_in(10..14).boxed()),
        ]
        .boxed(),
    }
}

fn entity(index: u32) -> BoxedStrategy<Entity> {
    let kinds = proptest::collection::vec((kinds_of(sort_of(index)), guard()), 0..3);
    let tuples = proptest::collection::vec((tuple(index), guard()), 0..4);
    let ruled_out =
        if index >= 6 { prop_oneof![4 => Just(false), 1 => Just(true)].boxed() } else { Just(false).boxed() };
    (kinds, tuples, guard(), ruled_out)
        .prop_map(move |(kinds, tuples, presence, ruled_out)| Entity {
            sort: sort_of(index),
            name: format!("e{index}"),
            description: String::new(),
            label: (index >= 6).then(|| index.to_string()),
            ruled_out,
            presence,
            kinds: kinds
                .into_iter()
                .map(|(t, guard)| Guarded { value: TermId(t), guard, span: Span::default() })
                .collect(),
            tuples: tuples
                .into_iter()
                .map(|((relation, value), guard)| Tuple { relation, value, guard, span: Span::default() })
                .collect(),
            span: Span::default(),
        })
        .boxed()
}

/// A draft with twelve entities and three two-way brackets.
pub fn draft() -> impl Strategy<Value = Draft> {
    let entities: Vec<BoxedStrategy<Entity>> = (0..12).map(entity).collect();
    entities.prop_map(|entities| Draft {
        name: "random".into(),
        given: vec![Given { block: Block::Situation, name: "s".into(), span: Span::default() }],
        entities,
        choices: (0..3)
            .map(|i| Choice {
                name: format!("c{i}"),
                options: vec![
                    ChoiceOption { proponents: Vec::new(), text: "a".into(), span: Span::default() },
                    ChoiceOption { proponents: Vec::new(), text: "b".into(), span: Span::default() },
                ],
                within: Guard::default(),
                span: Span::default(),
            })
            .collect(),
        ..Draft::default()
    })
}

/// Formulas before their variables are placed: variables are counted from the innermost binder.
pub fn formula(free: &'static [SortId]) -> BoxedStrategy<Formula> {
    shape(3)
        .prop_map(move |shape| {
            let mut bound: Vec<(u32, Vec<SortId>)> =
                free.iter().enumerate().map(|(i, sort)| (i as u32, vec![*sort])).collect();
            let mut next = free.len() as u32;
            shape.place(&mut bound, &mut next)
        })
        .boxed()
}

#[derive(Clone, Debug)]
enum Shape {
    Constant(bool),
    Many(bool, Vec<Shape>),
    Not(Box<Shape>),
    Quantified(bool, u32, bool, Box<Shape>),
    Is(u32, u32),
    Related(u32, u32, u32),
    RelatedTerm(u32, u32, u32),
    States(u32, u32),
    Same(u32, u32),
    Compare(Vec<(i64, u32, Option<Box<Shape>>)>, i64),
    Level(u32, u32, Option<u32>, bool),
    Several(u32, Vec<Shape>),
}

fn shape(depth: u32) -> BoxedStrategy<Shape> {
    let atom = prop_oneof![
        any::<bool>().prop_map(Shape::Constant),
        (0..4_u32, 0..16_u32).prop_map(|(v, t)| Shape::Is(v, t)),
        (0..RELATIONS, 0..4_u32, 0..4_u32).prop_map(|(r, a, b)| Shape::Related(r, a, b)),
        (0..RELATIONS, 0..4_u32, 0..16_u32).prop_map(|(r, a, t)| Shape::RelatedTerm(r, a, t)),
        (0..RELATIONS, 0..4_u32).prop_map(|(r, a)| Shape::States(r, a)),
        (0..4_u32, 0..4_u32).prop_map(|(a, b)| Shape::Same(a, b)),
        (0..4_u32, 0..4_u32, proptest::option::of(10..14_u32), any::<bool>())
            .prop_map(|(a, b, t, s)| Shape::Level(a, b, t, s)),
        (proptest::collection::vec((-2..4_i64, 0..4_u32, Just(None)), 1..3), -5..12_i64)
            .prop_map(|(terms, bound)| Shape::Compare(terms, bound)),
    ];
    if depth == 0 {
        return atom.boxed();
    }
    let inner = shape(depth - 1);
    prop_oneof![
        2 => atom,
        2 => (any::<bool>(), proptest::collection::vec(inner.clone(), 0..4)).prop_map(|(a, p)| Shape::Many(a, p)),
        1 => inner.clone().prop_map(|s| Shape::Not(Box::new(s))),
        4 => (any::<bool>(), 0..4_u32, any::<bool>(), inner.clone())
            .prop_map(|(e, s, r, b)| Shape::Quantified(e, s, r, Box::new(b))),
        1 => (1..4_u32, proptest::collection::vec(inner.clone(), 1..4)).prop_map(|(k, of)| Shape::Several(k, of)),
        2 => (
            proptest::collection::vec(
                (-2..4_i64, 0..4_u32, inner.prop_map(|s| Some(Box::new(s)))), 1..3), -5..12_i64)
            .prop_map(|(terms, bound)| Shape::Compare(terms, bound)),
    ]
    .boxed()
}

type Bound = Vec<(u32, Vec<SortId>)>;

impl Shape {
    fn place(&self, bound: &mut Bound, next: &mut u32) -> Formula {
        let slot = |n: u32, bound: &Bound| -> Option<u32> {
            if bound.is_empty() { None } else { Some(bound[bound.len() - 1 - (n as usize % bound.len())].0) }
        };
        let falsehood = Formula::Constant(false);
        match self {
            Shape::Constant(value) => Formula::Constant(*value),
            Shape::Many(all, parts) => {
                let parts = parts.iter().map(|part| part.place(bound, next)).collect();
                if *all { Formula::And(parts) } else { Formula::Or(parts) }
            }
            Shape::Not(part) => Formula::Not(Box::new(part.place(bound, next))),
            Shape::Quantified(exists, sort, ruled_out, body) => {
                let variable = variable(SortId(*sort), *ruled_out && *sort >= 2, next);
                bound.push((variable.slot, variable.sorts.clone()));
                let body = Box::new(body.place(bound, next));
                bound.pop();
                if *exists { Formula::Exists(variable, body) } else { Formula::ForAll(variable, body) }
            }
            Shape::Is(v, term) => slot(*v, bound).map_or(falsehood, |s| Formula::Is(s, vec![TermId(*term)])),
            Shape::Related(r, a, b) => match (slot(*a, bound), slot(*b, bound)) {
                (Some(a), Some(b)) => Formula::Related(RelationId(*r), a, Object::Variable(b)),
                _ => falsehood,
            },
            Shape::RelatedTerm(r, a, t) => slot(*a, bound)
                .map_or(falsehood, |a| Formula::Related(RelationId(*r), a, Object::Terms(vec![TermId(*t)]))),
            Shape::States(r, a) => slot(*a, bound).map_or(falsehood, |a| Formula::States(RelationId(*r), a)),
            Shape::Same(a, b) => match (slot(*a, bound), slot(*b, bound)) {
                (Some(a), Some(b)) => Formula::Same(a, b),
                _ => falsehood,
            },
            Shape::Compare(terms, bound_value) => {
                let mut placed = Vec::new();
                for (coefficient, v, body) in terms {
                    let quantity = match body {
                        None => match slot(*v, bound) {
                            Some(slot) => Quantity::Attribute { relation: STRENGTH, slot },
                            None => return falsehood,
                        },
                        Some(body) => {
                            let variable = variable(SortId(2 + *v % 2), false, next);
                            bound.push((variable.slot, variable.sorts.clone()));
                            let body = Box::new(body.place(bound, next));
                            bound.pop();
                            if *v < 2 {
                                Quantity::Sum { variable, relation: STRENGTH, body }
                            } else {
                                Quantity::Count { variable, body }
                            }
                        }
                    };
                    placed.push(LinearTerm { coefficient: *coefficient, quantity });
                }
                Formula::AtLeast { terms: placed, bound: *bound_value }
            }
            Shape::Level(a, b, term, strict) => match (slot(*a, bound), slot(*b, bound)) {
                (Some(a), Some(b)) => Formula::LevelAtLeast {
                    left: LevelOperand::Attribute { relation: VERB, slot: a },
                    right: match term {
                        Some(term) => LevelOperand::Term(TermId(*term)),
                        None => LevelOperand::Attribute { relation: DEMANDS, slot: b },
                    },
                    strict: *strict,
                },
                _ => falsehood,
            },
            Shape::Several(k, of) => {
                Formula::Several { k: *k, of: of.iter().map(|part| part.place(bound, next)).collect() }
            }
        }
    }
}

fn variable(sort: SortId, ruled_out: bool, next: &mut u32) -> Variable {
    let slot = *next;
    *next += 1;
    Variable { name: format!("X{slot}"), slot, sorts: vec![sort], ruled_out }
}

/// A draft with up to eight brackets of two or three options, free to be read in every way.
pub fn bracketed() -> impl Strategy<Value = Draft> {
    let options = proptest::collection::vec(prop_oneof![4 => Just(2_u32), 1 => Just(3_u32)], 1..9);
    let picks = proptest::collection::vec((0..8_u32, 0..3_u32, 0..8_u32, 0..3_u32, any::<bool>()), 24);
    (draft(), options, picks).prop_map(|(mut draft, options, picks)| {
        let count = options.len() as u32;
        let pick = |choice: u32, option: u32| {
            let choice = choice % count;
            (ChoiceId(choice), option % options[choice as usize])
        };
        let guards: Vec<Guard> = picks
            .into_iter()
            .map(|(a, o, b, p, both)| {
                let mut guard = vec![pick(a, o)];
                if both && b % count != a % count {
                    guard.push(pick(b, p));
                }
                guard.sort();
                Guard(guard)
            })
            .collect();
        let mut next = 0;
        let mut replace = |guard: &mut Guard| {
            if !guard.0.is_empty() {
                *guard = guards[next % guards.len()].clone();
                next += 1;
            }
        };
        for entity in &mut draft.entities {
            replace(&mut entity.presence);
            entity.kinds.iter_mut().for_each(|kind| replace(&mut kind.guard));
            entity.tuples.iter_mut().for_each(|tuple| replace(&mut tuple.guard));
        }
        draft.choices = options.iter().enumerate().map(|(i, options)| choice(i, *options)).collect();
        draft
    })
}

fn choice(index: usize, options: u32) -> Choice {
    let option = |n: u32| ChoiceOption { proponents: Vec::new(), text: n.to_string(), span: Span::default() };
    Choice {
        name: format!("c{index}"),
        options: (0..options).map(option).collect(),
        within: Guard::default(),
        span: Span::default(),
    }
}
