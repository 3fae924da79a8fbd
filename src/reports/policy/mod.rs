//! What a pack says about itself: its table, its pages, the words that only one rule needs.

mod docs;
mod list;
mod usage;

pub use docs::{Page, pages};
pub use list::{list, list_json};
