//! Proposals: how many of their criteria a draft meets, and which it does not.

use super::{Options, section_title};
use crate::findings::{ProposalFinding, Report, Status};
use crate::reports::Look;

/// Every proposal of which a criterion arises.
pub(super) fn section(report: &Report, options: Options) -> String {
    let mut text = String::new();
    for proposal in report.proposals.iter().filter(|proposal| proposal.score().1 > 0) {
        text.push_str(&told(proposal, options.look, options.verbose));
    }
    if text.is_empty() { text } else { section_title(options.look, "proposals") + &text }
}

/// One proposal.
pub(in crate::reports) fn told(proposal: &ProposalFinding, look: Look, verbose: bool) -> String {
    let (met, arise) = proposal.score();
    let head = format!("  {} ", look.bold(&proposal.code));
    let mut text = look.wrap(&head, 4, &format!("{}: {met} of {arise} criteria", proposal.name));
    if verbose {
        for criterion in &proposal.criteria {
            let clauses: Vec<String> = criterion.clauses.iter().map(|label| format!("¶{label}")).collect();
            let place = if clauses.is_empty() { String::new() } else { format!(" ({})", clauses.join(", ")) };
            let told = format!("{}: {}{place}", criterion.code, criterion.asks);
            text.push_str(&look.wrap(&format!("    {:<14} ", criterion.status.name()), 19, &told));
        }
        return text;
    }
    for (key, statuses) in [
        ("missing", &[Status::Gap, Status::Excluded][..]),
        ("in part", &[Status::Partial]),
        ("accepted", &[Status::Accepted]),
    ] {
        let criteria: Vec<&str> = proposal
            .criteria
            .iter()
            .filter(|criterion| statuses.contains(&criterion.status))
            .map(|criterion| criterion.code.as_str())
            .collect();
        if !criteria.is_empty() {
            text.push_str(&look.fact(4, key, &criteria.join(" ")));
        }
    }
    text
}
