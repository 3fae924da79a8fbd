//! A rule, dilemma or proposal as its pack has it.

use penholder_language::model::Pack;

use super::Entry;
use crate::reports::{Look, Places, family};

pub(super) fn render(
    pack: &Pack,
    rules: &Places<'_>,
    entry: Entry<'_>,
    fixtures: &[String],
    look: Look,
) -> String {
    let mut text = format!("{} {}\n", look.bold(entry.code()), look.bold(entry.name()));
    if let Some(family) = family(pack, entry.code()) {
        text.push_str(&look.fact(2, "family", &family.title));
    }
    text.push_str(&look.fact(2, "asks", entry.asks()));
    text.push_str(&look.fact(2, "source", entry.source()));
    if let Some(level) = entry.level() {
        text.push_str(&look.fact(2, "level", &look.level(level, level.name())));
    }
    text.push_str(&own(pack, entry, look));
    for (i, fixture) in fixtures.iter().enumerate() {
        text.push_str(&look.fact(2, if i == 0 { "fixtures" } else { "" }, fixture));
    }
    let span = entry.span();
    text.push_str(&look.fact(2, "written", &rules.told(span)));
    text.push('\n');
    for line in rules.text(span).lines() {
        text.push_str(&format!("{}\n", format!("    {line}").trim_end()));
    }
    text
}

/// What only one kind of entry has.
fn own(pack: &Pack, entry: Entry<'_>, look: Look) -> String {
    let mut text = String::new();
    match entry {
        Entry::Rule(rule) => {
            for judgement in &rule.judgements {
                text.push_str(&look.fact(2, "judgement", judgement));
            }
            for need in &rule.needs {
                text.push_str(&look.fact(2, "needs", &need.text));
            }
            for remedy in &rule.remedies {
                text.push_str(&look.fact(2, "remedy", &remedy.text.0));
            }
            for proposal in
                pack.proposals.iter().filter(|p| p.criteria.iter().any(|id| is(pack, *id, &rule.code)))
            {
                text.push_str(&look.fact(2, "part of", &format!("{} {}", proposal.code, proposal.name)));
            }
        }
        Entry::Dilemma(dilemma) => {
            for horn in &dilemma.horns {
                let risks: Vec<&str> = horn.risks.iter().map(|risk| risk.text.as_str()).collect();
                let risks =
                    if risks.is_empty() { String::new() } else { format!(" — risks {}", risks.join("; ")) };
                text.push_str(&look.fact(2, "way out", &format!("{}{risks}", horn.title)));
            }
        }
        Entry::Proposal(proposal) => {
            for criterion in proposal.criteria.iter().filter_map(|id| pack.rule(*id)) {
                text.push_str(&look.fact(2, "criterion", &format!("{} {}", criterion.code, criterion.asks)));
            }
        }
        Entry::Stale(stale) => text.push_str(&look.fact(2, "remedy", &stale.remedy.0)),
    }
    text
}

fn is(pack: &Pack, id: penholder_language::model::RuleId, code: &str) -> bool {
    pack.rule(id).is_some_and(|rule| rule.code == code)
}
