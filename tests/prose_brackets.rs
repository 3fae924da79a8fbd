//! Square brackets of a draft in prose are read as brackets of the mandate language.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::process::Command;

use serde_json::Value;

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_penholder"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const DRAFT: &str = "tests/cli/drafts/bracketed.txt";

/// Verbs, figures, phrases and whole paragraphs, by proponent and by `Alternative`.
#[test]
fn brackets_of_prose_are_weighed() {
    let document: Value = serde_json::from_str(&run(&["brackets", DRAFT, "--format", "json"])).unwrap();
    let draft = &document["drafts"][0];
    let brackets: Vec<(&str, usize)> = draft["brackets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| (b["name"].as_str().unwrap(), b["options"].as_array().unwrap().len()))
        .collect();
    assert!(brackets.contains(&("B1-1", 2)), "{brackets:?}");
    assert!(brackets.contains(&("B2-1", 2)) && brackets.contains(&("B4-1", 2)), "{brackets:?}");
    let readings: u64 = draft["readings"].as_str().unwrap().parse().unwrap();
    assert_eq!(readings, 1 << brackets.len());
    let strength = draft["hinges"].as_array().unwrap().iter().find(|h| h["name"] == "strength").unwrap();
    assert_eq!(strength["alone"], true);
    assert_eq!(strength["levers"][0]["outcomes"], serde_json::json!([["6,000"], ["9,500"]]));
    let names: Vec<&str> =
        draft["delegations"].as_array().unwrap().iter().map(|d| d["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Toland", "Quist", "Arbania"]);
}

/// What is read of it is a mandate file that says the same.
#[test]
fn what_is_read_can_be_read_again() {
    let text = run(&["read", DRAFT]);
    let path = std::env::temp_dir().join(format!("penholder-brackets-{}.mandate", std::process::id()));
    std::fs::write(&path, &text).unwrap();
    let again = run(&["brackets", path.to_str().unwrap(), "--format", "json"]);
    std::fs::remove_file(&path).unwrap();
    let prose = run(&["brackets", DRAFT, "--format", "json"]);
    let drafts =
        [prose, again].map(|text| serde_json::from_str::<Value>(&text).unwrap()["drafts"][0].clone());
    for field in ["readings", "best", "front", "always", "as_it_stands"] {
        assert_eq!(drafts[0][field], drafts[1][field], "{field}\n{text}");
    }
}
