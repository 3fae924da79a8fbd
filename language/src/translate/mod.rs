//! Trees to the model: names resolved, wrong ones told with the nearest right one.

pub mod mandate;
pub mod policy;
