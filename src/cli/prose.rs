//! Resolutions in prose: which files are such, and their reading.

use std::fs;
use std::path::Path;

use penholder::prose::{Coding, GivenName, Options, Prose, ReadTask, Referred, adopt};
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

/// What was read of a document.
#[derive(Default)]
pub(crate) struct Read {
    /// The situation and the mandate.
    pub(crate) file: File,
    /// The tasks of the mission.
    pub(crate) tasks: Vec<ReadTask>,
    /// The tasks in a scheme of codes, if one was asked for.
    pub(crate) codings: Vec<Coding>,
}

/// Reads a document; what is wrong with it, or was guessed, comes with it.
pub(crate) fn file(
    path: &Path,
    bytes: &[u8],
    prose: &Prose<'_>,
    reading: &Reading,
    given: &[GivenName],
    sources: &mut SourceMap,
    scheme: Option<&str>,
) -> (Read, Vec<Diagnostic>) {
    let options = penholder_reader::Options { original: reading.original };
    let document = match penholder_reader::read(bytes, &read::name(path), &options, sources) {
        Ok(document) => document,
        Err(errors) => return (Read::default(), errors),
    };
    let meant = Options { mission: reading.mission.as_deref(), given };
    let found = prose.read(&document, &meant);
    let codings = scheme.map(|scheme| prose.codings(&document, &meant, scheme)).unwrap_or_default();
    let mut told = document.notes;
    told.extend(found.notes);
    let mut file = found.file;
    let mut missing: Vec<u32> = Vec::new();
    for referred in &found.referred {
        let other =
            reading.corpus.as_deref().and_then(|folder| other(folder, referred.number, prose, sources));
        match other {
            Some(other) => {
                adopt(&mut file, &other, referred);
            }
            None if missing.contains(&referred.number) => {}
            None => {
                missing.push(referred.number);
                told.push(not_read(referred));
            }
        }
    }
    (Read { file, tasks: found.tasks, codings }, told)
}

/// The text of a resolution in a folder, read: the first file whose name has its number in it.
fn other(
    folder: &Path,
    number: u32,
    prose: &Prose<'_>,
    sources: &mut SourceMap,
) -> Option<penholder::prose::Reading> {
    let mut paths: Vec<_> = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let path = paths.into_iter().find(|path| {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.split(|c: char| !c.is_ascii_digit()).any(|part| part.parse() == Ok(number))
    })?;
    let bytes = read::bytes(&path).ok()?;
    let options = penholder_reader::Options::default();
    let document = penholder_reader::read(&bytes, &read::name(&path), &options, sources).ok()?;
    Some(prose.read(&document, &Options::default()))
}

fn not_read(referred: &Referred) -> Diagnostic {
    let message =
        format!("¶{} takes over what resolution {} says, which was not read", referred.from, referred.number);
    Diagnostic::warning(referred.span, message)
        .label("refers to another text")
        .help("name the folder that holds it with `--corpus DIR`; until then what it says counts as not said")
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
