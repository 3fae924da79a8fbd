//! All readings as JSON: versioned, with a published schema.

use super::words::{decided, unknown};
use super::{Weighing, Weighings, v1};
use crate::brackets::{self, Analysis, Count, RowKind, Taken, Weighed};

/// The document as text, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn json(run: Weighings<'_>) -> Result<String, serde_json::Error> {
    let drafts = run.drafts.iter().map(|draft| told(run, draft)).collect();
    crate::reports::document::text(&v1::Document { version: 1, drafts })
}

/// The JSON Schema (2020-12) of what [`json`] gives, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn schema() -> Result<String, serde_json::Error> {
    crate::reports::document::schema::<v1::Document>()
}

fn told(run: Weighings<'_>, draft: &Weighing) -> v1::Draft {
    let analysis = &draft.analysis;
    v1::Draft {
        path: draft.path.clone(),
        mandate: analysis.mandate.clone(),
        symbol: analysis.symbol.clone(),
        readings: match analysis.readings {
            Count::Exactly(number) => Some(number.to_string()),
            Count::AtMost(_) | Count::MoreThan(_) => None,
        },
        limit: analysis.limit.to_string(),
        factored: analysis.factored,
        groups: analysis.groups.clone(),
        too_large: analysis.too_large.clone(),
        axes: analysis
            .axes
            .iter()
            .map(|axis| v1::Axis {
                name: axis.name.clone(),
                about: axis.doc.clone(),
                unit: axis.unit.clone(),
                levels: axis.levels.clone(),
            })
            .collect(),
        brackets: (0..analysis.brackets.len()).filter_map(|place| bracket(run, analysis, place)).collect(),
        as_it_stands: reading(&analysis.as_it_stands),
        always: tally(analysis.always),
        best: analysis.best.iter().map(reading).collect(),
        front: analysis.front.iter().map(reading).collect(),
        front_cut: analysis.front_cut,
        hinges: analysis.rows.iter().map(hinge).collect(),
        delegations: analysis.delegations.iter().map(delegation).collect(),
        agreements: analysis.agreements.iter().map(agreement).collect(),
        least_cost: analysis.least.as_ref().map(settlement),
        least_burden: analysis.fairest.as_ref().map(settlement),
    }
}

fn bracket(run: Weighings<'_>, analysis: &Analysis, place: usize) -> Option<v1::Bracket> {
    let bracket = analysis.brackets.get(place)?;
    let at = run.places.start(bracket.span);
    let (alone, together) = decided(analysis, place);
    let free = bracket.pinned.is_none() && !bracket.gone;
    let options = bracket.options.iter().map(|option| v1::BracketOption {
        text: option.text.clone(),
        proponents: option.proponents.clone(),
        best: option.best.map(tally),
    });
    Some(v1::Bracket {
        name: bracket.name.clone(),
        line: at.line,
        column: at.column,
        within: bracket
            .within
            .iter()
            .map(|(bracket, option)| v1::Within { bracket: *bracket, option: option + 1 })
            .collect(),
        pinned: bracket.pinned.map(|option| option + 1),
        gone: bracket.gone,
        options: options.collect(),
        idle: free && alone.is_empty() && together.is_empty() && unknown(analysis, place) == 0,
    })
}

fn tally(tally: brackets::Tally) -> v1::Tally {
    v1::Tally { errors: tally.errors, warnings: tally.warnings, notes: tally.notes }
}

fn takes(taken: &Taken) -> Vec<Option<u32>> {
    taken.iter().map(|option| option.map(|option| option + 1)).collect()
}

fn reading(weighed: &Weighed) -> v1::Reading {
    v1::Reading {
        findings: tally(weighed.tally),
        axes: weighed.axes.clone(),
        readings: weighed.readings.to_string(),
        takes: takes(&weighed.taken),
    }
}

fn hinge(row: &brackets::Row) -> v1::Hinge {
    let lever = |lever: &brackets::Lever| v1::Lever {
        bracket: lever.choice,
        flips: lever.flips,
        of: lever.of,
        outcomes: lever.outcomes.iter().map(|outcome| outcome.states.clone()).collect(),
    };
    v1::Hinge {
        kind: match row.kind {
            RowKind::Finding => v1::Kind::Finding,
            RowKind::Dilemma => v1::Kind::Dilemma,
            RowKind::Axis => v1::Kind::Axis,
        },
        code: row.code.clone(),
        name: row.name.clone(),
        subjects: row.subjects.clone(),
        clauses: row.clauses.iter().map(|clause| clause.label.clone()).collect(),
        alone: row.hinge.alone().is_some(),
        levers: match &row.hinge {
            brackets::Hinge::On(levers) => Some(levers.iter().map(lever).collect()),
            brackets::Hinge::AtMost(_) => None,
        },
        brackets: row.hinge.choices(),
    }
}

fn delegation(delegation: &brackets::Delegation) -> v1::Delegation {
    v1::Delegation {
        name: delegation.name.clone(),
        brackets: delegation.brackets,
        readings: delegation.readings.map(|number| number.to_string()),
        best: delegation
            .best
            .as_ref()
            .map(|(own, taken)| v1::Preferred { findings: tally(*own), takes: takes(taken) }),
    }
}

fn agreement(agreement: &brackets::Agreement) -> v1::Agreement {
    let numbers = |options: &[u32]| options.iter().map(|option| option + 1).collect();
    v1::Agreement {
        bracket: agreement.choice,
        wishes: agreement
            .wishes
            .iter()
            .map(|(delegation, options)| v1::Wish { delegation: *delegation, options: numbers(options) })
            .collect(),
        common: numbers(&agreement.common),
    }
}

fn settlement(settlement: &brackets::Settlement) -> v1::Settlement {
    v1::Settlement {
        concessions: settlement.cost,
        largest: settlement.largest,
        conceded: settlement.concessions.clone(),
        findings: tally(settlement.tally),
        readings: settlement.readings.to_string(),
        takes: takes(&settlement.taken),
    }
}
