//! `check --format html`: one mandate after the other, each with its text and the findings in the margin.

mod changes;
mod draft;
mod rest;
mod rows;
mod summary;
#[cfg(test)]
mod tests;

use maud::Markup;

use super::Page;
use crate::baseline::Changes;
use crate::reports::human::block_name;
use crate::reports::{Judged, Run, counted};

/// The most findings of one mandate that are shown as cards; the others are counted.
const CARDS: usize = 600;

/// The findings of every mandate, as one HTML file. `since` is empty, or has one entry for each mandate of the run.
pub fn render(run: Run<'_>, since: &[Changes]) -> String {
    let mut page = match run.judged {
        [only] => {
            let mut page = Page::new("Check of a draft mandate", named(only));
            for (key, value) in facts(run, only) {
                page.fact(key, value);
            }
            page.lead(summary::verdict(&only.report));
            page
        }
        several => {
            let mut page = Page::new("Check of draft mandates", counted(several.len(), "mandate"));
            page.fact("pack", run.pack.name.clone());
            page.section("Mandates", summary::mandates(run));
            page
        }
    };
    for (at, judged) in run.judged.iter().enumerate() {
        mandate(run, judged, since.get(at), &mut page);
    }
    page.render()
}

/// Name and symbol.
fn named(judged: &Judged) -> String {
    let report = &judged.report;
    [report.mandate.as_str(), report.symbol.as_str()].join(" ").trim().to_owned()
}

fn facts(run: Run<'_>, judged: &Judged) -> Vec<(&'static str, String)> {
    let mut facts = vec![("file", judged.path.clone())];
    facts.extend(judged.report.given.iter().map(|(block, name)| (block_name(*block), name.clone())));
    if judged.report.brackets > 0 {
        let told = format!("{}, the first option of each taken", judged.report.brackets);
        facts.push(("brackets", told));
    }
    facts.push(("pack", run.pack.name.clone()));
    facts
}

fn mandate(run: Run<'_>, judged: &Judged, since: Option<&Changes>, page: &mut Page) {
    let single = run.judged.len() == 1;
    let report = &judged.report;
    let drawn = draft::draw(run, report, since, page.ids());
    let parts: [(&str, Markup); 9] = [
        ("What changed", since.map(|since| changes::section(report, since)).unwrap_or_default()),
        ("In short", summary::section(run, judged, &drawn.cards)),
        ("Means against goals", summary::means(report)),
        ("The draft, with findings", drawn.own),
        ("What the draft is read against, with findings", drawn.given),
        ("Dilemmas", rest::dilemmas(report, page.ids())),
        ("Proposals", rest::proposals(report)),
        ("Accepted, with reasons", rest::accepted(report)),
        ("Not assessed", rest::unassessed(report)),
    ];
    if !single {
        page.section(named(judged), summary::head(run, judged));
    }
    for (title, body) in parts {
        if single { page.section(title, body) } else { page.subsection(title, body) }
    }
}
