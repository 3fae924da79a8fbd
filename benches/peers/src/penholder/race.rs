//! The ways in which penholder is measured, over an engine known by traits only.

use std::rc::Rc;

use anyhow::Result;

use super::texts;
use crate::contender::{self, Contender, Field, Gaps, Load};
use crate::workload::Workload;

/// What is told of a gap: the rule's place in the pack.
pub type Tell<'a> = &'a mut dyn FnMut(usize);

/// Judging drafts that are in memory.
pub trait Check: 'static {
    /// A policy pack, resolved.
    type Pack;
    /// A mandate, resolved.
    type Draft;
    /// A mandate, ready to evaluate.
    type Facts;

    /// Spreads a draft out.
    fn facts(pack: &Self::Pack, draft: &Self::Draft) -> Self::Facts;
    /// Tells each rule that has a gap, and nothing else.
    fn gaps(pack: &Self::Pack, facts: &Self::Facts, tell: Tell) -> Result<()>;
    /// Makes the whole report, with reasons, figures and words, and tells each rule that has a gap in it.
    fn report(pack: &Self::Pack, draft: &Self::Draft, tell: Tell) -> Result<()>;
}

/// Reading the two languages. A diagnostic is a failure: the workload's texts are correct.
pub trait Read: Check {
    /// A pack of vocabulary and rules.
    fn pack(text: &str) -> Result<Self::Pack>;
    /// How many rules the pack has.
    fn rules(pack: &Self::Pack) -> usize;
    /// The one mandate of a text.
    fn draft(text: &str, pack: &Self::Pack) -> Result<Self::Draft>;
}

/// Adds the engine over drafts in memory, in three ways.
pub fn enter_parsed<C: Check>(pack: &Rc<C::Pack>, drafts: Vec<C::Draft>, field: &mut Field) {
    let facts: Vec<C::Facts> = drafts.iter().map(|draft| C::facts(pack, draft)).collect();
    let drafts = Rc::new(drafts);
    let from_facts = {
        let pack = pack.clone();
        move |mandate: usize, tell: Tell| C::gaps(&pack, &facts[mandate], tell)
    };
    let from_draft = {
        let (pack, drafts) = (pack.clone(), drafts.clone());
        move |mandate: usize, tell: Tell| C::gaps(&pack, &C::facts(&pack, &drafts[mandate]), tell)
    };
    let report = {
        let pack = pack.clone();
        move |mandate: usize, tell: Tell| C::report(&pack, &drafts[mandate], tell)
    };
    add(field, "penholder, facts built", Load::Parsed, from_facts);
    add(field, "penholder, draft resolved", Load::Parsed, from_draft);
    add(field, "penholder, whole report", Load::Parsed, report);
}

/// Adds the engine over mandate texts, and the reading of its pack.
pub fn enter_texts<C: Read>(workload: &Workload, field: &mut Field) -> Result<()> {
    let text = texts::pack(workload);
    let pack = C::pack(&text)?;
    let mandates: Vec<String> = texts::mandates(workload).collect();
    let judge = move |mandate: usize, tell: Tell| {
        let draft = C::draft(&mandates[mandate], &pack)?;
        C::gaps(&pack, &C::facts(&pack, &draft), tell)
    };
    add(field, "penholder, .mandate text", Load::Text, judge);
    field.readings.push(contender::Reading {
        name: "penholder, parse and resolve",
        read: Box::new(move || Ok(C::rules(&C::pack(&text)?))),
    });
    Ok(())
}

fn add<J>(field: &mut Field, name: &'static str, load: Load, judge: J)
where
    J: FnMut(usize, Tell) -> Result<()> + 'static,
{
    field.contenders.push(Box::new(Way { name, load, judge }));
}

struct Way<J> {
    name: &'static str,
    load: Load,
    judge: J,
}

impl<J: FnMut(usize, Tell) -> Result<()>> Contender for Way<J> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn load(&self) -> Load {
        self.load
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        let mut gaps = Gaps::default();
        (self.judge)(mandate, &mut |place| gaps.insert(place))?;
        Ok(gaps)
    }
}
