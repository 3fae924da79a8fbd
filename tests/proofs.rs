//! No proof is wrong: what is proved of random formulas holds of every random draft.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use penholder::evaluate::{Bool, Evaluator, Interpretation, Plan, Reading};
use penholder::facts::Facts;
use penholder::verify::{Answer, Ground, Options, Question, Report, verify};
use penholder_language::model::{
    Block, Draft, Entity, EntityId, Formula, Guard, Guarded, Level, LinearTerm, Object, Origin, Pack,
    Quantity, RequireLine, Rule, Sort, SortId, Taxonomy, TaxonomyId, TermId, Text, Tuple, Value, Variable,
    Vocabulary, Written,
};
use penholder_language::source::Span;
use proptest::prelude::*;
use support::generate::{FOR, MEANS, STRENGTH, TASK, VERB, draft, formula, vocabulary};

fn rule(code: &str, formula: Formula) -> Rule {
    let line = RequireLine {
        label: String::new(),
        formula,
        partly: None,
        excluded: None,
        level: Level::Error,
        measure: None,
        span: Span::default(),
    };
    Rule {
        code: code.to_owned(),
        name: code.to_lowercase(),
        asks: String::new(),
        source: String::new(),
        judgements: Vec::new(),
        for_each: Vec::new(),
        condition: Formula::Constant(true),
        slots: 64,
        blocks: Vec::new(),
        needs: Vec::new(),
        figures: Vec::new(),
        require: vec![line],
        eased: Vec::new(),
        because: Text::default(),
        remedies: Vec::new(),
        span: Span::default(),
        condition_span: Span::default(),
    }
}

/// Whether the formula holds of the draft, by the plain evaluator. Brackets take their first option.
fn holds(pack: &Pack, draft: &Draft, formula: &Formula) -> bool {
    let facts = Facts::new(draft, &pack.vocabulary);
    let truths = Interpretation::reading(&facts, &Reading::default());
    let mut plan = Plan::default();
    let op = plan.formula(formula, &pack.vocabulary);
    let mut algebra = Bool;
    Evaluator::new(&mut algebra, &facts, &truths, &plan).holds(op).unwrap()
}

/// A clause has an act, and nobody is named who is not there: what the language demands of a draft.
fn writable(mut draft: Draft) -> Draft {
    let there: Vec<bool> = draft
        .entities
        .iter()
        .map(|entity| entity.presence.0.iter().all(|(_, option)| *option == 0))
        .collect();
    for entity in &mut draft.entities {
        let own = |guard: &Guard| guard.0.iter().all(|(_, option)| *option == 0);
        if entity.label.is_some() && !entity.kinds.iter().any(|kind| own(&kind.guard)) {
            let value = if entity.sort.0 == 2 { TermId(6) } else { TermId(9) };
            entity.kinds.push(Guarded { value, guard: Guard::default(), span: Span::default() });
        }
        entity.tuples.retain(|tuple| match tuple.value {
            Value::Entity(EntityId(id)) => there[id as usize],
            _ => true,
        });
    }
    draft
}

fn refuted(report: &Report, question: Question, codes: &[&str]) -> bool {
    report.checked.iter().any(|checked| {
        checked.question == question
            && checked.codes == codes
            && matches!(checked.answer, Answer::Refuted(Ground::Bound(_)))
    })
}

