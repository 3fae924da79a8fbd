//! The page of a check: escaped whatever comes, bounded however much comes.

use penholder_language::model::{Block, Level};
use penholder_language::source::SourceMap;

use super::render;
use crate::baseline::{Recorded, changes};
use crate::findings::{Figures, Finding, Status, SubjectIdentity};
use crate::reports::sample::{Sample, finding, sample};

const EVIL: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)></title></style>\u{0}\u{7}\u{1b}[31m\u{202e}&amp;";

fn spoil(text: &mut String) {
    *text = format!("{text}{EVIL}");
}

fn spoil_finding(finding: &mut Finding) {
    for text in
        [&mut finding.code, &mut finding.name, &mut finding.asks, &mut finding.message, &mut finding.source]
    {
        spoil(text);
    }
    finding.eased = Some(EVIL.into());
    finding.judgements.push(EVIL.into());
    finding.subjects.iter_mut().for_each(|subject| {
        spoil(&mut subject.text);
        spoil(&mut subject.variable);
        subject.identity = SubjectIdentity { label: EVIL.into(), act: EVIL.into(), about: vec![EVIL.into()] };
    });
    for clause in finding.clauses.iter_mut().chain(&mut finding.found).chain(&mut finding.rests_on) {
        spoil(&mut clause.label);
        spoil(&mut clause.text);
    }
    finding.lines.iter_mut().for_each(|line| spoil(&mut line.label));
    if let Some(figures) = &mut finding.figures {
        spoil(&mut figures.unit);
    }
    for remedy in &mut finding.remedies {
        spoil(&mut remedy.text);
        remedy.clauses.iter_mut().for_each(spoil);
    }
    if let Some(accepted) = &mut finding.accepted {
        spoil(&mut accepted.reason);
    }
}

/// The sample with markup and control characters in every field.
fn spoilt() -> Sample {
    let mut sample = sample();
    let judged = &mut sample.judged[0];
    spoil(&mut judged.path);
    let report = &mut judged.report;
    spoil(&mut report.mandate);
    spoil(&mut report.symbol);
    report.given = vec![(Block::Situation, EVIL.into())];
    report.findings.iter_mut().for_each(spoil_finding);
    for dilemma in &mut report.dilemmas {
        for text in [
            &mut dilemma.code,
            &mut dilemma.name,
            &mut dilemma.asks,
            &mut dilemma.message,
            &mut dilemma.source,
        ] {
            spoil(text);
        }
        dilemma.subjects.iter_mut().for_each(|subject| spoil(&mut subject.text));
        for horn in &mut dilemma.horns {
            spoil(&mut horn.title);
            horn.clauses.iter_mut().for_each(|clause| spoil(&mut clause.label));
            horn.risks.iter_mut().for_each(|risk| {
                spoil(&mut risk.name);
                spoil(&mut risk.text);
            });
        }
        dilemma.clashes.iter_mut().for_each(|(_, _, because)| spoil(because));
        dilemma.accepted = Some((EVIL.into(), report.span));
    }
    for proposal in &mut report.proposals {
        for text in [&mut proposal.code, &mut proposal.name, &mut proposal.asks, &mut proposal.source] {
            spoil(text);
        }
        for criterion in &mut proposal.criteria {
            spoil(&mut criterion.asks);
            criterion.clauses.iter_mut().for_each(spoil);
        }
    }
    spoil(&mut sample.pack.name);
    sample.pack.families.iter_mut().for_each(|family| spoil(&mut family.title));
    for sources in [&mut sample.sources, &mut sample.pack.sources] {
        let mut evil = SourceMap::default();
        for (_, file) in sources.iter() {
            evil.add(
                format!("{}{EVIL}", file.name),
                format!("{}{EVIL}", file.text.replace('\n', &format!("{EVIL}\n"))),
            );
        }
        *sources = evil;
    }
    sample
}

#[test]
fn nothing_that_a_field_holds_becomes_markup() {
    let sample = spoilt();
    let none = Recorded::default();
    let since = [changes(&sample.judged[0].report, Some(&none), EVIL)];
    for since in [&since[..], &[]] {
        let text = sample.with(|run| render(run, since));
        for bad in ["<script", "<img", "onerror=alert(2)>"] {
            assert!(
                !text.contains(bad),
                "{bad}:
{text}"
            );
        }
        assert_eq!(text.matches("</style>").count(), 1);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        assert!(!text.contains('\u{202e}'));
        assert!(text.matches("&lt;script&gt;").count() > 60, "{}", text.matches("&lt;script&gt;").count());
        // The address of nothing is made of what a draft says.
        assert!(!text.contains("href=\"http") && !text.contains("src=\"") && !text.contains("javascript:"));
    }
}

#[test]
fn a_page_stays_in_bounds_however_much_there_is() {
    let mut sample = sample();
    let long = "a reason that goes on ".repeat(1_000);
    for number in 0..20_000 {
        let mut many = finding(&format!("X{number}"), "many", Status::Gap, Level::Error);
        many.message = if number < 500 { long.clone() } else { "short".into() };
        many.figures = Some(Figures { has: i64::MIN, needs: i64::MAX, short: i64::MAX, unit: long.clone() });
        sample.judged[0].report.findings.push(many);
    }
    let text = sample.with(|run| render(run, &[]));
    assert!(text.len() < 8_000_000, "{} bytes", text.len());
    assert!(text.contains("more here, which `--format json` lists"));
}

#[test]
fn several_mandates_have_headings_in_order_and_names_of_their_own() {
    let mut sample = sample();
    let again = sample.judged[0].clone();
    sample.judged.push(again);
    let text = sample.with(|run| render(run, &[]));
    let levels: Vec<u32> = text
        .match_indices("<h")
        .filter_map(|(at, _)| text.get(at + 2..)?.chars().next()?.to_digit(10))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let mut ids: Vec<&str> =
        text.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
