//! From the parser's flat pairs to syntax trees.

mod flat;
mod item;
mod line;
mod literal;
mod vocabulary;

use pest::iterators::{Pair, Pairs};

use super::ast::{Binder, Name, Words};
use super::grammar::Rule;
use crate::source::{Diagnostic, FileId, Span};

/// Turns pairs into trees; what the grammar lets pass and still makes no sense is told.
pub(super) struct Reader {
    file: FileId,
    /// Where the text that was parsed begins in the file.
    base: usize,
    /// What there is to tell.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reader {
    /// A reader of a text that begins at byte `base` of `file`.
    pub(super) fn new(file: FileId, base: usize) -> Self {
        Reader { file, base, diagnostics: Vec::new() }
    }

    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        Span::new(self.file, self.base + span.start(), self.base + span.end())
    }

    fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    fn words(&self, pair: &Pair<'_, Rule>) -> Words {
        let raw = pair.as_str();
        let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        Words { text: plain(inside), span: self.span(pair) }
    }

    /// All that follow, as names.
    fn names(&self, pairs: Pairs<'_, Rule>) -> Vec<Name> {
        pairs.map(|pair| self.name(&pair)).collect()
    }

    /// The strings among what follows.
    fn strings(&self, pairs: Pairs<'_, Rule>) -> Vec<Words> {
        pairs.filter(|pair| pair.as_rule() == Rule::string).map(|pair| self.words(&pair)).collect()
    }

    fn binder(&self, pair: Pair<'_, Rule>) -> Option<Binder> {
        let span = self.span(&pair);
        let mut sorts = self.names(pair.into_inner());
        let name = sorts.pop()?;
        Some(Binder { sorts, name, span })
    }
}

/// A string's own words: no backslashes, and a line end with its indentation is one space.
fn plain(inside: &str) -> String {
    if !inside.contains(['\\', '\n']) {
        return inside.to_owned();
    }
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '\n' => {
                text.truncate(text.trim_end().len());
                text.push(' ');
                let rest = chars.as_str();
                chars = rest.trim_start().chars();
            }
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn strings_lose_backslashes_and_line_ends() {
        assert_eq!(plain(r#"say \"yes\" \\ no"#), r#"say "yes" \ no"#);
        assert_eq!(plain("one  \n     two\n three"), "one two three");
    }
}
