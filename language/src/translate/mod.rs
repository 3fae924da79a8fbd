//! From syntax trees to the model: names are resolved here, and every meaning is checked.

pub mod mandate;
pub mod policy;
