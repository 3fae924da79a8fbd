//! What formulas, rules and dilemmas mean, as the model has it.

use crate::support::{formula, read, rule, rule_text, sound};
use penholder_language::model::{
    Block, Formula, Level, LevelOperand, LinearTerm, Object, Quantity, RuleStatus, Slot, Variable,
};

/// Coefficients and bound of a comparison.
fn bound(formula: &Formula) -> (Vec<i64>, i64) {
    match formula {
        Formula::AtLeast { terms, bound } => (terms.iter().map(|term| term.coefficient).collect(), *bound),
        other => panic!("not a comparison: {other:?}"),
    }
}

fn compare(text: &str) -> (Vec<i64>, i64) {
    bound(&formula(&format!("some means U: U for T and ({text})")).body())
}

trait Body {
    /// What stands after the closed first conjunct of a quantifier's body.
    fn body(&self) -> Formula;
}

impl Body for Formula {
    fn body(&self) -> Formula {
        let Formula::Exists(_, body) = self else { panic!("no `some`: {self:?}") };
        let Formula::And(parts) = &**body else { panic!("no `and`: {body:?}") };
        parts[1].clone()
    }
}

#[test]
fn comparisons_have_everything_on_the_left() {
    assert_eq!(compare("strength of U >= 15"), (vec![1], 15));
    assert_eq!(compare("strength of U > 15"), (vec![1], 16));
    assert_eq!(compare("strength of U <= 15"), (vec![-1], -15));
    assert_eq!(compare("strength of U < 15"), (vec![-1], -14));
    assert_eq!(compare("15 <= strength of U"), (vec![1], 15));
    assert_eq!(compare("2 * strength of U + 3 >= 15"), (vec![2], 12));
    assert_eq!(compare("strength of U - 3 * strength of U >= 11_200"), (vec![1, -3], 11_200));
    assert_eq!(compare("strength of U >= strength of U + 1"), (vec![1, -1], 1));
    assert_eq!(compare("time-limit of U <= 2 months"), (vec![-1], -60));
    assert_eq!(compare("deadline of T - 4 months >= 1970-01-02"), (vec![1], 121));
    // Both ways for an equation.
    let Formula::And(both) = formula("count of means U where U for T = 3") else { panic!() };
    assert_eq!(both.iter().map(bound).collect::<Vec<_>>(), [(vec![1], 3), (vec![-1], -3)]);
    // Each link of a chain.
    let Formula::And(links) = formula("8_000 <= count of means U where U for T <= 16,000") else { panic!() };
    assert_eq!(links.iter().map(bound).collect::<Vec<_>>(), [(vec![1], 8000), (vec![-1], -16_000)]);
}

#[test]
fn a_ratio_is_multiplied_out_and_measured_in_its_own_unit() {
    let rule = rule("for each contingent C\n require strength of C / authorised of C >= 90%");
    let line = &rule.require[0];
    assert_eq!(bound(&line.formula), (vec![100, -90], 0));
    let measure = line.measure.as_ref().unwrap();
    assert_eq!((measure.divisor, measure.at_most, measure.unit.as_str()), (100, false, "persons"));
    assert_eq!((measure.has[0].coefficient, measure.needs[0].coefficient), (100, 90));
    assert_eq!(rule.blocks, [Block::Deployment]);
}

#[test]
fn only_a_single_comparison_has_two_sides() {
    let measure = |text: &str| {
        rule(&format!("for each task T\n where T is work\n require {text}")).require.remove(0).measure
    };
    let sides = measure("count of means U where U for T >= 15").unwrap();
    assert_eq!((sides.has_constant, sides.needs_constant, sides.at_most, sides.divisor), (0, 15, false, 1));
    let sides = measure("15 >= count of means U where U for T").unwrap();
    assert_eq!((sides.needs_constant, sides.at_most), (15, true));
    let sides = measure("count of means U where U for T > 15").unwrap();
    assert_eq!((sides.needs_constant, sides.at_most), (16, false));
    let sides = measure("sum of strength over means U where U for T < 15").unwrap();
    assert_eq!((sides.needs_constant, sides.at_most, sides.unit.as_str()), (14, true, "persons"));
    assert!(measure("T is work and count of means U where U for T >= 15").is_none());
    assert!(measure("3 <= count of means U where U for T <= 15").is_none());
    assert!(measure("count of means U where U for T = 15").is_none());
    assert!(measure("verb of T >= requests").is_none());
}

