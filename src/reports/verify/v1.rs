//! Version 1 of `policy verify --format json`. Fields may be added; none is taken away or given another meaning.

use schemars::JsonSchema;
use serde::Serialize;

/// What `policy verify --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// Always 1.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// The pack's name.
    pub pack: String,
    /// How many rules it has.
    pub rules: usize,
    /// How many answers are faults that the pack does not declare.
    pub faults: usize,
    /// How many questions have no answer.
    pub unanswered: usize,
    /// Every question with its answer. Of two rules nothing is told that is as it should be.
    pub answers: Vec<Answer>,
    /// Rules beyond the bounded fragment.
    pub beyond: Vec<Beyond>,
}

/// What came of a question.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is so.
    Proved,
    /// It is not so.
    Refuted,
    /// Neither shown nor refuted up to `bound` entities of a sort.
    Searched,
    /// The limits were reached.
    Unknown,
}

/// A question with its answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// What is asked, such as `can-be-met`.
    pub question: String,
    /// Codes of the rules, dilemmas or proposals it is about.
    pub codes: Vec<String>,
    /// Which line, remedy or horn; empty where it is about the whole.
    pub part: String,
    /// The answer.
    pub answer: Kind,
    /// Up to how many entities of a sort mandates were looked at; of a proof: which is enough. `null` where an example
    /// shows it.
    pub bound: Option<usize>,
    /// A mandate file that shows it.
    pub example: Option<String>,
    /// What else is to be said.
    pub note: Option<String>,
    /// What is wrong.
    pub fault: Option<String>,
    /// What can be done about it.
    pub help: Option<String>,
    /// Why the pack wants it so.
    pub declared: Option<String>,
}

/// A rule beyond the bounded fragment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Beyond {
    /// Its code.
    pub code: String,
    /// Why.
    pub reasons: Vec<String>,
}
