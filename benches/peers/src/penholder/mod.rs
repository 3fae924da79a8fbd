//! penholder itself, in the ways in which it can be used.
//!
//! [`texts`] writes the workload in its two languages. [`race`] knows the engine by two traits: what follows from a
//! draft in memory, and reading text. The calls into the engine are all in `engine.rs`, behind the feature
//! `penholder`.

#[cfg(feature = "penholder")]
mod engine;
#[cfg(any(feature = "penholder", test))]
mod race;
#[cfg(test)]
mod tests;
pub mod texts;

#[cfg(feature = "penholder")]
pub use engine::enter;
