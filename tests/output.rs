//! What programs read: JSON as its schema says, SARIF as its standard says, the same on every run.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn penholder(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_penholder"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = penholder(args);
    assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn examples() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mandates = paths.filter(|path| path.extension().is_some_and(|extension| extension == "mandate"));
    let mut names: Vec<String> =
        mandates.map(|path| format!("examples/{}", path.file_name().unwrap().to_str().unwrap())).collect();
    names.sort();
    assert!(names.len() > 5, "{names:?}");
    names
}

/// What of `value` the schema does not allow. Knows the keywords that the published schema uses, and fails on others,
/// so that nothing passes unread.
fn violations(schema: &Value, root: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        let fails: Vec<String> = match keyword.as_str() {
            // What is not listed is always refused here.
            "additionalProperties" => vec![],
            "$schema" | "$defs" | "title" | "description" | "format" => vec![],
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                violations(&root["$defs"][name], root, value, place)
            }
            "type" => {
                let types = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                let fits = types.iter().any(|kind| has_type(value, kind.as_str().unwrap()));
                if fits { vec![] } else { vec![format!("{place}: expected {rule}, found {value}")] }
            }
            "const" if rule == value => vec![],
            "const" => vec![format!("{place}: expected {rule}, found {value}")],
            "enum" if rule.as_array().unwrap().contains(value) => vec![],
            "enum" => vec![format!("{place}: {value} is none of {rule}")],
            "minimum" => match value.as_f64().is_some_and(|number| number < rule.as_f64().unwrap()) {
                true => vec![format!("{place}: {value} is below {rule}")],
                false => vec![],
            },
            "minItems" | "maxItems" => {
                let (length, bound) = (value.as_array().map_or(0, Vec::len) as u64, rule.as_u64().unwrap());
                let fits = if keyword == "minItems" { length >= bound } else { length <= bound };
                if fits { vec![] } else { vec![format!("{place}: {length} items")] }
            }
            "required" => {
                let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                names
                    .filter(|name| value.get(name).is_none())
                    .map(|name| format!("{place}: no `{name}`"))
                    .collect()
            }
            "properties" => {
                let known = rule.as_object().unwrap();
                let found = value.as_object().into_iter().flatten();
                found
                    .flat_map(|(name, inner)| match known.get(name) {
                        Some(schema) => violations(schema, root, inner, &format!("{place}.{name}")),
                        None => vec![format!("{place}: `{name}` is not in the schema")],
                    })
                    .collect()
            }
            "items" => value
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
                .flat_map(|(i, item)| violations(rule, root, item, &format!("{place}[{i}]")))
                .collect(),
            "anyOf" | "oneOf" => {
                let options = rule.as_array().unwrap();
                let fits = options.iter().any(|option| violations(option, root, value, place).is_empty());
                if fits { vec![] } else { vec![format!("{place}: {value} fits no option")] }
            }
            other => panic!("the schema uses `{other}`, which this test does not know"),
        };
        wrong.extend(fails);
    }
    wrong
}

fn has_type(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let schema = json(&["schema"]);
    for example in examples() {
        for all in [&["--all"][..], &[]] {
            let document =
                json(&[&["check", example.as_str(), "--format", "json", "--fail-on", "never"], all].concat());
            let wrong = violations(&schema, &schema, &document, "document");
            assert!(wrong.is_empty(), "{example}: {wrong:#?}");
        }
    }
}

#[test]
fn changes_and_baselines_are_what_their_schemas_say() {
    let old = "tests/cli/drafts/vale.mandate";
    let new = "tests/cli/drafts/vale-later.mandate";
    let arguments = ["check", "--policy", "tests/cli/policies/small", "--format", "json", "--diff", old, new];
    let document = json(&arguments);
    assert_eq!(document["files"][0]["changes"]["new"], 1);
    let schema = json(&["schema", "check"]);
    assert_eq!(violations(&schema, &schema, &document, "document"), Vec::<String>::new());
    let schema = json(&["schema", "baseline"]);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("schema-baseline.json");
    let recorded = ["check", "--policy", "tests/cli/policies/small", old, "--force", "--write-baseline"];
    penholder(&[&recorded[..], &[path.to_str().unwrap()]].concat());
    let baseline: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(violations(&schema, &schema, &baseline, "baseline"), Vec::<String>::new());
}

