//! From findings to the structs of version 1.

use penholder_language::{model, source::Span};

use super::v1;
use crate::baseline::{self, Changes};
use crate::findings::{self, Status};
use crate::reports::human::subjects;
use crate::reports::{Judged, Run, family};

/// All that a run has to tell.
pub(super) fn document(run: Run<'_>, changes: &[Changes], all: bool) -> v1::Document {
    let file = |(index, judged)| file(run, judged, changes.get(index), all);
    v1::Document { version: 1, files: run.judged.iter().enumerate().map(file).collect() }
}

fn file(run: Run<'_>, judged: &Judged, changes: Option<&Changes>, all: bool) -> v1::File {
    let report = &judged.report;
    let shown = |f: &findings::Finding| f.status.is_open() || (all && f.status != Status::Accepted);
    let accepted = |f: &&findings::Finding| f.status == Status::Accepted;
    let stands = |d: &findings::DilemmaFinding| all || d.stance != findings::Stance::NotAssessed;
    v1::File {
        path: judged.path.clone(),
        mandate: report.mandate.clone(),
        symbol: report.symbol.clone(),
        given: report
            .given
            .iter()
            .map(|(kind, name)| v1::Given { block: block(*kind), name: name.clone() })
            .collect(),
        brackets: report.brackets,
        findings: findings(run, report, changes).filter(|(f, _)| shown(f)).map(|(_, told)| told).collect(),
        accepted: report.findings.iter().filter(accepted).map(|f| finding(run, f)).collect(),
        dilemmas: dilemmas(run, report, changes).filter(|(d, _)| stands(d)).map(|(_, told)| told).collect(),
        proposals: report.proposals.iter().map(proposal).collect(),
        summary: summary(run, report),
        changes: changes.map(self::changes),
    }
}

/// Findings with how each changed.
fn findings<'r>(
    run: Run<'r>,
    report: &'r findings::Report,
    changes: Option<&'r Changes>,
) -> impl Iterator<Item = (&'r findings::Finding, v1::Finding)> {
    report.findings.iter().enumerate().map(move |(index, f)| {
        let change = changes.and_then(|changes| changes.findings.get(index).copied().flatten());
        (f, v1::Finding { change: change.map(self::change), ..finding(run, f) })
    })
}

/// Dilemmas with how each changed.
fn dilemmas<'r>(
    run: Run<'r>,
    report: &'r findings::Report,
    changes: Option<&'r Changes>,
) -> impl Iterator<Item = (&'r findings::DilemmaFinding, v1::Dilemma)> {
    report.dilemmas.iter().enumerate().map(move |(index, d)| {
        let change = changes.and_then(|changes| changes.dilemmas.get(index).copied().flatten());
        (d, v1::Dilemma { change: change.map(self::change), ..dilemma(run, d) })
    })
}

fn changes(changes: &Changes) -> v1::Changes {
    let (new, unchanged) = changes.tally();
    let gone = |gone: &baseline::Gone| v1::Gone {
        code: gone.entry.identity.code.clone(),
        name: gone.entry.name.clone(),
        about: subjects(&gone.entry.identity),
        level: gone.entry.level.map(level),
        now: gone.now.map(status),
    };
    v1::Changes {
        against: changes.against.clone(),
        new,
        unchanged,
        gone: changes.gone.iter().map(gone).collect(),
    }
}

fn change(change: baseline::Change) -> v1::Change {
    match change {
        baseline::Change::New => v1::Change::New,
        baseline::Change::Graver(_) => v1::Change::Graver,
        baseline::Change::Unchanged => v1::Change::Unchanged,
    }
}

fn finding(run: Run<'_>, finding: &findings::Finding) -> v1::Finding {
    let figures = finding.figures.as_ref();
    v1::Finding {
        change: None,
        code: finding.code.clone(),
        name: finding.name.clone(),
        asks: finding.asks.clone(),
        status: status(finding.status),
        level: level(finding.level),
        subjects: finding.subjects.iter().map(subject).collect(),
        clauses: clauses(run, &finding.clauses),
        found: clauses(run, &finding.found),
        rests_on: clauses(run, &finding.rests_on),
        has: figures.map(|f| f.has),
        needs: figures.map(|f| f.needs),
        short: figures.map(|f| f.short),
        unit: figures.map(|f| f.unit.clone()),
        lines: finding.lines.iter().map(line).collect(),
        message: finding.message.clone(),
        eased: finding.eased.clone(),
        source: finding.source.clone(),
        judgements: finding.judgements.clone(),
        remedies: finding
            .remedies
            .iter()
            .map(|remedy| v1::Remedy { text: remedy.text.clone(), clauses: remedy.clauses.clone() })
            .collect(),
        acceptance: finding.accepted.as_ref().map(|accepted| v1::Acceptance {
            reason: accepted.reason.clone(),
            otherwise: Some(status(accepted.status)),
            place: place(run.places, accepted.span),
        }),
        missing_blocks: finding.missing.iter().map(|missing| block(*missing)).collect(),
        place: place(run.places, finding.place),
        rule: finding.rule.map(|_| place(run.rules, finding.rule_span)),
    }
}

fn line(line: &findings::LineResult) -> v1::Line {
    let figures = line.figures.as_ref();
    v1::Line {
        label: line.label.clone(),
        state: match line.state {
            findings::LineState::Holds => v1::LineState::Holds,
            findings::LineState::Partly => v1::LineState::Partly,
            findings::LineState::Excluded => v1::LineState::Excluded,
            findings::LineState::Missing => v1::LineState::Missing,
        },
        level: level(line.level),
        has: figures.map(|f| f.has),
        needs: figures.map(|f| f.needs),
        short: figures.map(|f| f.short),
        unit: figures.map(|f| f.unit.clone()),
    }
}

