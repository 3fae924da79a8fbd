//! Every reading of a bracketed draft: the best ones, what is traded for what, and what each bracket decides.
//!
//! The rules are evaluated once, over the circuit; all that is here is folds of it. Readings are gone through in lanes
//! and streamed; what is kept does not grow with their number.

mod analysis;
mod combine;
mod delegations;
mod explore;
mod front;
mod groups;
mod hinge;
mod layout;
mod pin;
mod rows;
mod space;
mod subject;

pub use analysis::{Analysis, AxisInfo, BracketInfo, Limits, OptionInfo, Weighed, analyse};
pub use delegations::{Agreement, Delegation, Settlement};
pub use hinge::{Hinge, Lever, Outcome};
pub use pin::{PinError, pin};
pub use rows::{Row, RowKind};
pub use space::{Count, Taken};

/// Counts of open findings; fewer errors weigh more than fewer warnings, those more than fewer notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tally {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
}

impl std::ops::Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally {
            errors: self.errors.saturating_add(other.errors),
            warnings: self.warnings.saturating_add(other.warnings),
            notes: self.notes.saturating_add(other.notes),
        }
    }
}