fn pack(one: &Formula, other: &Formula) -> Pack {
    Pack {
        vocabulary: vocabulary(),
        rules: vec![rule("M1", one.clone()), rule("M2", other.clone())],
        ..Pack::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn what_is_proved_of_a_formula_holds_of_drafts(
        one in formula(&[]),
        other in formula(&[]),
        drafts in prop::collection::vec(draft().prop_map(writable), 12),
    ) {
        // One implies the other, so that there is something to prove.
        let both = Formula::And(vec![one.clone(), other.clone()]);
        let pack = pack(&one, &both);
        let report = verify(&pack, &Options { threads: 1, steps: 20_000, ..Options::default() });
        let truths: Vec<(bool, bool)> =
            drafts.iter().map(|draft| (holds(&pack, draft, &one), holds(&pack, draft, &both))).collect();
        for (place, code) in ["M1", "M2"].iter().enumerate() {
            let of = |truth: &(bool, bool)| if place == 0 { truth.0 } else { truth.1 };
            if refuted(&report, Question::CanBeBroken, &[code]) {
                prop_assert!(truths.iter().all(of), "{code} was proved to be always met: {:?}", pack.rules[place].require);
            }
            if refuted(&report, Question::CanBeMet, &[code]) {
                prop_assert!(!truths.iter().any(of), "{code} was proved never to be met: {:?}", pack.rules[place].require);
            }
        }
        if refuted(&report, Question::Compatible, &["M1", "M2"]) {
            prop_assert!(!truths.iter().any(|(one, both)| *one && *both));
        }
        for (from, to) in [("M1", "M2"), ("M2", "M1")] {
            if refuted(&report, Question::Independent, &[from, to]) {
                let fine = |truth: &(bool, bool)| if from == "M1" { truth.0 || !truth.1 } else { truth.1 || !truth.0 };
                prop_assert!(truths.iter().all(fine), "{from} was proved to add nothing to {to}");
            }
        }
    }
}

/// A vocabulary in which a figure is stated once, so that sums are of whole entities, and in which mandates can be
/// written, so that what is found is read again.
fn writable_vocabulary() -> Vocabulary {
    let mut vocabulary = vocabulary();
    let written =
        [(STRENGTH, Written::Figure), (VERB, Written::Verb), (FOR, Written::Preposition("for".to_owned()))];
    for (relation, way) in written {
        vocabulary.relations[relation.0 as usize].written.push(way);
    }
    vocabulary.relations[STRENGTH.0 as usize].single = true;
    vocabulary.relations[VERB.0 as usize].single = true;
    let paper = TaxonomyId(vocabulary.taxonomies.len() as u32);
    vocabulary
        .taxonomies
        .push(Taxonomy { name: "paper-kind".to_owned(), ..vocabulary.taxonomies[0].clone() });
    vocabulary.sorts.push(Sort {
        name: "paper".to_owned(),
        origin: Origin::Itself(Block::Mandate),
        kinds: paper,
        ..vocabulary.sorts[0].clone()
    });
    vocabulary
}

/// Makes formulas about tasks, means and what is `for` what out of a list of draws. They are full of witnesses that want
/// witnesses, which is what bounds must not miscount.
struct Maker<'d> {
    draws: std::iter::Cycle<std::slice::Iter<'d, u8>>,
    scope: Vec<(u32, SortId)>,
    next: u32,
}

impl Maker<'_> {
    fn draw(&mut self, below: u8) -> u8 {
        self.draws.next().unwrap() % below
    }

    fn variable(&mut self) -> Variable {
        let sort = if self.draw(2) == 0 { TASK } else { MEANS };
        let slot = self.next;
        self.next += 1;
        let ruled_out = sort == TASK && self.draw(9) == 0;
        Variable { name: format!("X{slot}"), slot, sorts: vec![sort], ruled_out }
    }

    fn under(&mut self, variable: &Variable, depth: u32) -> Box<Formula> {
        self.scope.push((variable.slot, variable.sorts[0]));
        let body = self.formula(depth);
        self.scope.pop();
        Box::new(body)
    }

    fn formula(&mut self, depth: u32) -> Formula {
        if depth == 0 {
            return self.atom();
        }
        match self.draw(12) {
            0 | 1 => Formula::And(vec![self.formula(depth - 1), self.formula(depth - 1)]),
            2 => Formula::Or(vec![self.formula(depth - 1), self.formula(depth - 1)]),
            3 => Formula::Not(Box::new(self.formula(depth - 1))),
            4 => self.atom(),
            5 | 6 => {
                let variable = self.variable();
                let body = self.under(&variable, depth - 1);
                Formula::ForAll(variable, body)
            }
            7 => self.compared(depth),
            _ => {
                let variable = self.variable();
                let body = self.under(&variable, depth - 1);
                Formula::Exists(variable, body)
            }
        }
    }

    fn compared(&mut self, depth: u32) -> Formula {
        let mut terms = Vec::new();
        for coefficient in [1, -1].iter().take(1 + usize::from(self.draw(4) == 0)) {
            let variable = self.variable();
            let body = self.under(&variable, depth - 1);
            let quantity = match self.draw(2) {
                0 => Quantity::Count { variable, body },
                _ => Quantity::Sum { variable, relation: STRENGTH, body },
            };
            terms.push(LinearTerm { coefficient: *coefficient, quantity });
        }
        let holds = Formula::AtLeast { terms, bound: i64::from(self.draw(4)) };
        if self.draw(2) == 0 { Formula::Not(Box::new(holds)) } else { holds }
    }

    fn atom(&mut self) -> Formula {
        let of = |sort: SortId, scope: &[(u32, SortId)]| -> Vec<u32> {
            scope.iter().filter(|(_, own)| *own == sort).map(|(slot, _)| *slot).collect()
        };
        let (tasks, means) = (of(TASK, &self.scope), of(MEANS, &self.scope));
        let pick = |slots: &[u32], draw: u8| slots[draw as usize % slots.len()];
        let (a, b) = (self.draw(8), self.draw(8));
        match self.draw(4) {
            0 | 1 if !tasks.is_empty() && !means.is_empty() => {
                Formula::Related(FOR, pick(&means, a), Object::Variable(pick(&tasks, b)))
            }
            2 if tasks.len() > 1 => Formula::Same(pick(&tasks, a), pick(&tasks, b)),
            _ if !tasks.is_empty() => {
                Formula::Is(pick(&tasks, a), vec![TermId(if b % 2 == 0 { 5 } else { 6 })])
            }
            _ if !means.is_empty() => {
                Formula::Is(pick(&means, a), vec![TermId(if b % 2 == 0 { 8 } else { 9 })])
            }
            _ => Formula::Constant(a % 2 == 0),
        }
    }
}

