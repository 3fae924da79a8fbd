//! Version 1 of `what-if --format json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Told;
use crate::adopt;
use crate::findings::{DilemmaFinding, Finding, Report};
use penholder_language::model::Level;

/// What clauses would do.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    /// Version of this format.
    version: u32,
    /// The draft's file.
    path: String,
    /// The mandate.
    mandate: String,
    /// The sets of clauses.
    packages: Vec<Package>,
    /// With all of them; null with `--all`.
    adoption: Option<Adoption>,
    /// Every combination; empty without `--all`.
    combinations: Vec<Combination>,
}

/// A set of clauses.
#[derive(Serialize, JsonSchema)]
struct Package {
    /// The proposal's code, or the file.
    name: String,
    /// The clauses.
    clauses: Vec<String>,
}

/// A draft with and without.
#[derive(Serialize, JsonSchema)]
struct Adoption {
    /// Open findings without.
    before: Open,
    /// Open findings with.
    after: Open,
    /// Findings that change.
    findings: Vec<Change>,
    /// Dilemmas that change.
    dilemmas: Vec<Change>,
}

/// Open findings by level.
#[derive(Serialize, JsonSchema)]
struct Open {
    /// Errors.
    errors: usize,
    /// Warnings.
    warnings: usize,
    /// Notes.
    notes: usize,
}

/// What changes.
#[derive(Serialize, JsonSchema)]
struct Change {
    /// closed, opened or changed.
    change: String,
    /// Code of the rule or dilemma.
    code: String,
    /// Its name.
    name: String,
    /// For what; empty for the draft as a whole.
    subjects: Vec<String>,
    /// The level or the stance before; null where it was not open.
    before: Option<String>,
    /// The level or the stance after; null where it is not open.
    after: Option<String>,
    /// By how much it falls short before; null where nothing is counted.
    short_before: Option<i64>,
    /// By how much it falls short after; null where nothing is counted.
    short_after: Option<i64>,
    /// The reason.
    message: String,
}

/// A combination of sets.
#[derive(Serialize, JsonSchema)]
struct Combination {
    /// The names of the sets.
    with: Vec<String>,
    /// Open findings.
    open: Open,
    /// For how many subjects of each dilemma something is left open.
    dilemmas: Vec<Count>,
    /// Errors and warnings of each family.
    families: Vec<Count>,
    /// Rules of which nothing is open any more.
    closed: Vec<String>,
    /// Rules of which something is open that was not.
    opened: Vec<String>,
}

/// How many of something.
#[derive(Serialize, JsonSchema)]
struct Count {
    /// Code or prefix.
    code: String,
    /// How many.
    open: usize,
}

/// The document.
pub(super) fn document(path: &str, mandate: &str, told: Told<'_>) -> Document {
    let packages = match told {
        Told::One(adopted) => &adopted.packages,
        Told::All(table) => &table.packages,
    };
    Document {
        version: 1,
        path: path.to_owned(),
        mandate: mandate.to_owned(),
        packages: packages.iter().map(|p| Package { name: p.name.clone(), clauses: p.texts() }).collect(),
        adoption: match told {
            Told::One(adopted) => Some(Adoption {
                before: open(&adopted.before),
                after: open(&adopted.after),
                findings: adopted.findings.iter().map(finding).collect(),
                dilemmas: adopted.dilemmas.iter().map(dilemma).collect(),
            }),
            Told::All(_) => None,
        },
        combinations: match told {
            Told::One(_) => Vec::new(),
            Told::All(table) => table.rows.iter().map(|row| combination(table, row)).collect(),
        },
    }
}

fn open(report: &Report) -> Open {
    Open {
        errors: report.count(Level::Error),
        warnings: report.count(Level::Warning),
        notes: report.count(Level::Note),
    }
}

fn sides<T>(change: &adopt::Change<T>) -> (&'static str, Option<&T>, Option<&T>) {
    match change {
        adopt::Change::Closed(was) => ("closed", Some(was), None),
        adopt::Change::Opened(is) => ("opened", None, Some(is)),
        adopt::Change::Changed(was, is) => ("changed", Some(was), Some(is)),
    }
}

fn finding(change: &adopt::Change<Finding>) -> Change {
    let (word, was, is) = sides(change);
    let any = is.or(was);
    let level = |finding: Option<&Finding>| finding.map(|finding| finding.level.name().to_owned());
    let short =
        |finding: Option<&Finding>| finding.and_then(|f| f.figures.as_ref()).map(|figures| figures.short);
    Change {
        change: word.to_owned(),
        code: any.map(|finding| finding.code.clone()).unwrap_or_default(),
        name: any.map(|finding| finding.name.clone()).unwrap_or_default(),
        subjects: any.map(|f| f.subjects.iter().map(|s| s.text.clone()).collect()).unwrap_or_default(),
        before: level(was),
        after: level(is),
        short_before: short(was),
        short_after: short(is),
        message: any.map(|finding| finding.message.clone()).unwrap_or_default(),
    }
}

fn dilemma(change: &adopt::Change<DilemmaFinding>) -> Change {
    let (word, was, is) = sides(change);
    let any = is.or(was);
    let stance = |dilemma: Option<&DilemmaFinding>| dilemma.map(|dilemma| dilemma.stance.name().to_owned());
    Change {
        change: word.to_owned(),
        code: any.map(|dilemma| dilemma.code.clone()).unwrap_or_default(),
        name: any.map(|dilemma| dilemma.name.clone()).unwrap_or_default(),
        subjects: any.map(|d| d.subjects.iter().map(|s| s.text.clone()).collect()).unwrap_or_default(),
        before: stance(was),
        after: stance(is),
        short_before: None,
        short_after: None,
        message: any.map(|dilemma| dilemma.message.clone()).unwrap_or_default(),
    }
}

fn combination(table: &adopt::Table, row: &adopt::Combination) -> Combination {
    let names = row.taken.iter().filter_map(|place| table.packages.get(*place)).map(|p| p.name.clone());
    let [errors, warnings, notes] = row.open;
    let counted = |named: &[(String, String)], counts: &[usize]| -> Vec<Count> {
        named.iter().zip(counts).map(|((code, _), open)| Count { code: code.clone(), open: *open }).collect()
    };
    Combination {
        with: names.collect(),
        open: Open { errors, warnings, notes },
        dilemmas: counted(&table.dilemmas, &row.dilemmas),
        families: counted(&table.families, &row.families),
        closed: row.closed.clone(),
        opened: row.opened.clone(),
    }
}
