//! Variants side by side: for people, as JSON, as CSV and as a page.

mod csv;
mod html;
mod human;
mod json;
pub mod v1;
mod words;

pub use csv::render as csv;
pub use html::render as html;
pub use human::render as human;
pub use json::{json, schema};

use penholder_language::model::Level;

use crate::compare::{Change, Row, Turn, Unit, turn};
use crate::findings::{Report, Status};

/// All that a comparison tells.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The pack's name.
    pub pack: String,
    /// The variant that the others are held against.
    pub base: usize,
    /// The variants, in the order in which they were named.
    pub variants: Vec<Variant>,
    /// The findings.
    pub rows: Vec<Row>,
    /// What became of the paragraphs, from each variant to the next.
    pub pairs: Vec<Pair>,
    /// What the text did and what the situation, from each variant to the next; empty where all meet one situation.
    pub splits: Vec<Split>,
    /// Tell what does not differ, too.
    pub all: bool,
}

/// One variant.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The mandate's name.
    pub name: String,
    /// Its file.
    pub path: String,
    /// Its document symbol; may be empty.
    pub symbol: String,
    /// The situation that it was judged against.
    pub situation: Option<String>,
    /// Its paragraphs.
    pub units: Vec<Unit>,
    /// How many findings are open: errors, warnings, notes.
    pub counts: [usize; 3],
}

/// The changes from one variant to the next.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The older variant.
    pub from: usize,
    /// The newer one.
    pub to: usize,
    /// What became of every paragraph.
    pub changes: Vec<Change>,
}

/// A difference between two variants that meet different situations, taken apart.
#[derive(Clone, Debug)]
pub struct Split {
    /// The older variant.
    pub from: usize,
    /// The newer one.
    pub to: usize,
    /// What the situation did to the older text.
    pub situation: Vec<(Row, Turn)>,
    /// What the newer text changed in the newer situation.
    pub text: Vec<(Row, Turn)>,
    /// Why it could not be taken apart.
    pub impossible: Option<String>,
}

impl Split {
    /// From rows over the older text in the older situation, the older text in the newer one, and the newer text there.
    pub fn new(from: usize, to: usize, rows: &[Row]) -> Split {
        let turns = |a: usize, b: usize| -> Vec<(Row, Turn)> {
            rows.iter().filter_map(|row| Some((row.clone(), turn(row, a, b)?))).collect()
        };
        Split { from, to, situation: turns(0, 1), text: turns(1, 2), impossible: None }
    }

    /// The older text cannot be read against the newer situation.
    pub fn impossible(from: usize, to: usize, why: &str) -> Split {
        let first = why.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let first = first.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '`');
        Split { from, to, situation: Vec::new(), text: Vec::new(), impossible: Some(first.to_owned()) }
    }
}

/// How a variant is called: `A`, `B`.
pub fn letter(variant: usize) -> String {
    let at = u8::try_from(variant).unwrap_or(u8::MAX).min(25);
    char::from(b'A' + at).to_string()
}

/// The open findings of a report: errors, warnings, notes.
pub fn counts(report: &Report) -> [usize; 3] {
    [Level::Error, Level::Warning, Level::Note].map(|level| report.count(level))
}

impl Comparison {
    fn variant(&self, at: usize) -> Option<&Variant> {
        self.variants.get(at)
    }

    /// Every variant but the base.
    fn others(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.variants.len()).filter(|at| *at != self.base)
    }

    /// What a variant gains or gives up against the base.
    fn turns(&self, variant: usize) -> Vec<(&Row, Turn)> {
        self.rows.iter().filter_map(|row| Some((row, turn(row, self.base, variant)?))).collect()
    }

    /// The rows to tell.
    fn told_rows(&self) -> Vec<&Row> {
        self.rows.iter().filter(|row| self.all || row.differs()).collect()
    }

    /// For each variant those that do no worse in any row and better in some.
    fn dominated(&self) -> Vec<(usize, Vec<usize>)> {
        let count = self.variants.len();
        let by = |at| (at, crate::compare::dominating(&self.rows, at, count));
        (0..count).map(by).filter(|(_, by)| !by.is_empty()).collect()
    }
}

/// Whether a cell told is a plain status.
fn is_status(told: &str, status: Status) -> bool {
    told == status.name()
}
