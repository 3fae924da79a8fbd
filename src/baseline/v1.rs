//! Version 1 of the baseline file. Apart from the internals, so that they can change and this cannot.

use penholder_language::model;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};

use super::{Entry, Recorded};
use crate::findings::{Identity, SubjectIdentity};

/// The version that is written and read.
const VERSION: u64 = 1;

/// Why a text serves as no baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no baseline at all, or a damaged one: what is wrong.
    Damaged(String),
    /// It has another version.
    Version(u64),
    /// It was recorded with another pack.
    Pack {
        /// The pack that the file names.
        recorded: String,
        /// The pack of this run.
        now: String,
    },
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unreadable::Damaged(why) => {
                write!(f, "is no baseline: {why}; expected a file that `check --write-baseline` wrote")
            }
            Unreadable::Version(version) => write!(
                f,
                "is a baseline of version {version}, and this program reads version {VERSION}; \
                 record it anew with `check --write-baseline`"
            ),
            Unreadable::Pack { recorded, now } => write!(
                f,
                "was recorded with the pack `{recorded}`, and this run judges by `{now}`; \
                 name the pack with `--policy`, or record a baseline of its own with `check --write-baseline`"
            ),
        }
    }
}

/// A baseline file.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Document {
    /// Always 1.
    #[schemars(extend("const" = 1))]
    version: u64,
    /// Name of the pack by which was judged.
    pack: String,
    /// A number for what the pack said then.
    fingerprint: String,
    /// What was open, mandate by mandate.
    mandates: Vec<Mandate>,
}

/// What was open in one mandate.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Mandate {
    /// Its name.
    mandate: String,
    /// Its symbol; may be empty.
    symbol: String,
    /// Open findings.
    findings: Vec<Open>,
    /// Open dilemmas.
    dilemmas: Vec<Open>,
}

/// One open finding or dilemma.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Open {
    /// Code of the rule or dilemma.
    code: String,
    /// Its name.
    name: String,
    /// How grave it was; a dilemma has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    level: Option<Level>,
    /// Status or stance.
    status: String,
    /// For what it was judged.
    subjects: Vec<Subject>,
}

/// How grave.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// Worth a look.
    Note,
    /// Should be answered.
    Warning,
    /// Must be answered.
    Error,
}

/// What a finding is about, apart from lines.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Subject {
    /// Paragraph label; empty for what has none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    label: String,
    /// The act of a clause, or the name of what is declared.
    act: String,
    /// The declared things that a clause is related to.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    about: Vec<String>,
}

pub(super) fn write(
    pack: &str,
    fingerprint: &str,
    recorded: &[Recorded],
) -> Result<String, serde_json::Error> {
    let document = Document {
        version: VERSION,
        pack: pack.to_owned(),
        fingerprint: fingerprint.to_owned(),
        mandates: recorded.iter().map(mandate).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

/// What is recorded, and the fingerprint.
pub(super) fn read(text: &str, pack: &str) -> Result<(Vec<Recorded>, String), Unreadable> {
    let damaged = |error: serde_json::Error| Unreadable::Damaged(error.to_string());
    let value: serde_json::Value = serde_json::from_str(text).map_err(damaged)?;
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    match version {
        None => return Err(Unreadable::Damaged("it has no version".to_owned())),
        Some(VERSION) => {}
        Some(other) => return Err(Unreadable::Version(other)),
    }
    let document: Document = serde_json::from_value(value).map_err(damaged)?;
    if document.pack != pack {
        return Err(Unreadable::Pack { recorded: document.pack, now: pack.to_owned() });
    }
    let recorded = document.mandates.into_iter().map(|mandate| Recorded {
        mandate: mandate.mandate,
        symbol: mandate.symbol,
        findings: mandate.findings.into_iter().map(entry).collect(),
        dilemmas: mandate.dilemmas.into_iter().map(entry).collect(),
    });
    Ok((recorded.collect(), document.fingerprint))
}

/// The JSON Schema (2020-12) of a baseline file, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn schema() -> Result<String, serde_json::Error> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut text = serde_json::to_string_pretty(&generator.into_root_schema_for::<Document>())?;
    text.push('\n');
    Ok(text)
}

fn mandate(recorded: &Recorded) -> Mandate {
    Mandate {
        mandate: recorded.mandate.clone(),
        symbol: recorded.symbol.clone(),
        findings: recorded.findings.iter().map(open).collect(),
        dilemmas: recorded.dilemmas.iter().map(open).collect(),
    }
}

fn open(entry: &Entry) -> Open {
    Open {
        code: entry.identity.code.clone(),
        name: entry.name.clone(),
        level: entry.level.map(|level| match level {
            model::Level::Note => Level::Note,
            model::Level::Warning => Level::Warning,
            model::Level::Error => Level::Error,
        }),
        status: entry.status.clone(),
        subjects: entry
            .identity
            .subjects
            .iter()
            .map(|subject| Subject {
                label: subject.label.clone(),
                act: subject.act.clone(),
                about: subject.about.clone(),
            })
            .collect(),
    }
}

fn entry(open: Open) -> Entry {
    let subject =
        |subject: Subject| SubjectIdentity { label: subject.label, act: subject.act, about: subject.about };
    Entry {
        identity: Identity { code: open.code, subjects: open.subjects.into_iter().map(subject).collect() },
        name: open.name,
        level: open.level.map(|level| match level {
            Level::Note => model::Level::Note,
            Level::Warning => model::Level::Warning,
            Level::Error => model::Level::Error,
        }),
        status: open.status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_baseline_is_told_apart() {
        assert!(matches!(read("{", "p"), Err(Unreadable::Damaged(_))));
        assert!(matches!(read("[]", "p"), Err(Unreadable::Damaged(_))));
        assert_eq!(read("{\"version\": 7}", "p").unwrap_err(), Unreadable::Version(7));
        let strange = "{\"version\":1,\"pack\":\"p\",\"fingerprint\":\"\",\"mandates\":[],\"more\":1}";
        assert!(matches!(read(strange, "p"), Err(Unreadable::Damaged(why)) if why.contains("more")));
    }
}
