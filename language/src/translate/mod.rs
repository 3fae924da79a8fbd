//! From syntax trees to the model: every name is resolved here, once.

pub mod mandate;
pub mod policy;
