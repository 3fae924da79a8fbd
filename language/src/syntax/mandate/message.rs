//! What to say about a text that cannot be read: what was expected, what stands there, what to do.

use super::ast::BlockKind;
use super::grammar::{Rule, failure};
use super::outline::near_keyword;
use super::scan::{Kind, Token};
use super::words::{is_joint, is_label, is_preposition};
use crate::source::{Diagnostic, FileId, Span};

pub(super) fn unknown_block(span: Span, word: &str) -> Diagnostic {
    let problem = Diagnostic::error(span, format!("`{word}` does not begin a block"));
    match near_keyword(word) {
        Some(kind) => problem.label("misspelt?").help(format!("did you mean `{}`?", kind.keyword())),
        None => {
            let words: Vec<_> = BlockKind::ALL.iter().map(|kind| format!("`{}`", kind.keyword())).collect();
            problem.label("not a block").help(format!(
                "blocks begin with {}; an entry belongs between the braces of one",
                listed(&words)
            ))
        }
    }
}

pub(super) fn stray_bar(span: Span) -> Diagnostic {
    Diagnostic::error(span, "this `|` stands outside brackets")
        .help("`|` separates the options of a bracket: `[ France: … | Russia: … ]`")
}

pub(super) fn empty_bracket(span: Span) -> Diagnostic {
    Diagnostic::error(span, "this bracket says nothing in any of its options")
        .help("write the text that is in dispute between `[` and `]`")
}

pub(super) fn late_choice_name(span: Span) -> Diagnostic {
    Diagnostic::error(span, "the name of a choice stands right after `[`")
        .help("name the bracket once: `[@name … | …]`")
}

/// A stretch of tokens that the grammar refused.
pub(super) fn syntax_error(
    file: FileId,
    text: &str,
    tokens: &[Token],
    error: &pest::error::Error<Rule>,
    end: &str,
) -> Diagnostic {
    let base = tokens.first().map_or(0, |token| token.start as usize);
    let (offset, wanted) = failure(error);
    let at = base + offset;
    let written = |token: &Token| text.get(token.start as usize..token.end as usize).unwrap_or_default();
    let index = tokens.partition_point(|token| (token.end as usize) <= at);
    let found = tokens.get(index);
    let before = index.checked_sub(1).and_then(|i| tokens.get(i));

    if let Some(token) = found.filter(|token| token.kind == Kind::Label && !is_label(written(token))) {
        let span = Span::new(file, token.start as usize, token.end as usize);
        return Diagnostic::error(span, format!("`{}` is no paragraph", written(token)))
            .help("paragraphs are written `¶16`, `¶16(a)(i)`, `¶17bis`");
    }
    let (span, what) = match found {
        Some(token) => {
            (Span::new(file, token.start as usize, token.end as usize), shown(token, written(token)))
        }
        None => {
            let at = before.map_or(base, |token| token.end as usize);
            let start = before.map_or(base, |token| token.start as usize);
            (Span::new(file, start, at), end.to_owned())
        }
    };
    let after = before.map(|before| format!(" after {}", shown(before, written(before)))).unwrap_or_default();
    let message = match wanted.as_slice() {
        [] if after.is_empty() => format!("{what} cannot begin an entry"),
        [] => format!("{what} cannot stand{after}"),
        wanted => format!("expected {}{after}, found {what}", listed(wanted)),
    };
    let label = if found.is_some() { "not expected here" } else { "something is missing after this" };
    let mut problem = Diagnostic::error(span, message).label(label);
    problem.help = found.map(|token| advice(token, written(token), tokens)).unwrap_or_default();
    problem
}

fn shown(token: &Token, written: &str) -> String {
    match token.kind {
        Kind::Text => "words in quotes".to_owned(),
        _ => format!("`{written}`"),
    }
}

/// What may have been meant.
fn advice(token: &Token, written: &str, tokens: &[Token]) -> String {
    let begins_with_word = tokens.first().is_some_and(|first| first.kind == Kind::Word);
    let advice = match token.kind {
        Kind::Number if written.matches('-').count() == 2 => "dates are written `2013-04-25`",
        Kind::Number if written.contains('.') => "numbers are whole; thousands are separated by `_`",
        Kind::Number => "a number stands by itself: `11_200`, `90%`, `60 days`",
        Kind::Word if begins_with_word && is_joint(written) => {
            "a clause begins with its paragraph: `¶1 decides mission to …`"
        }
        Kind::Word if is_joint(written) || is_preposition(written) => {
            "this word has a place of its own; used as a name it needs quotes"
        }
        Kind::BracketOpen => "brackets stand around entries, words and phrases, not inside braces",
        Kind::Bar => "`|` separates the options of a bracket",
        Kind::Colon => "`:` stands after the proponents of an option only",
        Kind::Other if matches!(written, "“" | "”" | "„" | "«" | "»") => {
            "use straight quotation marks"
        }
        Kind::Other if written == ";" => "use `,` between details, and a new line between entries",
        Kind::Other if matches!(written, "–" | "—") => "use a plain hyphen",
        Kind::Other if written == "/" || written == "*" => "comments begin with `#`",
        _ => "",
    };
    advice.to_owned()
}

/// `a, b or c`.
fn listed<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<_> = init.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", init.join(", "), last.as_ref())
        }
    }
}
