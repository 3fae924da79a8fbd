//! Says in plain words where a text stops making sense.

use pest::error::{ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::words::{self, in_name};
use crate::source::{Diagnostic, FileId, Span};

/// What a failed reading of `text`, which begins at byte `base` of the file, has to say.
pub(super) fn about(
    error: &pest::error::Error<Rule>,
    file: FileId,
    base: usize,
    text: &str,
) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let rest = text.get(at..).unwrap_or_default();
    let found = found(rest);
    let span = Span::new(file, base + at, base + at + found.len());
    if rest.starts_with('"') && !closes(rest) {
        return Diagnostic::error(span, "this string is not closed")
            .label("opens here")
            .help("end it with `\"`; inside a string write `\\\"`");
    }
    let line_start = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default().trim().is_empty();
    let ends = expected.iter().any(|wanted| matches!(wanted, Rule::EOI | Rule::close));
    if line_start && ends && rest.starts_with(char::is_alphabetic) && !words::LINES.contains(&found) {
        let told = Diagnostic::error(span, format!("`{found}` does not begin a line")).label("not a known line");
        return match words::nearest(found, words::LINES.iter().copied()) {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => told.help(format!("lines begin with {}", listed(words::LINES.iter().map(|l| format!("`{l}`"))))),
        };
    }
    let shown = if found.is_empty() { "the text ends here".to_owned() } else { format!("unexpected `{found}`") };
    let mut wanted: Vec<&str> = expected.iter().filter_map(|one| in_words(*one)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Diagnostic::error(span, shown).label("not understood");
    }
    let wanted = listed(wanted.into_iter().map(str::to_owned));
    Diagnostic::error(span, format!("{shown}, expected {wanted}")).label(format!("expected {wanted}"))
}

/// The word, string or sign that a text begins with.
fn found(text: &str) -> &str {
    let length = match text.chars().next() {
        None => 0,
        Some(c) if in_name(c) => text.find(|c| !in_name(c)).unwrap_or(text.len()),
        Some(c) => c.len_utf8(),
    };
    text.get(..length).unwrap_or_default()
}

/// Whether the string that a text begins with is closed, on its line at the latest.
fn closes(text: &str) -> bool {
    let mut escaped = false;
    for c in text.chars().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return true,
            _ => {}
        }
    }
    false
}

fn listed(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    match items.pop() {
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} or {last}", items.join(", ")),
        None => String::new(),
    }
}

/// What to call a rule of the grammar in front of people; nothing where saying it would not help.
fn in_words(of: Rule) -> Option<&'static str> {
    Some(match of {
        Rule::name => "a name",
        Rule::variable | Rule::subject => "a variable (it begins with a capital)",
        Rule::binder | Rule::for_each => "a sort and a variable",
        Rule::parameter => "a variable, a colon and its sorts",
        Rule::string | Rule::asks | Rule::source | Rule::because | Rule::judgement | Rule::remedy => {
            "words in quotation marks"
        }
        Rule::adopting => "words in quotation marks",
        Rule::open => "`{`",
        Rule::close => "`}`",
        Rule::end => "`)`",
        Rule::colon => "`:`",
        Rule::equals => "`=`",
        Rule::when => "`when`",
        Rule::or_say => "`or say`",
        Rule::such => "`where`",
        Rule::operator => "`and`, `or` or a comparison",
        Rule::number | Rule::literal => "a number",
        Rule::formula | Rule::statement | Rule::group | Rule::named | Rule::every | Rule::condition => "a formula",
        Rule::require | Rule::needs | Rule::partly | Rule::kind | Rule::related => "a formula",
        Rule::level => "`error`, `warning` or `note`",
        Rule::itself | Rule::declared | Rule::counted | Rule::chosen => {
            "`is the … block`, `declared in …`, `counted in …` or `chosen`"
        }
        Rule::EOI => "the next line or item",
        _ => return None,
    })
}
