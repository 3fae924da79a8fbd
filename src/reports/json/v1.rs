//! Version 1 of the JSON output. Apart from the internals, so that they can change and this cannot.
//!
//! Fields may be added to a version; none is taken away or given another meaning.

use schemars::JsonSchema;
use serde::Serialize;

/// What `check --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// Always 1.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// One entry for each mandate block, in the order of the files named.
    pub files: Vec<File>,
}

/// One mandate.
#[derive(Debug, Serialize, JsonSchema)]
pub struct File {
    /// The file, as it was named; `<stdin>` for standard input.
    pub path: String,
    /// Name of the mandate block.
    pub mandate: String,
    /// Symbol of the document; empty where none is given.
    pub symbol: String,
    /// Situation and deployments that it was read against.
    pub given: Vec<Given>,
    /// How many brackets the draft has; the first option of each was taken.
    pub brackets: usize,
    /// Findings with status gap, partial or excluded; with `--all` every other one, too, except the accepted.
    pub findings: Vec<Finding>,
    /// Findings accepted with a reason.
    pub accepted: Vec<Finding>,
    /// Dilemmas that arise; with `--all` those not assessed, too.
    pub dilemmas: Vec<Dilemma>,
    /// Proposals, and which of their criteria hold.
    pub proposals: Vec<Proposal>,
    /// Counts.
    pub summary: Summary,
    /// With `--baseline` and `--diff`: what changed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
}

/// A mandate beside a baseline or an older text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Changes {
    /// Beside what.
    pub against: String,
    /// How many findings and dilemmas are new, or graver than they were.
    pub new: usize,
    /// How many are as they were.
    pub unchanged: usize,
    /// What was open then and is not now.
    pub gone: Vec<Gone>,
}

/// What was open then and is not now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Gone {
    /// Code of the rule or dilemma.
    pub code: String,
    /// Its name.
    pub name: String,
    /// For what it was judged.
    pub about: String,
    /// Its level then; a dilemma has none.
    pub level: Option<Level>,
    /// Its status now; none where it does not arise any more.
    pub now: Option<Status>,
}

/// How an open finding stands to a baseline or an older text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It was not open.
    New,
    /// It was less grave.
    Graver,
    /// It was open.
    Unchanged,
}

/// A given block.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Given {
    /// Which block.
    pub block: Block,
    /// Its name.
    pub name: String,
}

/// Which block of a mandate file.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// What the draft meets.
    Situation,
    /// What is on the ground.
    Deployment,
    /// The draft.
    Mandate,
}

/// How grave a finding is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Means do not reach a goal.
    Error,
    /// Should be answered.
    Warning,
    /// Worth a look.
    Note,
}

/// How a rule stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// All that is asked is given.
    Met,
    /// Some of it is.
    Partial,
    /// None of it is.
    Gap,
    /// Ruled out on purpose.
    Excluded,
    /// Not met, and accepted with a reason.
    Accepted,
    /// A given fact is missing.
    NotAssessed,
    /// Does not arise.
    NotApplicable,
}

/// How a rule stands for one binding of what it is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// With `--baseline` and `--diff`: how it stands to what was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Stable code of the rule.
    pub code: String,
    /// Its name in words.
    pub name: String,
    /// What it asks, in one line.
    pub asks: String,
    /// How it stands.
    pub status: Status,
    /// How grave it is; of a status that is not open, the gravest that it could be.
    pub level: Level,
    /// For what it was judged: the rule's variables.
    pub subjects: Vec<Subject>,
    /// The goal side: the clauses that give rise to it. The first is where to show it.
    pub clauses: Vec<Clause>,
    /// The means side: clauses that meet it, wholly or partly.
    pub found: Vec<Clause>,
    /// Facts of the situation or the deployment on which it rests.
    pub rests_on: Vec<Clause>,
    /// What there is, where the rule compares figures.
    pub has: Option<i64>,
    /// What is needed.
    pub needs: Option<i64>,
    /// What is missing (of a maximum: too much).
    pub short: Option<i64>,
    /// What the figures count; null where there is no figure.
    pub unit: Option<String>,
    /// What the rule asks, line by line.
    pub lines: Vec<Line>,
    /// The reason, in words.
    pub message: String,
    /// Why the level is lower than the rule's; null where it is not.
    pub eased: Option<String>,
    /// Where the source of the policy says so.
    pub source: String,
    /// Why thresholds that the source does not give were chosen.
    pub judgements: Vec<String>,
    /// Ways to close it, the preferred one first.
    pub remedies: Vec<Remedy>,
    /// Of a status `accepted`: why; else null.
    pub acceptance: Option<Acceptance>,
    /// Blocks that would have to be supplied; empty unless not assessed.
    pub missing_blocks: Vec<Block>,
    /// Where to show it: its first clause, what it is about, or the mandate block.
    pub place: Place,
    /// The rule's condition in the policy pack; null for the finding on acceptances.
    pub rule: Option<Place>,
}

/// What one variable of a rule stands for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Subject {
    /// The variable.
    pub variable: String,
    /// The entity's name, or label and act of a clause.
    pub name: String,
}

