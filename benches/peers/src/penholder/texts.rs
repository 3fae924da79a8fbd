//! The workload in penholder's two languages.
//!
//! A mandate declares one `file`, whose kinds are the facts that hold and whose figures are goals and means. So a
//! rule reads as any rule of a pack does: `for each` file, `where` it is of two kinds, `require` a third kind or
//! that one figure is enough for another.

use std::fmt::Write;

use crate::workload::{Asks, FACTS, FIGURES, Mandate, Rule, Workload};

/// Vocabulary and rules, as one policy text. Rule `i` has the code that [`code`] gives.
pub fn pack(workload: &Workload) -> String {
    let mut text = String::from("pack peers \"A workload for comparing engines\"\n\n");
    text += "family R \"Drawn rules\"\n\n";
    text += "sort file declared in mandate of kinds fact \"what a mandate states\"\n\n";
    for place in 0..FIGURES {
        line(
            &mut text,
            &format!("relation g{place}: file -> number {{ single }} \"what goal {place} needs\""),
        );
        line(
            &mut text,
            &format!("relation m{place}: file -> number {{ single }} \"what there is of means {place}\""),
        );
    }
    text += "\nterms fact \"what may hold\" {\n";
    for fact in 0..FACTS {
        line(&mut text, &format!("    f{fact} \"fact {fact} holds\""));
    }
    text += "}\n";
    for (place, drawn) in workload.rules.iter().enumerate() {
        rule(&mut text, place, drawn);
    }
    text
}

/// The code of a rule.
pub fn code(place: usize) -> String {
    format!("R{place:02}")
}

fn rule(text: &mut String, place: usize, rule: &Rule) {
    let asked = match rule.asks {
        Asks::Fact(c) => format!("S is f{c}"),
        Asks::Ratio { means, den, goal, num } => format!("{den} * m{means} of S >= {num} * g{goal} of S"),
    };
    line(text, &format!("\nrule {} drawn-{place} {{", code(place)));
    line(text, &format!("    asks      \"what rule {place} asks\""));
    line(text, "    source    \"drawn\"");
    line(text, "    level     error");
    line(text, "    for each  file S");
    line(text, &format!("    where     S is f{} and S is f{}", rule.a, rule.b));
    line(text, &format!("    require   {asked}"));
    line(text, &format!("    because   \"facts {} and {} hold\"", rule.a, rule.b));
    line(text, "}");
}

/// Each mandate, as a text of its own.
pub fn mandates(workload: &Workload) -> impl Iterator<Item = String> + '_ {
    workload.mandates.iter().enumerate().map(|(place, drawn)| mandate(place, drawn))
}

fn mandate(place: usize, mandate: &Mandate) -> String {
    let facts = mandate.held().map(|fact| format!("f{fact}"));
    let goals = mandate.goals.iter().enumerate().map(|(i, figure)| format!("g{i} {figure}"));
    let means = mandate.means.iter().enumerate().map(|(i, figure)| format!("m{i} {figure}"));
    let details: Vec<String> = facts.chain(goals).chain(means).collect();
    format!("mandate m{place} {{\n    file S {{ {} }}\n}}\n", details.join(", "))
}

fn line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}
