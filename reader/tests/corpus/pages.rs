//! Lays a resolution out anew as pages do, to see whether it reads the same: broken lines, split words, page headers.

use penholder_reader::{Document, Paragraph};

/// How the lines are set.
#[derive(Clone, Copy, Debug)]
pub enum Setting {
    /// First lines indented, no blank lines, as on the Council's own pages.
    Indented,
    /// Everything at the margin, no blank lines.
    Flush,
    /// A blank line between paragraphs.
    Blank,
}

const WIDTH: usize = 76;
const LINES: usize = 46;

/// The text of a document, in pages.
pub fn lay_out(document: &Document, setting: Setting) -> String {
    let symbol = document.symbol.as_ref().map_or("S/RES/1 (2000)", |symbol| symbol.text.as_str());
    let title = document.title.as_ref().map_or("Resolution 1 (2000)", |title| title.text.as_str());
    let mut lines = vec![
        symbol.to_owned(),
        String::new(),
        title.to_owned(),
        String::new(),
        "The Security Council,".to_owned(),
    ];
    let mut heading = None;
    for paragraph in document.preamble.iter().chain(&document.operative) {
        if paragraph.heading != heading && paragraph.level == 1 {
            heading.clone_from(&paragraph.heading);
            set(&mut lines, heading.as_deref().unwrap_or_default(), setting);
        }
        set(&mut lines, &words(paragraph), setting);
    }
    paginate(&lines, symbol)
}

fn words(paragraph: &Paragraph) -> String {
    format!("{} {}", paragraph.number, paragraph.text().replace('\n', " ")).trim().to_owned()
}

/// Breaks a paragraph into lines, and long words at the line end.
fn set(lines: &mut Vec<String>, text: &str, setting: Setting) {
    let indent = if matches!(setting, Setting::Indented) { "      " } else { "" };
    let mut line = indent.to_owned();
    for word in text.split(' ') {
        if line.chars().count() + word.chars().count() < WIDTH {
            line.push_str(word);
            line.push(' ');
            continue;
        }
        let room = WIDTH.saturating_sub(line.chars().count() + 1);
        let letters = word.chars().all(|c| c.is_ascii_lowercase());
        let cut = if letters && word.len() > 9 && room >= 4 { room.min(word.len() - 4) } else { 0 };
        line.push_str(&word[..cut]);
        if cut > 0 {
            line.push('-');
        }
        lines.push(line.trim_end().to_owned());
        line = format!("{} ", &word[cut..]);
    }
    lines.push(line.trim_end().to_owned());
    if matches!(setting, Setting::Blank) {
        lines.push(String::new());
    }
}

fn paginate(lines: &[String], symbol: &str) -> String {
    let mut text = String::new();
    for (page, lines) in lines.chunks(LINES).enumerate() {
        if page > 0 {
            text.push_str(&format!("\n{} 99-12345\n\n\u{c}{symbol}\n", page + 1));
        }
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Label and letters of every operative paragraph.
pub fn essence(document: &Document) -> Vec<(String, String)> {
    let letters = |paragraph: &Paragraph| -> String {
        paragraph.text().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    document.operative.iter().map(|paragraph| (paragraph.label.clone(), letters(paragraph))).collect()
}
