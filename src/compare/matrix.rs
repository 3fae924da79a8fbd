//! The findings of several variants, row by row.

use std::collections::BTreeMap;

use penholder_language::model::{Level, Pack};

use crate::findings::{DilemmaFinding, Figures, Finding, Report, Stance, Status, Subject, natural};

/// How one variant stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// As output writes it: a status, or the stance and the horns taken.
    pub told: String,
    /// It counts against the variant.
    pub open: bool,
    /// It was not judged.
    pub unassessed: bool,
    /// How grave it is.
    pub level: Level,
    /// How much of what is asked is missing: more is worse, among open cells of one level.
    pub lack: u8,
    /// Figures, where there are some.
    pub figures: Option<Figures>,
    /// The paragraphs that give rise to it.
    pub labels: Vec<String>,
    /// The reason, in words.
    pub message: String,
}

/// One finding over all variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// About whom or what it is, without labels; empty where it is about the draft.
    pub subject: String,
    /// The title of its family.
    pub family: String,
    /// One cell for each variant; none where it does not arise.
    pub cells: Vec<Option<Cell>>,
}

impl Row {
    /// Some variants stand otherwise than others.
    pub fn differs(&self) -> bool {
        let key = |cell: &Option<Cell>| {
            cell.as_ref()
                .map(|cell| (cell.told.clone(), cell.open.then_some(cell.level), cell.figures.clone()))
        };
        let mut keys = self.cells.iter().map(key);
        let first = keys.next();
        keys.any(|key| Some(key) != first)
    }

    /// The cell of a variant.
    pub fn cell(&self, variant: usize) -> Option<&Cell> {
        self.cells.get(variant).and_then(Option::as_ref)
    }

    /// How bad it is for a variant: 0 nothing open.
    fn badness(&self, variant: usize) -> (u8, u8, i64) {
        self.cell(variant).filter(|cell| cell.open).map_or((0, 0, 0), |cell| {
            (cell.level as u8 + 1, cell.lack, cell.figures.as_ref().map_or(0, |figures| figures.short))
        })
    }

    /// Both variants were judged.
    fn comparable(&self, a: usize, b: usize) -> bool {
        [a, b].iter().all(|variant| !self.cell(*variant).is_some_and(|cell| cell.unassessed))
    }
}

/// How a variant stands against the base, in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It was open, and is no more.
    Closed,
    /// It is open, and was not.
    Opened,
    /// It is open in both, and lighter.
    Lighter,
    /// It is open in both, and graver.
    Graver,
}

/// The rows over several reports, in the order of families and codes.
pub fn rows(pack: &Pack, reports: &[&Report]) -> Vec<Row> {
    let mut rows: BTreeMap<(usize, Code, String, usize), Row> = BTreeMap::new();
    for (variant, report) in reports.iter().enumerate() {
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        let findings = report.findings.iter().filter(|finding| finding.status != Status::NotApplicable);
        let cells = findings.map(|finding| (of(finding, report), cell(finding)));
        let dilemmas =
            report.dilemmas.iter().map(|dilemma| (of_dilemma(dilemma, report), dilemma_cell(dilemma)));
        for ((code, name, subject), cell) in cells.chain(dilemmas) {
            // Several of one kind about the same are told apart by their order.
            let count = seen.entry((code.clone(), subject.clone())).or_default();
            let (place, family) = family(pack, &code);
            let row = rows
                .entry((place, Code(code.clone()), subject.clone(), *count))
                .or_insert_with(|| Row { code, name, subject, family, cells: vec![None; reports.len()] });
            *count += 1;
            if let Some(place) = row.cells.get_mut(variant) {
                *place = Some(cell);
            }
        }
    }
    rows.into_values().collect()
}

/// How a variant stands in a row against the base; none where nothing changed that counts.
pub fn turn(row: &Row, base: usize, variant: usize) -> Option<Turn> {
    if !row.comparable(base, variant) {
        return None;
    }
    let (before, after) = (row.badness(base), row.badness(variant));
    match (before.0 > 0, after.0 > 0) {
        (true, false) => Some(Turn::Closed),
        (false, true) => Some(Turn::Opened),
        (true, true) if after < before => Some(Turn::Lighter),
        (true, true) if after > before => Some(Turn::Graver),
        _ => None,
    }
}

