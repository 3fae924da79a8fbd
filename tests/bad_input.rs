//! Whatever comes in: a clear message at its place, exit status 2, bounded time, and no panic.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const DRAFT: &str = include_str!("cli/drafts/vale.mandate");

fn penholder(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_penholder"));
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli")).args(args).stdin(Stdio::null());
    command
}

/// A file of its own for each test.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad-input");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

fn check(path: &Path) -> Output {
    penholder(&["check", "--policy", "policies/small"]).arg(path).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Exit status 2, a message with all of `parts`, nothing on standard output, within seconds.
fn refused(name: &str, content: &[u8], parts: &[&str]) {
    let start = Instant::now();
    let output = check(&file(name, content));
    let text = told(&output);
    assert_eq!(output.status.code(), Some(2), "{name}: {text}");
    assert!(output.stdout.is_empty(), "{name}");
    for part in parts {
        assert!(text.contains(part), "{name}: `{part}` is missing in\n{text}");
    }
    assert!(text.len() < 100_000, "{name}: {} bytes of messages", text.len());
    assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
}

#[test]
fn wrong_encodings() {
    refused("latin-1.mandate", b"mandate M {\n  # Sebasti\xe1n\n}\n", &["is not UTF-8", "line 2"]);
    refused("utf-16.mandate", b"\xff\xfem\0a\0", &["UTF-16"]);
    refused("nul.mandate", b"mandate M {\n\0}\n", &["line 2", "U+0000"]);
    refused("escape.mandate", b"mandate M { # \x1b[2J\n}\n", &["U+001B"]);
    let with_mark = check(&file("mark.mandate", format!("\u{feff}{DRAFT}").as_bytes()));
    assert_eq!(with_mark.status.code(), Some(1), "{}", told(&with_mark));
}

#[test]
fn numbers_and_dates_that_do_not_exist() {
    let clause = |text: &str| format!("mandate M {{\n  ¶1 decides mission {text}\n}}\n");
    refused("huge.mandate", clause("99999999999999999999 troops").as_bytes(), &[":2:", "too large"]);
    refused("date.mandate", clause("patrol until 2031-02-30").as_bytes(), &["2031-02-30"]);
}

#[test]
fn sums_past_64_bits() {
    let clause = "  ¶1 decides mission 9_223_372_036_854_775_807 helicopter in north\n";
    let text = format!(
        "situation s {{\n area north {{ vast }}\n}}\nmandate M {{\n  ¶2 decides mission to patrol in north\n{clause}{clause}}}\n"
    );
    refused("sum.mandate", text.as_bytes(), &["M", "64 bits"]);
}

#[test]
fn ten_thousand_nested_brackets() {
    let deep = |open: &str, close: &str| {
        format!(
            "mandate M {{\n¶1 decides mission {}patrol{}\n}}\n",
            open.repeat(10_000),
            close.repeat(10_000)
        )
    };
    refused("square.mandate", deep("[ ", " ]").as_bytes(), &["deep"]);
    refused("unclosed.mandate", format!("mandate M {{\n{}", "[ ".repeat(10_000)).as_bytes(), &[":2:"]);
    refused("curly.mandate", deep("{ ", " }").as_bytes(), &[":2:"]);
    let rule = format!(
        "rule X1 a {{\n  require {}some task T: T is patrol{}\n}}\n",
        "(".repeat(10_000),
        ")".repeat(10_000)
    );
    let path = file("deep.policy", rule.as_bytes());
    let output =
        penholder(&["policy", "list", "--policy", "policies/small", "--policy"]).arg(path).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("deep.policy"), "{}", told(&output));
}

#[test]
fn truncated_drafts_never_panic() {
    for end in (0..DRAFT.len()).step_by(7).filter(|end| DRAFT.is_char_boundary(*end)) {
        let output = check(&file("truncated.mandate", &DRAFT.as_bytes()[..end]));
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "cut at {end}: {code:?} {}", told(&output));
        assert!(!told(&output).contains("panicked"), "cut at {end}: {}", told(&output));
    }
}

