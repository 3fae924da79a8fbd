//! The reference: what a programmer would write who knows the rules beforehand. It defines the right answers.

use std::rc::Rc;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::contender::{Contender, Field, Gaps, Load};
use crate::workload::{Asks, FACTS, FIGURES, Mandate, Rule, Workload};

/// The rules with a gap.
pub fn judge(rules: &[Rule], mandate: &Mandate) -> Gaps {
    let mut gaps = Gaps::default();
    for (place, rule) in rules.iter().enumerate() {
        let arises = mandate.facts[rule.a] && mandate.facts[rule.b];
        if arises && !given(rule.asks, mandate) {
            gaps.insert(place);
        }
    }
    gaps
}

fn given(asks: Asks, mandate: &Mandate) -> bool {
    match asks {
        Asks::Fact(fact) => mandate.facts[fact],
        Asks::Ratio { means, den, goal, num } => mandate.means[means] * den >= mandate.goals[goal] * num,
    }
}

/// A mandate as JSON: the facts that hold by number, and the figures.
#[derive(Serialize, Deserialize)]
struct Written {
    facts: Vec<usize>,
    goals: [i64; FIGURES],
    means: [i64; FIGURES],
}

impl Written {
    fn of(mandate: &Mandate) -> Written {
        Written { facts: mandate.held().collect(), goals: mandate.goals, means: mandate.means }
    }

    fn read(text: &str) -> Result<Mandate> {
        let written: Written = serde_json::from_str(text)?;
        let mut facts = [false; FACTS];
        for fact in written.facts {
            *facts.get_mut(fact).ok_or_else(|| anyhow::anyhow!("no fact {fact}"))? = true;
        }
        Ok(Mandate { facts, goals: written.goals, means: written.means })
    }
}

/// Adds the loop over mandates in memory, and over mandates read by `serde_json` into a struct.
pub fn enter(workload: &Rc<Workload>, field: &mut Field) -> Result<()> {
    let texts = workload.mandates.iter().map(|mandate| serde_json::to_string(&Written::of(mandate)));
    let texts = texts.collect::<Result<_, _>>()?;
    field.contenders.push(Box::new(Loop(workload.clone())));
    field.contenders.push(Box::new(LoopFromJson(workload.clone(), texts)));
    Ok(())
}

struct Loop(Rc<Workload>);

impl Contender for Loop {
    fn name(&self) -> &'static str {
        "plain Rust loop"
    }

    fn load(&self) -> Load {
        Load::Parsed
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        Ok(judge(&self.0.rules, &self.0.mandates[mandate]))
    }
}

struct LoopFromJson(Rc<Workload>, Vec<String>);

impl Contender for LoopFromJson {
    fn name(&self) -> &'static str {
        "plain Rust loop, typed JSON"
    }

    fn load(&self) -> Load {
        Load::Text
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        Ok(judge(&self.0.rules, &Written::read(&self.1[mandate])?))
    }
}
