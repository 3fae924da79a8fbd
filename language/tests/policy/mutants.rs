//! Mutants: each conjunct left out once, each bound shifted, definitions with all that uses them.

use crate::support::{Read, rule_text, sound};
use penholder_language::syntax::policy::ast::Item;
use penholder_language::translate::policy::mutate::{MutantOf, Mutator, retranslate_rule};

fn descriptions(read: &Read) -> Vec<String> {
    let mutator = Mutator::new(&read.files, &read.context, &read.pack);
    mutator.mutants().into_iter().map(|mutant| mutant.description).collect()
}

fn of_rule(lines: &str) -> Vec<String> {
    descriptions(&sound(&rule_text("M1", lines)))
}

#[test]
fn every_conjunct_is_left_out_once() {
    let found = of_rule(
        "for each task T\n where T is work and not (T is deter or T states in and T is protect)\n \
         require \"x\": some authority A: A for T and A is use-force\n require every means U where U for T: U is police",
    );
    assert_eq!(
        found,
        [
            "in `where`: without the line",
            "in `where`: without `T is work`",
            "in `where`: without `not (T is deter or T states in and T is protect)`",
            "in `where`: without `T states in`",
            "in `where`: without `T is protect`",
            "in `require`: without the line",
            "in `require`: without `A for T`",
            "in `require`: without `A is use-force`",
            "in `require`: without the line",
            "in `require`: without `U for T`",
        ]
    );
}

#[test]
fn every_bound_is_shifted_in_its_own_kind() {
    let found = of_rule(
        "for each task T\n where verb of T >= requests\n figure n = count of means U where U for T\n \
         require n >= 15 partly n >= 10\n require deadline of T <= 2013-04-25\n require 2 * n + 5 <= 90",
    );
    let wanted = [
        "in `where`: `urges` instead of `requests`",
        "in `where`: `decides` instead of `requests`",
        "in `figure`: without `U for T`",
        "in `require`: one less than `15`",
        "in `require`: one more than `15`",
        "in `require`: without its `partly`",
        "in `require`: one less than `10`",
        "in `require`: one more than `2013-04-25`",
        "in `require`: one less than `5`",
        "in `require`: one more than `90`",
    ];
    for wanted in wanted {
        assert!(found.iter().any(|one| one == wanted), "{wanted} is not among {found:#?}");
    }
    assert!(!found.iter().any(|one| one.contains("`2`")), "a factor is no bound");
    let found = of_rule("require at least 2 of { some task T: T is work; some means U; some area A }");
    assert!(found.iter().any(|one| one == "in `require`: at least 1 instead of 2"));
    assert!(found.iter().any(|one| one == "in `require`: at least 3 instead of 2"));
}

#[test]
fn every_mutant_of_a_rule_is_another_rule_and_swapping_twice_restores_the_pack() {
    let text = format!(
        "define bound(T: task) \"x\" {{ verb of T >= requests and T addressee mission }}\n\
         define goal(T: task) \"x\" {{ T is bound and T is work }}\n{}{}{}",
        rule_text(
            "M1",
            "for each task T\n where T is goal\n require some authority A: A for T and at of A >= defence"
        ),
        rule_text("M2", "for each task T\n where T is deter\n require count of means U where U for T >= 3"),
        "dilemma M3 d { asks \"a\" source \"s\" because \"b\"\n for each group G\n where G is terrorist\n\
         horn one \"x\" { taken when some task T: T against G and T is goal }\n\
         horn two \"y\" { taken when some means U: U is police } }",
    );
    let read = sound(&text);
    let original = read.pack.clone();
    let mut pack = read.pack.clone();
    let mut mutator = Mutator::new(&read.files, &read.context, &read.pack);
    let mutants = mutator.mutants();
    assert!(mutants.len() > 15);
    for mutant in &mutants {
        let touched: Vec<String> = mutator.touched(mutant).into_iter().map(str::to_owned).collect();
        let mut changes = mutator.apply(mutant);
        changes.swap(&mut pack);
        assert_ne!(pack, original, "{} {}", mutant.name, mutant.description);
        for (rule, before) in pack.rules.iter().zip(&original.rules) {
            assert_eq!(rule != before, touched.contains(&rule.code), "{} {}", rule.code, mutant.description);
        }
        assert_eq!(pack.dilemmas != original.dilemmas, touched.contains(&"M3".to_owned()));
        assert_eq!(mutant.of == MutantOf::Dilemma, mutant.name == "M3");
        changes.swap(&mut pack);
        assert_eq!(pack, original);
    }
    let of_definition = mutants.iter().find(|mutant| mutant.name == "bound").unwrap();
    assert_eq!(mutator.touched(of_definition), ["M1", "M3"]);
}

#[test]
fn a_rule_translated_again_is_the_same_rule() {
    let read =
        sound(&rule_text("M1", "for each task T\n where T is work\n require some authority A: A for T"));
    for item in &read.files[1].items {
        if let Item::Entry(entry) = item {
            let (rule, diagnostics) = retranslate_rule(&read.context, entry);
            assert_eq!(rule, read.pack.rules[0]);
            assert!(diagnostics.is_empty());
        }
    }
}
