//! Resolutions in prose: which files are such, and their reading.

use std::path::Path;

use penholder::prose::{Options, Prose};
use penholder_language::source::{Diagnostic, SourceMap};
use penholder_language::syntax::mandate::ast::{BlockKind, File};
use penholder_reader::Document;

use super::args::Reading;
use super::{Failure, read};

/// Whether a file holds prose: the ending tells, or else what it begins with.
pub(crate) fn is_prose(path: &Path, bytes: &[u8]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("mandate" | "policy") => false,
        Some("txt" | "text" | "docx" | "doc" | "pdf" | "html" | "htm" | "xml" | "odt" | "rtf") => true,
        _ => !opens_a_block(bytes),
    }
}

/// Whether a text begins, after its comments, with a block of the mandate language, or with nothing.
fn opens_a_block(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default());
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(first) = lines.next() else { return true };
    let word = first.split_whitespace().next().unwrap_or_default();
    text.contains('{') && BlockKind::ALL.iter().any(|kind| kind.keyword() == word)
}

/// Reads a document; what is wrong with it, or was guessed, comes with it.
pub(crate) fn file(
    path: &Path,
    bytes: &[u8],
    prose: &Prose<'_>,
    reading: &Reading,
    sources: &mut SourceMap,
) -> (File, Vec<Diagnostic>) {
    let options = penholder_reader::Options { original: reading.original };
    match penholder_reader::read(bytes, &read::name(path), &options, sources) {
        Ok(document) => {
            let read = prose.read(&document, &Options { mission: reading.mission.as_deref() });
            let mut told = document.notes;
            told.extend(read.notes);
            (read.file, told)
        }
        Err(errors) => (File::default(), errors),
    }
}

/// The paragraphs of a document, with the text that its places point into; none where it cannot be read, which reading it as a
/// mandate has told already.
pub(crate) fn document(path: &Path, reading: &Reading) -> Result<Option<(Document, SourceMap)>, Failure> {
    let bytes = read::bytes(path)?;
    let mut sources = SourceMap::default();
    let options = penholder_reader::Options { original: reading.original };
    Ok(penholder_reader::read(&bytes, &read::name(path), &options, &mut sources)
        .ok()
        .map(|document| (document, sources)))
}
