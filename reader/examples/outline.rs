//! Prints the outline of a document: `cargo run -p penholder-reader --example outline -- FILE [--original]`.

use penholder_language::source::SourceMap;
use penholder_reader::{Options, read};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let options = Options { original: arguments.iter().any(|argument| argument == "--original") };
    for path in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        let mut sources = SourceMap::default();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                continue;
            }
        };
        match read(&bytes, path, &options, &mut sources) {
            Ok(document) => print(&document, &sources),
            Err(errors) => {
                errors.iter().for_each(|error| eprintln!("{path}: {} ({})", error.message, error.help))
            }
        }
    }
}

fn print(document: &penholder_reader::Document, sources: &SourceMap) {
    let found = |found: &Option<penholder_reader::Found>| {
        found.as_ref().map_or("–".to_owned(), |found| found.text.clone())
    };
    let date =
        document.date.map_or("–".to_owned(), |day| format!("{}-{:02}-{:02}", day.year, day.month, day.day));
    println!("{} | {} | {date}", found(&document.symbol), found(&document.title));
    let annexes = document.annexes.iter().flat_map(|annex| annex.paragraphs.iter());
    for paragraph in document.preamble.iter().chain(&document.operative).chain(annexes) {
        let verbs: Vec<String> = paragraph
            .verbs
            .iter()
            .map(|verb| {
                let told =
                    verb.addressee.clone().and_then(|range| paragraph.text().get(range)).unwrap_or_default();
                format!("{} {}[{told}]", verb.adverbs.join(" "), verb.canonical)
            })
            .collect();
        let heading = paragraph.heading.clone().unwrap_or_default();
        let indent = "  ".repeat(usize::from(paragraph.level.saturating_sub(1)));
        println!(
            "{indent}{} ({}) {{{heading}}} {} | {}",
            paragraph.label,
            document.where_is(sources, paragraph.span),
            verbs.join("; "),
            paragraph.opening(12)
        );
    }
    for annex in &document.annexes {
        println!("annex: {}", annex.heading.text);
    }
    for note in &document.notes {
        println!("note: {} {} ({})", note.message, note.label, document.where_is(sources, note.span));
    }
}
