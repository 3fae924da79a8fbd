//! What a draft would be told with clauses put in: those of proposals, or a drafter's own.
//!
//! Each set of clauses is a choice in one draft, and every combination of them a reading of its one circuit.

mod run;
mod table;

pub use run::{Adopted, Change, Package, adopt, of_proposal};
pub use table::{Combination, MOST, Table, table};