#[test]
fn ordered_terms_compare_in_their_order() {
    let level = |text: &str| match formula(text) {
        Formula::LevelAtLeast { left, right, strict } => {
            let side = |operand: &LevelOperand| matches!(operand, LevelOperand::Attribute { .. });
            (side(&left), side(&right), strict)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(level("verb of T >= requests"), (true, false, false));
    assert_eq!(level("verb of T > requests"), (true, false, true));
    assert_eq!(level("verb of T <= requests"), (false, true, false));
    assert_eq!(level("verb of T < requests"), (false, true, true));
    assert_eq!(level("verb of T >= verb of T"), (true, true, false));
    assert!(matches!(formula("verb of T = requests"), Formula::And(both) if both.len() == 2));
}

#[test]
fn operators_bind_as_told() {
    let shape = |text: &str| show(&formula(text));
    assert_eq!(shape("T is work or T is protect and T is deter"), "(is or (is and is))");
    assert_eq!(shape("not T is work and T is deter"), "(not is and is)");
    assert_eq!(shape("(T is work or T is protect) and T is deter"), "((is or is) and is)");
    assert_eq!(shape("some means U: U for T and U is police or T is work"), "∃((related and is) or is)");
    assert_eq!(shape("(some means U: U for T) and T is work"), "(∃related and is)");
    assert_eq!(shape("every means U where U for T: U is police"), "∀(not related or is)");
    assert_eq!(
        shape(
            "every means U where U for T and U is police: U in A".replace("U in A", "U states in").as_str()
        ),
        "∀(not (related and is) or states)"
    );
    assert_eq!(shape("no means U where U for T: U is police"), "not ∃(related and is)");
    assert_eq!(shape("some means U"), "∃true");
    assert_eq!(shape("ruled out means U: U for T"), "∃related");
    assert_eq!(shape("at least 2 of { T is work; T is deter; T states in; }"), "2 of (is, is, states)");
    assert_eq!(shape("not C states for".replace("C states for", "T states in").as_str()), "not states");
    assert_eq!(shape("count of means U where U for T and U is police >= 3 and T is work"), "(n and is)");
}

/// The shape of a formula.
fn show(formula: &Formula) -> String {
    let list = |parts: &[Formula], sign: &str| parts.iter().map(show).collect::<Vec<_>>().join(sign);
    match formula {
        Formula::Constant(value) => value.to_string(),
        Formula::And(parts) => format!("({})", list(parts, " and ")),
        Formula::Or(parts) => format!("({})", list(parts, " or ")),
        Formula::Not(inner) => format!("not {}", show(inner)),
        Formula::Exists(_, body) => format!("∃{}", show(body)),
        Formula::ForAll(_, body) => format!("∀{}", show(body)),
        Formula::Is(..) => "is".to_owned(),
        Formula::Related(..) => "related".to_owned(),
        Formula::States(..) => "states".to_owned(),
        Formula::Same(..) => "same".to_owned(),
        Formula::AtLeast { .. } => "n".to_owned(),
        Formula::LevelAtLeast { .. } => "level".to_owned(),
        Formula::Several { k, of } => format!("{k} of ({})", list(of, ", ")),
        Formula::Status(..) => "status".to_owned(),
    }
}

#[test]
fn terms_and_variables_are_told_apart() {
    let formula = formula("some authority A: A for T | work | protect");
    let Formula::Exists(variable, body) = formula else { panic!() };
    let Formula::Or(parts) = &*body else { panic!("{body:?}") };
    assert!(
        matches!(&parts[0], Formula::Related(_, slot, Object::Terms(terms)) if *slot == variable.slot && terms.len() == 2)
    );
    assert!(matches!(&parts[1], Formula::Related(_, _, Object::Variable(_))));
}

/// Every slot that a quantifier of a rule has.
fn bound_slots(formula: &Formula, slots: &mut Vec<Slot>) {
    let mut add = |variable: &Variable, body: &Formula| {
        slots.push(variable.slot);
        bound_slots(body, slots);
    };
    match formula {
        Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
            list.iter().for_each(|part| bound_slots(part, slots));
        }
        Formula::Not(inner) => bound_slots(inner, slots),
        Formula::Exists(variable, body) | Formula::ForAll(variable, body) => add(variable, body),
        Formula::AtLeast { terms, .. } => number_slots(terms, slots),
        _ => {}
    }
}

fn number_slots(terms: &[LinearTerm], slots: &mut Vec<Slot>) {
    for term in terms {
        if let Quantity::Sum { variable, body, .. } | Quantity::Count { variable, body } = &term.quantity {
            slots.push(variable.slot);
            bound_slots(body, slots);
        }
    }
}

#[test]
fn definitions_are_put_in_place_with_slots_of_their_own() {
    let text = format!(
        "define helped(T: task) \"x\" {{ some authority A: A authorises-for T }}\n\
         define authorises-for(C: authority, T: task) \"x\" {{ C for T and (some area P: C in P and T in P) }}\n{}",
        rule_text(
            "M1",
            "for each task T\n where T is helped\n figure n = count of task U where U is helped\n \
             require T is helped and n >= 3\n require helped(T) partly n = 2\n require n / n >= 50%"
        )
    );
    let rule = sound(&text).pack.rules.remove(0);
    let mut slots = vec![rule.for_each[0].slot];
    bound_slots(&rule.condition, &mut slots);
    number_slots(&rule.figures[0].terms, &mut slots);
    for line in &rule.require {
        bound_slots(&line.formula, &mut slots);
        line.partly.iter().chain(&line.excluded).for_each(|formula| bound_slots(formula, &mut slots));
        if let Some(measure) = &line.measure {
            number_slots(&measure.has, &mut slots);
            number_slots(&measure.needs, &mut slots);
        }
    }
    let all = slots.len();
    slots.sort_unstable();
    slots.dedup();
    assert_eq!(slots.len(), all, "two quantifiers share a slot");
    assert!(slots.iter().all(|slot| *slot < rule.slots));
    // The definition is about the rule's own task.
    let Formula::Exists(authority, body) = &rule.condition else { panic!() };
    let Formula::And(parts) = &**body else { panic!() };
    assert!(matches!(&parts[0], Formula::Related(_, subject, Object::Variable(object))
        if *subject == authority.slot && *object == rule.for_each[0].slot));
}

#[test]
fn blocks_are_those_of_the_sorts_that_may_not_be_clauses() {
    let blocks = |lines: &str| rule(lines).blocks;
    assert_eq!(blocks("for each task T\n where T is work\n require T states in"), []);
    assert_eq!(
        blocks("for each task T\n where some group G: T against G\n require T states in"),
        [Block::Situation]
    );
    assert_eq!(blocks("require some contingent | means C: C is police"), []);
    assert_eq!(
        blocks("for each area A\n where A is region\n require count of contingent C where C in A >= 3"),
        [Block::Situation, Block::Deployment]
    );
    assert_eq!(
        blocks(
            "for each area A\n where A is region\n require count of contingent C where C in A >= 3\n without deployment"
        ),
        [Block::Situation]
    );
    assert_eq!(
        blocks(
            "for each task T\n where T is work\n require T states in\n eased to note when some group G: T against G because \"x\""
        ),
        [Block::Situation]
    );
}

#[test]
fn what_is_ruled_out_is_asked_of_the_clauses_that_rule_out() {
    let excluded = |text: &str| {
        rule(&format!("for each task T\n where T is work\n require {text}")).require.remove(0).excluded
    };
    let Some(Formula::Exists(variable, body)) = excluded(
        "some authority A: A is use-force and verb of A >= requests and A addressee mission and A for T",
    ) else {
        panic!()
    };
    assert!(variable.ruled_out);
    assert_eq!(show(&body), "(is and true and true and related)");
    // The verb of another clause still counts.
    let Some(Formula::Exists(_, body)) = excluded("some authority A: A for T and verb of T >= requests")
    else {
        panic!()
    };
    assert_eq!(show(&body), "(related and level)");
    // Denied: an exclusion does not say it.
    let Some(Formula::Exists(_, body)) = excluded("some authority A: A for T and not (A addressee host)")
    else {
        panic!()
    };
    assert_eq!(show(&body), "(related and not false)");
    // Through given sorts, to the clause; what stands inside it stays.
    let Some(found) = excluded("every group G: some authority A: A against G and (some task U: A for U)")
    else {
        panic!()
    };
    let Formula::ForAll(_, body) = found else { panic!() };
    let Formula::Exists(outer, body) = &*body else { panic!() };
    let Formula::And(parts) = &**body else { panic!() };
    assert!(outer.ruled_out);
    assert!(matches!(&parts[1], Formula::Exists(inner, _) if !inner.ruled_out));
    assert_eq!(excluded("no authority A: A for T"), None);
    assert_eq!(excluded("some group G: T against G"), None);
    assert_eq!(excluded("some contingent | means C: C is police and T states in"), None);
    assert_eq!(excluded("ruled out authority A: A for T"), None);
    assert_eq!(excluded("(ruled out authority A: A for T) or (some authority A: A for T)"), None);
    assert_eq!(excluded("count of authority A where A for T >= 1"), None);
}

#[test]
fn rules_come_after_those_whose_status_they_ask_for() {
    let text = format!(
        "define settled() \"x\" {{ rule M10 met }}\n{}{}{}{}",
        rule_text("M2", "require rule M10 gap and rule M3 applies"),
        rule_text("M10", "require some task T: T is work"),
        rule_text("M3", "require some task T: T is work"),
        rule_text("M1", "require some task T: T is work"),
    )
    .replace("define settled() \"x\" { rule M10 met }\n", "");
    let pack = sound(&text).pack;
    let codes: Vec<&str> = pack.rules.iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!(codes, ["M1", "M3", "M10", "M2"]);
    let Formula::And(parts) = &pack.rules[3].require[0].formula else { panic!() };
    assert_eq!(parts[0], Formula::Status(pack.rule_coded("M10").unwrap(), RuleStatus::Gap));
    assert_eq!(parts[1], Formula::Status(pack.rule_coded("M3").unwrap(), RuleStatus::Applies));
    // Also by way of definitions.
    let text = format!(
        "define late(T: task) \"x\" {{ T is later }}\ndefine later(T: task) \"x\" {{ T is work and rule M9 met }}\n{}{}",
        rule_text("M1", "require some task T: T is late"),
        rule_text("M9", "require some task T: T is work"),
    );
    assert_eq!(sound(&text).pack.rules[0].code, "M9");
}

#[test]
fn lines_become_what_they_say() {
    let rule = rule(
        "for each task T, area | group A\n where T in A or T against A\n where T is work\n judgement \"why\"\n \
         needs some situation S or say \"a situation\"\n figure n = count of means U where U for T unit \"units\"\n \
         require \"first\": n >= 3\n require n >= 5 partly n >= 4 else note\n \
         eased to warning when T is protect because \"{T}\"\n \
         remedy \"more for {T}: {short}\" adds \"decides mission to protect in {A}\", \"decides {n} { single }\"",
    );
    assert_eq!(rule.for_each[1].sorts.len(), 2);
    assert!(matches!(&rule.condition, Formula::And(parts) if parts.len() == 2));
    assert_eq!(rule.judgements, ["why"]);
    assert_eq!(rule.needs[0].text, "a situation");
    assert_eq!((rule.figures[0].name.as_str(), rule.figures[0].unit.as_str()), ("n", "units"));
    assert_eq!(rule.require[0].label, "first");
    assert_eq!(rule.require[1].label, "n >= 5");
    assert_eq!(rule.require[0].measure.as_ref().unwrap().unit, "units");
    assert_eq!((rule.require[0].level, rule.require[1].level), (Level::Error, Level::Note));
    assert!(rule.require[1].partly.is_some() && rule.require[0].partly.is_none());
    assert_eq!(rule.eased[0].to, Level::Warning);
    assert_eq!(rule.remedies[0].adds.len(), 2);
}

#[test]
fn dilemmas_proposals_and_acceptances_are_read() {
    let text = format!(
        "pack some-pack \"A title\"\n{}\
         dilemma M2 choice {{ asks \"a\" source \"s\" because \"about {{G}}\"\n for each group G\n where G is terrorist\n\
         horn engage \"Engage\" {{ taken when some task T: T against G\n risk cover \"new cover\" mitigated by rule M1 met risk other \"x\" }}\n\
         horn coerce \"Coerce\" {{ taken when some authority A: A against G }}\n\
         horn wait \"Wait\" {{ taken when ruled out task T: T against G }}\n\
         incompatible engage, coerce, wait unless some task T: T is deter because \"why\" }}\n\
         proposal M3 better {{ asks \"a\" source \"s\" criteria M1 adopting adds \"decides mission to protect\" }}\n\
         stale-acceptance M4 stale {{ asks \"a\" source \"s\" level note because \"{{code}}\" remedy \"r\" }}\n",
        rule_text("M1", "require some task T: T is work")
    );
    let pack = sound(&text).pack;
    assert_eq!((pack.name.as_str(), pack.title.as_str()), ("some-pack", "A title"));
    let dilemma = &pack.dilemmas[0];
    assert_eq!(dilemma.horns.len(), 3);
    assert_eq!(dilemma.horns[0].risks[1].mitigated, Formula::Constant(false));
    assert_eq!(
        dilemma.incompatible.iter().map(|pair| pair.horns).collect::<Vec<_>>(),
        [(0, 1), (0, 2), (1, 2)]
    );
    assert_eq!(dilemma.blocks, [Block::Situation]);
    assert_eq!(pack.proposals[0].criteria, [pack.rule_coded("M1").unwrap()]);
    assert_eq!(pack.stale_acceptance.unwrap().level, Level::Note);
}

#[test]
fn the_vocabulary_is_closed_upwards() {
    let vocabulary = sound("").pack.vocabulary;
    let term = |name: &str| vocabulary.term_named(name).unwrap();
    assert!(vocabulary.is_a(term("town"), term("region")));
    assert!(!vocabulary.is_a(term("region"), term("town")));
    let rank = |name: &str| vocabulary.term(term(name)).unwrap().rank;
    assert!(rank("decides") > rank("requests") && rank("requests") > rank("notes"));
    assert_eq!(rank("police"), 0);
    assert_eq!(vocabulary.phrases(term("protect")).len(), 2);
    assert_eq!(vocabulary.term(term("deter")).unwrap().attributes[0].value, term("deterrence"));
    let within = vocabulary.relation(vocabulary.relation_named("in").unwrap()).unwrap().through;
    assert_eq!(within, vocabulary.relation_named("within"));
}

#[test]
fn a_tower_of_definitions_is_refused_before_it_fills_the_memory() {
    let mut text = "define d0(T: task) \"x\" { T is work }\n".to_owned();
    for i in 1..60 {
        let before = i - 1;
        text += &format!("define d{i}(T: task) \"x\" {{ T is d{before} and T is d{before} }}\n");
    }
    let read = read(&[("base", crate::support::VOCABULARY), ("tower", &text)]);
    assert!(
        read.diagnostics.iter().any(|told| told.message.contains("too large")),
        "{:#?}",
        read.diagnostics
    );
}
