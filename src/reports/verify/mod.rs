//! What verifying a pack came to: for people, and as JSON.

mod human;
pub mod v1;

pub use human::render as human;

use crate::verify::{Answer, Ground, Report};

/// The answers as JSON, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn json(report: &Report) -> Result<String, serde_json::Error> {
    crate::reports::document::text(&document(report))
}

/// The JSON Schema (2020-12) of what [`json`] gives, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn schema() -> Result<String, serde_json::Error> {
    crate::reports::document::schema::<v1::Document>()
}

/// A list of the rules beyond the bounded fragment, for the documentation.
pub fn beyond(report: &Report) -> String {
    let mut text = String::new();
    for (code, reasons) in &report.beyond {
        let reasons: Vec<&str> = reasons.iter().map(|beyond| beyond.reason()).collect();
        text.push_str(&format!("- `{code}` {}\n", reasons.join(", and ")));
    }
    text
}

fn document(report: &Report) -> v1::Document {
    let answers = report.checked.iter().map(|checked| v1::Answer {
        question: checked.question.name().to_owned(),
        codes: checked.codes.clone(),
        part: checked.part.clone(),
        answer: match checked.answer {
            Answer::Proved(_) => v1::Kind::Proved,
            Answer::Refuted(_) => v1::Kind::Refuted,
            Answer::Searched(_) | Answer::Tried(_) => v1::Kind::Searched,
            Answer::Unknown(_) => v1::Kind::Unknown,
        },
        bound: match &checked.answer {
            Answer::Proved(Ground::Bound(bound)) | Answer::Refuted(Ground::Bound(bound)) => Some(*bound),
            Answer::Searched(to) => Some(*to),
            _ => None,
        },
        example: checked.answer.example().map(str::to_owned),
        note: match &checked.answer {
            Answer::Proved(Ground::Text(text)) | Answer::Refuted(Ground::Text(text)) => Some(text.clone()),
            Answer::Tried(note) | Answer::Unknown(note) => Some(note.clone()),
            _ => None,
        },
        fault: checked.fault.clone(),
        help: checked.help.map(str::to_owned),
        declared: checked.declared.as_ref().map(|declared| declared.because.clone()),
    });
    v1::Document {
        version: 1,
        pack: report.pack.clone(),
        rules: report.rules,
        faults: report.faults().count(),
        unanswered: report.unanswered().count(),
        answers: answers.collect(),
        beyond: report
            .beyond
            .iter()
            .map(|(code, reasons)| v1::Beyond {
                code: code.clone(),
                reasons: reasons.iter().map(|beyond| beyond.reason().to_owned()).collect(),
            })
            .collect(),
    }
}
