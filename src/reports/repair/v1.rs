//! Version 1 of `repair --format json`.

use penholder_language::model::Level;
use schemars::JsonSchema;
use serde::Serialize;

use super::Shown;
use crate::repair::{Changed, Demand, Repair, Verdict};

/// What a repair came to.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    /// Version of this format.
    version: u32,
    /// The draft's file.
    path: String,
    /// The mandate.
    mandate: String,
    /// Its document symbol; empty where it has none.
    symbol: String,
    /// From which level on nothing may be open.
    level: Level1,
    /// How it ended.
    outcome: Ending,
    /// How many changes were weighed.
    candidates: usize,
    /// Whether all that clauses put in ask for in turn was weighed, too.
    complete: bool,
    /// The cheapest; null where there is none.
    repair: Option<Changes>,
    /// No repair costs less; null where that was not asked.
    bound: Option<i64>,
    /// The cheapest was shown to be so.
    proven: bool,
    /// Others that differ in kind, cheapest first.
    alternatives: Vec<Changes>,
    /// Whether every way round a kind of change was tried for them: else there may be more, or cheaper ones.
    sought: bool,
    /// What clashes, where there is no repair: without any one the others could be met.
    clash: Vec<Clash>,
}

/// A level.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level1 {
    /// Worth a look.
    Note,
    /// Should be answered.
    Warning,
    /// Means do not reach the goal.
    Error,
}

/// How a repair ended.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Ending {
    /// Nothing was open at the level.
    Sound,
    /// There is a repair.
    Repaired,
    /// There is none within the limits.
    Impossible,
    /// None was found in time.
    OutOfTime,
}

/// A set of changes.
#[derive(Serialize, JsonSchema)]
struct Changes {
    /// What they cost together.
    cost: i64,
    /// One by one, in the order of the draft.
    changes: Vec<Change>,
    /// The findings that are closed by them.
    closed: Vec<Finding>,
    /// The whole file with the changes made.
    text: String,
}

/// A change.
#[derive(Serialize, JsonSchema)]
struct Change {
    /// add, figure, step, specify, narrow, strike or choose.
    kind: String,
    /// The paragraph, or the bracket.
    label: String,
    /// The clause as it was; empty where it is put in.
    before: String,
    /// The clause as it becomes; empty where it is struck out.
    after: String,
    /// In the Council's style; empty where the pack has no words for it.
    prose: String,
    /// What it costs.
    cost: i64,
    /// What would be open without it.
    closes: Vec<Finding>,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
struct Finding {
    /// The rule's code.
    code: String,
    /// For what; empty for the draft as a whole.
    subjects: String,
    /// Its level, where it was open before.
    level: Option<Level1>,
}

/// A demand that clashes with others.
#[derive(Serialize, JsonSchema)]
struct Clash {
    /// close, open, keep, forbid or budget.
    demand: String,
    /// The finding, paragraph, change or kind.
    what: String,
}

/// The document of a repair.
pub(super) fn document(shown: Shown<'_>) -> Document {
    let outcome = shown.outcome;
    let mut document = Document {
        version: 1,
        path: shown.path.to_owned(),
        mandate: outcome.before.mandate.clone(),
        symbol: outcome.before.symbol.clone(),
        level: level(shown.level),
        outcome: Ending::Sound,
        candidates: outcome.candidates,
        complete: outcome.complete,
        repair: None,
        bound: None,
        proven: false,
        alternatives: Vec::new(),
        sought: true,
        clash: Vec::new(),
    };
    match &outcome.verdict {
        Verdict::Sound => {}
        Verdict::Repaired { best, bound, proven, alternatives, sought } => {
            document.outcome = Ending::Repaired;
            document.repair = Some(changes(best));
            document.bound = Some(*bound);
            document.proven = *proven;
            document.sought = *sought;
            document.alternatives = alternatives.iter().map(changes).collect();
        }
        Verdict::Impossible(clash) => {
            document.outcome = Ending::Impossible;
            document.clash = clash.iter().map(clashing).collect();
        }
        Verdict::OutOfTime(bound) => {
            document.outcome = Ending::OutOfTime;
            document.bound = Some(*bound);
        }
    }
    document
}

fn level(level: Level) -> Level1 {
    match level {
        Level::Note => Level1::Note,
        Level::Warning => Level1::Warning,
        Level::Error => Level1::Error,
    }
}

fn changes(repair: &Repair) -> Changes {
    let closed = repair.closed.iter().map(|(code, subjects, at)| Finding {
        code: code.clone(),
        subjects: subjects.clone(),
        level: Some(level(*at)),
    });
    Changes {
        cost: repair.cost,
        changes: repair.changes.iter().map(change).collect(),
        closed: closed.collect(),
        text: repair.text.clone(),
    }
}

fn change(change: &Changed) -> Change {
    let closes = change.closes.iter().map(|(code, subjects)| Finding {
        code: code.clone(),
        subjects: subjects.clone(),
        level: None,
    });
    Change {
        kind: change.candidate.kind.name().to_owned(),
        label: change.label.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
        prose: change.prose.clone(),
        cost: change.candidate.cost,
        closes: closes.collect(),
    }
}

fn clashing(demand: &Demand) -> Clash {
    let (word, what) = match demand {
        Demand::Close(code, subjects, _) => ("close", format!("{code} {subjects}")),
        Demand::Open(code, subjects) => ("open", format!("{code} {subjects}")),
        Demand::Keep(label) => ("keep", format!("¶{label}")),
        Demand::Forbid(word) => ("forbid", word.clone()),
        Demand::Budget(kind, most) => ("budget", format!("{kind}={most}")),
    };
    Clash { demand: word.to_owned(), what: what.trim_end().to_owned() }
}
