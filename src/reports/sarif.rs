//! Findings as SARIF 2.1.0: a rule entry for each code, a result for each finding.

use penholder_language::model::{Level, Pack};
use penholder_language::source::Span;
use serde_json::{Value, json};

use super::{Judged, Places, Run};
use crate::baseline::{Change, Changes};
use crate::findings::{ClauseRef, DilemmaFinding, Finding, Stance, Status};

/// The log as text, with a line end. `changes` is empty, or has one entry for each mandate of the run: then every result
/// has a `baselineState`.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn render(run: Run<'_>, changes: &[Changes]) -> Result<String, serde_json::Error> {
    let entries = entries(run.pack);
    let index = |code: &str| entries.iter().position(|entry| entry.get("id").is_some_and(|id| id == code));
    let results: Vec<Value> = run
        .judged
        .iter()
        .enumerate()
        .flat_map(|(at, judged)| results(run, judged, changes.get(at), &index))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "penholder",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": entries,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    crate::reports::document::text(&log)
}

/// One entry for each code of the pack that a result may carry.
fn entries(pack: &Pack) -> Vec<Value> {
    let mut entries: Vec<Value> = Vec::new();
    for rule in &pack.rules {
        let gravest = rule.require.iter().map(|line| line.level).max().unwrap_or(Level::Note);
        let remedies: Vec<&str> = rule.remedies.iter().map(|remedy| remedy.text.0.as_str()).collect();
        let help = help(&rule.source, &rule.judgements, &remedies);
        entries.push(entry(&rule.code, &rule.name, &rule.asks, &rule.because.0, &help, level(gravest)));
    }
    for dilemma in &pack.dilemmas {
        let horns: Vec<&str> = dilemma.horns.iter().map(|horn| horn.title.as_str()).collect();
        let help = format!("Ways out: {}.\nSource: {}", horns.join("; "), dilemma.source);
        entries.push(entry(&dilemma.code, &dilemma.name, &dilemma.asks, &dilemma.because.0, &help, "none"));
    }
    if let Some(stale) = &pack.stale_acceptance {
        let help = help(&stale.source, &[], &[stale.remedy.0.as_str()]);
        entries.push(entry(
            &stale.code,
            &stale.name,
            &stale.asks,
            &stale.because.0,
            &help,
            level(stale.level),
        ));
    }
    entries
}

fn entry(code: &str, name: &str, asks: &str, because: &str, help: &str, level: &str) -> Value {
    json!({
        "id": code,
        "name": name,
        "shortDescription": { "text": asks },
        "fullDescription": { "text": because },
        "help": { "text": help },
        "defaultConfiguration": { "level": level },
    })
}

fn help(source: &str, judgements: &[String], remedies: &[&str]) -> String {
    let mut lines = vec![format!("Source: {source}")];
    lines.extend(judgements.iter().map(|judgement| format!("Judgement: {judgement}")));
    lines.extend(remedies.iter().map(|remedy| format!("Remedy: {remedy}")));
    lines.join("\n")
}

fn results(
    run: Run<'_>,
    judged: &Judged,
    changes: Option<&Changes>,
    index: &dyn Fn(&str) -> Option<usize>,
) -> Vec<Value> {
    let told = |f: &Finding| f.status.is_open() || f.status == Status::Accepted;
    let state = |list: Option<&Vec<Option<Change>>>, at: usize| {
        list.and_then(|list| list.get(at).copied().flatten()).map(|change| match change {
            Change::New => "new",
            Change::Graver(_) => "updated",
            Change::Unchanged => "unchanged",
        })
    };
    let findings = judged.report.findings.iter().enumerate().filter(|(_, f)| told(f)).map(|(at, f)| {
        let mut result = result(run, judged, f, index);
        set(&mut result, "baselineState", state(changes.map(|c| &c.findings), at).map(Value::from));
        result
    });
    let arises =
        |d: &DilemmaFinding| d.stance != Stance::NotAssessed && (d.is_open() || d.accepted.is_some());
    let dilemmas = judged.report.dilemmas.iter().enumerate().filter(|(_, d)| arises(d)).map(|(at, d)| {
        let mut result = dilemma(run, judged, d, index);
        set(&mut result, "baselineState", state(changes.map(|c| &c.dilemmas), at).map(Value::from));
        result
    });
    findings.chain(dilemmas).collect()
}

fn result(run: Run<'_>, judged: &Judged, finding: &Finding, index: &dyn Fn(&str) -> Option<usize>) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.level),
        "message": { "text": message(finding) },
        "locations": [location(run.places, finding.place, &judged.report.mandate)],
        "partialFingerprints": { "finding/v1": fingerprint(judged, &finding.code, &subjects(finding), &finding.clauses) },
        "properties": { "status": finding.status.name(), "mandate": judged.report.mandate },
    });
    set(&mut result, "ruleIndex", index(&finding.code).map(Value::from));
    let related: Vec<Value> = finding
        .clauses
        .iter()
        .filter(|clause| clause.span != finding.place)
        .chain(&finding.found)
        .chain(&finding.rests_on)
        .map(|clause| related(run.places, clause))
        .collect();
    set(&mut result, "relatedLocations", (!related.is_empty()).then(|| related.into()));
    let reason = finding.accepted.as_ref().map(|accepted| &accepted.reason);
    set(&mut result, "suppressions", reason.map(|reason| suppression(reason)));
    result
}

