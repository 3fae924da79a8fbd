//! Why a code holds or fails in a draft: finding → clauses → places, lines with their states, figures.

use crate::findings::{Finding, Status};
use crate::reports::human::{detailed, dilemma, proposal};
use crate::reports::{Judged, Look, Run};

/// Every finding of a code, in every mandate.
pub fn here(run: Run<'_>, code: &str, look: Look) -> String {
    run.judged.iter().map(|judged| mandate(run, judged, code, look)).collect::<Vec<_>>().join("\n")
}

fn mandate(run: Run<'_>, judged: &Judged, code: &str, look: Look) -> String {
    let report = &judged.report;
    let mut text = format!("in {} ({})\n", look.bold(&report.mandate), judged.path);
    let start = text.len();
    for finding in report.findings.iter().filter(|finding| finding.code == code) {
        text.push_str(&told(run, finding, look));
    }
    for found in report.dilemmas.iter().filter(|found| found.code == code) {
        text.push_str(&dilemma(found, look, true));
        if let Some((reason, _)) = &found.accepted {
            text.push_str(&look.fact(4, "accepted", reason));
        }
    }
    for found in report.proposals.iter().filter(|found| found.code == code) {
        text.push_str(&proposal(found, look, true));
    }
    if text.len() == start {
        text.push_str("  does not arise\n");
    }
    text
}

fn told(run: Run<'_>, finding: &Finding, look: Look) -> String {
    match finding.status {
        Status::NotApplicable => look.wrap(
            "  does not arise: ",
            4,
            "nothing in the draft and what it is read against fits its condition",
        ),
        Status::NotAssessed => look.wrap("  not assessed: ", 4, &finding.message),
        _ => {
            let mut text = detailed(run, finding, look);
            if let Some(accepted) = &finding.accepted {
                let told = format!("{}  [{}]", accepted.reason, run.places.told(accepted.span));
                text.push_str(&look.fact(4, "accepted", &told));
            }
            text
        }
    }
}