/// Of every command whose JSON has a schema of its own and is not looked at elsewhere.
#[test]
fn readings_and_adoptions_are_what_their_schemas_say() {
    let example = "examples/minusma-2015.mandate";
    let clauses = "tests/cli/drafts/own.clauses";
    let table = ["--policy", "tests/cli/policies/table", "tests/cli/drafts/table.mandate"];
    let cases: Vec<(&str, Vec<&str>)> = vec![
        ("brackets", [&["brackets"], &table[..]].concat()),
        ("brackets", [&["brackets", "--by", "proponent", "--pin", "patrol=1"], &table[..]].concat()),
        ("brackets", vec!["brackets", "examples/bracketed-draft.mandate"]),
        ("brackets", vec!["brackets", "tests/cli/drafts/nested.txt"]),
        ("brackets", vec!["brackets", example]),
        ("what-if", vec!["what-if", example, "--proposal", "P5", "--proposal", "P1"]),
        ("what-if", vec!["what-if", example, "--all"]),
        (
            "what-if",
            vec![
                "what-if",
                "--policy",
                "tests/cli/policies/small",
                "tests/cli/drafts/vale.mandate",
                "--add",
                clauses,
            ],
        ),
        ("survey", vec!["survey", "examples"]),
        ("survey", vec!["survey", "tests/cli/drafts"]),
    ];
    for (name, args) in cases {
        let schema = json(&["schema", name]);
        let output = penholder(&[&args[..], &["--format", "json"]].concat());
        let document: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{args:?}: {error}: {}", String::from_utf8_lossy(&output.stderr)));
        assert_eq!(document["version"], 1, "{args:?}");
        assert_eq!(violations(&schema, &schema, &document, "document"), Vec::<String>::new(), "{args:?}");
    }
}

#[test]
fn what_repairs_proposals_and_proofs_print_is_what_their_schemas_say() {
    let small = ["--policy", "tests/cli/policies/small", "--format", "json"];
    let vale = "tests/cli/drafts/vale.mandate";
    let minusma = "examples/minusma-2015.mandate";
    let calls: [(&str, Vec<&str>); 8] = [
        ("repair", [&["repair", vale], &small[..]].concat()),
        ("repair", [&["repair", vale, "--level", "warning"], &small[..]].concat()),
        ("repair", [&["repair", vale, "--budget", "helicopter=1"], &small[..]].concat()),
        ("repair", vec!["repair", minusma, "--format", "json", "--alternatives", "1"]),
        ("what-if", vec!["what-if", minusma, "--format", "json", "--proposal", "P5"]),
        ("what-if", vec!["what-if", minusma, "--format", "json", "--all"]),
        ("verify", vec!["policy", "verify", "tests/verify/faults/outside-12.policy", "--format", "json"]),
        ("verify", vec!["policy", "verify", "benches/verify/peers.policy", "--format", "json"]),
    ];
    for (name, arguments) in calls {
        let schema = json(&["schema", name]);
        let document = json(&arguments);
        assert_eq!(document["version"], 1, "{arguments:?}");
        let wrong = violations(&schema, &schema, &document, "document");
        assert!(wrong.is_empty(), "{arguments:?}: {wrong:#?}");
    }
}

/// A process that is stopped in the middle of writing leaves the old file as it was: the system ends it at the first
/// byte beyond the largest size that it may write.
#[cfg(unix)]
#[test]
fn a_repair_that_is_interrupted_leaves_the_old_file() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("interrupted");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("draft.mandate");
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/minusma-2015.mandate");
    let old = fs::read(example).unwrap();
    assert!(old.len() > 2_048, "the example is longer than what may be written");
    fs::write(&path, &old).unwrap();
    let repair = |limit: &str| {
        let script = format!("{limit} exec \"$0\" repair \"$1\" --write");
        Command::new("sh")
            .args(["-c", script.as_str(), env!("CARGO_BIN_EXE_penholder")])
            .arg(&path)
            .output()
            .unwrap()
    };
    let stopped = repair("ulimit -f 1;");
    assert!(!stopped.status.success(), "{}", String::from_utf8_lossy(&stopped.stdout));
    assert_eq!(fs::read(&path).unwrap(), old, "the old file is as it was");
    // What was begun beside it is in nobody's way.
    let done = repair("");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_ne!(fs::read(&path).unwrap(), old);
}

