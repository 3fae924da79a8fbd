//! The workload as penholder's model, built by hand: what reading the texts of `texts.rs` should give.

use penholder_language::model::{
    Block, Draft, Entity, Formula, Guard, Guarded, Level, LinearTerm, Measure, Origin, Pack, Quantity, Range,
    Relation, RelationId, RequireLine, Rule, Sort, SortId, Taxonomy, TaxonomyId, Term, TermId, Text, Tuple,
    Unit, Value, Variable, Vocabulary,
};
use penholder_language::source::Span;

use super::texts;
use crate::workload::{Asks, FACTS, FIGURES, Mandate, Workload};

/// The only slot: `S`.
const S: u32 = 0;
const FILE: SortId = SortId(0);

/// Vocabulary and rules.
pub fn pack(workload: &Workload) -> Pack {
    Pack {
        name: "peers".to_owned(),
        vocabulary: vocabulary(),
        rules: workload.rules.iter().enumerate().map(|(place, drawn)| rule(place, drawn)).collect(),
        ..Pack::default()
    }
}

/// One mandate: a single entity.
pub fn draft(mandate: &Mandate) -> Draft {
    let guard = Guard::default;
    let span = Span::default();
    let kinds = mandate.held().map(|fact| Guarded { value: term(fact), guard: guard(), span }).collect();
    let figure =
        |relation, figure: i64| Tuple { relation, value: Value::Number(figure), guard: guard(), span };
    let goals = mandate.goals.iter().enumerate().map(|(place, &goal)| figure(needs(place), goal));
    let means = mandate.means.iter().enumerate().map(|(place, &means)| figure(has(place), means));
    let file = Entity {
        sort: FILE,
        name: "S".to_owned(),
        description: String::new(),
        label: None,
        ruled_out: false,
        presence: guard(),
        kinds,
        tuples: goals.chain(means).collect(),
        span,
    };
    Draft { name: "m".to_owned(), entities: vec![file], ..Draft::default() }
}

fn term(fact: usize) -> TermId {
    TermId(fact as u32)
}

/// The goals' relations come first.
fn needs(goal: usize) -> RelationId {
    RelationId(goal as u32)
}

fn has(means: usize) -> RelationId {
    RelationId((FIGURES + means) as u32)
}

fn vocabulary() -> Vocabulary {
    let span = Span::default();
    let taxonomy = Taxonomy { name: "fact".to_owned(), doc: String::new(), ordered: false, span };
    let sort = Sort {
        name: "file".to_owned(),
        doc: String::new(),
        origin: Origin::Declared(Block::Mandate),
        kinds: TaxonomyId(0),
        span,
    };
    let term = |fact: usize| Term {
        name: format!("f{fact}"),
        doc: String::new(),
        taxonomy: TaxonomyId(0),
        parents: Vec::new(),
        ancestors: vec![term(fact)],
        rank: 0,
        phrases: Vec::new(),
        attributes: Vec::new(),
        span,
    };
    let goals = (0..FIGURES).map(|place| format!("g{place}"));
    let means = (0..FIGURES).map(|place| format!("m{place}"));
    Vocabulary {
        sorts: vec![sort],
        taxonomies: vec![taxonomy],
        terms: (0..FACTS).map(term).collect(),
        relations: goals.chain(means).map(relation).collect(),
    }
}

fn relation(name: String) -> Relation {
    Relation {
        name,
        doc: String::new(),
        domain: vec![FILE],
        range: vec![Range::Number],
        written: Vec::new(),
        phrases: Vec::new(),
        unit: Unit::Count(String::new()),
        single: true,
        symmetric: false,
        transitive: false,
        declares: false,
        through: None,
        derived: None,
        span: Span::default(),
    }
}

fn rule(place: usize, drawn: &crate::workload::Rule) -> Rule {
    let is = |fact| Formula::Is(S, vec![term(fact)]);
    let (formula, measure) = match drawn.asks {
        Asks::Fact(fact) => (is(fact), None),
        Asks::Ratio { means, den, goal, num } => {
            let (has, needs) = (linear(den, has(means)), linear(num, needs(goal)));
            let owed = LinearTerm { coefficient: -needs.coefficient, ..needs.clone() };
            let formula = Formula::AtLeast { terms: vec![has.clone(), owed], bound: 0 };
            (formula, Some(measure(has, needs)))
        }
    };
    let line = RequireLine {
        label: String::new(),
        formula,
        partly: None,
        excluded: None,
        level: Level::Error,
        measure,
        span: Span::default(),
    };
    let variable = Variable { name: "S".to_owned(), slot: S, sorts: vec![FILE], ruled_out: false };
    Rule {
        code: texts::code(place),
        name: format!("drawn-{place}"),
        asks: format!("what rule {place} asks"),
        source: "drawn".to_owned(),
        judgements: Vec::new(),
        for_each: vec![variable],
        condition: Formula::And(vec![is(drawn.a), is(drawn.b)]),
        slots: 1,
        blocks: Vec::new(),
        needs: Vec::new(),
        figures: Vec::new(),
        require: vec![line],
        eased: Vec::new(),
        because: Text(format!("facts {} and {} hold", drawn.a, drawn.b)),
        remedies: Vec::new(),
        span: Span::default(),
        condition_span: Span::default(),
    }
}

fn linear(coefficient: i64, relation: RelationId) -> LinearTerm {
    LinearTerm { coefficient, quantity: Quantity::Attribute { relation, slot: S } }
}

fn measure(has: LinearTerm, needs: LinearTerm) -> Measure {
    Measure {
        has: vec![has],
        has_constant: 0,
        needs: vec![needs],
        needs_constant: 0,
        divisor: 1,
        at_most: false,
        unit: String::new(),
    }
}
