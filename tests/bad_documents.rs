//! Documents that are no readable resolution, at the command line: told in words, exit status 2 where nothing could be read,
//! and the other files are read all the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const GOOD: &str = "Resolution 1 (2031)\n\nThe Security Council,\n\n1. Decides that the United Nations Mission in Vale (UNVAM) \
                    shall monitor the ceasefire;\n\n2. Requests the Secretary-General to report every 90 days.\n";

/// What a file is, its bytes, and what the message says of it.
fn bad() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let word = include_bytes!("../reader/tests/fixtures/pandoc.docx");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let entities =
        "<?xml version=\"1.0\"?><!DOCTYPE akomaNtoso [<!ENTITY a \"aaaa\">]><akomaNtoso>&a;</akomaNtoso>";
    let noise: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let novel = "It was late when they came down to the river. Nobody spoke.\n\n".repeat(400);
    vec![
        ("draft.pdf", b"%PDF-1.7 \xe2\xe3\xcf\xd3".to_vec(), "PDF"),
        ("notes.docx", archive("notes.txt", b"Decides"), "no Word document"),
        ("locked.docx", locked, "password"),
        ("cut.docx", word[..word.len() / 2].to_vec(), "cut short"),
        ("bomb.docx", archive("word/document.xml", &vec![b'a'; 48 * 1024 * 1024]), "unpacks to far more"),
        ("deep.docx", archive("word/document.xml", "<w:p>".repeat(10_000).as_bytes()), "nested more than"),
        ("entities.xml", entities.into(), "entities"),
        ("deep.xml", format!("<akomaNtoso>{}", "<section>".repeat(10_000)).into(), "nested more than"),
        ("letter.txt", b"Dear Sir,\n\nthank you.\n\nYours faithfully\n".to_vec(), "no operative paragraph"),
        ("novel.txt", novel.into(), "no operative paragraph"),
        ("noise.bin", noise, "no text"),
        ("empty.txt", Vec::new(), "empty"),
    ]
}

fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut zip = ZipWriter::new(&mut bytes);
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap();
    bytes.into_inner()
}

/// A folder of its own for each test, with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad-documents").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
    folder
}

fn penholder(folder: &Path, args: &[&str]) -> Output {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_penholder"));
    let output = command.current_dir(folder).args(args).stdin(Stdio::null()).output().unwrap();
    assert!(start.elapsed() < Duration::from_secs(20), "{args:?}: {:?}", start.elapsed());
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn each_is_refused_in_words_and_the_good_one_beside_it_is_read() {
    for (name, content, word) in bad() {
        let folder = folder(name, &[(name, &content), ("good.txt", GOOD.as_bytes())]);
        for command in ["check", "read"] {
            let alone = penholder(&folder, &[command, name]);
            let told = text(&alone.stderr);
            assert_eq!(alone.status.code(), Some(2), "{command} {name}: {told}");
            assert!(alone.stdout.is_empty(), "{command} {name}");
            assert!(
                told.contains(word) && told.contains(name) && told.contains("help"),
                "{command} {name}: {told}"
            );

            let both = penholder(&folder, &[command, name, "good.txt"]);
            assert_eq!(both.status.code(), Some(2), "{command} {name}: {}", text(&both.stderr));
            assert!(text(&both.stderr).contains(word), "{command} {name}");
            assert!(text(&both.stdout).contains("UNVAM"), "{command} {name}: the good one is left out");
        }
    }
}

#[test]
fn a_survey_has_a_row_for_each_that_says_why() {
    let bad = bad();
    let mut files: Vec<(&str, &[u8])> =
        bad.iter().map(|(name, content, _)| (*name, content.as_slice())).collect();
    let nothing = penholder(&folder("survey-of-nothing", &files), &["survey", "."]);
    assert_eq!(nothing.status.code(), Some(2), "{}", text(&nothing.stderr));
    files.push(("good.txt", GOOD.as_bytes()));
    let output = penholder(&folder("survey", &files), &["survey", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let table = text(&output.stdout);
    for (name, _, word) in &bad {
        let row = table.lines().find(|line| line.contains(name));
        assert!(row.is_some_and(|row| row.contains(word)), "{name}: {row:?}");
    }
    assert!(table.lines().any(|row| row.contains("good.txt") && row.contains("UNVAM")), "{table}");
}

#[test]
fn of_two_resolutions_in_a_file_the_first_is_read_and_the_second_is_named() {
    let two = format!("{GOOD}\nResolution 2 (2031)\n\nThe Security Council,\n\n1. Decides to leave.\n");
    let output = penholder(&folder("two", &[("two.txt", two.as_bytes())]), &["read", "two.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("another resolution begins here"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("monitor-ceasefire"), "{}", text(&output.stdout));
}

#[test]
fn what_cannot_be_read_from_standard_input_is_told_too() {
    let folder = folder("pipe", &[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_penholder"));
    command.current_dir(&folder).args(["check", "-"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"%PDF-1.7 \xe2\xe3").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("PDF"), "{}", text(&output.stderr));
}
