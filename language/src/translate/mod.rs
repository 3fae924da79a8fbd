//! From syntax trees to the model: every name is resolved here, once, and every meaning is checked.

pub mod mandate;
pub mod policy;
