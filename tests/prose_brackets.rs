//! Square brackets of a draft in prose are read as brackets of the mandate language.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

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

const NESTED: &str = "tests/cli/drafts/nested.txt";

/// Brackets inside brackets, alternatives of two kinds, *bis* and *ter* paragraphs.
#[test]
fn nested_brackets_of_prose_are_weighed() {
    let document: Value = serde_json::from_str(&run(&["brackets", NESTED, "--format", "json"])).unwrap();
    let draft = &document["drafts"][0];
    let brackets = draft["brackets"].as_array().unwrap();
    let bracket = |name: &str| {
        brackets.iter().find(|b| b["name"] == name).unwrap_or_else(|| panic!("{name}: {brackets:#?}"))
    };
    let proponents = |name: &str| -> Vec<Vec<String>> {
        let options = bracket(name)["options"].as_array().unwrap().clone();
        options.iter().map(|o| serde_json::from_value(o["proponents"].clone()).unwrap()).collect()
    };
    assert_eq!(proponents("B1-1"), [["Toland"], ["Quist"]]);
    assert_eq!(proponents("B3-1"), [["Toland"], ["others"]]);
    let place = |name: &str| brackets.iter().position(|b| b["name"] == name).unwrap() as u64;
    for (inner, outer) in [("B1-2", "B1-1"), ("B2-2", "B2-1"), ("B2-3", "B2-1"), ("B3-2", "B3-1")] {
        let within = &bracket(inner)["within"][0];
        assert_eq!(within["bracket"], place(outer), "{inner}: {within}");
        assert_eq!(within["option"], 1, "{inner}: {within}");
    }
    // What joins two brackets is no bracket, and both may stay.
    assert!(!brackets.iter().any(|b| b["name"] == "B2-4"), "{brackets:#?}");
    assert!(bracket("B4bis-1")["options"].as_array().unwrap().len() == 2);
    assert_eq!(proponents("B4ter-1"), [vec![], vec!["Quist".to_owned()]]);
    let text = run(&["read", NESTED]);
    let both = text.split("[@B2-1").nth(1).unwrap().split("[@B3-1").next().unwrap();
    let first = both.split('|').next().unwrap();
    assert!(first.contains("protect-civilians") && first.contains("human-rights"), "{text}");
}

/// Brackets that are empty, never closed or never opened, and options that are there twice, are told at their place.
#[test]
fn brackets_gone_wrong_are_told_at_their_place() {
    let output = Command::new(env!("CARGO_BIN_EXE_penholder"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["brackets", "tests/cli/drafts/odd.txt"])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    for (message, line) in [
        ("this bracket says nothing in any of its options", 5),
        ("this bracket says nothing in any of its options", 7),
        ("this option says what another one of the bracket says", 9),
        ("a bracket is closed here that was never opened", 11),
        ("this paragraph can be read in too many ways", 13),
        ("a bracket is opened here and never closed", 15),
    ] {
        let place = format!("odd.txt:{line}:");
        assert!(
            told.split(message).skip(1).any(|rest| rest.lines().take(3).any(|l| l.contains(&place))),
            "{message} {line}\n{told}"
        );
    }
}
