//! Version 1 of the JSON output of `compare`. Apart from the internals, so that they can change and this cannot.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{Direction, Kind};

/// What `compare --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// Always 1.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// The policy pack that the variants were judged by.
    pub pack: String,
    /// The letter of the variant that the others are held against.
    pub base: String,
    /// The variants, in the order in which they were named.
    pub variants: Vec<Variant>,
    /// Findings by variant, family by family: the rows that differ, with `--all` every one.
    pub matrix: Vec<Row>,
    /// What each variant gains and gives up against the base.
    pub against_base: Vec<Against>,
    /// Variants than which another does better in some row and worse in none.
    pub dominated: Vec<Dominated>,
    /// What became of every paragraph, from each variant to the next, in the order of the newer text; then what is gone.
    pub changes: Vec<Change>,
    /// With `--situation each`: what the situation did to the older text, and what the newer text changed in it.
    pub splits: Vec<Split>,
}

/// One variant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Variant {
    /// `A`, `B` …
    pub letter: String,
    /// Name of the mandate.
    pub mandate: String,
    /// The file, as it was named.
    pub path: String,
    /// Symbol of the document; empty where none is given.
    pub symbol: String,
    /// The situation that it was judged against.
    pub situation: Option<String>,
    /// Open findings.
    pub errors: usize,
    /// Open findings.
    pub warnings: usize,
    /// Open findings.
    pub notes: usize,
}

/// One finding over all variants.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Row {
    /// Code of the rule or dilemma.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The title of its family.
    pub family: String,
    /// About whom or what it is; empty where it is about the draft.
    pub subject: String,
    /// Some variants stand otherwise than others.
    pub differs: bool,
    /// One cell for each variant; null where the finding does not arise.
    pub cells: Vec<Option<Cell>>,
}

/// How one variant stands in a row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cell {
    /// The status of a rule; of a dilemma the stance and the horns taken.
    pub status: String,
    /// It counts against the variant.
    pub open: bool,
    /// `error`, `warning` or `note`; null where it is not open.
    pub level: Option<String>,
    /// What there is, where figures are compared.
    pub has: Option<i64>,
    /// What is needed.
    pub needs: Option<i64>,
    /// What is missing.
    pub short: Option<i64>,
    /// Labels of the paragraphs that give rise to it.
    pub clauses: Vec<String>,
    /// The reason, in words; empty where it is met.
    pub message: String,
}

/// What a variant gains and gives up against the base.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Against {
    /// The variant.
    pub variant: String,
    /// The rows in which it does better or worse.
    pub turns: Vec<Turned>,
}

/// A row in which something turned.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Turned {
    /// Code of the rule or dilemma.
    pub code: String,
    /// About whom or what it is.
    pub subject: String,
    /// `closed`, `opened`, `lighter` or `graver`.
    pub turn: String,
    /// How it was.
    pub from: Option<Cell>,
    /// How it is.
    pub to: Option<Cell>,
}

/// A variant that another one beats.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Dominated {
    /// The variant.
    pub variant: String,
    /// Those that do better in some row and worse in none.
    pub by: Vec<String>,
}

/// What became of a paragraph.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Change {
    /// The older variant.
    pub from: String,
    /// The newer one.
    pub to: String,
    /// Label in the newer text; null where a paragraph is gone.
    pub new: Option<String>,
    /// Labels in the older text that it continues, the main antecedent first; empty where it is new.
    pub old: Vec<String>,
    /// What became of it.
    pub kind: Kind,
    /// What changed, in words; may be empty.
    pub what: String,
    /// How much it counts; 0 where nothing that weighs changed.
    pub weight: u32,
    /// How sure the main antecedent is, from 0 to 1.
    pub sure: f32,
    /// Where the paragraph stands in the newer text.
    pub new_place: Option<Place>,
    /// Where its main antecedent stands in the older text.
    pub old_place: Option<Place>,
    /// What changed, one by one, the heaviest first.
    pub details: Vec<Detail>,
}

/// A place in a text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// One thing that changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Detail {
    /// In words.
    pub text: String,
    /// Which way it goes.
    pub direction: Direction,
    /// How much it counts.
    pub weight: u32,
}

/// A difference between variants that meet different situations, taken apart.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Split {
    /// The older variant.
    pub from: String,
    /// The newer one.
    pub to: String,
    /// What the situation did to the older text.
    pub situation: Vec<Turned>,
    /// What the newer text changed in the newer situation.
    pub text: Vec<Turned>,
    /// Why it could not be taken apart; null where it could.
    pub impossible: Option<String>,
}
