//! Automatic numbers: what Word would print in front of a paragraph of a list.

use std::collections::HashMap;

use super::super::Problem;
use super::super::xml::{Element, Node, Xml};
use crate::numerals;

/// Lists have levels 0 to 8.
const LEVELS: usize = 9;
/// Lists past this number are not read.
const MAX_LISTS: usize = 5_000;

/// How one level of a list counts.
#[derive(Clone, Debug)]
struct Level {
    format: String,
    text: String,
    start: u32,
    /// After which level's number it starts again; nothing: after any above it; zero: never.
    restart: Option<usize>,
    /// The paragraph style that means this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level { format: "decimal".to_owned(), text: String::new(), start: 1, restart: None, style: None }
    }
}

/// A list definition.
#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: [Level; LEVELS],
    /// The numbering style that it stands for, and the one it points to.
    defines: Option<String>,
    link: Option<String>,
}

/// A list in use.
#[derive(Clone, Debug, Default)]
struct List {
    base: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// A paragraph style.
#[derive(Clone, Debug, Default)]
struct Look {
    parent: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    heading: bool,
}

/// The lists and styles of a document, and how far each list has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Look>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own start has been applied.
    started: HashMap<(String, usize), bool>,
}

/// What a paragraph says of its list.
#[derive(Clone, Debug, Default)]
pub struct Place {
    pub style: Option<String>,
    pub list: Option<String>,
    pub level: Option<usize>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read_lists(&mut self, text: &str) -> Result<(), Problem> {
        let mut xml = Xml::new(text);
        let mut at = Cursor::default();
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) => {
                    let name = element.name();
                    self.list_element(&name, &element, &mut at);
                    at.open.push(name);
                }
                Node::Close => {
                    if at.open.pop().as_deref() == Some("lvlOverride") {
                        at.replaced = None;
                    }
                }
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn list_element(&mut self, name: &str, element: &Element, at: &mut Cursor) {
        let value = || element.attribute("val").unwrap_or_default();
        match name {
            "abstractNum" => {
                at.base = element.attribute("abstractNumId").unwrap_or_default();
                at.list = None;
                if self.abstracts.len() < MAX_LISTS {
                    self.abstracts.insert(at.base.clone(), Abstract::default());
                }
            }
            "num" => {
                let id = element.attribute("numId").unwrap_or_default();
                if self.lists.len() < MAX_LISTS {
                    self.lists.insert(id.clone(), List::default());
                }
                at.list = Some(id);
            }
            "abstractNumId" => {
                if let Some(list) = at.list.as_ref().and_then(|id| self.lists.get_mut(id)) {
                    list.base = value();
                }
            }
            "styleLink" | "numStyleLink" => {
                if let Some(base) = self.abstracts.get_mut(&at.base) {
                    let field = if name == "styleLink" { &mut base.defines } else { &mut base.link };
                    *field = Some(value());
                }
            }
            "lvlOverride" => at.replaced = level_number(element),
            "startOverride" => {
                if let (Some(list), Some(level)) =
                    (at.list.as_ref().and_then(|id| self.lists.get_mut(id)), at.replaced)
                {
                    list.starts.insert(level, value().parse().unwrap_or(1));
                }
            }
            "lvl" => at.level = level_number(element).unwrap_or(0),
            _ => {
                if let Some(level) = self.level_at(at) {
                    set(level, name, &value());
                }
            }
        }
    }

    fn level_at(&mut self, at: &Cursor) -> Option<&mut Level> {
        if at.open.last().map(String::as_str) != Some("lvl") {
            return None;
        }
        match &at.list {
            Some(id) => Some(self.lists.get_mut(id)?.levels.entry(at.level).or_default()),
            None => self.abstracts.get_mut(&at.base)?.levels.get_mut(at.level),
        }
    }

