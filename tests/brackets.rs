//! What `brackets` says of drafts whose readings were worked out by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// The JSON of one draft.
fn weighed(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_penholder"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("brackets")
        .args(arguments)
        .args(["--format", "json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["version"], 1);
    document["drafts"][0].clone()
}

fn named(draft: &Value, places: &Value) -> Vec<String> {
    let name = |place: &Value| {
        draft["brackets"][place.as_u64().unwrap() as usize]["name"].as_str().unwrap().to_owned()
    };
    places.as_array().unwrap().iter().map(name).collect()
}

/// Patrol, helicopters and radios are one matter, as they meet in rule X1: without a patrol nothing is asked; with one,
/// an error without four helicopters, else a warning without radios. Troops, tone and end are asked of by no rule.
#[test]
fn a_small_table_is_read_as_by_hand() {
    let draft = weighed(&["--policy", "tests/cli/policies/table", "tests/cli/drafts/table.mandate"]);
    assert_eq!(draft["readings"], "64");
    let groups: Vec<Vec<String>> =
        draft["groups"].as_array().unwrap().iter().map(|group| named(&draft, group)).collect();
    assert_eq!(groups, [vec!["patrol", "machines", "sets"], vec!["troops"], vec!["tone"], vec!["end"]]);
    // No patrol: 4 × 8. A patrol with all it needs: 8; without radios: 8; without helicopters: 16.
    let best: Vec<(u64, u64, &str)> = draft["best"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| {
            let counts = &b["findings"];
            (
                counts["errors"].as_u64().unwrap(),
                counts["warnings"].as_u64().unwrap(),
                b["readings"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(best, [(0, 0, "40"), (0, 1, "8"), (1, 0, "16")]);
    // Without a patrol nothing asks for a verb: no error, 400 soldiers, no task. That is better than all else.
    let front = draft["front"].as_array().unwrap();
    assert_eq!(front.len(), 1);
    assert_eq!((&front[0]["axes"], &front[0]["readings"]), (&json!([400, 0]), &json!("16")));

    let hinge =
        |name: &str| draft["hinges"].as_array().unwrap().iter().find(|h| h["name"] == name).unwrap().clone();
    let reach = hinge("reach");
    assert_eq!(named(&draft, &reach["brackets"]), ["patrol", "machines", "sets"]);
    let levers: Vec<(String, u64, u64)> = reach["levers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| {
            let name = named(&draft, &json!([l["bracket"]])).remove(0);
            (name, l["flips"].as_u64().unwrap(), l["of"].as_u64().unwrap())
        })
        .collect();
    // A patrol is met only with both; helicopters matter wherever there is one; radios turn a warning into none, and a
    // gap into a part.
    let expected = [("patrol", 3, 4), ("machines", 2, 4), ("sets", 2, 4)];
    assert_eq!(levers, expected.map(|(name, flips, of)| (name.to_owned(), flips, of)));
    assert_eq!(hinge("soldiers")["alone"], true);
    assert_eq!(hinge("soldiers")["levers"][0]["outcomes"], json!([["900"], ["400"]]));
    assert_eq!(hinge("verb")["levers"][0]["outcomes"], json!([["decides"], ["none"]]));
    let idle: Vec<&Value> =
        draft["brackets"].as_array().unwrap().iter().filter(|b| b["idle"] == true).collect();
    assert_eq!(idle.iter().map(|b| &b["name"]).collect::<Vec<_>>(), ["tone", "end"]);
}

#[test]
fn what_delegations_concede_is_counted_as_by_hand() {
    let draft = weighed(&["--policy", "tests/cli/policies/table", "tests/cli/drafts/table.mandate"]);
    // Ost fixes all but the radios, West all but the patrol and the radios.
    let delegations = draft["delegations"].as_array().unwrap();
    let told: Vec<(&Value, &Value)> = delegations.iter().map(|d| (&d["name"], &d["readings"])).collect();
    assert_eq!(told, [(&json!("Ost"), &json!("2")), (&json!("West"), &json!("4"))]);
    // Four brackets are open: whatever is taken, somebody concedes each. The patrol costs nothing, and so is taken; then no
    // finding is left only with four helicopters and radios. Three brackets are free: 8 readings.
    let least = &draft["least_cost"];
    assert_eq!((&least["concessions"], &least["readings"]), (&json!(4), &json!("8")));
    assert_eq!(least["findings"], json!({ "errors": 0, "warnings": 0, "notes": 0 }));
    assert_eq!(least["takes"], json!([1, 1, 1, 1, 1, 1]));
    // Shared evenly, West concedes the helicopters and one of three more.
    let even = &draft["least_burden"];
    assert_eq!(
        (&even["concessions"], &even["largest"], &even["readings"]),
        (&json!(4), &json!(2), &json!("3"))
    );
    let common: Vec<&Value> = draft["agreements"].as_array().unwrap().iter().map(|a| &a["common"]).collect();
    assert_eq!(common, [&json!([1]), &json!([]), &json!([]), &json!([]), &json!([])]);
}

#[test]
fn pins_leave_out_what_they_rule_out() {
    let example = "examples/bracketed-draft.mandate";
    let draft = weighed(&[example]);
    // 2 ceilings × 3 verbs × 2 acts × (2 exceptions or none) × 2 × (2 borders or none) × 2 ends
    assert_eq!(draft["readings"], "432");
    let pinned = weighed(&[example, "--pin", "robust=Toland", "--pin", "8.1=nothing"]);
    assert_eq!(pinned["readings"], (2 * 3 * 2 * 2 * 2).to_string());
    let gone: Vec<&Value> =
        pinned["brackets"].as_array().unwrap().iter().filter(|b| b["gone"] == true).collect();
    assert_eq!(gone.iter().map(|b| &b["name"]).collect::<Vec<_>>(), ["5.1", "8.2"]);
    // The exception of ¶5 is stated by the safeguard of ¶10, too, which is there whenever ¶5 is.
    let idle = |draft: &Value, name: &str| {
        draft["brackets"].as_array().unwrap().iter().find(|b| b["name"] == name).unwrap()["idle"] == true
    };
    assert!(idle(&draft, "5.1") && idle(&draft, "12.1") && !idle(&draft, "robust"));
}

/// Twenty brackets of two options, none inside another.
#[test]
fn a_renewal_has_a_million_readings() {
    let draft = weighed(&["examples/renewal-in-brackets.mandate"]);
    assert_eq!(draft["readings"], (1_u64 << 20).to_string());
    assert_eq!(draft["factored"], false);
    let hinges = draft["hinges"].as_array().unwrap();
    let by = |code: &str, bracket: &str| {
        hinges
            .iter()
            .filter(|h| h["code"] == code)
            .any(|h| named(&draft, &h["brackets"]).contains(&bracket.to_owned()))
    };
    // Air mobility hangs on the helicopters asked for, force protection on its paragraph, a verb that binds on the verb, the
    // choice in asymmetric surroundings on the brigade, talks on who is invited.
    assert!(by("M106", "helicopters") && by("D301", "force-protection") && by("C104", "deterrence"));
    assert!(by("D3", "column") && by("D1", "weighers") && by("M112", "deployment"));
    assert!(!by("M106", "reports"));
    let strength = hinges.iter().find(|h| h["name"] == "strength" && h["kind"] == "axis").unwrap();
    assert_eq!(strength["levers"][0]["outcomes"], json!([["9,800"], ["13,300"]]));
}

#[test]
fn the_schema_is_that_of_what_is_printed() {
    let output = Command::new(env!("CARGO_BIN_EXE_penholder")).args(["schema", "brackets"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    let definition = |name: &str| schema["$defs"][name]["properties"].as_object().unwrap().clone();
    let draft = weighed(&[Path::new("examples/bracketed-draft.mandate").to_str().unwrap()]);
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let declared = |name: &str| definition(name).keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&draft), declared("Draft"));
    for (name, value) in [
        ("Bracket", &draft["brackets"][0]),
        ("BracketOption", &draft["brackets"][0]["options"][0]),
        ("Reading", &draft["best"][0]),
        ("Hinge", &draft["hinges"][0]),
        ("Lever", &draft["hinges"][0]["levers"][0]),
        ("Delegation", &draft["delegations"][0]),
        ("Settlement", &draft["least_cost"]),
    ] {
        assert_eq!(fields(value), declared(name), "{name}");
    }
}

/// A draft with so many brackets of two options: all on one figure, or each on a clause of its own.
fn many(name: &str, brackets: usize, together: bool) -> std::path::PathBuf {
    let clause = |number: usize| match together {
        true => format!("    [ ¶{number} decides mission 1 helicopter in north ]\n"),
        false => format!("    [ ¶{number} decides mission to patrol in north ]\n"),
    };
    let clauses: String = (2..2 + brackets).map(clause).collect();
    let text = format!(
        "situation vale {{\n    area north {{ vast }}\n}}\nmandate MANY for vale {{\n    ¶1 decides mission to patrol in north\n{clauses}}}\n"
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.mandate"));
    std::fs::write(&path, text).unwrap();
    path
}

/// Above 2²⁴ readings groups of brackets that do not touch each other are gone through one by one, and it is told.
#[test]
fn more_readings_than_fit_fall_into_groups() {
    let path = many("apart", 40, false);
    let draft = weighed(&["--policy", "tests/cli/policies/table", path.to_str().unwrap()]);
    assert_eq!(draft["readings"], (1_u64 << 40).to_string());
    assert_eq!(draft["factored"], true);
    assert_eq!(draft["groups"].as_array().unwrap().len(), 40);
    // Each patrol has no helicopters: without all of them there is one finding, that of ¶1, in one reading.
    assert_eq!(draft["best"][0]["findings"]["errors"], 1);
    assert_eq!(draft["best"][0]["readings"], "1");
    assert_eq!(draft["best"][1]["findings"]["errors"], 2);
    assert_eq!(draft["best"][1]["readings"], "40");
}

/// What belongs together and is too large is named, with what to do; the rest is told all the same.
#[test]
fn a_group_that_is_too_large_is_named() {
    let path = many("together", 26, true);
    let run = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_penholder"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["brackets", "--policy", "tests/cli/policies/table", path.to_str().unwrap()])
            .args(more)
            .output()
            .unwrap()
    };
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("26 brackets that belong together have too many readings") && text.contains("--pin"),
        "{text}"
    );
    assert!(text.contains("67,108,864 readings"), "{text}");
    let document: Value = serde_json::from_slice(&run(&["--format", "json"]).stdout).unwrap();
    let draft = &document["drafts"][0];
    assert_eq!(draft["too_large"].as_array().unwrap().len(), 1);
    assert_eq!(draft["best"].as_array().unwrap().len(), 0);
    let pinned = run(&["--pin", "2.1=1", "--pin", "3.1=1", "--pin", "4.1=2"]);
    assert_eq!(pinned.status.code(), Some(0), "{}", String::from_utf8_lossy(&pinned.stderr));
}