/// The variants that do better than a variant in some row and worse in none. Rows that one of them was not judged by do not count.
pub fn dominating(rows: &[Row], variant: usize, variants: usize) -> Vec<usize> {
    let better = |other: usize| {
        let mut some = false;
        for row in rows.iter().filter(|row| row.comparable(variant, other)) {
            match row.badness(other).cmp(&row.badness(variant)) {
                std::cmp::Ordering::Greater => return false,
                std::cmp::Ordering::Less => some = true,
                std::cmp::Ordering::Equal => {}
            }
        }
        some
    };
    (0..variants).filter(|other| *other != variant && better(*other)).collect()
}

/// A code, in natural order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Code(String);

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        natural(&self.0, &other.0)
    }
}

/// The family with the longest prefix, and its place in the pack.
fn family(pack: &Pack, code: &str) -> (usize, String) {
    let fits =
        pack.families.iter().enumerate().filter(|(_, family)| code.starts_with(family.prefix.as_str()));
    let found = fits.max_by_key(|(_, family)| family.prefix.len());
    found.map_or((usize::MAX, String::new()), |(at, family)| (at, family.title.clone()))
}

fn of(finding: &Finding, report: &Report) -> (String, String, String) {
    (finding.code.clone(), finding.name.clone(), subject(&finding.subjects, report))
}

fn of_dilemma(dilemma: &DilemmaFinding, report: &Report) -> (String, String, String) {
    (dilemma.code.clone(), dilemma.name.clone(), subject(&dilemma.subjects, report))
}

/// What a finding is about. The same clause may stand under another label in another variant.
fn subject(subjects: &[Subject], report: &Report) -> String {
    let block = |name: &str| {
        let given = report.given.iter().find(|(_, given)| given == name).map(|(block, _)| block.name());
        given.or((report.mandate == name).then_some("draft")).map(|block| format!("the {block}"))
    };
    let plain = |subject: &Subject| match subject.text.strip_prefix('¶').and_then(|rest| rest.split_once(' '))
    {
        Some((_, act)) => act.trim_start_matches('(').trim_end_matches(')').to_owned(),
        // Blocks are called otherwise in every variant.
        None => block(&subject.text).unwrap_or_else(|| subject.text.clone()),
    };
    subjects.iter().map(plain).collect::<Vec<_>>().join(", ")
}

fn cell(finding: &Finding) -> Cell {
    let mut labels: Vec<String> =
        finding.clauses.iter().map(|clause| clause.label.clone()).filter(|label| !label.is_empty()).collect();
    labels.dedup();
    Cell {
        told: finding.status.name().to_owned(),
        open: finding.status.is_open(),
        unassessed: finding.status == Status::NotAssessed,
        level: finding.level,
        lack: if finding.status == Status::Partial { 0 } else { 1 },
        figures: finding.figures.clone(),
        labels,
        message: finding.message.clone(),
    }
}

fn dilemma_cell(dilemma: &DilemmaFinding) -> Cell {
    let taken: Vec<&str> =
        dilemma.horns.iter().filter(|horn| horn.taken).map(|horn| horn.name.as_str()).collect();
    let told = if taken.is_empty() {
        dilemma.stance.name().to_owned()
    } else {
        format!("{}: {}", dilemma.stance.name(), taken.join(" + "))
    };
    let mut labels: Vec<String> =
        dilemma.horns.iter().flat_map(|horn| &horn.clauses).map(|clause| clause.label.clone()).collect();
    labels.dedup();
    let unassessed = dilemma.stance == Stance::NotAssessed;
    let undecided = matches!(dilemma.stance, Stance::Unresolved | Stance::Contradictory);
    Cell {
        told,
        open: undecided && dilemma.accepted.is_none(),
        unassessed,
        level: Level::Note,
        lack: 0,
        figures: None,
        labels,
        message: dilemma.message.clone(),
    }
}
