//! The calls into penholder's engine.

use std::rc::Rc;

use anyhow::{Result, anyhow};
use penholder::evaluate::{Bool, Evaluator, Interpretation, Reading};
use penholder::facts::Facts;
use penholder::findings::{Status, judge};
use penholder_language::model::{Draft, Pack, RuleId};

use super::race::{Check, Tell, enter_parsed};
use super::resolved;
use crate::contender::Field;
use crate::workload::Workload;

/// Adds penholder in every way in which it can be measured.
pub fn enter(workload: &Workload, field: &mut Field) {
    let drafts = workload.mandates.iter().map(resolved::draft).collect();
    enter_parsed::<Engine>(&Rc::new(resolved::pack(workload)), drafts, field);
}

/// The evaluator over plain truths: a draft without brackets has one reading.
struct Engine;

impl Check for Engine {
    type Pack = Pack;
    type Draft = Draft;
    type Facts = (Facts, Interpretation<bool>);

    fn facts(pack: &Pack, draft: &Draft) -> Self::Facts {
        let facts = Facts::new(draft, &pack.vocabulary);
        let truths = Interpretation::reading(&facts, &Reading::default());
        (facts, truths)
    }

    fn gaps(pack: &Pack, (facts, truths): &Self::Facts, tell: Tell) -> Result<()> {
        let mut algebra = Bool;
        let mut evaluator = Evaluator::new(&mut algebra, facts, truths, &pack.vocabulary);
        for (place, rule) in pack.rules.iter().enumerate() {
            let mut gap = false;
            // Every rule of the workload has one `require` line, so that what is not met is a gap.
            let each = |instance: &penholder::evaluate::Instance<bool>| {
                gap |= instance.applies && instance.lines.iter().any(|line| !line.holds);
            };
            evaluator.rule(RuleId(place as u32), rule, each).map_err(|overflow| anyhow!("{overflow:?}"))?;
            if gap {
                tell(&rule.code);
            }
        }
        Ok(())
    }

    fn report(pack: &Pack, draft: &Draft, tell: Tell) -> Result<()> {
        let report = judge(pack, draft, &Reading::default()).map_err(|overflow| anyhow!("{overflow:?}"))?;
        for finding in report.findings.iter().filter(|finding| finding.status == Status::Gap) {
            tell(&finding.code);
        }
        Ok(())
    }
}
