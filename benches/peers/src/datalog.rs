//! ascent: Datalog compiled by a macro. A pack is not known when a program is compiled, so rules are rows of tables.

use std::rc::Rc;

use anyhow::Result;
use ascent::ascent;

use crate::contender::{Contender, Field, Gaps, Load};
use crate::workload::{Asks, Mandate, Workload};

ascent! {
    struct Program;

    // Rule, condition a, condition b, fact asked.
    relation asks_fact(usize, usize, usize, usize);
    // Rule, condition a, condition b, means, its factor, goal, its factor.
    relation asks_ratio(usize, usize, usize, usize, i64, usize, i64);
    relation fact(usize);
    relation goal(usize, i64);
    relation means(usize, i64);

    relation gap(usize);
    gap(rule) <-- asks_fact(rule, a, b, c), fact(a), fact(b), !fact(c);
    gap(rule) <-- asks_ratio(rule, a, b, m, den, g, num), fact(a), fact(b), means(m, has), goal(g, needs),
        if has * den < needs * num;
}

/// Adds ascent over facts that are tuples already. It has no text form of its own.
pub fn enter(workload: &Workload, field: &mut Field) {
    let mut rules = Program::default();
    for (place, rule) in workload.rules.iter().enumerate() {
        let (a, b) = (rule.a, rule.b);
        match rule.asks {
            Asks::Fact(c) => rules.asks_fact.push((place, a, b, c)),
            Asks::Ratio { means, den, goal, num } => {
                rules.asks_ratio.push((place, a, b, means, den, goal, num));
            }
        }
    }
    let mandates = workload.mandates.iter().map(Tuples::of).collect();
    field.contenders.push(Box::new(Datalog { rules: Rc::new(rules), mandates }));
}

/// A mandate as tuples.
struct Tuples {
    fact: Vec<(usize,)>,
    goal: Vec<(usize, i64)>,
    means: Vec<(usize, i64)>,
}

impl Tuples {
    fn of(mandate: &Mandate) -> Tuples {
        Tuples {
            fact: mandate.held().map(|fact| (fact,)).collect(),
            goal: mandate.goals.into_iter().enumerate().collect(),
            means: mandate.means.into_iter().enumerate().collect(),
        }
    }
}

struct Datalog {
    rules: Rc<Program>,
    mandates: Vec<Tuples>,
}

impl Contender for Datalog {
    fn name(&self) -> &'static str {
        "ascent, rules as tables"
    }

    fn load(&self) -> Load {
        Load::Parsed
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        let tuples = &self.mandates[mandate];
        let mut program = Program::default();
        program.asks_fact.clone_from(&self.rules.asks_fact);
        program.asks_ratio.clone_from(&self.rules.asks_ratio);
        program.fact.clone_from(&tuples.fact);
        program.goal.clone_from(&tuples.goal);
        program.means.clone_from(&tuples.means);
        program.run();
        Ok(program.gap.iter().map(|&(rule,)| rule).collect())
    }
}
