//! A document as text, for expectations.

use std::fmt::Write;

use penholder_reader::{Document, Found, Paragraph};

/// Everything that was read, a paragraph a line.
pub fn of(document: &Document) -> String {
    let mut out = String::new();
    let found = |found: &Option<Found>| found.as_ref().map_or("-".to_owned(), |found| found.text.clone());
    let date =
        document.date.map_or("-".to_owned(), |day| format!("{}-{:02}-{:02}", day.year, day.month, day.day));
    writeln!(out, "{} | {} | {date}", found(&document.symbol), found(&document.title)).unwrap();
    paragraphs(&mut out, &document.preamble);
    paragraphs(&mut out, &document.operative);
    for annex in &document.annexes {
        writeln!(out, "annex: {}", annex.heading.text).unwrap();
        paragraphs(&mut out, &annex.paragraphs);
    }
    for note in &document.notes {
        writeln!(out, "note: {}", note.message).unwrap();
    }
    out
}

fn paragraphs(out: &mut String, paragraphs: &[Paragraph]) {
    let mut heading = None;
    for paragraph in paragraphs {
        if paragraph.heading != heading {
            heading.clone_from(&paragraph.heading);
            writeln!(out, "= {}", heading.clone().unwrap_or_default()).unwrap();
        }
        let indent = "  ".repeat(usize::from(paragraph.level) - 1);
        let text = paragraph.text();
        writeln!(out, "{indent}{}: {}", paragraph.label, text.replace('\n', " / ")).unwrap();
        for verb in &paragraph.verbs {
            let told =
                verb.addressee.clone().map_or(String::new(), |range| format!(" to <{}>", &text[range]));
            let adverbs = verb.adverbs.iter().map(|adverb| format!("{adverb} ")).collect::<String>();
            writeln!(out, "{indent}  verb {adverbs}{} ({:?}){told}", verb.canonical, verb.strength).unwrap();
        }
        for inline in &paragraph.inline {
            writeln!(out, "{indent}  inline {} <{}>", inline.number, &text[inline.range.clone()]).unwrap();
        }
        for bracket in &paragraph.brackets {
            let options: Vec<String> = bracket
                .options
                .iter()
                .map(|option| {
                    let name = option.name.clone().unwrap_or_default();
                    format!("{name}{} <{}>", option.proponents.join("+"), &text[option.range.clone()])
                })
                .collect();
            writeln!(out, "{indent}  bracket of group {}: {}", bracket.group, options.join(" | ")).unwrap();
        }
    }
}