    /// Reads `styles.xml`.
    pub fn read_styles(&mut self, text: &str) -> Result<(), Problem> {
        let mut xml = Xml::new(text);
        let mut id = String::new();
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            let value = || element.attribute("val").unwrap_or_default();
            match element.name().as_str() {
                "style" => id = element.attribute("styleId").unwrap_or_default(),
                "pPrChange" | "rPrChange" => {
                    xml.skip()?;
                    continue;
                }
                "basedOn" => self.styles.entry(id.clone()).or_default().parent = Some(value()),
                "numId" => self.styles.entry(id.clone()).or_default().list = Some(value()),
                "ilvl" => self.styles.entry(id.clone()).or_default().level = value().parse().ok(),
                "name" => {
                    let name = value().to_ascii_lowercase();
                    self.styles.entry(id.clone()).or_default().heading =
                        name.starts_with("heading") || name == "title";
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a style is a heading's.
    pub fn is_heading(&self, style: &str) -> bool {
        self.styles.get(style).is_some_and(|look| look.heading)
    }

    /// The number in front of a paragraph, counted on; nothing where it has none.
    pub fn number(&mut self, place: &Place) -> Option<String> {
        let (id, level) = self.resolve(place)?;
        let list = self.lists.get(&id)?.clone();
        let base = self.base(&list.base)?;
        let levels: Vec<Level> = base
            .levels
            .iter()
            .enumerate()
            .map(|(i, inherited)| list.levels.get(&i).unwrap_or(inherited).clone())
            .collect();
        let own = levels.get(level)?;
        let start = list.starts.get(&level).copied();
        let fresh = start.is_some() && self.started.insert((id, level), true).is_none();
        let counts = self.counts.entry(list.base.clone()).or_default();
        let slot = counts.get_mut(level)?;
        *slot = Some(match (fresh, start, *slot) {
            (true, Some(start), _) => start,
            (_, _, Some(before)) => before.saturating_add(1),
            (_, _, None) => start.unwrap_or(own.start),
        });
        for (deeper, slot) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = levels.get(deeper).and_then(|level| level.restart);
            if restart != Some(0) && restart.is_none_or(|after| level < after) {
                *slot = None;
            }
        }
        let counts = *counts;
        if own.format == "bullet" {
            return Some("–".to_owned());
        }
        let text = fill(&own.text, &levels, &counts);
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    }

    /// Which list and level a paragraph belongs to: by itself, or by its style.
    fn resolve(&self, place: &Place) -> Option<(String, usize)> {
        let (mut list, mut level) = (place.list.clone(), place.level);
        let mut style = place.style.clone();
        for _ in 0..32 {
            let Some(look) = style.as_ref().and_then(|id| self.styles.get(id)) else { break };
            if list.is_none() && look.list.is_some() {
                list = look.list.clone();
                level = level
                    .or(look.level)
                    .or_else(|| self.level_of_style(list.as_ref()?, place.style.as_ref()?));
            }
            style = look.parent.clone();
        }
        let list = list.filter(|id| id != "0")?;
        Some((list, level.unwrap_or(0).min(LEVELS - 1)))
    }

    /// The level that is tied to a paragraph style.
    fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let base = self.base(&self.lists.get(list)?.base)?;
        base.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// A list definition, through the numbering style that it may point to.
    fn base(&self, id: &str) -> Option<&Abstract> {
        let found = self.abstracts.get(id)?;
        match &found.link {
            Some(link) => {
                self.abstracts.values().find(|other| other.defines.as_ref() == Some(link)).or(Some(found))
            }
            None => Some(found),
        }
    }
}

/// Where in `numbering.xml` the reader is.
#[derive(Default)]
struct Cursor {
    open: Vec<String>,
    base: String,
    list: Option<String>,
    replaced: Option<usize>,
    level: usize,
}

fn level_number(element: &Element) -> Option<usize> {
    element.attribute("ilvl").and_then(|value| value.parse().ok()).filter(|level| *level < LEVELS)
}

fn set(level: &mut Level, name: &str, value: &str) {
    match name {
        "numFmt" => level.format = value.to_owned(),
        "lvlText" => level.text = value.to_owned(),
        "start" => level.start = value.parse().unwrap_or(1),
        "lvlRestart" => level.restart = value.parse().ok(),
        "pStyle" => level.style = Some(value.to_owned()),
        _ => {}
    }
}

/// Puts the counts into a pattern such as `%1.` or `(%2)`.
fn fill(pattern: &str, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    let mut text = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let Some(digit) = (c == '%').then(|| chars.next().and_then(|next| next.to_digit(10))).flatten()
        else {
            text.push(c);
            continue;
        };
        let at = (digit as usize).saturating_sub(1);
        if let (Some(level), Some(count)) = (levels.get(at), counts.get(at)) {
            text.push_str(&shape(&level.format, count.unwrap_or(level.start)));
        }
    }
    text
}

fn shape(format: &str, number: u32) -> String {
    match format {
        "lowerLetter" => numerals::letters(number),
        "upperLetter" => numerals::letters(number).to_uppercase(),
        "lowerRoman" => numerals::roman(number),
        "upperRoman" => numerals::roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}
