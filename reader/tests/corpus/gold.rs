//! The gold standard, and the reader's answer in the same shape.

use std::path::Path;

use penholder_reader::Document;
use serde_json::Value;

/// One paragraph, as far as it is compared.
#[derive(Clone, Debug)]
pub struct Line {
    /// Number of the paragraph that it is or stands under.
    pub main: String,
    /// `a`, `iv`, `-`; empty for a paragraph itself.
    pub number: String,
    /// How the text opens: letters and figures only.
    pub opening: String,
    /// First word of the operative verb.
    pub verb: Option<String>,
}

impl Line {
    /// The label, as `gold-errata.csv` names it: `16`, `16(a)`.
    pub fn label(&self) -> String {
        match self.number.is_empty() {
            true => self.main.clone(),
            false => format!("{}({})", self.main, self.number),
        }
    }
}

/// A mistake in the gold standard.
pub struct Erratum {
    pub file: String,
    pub paragraph: String,
    /// `paragraph` or `verb`.
    pub what: String,
}

/// Reads `gold-errata.csv`.
pub fn errata() -> Vec<Erratum> {
    let lines = include_str!("../gold-errata.csv").lines().skip(1);
    lines
        .map(|line| {
            let mut fields = line.splitn(4, ',').map(|field| field.trim().to_owned());
            let mut next = || fields.next().unwrap_or_default();
            Erratum { file: next(), paragraph: next(), what: next() }
        })
        .collect()
}

fn opening(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.filter(char::is_ascii).take(24).collect()
}

fn bare(number: &str) -> String {
    let name: String = number.chars().filter(|c| c.is_alphanumeric()).collect();
    if name.is_empty() { "-".to_owned() } else { name }
}

/// The operative part of a gold file: what stands before the first annex.
pub fn read(path: &Path) -> Vec<Line> {
    let text = std::fs::read_to_string(path).unwrap();
    let values: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut lines: Vec<Line> = Vec::new();
    for value in &values {
        let field = |name: &str| value[name].as_str().unwrap_or_default();
        let words = field("text");
        if field("type") == "heading" && words.to_lowercase().starts_with("annex") {
            break;
        }
        if field("type") != "paragraph" {
            continue;
        }
        let level = value["paragraph_level"].as_u64();
        let verb = value["action_verb"].as_str().map(str::to_lowercase);
        // An annex without the word: its paragraphs are counted anew.
        let number = |text: &str| {
            text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u32>().unwrap_or(0)
        };
        let last = lines.last().map_or(0, |line| number(&line.main));
        if level == Some(1) && number(field("prefix")) == 1 && last > 1 {
            break;
        }
        match level {
            Some(1) if field("paragraph_type") == "operative" => lines.push(Line {
                main: bare(field("prefix")),
                number: String::new(),
                opening: opening(words),
                verb,
            }),
            // Sub-paragraphs after an unnumbered line are sometimes marked as preambular: the place decides.
            Some(_) if !field("prefix").is_empty() => {
                if let Some(main) = lines.last().map(|line| line.main.clone()) {
                    lines.push(Line {
                        main,
                        number: bare(field("prefix")),
                        opening: opening(words),
                        verb: None,
                    });
                }
            }
            _ => {}
        }
    }
    lines
}

/// What the reader found.
pub fn of(document: &Document) -> Vec<Line> {
    let mut main = String::new();
    let mut lines = Vec::new();
    for paragraph in &document.operative {
        let number = match paragraph.level {
            1 => {
                main = bare(&paragraph.label);
                String::new()
            }
            _ => bare(&paragraph.number),
        };
        let verb = paragraph.verbs.first().and_then(|verb| verb.words.split(' ').next()).map(str::to_owned);
        lines.push(Line { main: main.clone(), number, opening: opening(paragraph.text()), verb });
    }
    lines
}