#[test]
fn comparisons_are_what_their_schema_says() {
    let schema = json(&["schema", "compare"]);
    let kinds: Vec<&str> = schema["$defs"]["Kind"]["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|kind| kind["const"].as_str())
        .collect();
    assert_eq!(kinds, ["same", "reworded", "strengthened", "weakened", "split", "merged", "new", "dropped"]);
    let small = ["--policy", "tests/cli/policies/small", "tests/cli/drafts/vale.mandate"];
    let each = ["--situation", "each", "--all"];
    let pairs = [
        [&small[..], &["tests/cli/drafts/vale-next.mandate"]].concat(),
        [&small[..], &["tests/cli/drafts/good.mandate"], &each].concat(),
        [&["examples/minusma-2013.mandate", "examples/robust-variant-2014.mandate"][..], &each].concat(),
    ];
    for arguments in pairs {
        let document = json(&[&["compare", "--format", "json"], &arguments[..]].concat());
        let wrong = violations(&schema, &schema, &document, "document");
        assert!(wrong.is_empty(), "{arguments:?}: {wrong:#?}");
    }
}

#[test]
fn readings_of_brackets_are_what_their_schema_says() {
    let schema = json(&["schema", "brackets"]);
    for more in [&["--by", "proponent"][..], &[]] {
        let document =
            json(&[&["brackets", "examples/bracketed-draft.mandate", "--format", "json"], more].concat());
        let wrong = violations(&schema, &schema, &document, "document");
        assert!(wrong.is_empty(), "{more:?}: {wrong:#?}");
    }
}

#[test]
fn the_schema_refuses_what_is_not_version_1() {
    let schema = json(&["schema"]);
    let mut document =
        json(&["check", "examples/minusma-2015.mandate", "--format", "json", "--fail-on", "never"]);
    document["files"][0]["findings"][0]["level"] = "grave".into();
    document["files"][0]["summary"]["errors"] = "many".into();
    document["version"] = 2.into();
    document["files"][0].as_object_mut().unwrap().remove("mandate");
    assert_eq!(violations(&schema, &schema, &document, "document").len(), 4);
}

#[test]
fn sarif_has_an_entry_for_each_code_and_a_place_for_each_result() {
    let listed = json(&["policy", "list", "--format", "json"]);
    let mut codes: Vec<&str> = listed["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| rule["kind"] != "proposal")
        .map(|rule| rule["code"].as_str().unwrap())
        .collect();
    codes.sort_unstable();
    let log = json(&["check", "examples/minusma-2015.mandate", "--format", "sarif", "--fail-on", "never"]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut entries: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    entries.sort_unstable();
    assert_eq!(entries, codes);
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 20, "{}", results.len());
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "examples/minusma-2015.mandate");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
    }
}

#[test]
fn every_run_prints_the_same() {
    for format in ["human", "json", "sarif", "github"] {
        let args = ["check", "examples/minusma-2015.mandate", "--format", format, "--fail-on", "never"];
        let first = penholder(&args).stdout;
        assert!(!first.is_empty());
        for _ in 0..3 {
            assert_eq!(penholder(&args).stdout, first, "{format}");
        }
    }
}

#[test]
fn the_summary_of_every_example_fits_a_screen() {
    for example in examples() {
        let output = penholder(&["check", &example, "--fail-on", "never"]);
        let text = String::from_utf8(output.stdout).unwrap();
        for summary in text.split(&format!("\n{}\n", "─".repeat(80))).skip(1) {
            let lines: Vec<&str> = summary.lines().take_while(|line| !line.is_empty()).collect();
            assert!(lines.len() <= 24, "{example}: {} lines", lines.len());
            assert!(lines.iter().all(|line| line.chars().count() <= 80), "{example}: {lines:#?}");
        }
    }
}

#[test]
fn colours_only_where_wanted() {
    let args = ["check", "examples/minusma-2015.mandate", "--fail-on", "never"];
    let coloured = |more: &[&str]| penholder(&[&args[..], more].concat()).stdout.contains(&0x1b);
    assert!(!coloured(&[]), "not a terminal");
    assert!(!coloured(&["--color", "never"]));
    assert!(coloured(&["--color", "always"]));
}

#[test]
fn manual_pages_and_completions_name_every_command() {
    let page = String::from_utf8(penholder(&["man"]).stdout).unwrap();
    let script = String::from_utf8(penholder(&["completions", "bash"]).stdout).unwrap();
    for command in ["check", "explain", "fmt", "policy", "schema", "completions", "man"] {
        assert!(page.contains(command), "{command}");
        assert!(script.contains(command), "{command}");
    }
    let of_check = String::from_utf8(penholder(&["man", "check"]).stdout).unwrap();
    assert!(of_check.contains("fail\\-on"), "{of_check}");
}
