//! A run made by hand, for the tests of the reports: one draft with findings of every status.

#[cfg(test)]
use penholder_language::model::{Block, EntityId, Family, Level, Pack, Rule, RuleId, StaleAcceptance, Text};
use penholder_language::source::{FileId, SourceMap, Span};

use super::{Judged, Places, Run};
use crate::findings::{
    Accepted, ClauseRef, CriterionState, DilemmaFinding, Figures, Finding, HornTaken, LineResult, LineState,
    ProposalFinding, RemedyText, Report, RiskState, Stance, Status, Subject, SubjectIdentity,
};

const DRAFT: &str = "situation vale {\n    area north { vast }\n}\n\nmandate MIVAL for vale {\n    ¶3(a) decides mission to patrol in north\n    ¶7    requests mission to train\n    accepts X2 because \"told elsewhere\"\n}\n";
const RULES: &str = "rule X1 reach {\n    asks \"air mobility over a vast area\"\n    source \"§9\"\n    level error\n    for each area A\n    where    A is vast\n    require  \"15 helicopters\": helicopters >= 15\n}\nrule X2 end-date {\n    asks \"a date on which the mission ends\"\n}\n";

/// Texts, pack and judged drafts.
pub(super) struct Sample {
    pub(super) sources: SourceMap,
    pub(super) pack: Pack,
    pub(super) judged: Vec<Judged>,
}

impl Sample {
    pub(super) fn with<T>(&self, tell: impl FnOnce(Run<'_>) -> T) -> T {
        let places = Places::new(&self.sources);
        let rules = Places::new(&self.pack.sources);
        tell(Run { pack: &self.pack, places: &places, rules: &rules, judged: &self.judged })
    }
}

pub(super) fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).expect(part);
    Span::new(FileId(0), start, start + part.len())
}

fn clause(label: &str, text: &str, part: &str) -> ClauseRef {
    ClauseRef { label: label.into(), text: text.into(), span: span(DRAFT, part), read: None }
}

fn subject(variable: &str, entity: u32, name: &str) -> Subject {
    let identity = SubjectIdentity { act: name.into(), ..SubjectIdentity::default() };
    Subject { variable: variable.into(), entity: EntityId(entity), text: name.into(), identity }
}

fn rule(code: &str, name: &str, asks: &str, part: &str, condition: &str) -> Rule {
    Rule {
        code: code.into(),
        name: name.into(),
        asks: asks.into(),
        source: "§9".into(),
        judgements: vec!["the lower end of the range is taken".into()],
        for_each: Vec::new(),
        condition: penholder_language::model::Formula::Constant(true),
        slots: 0,
        blocks: Vec::new(),
        needs: Vec::new(),
        figures: Vec::new(),
        require: Vec::new(),
        eased: Vec::new(),
        because: Text("the reason".into()),
        remedies: Vec::new(),
        span: span(RULES, part),
        condition_span: span(RULES, condition),
    }
}

pub(super) fn finding(code: &str, name: &str, status: Status, level: Level) -> Finding {
    Finding {
        rule: Some(RuleId(0)),
        code: code.into(),
        name: name.into(),
        asks: "air mobility over a vast area".into(),
        status,
        level,
        subjects: Vec::new(),
        clauses: Vec::new(),
        found: Vec::new(),
        rests_on: Vec::new(),
        figures: None,
        lines: Vec::new(),
        message: format!("the reason of {code}"),
        eased: None,
        source: "§9".into(),
        judgements: vec!["the lower end of the range is taken".into()],
        remedies: Vec::new(),
        accepted: None,
        missing: Vec::new(),
        place: span(DRAFT, "mandate MIVAL for vale {"),
        rule_span: span(RULES, "for each area A\n    where    A is vast"),
    }
}

fn gap() -> Finding {
    let figures = Figures { has: 3, needs: 15, short: 12, unit: "helicopters".into() };
    let line = |label: &str, state, figures| LineResult {
        label: label.into(),
        state,
        level: Level::Error,
        figures,
        span: span(RULES, "require  \"15 helicopters\": helicopters >= 15"),
    };
    let patrol = clause("3(a)", "patrol", "¶3(a) decides mission to patrol in north");
    Finding {
        status: Status::Partial,
        subjects: vec![subject("A", 0, "north")],
        place: patrol.span,
        clauses: vec![patrol],
        found: vec![clause("7", "train", "¶7    requests mission to train")],
        rests_on: vec![clause("", "north", "area north { vast }")],
        lines: vec![
            line("15 helicopters", LineState::Missing, Some(figures.clone())),
            line("crews", LineState::Holds, None),
        ],
        figures: Some(figures),
        eased: Some("the draft dates its plan".into()),
        remedies: vec![RemedyText {
            text: "Requests the Secretary-General to provide 12 more helicopters".into(),
            clauses: vec!["requests secretary-general to provide helicopter in north".into()],
        }],
        ..finding("X1", "reach", Status::Partial, Level::Error)
    }
}

