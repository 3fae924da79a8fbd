//! Whatever bytes come in: no panic, labels unique, places inside the text and on character boundaries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::collections::HashSet;
use std::ops::Range;

use penholder_language::source::SourceMap;
use penholder_reader::{Document, Options, Paragraph};
use proptest::prelude::*;

fn check(bytes: &[u8]) {
    for original in [false, true] {
        let mut sources = SourceMap::default();
        match penholder_reader::read(bytes, "any", &Options { original }, &mut sources) {
            Ok(document) => sound(&document, &sources),
            Err(errors) => {
                assert!(!errors.is_empty());
                errors.iter().for_each(|error| assert!(!error.message.is_empty() && !error.help.is_empty()));
            }
        }
    }
}

fn sound(document: &Document, sources: &SourceMap) {
    let text = &sources.get(document.file).unwrap().text;
    part(&document.preamble, text);
    part(&document.operative, text);
    document.annexes.iter().for_each(|annex| part(&annex.paragraphs, text));
    for note in &document.notes {
        assert!(text.get(note.span.start as usize..note.span.end as usize).is_some());
    }
}

fn part(paragraphs: &[Paragraph], source: &str) {
    let mut labels = HashSet::new();
    for (i, paragraph) in paragraphs.iter().enumerate() {
        assert!(labels.insert(&paragraph.label), "{} twice", paragraph.label);
        assert!(paragraph.parent.is_none_or(|parent| parent < i));
        assert!(source.get(paragraph.span.start as usize..paragraph.span.end as usize).is_some());
        let text = paragraph.text();
        let inside = |range: &Range<usize>| {
            assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
            let place = paragraph.place(range.clone());
            assert!(source.get(place.start as usize..place.end as usize).is_some(), "{range:?} of {text:?}");
        };
        for verb in &paragraph.verbs {
            inside(&verb.range);
            verb.addressee.iter().for_each(inside);
        }
        paragraph.inline.iter().for_each(|inline| inside(&inline.range));
        for bracket in &paragraph.brackets {
            inside(&bracket.range);
            bracket.options.iter().for_each(|option| inside(&option.range));
        }
        for (at, _) in text.char_indices().take(300) {
            inside(&(at..at));
            inside(&(0..at));
        }
    }
}

/// Pieces from which odd resolutions are put together.
const PIECES: &[&str] = &[
    "The Security Council,\n",
    "Recalling résumé,",
    "\n",
    "\n\n",
    " ",
    "1. ",
    "2. Decides ",
    "3 bis. ",
    "(a) ",
    "(b) ",
    "(i) ",
    "(ii) ",
    "– ",
    "\u{ad} ",
    "Decides that UNVAM shall ",
    "and further requests the Secretary-General ",
    "[France: ",
    "] ",
    "| ",
    ": ",
    "; ",
    ", ",
    "S/RES/1 (2031)\n",
    "99-12345\n",
    "\u{c}",
    "Annex I\n",
    "Resolution 5 (2031)\n",
    "para-\ngraph ",
    "“curly”",
    "\t",
    "’s ",
    "17. Urges ",
    "\u{a0}",
    "Strongly condemns ",
    "Heading of sorts\n",
    ".\n",
    "\r\n",
    "é\u{301}",
    "(h) ",
    "1.1. ",
    "A. ",
    "iv. ",
    "* ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600), head in 0..6_usize) {
        let heads: [&[u8]; 6] = [b"", b"PK\x03\x04", b"<?xml version=\"1.0\"?><akomaNtoso>", b"<html>", b"\xff\xfe", b"The Security Council,\n1. Decides "];
        check(&[heads[head], &bytes].concat());
    }

    #[test]
    fn any_arrangement_of_pieces(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        check(text.as_bytes());
        check(format!("The Security Council,\n1. Decides {text}").as_bytes());
        check(format!("<html><body><p>The Security Council,</p><ol><li>Decides {text}</ol>").as_bytes());
    }

    #[test]
    fn damaged_documents(which in 0..6_usize, at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let files: [&[u8]; 6] = [
            include_bytes!("fixtures/pandoc.docx"),
            include_bytes!("fixtures/tracked-libreoffice.docx"),
            include_bytes!("fixtures/libreoffice.html"),
            include_bytes!("fixtures/akn.xml"),
            include_bytes!("fixtures/utf-16.txt"),
            include_bytes!("fixtures/pages.txt"),
        ];
        let mut bytes = files[which].to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        check(&bytes);
    }
}
