//! Version 1 of `brackets --format json`. Apart from the internals, so that they can change and this cannot.
//!
//! Fields may be added to a version; none is taken away or given another meaning. Numbers of readings are text where
//! they may be longer than 53 bits. Brackets, delegations and groups are named by their place, from 0 on; options by
//! their number, from 1 on.

use schemars::JsonSchema;
use serde::Serialize;

/// What `brackets --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// Always 1.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// One entry for each mandate block.
    pub drafts: Vec<Draft>,
}

/// One mandate, in all readings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Draft {
    /// The file, as it was named; `<stdin>` for standard input.
    pub path: String,
    /// Name of the mandate block.
    pub mandate: String,
    /// Symbol of the document; empty where none is given.
    pub symbol: String,
    /// How many readings there are, in digits; null where it is not known to the last.
    pub readings: Option<String>,
    /// How many readings are gone through at most.
    pub limit: String,
    /// There were too many: groups of brackets that do not touch each other were gone through one by one.
    pub factored: bool,
    /// Brackets that do not touch those of other groups.
    pub groups: Vec<Vec<usize>>,
    /// Groups that have too many readings by themselves; where there are some, `best`, `front` and costs are not known.
    pub too_large: Vec<usize>,
    /// What readings are weighed by besides findings.
    pub axes: Vec<Axis>,
    /// The brackets, in the order of the draft.
    pub brackets: Vec<Bracket>,
    /// The text as it stands: the first option of each bracket.
    pub as_it_stands: Reading,
    /// Findings that no bracket changes.
    pub always: Tally,
    /// Readings with the fewest and lightest findings, best first; each stands for all with the same counts.
    pub best: Vec<Reading>,
    /// Readings than which none has less of one thing (errors, warnings, an axis) and no more of the others; each stands
    /// for all that come to the same. Group by group, readings that are alike may be counted short.
    pub front: Vec<Reading>,
    /// The front has more points than these.
    pub front_cut: bool,
    /// What readings differ in, and on which brackets it hinges.
    pub hinges: Vec<Hinge>,
    /// Who proposes options.
    pub delegations: Vec<Delegation>,
    /// Bracket by bracket, who would have what.
    pub agreements: Vec<Agreement>,
    /// The reading with the fewest concessions over all delegations, then the fewest and lightest findings.
    pub least_cost: Option<Settlement>,
    /// The reading in which whoever concedes most concedes least; not known where `factored`.
    pub least_burden: Option<Settlement>,
}

/// An axis of the pack.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Axis {
    /// Its name.
    pub name: String,
    /// What it means.
    pub about: String,
    /// What it counts; empty for levels.
    pub unit: String,
    /// Its terms, weakest first; empty for numbers. The value n of a reading is the n-th of them, 0 none.
    pub levels: Vec<String>,
}

/// A bracket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Bracket {
    /// Its name.
    pub name: String,
    /// Line and column where it is first written.
    pub line: usize,
    /// The column, counted in characters from 1.
    pub column: usize,
    /// Options inside which it stands.
    pub within: Vec<Within>,
    /// The option to which it is pinned.
    pub pinned: Option<u32>,
    /// It is not there, because of what is pinned.
    pub gone: bool,
    /// Its options.
    pub options: Vec<BracketOption>,
    /// No finding, dilemma or axis hinges on it.
    pub idle: bool,
}

/// An option inside which a bracket stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Within {
    /// The bracket.
    pub bracket: usize,
    /// Its option.
    pub option: u32,
}

/// An option of a bracket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BracketOption {
    /// Its text in short; empty where it says nothing.
    pub text: String,
    /// Who proposes it.
    pub proponents: Vec<String>,
    /// The fewest and lightest findings that can be had with it; null where it cannot be taken, or that is not known.
    pub best: Option<Tally>,
}

/// Counts of open findings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tally {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
}

/// A reading.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reading {
    /// Its findings.
    pub findings: Tally,
    /// Its place on each axis.
    pub axes: Vec<i64>,
    /// How many readings it stands for, in digits.
    pub readings: String,
    /// The option that each bracket takes; null where the bracket is not there.
    pub takes: Vec<Option<u32>>,
}

/// What kind of thing hinges.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A finding.
    Finding,
    /// A dilemma.
    Dilemma,
    /// An axis.
    Axis,
}

/// Something in which readings differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Hinge {
    /// What it is.
    pub kind: Kind,
    /// Code of the rule or dilemma; empty for an axis.
    pub code: String,
    /// Its name.
    pub name: String,
    /// For what it is judged.
    pub subjects: Vec<String>,
    /// Labels of the clauses among these, without `¶`.
    pub clauses: Vec<String>,
    /// One bracket decides it alone.
    pub alone: bool,
    /// Every bracket that changes it, most influential first; null where there were too many to go through.
    pub levers: Option<Vec<Lever>>,
    /// The brackets on which it may hinge.
    pub brackets: Vec<usize>,
}

/// A bracket on which something hinges.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Lever {
    /// The bracket.
    pub bracket: usize,
    /// In so many readings of the other brackets in question it makes a difference …
    pub flips: u64,
    /// … of so many in which it is there.
    pub of: u64,
    /// What comes of each option: every state, if there are no more than six.
    pub outcomes: Vec<Vec<String>>,
}

/// A delegation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Delegation {
    /// Its name.
    pub name: String,
    /// In how many brackets it proposes something.
    pub brackets: usize,
    /// In how many readings it concedes nothing, in digits; null where that is not known.
    pub readings: Option<String>,
    /// The best of these.
    pub best: Option<Preferred>,
}

/// A delegation's preferred reading.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Preferred {
    /// Its findings.
    pub findings: Tally,
    /// The option that each bracket takes; null where the bracket is not there.
    pub takes: Vec<Option<u32>>,
}

/// A bracket in which somebody proposes something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Agreement {
    /// The bracket.
    pub bracket: usize,
    /// Who would have what.
    pub wishes: Vec<Wish>,
    /// Options that all of them would take; empty where they differ.
    pub common: Vec<u32>,
}

/// What a delegation would have in a bracket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Wish {
    /// The delegation.
    pub delegation: usize,
    /// Its options.
    pub options: Vec<u32>,
}

/// A reading that all can find acceptable.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Settlement {
    /// Concessions over all delegations.
    pub concessions: u64,
    /// The most that one delegation concedes.
    pub largest: u64,
    /// Of each delegation, the brackets that it concedes.
    pub conceded: Vec<Vec<usize>>,
    /// Its findings.
    pub findings: Tally,
    /// How many readings cost the same, with as many findings, in digits.
    pub readings: String,
    /// The option that each bracket takes; null where the bracket is not there.
    pub takes: Vec<Option<u32>>,
}
