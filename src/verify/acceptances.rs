//! Accepting a finding hides nothing: it is told as accepted, with its reason, and nothing else changes.

use penholder_language::model::RuleId;

use super::added::with_entries;
use super::example::Read;
use super::pool::Judged;
use super::report::{Answer, Checked, Ground, Question};
use super::search::Search;
use crate::evaluate::Reading;
use crate::findings::{Finding, Status, judge};

const REASON: &str = "it is kept in sight";

/// Accepts the findings of each rule in a mandate at hand that has some.
pub(super) fn acceptances(search: &Search<'_>, pool: &[Judged]) -> Vec<Checked> {
    let ids: Vec<RuleId> = (0..search.pack.rules.len()).map(|i| RuleId(i as u32)).collect();
    let tried = super::in_parallel(search.options.threads, &ids, |id| {
        let judged =
            pool.iter().find(|judged| judged.stands.get(id.index()).is_some_and(|(_, open)| *open))?;
        hidden(search, *id, &judged.shown.read)
    });
    let tried: Vec<(RuleId, Option<Read>)> = tried.into_iter().flatten().collect();
    if tried.is_empty() {
        return Vec::new();
    }
    let wrong = tried.iter().find_map(|(id, read)| Some((search.pack.rule(*id)?, read.as_ref()?)));
    let fault = wrong.map(|(rule, _)| {
        format!(
            "a finding of {} that is accepted is not told as accepted, or another one changes with it",
            rule.code
        )
    });
    vec![Checked {
        question: Question::AcceptanceTold,
        codes: vec![search.pack.name.clone()],
        part: String::new(),
        answer: match wrong {
            Some((_, read)) => {
                Answer::Refuted(Ground::Example { text: read.text.clone(), size: read.draft.entities.len() })
            }
            None => Answer::Tried(format!(
                "tried with findings of {} rules, each of which is told as accepted with its reason, and no other changes",
                tried.len()
            )),
        },
        help: fault.is_some().then_some("this is no fault of a rule: please report it"),
        fault,
        declared: None,
    }]
}

/// The mandate in which accepting the rule's findings hides something; `None` inside where it hides nothing.
fn hidden(search: &Search<'_>, id: RuleId, read: &Read) -> Option<(RuleId, Option<Read>)> {
    let code = search.pack.rule(id)?.code.as_str();
    let after = with_entries(search, &read.text, &[format!("accepts {code} because \"{REASON}\"")])?;
    let told = |read: &Read| judge(search.pack, &read.draft, &Reading::default()).ok();
    let (before, now) = (told(read)?, told(&after)?);
    let own = |finding: &&Finding| finding.rule == Some(id) && finding.status.is_open();
    let mut owed = before.findings.iter().filter(own);
    let accepted = now.findings.iter().filter(|finding| finding.rule == Some(id));
    let accepted: Vec<&Finding> = accepted.filter(|finding| finding.status == Status::Accepted).collect();
    let same = |one: &Finding, other: &Finding| {
        let names = |finding: &Finding| -> Vec<String> {
            finding.subjects.iter().map(|subject| subject.text.clone()).collect()
        };
        one.code == other.code && names(one) == names(other)
    };
    let shown = owed.all(|finding| {
        accepted.iter().any(|now| {
            same(now, finding) && now.accepted.as_ref().is_some_and(|reason| reason.reason.contains(REASON))
        })
    });
    let others = |report: &'_ crate::findings::Report| -> Vec<(String, Vec<String>, Status)> {
        let others =
            report.findings.iter().filter(|finding| finding.rule != Some(id) && finding.rule.is_some());
        others
            .map(|finding| {
                let names = finding.subjects.iter().map(|subject| subject.text.clone()).collect();
                (finding.code.clone(), names, finding.status)
            })
            .collect()
    };
    let fine = shown && others(&before) == others(&now);
    Some((id, (!fine).then_some(after)))
}
