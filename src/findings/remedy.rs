//! Remedies filled for any binding of a rule, whether it is open in a reading that somebody looked at or not.

use penholder_language::model::{Draft, EntityId, Pack, RuleId};

use super::RemedyText;
use super::reasons::names;
use super::text::Filling;

/// The remedies of a rule for one binding. What needs a figure (`{short}`) is told as a dash, and no clause then.
pub fn remedies(pack: &Pack, draft: &Draft, rule: RuleId, binding: &[EntityId]) -> Vec<RemedyText> {
    let Some(rule) = pack.rule(rule) else { return Vec::new() };
    let filling = Filling {
        names: names(draft, &pack.vocabulary),
        variables: rule.for_each.iter().zip(binding).map(|(v, id)| (v.name.as_str(), *id)).collect(),
        numbers: Vec::new(),
        figures: None,
        missing: rule.require.iter().map(|line| line.label.as_str()).collect(),
    };
    let told = rule.remedies.iter().map(|remedy| RemedyText {
        text: filling.fill(&remedy.text),
        clauses: remedy.adds.iter().map(|adds| filling.instantiate(&adds.template)).collect(),
    });
    told.collect()
}
