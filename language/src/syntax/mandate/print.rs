//! The canonical form of entries, each as one line that may be broken.

use super::ast::{
    Acceptance, AcceptanceScope, Act, Alternative, Bracket, Clause, Date, Details, Figure, FigureEntry, Item,
    Joint, Label, Link, Name, Phrase, Quoted, Statement, TimeUnit, Value,
};
use super::line::Line;

/// A value as it is written.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Name(name) => name_text(name),
        Value::Label(label) => label_text(label),
        Value::Number(value, _) => number_text(*value),
        Value::Percent(value, _) => format!("{}%", number_text(*value)),
        Value::Duration(count, unit, _) => duration_text(*count, *unit),
        Value::Date(date) => date_text(date),
    }
}

/// A phrase as it is written.
pub fn phrase_text(phrase: &Alternative<Phrase>) -> String {
    alternative(phrase, &phrase_line, "").flat()
}

/// A clause as it is written, on one line.
pub fn clause_text(clause: &Clause) -> String {
    clause_line(clause, 0).flat()
}

/// An act with its figure and phrases, on one line.
pub fn item_text(item: &Item) -> String {
    item_line(item).flat()
}

pub(super) fn name_text(name: &Name) -> String {
    if name.quoted { quote(&name.text) } else { name.text.clone() }
}

pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

pub(super) fn label_text(label: &Label) -> String {
    format!("¶{}", label.text)
}

