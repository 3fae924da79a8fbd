//! Web pages: the text of their blocks, with list numbers as a browser would show them.

use html5gum::{State, Token, Tokenizer};

use super::rich::Rich;
use super::{Problem, Source, Style};
use crate::Options;
use crate::document::Kind;
use crate::numerals;

/// Elements whose content is no text.
const LEFT_OUT: [&[u8]; 8] =
    [b"script", b"style", b"head", b"noscript", b"template", b"svg", b"nav", b"footer"];
/// Elements that stand in the running text.
const INLINE: [&[u8]; 26] = [
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"dfn", b"em", b"font", b"i", b"ins", b"kbd",
    b"mark", b"q", b"s", b"del", b"small", b"span", b"strong", b"sub", b"sup", b"time", b"u", b"var", b"wbr",
];

/// A list that is open.
struct List {
    ordered: bool,
    style: u8,
    next: i64,
}

/// What is being read.
#[derive(Default)]
struct Page {
    rich: Rich,
    lists: Vec<List>,
    /// Name and depth of the element that is being left out.
    hidden: Option<(Vec<u8>, usize)>,
    preformatted: usize,
    heading: bool,
    /// The line holds a list number and nothing else.
    waiting: bool,
}

pub fn read(text: &str, options: &Options) -> Result<Source, Problem> {
    let mut page = Page::default();
    let mut tokens = Tokenizer::new(text);
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::StartTag(tag) => {
                let name: &[u8] = &tag.name;
                let raw =
                    matches!(name, b"script" | b"style" | b"title" | b"textarea" | b"iframe" | b"noembed");
                let attribute = |key: &[u8]| {
                    tag.attributes
                        .iter()
                        .find(|(k, _)| k.as_slice() == key)
                        .map(|(_, v)| String::from_utf8_lossy(v).into_owned())
                };
                page.open(name, tag.self_closing, &attribute, options);
                if raw && !tag.self_closing {
                    tokens.set_state(State::ScriptData);
                }
            }
            Token::EndTag(tag) => page.close(&tag.name),
            Token::String(words) => page.words(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    if page.rich.len() == 0 {
        return Err(Problem::new("the page has no text").help("save the page whole, with its text"));
    }
    Ok(page.rich.finish(Kind::Html))
}

impl Page {
    fn open(
        &mut self,
        name: &[u8],
        closed: bool,
        attribute: &dyn Fn(&[u8]) -> Option<String>,
        options: &Options,
    ) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden.as_slice() == name && !closed);
            return;
        }
        let dropped: &[&[u8]] = if options.original { &[b"ins"] } else { &[b"del", b"s", b"strike"] };
        let page =
            name == b"div" && attribute(b"title").is_some_and(|title| title == "footer" || title == "header");
        if (LEFT_OUT.contains(&name) || dropped.contains(&name) || page) && !closed {
            self.hidden = Some((name.to_vec(), 1));
            return;
        }
        match name {
            b"br" => self.rich.flush(self.style()),
            b"ol" | b"ul" => {
                self.rich.flush(self.style());
                self.lists.push(list(name == b"ol", attribute, self.lists.len()));
            }
            b"li" => self.item(attribute(b"value").and_then(|value| value.trim().parse().ok())),
            b"p" | b"div" if self.waiting => {}
            b"pre" => {
                self.rich.flush(self.style());
                self.preformatted += 1;
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.rich.flush(self.style());
                self.heading = true;
            }
            b"td" | b"th" => self.rich.push("\t"),
            b"img" | b"input" => {}
            _ if INLINE.contains(&name) => {}
            _ => self.rich.flush(self.style()),
        }
    }

    fn close(&mut self, name: &[u8]) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden.as_slice() == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        match name {
            b"ol" | b"ul" => {
                self.rich.flush(self.style());
                self.lists.pop();
            }
            b"pre" => {
                self.rich.flush(self.style());
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.rich.flush(Style::Heading);
                self.heading = false;
            }
            b"td" | b"th" => {}
            _ if INLINE.contains(&name) => {}
            _ => self.rich.flush(self.style()),
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden.is_some() {
            return;
        }
        self.waiting &= words.trim().is_empty();
        if self.preformatted == 0 {
            self.rich.push(words);
            return;
        }
        for (i, line) in words.split('\n').enumerate() {
            if i > 0 {
                self.rich.flush(Style::Body);
            }
            self.rich.push(line);
        }
    }

    /// A list item begins: its number is written out.
    fn item(&mut self, value: Option<i64>) {
        self.rich.flush(self.style());
        let depth = self.lists.len();
        if let Some(list) = self.lists.last_mut() {
            let number = value.unwrap_or(list.next);
            list.next = number.saturating_add(1);
            let marker = list.marker(number, depth);
            self.rich.push(&marker);
            self.rich.push("\t");
            self.waiting = true;
        }
    }

    fn style(&self) -> Style {
        match self.heading {
            true => Style::Heading,
            false => Style::Body,
        }
    }
}

/// How a list counts: its `type`, or the style that stands for it.
fn list(ordered: bool, attribute: &dyn Fn(&[u8]) -> Option<String>, depth: usize) -> List {
    let css = attribute(b"style").unwrap_or_default().to_ascii_lowercase();
    let by_css = [("lower-alpha", b'a'), ("lower-latin", b'a'), ("lower-roman", b'i'), ("upper-alpha", b'A')]
        .iter()
        .find(|(name, _)| css.contains(name))
        .map(|(_, style)| *style);
    let style = attribute(b"type").and_then(|value| value.bytes().next()).or(by_css).unwrap_or(b'1');
    let next = attribute(b"start").and_then(|value| value.trim().parse().ok()).unwrap_or(1);
    // A list within a list that says nothing of itself counts `(1)`, so that it is not taken for paragraphs.
    List { ordered, style: if depth > 0 && style == b'1' { b'(' } else { style }, next }
}

impl List {
    fn marker(&self, number: i64, depth: usize) -> String {
        let number = u32::try_from(number).unwrap_or(0);
        match (self.ordered, self.style) {
            (false, _) => "–".to_owned(),
            (true, b'a') => format!("({})", numerals::letters(number)),
            (true, b'A') => format!("{}.", numerals::letters(number).to_uppercase()),
            (true, b'i') => format!("({})", numerals::roman(number)),
            (true, b'I') => format!("{}.", numerals::roman(number).to_uppercase()),
            (true, b'(') => format!("({number})"),
            (true, _) if depth > 1 => format!("({number})"),
            (true, _) => format!("{number}."),
        }
    }
}
