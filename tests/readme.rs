//! What the README shows is what the program does: its excerpts, its ten-line mandate, its rule.
//!
//! `<!-- excerpt: ARGUMENTS -->` before a block of text says which call printed it; a line `…` stands for lines left out.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

fn penholder(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_penholder"));
    command.args(args).current_dir(root()).env("COLUMNS", "80").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The fenced blocks of a language, each with the line before it.
fn blocks(text: &str, language: &str) -> Vec<(String, String)> {
    let fence = format!("```{language}");
    let mut found = Vec::new();
    let (mut before, mut inside): (String, Option<String>) = (String::new(), None);
    for line in text.lines() {
        match &mut inside {
            Some(block) if line.starts_with("```") => {
                found.push((before.clone(), block.clone()));
                inside = None;
            }
            Some(block) => block.push_str(&format!("{line}\n")),
            None if line.trim() == fence => inside = Some(String::new()),
            None => before = line.to_owned(),
        }
    }
    found
}

#[test]
fn every_excerpt_is_what_the_program_prints() {
    let mut seen = 0;
    for (before, block) in blocks(&readme(), "text") {
        let Some(call) = before.strip_prefix("<!-- excerpt: ").and_then(|rest| rest.strip_suffix(" -->"))
        else {
            panic!("a block of text without the call that printed it:\n{block}");
        };
        let args: Vec<&str> = call.split_whitespace().collect();
        let printed = printed(&penholder(&args).output().unwrap());
        let mut rest = printed.as_str();
        for part in block.split("…\n").filter(|part| !part.trim().is_empty()) {
            let Some((_, after)) = rest.split_once(part) else {
                panic!("`penholder {call}` does not print this (any more), or not in this order:\n{part}");
            };
            rest = after;
        }
        seen += 1;
    }
    assert!(seen >= 2, "the README shows what the program prints");
}

#[test]
fn the_ten_line_mandate_is_judged() {
    let (_, mandate) = blocks(&readme(), "mandate").into_iter().next().unwrap();
    assert!(mandate.lines().count() <= 11, "ten lines, or nearly");
    let mut child = penholder(&["check", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(mandate.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
    assert!(printed(&output).contains("UNMIT"), "{}", printed(&output));
    assert!(printed(&output).contains("accepted, with reasons"), "its acceptance accepts something");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}

/// A copy of the shipped pack with the README's rule in it, and the fixtures that the README tells of.
fn pack_with_the_rule() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    drop(fs::remove_dir_all(&folder));
    copy(&root().join("policies"), &folder);
    let pack = folder.join("sebastian-2015");
    let rule = pack.join("C190-report-on-harm");
    let (_, text) = blocks(&readme(), "policy").into_iter().next().unwrap();
    let mandate = |report: &str| {
        format!(
            "mandate M \"S/RES/1 (2031)\" {{\n    ¶1 decides mission to neutralise against armed-group\n{report}}}\n"
        )
    };
    for (name, content) in [
        ("rule.policy", text),
        ("pass/reported.mandate", mandate("    ¶2 requests secretary-general report for ¶1\n")),
        ("fail/silent.mandate", mandate("")),
    ] {
        fs::create_dir_all(rule.join(name).parent().unwrap()).unwrap();
        fs::write(rule.join(name), content).unwrap();
    }
    pack
}

#[test]
fn a_rule_is_added_with_files_alone() {
    let pack = pack_with_the_rule();
    let pack = pack.to_str().unwrap();
    let test = penholder(&["policy", "test", "C190", "--policy", pack]).output().unwrap();
    assert!(test.status.success(), "{test:?}");
    let listed = printed(&penholder(&["policy", "list", "--policy", pack]).output().unwrap());
    assert!(listed.contains("C190"), "{listed}");
    let explained = printed(&penholder(&["explain", "C190", "--policy", pack]).output().unwrap());
    assert!(explained.contains("report-on-harm"), "{explained}");
    let silent = format!("{pack}/C190-report-on-harm/fail/silent.mandate");
    let checked = printed(&penholder(&["check", &silent, "--policy", pack]).output().unwrap());
    assert!(checked.contains("C190 report-on-harm"), "{checked}");
    let pages = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme-pages");
    let docs =
        penholder(&["policy", "docs", "--policy", pack, "--out", pages.to_str().unwrap()]).output().unwrap();
    assert!(docs.status.success(), "{docs:?}");
    assert!(fs::read_to_string(pages.join("C.md")).unwrap().contains("C190"));
}
