//! Proposals: which of their criteria a draft meets.

use penholder_language::model::{Pack, RuleId};

use super::{Finding, Status};

/// How one criterion stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionState {
    /// Code of the criterion's rule.
    pub code: String,
    /// What it asks.
    pub asks: String,
    /// The gravest status among its findings.
    pub status: Status,
    /// Labels of the clauses that meet it.
    pub clauses: Vec<String>,
}

/// How a draft stands towards a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalFinding {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// One line.
    pub asks: String,
    /// Where the source says so.
    pub source: String,
    /// Its criteria.
    pub criteria: Vec<CriterionState>,
}

impl ProposalFinding {
    /// How many criteria are met, and how many arise at all.
    pub fn score(&self) -> (usize, usize) {
        let arises = |c: &&CriterionState| !matches!(c.status, Status::NotApplicable | Status::NotAssessed);
        (
            self.criteria.iter().filter(|c| c.status == Status::Met).count(),
            self.criteria.iter().filter(arises).count(),
        )
    }
}

/// Every proposal, from the findings of its criteria.
pub(super) fn proposals(pack: &Pack, findings: &[Finding]) -> Vec<ProposalFinding> {
    pack.proposals
        .iter()
        .map(|proposal| ProposalFinding {
            code: proposal.code.clone(),
            name: proposal.name.clone(),
            asks: proposal.asks.clone(),
            source: proposal.source.clone(),
            criteria: proposal.criteria.iter().filter_map(|id| criterion(pack, *id, findings)).collect(),
        })
        .collect()
}

fn criterion(pack: &Pack, id: RuleId, findings: &[Finding]) -> Option<CriterionState> {
    let rule = pack.rule(id)?;
    let own = || findings.iter().filter(|finding| finding.rule == Some(id));
    let status = own().map(|finding| finding.status).max_by_key(|status| gravity(*status))?;
    let mut clauses: Vec<String> =
        own().flat_map(|f| f.found.iter().map(|clause| clause.label.clone())).collect();
    clauses.dedup();
    Some(CriterionState { code: rule.code.clone(), asks: rule.asks.clone(), status, clauses })
}

fn gravity(status: Status) -> u8 {
    match status {
        Status::NotApplicable => 0,
        Status::NotAssessed => 1,
        Status::Met => 2,
        Status::Partial => 3,
        Status::Accepted => 4,
        Status::Excluded => 5,
        Status::Gap => 6,
    }
}
