//! That the generated texts say what the workload says: a reader of just these forms, blind to the workload itself,
//! must find the plain loop's gaps in them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use anyhow::{Context, Result, bail, ensure};

use super::race::{Check, Read, Tell, enter_parsed, enter_texts};
use super::texts;
use crate::contender::Field;
use crate::workload::Workload;

#[test]
fn the_texts_carry_the_workload() -> Result<()> {
    let workload = Workload::new();
    let mut field = Field::default();
    enter_texts::<Reader>(&workload, &mut field)?;
    let pack = Reader::pack(&texts::pack(&workload))?;
    let drafts = texts::mandates(&workload).map(|text| Reader::draft(&text, &pack)).collect::<Result<_>>()?;
    enter_parsed::<Reader>(&Rc::new(pack), drafts, &mut field);
    field.verify(&workload)
}

/// Reads policies and mandates as `texts` lays them out, by lines and words.
struct Reader;

struct ReadRule {
    code: String,
    wanted: Vec<String>,
    asked: Vec<String>,
}

#[derive(Default)]
struct ReadPack {
    terms: HashSet<String>,
    relations: HashSet<String>,
    rules: Vec<ReadRule>,
}

#[derive(Clone, Default)]
struct ReadFacts {
    kinds: HashSet<String>,
    figures: HashMap<String, i64>,
}

impl Check for Reader {
    type Pack = ReadPack;
    type Draft = ReadFacts;
    type Facts = ReadFacts;

    fn facts(_: &ReadPack, draft: &ReadFacts) -> ReadFacts {
        draft.clone()
    }

    fn gaps(pack: &ReadPack, facts: &ReadFacts, tell: Tell) -> Result<()> {
        for rule in &pack.rules {
            ensure!(rule.wanted.len() == 2, "{} has no condition", rule.code);
            let arises = rule.wanted.iter().all(|term| facts.kinds.contains(term));
            if arises && !holds(&rule.asked, facts)? {
                tell(&rule.code);
            }
        }
        Ok(())
    }

    fn report(pack: &ReadPack, draft: &ReadFacts, tell: Tell) -> Result<()> {
        Self::gaps(pack, draft, tell)
    }
}

impl Read for Reader {
    fn pack(text: &str) -> Result<ReadPack> {
        let mut pack = ReadPack::default();
        let mut wanted = Vec::new();
        let mut code = "";
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["relation", name, ..] => drop(pack.relations.insert(name.trim_end_matches(':').to_owned())),
                [name, "\"fact", ..] => drop(pack.terms.insert((*name).to_owned())),
                ["rule", name, ..] => code = name,
                ["where", "S", "is", a, "and", "S", "is", b] => wanted = vec![a.to_string(), b.to_string()],
                ["require", asked @ ..] => pack.rules.push(ReadRule {
                    code: code.to_owned(),
                    wanted: std::mem::take(&mut wanted),
                    asked: asked.iter().map(|word| word.to_string()).collect(),
                }),
                _ => {}
            }
        }
        Ok(pack)
    }

    fn rules(pack: &ReadPack) -> usize {
        pack.rules.len()
    }

    fn draft(text: &str, pack: &ReadPack) -> Result<ReadFacts> {
        let details = text.split("file S {").nth(1).and_then(|rest| rest.split('}').next());
        let mut facts = ReadFacts::default();
        for detail in details.context("no file")?.split(',') {
            match detail.split_whitespace().collect::<Vec<_>>().as_slice() {
                [term] if pack.terms.contains(*term) => drop(facts.kinds.insert(term.to_string())),
                [relation, number] if pack.relations.contains(*relation) => {
                    ensure!(
                        facts.figures.insert(relation.to_string(), number.parse()?).is_none(),
                        "said twice"
                    );
                }
                other => bail!("unknown detail {other:?}"),
            }
        }
        Ok(facts)
    }
}

fn holds(asked: &[String], facts: &ReadFacts) -> Result<bool> {
    let figure = |name: &str| facts.figures.get(name).context("no such figure");
    match asked.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["S", "is", term] => Ok(facts.kinds.contains(*term)),
        [x, "*", has, "of", "S", ">=", y, "*", needs, "of", "S"] => {
            Ok(x.parse::<i64>()? * figure(has)? >= y.parse::<i64>()? * figure(needs)?)
        }
        other => bail!("unknown requirement {other:?}"),
    }
}
