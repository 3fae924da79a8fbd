//! What could not be judged, and what a block would add.

use std::collections::BTreeMap;

use penholder_language::model::Block;

use super::section_title;
use crate::findings::{Report, Stance, Status};
use crate::reports::{Look, counted};

/// What would have to be supplied, with the codes that wait for it.
pub(in crate::reports) fn waiting(report: &Report) -> BTreeMap<String, Vec<&str>> {
    let mut waiting: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.status == Status::NotAssessed) {
        let what =
            if finding.missing.is_empty() { finding.message.clone() } else { blocks(&finding.missing) };
        waiting.entry(what).or_default().push(&finding.code);
    }
    for dilemma in report.dilemmas.iter().filter(|dilemma| dilemma.stance == Stance::NotAssessed) {
        waiting.entry(dilemma.message.clone()).or_default().push(&dilemma.code);
    }
    for codes in waiting.values_mut() {
        codes.dedup();
    }
    waiting
}

/// As the message of a finding says it.
fn blocks(missing: &[Block]) -> String {
    let names: Vec<&str> = missing.iter().map(|block| block_name(*block)).collect();
    format!("needs a {} block", names.join(" and a "))
}

/// The keyword of a block.
pub(in crate::reports) fn block_name(block: Block) -> &'static str {
    match block {
        Block::Situation => "situation",
        Block::Deployment => "deployment",
        Block::Mandate => "mandate",
    }
}

/// The list, with what to do about it.
pub(super) fn section(report: &Report, look: Look) -> String {
    let waiting = waiting(report);
    if waiting.is_empty() {
        return String::new();
    }
    let mut text = section_title(look, "not assessed");
    for (what, codes) in &waiting {
        let told = format!("{}: {}", counted(codes.len(), "rule"), codes.join(" "));
        text.push_str(&look.wrap(&format!("  {what} · "), 4, &told));
    }
    for (block, option) in [(Block::Situation, "--situation"), (Block::Deployment, "--deployment")] {
        if report.findings.iter().any(|finding| finding.missing.contains(&block)) {
            let hint =
                format!("add a `{}` block to the file, or name one with `{option} FILE`", block_name(block));
            text.push_str(&look.fact(4, "help", &hint));
        }
    }
    text
}
