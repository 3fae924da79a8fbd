//! JSON documents as text, and their schemas: the same form for every report.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

/// A document, indented, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub(super) fn text(document: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema (2020-12) of documents of a type, as they are written, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub(super) fn schema<T: JsonSchema>() -> Result<String, serde_json::Error> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    text(&generator.into_root_schema_for::<T>())
}
