//! Version 1 of the JSON of a survey.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// A survey.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Survey {
    /// 1.
    pub version: u32,
    /// By which pack it was judged.
    pub pack: String,
    /// The texts, in the order of their paths.
    pub files: Vec<File>,
}

/// One text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct File {
    /// The file.
    pub path: String,
    /// Why it could not be read; then nothing else is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The mandate's name.
    pub mandate: String,
    /// Its document symbol.
    pub symbol: String,
    /// The day of adoption, `2013-04-25`; empty where it is not told.
    pub adopted: String,
    /// For each rule how it stands: the worst of its findings.
    pub findings: BTreeMap<String, Standing>,
    /// The tasks that it lays on the mission.
    pub tasks: Vec<Task>,
}

/// How a rule stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Standing {
    /// `met`, `partial`, `gap`, `excluded`, `accepted`, `not-assessed`, `not-applicable`.
    pub status: String,
    /// `error`, `warning`, `note`.
    pub level: String,
}

/// A task.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Task {
    /// The term of the vocabulary.
    pub task: String,
    /// How the mission does it.
    pub role: String,
    /// Its paragraph, without its sign.
    pub paragraph: String,
}
