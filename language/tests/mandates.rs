//! Mandates with what is wrong written beside it.
//!
//! `#! error: text` at the end of a line (or `#!^ error: text` on the line after) expects a diagnostic that
//! starts on that line and whose message, label or help holds the text. Every diagnostic must be expected.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::fs;
use std::path::Path;

use penholder_language::source::{Diagnostic, Severity, SourceMap};
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};

struct Expected {
    line: usize,
    severity: Severity,
    text: String,
}

fn expectations(text: &str) -> Vec<Expected> {
    let mut found = Vec::new();
    for (i, line) in text.lines().enumerate() {
        for part in line.split("#!").skip(1) {
            let (above, part) = part.strip_prefix('^').map_or((0, part), |part| (1, part));
            let part = part.trim();
            let (severity, text) = match part.split_once(':') {
                Some(("error", text)) => (Severity::Error, text),
                Some(("warning", text)) => (Severity::Warning, text),
                _ => panic!("line {}: expected `#! error: …` or `#! warning: …`", i + 1),
            };
            found.push(Expected { line: i + 1 - above, severity, text: text.trim().to_owned() });
        }
    }
    found
}

fn told(diagnostic: &Diagnostic) -> String {
    format!("{} ({}) {}", diagnostic.message, diagnostic.label, diagnostic.help)
}

fn check(name: &str, text: &str) -> Vec<String> {
    let vocabulary = support::vocabulary();
    let mut sources = SourceMap::default();
    let file = sources.add(name, text);
    let (tree, mut diagnostics) = mandate::parse(file, text);
    diagnostics.extend(drafts(&tree, &[], &Selection::default(), &vocabulary).1);
    let mut wrong = Vec::new();
    let mut expected = expectations(text);
    for diagnostic in &diagnostics {
        let (line, column) = sources.line_column(diagnostic.span);
        let fits = |e: &Expected| {
            e.line == line && e.severity == diagnostic.severity && told(diagnostic).contains(&e.text)
        };
        match expected.iter().position(fits) {
            Some(at) => drop(expected.remove(at)),
            None => wrong.push(format!("{name}:{line}:{column}: not expected: {}", told(diagnostic))),
        }
    }
    wrong.extend(expected.iter().map(|e| format!("{name}:{}: missing: {}", e.line, e.text)));
    wrong
}

#[test]
fn every_case_says_what_is_written_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mandates");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 5, "the cases are missing");
    let mut wrong = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        wrong.extend(check(&name, &text));
        // The same with the line ends of another system.
        wrong.extend(check(&name, &text.replace('\n', "\r\n")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_runner_sees_what_is_missing_and_what_is_not_expected() {
    assert_eq!(check("a", "situation s {\n}\n"), Vec::<String>::new());
    assert_eq!(check("a", "situation s {\n} #! error: nothing\n").len(), 1);
    assert_eq!(check("a", "situation s {\n nonsense x\n}\n").len(), 1);
}

/// The first example of the language reference.
fn documented() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/languages.md");
    let text = fs::read_to_string(page).unwrap();
    text.split("```mandate\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

#[test]
fn the_documented_example_is_sound_and_in_canonical_form() {
    let text = documented();
    assert_eq!(check("languages.md", &text), Vec::<String>::new());
    let formatted = mandate::format(&text).unwrap();
    assert_eq!(mandate::format(&formatted).unwrap(), formatted);
    assert!(formatted.contains("    ¶16(a)(ii) decides mission to deter in north against armed-group\n"));
}
