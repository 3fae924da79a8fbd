//! Packs from texts.

use penholder_language::model::{Formula, Pack, Rule};
use penholder_language::source::{Diagnostic, Severity, SourceMap};
use penholder_language::syntax::policy::{ast, parse};
use penholder_language::translate::policy::{Context, pack_with_context};

/// The vocabulary that the tests' rules speak.
pub const VOCABULARY: &str = include_str!("../policies/base.policy");

/// Texts, read and translated.
pub struct Read {
    pub files: Vec<ast::File>,
    pub context: Context,
    pub pack: Pack,
    pub diagnostics: Vec<Diagnostic>,
}

pub fn read(texts: &[(&str, &str)]) -> Read {
    let mut sources = SourceMap::default();
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    for (name, text) in texts {
        let id = sources.add(*name, *text);
        let (file, told) = parse(id, text);
        files.push(file);
        diagnostics.extend(told);
    }
    let (context, pack, told) = pack_with_context(&files, sources);
    diagnostics.extend(told);
    Read { files, context, pack, diagnostics }
}

/// A pack over the tests' vocabulary, of which nothing is wrong.
pub fn sound(text: &str) -> Read {
    let read = read(&[("base", VOCABULARY), ("rules", text)]);
    let errors: Vec<_> = read.diagnostics.iter().filter(|told| told.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    read
}

/// The lines that every rule needs, around those given.
pub fn rule_text(code: &str, lines: &str) -> String {
    format!(
        "rule {code} some-name {{\n asks \"a\"\n source \"s\"\n level error\n because \"b\"\n{lines}\n}}\n"
    )
}

/// The only rule of a pack made of these lines.
pub fn rule(lines: &str) -> Rule {
    sound(&rule_text("M1", lines)).pack.rules.remove(0)
}

/// What a `require` formula about a task `T` means.
pub fn formula(text: &str) -> Formula {
    rule(&format!("for each task T\n where T is work\n require {text}")).require.remove(0).formula
}