/// With `_` between groups of three digits.
fn number_text(value: i64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

fn duration_text(count: i64, unit: TimeUnit) -> String {
    let word = match unit {
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    };
    format!("{} {word}{}", number_text(count), if count == 1 { "" } else { "s" })
}

fn date_text(date: &Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

pub(super) fn link_line(link: &Link, line: &mut Line) {
    line.group();
    match link {
        Link::AsOf(date) => line.push(format!("as of {}", date_text(date))),
        Link::For(name) => line.push(format!("for {}", name_text(name))),
        Link::Renews(name) => line.push(format!("renews {}", name_text(name))),
        Link::Amends(name) => line.push(format!("amends {}", name_text(name))),
        Link::With(names) => {
            line.push("with");
            commas(line, names.iter().map(|name| single(name_text(name))));
        }
    }
}

pub(super) fn statement_line(statement: &Statement) -> Line {
    let mut line = single(name_text(&statement.word));
    commas(&mut line, statement.values.iter().map(|value| alternative(value, &value_line, ",")));
    words(&mut line, statement.words.as_ref());
    details(&mut line, statement.details.as_ref());
    line
}

pub(super) fn figure_line(figure: &FigureEntry) -> Line {
    let mut line = item_line(&figure.item);
    details(&mut line, figure.details.as_ref());
    words(&mut line, figure.words.as_ref());
    line
}

pub(super) fn acceptance_line(acceptance: &Acceptance) -> Line {
    let mut line = single(format!("accepts {}", name_text(&acceptance.code)));
    match &acceptance.scope {
        AcceptanceScope::Everything => {}
        AcceptanceScope::Label(label) => line.glue(&format!("at {}", label_text(label))),
        AcceptanceScope::Named(name) => line.glue(&format!("for {}", name_text(name))),
    }
    line.group();
    line.push(format!("because {}", quote(&acceptance.reason.text)));
    line
}

/// `width`: of the column of labels.
pub(super) fn clause_line(clause: &Clause, width: usize) -> Line {
    let label = label_text(&clause.label);
    let padding = width.saturating_sub(label.chars().count());
    let mut line = single(format!("{label}{}", " ".repeat(padding)));
    match &clause.verb {
        None => line.glue("rules out"),
        Some(verb) => line.glue_line(alternative(verb, &name_line, ",")),
    }
    commas(&mut line, clause.addressees.iter().map(|name| alternative(name, &name_line, ",")));
    match clause.joint {
        Joint::None => {}
        Joint::To => line.glue("to"),
        Joint::Comprises => line.glue("comprises"),
    }
    for (i, item) in clause.items.iter().enumerate() {
        if i > 0 {
            line.attach(",");
            line.group();
            line.push_grouped(item_line(item));
        } else {
            line.glue_line_grouped(item_line(item));
        }
    }
    details(&mut line, clause.details.as_ref());
    words(&mut line, clause.words.as_ref());
    line
}

fn item_line(item: &Item) -> Line {
    let mut line = Line::default();
    if item.up_to {
        line.push("up to");
    }
    if let Some(figure) = &item.figure {
        line.glue_line(alternative(figure, &figure_word, ","));
    }
    match &item.act {
        Act::Name(name) => line.glue(&name_text(name)),
        Act::Bracket(bracket) => line.glue_line(bracket_line(bracket, &item_line, "")),
    }
    for phrase in &item.phrases {
        let phrase = alternative(phrase, &phrase_line, "");
        line.group();
        line.push_line(phrase);
    }
    line
}

fn phrase_line(phrase: &Phrase) -> Line {
    let mut line = single(phrase.preposition.text.clone());
    commas(&mut line, phrase.values.iter().map(|value| alternative(value, &value_line, ",")));
    line
}

fn value_line(value: &Value) -> Line {
    single(value_text(value))
}

fn name_line(name: &Name) -> Line {
    single(name_text(name))
}

fn figure_word(figure: &Figure) -> Line {
    single(format!("{}{}", number_text(figure.value), if figure.percent { "%" } else { "" }))
}

/// `separator`: what stands between neighbours inside an option.
fn alternative<T>(thing: &Alternative<T>, plain: &dyn Fn(&T) -> Line, separator: &str) -> Line {
    match thing {
        Alternative::Plain(thing) => plain(thing),
        Alternative::Bracket(bracket) => {
            bracket_line(bracket, &|thing| alternative(thing, plain, separator), separator)
        }
    }
}

fn bracket_line<T>(bracket: &Bracket<T>, inner: &dyn Fn(&T) -> Line, separator: &str) -> Line {
    let mut line = Line::default();
    for (i, option) in bracket.options.iter().enumerate() {
        match &bracket.name {
            _ if i > 0 => line.push("|"),
            Some(name) => line.push(format!("[@{}", name.text)),
            None => line.push("["),
        }
        if let Some(head) = proponents(&option.proponents) {
            line.glue(&head);
        }
        for (j, thing) in option.content.iter().enumerate() {
            if j > 0 {
                line.attach(separator);
            }
            if j == 0 {
                line.glue_line(inner(thing));
            } else {
                line.push_line(inner(thing));
            }
        }
    }
    line.glue("]");
    line
}

/// `France, Niger:`.
pub(super) fn proponents(names: &[Name]) -> Option<String> {
    let names: Vec<_> = names.iter().map(name_text).collect();
    (!names.is_empty()).then(|| format!("{}:", names.join(", ")))
}

/// The first stays with the word before it.
fn commas(line: &mut Line, things: impl Iterator<Item = Line>) {
    for (i, thing) in things.enumerate() {
        if i == 0 {
            line.glue_line(thing);
        } else {
            line.attach(",");
            line.push_line(thing);
        }
    }
}

fn details(line: &mut Line, details: Option<&Details>) {
    let Some(details) = details else { return };
    line.group();
    line.push("{");
    for (i, detail) in details.details.iter().enumerate() {
        let mut words = vec![name_text(&detail.head)];
        words.extend(detail.values.iter().map(value_text));
        if i == 0 {
            line.glue(&words.join(" "));
        } else {
            line.attach(",");
            line.push(words.join(" "));
        }
    }
    line.glue("}");
}

fn words(line: &mut Line, words: Option<&Quoted>) {
    if let Some(words) = words {
        line.group();
        line.push(quote(&words.text));
    }
}

fn single(text: String) -> Line {
    let mut line = Line::default();
    line.push(text);
    line
}
