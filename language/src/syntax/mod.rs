//! From text to syntax trees and back. The grammars' own rule names are known here alone.

pub mod mandate;
pub mod policy;
