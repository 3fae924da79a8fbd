//! What cannot be read is refused in words that say what to do; nothing else happens.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::io::Write;

use penholder_language::source::{Diagnostic, SourceMap};
use penholder_reader::{Document, MAX_BYTES, Options};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn read(bytes: &[u8]) -> Result<Document, Vec<Diagnostic>> {
    penholder_reader::read(bytes, "draft", &Options::default(), &mut SourceMap::default())
}

fn refused(bytes: &[u8], message: &str) {
    let errors = read(bytes).expect_err(message);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.contains(message), "{} is not about {message}", errors[0].message);
    assert!(!errors[0].help.is_empty(), "{}", errors[0].message);
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut zip = ZipWriter::new(&mut bytes);
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap();
    bytes.into_inner()
}

fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", document.as_bytes())])
}

#[test]
fn files_of_other_kinds() {
    refused(b"%PDF-1.7 \xe2\xe3\xcf\xd3", "PDF");
    refused(b"{\\rtf1 Decides}", "RTF");
    refused(b"\x89PNG\r\n\x1a\n", "picture");
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    refused(&old, "old Word file");
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused(&old, "password");
    refused(b"", "empty");
    refused(b" \n\t ", "empty");
    let noise: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused(&noise, "no text");
    refused(&vec![b'a'; MAX_BYTES + 1], "MiB");
}

#[test]
fn archives_that_are_no_word_document() {
    refused(&archive(&[("notes.txt", b"Decides")]), "no Word document");
    refused(&archive(&[("xl/workbook.xml", b"<x/>")]), "workbook");
    refused(&archive(&[("mimetype", b"x"), ("content.xml", b"<x/>")]), "OpenDocument");
    let fixture = include_bytes!("fixtures/pandoc.docx");
    refused(&fixture[..fixture.len() / 2], "cut short");
    refused(b"PK\x03\x04", "cut short");
    refused(&word(""), "no text");
    refused(&word("<w:p>"), "broken");
}

#[test]
fn bombs_of_every_kind() {
    let large = vec![b'a'; 48 * 1024 * 1024];
    refused(&archive(&[("word/document.xml", &large)]), "unpacks to far more");
    let deep = "<w:p>".repeat(10_000);
    refused(&word(&deep), "nested more than");
    let entities =
        "<?xml version=\"1.0\"?><!DOCTYPE akomaNtoso [<!ENTITY a \"aaaa\">]><akomaNtoso>&a;</akomaNtoso>";
    refused(entities.as_bytes(), "entities");
    let deep = format!("<akomaNtoso>{}", "<section>".repeat(10_000));
    refused(deep.as_bytes(), "nested more than");
    refused(b"<?xml version=\"1.0\"?><note/>", "no Akoma Ntoso");
    refused(b"<akomaNtoso><statement>", "middle");
}

#[test]
fn texts_that_are_no_resolution() {
    refused(
        b"Dear Sir,\n\nthank you for your letter of 3 May.\n\nYours faithfully\n",
        "no operative paragraph",
    );
    let novel = "It was late when they came down to the river. Nobody spoke.\n\n".repeat(400);
    refused(novel.as_bytes(), "no operative paragraph");
    refused(b"1. Buy bread;\n2. Call the plumber;\n3. Pay the rent.\n", "no operative paragraph");
    refused(b"<html><body><p>Nothing here.</p></body></html>", "no operative paragraph");
}

#[test]
fn the_second_of_two_resolutions_is_named() {
    let text = "Resolution 1 (2031)\n\nThe Security Council,\n\n1. Decides to stay;\n\n2. Requests a report.\n\n\
                Resolution 2 (2031)\n\nThe Security Council,\n\n1. Decides to leave.\n";
    let document = read(text.as_bytes()).unwrap();
    assert_eq!(document.operative.len(), 2);
    assert!(
        document.notes.iter().any(|note| note.message.contains("another resolution")),
        "{:?}",
        document.notes
    );
}

#[test]
fn hostile_shapes_take_no_time() {
    for part in [
        "[",
        "[[a] ",
        "(a) ",
        "1. Decides [a | b: ",
        ", further",
        ": (a) x; ",
        "– x; ",
        "\r",
        "(",
        "and calls ",
        "16 bis. ",
    ] {
        let text = format!("The Security Council,\n\n1. Decides {}", part.repeat(400_000 / part.len()));
        let start = std::time::Instant::now();
        let _ = read(text.as_bytes());
        let lines = format!(
            "The Security Council,\n\n1. Decides\n{}",
            format!("{part}\n").repeat(200_000 / part.len())
        );
        let _ = read(lines.as_bytes());
        assert!(start.elapsed().as_secs() < 8, "{part}: {:?}", start.elapsed());
    }
}
