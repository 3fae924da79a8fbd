//! Documents that real programs wrote, all from `source.md` or `tracked.md`, and what is to be read in them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

#[path = "outline/mod.rs"]
mod outline;

use std::path::Path;

use penholder_language::source::SourceMap;
use penholder_reader::{Document, Kind, Options};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn read(name: &str, options: Options) -> (Document, SourceMap) {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    let mut sources = SourceMap::default();
    let document = penholder_reader::read(&bytes, name, &options, &mut sources)
        .unwrap_or_else(|e| panic!("{name}: {e:?}"));
    (document, sources)
}

fn expect(name: &str, options: Options, expected: &str) {
    let (document, _) = read(name, options);
    let expected = std::fs::read_to_string(folder().join(expected)).unwrap();
    similar(name, &outline::of(&document), &expected);
}

fn similar(name: &str, found: &str, expected: &str) {
    for (i, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{name}, line {}", i + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{name}");
}

#[test]
fn the_same_resolution_in_every_format() {
    for name in [
        "pandoc.docx",
        "libreoffice.docx",
        "pandoc.html",
        "libreoffice.html",
        "pandoc.txt",
        "utf-16.txt",
        "utf-16be.txt",
        "windows-1252.txt",
        "libreoffice-pdf.txt",
        "libreoffice-pdf-layout.txt",
        "pages.txt",
        "akn.xml",
    ] {
        expect(name, Options::default(), "source.expected");
    }
}

#[test]
fn brackets_of_every_kind() {
    expect("brackets.txt", Options::default(), "brackets.expected");
}

#[test]
fn tracked_changes_are_accepted_or_undone() {
    for name in ["tracked-pandoc.docx", "tracked-libreoffice.docx"] {
        expect(name, Options::default(), "tracked.expected");
        expect(name, Options { original: true }, "tracked-original.expected");
    }
}

#[test]
fn the_kind_is_told_by_the_content() {
    let kinds = [
        ("pandoc.docx", Kind::Word),
        ("pandoc.html", Kind::Html),
        ("pandoc.txt", Kind::Text),
        ("akn.xml", Kind::AkomaNtoso),
    ];
    for (name, kind) in kinds {
        let bytes = std::fs::read(folder().join(name)).unwrap();
        for called in ["draft", "-", "draft.txt"] {
            let document =
                penholder_reader::read(&bytes, called, &Options::default(), &mut SourceMap::default())
                    .unwrap();
            assert_eq!(document.kind, kind, "{name} as {called}");
        }
    }
}

#[test]
fn places_lead_back_to_the_file() {
    let (document, sources) = read("pages.txt", Options::default());
    let paragraph = document.paragraph("2(a)(i)").unwrap();
    assert_eq!(document.where_is(&sources, paragraph.span), "line 28, column 13");
    let at = paragraph.text().find("both banks").unwrap();
    let place = paragraph.place(at..at + "both banks".len());
    assert_eq!(sources.text(place), "both banks");
    assert_eq!(document.where_is(&sources, place), "line 29, column 1");
    // A word that the page end split: from its first half to its second.
    let first = document.paragraph("1").unwrap();
    let at = first.text().find("requests").unwrap();
    let text = sources.text(first.place(at..at + 8)).to_owned();
    assert!(text.starts_with("re-") && text.ends_with("quests"), "{text}");
    let (document, sources) = read("libreoffice.docx", Options::default());
    let paragraph = document.paragraph("2(a)(i)").unwrap();
    assert_eq!(document.where_is(&sources, paragraph.span), "paragraph 12");
    assert_eq!(sources.text(paragraph.place(3..10)), "protect");
}

/// Writes the expectations anew when asked to: look at the difference before keeping it.
#[test]
fn bless() {
    if std::env::var_os("PENHOLDER_BLESS").is_none() {
        return;
    }
    let write = |name: &str, options, to: &str| {
        std::fs::write(folder().join(to), outline::of(&read(name, options).0)).unwrap();
    };
    write("pandoc.docx", Options::default(), "source.expected");
    write("brackets.txt", Options::default(), "brackets.expected");
    write("tracked-pandoc.docx", Options::default(), "tracked.expected");
    write("tracked-pandoc.docx", Options { original: true }, "tracked-original.expected");
}