/// A clause or a given fact, with its place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Clause {
    /// Paragraph label without its sign; empty for what has none.
    pub label: String,
    /// What it says, in short.
    pub text: String,
    /// The file.
    pub path: String,
    /// Where it starts, from 1.
    pub line: usize,
    /// Where it starts, in characters from 1.
    pub column: usize,
    /// Where it ends.
    pub end_line: usize,
    /// One past its last character.
    pub end_column: usize,
    /// Of what a program read from prose: on what the reading rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<ReadFrom>,
}

/// On what the reading of a clause from prose rests.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadFrom {
    /// The words that made the clause.
    pub words: String,
    /// How sure the reading is: a term of the vocabulary.
    pub certainty: String,
}

/// A place in a text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// The file.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// In characters from 1.
    pub column: usize,
}

/// How one thing that a rule asks for stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Line {
    /// What is asked, in a few words.
    pub label: String,
    /// How it stands.
    pub state: LineState,
    /// Its level.
    pub level: Level,
    /// What there is.
    pub has: Option<i64>,
    /// What is needed.
    pub needs: Option<i64>,
    /// What is missing.
    pub short: Option<i64>,
    /// What the figures count.
    pub unit: Option<String>,
}

/// State of a line.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LineState {
    /// Given.
    Holds,
    /// Half given.
    Partly,
    /// Ruled out.
    Excluded,
    /// Missing.
    Missing,
}

/// A way to close a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Remedy {
    /// Text in the style of a resolution.
    pub text: String,
    /// The clauses of the mandate language that it stands for.
    pub clauses: Vec<String>,
}

/// That a finding was accepted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// The status that it would have otherwise; null for a dilemma.
    pub otherwise: Option<Status>,
    /// Where it is accepted.
    pub place: Place,
}

/// A dilemma for one binding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Dilemma {
    /// With `--baseline` and `--diff`: how it stands to what was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Stable code.
    pub code: String,
    /// Name in words.
    pub name: String,
    /// What it is about, in one line.
    pub asks: String,
    /// For whom the choice is made.
    pub subjects: Vec<Subject>,
    /// How the draft stands.
    pub stance: Stance,
    /// Whether something is left to decide or to answer.
    pub open: bool,
    /// The ways out.
    pub horns: Vec<Horn>,
    /// Taken ways that exclude each other.
    pub clashes: Vec<Clash>,
    /// What the choice is about, in words.
    pub message: String,
    /// Where the source of the policy says so.
    pub source: String,
    /// Accepted, with reason; else null.
    pub acceptance: Option<Acceptance>,
}

/// How a draft stands in a dilemma.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// One way out, or several that go together.
    Taken,
    /// Ways out that exclude each other.
    Contradictory,
    /// None.
    Unresolved,
    /// A block is missing.
    NotAssessed,
}

/// A way out of a dilemma.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Horn {
    /// Short name.
    pub name: String,
    /// In words.
    pub title: String,
    /// Whether the draft takes it.
    pub taken: bool,
    /// The clauses that take it.
    pub clauses: Vec<Clause>,
    /// What it risks.
    pub risks: Vec<Risk>,
}

/// What a way out risks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Risk {
    /// Short name.
    pub name: String,
    /// In words.
    pub text: String,
    /// Whether the draft does something about it.
    pub mitigated: bool,
}

/// Two ways out, both taken, that exclude each other.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Clash {
    /// Names of the two.
    pub horns: [String; 2],
    /// Why they exclude each other.
    pub because: String,
}

/// A proposal.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Proposal {
    /// Stable code.
    pub code: String,
    /// Name in words.
    pub name: String,
    /// What it proposes, in one line.
    pub asks: String,
    /// Where the source of the policy says so.
    pub source: String,
    /// How many of its criteria are met.
    pub met: usize,
    /// How many arise.
    pub of: usize,
    /// Its criteria.
    pub criteria: Vec<Criterion>,
}

/// A criterion of a proposal.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Criterion {
    /// Code of its rule.
    pub code: String,
    /// What it asks.
    pub asks: String,
    /// The gravest status among its findings.
    pub status: Status,
    /// Labels of the clauses that meet it.
    pub clauses: Vec<String>,
}

/// Counts over one mandate.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Open findings at level error.
    pub errors: usize,
    /// Open findings at level warning.
    pub warnings: usize,
    /// Open findings at level note.
    pub notes: usize,
    /// Findings met.
    pub met: usize,
    /// Findings with something missing.
    pub partial: usize,
    /// Findings with nothing there.
    pub gap: usize,
    /// Findings ruled out on purpose.
    pub excluded: usize,
    /// Findings accepted.
    pub accepted: usize,
    /// Rules not assessed.
    pub not_assessed: usize,
    /// Rules that do not arise.
    pub not_applicable: usize,
    /// Counts by family, in the order of the pack.
    pub families: Vec<Family>,
}

/// Counts over one family of rules.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Family {
    /// What its codes start with.
    pub prefix: String,
    /// Its name.
    pub title: String,
    /// Open findings at level error.
    pub errors: usize,
    /// Open findings at level warning.
    pub warnings: usize,
    /// Open findings at level note.
    pub notes: usize,
    /// Findings accepted.
    pub accepted: usize,
    /// Findings met.
    pub met: usize,
}