/// A dilemma is a choice to be looked at, no failure.
fn dilemma(
    run: Run<'_>,
    judged: &Judged,
    dilemma: &DilemmaFinding,
    index: &dyn Fn(&str) -> Option<usize>,
) -> Value {
    let clauses: Vec<ClauseRef> = dilemma.horns.iter().flat_map(|horn| horn.clauses.clone()).collect();
    let place = clauses.first().map_or(judged.report.span, |clause| clause.span);
    let subjects: Vec<&str> = dilemma.subjects.iter().map(|subject| subject.text.as_str()).collect();
    let risks: Vec<&str> = dilemma.open_risks().map(|risk| risk.text.as_str()).collect();
    let risks = if risks.is_empty() { String::new() } else { format!("; at risk: {}", risks.join("; ")) };
    let mut result = json!({
        "ruleId": dilemma.code,
        "kind": "review",
        "level": "none",
        "message": { "text": format!("{}: {}{risks}", dilemma.stance.name(), dilemma.message) },
        "locations": [location(run.places, place, &judged.report.mandate)],
        "partialFingerprints": { "finding/v1": fingerprint(judged, &dilemma.code, &subjects, &[]) },
        "properties": { "status": dilemma.stance.name(), "mandate": judged.report.mandate },
    });
    set(&mut result, "ruleIndex", index(&dilemma.code).map(Value::from));
    set(&mut result, "suppressions", dilemma.accepted.as_ref().map(|(reason, _)| suppression(reason)));
    result
}

fn set(result: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (result.as_object_mut(), value) {
        object.insert(key.to_owned(), value);
    }
}

fn message(finding: &Finding) -> String {
    let remedy = finding.remedies.first().map(|remedy| format!("\nRemedy: {}", remedy.text));
    format!("{}{}", finding.message, remedy.unwrap_or_default())
}

fn subjects(finding: &Finding) -> Vec<&str> {
    finding.subjects.iter().map(|subject| subject.text.as_str()).collect()
}

fn suppression(reason: &str) -> Value {
    json!([{ "kind": "inSource", "status": "accepted", "justification": reason }])
}

/// What stays the same while lines move: code, mandate, subjects, paragraphs.
fn fingerprint(judged: &Judged, code: &str, subjects: &[&str], clauses: &[ClauseRef]) -> String {
    let labels: Vec<&str> = clauses.iter().map(|clause| clause.label.as_str()).collect();
    format!("{code}|{}|{}|{}", judged.report.mandate, subjects.join(","), labels.join(","))
}

fn location(places: &Places<'_>, span: Span, mandate: &str) -> Value {
    let mut location = json!({ "physicalLocation": physical(places, span) });
    set(&mut location, "logicalLocations", Some(json!([{ "name": mandate, "kind": "module" }])));
    location
}

fn related(places: &Places<'_>, clause: &ClauseRef) -> Value {
    let label = if clause.label.is_empty() { String::new() } else { format!("¶{} ", clause.label) };
    json!({
        "physicalLocation": physical(places, clause.span),
        "message": { "text": format!("{label}{}", clause.text) },
    })
}

fn physical(places: &Places<'_>, span: Span) -> Value {
    let (start, end) = (places.start(span), places.end(span));
    json!({
        "artifactLocation": { "uri": uri(places.name(span)) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    })
}

/// A path as a relative reference: whatever is not plain is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn level(level: Level) -> &'static str {
    level.name()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample::sample;

    fn log() -> Value {
        serde_json::from_str(&sample().with(|run| render(run, &[])).unwrap()).unwrap()
    }

    #[test]
    fn every_result_points_at_its_rule_and_its_place() {
        let log = log();
        let run = &log["runs"][0];
        assert_eq!(log["version"], "2.1.0");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            if let Some(index) = result["ruleIndex"].as_u64() {
                assert_eq!(rules[index as usize]["id"], result["ruleId"]);
            }
            assert!(["error", "warning", "note", "none"].contains(&result["level"].as_str().unwrap()));
            let region = &result["locations"][0]["physicalLocation"]["region"];
            assert!(region["startLine"].as_u64().unwrap() >= 1 && region["endColumn"].as_u64().unwrap() >= 1);
        }
        let first = &run["results"][0];
        assert_eq!(first["ruleId"], "X1");
        assert_eq!(first["locations"][0]["physicalLocation"]["region"]["startLine"], 6);
        assert_eq!(first["relatedLocations"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn every_code_has_an_entry_with_help() {
        let log = log();
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["X1", "X2", "Z1"]);
        assert!(rules.iter().all(|rule| rule["help"]["text"].as_str().unwrap().contains("Source: ")));
    }

    #[test]
    fn what_is_accepted_is_suppressed_with_its_reason_and_a_dilemma_is_for_review() {
        let log = log();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let of = |code: &str| results.iter().find(|result| result["ruleId"] == code).unwrap();
        assert_eq!(of("X2")["suppressions"][0]["justification"], "told elsewhere");
        assert_eq!((&of("Q1")["kind"], &of("Q1")["level"]), (&"review".into(), &"none".into()));
    }

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("drafts/mali 2013.mandate"), "drafts/mali%202013.mandate");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
