//! A survey as JSON.

use penholder_language::model::Pack;

use super::{Surveyed, day, v1};

/// The survey, with its version.
///
/// # Errors
/// Where something cannot be written as JSON.
pub fn json(pack: &Pack, texts: &[Surveyed]) -> serde_json::Result<String> {
    let survey = v1::Survey { version: 1, pack: pack.name.clone(), files: texts.iter().map(file).collect() };
    crate::reports::document::text(&survey)
}

/// Its JSON Schema.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn schema() -> serde_json::Result<String> {
    crate::reports::document::schema::<v1::Survey>()
}

fn file(text: &Surveyed) -> v1::File {
    match &text.outcome {
        Err(problem) => v1::File {
            path: text.path.clone(),
            problem: Some(problem.clone()),
            mandate: String::new(),
            symbol: String::new(),
            adopted: String::new(),
            findings: Default::default(),
            tasks: Vec::new(),
        },
        Ok(found) => v1::File {
            path: text.path.clone(),
            problem: None,
            mandate: found.mandate.clone(),
            symbol: found.symbol.clone(),
            adopted: day(found.date),
            findings: found
                .rows
                .iter()
                .map(|(code, (status, level))| {
                    let standing =
                        v1::Standing { status: status.name().to_owned(), level: level.name().to_owned() };
                    (code.clone(), standing)
                })
                .collect(),
            tasks: found
                .tasks
                .iter()
                .map(|task| v1::Task {
                    task: task.task.clone(),
                    role: task.role.clone(),
                    paragraph: task.paragraph.clone(),
                })
                .collect(),
        },
    }
}