/// Nothing is for two tasks, and nothing two things are for: so that witnesses cannot be shared.
fn unshared() -> Formula {
    let variable =
        |slot, sort| Variable { name: format!("X{slot}"), slot, sorts: vec![sort], ruled_out: false };
    let related = |means, task| Formula::Related(FOR, means, Object::Variable(task));
    let twice = |one: SortId, other: SortId, from: u32| {
        let pair = |a, b| if one == MEANS { related(a, b) } else { related(b, a) };
        let body = Formula::And(vec![
            Formula::Not(Box::new(Formula::Same(from + 1, from + 2))),
            pair(from, from + 1),
            pair(from, from + 2),
        ]);
        let inner = Formula::Exists(variable(from + 2, other), Box::new(body));
        let inner = Formula::Exists(variable(from + 1, other), Box::new(inner));
        Formula::Not(Box::new(Formula::Exists(variable(from, one), Box::new(inner))))
    };
    Formula::And(vec![twice(MEANS, TASK, 50), twice(TASK, MEANS, 53)])
}

fn made(draws: &[u8], unshare: bool) -> Formula {
    let mut maker = Maker { draws: draws.iter().cycle(), scope: Vec::new(), next: 0 };
    let formula = maker.formula(4);
    if unshare { Formula::And(vec![formula, unshared()]) } else { formula }
}

/// Every mandate with up to two tasks and two means, as far as the formulas above can tell them apart; figures are 0 to 2.
fn small_mandates() -> impl Iterator<Item = Draft> {
    let entity = |sort, place: u32, kind: u32| Entity {
        sort,
        name: format!("¶{place}"),
        label: Some(place.to_string()),
        description: String::new(),
        ruled_out: false,
        presence: Guard::default(),
        kinds: vec![Guarded { value: TermId(kind), guard: Guard::default(), span: Span::default() }],
        tuples: Vec::new(),
        span: Span::default(),
    };
    let tuple = |relation, value| Tuple { relation, value, guard: Guard::default(), span: Span::default() };
    (0..9_u32).flat_map(move |counts| {
        let (tasks, means) = (counts % 3, counts / 3);
        let links = tasks * means;
        (0..1_u32 << (tasks + means + links)).flat_map(move |bits| {
            (0..3_u32.pow(means)).map(move |figures| {
                let bit = |place: u32| bits >> place & 1;
                let mut entities: Vec<Entity> =
                    (0..tasks).map(|task| entity(TASK, task, 5 + bit(task))).collect();
                for own in 0..means {
                    let mut one = entity(MEANS, tasks + own, 8 + bit(tasks + own));
                    let strength = i64::from(figures / 3_u32.pow(own) % 3);
                    one.tuples.push(tuple(STRENGTH, Value::Number(strength)));
                    for task in 0..tasks {
                        if bit(tasks + means + own * tasks + task) == 1 {
                            one.tuples.push(tuple(FOR, Value::Entity(EntityId(task))));
                        }
                    }
                    entities.push(one);
                }
                Draft { name: "small".into(), entities, ..Draft::default() }
            })
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_mandate_is_against_a_proof(
        draws in prop::collection::vec(any::<u8>(), 24..60),
        unshare in any::<bool>(),
    ) {
        let formula = made(&draws, unshare);
        let pack = Pack { vocabulary: writable_vocabulary(), rules: vec![rule("M1", formula.clone())], ..Pack::default() };
        let options = Options { threads: 1, steps: 20_000, ..Options::default() };
        let report = verify(&pack, &options);
        let questions = [Question::CanBeMet, Question::CanBeBroken];
        let never = questions.map(|question| refuted(&report, question, &["M1"]));
        if never.iter().any(|never| *never) {
            // Among all small mandates there is none of the other kind, by the plain evaluator.
            for draft in small_mandates() {
                let place = usize::from(!holds(&pack, &draft, &formula));
                prop_assert!(!never[place], "{:?} is wrong: {formula:?} in {draft:?}", questions[place]);
            }
            // Nor among larger ones, by the solver: raising the bound changes nothing that was proved.
            for spare in [1, 2] {
                let more = verify(&pack, &Options { spare, ..options });
                for (question, never) in questions.iter().zip(never) {
                    let found = more.checked.iter().any(|checked| {
                        checked.question == *question && matches!(checked.answer, Answer::Proved(_))
                    });
                    prop_assert!(!(never && found), "{question:?} is wrong: {formula:?}");
                }
            }
        }
        // The solver's model and the plain evaluator agree on whatever is shown.
        for checked in &report.checked {
            if let Answer::Unknown(why) = &checked.answer {
                prop_assert!(!why.contains("confirmed"), "{checked:?}: {formula:?}");
            }
        }
    }
}
