//! XML, an event at a time: bounded in depth, and no entity is expanded but the five that XML has.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Problem;

/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 256;

/// What comes next.
pub enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The innermost element ends.
    Close,
    /// Words.
    Text(String),
}

/// The beginning of an element.
pub struct Element<'a> {
    tag: BytesStart<'a>,
}

impl Element<'_> {
    /// Its name, without a prefix.
    pub fn name(&self) -> String {
        self.tag.local_name().as_ref().to_owned()
    }

    /// The value of an attribute, named without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self.tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
        let raw = found.value.into_owned();
        Some(quick_xml::escape::unescape(&raw).map(|value| value.into_owned()).unwrap_or(raw))
    }
}

/// An XML text being read.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0 }
    }

    /// The next node; nothing at the end.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Problem> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.broken(&error.to_string()))?;
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Problem::new(format!("the XML is nested more than {MAX_DEPTH} deep"))
                            .help("no document looks like that; write the file anew with the program that made it"));
                    }
                    return Ok(Some(Node::Open(Element { tag })));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::Close));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.to_string()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.to_string()))),
                Event::GeneralRef(name) => {
                    return Ok(Some(Node::Text(reference(&name))));
                }
                Event::DocType(text) => {
                    if text.contains('[') {
                        return Err(Problem::new(
                            "the XML declares entities of its own, which are not expanded",
                        )
                        .help("write the file without the declarations between `<!DOCTYPE … [` and `]>`"));
                    }
                }
                Event::Eof if self.depth > 0 => return Err(self.broken("it ends in the middle")),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Skips to the end of the element that was just opened.
    pub fn skip(&mut self) -> Result<(), Problem> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn broken(&self, why: &str) -> Problem {
        Problem::new(format!("the XML is broken at byte {}: {why}", self.reader.buffer_position()))
            .help("the file may be cut short; write it anew with the program that made it")
    }
}

/// What `&name;` stands for. Names that a file would have to declare become a space.
fn reference(name: &str) -> String {
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    if let Some(c) = number.and_then(char::from_u32) {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or(" ").to_owned()
}
