//! The cheapest changes to a draft after which nothing is left open at a level, and nothing new is.
//!
//! Every change that could help is put up for choice in one draft; its circuit says of every combination what is left
//! open; a solver looks for the cheapest combination with nothing open. What is found is made outright in the text, read
//! again and judged by the plain evaluator before anybody is told of it.

mod candidate;
mod edit;
#[cfg(test)]
mod exhaustive;
mod finish;
mod gather;
mod outcome;
mod resolve;
mod run;
mod search;
mod sites;
mod space;
mod specify;

pub use candidate::{Candidate, Edit, Kind, Target};
pub use outcome::{Changed, Demand, Outcome, Repair, Trouble, Verdict};
pub use run::{Base, Options, Progress, repair};
pub(crate) use space::translated;
