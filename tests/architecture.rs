//! Data flows one way, and the code knows no rule and no vocabulary by name.
#![allow(
    clippy::string_slice,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each stage with the stages it may use. What is not listed here must not exist.
const STAGES: &[(&str, &[&str])] = &[
    ("language::source", &[]),
    ("language::model", &["language::source"]),
    ("language::syntax", &["language::source"]),
    ("language::translate", &["language::source", "language::syntax", "language::model"]),
    ("amend", &["language::source", "language::syntax"]),
    ("facts", &["language::source", "language::model"]),
    ("evaluate", &["language::source", "language::model", "facts"]),
    ("findings", &["language::source", "language::model", "facts", "evaluate"]),
    ("brackets", &["language::source", "language::model", "facts", "evaluate", "findings"]),
    ("solve", &["evaluate"]),
    (
        "verify",
        &[
            "language::source",
            "language::syntax",
            "language::translate",
            "language::model",
            "facts",
            "evaluate",
            "findings",
            "solve",
        ],
    ),
    ("baseline", &["language::model", "findings"]),
    (
        "repair",
        &[
            "language::source",
            "language::syntax",
            "language::translate",
            "language::model",
            "amend",
            "facts",
            "evaluate",
            "findings",
            "solve",
        ],
    ),
    (
        "adopt",
        &[
            "language::source",
            "language::syntax",
            "language::model",
            "amend",
            "facts",
            "evaluate",
            "findings",
            "repair",
        ],
    ),
    ("embedded", &["language::model"]),
    ("prose", &["language::source", "language::syntax", "language::model"]),
    ("compare", &["language::source", "language::model", "findings", "prose"]),
    (
        "fixtures",
        &[
            "language::source",
            "language::syntax",
            "language::translate",
            "language::model",
            "facts",
            "evaluate",
            "findings",
        ],
    ),
    (
        "reports",
        &[
            "language::source",
            "language::model",
            "evaluate",
            "findings",
            "baseline",
            "repair",
            "adopt",
            "brackets",
            "compare",
            "fixtures",
            "verify",
        ],
    ),
    (
        "cli",
        &[
            "language::source",
            "language::syntax",
            "language::translate",
            "language::model",
            "facts",
            "evaluate",
            "findings",
            "baseline",
            "amend",
            "repair",
            "adopt",
            "fixtures",
            "compare",
            "embedded",
            "brackets",
            "prose",
            "reports",
            "solve",
            "verify",
        ],
    ),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The source without comments and without its test modules.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let library = text.split("#[cfg(test)]").next().unwrap();
    library.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

fn stage_of(path: &Path, root: &Path, prefix: &str) -> Option<String> {
    let inside = path.strip_prefix(root).unwrap();
    let first = inside.components().next()?.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
    (first != "lib" && first != "main").then(|| format!("{prefix}{first}"))
}

/// Stages that a file names: `crate::x`, `super::…` stays inside, `penholder_language::x`, `penholder::x`.
fn uses(text: &str, own: &str) -> BTreeSet<String> {
    let inside_language = own.starts_with("language::");
    let mut found = BTreeSet::new();
    for (marker, prefix) in [
        ("crate::", if inside_language { "language::" } else { "" }),
        ("penholder_language::", "language::"),
        ("penholder::", ""),
    ] {
        for (at, _) in text.match_indices(marker) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &text[at + marker.len()..];
            let group = rest.strip_prefix('{').map(|g| g.split('}').next().unwrap()).unwrap_or(rest);
            let names: Vec<&str> =
                if rest.starts_with('{') { group.split(',').collect() } else { vec![group] };
            for name in names {
                let name: String =
                    name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let stage = format!("{prefix}{name}");
                if STAGES.iter().any(|(known, _)| *known == stage) && stage != own {
                    found.insert(stage);
                }
            }
        }
    }
    found
}

#[test]
fn stages_use_only_the_stages_before_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let allowed: BTreeMap<&str, &[&str]> = STAGES.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (folder, prefix) in [("language/src", "language::"), ("src", "")] {
        for path in rust_files(&root.join(folder)) {
            let Some(stage) = stage_of(&path, &root.join(folder), prefix) else { continue };
            let Some(may) = allowed.get(stage.as_str()) else {
                wrong.push(format!("{}: stage `{stage}` is not in the list", path.display()));
                continue;
            };
            seen.insert(stage.clone());
            for used in uses(&code(&path), &stage) {
                if !may.contains(&used.as_str()) {
                    wrong.push(format!("{}: `{stage}` uses `{used}`", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(
        seen.contains("facts") && seen.contains("language::model"),
        "the check looks at nothing: {seen:?}"
    );
}

#[test]
fn the_list_of_stages_has_no_cycle() {
    for (i, (stage, may)) in STAGES.iter().enumerate() {
        for used in *may {
            assert!(
                STAGES[..i].iter().any(|(before, _)| before == used),
                "`{stage}` uses `{used}`, which comes later"
            );
        }
    }
}

/// Names declared in the shipped policies: sorts, taxonomies, relations, terms, codes.
fn declared_names() -> BTreeSet<String> {
    let pack = penholder::embedded::shipped_packs().into_iter().next().expect("a shipped pack");
    let vocabulary = &pack.vocabulary;
    let mut names: BTreeSet<String> = BTreeSet::new();
    names.extend(vocabulary.sorts.iter().map(|s| s.name.clone()));
    names.extend(vocabulary.taxonomies.iter().map(|t| t.name.clone()));
    names.extend(vocabulary.relations.iter().map(|r| r.name.clone()));
    names.extend(vocabulary.terms.iter().map(|t| t.name.clone()));
    names.extend(pack.rules.iter().map(|r| r.code.clone()));
    names.extend(pack.dilemmas.iter().map(|d| d.code.clone()));
    names.extend(pack.proposals.iter().map(|p| p.code.clone()));
    names
}

/// Words that the languages themselves have, or that output needs, and that a vocabulary happens to use as well.
const SYNTAX: &[&str] = &[
    // keywords of the two grammars
    "situation",
    "deployment",
    "mandate",
    "in",
    "with",
    "for",
    "against",
    "about",
    "on",
    "at",
    "between",
    "under",
    "by",
    "within",
    "of",
    "from",
    "until",
    "through",
    "if",
    "as-of",
    "verb",
    "addressee",
    "source",
    "strength",
    "share",
    "criteria",
    "definition",
    "mandates",
    // fields of output formats that others fix
    "region",
    // words of output and of command-line options
    "adopted",
    "holds",
    "review",
    "notes",
    "report",
    "analysis",
    "policy",
    "records",
    "limits",
    "role",
    "phase",
    // English, as lengths of time are told in prose: `three further months`
    "further",
];

#[test]
fn no_vocabulary_and_no_code_is_named_in_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = declared_names();
    assert!(names.len() > 300, "the check looks at too few names: {}", names.len());
    let mut wrong = Vec::new();
    for folder in ["language/src", "src"] {
        for path in rust_files(&root.join(folder)) {
            for (number, line) in code(&path).lines().enumerate() {
                for quoted in line.split('"').skip(1).step_by(2) {
                    if names.contains(quoted) && !SYNTAX.contains(&quoted) {
                        wrong.push(format!("{}:{}: \"{quoted}\"", path.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
