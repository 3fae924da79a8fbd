//! The one canonical form of a mandate file. Comments are kept; printing what was parsed parses to the same.

use super::ast::{Block, Bracket, Comment, Entry, File, Node, Trivia};
use super::line::Line;
use super::parser::parse;
use super::print::{
    acceptance_line, clause_line, figure_line, label_text, link_line, name_text, proponents, quote,
    statement_line,
};
use crate::source::{Diagnostic, FileId, Severity};

/// How far what stands in braces or brackets is indented.
const STEP: usize = 4;

/// Comments at the end of lines stand in one column, unless lines longer than this push them out.
const COMMENT_COLUMN: usize = 80;

/// Labels wider than this do not move the column in which the verbs stand.
const WIDEST_LABEL: usize = 16;

/// The canonical form of a text, or what is wrong with it. The diagnostics point into a file of the default handle.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let (file, problems) = parse(FileId::default(), text);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    Ok(print(&file))
}

/// Prints a tree.
pub fn print(file: &File) -> String {
    let mut text = String::new();
    for (i, block) in file.blocks.iter().enumerate() {
        if i > 0 {
            text.push('\n');
        }
        print_block(block, &mut text);
    }
    for (i, comment) in file.tail.iter().enumerate() {
        if comment.blank_before && (i > 0 || !file.blocks.is_empty()) {
            text.push('\n');
        }
        text.push_str(&comment.text);
        text.push('\n');
    }
    text
}

/// An entry without its comments, on one line.
pub fn entry_text(entry: &Entry) -> String {
    match &entry.node {
        Node::Statement(statement) => statement_line(statement).flat(),
        Node::Figure(figure) => figure_line(figure).flat(),
        Node::Clause(clause) => clause_line(clause, 0).flat(),
        Node::Acceptance(acceptance) => acceptance_line(acceptance).flat(),
        Node::Bracket(bracket) => {
            let options: Vec<String> = bracket
                .options
                .iter()
                .map(|option| option.content.iter().map(entry_text).collect::<Vec<_>>().join(" "))
                .collect();
            format!("[ {} ]", options.join(" | "))
        }
    }
}

fn print_block(block: &Block, text: &mut String) {
    leading(&block.trivia, 0, text);
    let mut header = Line::default();
    header.push(format!("{} {}", block.kind.keyword(), name_text(&block.name)));
    if let Some(title) = &block.title {
        header.group();
        header.push(quote(&title.text));
    }
    block.links.iter().for_each(|link| link_line(link, &mut header));
    header.glue("{");
    text.push_str(&header.fill(0, 2 * STEP));
    text.push('\n');
    print_entries(&block.entries, &block.tail, STEP, text);
    text.push('}');
    trailing(&block.trivia, text);
}

fn print_entries(entries: &[Entry], tail: &[Comment], indent: usize, text: &mut String) {
    let labels = entries.iter().filter_map(|entry| match &entry.node {
        Node::Clause(clause) => Some(label_text(&clause.label).chars().count()),
        _ => None,
    });
    let width = labels.filter(|width| *width <= WIDEST_LABEL).max().unwrap_or(0);
    let mut column = 0;
    for (i, entry) in entries.iter().enumerate() {
        leading(&entry.trivia, indent, text);
        if !follows(entries, i) {
            let run = 1 + (i + 1..entries.len()).take_while(|next| follows(entries, *next)).count();
            let lines = entries.iter().skip(i).take(run).map(|entry| print_entry(entry, indent, width));
            column = lines
                .map(|line| line.chars().count())
                .filter(|width| *width <= COMMENT_COLUMN)
                .max()
                .unwrap_or(0);
        }
        let line = print_entry(entry, indent, width);
        text.push_str(&line);
        if entry.trivia.trailing.is_some() && !line.contains('\n') {
            text.push_str(&" ".repeat(column.saturating_sub(line.chars().count())));
        }
        trailing(&entry.trivia, text);
    }
    comments(tail, indent, text);
}

/// Whether an entry and the one before it end in comments that stand in one column.
fn follows(entries: &[Entry], i: usize) -> bool {
    let commented =
        |entry: &Entry| entry.trivia.trailing.is_some() && !matches!(entry.node, Node::Bracket(_));
    let before = i.checked_sub(1).and_then(|before| entries.get(before));
    entries.get(i).is_some_and(|entry| {
        commented(entry)
            && before.is_some_and(commented)
            && entry.trivia.leading.is_empty()
            && !entry.trivia.blank_before
    })
}

fn print_entry(entry: &Entry, indent: usize, width: usize) -> String {
    match &entry.node {
        Node::Statement(statement) => statement_line(statement).fill(indent, indent + STEP),
        Node::Figure(figure) => figure_line(figure).fill(indent, indent + STEP),
        Node::Clause(clause) => clause_line(clause, width).fill(indent, indent + width + 1),
        Node::Acceptance(acceptance) => acceptance_line(acceptance).fill(indent, indent + STEP),
        Node::Bracket(bracket) => bracket_lines(bracket, indent),
    }
}

/// Brackets around whole entries: each option begins a line, its entries stand indented below.
fn bracket_lines(bracket: &Bracket<Entry>, indent: usize) -> String {
    let mut text = String::new();
    let margin = " ".repeat(indent);
    for (i, option) in bracket.options.iter().enumerate() {
        text.push_str(&margin);
        text.push(if i == 0 { '[' } else { '|' });
        if let (0, Some(name)) = (i, &bracket.name) {
            text.push_str(&format!("@{}", name.text));
        }
        if let Some(head) = proponents(&option.proponents) {
            text.push_str(&format!(" {head}"));
        }
        text.push('\n');
        print_entries(&option.content, &option.tail, indent + STEP, &mut text);
    }
    text.push_str(&margin);
    text.push(']');
    text
}

fn leading(trivia: &Trivia, indent: usize, text: &mut String) {
    comments(&trivia.leading, indent, text);
    if trivia.blank_before {
        text.push('\n');
    }
}

fn comments(comments: &[Comment], indent: usize, text: &mut String) {
    for comment in comments {
        if comment.blank_before {
            text.push('\n');
        }
        text.push_str(&" ".repeat(indent));
        text.push_str(&comment.text);
        text.push('\n');
    }
}

fn trailing(trivia: &Trivia, text: &mut String) {
    if let Some(comment) = &trivia.trailing {
        text.push_str("  ");
        text.push_str(comment);
    }
    text.push('\n');
}