#[test]
fn every_error_of_a_file_is_told_at_once_and_a_flood_is_bounded() {
    let lines: String = (0..2_000).map(|i| format!("  ¶{i} decides mission to patroll\n")).collect();
    refused(
        "flood.mandate",
        format!("mandate M {{\n{lines}}}\n").as_bytes(),
        &["patroll", "more like these"],
    );
}

#[test]
fn labels_declared_twice_and_names_unknown() {
    let text = "situation s {\n  area a { vast }\n  area a { vast }\n}\nmandate M for t {\n}\n";
    refused("twice.mandate", text.as_bytes(), &["`a`", ":3:", "`t`"]);
}

#[test]
fn fifty_megabytes_of_text() {
    let clause = "    ¶1 decides mission to patrol in north\n";
    let text = format!("mandate M {{\n{}}}\n", clause.repeat((50 << 20) / clause.len()));
    refused("fifty.mandate", text.as_bytes(), &["larger than"]);
    fs::remove_file(Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad-input/fifty.mandate")).unwrap();
}

#[test]
fn too_large_a_file_is_refused_unread() {
    let path = file("large.mandate", b"");
    fs::File::options().write(true).open(&path).unwrap().set_len((64 << 20) + 1).unwrap();
    let output = check(&path);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("64 MiB"), "{}", told(&output));
    fs::remove_file(path).unwrap();
}

#[test]
fn a_folder_with_nothing_in_it_is_no_pack() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("empty-pack");
    fs::create_dir_all(&folder).unwrap();
    let output = penholder(&["policy", "list", "--policy"]).arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("no `.policy` files"), "{}", told(&output));
}

#[test]
fn a_policy_that_is_wrong_is_refused_at_its_place() {
    let cases = [
        (
            "unknown.policy",
            "rule X9 a {\n  asks \"a\" source \"b\" level note because \"c\"\n  require some task T: T is patroll\n}\n",
            ":3:",
            "patroll",
        ),
        (
            "cyclic.policy",
            "terms task-kind \"more\" { one: two \"a\"  two: one \"b\" }\n",
            "cyclic.policy:1:",
            "cycle",
        ),
        (
            "alternation.policy",
            "rule X9 a {\n  asks \"a\" source \"b\" level note because \"c\"\n  for each task T\n  require some means M: M for T and (every task U: M for U)\n}\n",
            "alternation.policy",
            "task",
        ),
    ];
    for (name, text, place, part) in cases {
        let path = file(name, text.as_bytes());
        let output = penholder(&["check", "drafts/good.mandate", "--policy", "policies/small", "--policy"])
            .arg(path)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}: {}", told(&output));
        assert!(told(&output).contains(place) && told(&output).contains(part), "{name}: {}", told(&output));
    }
}

#[test]
fn a_pipe_that_closes_early_is_no_error() {
    let mut child =
        penholder(&["check", "--policy", "policies/small", "drafts/vale.mandate", "--verbose", "--all"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
    drop(child.stdout.take());
    let mut complaints = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert_eq!((child.wait().unwrap().code(), complaints.as_str()), (Some(1), ""));
}

#[test]
fn a_file_is_formatted_in_its_place_and_nothing_is_left_beside_it() {
    let untidy = "mandate   M{\n}\n";
    let path = file("in-place.mandate", untidy.as_bytes());
    let output = penholder(&["fmt"]).arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mandate M {\n}\n");
    let left: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("in-place") && name.ends_with(".tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let again = penholder(&["fmt", "--check"]).arg(&path).output().unwrap();
    assert_eq!(again.status.code(), Some(0));
}

#[test]
fn standard_input_is_read_like_a_file() {
    let mut child = penholder(&["check", "--policy", "policies/small", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(DRAFT.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"path\": \"<stdin>\""));
}
