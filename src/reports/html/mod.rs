//! Reports as one HTML file each: no network, no script, for screen, paper, keyboard and screen reader.
//!
//! [`Page`] is the scaffold that every report shares; [`parts`] are what its sections are made of. A report is a pure
//! function to a `String`: build a page, add sections, [`Page::render`]. Everything that comes from a draft or a pack
//! goes through `maud`'s escaping; `render` takes out what could still hide something (control characters).

mod check;
mod page;
pub mod parts;

pub use check::render;
pub use page::Page;