fn accepted() -> Finding {
    Finding {
        accepted: Some(Accepted {
            reason: "told elsewhere".into(),
            status: Status::Gap,
            span: span(DRAFT, "accepts X2 because \"told elsewhere\""),
        }),
        ..finding("X2", "end-date", Status::Accepted, Level::Warning)
    }
}

fn dilemma() -> DilemmaFinding {
    let risk = |name: &str, mitigated| RiskState {
        name: name.into(),
        text: format!("{name} may follow"),
        mitigated,
    };
    DilemmaFinding {
        code: "Q1".into(),
        name: "talk-or-fight".into(),
        asks: "talk, fight or both".into(),
        subjects: vec![subject("G", 1, "Riders")],
        stance: Stance::Contradictory,
        horns: vec![
            HornTaken {
                name: "talk".into(),
                title: "Talk to them".into(),
                taken: true,
                clauses: vec![clause("7", "train", "¶7    requests mission to train")],
                risks: vec![risk("recognition", false), risk("delay", true)],
            },
            HornTaken {
                name: "fight".into(),
                title: "Fight them".into(),
                taken: false,
                clauses: vec![],
                risks: vec![],
            },
        ],
        clashes: vec![("talk".into(), "fight".into(), "nobody talks under fire".into())],
        message: "the draft must choose".into(),
        source: "§5".into(),
        accepted: None,
    }
}

pub(super) fn sample() -> Sample {
    let mut sources = SourceMap::default();
    sources.add("vale.mandate", DRAFT);
    let mut rules = SourceMap::default();
    rules.add("pack/X1-reach/rule.policy", RULES);
    let pack = Pack {
        name: "pack".into(),
        title: "A pack".into(),
        families: vec![
            Family { prefix: "X".into(), title: "Reach and time".into() },
            Family { prefix: "Z".into(), title: "Waivers".into() },
        ],
        rules: vec![
            rule("X1", "reach", "air mobility over a vast area", "rule X1 reach {", "A is vast"),
            rule("X2", "end-date", "a date on which the mission ends", "rule X2 end-date {", "rule X2"),
        ],
        stale_acceptance: Some(StaleAcceptance {
            code: "Z1".into(),
            name: "accepts-nothing".into(),
            asks: "acceptances that accept something".into(),
            source: "practice".into(),
            level: Level::Note,
            because: Text("nothing".into()),
            remedy: Text("strike it".into()),
            span: span(RULES, "rule X2"),
        }),
        sources: rules,
        ..Pack::default()
    };
    let unassessed = Finding {
        missing: vec![Block::Deployment],
        message: "needs a deployment block".into(),
        ..finding("X3", "strength", Status::NotAssessed, Level::Error)
    };
    let report = Report {
        mandate: "MIVAL".into(),
        symbol: "S/RES/9999 (2031)".into(),
        given: vec![(Block::Situation, "vale".into())],
        from_prose: false,
        brackets: 2,
        findings: vec![
            gap(),
            accepted(),
            unassessed,
            finding("X4", "met-one", Status::Met, Level::Error),
            finding("X5", "elsewhere", Status::NotApplicable, Level::Error),
            finding("X6", "whole", Status::Gap, Level::Note),
        ],
        dilemmas: vec![dilemma()],
        proposals: vec![ProposalFinding {
            code: "Y1".into(),
            name: "share-records".into(),
            asks: "share what is known".into(),
            source: "§6".into(),
            criteria: vec![
                CriterionState {
                    code: "Y101".into(),
                    asks: "a record".into(),
                    status: Status::Met,
                    clauses: vec!["7".into()],
                },
                CriterionState {
                    code: "Y102".into(),
                    asks: "a reader".into(),
                    status: Status::Gap,
                    clauses: vec![],
                },
            ],
        }],
        span: span(DRAFT, "mandate MIVAL for vale {"),
    };
    Sample { sources, pack, judged: vec![Judged { path: "vale.mandate".into(), report }] }
}
