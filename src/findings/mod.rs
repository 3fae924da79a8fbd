//! What a draft is told: the statuses of rules, put into words, with places and reasons.

mod accept;
mod dilemma;
mod finding;
mod identity;
mod instance;
mod judge;
mod label;
mod proposal;
mod prospect;
mod reasons;
mod remedy;
mod standing;
mod text;
mod verdict;

pub use dilemma::{DilemmaFinding, HornTaken, RiskState, Stance};
pub use finding::{
    Accepted, ClauseRef, Figures, Finding, LineResult, LineState, ReadFrom, RemedyText, Report, Status,
    Subject,
};
pub use identity::{Identity, Precision, SubjectIdentity, matched};
pub use judge::{judge, judge_with_reasons, judge_without_reasons};
pub use label::natural;
pub use proposal::{CriterionState, ProposalFinding};
pub use prospect::{DilemmaProspect, HornProspect, Prospect, Prospects, prospects};
pub use remedy::remedies;
pub use standing::{DilemmaStanding, LineStanding, Standing, dilemma_standing, standing};
pub use text::figure;
pub use verdict::{Verdict, verdicts};
