//! Baselines go by rule and clause: lines, comments and layout change nothing, and only what is new counts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn penholder(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_penholder")).args(arguments).output().unwrap()
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&penholder(arguments).stdout).unwrap()
}

#[test]
fn lines_and_layout_change_nothing() {
    let folder = folder("baseline-lines");
    let mut open = 0;
    for example in ["minusma-2015", "bracketed-draft", "paper-mandate"] {
        let path = format!("{}/examples/{example}.mandate", env!("CARGO_MANIFEST_DIR"));
        let baseline = folder.join(format!("{example}.json"));
        let baseline = baseline.to_str().unwrap();
        let recorded = penholder(&["check", &path, "--write-baseline", baseline]);
        assert_eq!(recorded.status.code(), Some(0), "{}", String::from_utf8_lossy(&recorded.stderr));
        let moved = folder.join(format!("{example}.mandate"));
        let text = fs::read_to_string(&path).unwrap().replace("\n    ¶", "\n\n    # a remark\n      ¶");
        fs::write(&moved, format!("# above\n\n{text}")).unwrap();
        let document = json(&["check", moved.to_str().unwrap(), "--baseline", baseline, "--format", "json"]);
        let file = &document["files"][0];
        assert_eq!(file["changes"]["new"], 0, "{example}: {}", file["changes"]);
        assert_eq!(file["changes"]["gone"], Value::Array(vec![]), "{example}");
        open += file["findings"].as_array().unwrap().len();
        assert!(file["findings"].as_array().unwrap().iter().all(|f| f["change"] == "unchanged"));
    }
    assert!(open > 100, "the examples have too little that is open: {open}");
}

#[test]
fn only_what_is_new_fails() {
    let folder = folder("baseline-new");
    let old = format!("{}/examples/minusma-2015.mandate", env!("CARGO_MANIFEST_DIR"));
    let new = folder.join("new.mandate");
    let text = fs::read_to_string(&old).unwrap();
    fs::write(&new, &text).unwrap();
    let new = new.to_str().unwrap();
    assert_eq!(penholder(&["check", new]).status.code(), Some(1));
    assert_eq!(penholder(&["check", new, "--diff", &old]).status.code(), Some(0));
    // A second task without authority, on a paragraph of its own.
    let clause = "    ¶18 decides mission to deter in north against armed-group\n";
    fs::write(new, text.replace("    ¶26 ", &format!("{clause}    ¶26 "))).unwrap();
    let document = json(&["check", new, "--diff", &old, "--format", "json"]);
    let findings = document["files"][0]["findings"].as_array().unwrap();
    let fresh: Vec<&Value> = findings.iter().filter(|finding| finding["change"] == "new").collect();
    assert!(fresh.iter().any(|finding| finding["code"] == "M101"), "{fresh:#?}");
    let on = |finding: &&Value| {
        finding["clauses"].as_array().unwrap().iter().any(|clause| clause["label"] == "18")
    };
    assert!(fresh.iter().all(on), "{fresh:#?}");
    assert_eq!(penholder(&["check", new, "--diff", &old]).status.code(), Some(1));
}

#[test]
fn files_are_written_whole_and_never_over_others() {
    let folder = folder("baseline-files");
    let example = format!("{}/examples/fib-2013.mandate", env!("CARGO_MANIFEST_DIR"));
    let there = folder.join("there.html");
    fs::write(&there, "mine").unwrap();
    let there = there.to_str().unwrap();
    for option in ["--output", "--write-baseline"] {
        let refused = penholder(&["check", &example, "--format", "html", option, there]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
        assert_eq!(fs::read_to_string(there).unwrap(), "mine");
    }
    penholder(&["check", &example, "--format", "html", "--output", there, "--force"]);
    let text = fs::read_to_string(there).unwrap();
    assert!(text.starts_with("<!DOCTYPE html>") && text.ends_with("</html>"));
    let missing = folder.join("no/such/folder.html");
    let refused = penholder(&["check", &example, "--output", missing.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "something was left behind");
}
