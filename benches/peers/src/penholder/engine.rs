//! The calls into penholder's engine: languages, facts, evaluator, report.

//! The calls into penholder's engine.

use anyhow::{Context, Result, bail, ensure};
use penholder::evaluate::{Bool, Evaluator, Instance, Interpretation, Plan, Reading};
use penholder::facts::Facts;
use penholder::findings::{Status, judge};
use penholder_language::model::{Draft, Pack};
use penholder_language::source::{Diagnostic, SourceMap};
use penholder_language::{syntax, translate};

use super::race::{Check, Read, Tell, enter_parsed, enter_texts};
use super::texts;
use crate::contender::Field;
use crate::workload::Workload;

/// Adds penholder in every way in which it can be measured.
pub fn enter(workload: &Workload, field: &mut Field) -> Result<()> {
    let pack = Engine::pack(&texts::pack(workload))?;
    let drafts = texts::mandates(workload).map(|text| Engine::draft(&text, &pack)).collect::<Result<_>>()?;
    enter_parsed::<Engine>(&pack.into(), drafts, field);
    enter_texts::<Engine>(workload, field)
}

/// The evaluator over plain truths: a draft without brackets has one reading.
struct Engine;

/// A pack, and the same laid out for evaluation: once for all mandates.
struct Ready {
    pack: Pack,
    plan: Plan,
}

impl Check for Engine {
    type Pack = Ready;
    type Draft = Draft;
    type Facts = (Facts, Interpretation<bool>);

    fn facts(ready: &Ready, draft: &Draft) -> Self::Facts {
        let facts = Facts::new(draft, &ready.pack.vocabulary);
        let truths = Interpretation::reading(&facts, &Reading::default());
        (facts, truths)
    }

    fn gaps(ready: &Ready, (facts, truths): &Self::Facts, tell: Tell) -> Result<()> {
        let mut algebra = Bool;
        let mut evaluator = Evaluator::new(&mut algebra, facts, truths, &ready.plan);
        // Every rule of the workload has one `require` line, so that what is not met is a gap.
        evaluator.rules(
            |_| true,
            |rule, instance: &Instance<bool>| {
                if instance.applies && instance.lines.iter().any(|line| !line.holds) {
                    tell(rule.index());
                }
            },
        )?;
        Ok(())
    }

    fn report(ready: &Ready, draft: &Draft, tell: Tell) -> Result<()> {
        let report = judge(&ready.pack, draft, &Reading::default())?;
        for finding in report.findings.iter().filter(|finding| finding.status == Status::Gap) {
            tell(finding.rule.context("a gap without its rule")?.index());
        }
        Ok(())
    }
}

impl Read for Engine {
    fn pack(text: &str) -> Result<Ready> {
        let mut sources = SourceMap::default();
        let file = sources.add("peers.policy", text);
        let (tree, told) = syntax::policy::parse(file, text);
        sound(&told)?;
        let (pack, told) = translate::policy::pack(&[tree], sources);
        sound(&told)?;
        let plan = Plan::new(&pack);
        Ok(Ready { pack, plan })
    }

    fn rules(ready: &Ready) -> usize {
        ready.pack.rules.len()
    }

    fn draft(text: &str, ready: &Ready) -> Result<Draft> {
        let mut sources = SourceMap::default();
        let file = sources.add("m.mandate", text);
        let (tree, told) = syntax::mandate::parse(file, text);
        sound(&told)?;
        let around = translate::mandate::Selection::default();
        let (mut drafts, told) = translate::mandate::drafts(&tree, &[], &around, &ready.pack.vocabulary);
        sound(&told)?;
        match (drafts.pop(), drafts.len()) {
            (Some(draft), 0) => Ok(draft),
            (_, more) => bail!("not one mandate but {more}"),
        }
    }
}

fn sound(told: &[Diagnostic]) -> Result<()> {
    ensure!(told.is_empty(), "{told:?}");
    Ok(())
}
