//! Akoma Ntoso 3.0 as the United Nations profiles it: preface, preamble, main body, attachments.

use super::rich::Rich;
use super::xml::{Node, Xml};
use super::{Problem, Source, Style};
use crate::Options;
use crate::document::Kind;

/// Elements that carry no text of the resolution.
const LEFT_OUT: &[&str] = &["authorialNote", "conclusions", "coverPage", "toc", "remark"];
/// Elements that stand in the running text.
const INLINE: &[&str] = &[
    "span",
    "b",
    "i",
    "u",
    "sup",
    "sub",
    "ref",
    "rref",
    "date",
    "term",
    "def",
    "entity",
    "organization",
    "person",
    "role",
    "location",
    "inline",
    "ins",
    "quantity",
    "concept",
    "docNumber",
    "docTitle",
    "docDate",
    "abbr",
];

pub fn read(text: &str, options: &Options) -> Result<Source, Problem> {
    let mut xml = Xml::new(text);
    let mut rich = Rich::default();
    let mut open: Vec<String> = Vec::new();
    let mut date = None;
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(element) => {
                let name = element.name();
                let dropped = if options.original { "ins" } else { "del" };
                if LEFT_OUT.contains(&name.as_str()) || name == dropped {
                    xml.skip()?;
                    continue;
                }
                if name == "FRBRdate"
                    && element.attribute("name").is_some_and(|kind| kind.starts_with("adopt"))
                {
                    date = element.attribute("date").and_then(|day| iso(&day));
                }
                begin(&mut rich, &name, &open);
                open.push(name);
            }
            Node::Close => {
                if let Some(name) = open.pop() {
                    end(&mut rich, &name, &open);
                }
            }
            Node::Text(words) if open.get(2).is_none_or(|part| part != "meta") => rich.push(&words),
            Node::Text(_) => {}
        }
    }
    if rich.len() == 0 {
        return Err(
            Problem::new("the Akoma Ntoso file has no text").help("give a `statement` with a `mainBody`")
        );
    }
    Ok(Source { date, ..rich.finish(Kind::AkomaNtoso) })
}

/// `2031-05-03`
fn iso(day: &str) -> Option<(u16, u8, u8)> {
    let mut parts = day.get(..10)?.split('-');
    let date = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    ((1..=12).contains(&date.1) && (1..=31).contains(&date.2)).then_some(date)
}

/// An element begins: what came before it ends, unless it is a number that waits for its text.
fn begin(rich: &mut Rich, name: &str, open: &[String]) {
    match name {
        "br" | "eol" => rich.push(" "),
        "num" => rich.flush(style(open)),
        // The text of a numbered paragraph stays on the line of its number.
        "content" | "intro" | "p" | "list" => {}
        "heading" if rich.waits() => {}
        "attachment" => {
            rich.flush(style(open));
            rich.mark_next(Style::Annex);
        }
        _ if INLINE.contains(&name) || name == "del" => {}
        _ => rich.flush(style(open)),
    }
}

fn end(rich: &mut Rich, name: &str, open: &[String]) {
    match name {
        "num" => rich.push("\t"),
        "docNumber" => rich.push(" "),
        "heading" | "crossHeading" | "subheading" => rich.flush(Style::Heading),
        "p" | "content" | "intro" | "wrapUp" | "formula" | "block" => rich.flush(style(open)),
        _ if INLINE.contains(&name) || name == "del" || name == "br" || name == "eol" => {}
        _ => rich.flush(style(open)),
    }
}

fn style(open: &[String]) -> Style {
    let heading = |name: &String| matches!(name.as_str(), "heading" | "crossHeading" | "subheading");
    match open.iter().any(heading) {
        true => Style::Heading,
        false => Style::Body,
    }
}
