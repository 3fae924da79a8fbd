//! Says in plain words where a text stops making sense.

use pest::error::{ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::words::{self, in_name};
use crate::source::{Diagnostic, FileId, Span};

/// What a failed reading of `text`, which begins at byte `base` of the file, has to say.
pub(super) fn about(error: &pest::error::Error<Rule>, file: FileId, base: usize, text: &str) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    // Where nothing is left, the place is the end of what there is, not the blanks after it.
    let end = content_end(text);
    let at = at.min(end);
    let rest = text.get(at..end).unwrap_or_default();
    let found = found(rest);
    let span = Span::new(file, base + at, base + at + found.len());
    if rest.starts_with('"') && !closes(rest) {
        return Diagnostic::error(span, "this string is not closed")
            .label("opens here")
            .help("end it with `\"`; inside a string write `\\\"`");
    }
    let line_start =
        text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default().trim().is_empty();
    let ends = expected.iter().any(|wanted| matches!(wanted, Rule::EOI | Rule::close));
    if line_start && ends && rest.starts_with(char::is_alphabetic) && !words::LINES.contains(&found) {
        return no_line(found, span);
    }
    let shown =
        if found.is_empty() { "something is missing".to_owned() } else { format!("unexpected `{found}`") };
    let mut wanted: Vec<&str> = expected.iter().filter_map(|one| in_words(*one)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Diagnostic::error(span, shown).label("not understood");
    }
    let wanted = listed(wanted.into_iter().map(str::to_owned));
    Diagnostic::error(span, format!("{shown}, expected {wanted}")).label(format!("expected {wanted}"))
}

/// A word with which no line of a rule begins.
pub(super) fn no_line(word: &str, span: Span) -> Diagnostic {
    let told = Diagnostic::error(span, format!("`{word}` does not begin a line")).label("not a known line");
    match words::nearest(word, words::LINES.iter().copied()) {
        Some(near) => told.help(format!("did you mean `{near}`?")),
        None => {
            let lines = listed(words::LINES.iter().map(|line| format!("`{line}`")));
            told.help(format!("lines begin with {lines}"))
        }
    }
}

/// Where a text ends, blanks and comments after it left aside.
fn content_end(text: &str) -> usize {
    let (mut end, mut in_string, mut in_comment, mut escaped) = (0, false, false, false);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => (in_comment, escaped) = (false, false),
            _ if in_comment => continue,
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            '#' if !in_string => in_comment = true,
            _ => {}
        }
        if !c.is_whitespace() && !in_comment {
            end = at + c.len_utf8();
        }
    }
    end
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
        Rule::object => "a variable or a term",
        Rule::of_list => "`of`",
        Rule::number | Rule::literal => "a number",
        Rule::formula | Rule::statement | Rule::group | Rule::named | Rule::every | Rule::condition => {
            "a formula"
        }
        Rule::require | Rule::needs | Rule::partly | Rule::kind | Rule::related => "a formula",
        Rule::level => "`error`, `warning` or `note`",
        Rule::itself | Rule::declared | Rule::counted | Rule::chosen => {
            "`is the … block`, `declared in …`, `counted in …` or `chosen`"
        }
        Rule::EOI => "the next line or item",
        _ => return None,
    })
}
