//! The quantifier-alternation graph: which edges are drawn, which packs are refused.

use crate::support::{VOCABULARY, read, rule_text, sound};
use penholder_language::translate::policy::alternation::edges;

/// `from → to` of a pack's edges, each once, sorted.
fn drawn(text: &str) -> Vec<String> {
    let read = sound(text);
    let name = |id| read.pack.vocabulary.sort(id).unwrap().name.as_str();
    let mut shown: Vec<String> =
        edges(&read.pack).iter().map(|edge| format!("{} → {}", name(edge.from), name(edge.to))).collect();
    shown.sort();
    shown.dedup();
    shown
}

fn of_rule(lines: &str) -> Vec<String> {
    drawn(&rule_text("M1", lines))
}

/// The cycles that a pack is refused for.
fn refused(text: &str) -> Vec<String> {
    let read = read(&[("base", VOCABULARY), ("rules", text)]);
    let prefix = "quantifiers alternate in a cycle: ";
    read.diagnostics.iter().filter_map(|told| told.message.strip_prefix(prefix)).map(str::to_owned).collect()
}

const TASKS: &str = "for each task T\n where T is work\n";

#[test]
fn an_existential_under_a_universal_that_it_mentions_draws_an_edge() {
    assert_eq!(of_rule(&format!("{TASKS} require some authority A: A for T")), ["task → authority"]);
    assert_eq!(
        of_rule(&format!("{TASKS} require T is deter partly some authority A: A for T")),
        ["task → authority"]
    );
    assert_eq!(
        of_rule(&format!(
            "{TASKS} require T is deter\n eased to note when some authority A: A for T because \"x\""
        )),
        ["task → authority"]
    );
    assert_eq!(
        of_rule(&format!("{TASKS} require T is deter\n needs some authority A: A for T or say \"x\"")),
        ["task → authority"]
    );
    assert_eq!(of_rule("require every task T: some authority A: A for T"), ["task → authority"]);
    assert_eq!(of_rule("require no task T: no authority A: A for T"), ["task → authority"]);
}

#[test]
fn what_is_closed_or_about_something_else_draws_none() {
    assert!(of_rule(&format!("{TASKS} require some authority A: A is use-force")).is_empty());
    // Pulled out of the scope, through `and` and `or`.
    assert!(of_rule(&format!("{TASKS} require some authority A: A is use-force and T is deter")).is_empty());
    assert!(
        of_rule(&format!("{TASKS} require some authority A: (A is use-force or T is deter) and A is detain"))
            .is_empty()
    );
    assert!(of_rule("require some task T: some authority A: A for T").is_empty());
    assert!(
        of_rule("require some task T: every authority A: A for T")
            .iter()
            .all(|edge| edge == "task → authority")
    );
}

#[test]
fn both_polarities_count() {
    // A universal in what is asked is an existential where it is denied; the denial binds the task existentially.
    assert!(of_rule(&format!("{TASKS} require every authority A: A for T")).is_empty());
    assert!(of_rule(&format!("{TASKS} require no authority A: A for T")).is_empty());
    // Inside, the other way round.
    assert_eq!(
        of_rule(&format!("{TASKS} require no authority A: (no means U: U for A)")),
        ["authority → means"]
    );
    assert_eq!(of_rule("require some authority A: every means U: U for A"), ["authority → means"]);
    // In a `where` an `every` or a `no` is what has to be there.
    assert_eq!(
        of_rule("for each task T\n where every authority A: A for T\n require T is deter"),
        ["task → authority"]
    );
    assert_eq!(
        of_rule("for each task T\n where no authority A: A for T\n require T is deter"),
        ["task → authority"]
    );
    assert!(of_rule("for each task T\n where some authority A: A for T\n require T is deter").is_empty());
    // Under an implication.
    assert_eq!(
        of_rule("require every task T where (every authority A: A for T): T is deter"),
        ["task → authority"]
    );
}

#[test]
fn dependence_goes_through_other_existentials() {
    // The means depend on the authority, which depends on the task.
    let edges = of_rule(&format!("{TASKS} require some authority A: A for T and (some means U: U for A)"));
    assert_eq!(edges, ["task → authority", "task → means"]);
    // A universal in between counts, too.
    let edges = of_rule(&format!("{TASKS} require every authority A where A for T: some means U: U for A"));
    assert_eq!(edges, ["authority → means"]);
}

#[test]
fn what_is_counted_is_both() {
    assert_eq!(
        of_rule(&format!("{TASKS} require count of authority A where A for T >= 3")),
        ["task → authority"]
    );
    assert_eq!(
        of_rule(&format!("{TASKS} require count of authority A where A for T <= 3")),
        ["task → authority"]
    );
    assert_eq!(
        of_rule("require sum of strength over means U where (some authority A: U for A) >= 3"),
        ["means → authority"]
    );
    assert_eq!(
        of_rule("require sum of strength over means U where (no authority A: U for A) >= 3"),
        ["means → authority"]
    );
    assert!(of_rule("require sum of strength over means U where U is police >= 3").is_empty());
}

#[test]
fn every_sort_of_a_variable_counts_and_given_ones_too() {
    let edges = of_rule("for each task T\n where T is work\n require some authority | means A: A for T");
    assert_eq!(edges, ["task → authority", "task → means"]);
    assert_eq!(
        of_rule("for each area A\n where A is region\n require some contingent C: C in A"),
        ["area → contingent"]
    );
}

#[test]
fn dilemmas_and_definitions_draw_edges_too() {
    let text = "dilemma M1 d { asks \"a\" source \"s\" because \"b\"\n for each group G\n where G is terrorist\n\
         horn one \"x\" { taken when T-against(G) risk r \"x\" mitigated by some authority A: A against G }\n\
         horn two \"y\" { taken when some means U: U is police } }\n\
         define T-against(G: group) \"x\" { some task T: T against G }";
    assert_eq!(drawn(&text.replace("T-against", "opposed")), ["group → authority", "group → task"]);
}

#[test]
fn cycles_are_refused_and_shown_with_the_rules_that_draw_them() {
    let forth = rule_text("M1", &format!("{TASKS} require some authority A: A for T"));
    let back = rule_text("M2", "for each authority A\n where A is use-force\n require some task T: A for T");
    assert!(refused(&forth).is_empty());
    assert!(refused(&back).is_empty());
    let both = format!("{forth}{back}");
    assert_eq!(refused(&both), ["`task → authority → task`"]);
    let read = read(&[("base", VOCABULARY), ("rules", &both)]);
    let related: Vec<&str> =
        read.diagnostics[0].related.iter().map(|related| related.label.as_str()).collect();
    assert_eq!(related, ["`M1` draws `task → authority`", "`M2` draws `authority → task`"]);
}

#[test]
fn a_sort_may_not_depend_on_itself() {
    assert_eq!(
        refused(&rule_text("M1", &format!("{TASKS} require some task U: U same-area T"))),
        ["`task → task`"]
    );
    assert_eq!(
        refused(&rule_text("M1", "for each means U\n where U is police\n require sum of strength over means V where V for U >= 3").replace("V for U", "V != U")),
        ["`means → means`"]
    );
    // Two tasks that have to differ are no harm where the first is denied.
    assert!(
        refused(&rule_text("M1", &format!("{TASKS} where some task U: U same-area T\n require T is deter")))
            .is_empty()
    );
}
