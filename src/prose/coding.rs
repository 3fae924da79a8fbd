//! Tasks in the words of somebody else's scheme: which code, in which role, in which paragraph.

use penholder_language::model::{TermId, Vocabulary};
use penholder_language::source::Span;
use penholder_reader::Document;

use super::task::Task;

/// One coding of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// The paragraph, short: `16ai`.
    pub paragraph: String,
    /// What the scheme calls the work.
    pub code: String,
    /// What the scheme calls the role; empty where the work has none.
    pub role: String,
    /// The words that name the work.
    pub place: Span,
}

/// The codings of tasks, in reading order, each once.
pub(super) fn codings(
    vocabulary: &Vocabulary,
    document: &Document,
    tasks: &[Task],
    scheme: &str,
) -> Vec<Coding> {
    let mut found: Vec<Coding> = Vec::new();
    for task in tasks {
        let Some(paragraph) = document.operative.get(task.paragraph) else { continue };
        let role = task.role.and_then(|role| codes(vocabulary, role, scheme).into_iter().next());
        for code in codes(vocabulary, task.term, scheme) {
            let coding = Coding {
                paragraph: short_label(&paragraph.label),
                code: code.to_owned(),
                role: role.unwrap_or_default().to_owned(),
                place: paragraph.place(task.range.clone()),
            };
            let same = |other: &Coding| {
                (&other.paragraph, &other.code, &other.role)
                    == (&coding.paragraph, &coding.code, &coding.role)
            };
            if !found.iter().any(same) {
                found.push(coding);
            }
        }
    }
    found
}

/// What a scheme calls a term: what stands beside it, else beside what it is a kind of.
fn codes<'v>(vocabulary: &'v Vocabulary, term: TermId, scheme: &str) -> Vec<&'v str> {
    let Some(term) = vocabulary.term(term) else { return Vec::new() };
    let own: Vec<&str> =
        term.codes.iter().filter(|(known, _)| known == scheme).map(|(_, code)| code.as_str()).collect();
    if own.is_empty() {
        // A term is no kind of itself, so that this ends.
        return term.parents.iter().flat_map(|parent| codes(vocabulary, *parent, scheme)).collect();
    }
    own
}

/// `16(a)(i)` as `16ai`. Figures in brackets are the reader's own, for items without a number, and are left out.
fn short_label(label: &str) -> String {
    let mut parts = label.split('(');
    let mut short = parts.next().unwrap_or_default().to_owned();
    for part in parts.map(|part| part.trim_end_matches(')')) {
        if part.starts_with(|c: char| !c.is_ascii_digit()) {
            short.push_str(part);
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::short_label;

    #[test]
    fn labels_are_shortened() {
        for (label, short) in [("16", "16"), ("16(a)(iv)", "16aiv"), ("25(3)", "25"), ("17bis(b)", "17bisb")]
        {
            assert_eq!(short_label(label), short);
        }
    }
}
