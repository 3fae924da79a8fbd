//! The scaffold of a report: head, contents, sections, legend.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::parts::{Ids, Mark, mark};

const STYLE: &str = include_str!("style.css");
/// Nothing may be loaded and nothing run, even if something got past the escaping.
const NOTHING_ELSE: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A report in the making.
///
/// ```
/// use maud::html;
/// use penholder::reports::html::Page;
///
/// let mut page = Page::new("Comparison", "Two drafts");
/// page.fact("pack", "sebastian-2015");
/// page.section("What differs", html! { p { "Nothing." } });
/// assert!(page.render().starts_with("<!DOCTYPE html>"));
/// ```
#[derive(Debug)]
pub struct Page {
    kind: String,
    title: String,
    facts: Vec<(String, String)>,
    lead: Markup,
    sections: Vec<Section>,
    ids: Ids,
}

#[derive(Debug)]
struct Section {
    id: String,
    title: String,
    level: u8,
    body: Markup,
}

impl Page {
    /// A page of a `kind` (what was done: `Check`, `Comparison`) with a title (of what).
    pub fn new(kind: impl Into<String>, title: impl Into<String>) -> Self {
        let mut ids = Ids::default();
        ids.take("report");
        Page {
            kind: kind.into(),
            title: title.into(),
            facts: Vec::new(),
            lead: Markup::default(),
            sections: Vec::new(),
            ids,
        }
    }

    /// A line under the title: what it is, and the value.
    pub fn fact(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.facts.push((key.into(), value.into()));
    }

    /// What stands between the title and the first section: the result in one glance.
    pub fn lead(&mut self, lead: Markup) {
        self.lead = lead;
    }

    /// The names in use; parts that need one take it from here.
    pub fn ids(&mut self) -> &mut Ids {
        &mut self.ids
    }

    /// A section, which the contents list. An empty body makes none.
    pub fn section(&mut self, title: impl Into<String>, body: Markup) {
        self.add(2, title.into(), body);
    }

    /// A section inside the last one; the contents do not list it.
    pub fn subsection(&mut self, title: impl Into<String>, body: Markup) {
        self.add(3, title.into(), body);
    }

    fn add(&mut self, level: u8, title: String, body: Markup) {
        if !body.0.is_empty() {
            let id = self.ids.take(&title);
            self.sections.push(Section { id, title, level, body });
        }
    }

    /// The file, as text. Control characters and marks that turn the direction of text show as `�`.
    pub fn render(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(NOTHING_ELSE);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content="penholder";
                    meta name="referrer" content="no-referrer";
                    title { (self.title) " – " (self.kind) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a class="skip" href="#report" { "Skip to the report" }
                    header class="page" { (self.head()) }
                    main id="report" {
                        @for section in &self.sections { (section.render()) }
                    }
                    footer class="page" { div { (legend()) } }
                }
            }
        };
        visible(page.0)
    }

    fn head(&self) -> Markup {
        let listed: Vec<&Section> = self.sections.iter().filter(|section| section.level == 2).collect();
        html! {
            p class="kind" { (self.kind) }
            h1 { (self.title) }
            @if !self.facts.is_empty() {
                dl class="facts" {
                    @for (key, value) in &self.facts { div { dt { (key) } dd { (value) } } }
                }
            }
            (self.lead)
            @if listed.len() > 1 {
                nav class="contents" aria-label="Contents" {
                    ul { @for section in listed { li { a href={ "#" (section.id) } { (section.title) } } } }
                }
            }
        }
    }
}

impl Section {
    fn render(&self) -> Markup {
        html! {
            @if self.level == 2 { h2 id=(self.id) { (self.title) } } @else { h3 id=(self.id) { (self.title) } }
            (self.body)
        }
    }
}

fn legend() -> Markup {
    let marks = [
        Mark::Error,
        Mark::Warning,
        Mark::Note,
        Mark::Met,
        Mark::Accepted,
        Mark::NotAssessed,
        Mark::NotArising,
    ];
    html! {
        ul class="legend" aria-label="Marks" {
            @for shown in marks { li { (mark(shown)) " " (shown.word()) } }
        }
        p {
            "Made by penholder. A finding is a place where a rule of the pack asks for more than the draft gives; \
             whether it matters is for the drafter to judge. Nothing was sent anywhere to make this page, \
             and reading it loads nothing."
        }
    }
}

/// A text without what could hide something: control characters, and marks that turn the direction of text.
fn visible(text: String) -> String {
    let hidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(hidden) { text.replace(hidden, "\u{fffd}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_something_is_shown() {
        let mut page = Page::new("K", "a\u{0}b\u{1b}[2J\u{202e}c<script>");
        page.section("One", html! { p { "x\u{7}" } });
        let text = page.render();
        assert!(text.contains("a\u{fffd}b\u{fffd}[2J\u{fffd}c&lt;script&gt;"), "{text}");
        assert!(text.contains("x\u{fffd}") && !text.contains("<script"));
    }

    #[test]
    fn sections_of_one_name_have_names_of_their_own() {
        let mut page = Page::new("K", "T");
        page.section("One & two", html! { p { "a" } });
        page.section("One & two", html! { p { "b" } });
        page.section("None", Markup::default());
        let text = page.render();
        assert!(text.contains("id=\"one-two\"") && text.contains("href=\"#one-two-2\""), "{text}");
        assert!(!text.contains("None"));
    }
}
