//! Names that a situation tells, so that a text held against it means the same by them.

use penholder_language::model::{Block, TermId};
use penholder_language::syntax::mandate::ast::{Alternative, BlockKind, Detail, File, Node, Value};
use penholder_reader::Document;

use super::known::Named;
use super::names::Known;
use super::schema::Schema;
use super::words::words;

/// Something that a situation declares by a name of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// What it is called there.
    name: String,
    /// What else it may be called: the words beside the name.
    also: Option<String>,
    /// The word that declares it.
    sort: String,
    /// Its kinds.
    kinds: Vec<String>,
}

/// What the situations of a file declare. Names in small letters are handles for the file's author, not for a text.
pub fn given_names(file: &File) -> Vec<GivenName> {
    let situations = file.blocks.iter().filter(|block| block.kind == BlockKind::Situation);
    situations
        .flat_map(|block| &block.entries)
        .filter_map(|entry| {
            let Node::Statement(statement) = &entry.node else { return None };
            let Some(Alternative::Plain(Value::Name(name))) = statement.values.first() else { return None };
            let kinds = statement.details.iter().flat_map(|details| &details.details);
            name.text.starts_with(char::is_uppercase).then(|| GivenName {
                name: name.text.clone(),
                also: statement.words.as_ref().map(|words| words.text.clone()),
                sort: statement.word.text.clone(),
                kinds: kinds
                    .filter(|detail| is_kind(detail))
                    .map(|detail| detail.head.text.clone())
                    .collect(),
            })
        })
        .collect()
}

fn is_kind(detail: &Detail) -> bool {
    detail.values.is_empty()
}

impl GivenName {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.as_deref())
    }

    fn is_called(&self, written: &str) -> bool {
        self.names().any(|name| folded(name) == folded(written))
    }

    /// Its kind; where none is told, any of its sort.
    fn term(&self, schema: &Schema<'_>) -> Option<TermId> {
        let declared = |term: &TermId| schema.declared(*term, Block::Situation);
        let told = self.kinds.iter().filter_map(|kind| schema.vocabulary.term_named(kind));
        let of_sort = |term: &TermId| {
            let sort = declared(term).and_then(|sort| schema.vocabulary.sort(sort));
            sort.is_some_and(|sort| sort.name == self.sort)
        };
        told.filter(of_sort)
            .chain((0..).map(TermId).take(schema.vocabulary.terms.len()).filter(of_sort))
            .next()
    }
}

/// Without capitals, blanks and signs: *Ansar-Dine* is *Ansar Dine*.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Names of the text that the situation has get its spelling; those that the text only uses are known, too.
pub(super) fn recognise(
    found: &mut Vec<Named>,
    given: &[GivenName],
    document: &Document,
    schema: &Schema<'_>,
) {
    for one in given {
        let known = found.iter_mut().find(|named| named.written.iter().any(|written| one.is_called(written)));
        if let Some(known) = known {
            known.name.clone_from(&one.name);
            continue;
        }
        let Some(term) = one.term(schema) else { continue };
        let mut lookup = Known::default();
        one.names().for_each(|name| lookup.add(name, 0));
        let parts = [(true, &document.preamble), (false, &document.operative)];
        let paragraphs = parts.into_iter().flat_map(|(part, list)| list.iter().map(move |one| (part, one)));
        let first = paragraphs.filter_map(|(given, paragraph)| {
            let (_, range) = lookup.find(&words(paragraph.text())).into_iter().next()?;
            Some((given, paragraph, range))
        });
        let Some((given, paragraph, range)) = first.into_iter().next() else { continue };
        let told = paragraph.text().get(range.clone()).unwrap_or_default().to_owned();
        found.push(Named {
            name: one.name.clone(),
            written: one.names().map(str::to_owned).collect(),
            term,
            sort: None,
            stands_for_term: false,
            times: 0,
            at: (paragraph.label.clone(), told, paragraph.place(range)),
            given,
        });
    }
}
