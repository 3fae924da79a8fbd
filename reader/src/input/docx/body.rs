//! The paragraphs of a Word document, with automatic numbers written out and tracked changes settled.

use super::super::rich::Rich;
use super::super::xml::{Element, Node, Xml};
use super::super::{Problem, Source, Style};
use super::numbering::{Numbering, Place};
use crate::Options;
use crate::document::Kind;

/// Elements whose content is no text, or was there before a change of looks, or says the same again.
const LEFT_OUT: [&str; 8] = [
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "numberingChange",
    "Fallback",
    "instrText",
    "delInstrText",
];

/// A paragraph being read.
#[derive(Default)]
struct Para {
    text: String,
    place: Place,
    /// Its end was deleted (or, for the text as it was, inserted): the next paragraph goes on where it stops.
    runs_on: bool,
}

struct Body<'o> {
    options: &'o Options,
    numbering: Numbering,
    rich: Rich,
    open: Vec<String>,
    paras: Vec<Para>,
    carry: Option<Para>,
    hidden: bool,
}

pub fn read(text: &str, numbering: Numbering, options: &Options) -> Result<Source, Problem> {
    let mut body = Body {
        options,
        numbering,
        rich: Rich::default(),
        open: Vec::new(),
        paras: Vec::new(),
        carry: None,
        hidden: false,
    };
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(element) => {
                let name = element.name();
                if body.leaves_out(&name) {
                    xml.skip()?;
                    continue;
                }
                body.begin(&name, &element);
                body.open.push(name);
            }
            Node::Close => {
                if let Some(name) = body.open.pop() {
                    body.end(&name);
                }
            }
            Node::Text(words) => body.words(&words),
        }
    }
    if let Some(para) = body.carry.take() {
        body.write(para);
    }
    if body.rich.len() == 0 {
        return Err(
            Problem::new("the Word document has no text").help("is the text a picture, or in a text box?")
        );
    }
    Ok(body.rich.finish(Kind::Word))
}

impl Body<'_> {
    /// Whether a mark of a tracked change stands in the properties of a paragraph or run.
    fn in_properties(&self) -> bool {
        self.open.iter().rev().any(|name| matches!(name.as_str(), "pPr" | "rPr" | "trPr"))
    }

    fn leaves_out(&self, name: &str) -> bool {
        let change = match self.options.original {
            true => matches!(name, "ins" | "moveTo"),
            false => matches!(name, "del" | "moveFrom"),
        };
        LEFT_OUT.contains(&name) || (change && !self.in_properties())
    }

    fn begin(&mut self, name: &str, element: &Element) {
        let value = || element.attribute("val").unwrap_or_default();
        match name {
            "p" => self.paras.push(Para::default()),
            "r" => self.hidden = false,
            "pStyle" => self.para(|para| para.place.style = Some(value())),
            "numId" => self.para(|para| para.place.list = Some(value())),
            "ilvl" => self.para(|para| para.place.level = value().parse().ok()),
            "vanish" => {
                let on = !matches!(element.attribute("val").as_deref(), Some("0" | "false"));
                self.hidden |= on && !self.open.iter().any(|name| name == "pPr");
            }
            "del" | "moveFrom" if !self.options.original => self.run_on(),
            "ins" | "moveTo" if self.options.original => self.run_on(),
            "tab" if !self.in_properties() => self.words_in("\t"),
            "br" | "cr" => self.words_in(" "),
            "noBreakHyphen" => self.words_in("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if name != "p" {
            return;
        }
        let Some(mut para) = self.paras.pop() else { return };
        if let Some(before) = self.carry.take() {
            para.text.insert_str(0, &before.text);
            if !before.text.trim().is_empty() {
                // The paragraph that remains looks like the first of the two, unless the first was empty.
                para.place = before.place;
            }
        }
        match para.runs_on && self.paras.is_empty() {
            true => self.carry = Some(para),
            false => self.write(para),
        }
    }

    fn words(&mut self, words: &str) {
        match self.open.last().map(String::as_str) {
            Some("t") => self.words_in(words),
            Some("delText") if self.options.original => self.words_in(words),
            _ => {}
        }
    }

    fn words_in(&mut self, words: &str) {
        if !self.hidden {
            self.para(|para| para.text.push_str(words));
        }
    }

    fn para(&mut self, change: impl FnOnce(&mut Para)) {
        if let Some(para) = self.paras.last_mut() {
            change(para);
        }
    }

    /// The end of the paragraph is itself part of a tracked change.
    fn run_on(&mut self) {
        let mark = self.open.last().is_some_and(|name| name == "rPr");
        if mark && self.open.iter().any(|name| name == "pPr") {
            self.para(|para| para.runs_on = true);
        }
    }

    fn write(&mut self, para: Para) {
        if para.text.trim().is_empty() {
            return;
        }
        if let Some(number) = self.numbering.number(&para.place) {
            self.rich.push(&number);
            self.rich.push("\t");
        }
        self.rich.push(&para.text);
        let heading = para.place.style.as_deref().is_some_and(|style| self.numbering.is_heading(style));
        self.rich.flush(if heading { Style::Heading } else { Style::Body });
    }
}