fn dilemma(run: Run<'_>, dilemma: &findings::DilemmaFinding) -> v1::Dilemma {
    v1::Dilemma {
        change: None,
        code: dilemma.code.clone(),
        name: dilemma.name.clone(),
        asks: dilemma.asks.clone(),
        subjects: dilemma.subjects.iter().map(subject).collect(),
        stance: match dilemma.stance {
            findings::Stance::Taken => v1::Stance::Taken,
            findings::Stance::Contradictory => v1::Stance::Contradictory,
            findings::Stance::Unresolved => v1::Stance::Unresolved,
            findings::Stance::NotAssessed => v1::Stance::NotAssessed,
        },
        open: dilemma.is_open() && dilemma.accepted.is_none(),
        horns: dilemma.horns.iter().map(|taken| horn(run, taken)).collect(),
        clashes: dilemma
            .clashes
            .iter()
            .map(|(first, second, because)| v1::Clash {
                horns: [first.clone(), second.clone()],
                because: because.clone(),
            })
            .collect(),
        message: dilemma.message.clone(),
        source: dilemma.source.clone(),
        acceptance: dilemma.accepted.as_ref().map(|(reason, span)| v1::Acceptance {
            reason: reason.clone(),
            otherwise: None,
            place: place(run.places, *span),
        }),
    }
}

fn horn(run: Run<'_>, horn: &findings::HornTaken) -> v1::Horn {
    v1::Horn {
        name: horn.name.clone(),
        title: horn.title.clone(),
        taken: horn.taken,
        clauses: clauses(run, &horn.clauses),
        risks: horn
            .risks
            .iter()
            .map(|risk| v1::Risk {
                name: risk.name.clone(),
                text: risk.text.clone(),
                mitigated: risk.mitigated,
            })
            .collect(),
    }
}

fn proposal(proposal: &findings::ProposalFinding) -> v1::Proposal {
    let (met, of) = proposal.score();
    v1::Proposal {
        code: proposal.code.clone(),
        name: proposal.name.clone(),
        asks: proposal.asks.clone(),
        source: proposal.source.clone(),
        met,
        of,
        criteria: proposal
            .criteria
            .iter()
            .map(|criterion| v1::Criterion {
                code: criterion.code.clone(),
                asks: criterion.asks.clone(),
                status: status(criterion.status),
                clauses: criterion.clauses.clone(),
            })
            .collect(),
    }
}

fn summary(run: Run<'_>, report: &findings::Report) -> v1::Summary {
    v1::Summary {
        errors: report.count(model::Level::Error),
        warnings: report.count(model::Level::Warning),
        notes: report.count(model::Level::Note),
        met: report.count_status(Status::Met),
        partial: report.count_status(Status::Partial),
        gap: report.count_status(Status::Gap),
        excluded: report.count_status(Status::Excluded),
        accepted: report.count_status(Status::Accepted),
        not_assessed: report.count_status(Status::NotAssessed),
        not_applicable: report.count_status(Status::NotApplicable),
        families: run.pack.families.iter().map(|shown| counts(run, report, shown)).collect(),
    }
}

fn counts(run: Run<'_>, report: &findings::Report, shown: &model::Family) -> v1::Family {
    let own: Vec<&findings::Finding> = report
        .findings
        .iter()
        .filter(|finding| family(run.pack, &finding.code).is_some_and(|f| f.prefix == shown.prefix))
        .collect();
    let open = |level| own.iter().filter(|f| f.status.is_open() && f.level == level).count();
    let of = |status| own.iter().filter(|f| f.status == status).count();
    v1::Family {
        prefix: shown.prefix.clone(),
        title: shown.title.clone(),
        errors: open(model::Level::Error),
        warnings: open(model::Level::Warning),
        notes: open(model::Level::Note),
        accepted: of(Status::Accepted),
        met: of(Status::Met),
    }
}

fn clauses(run: Run<'_>, clauses: &[findings::ClauseRef]) -> Vec<v1::Clause> {
    let clause = |clause: &findings::ClauseRef| {
        let (start, end) = (run.places.start(clause.span), run.places.end(clause.span));
        v1::Clause {
            label: clause.label.clone(),
            text: clause.text.clone(),
            path: run.places.name(clause.span).to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            read: clause
                .read
                .as_ref()
                .map(|read| v1::ReadFrom { words: read.words.clone(), certainty: read.certainty.clone() }),
        }
    };
    clauses.iter().map(clause).collect()
}

fn subject(subject: &findings::Subject) -> v1::Subject {
    v1::Subject { variable: subject.variable.clone(), name: subject.text.clone() }
}

fn place(places: &crate::reports::Places<'_>, span: Span) -> v1::Place {
    let start = places.start(span);
    v1::Place { path: places.name(span).to_owned(), line: start.line, column: start.column }
}

fn block(block: model::Block) -> v1::Block {
    match block {
        model::Block::Situation => v1::Block::Situation,
        model::Block::Deployment => v1::Block::Deployment,
        model::Block::Mandate => v1::Block::Mandate,
    }
}

fn level(level: model::Level) -> v1::Level {
    match level {
        model::Level::Error => v1::Level::Error,
        model::Level::Warning => v1::Level::Warning,
        model::Level::Note => v1::Level::Note,
    }
}

fn status(status: Status) -> v1::Status {
    match status {
        Status::Met => v1::Status::Met,
        Status::Partial => v1::Status::Partial,
        Status::Gap => v1::Status::Gap,
        Status::Excluded => v1::Status::Excluded,
        Status::Accepted => v1::Status::Accepted,
        Status::NotAssessed => v1::Status::NotAssessed,
        Status::NotApplicable => v1::Status::NotApplicable,
    }
}
