//! Cases with the expected messages beside the input: `#! error: …`, `#! warning: …`, and for the message of the
//! same line `#! help: …`, `#! related: …` (what it says of the other place). A message must contain the words.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Read, VOCABULARY, read};
use penholder_language::source::{Diagnostic, FileId, Severity, SourceFile};

fn cases(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// What a case expects, by line.
fn expected(text: &str) -> Vec<(usize, &str, &str)> {
    let mut expected = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for part in line.split("#! ").skip(1) {
            let (kind, words) = part.split_once(": ").unwrap();
            expected.push((number + 1, kind, words.trim()));
        }
    }
    expected
}

/// The messages of a case's own file, and where they differ from what it expects.
fn differences(path: &Path, text: &str, read: &Read, own: FileId) -> Vec<String> {
    let file = SourceFile { name: String::new(), text: text.into() };
    let line = |told: &Diagnostic| file.line_column(told.span.start).0;
    let mut wrong = Vec::new();
    let mut open: Vec<&Diagnostic> = read.diagnostics.iter().collect();
    for (number, kind, words) in expected(text) {
        let here = |told: &&Diagnostic| told.span.file == own && line(told) == number;
        let of_kind = |told: &Diagnostic| match kind {
            "error" => told.severity == Severity::Error && told.message.contains(words),
            "warning" => told.severity == Severity::Warning && told.message.contains(words),
            "help" => told.help.contains(words),
            "related" => told.related.iter().any(|related| related.label.contains(words)),
            other => panic!("{}: unknown expectation `{other}`", path.display()),
        };
        if ["error", "warning"].contains(&kind) {
            match open.iter().position(|told| here(told) && of_kind(told)) {
                Some(found) => drop(open.remove(found)),
                None => wrong.push(format!("{}:{number}: expected {kind}: {words}", path.display())),
            }
        } else if !read.diagnostics.iter().any(|told| here(&told) && of_kind(told)) {
            wrong.push(format!("{}:{number}: expected {kind}: {words}", path.display()));
        }
    }
    for told in open {
        let place = if told.span.file == own { line(told) } else { 0 };
        wrong.push(format!(
            "{}:{place}: not expected: {} (help: {})",
            path.display(),
            told.message,
            told.help
        ));
    }
    for told in &read.diagnostics {
        let starts_small = told.message.starts_with(|c: char| c.is_lowercase() || c == '`');
        if !starts_small || told.message.ends_with('.') || told.message.contains("Rule") {
            wrong.push(format!("{}: ill-formed message: {}", path.display(), told.message));
        }
    }
    wrong
}

#[test]
fn rules_are_told_what_is_wrong_with_them() {
    let mut wrong = Vec::new();
    for (path, text) in cases("rules") {
        let read = read(&[("base", VOCABULARY), ("case", &text)]);
        wrong.extend(differences(&path, &text, &read, FileId(1)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn vocabularies_are_told_what_is_wrong_with_them() {
    let mut wrong = Vec::new();
    for (path, text) in cases("vocabulary") {
        let read = read(&[("case", &text)]);
        wrong.extend(differences(&path, &text, &read, FileId(0)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_syntax_error_of_a_file_is_told_in_its_place() {
    let mut wrong = Vec::new();
    for (path, text) in cases("syntax") {
        let (file, diagnostics) = penholder_language::syntax::policy::parse(FileId(0), &text);
        let mut read = read(&[]);
        read.files.push(file);
        read.diagnostics = diagnostics;
        wrong.extend(differences(&path, &text, &read, FileId(0)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_reference_shows_nothing_that_cannot_be_read() {
    let reference =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/languages.md")).unwrap();
    let examples: Vec<&str> =
        reference.split("```policy\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(examples.len() >= 5);
    for example in examples {
        let (file, diagnostics) = penholder_language::syntax::policy::parse(FileId(0), example);
        assert!(diagnostics.is_empty(), "{example}\n{diagnostics:#?}");
        assert!(!file.items.is_empty());
    }
}
