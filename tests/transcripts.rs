//! Transcripts of the program: each `tests/cli/*.transcript` holds commands and what they print.
//!
//! `$ NAME=value penholder … < file` runs in `tests/cli`; lines after it are standard output, lines that start with
//! `! ` standard error, `? 1` an exit status other than 0. `PENHOLDER_BLESS=1 cargo test --test transcripts` writes
//! down what the program says now.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli"))
}

/// Runs one command line and writes down what it does.
fn transcribe(line: &str) -> String {
    let mut words = line.split_whitespace();
    let mut command = Command::new(env!("CARGO_BIN_EXE_penholder"));
    command.current_dir(folder()).env_remove("NO_COLOR").env("COLUMNS", "80").stdin(Stdio::null());
    for word in words.by_ref() {
        match word.split_once('=') {
            Some((name, value)) => command.env(name, value),
            None => {
                assert_eq!(word, "penholder", "a transcript runs nothing else: {line}");
                break;
            }
        };
    }
    while let Some(word) = words.next() {
        if word == "<" {
            command.stdin(File::open(folder().join(words.next().unwrap())).unwrap());
        } else {
            command.arg(word);
        }
    }
    let output = command.output().unwrap();
    let mut told = format!("$ {line}\n");
    for line in String::from_utf8(output.stdout).unwrap().replace('\u{1b}', "<ESC>").lines() {
        told.push_str(line.trim_end());
        told.push('\n');
    }
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        told.push_str(format!("! {line}").trim_end());
        told.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        code => told.push_str(&format!("? {}\n", code.unwrap())),
    }
    told
}

/// What the commands of a transcript do now; comments before the first command stay.
fn replay(text: &str) -> String {
    let head: String =
        text.lines().take_while(|line| !line.starts_with("$ ")).map(|line| format!("{line}\n")).collect();
    let commands = text.lines().filter_map(|line| line.strip_prefix("$ "));
    head + &commands.map(transcribe).collect::<Vec<_>>().join("\n")
}

/// Records the baselines that transcripts read, so that none goes stale when a policy changes: one as it is, one of another
/// version, one of another pack, one of the pack as it was before a change.
fn record_baselines() {
    let baselines = folder().join("baselines");
    fs::create_dir_all(&baselines).unwrap();
    let path = baselines.join("vale.json");
    let recorded = Command::new(env!("CARGO_BIN_EXE_penholder"))
        .current_dir(folder())
        .args(["check", "--policy", "policies/small", "drafts/vale.mandate", "--force", "--write-baseline"])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(recorded.status.code(), Some(0), "{}", String::from_utf8_lossy(&recorded.stderr));
    let text = fs::read_to_string(&path).unwrap();
    let line = |field: &str| text.lines().find(|line| line.contains(&format!("\"{field}\":"))).unwrap();
    for (name, field, value) in [
        ("version-9", "version", "9"),
        ("other-pack", "pack", "\"large\""),
        ("changed-pack", "fingerprint", "\"0123456789abcdef\""),
    ] {
        let other = text.replace(line(field), &format!("  \"{field}\": {value},"));
        fs::write(baselines.join(name).with_extension("json"), other).unwrap();
    }
}

#[test]
fn the_program_says_what_the_transcripts_say() {
    record_baselines();
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "transcript") {
            continue;
        }
        count += 1;
        let expected = fs::read_to_string(&path).unwrap();
        let found = replay(&expected);
        if found != expected {
            if std::env::var_os("PENHOLDER_BLESS").is_some() {
                fs::write(&path, &found).unwrap();
                continue;
            }
            let differs = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: first difference: {differs:#?}\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count >= 5, "only {count} transcripts");
}
