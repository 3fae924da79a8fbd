//! The candidates: what the rules and proposals of the pack would put in, and what the draft itself can change.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{EntityId, Level, RuleId};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate::ast::{Alternative, Entry, Node};
use penholder_language::syntax::mandate::entry_text;

use super::candidate::{Candidate, Edit, Kind, Priced, Target, cost_of_clause};
use super::sites::{Sites, entry_at};
use super::space::{Built, Offer, Space, build};
use super::specify::{Saying, sayings};
use super::{Base, Options, Trouble};
use crate::amend::{Labels, anchor, filled};
use crate::evaluate::Plan;
use crate::findings::{Finding, RemedyText, Report, remedies};

/// So many candidates at most: what the circuit may grow to.
const MOST: usize = 900;

/// So often clauses put in may ask for others.
const ROUNDS: usize = 5;

/// The candidates of a draft, with their space.
pub(super) struct Gathered {
    pub(super) space: Box<Space>,
    pub(super) offers: Vec<Offer>,
    pub(super) rounds: usize,
    pub(super) complete: bool,
}

/// Gathers candidates until those there are ask for no others.
pub(super) fn gather(
    base: &Base<'_>,
    options: &Options,
    plan: &Plan,
    before: &Report,
) -> Result<Gathered, Trouble> {
    let mut growing = Growing {
        base,
        options,
        labels: Labels::new(base.block()),
        sources: base.sources.clone(),
        known: BTreeSet::new(),
        offers: Vec::new(),
        complete: true,
    };
    growing.own(before);
    growing.of_findings(before);
    growing.of_proposals();
    for round in 0.. {
        let mut space = match build(base, plan, &growing.offers)? {
            Built::Space(space) => space,
            Built::Unreadable(places) => {
                let mut place = 0;
                growing.offers.retain(|_| {
                    place += 1;
                    !places.contains(&(place - 1))
                });
                match build(base, plan, &growing.offers)? {
                    Built::Space(space) => space,
                    Built::Unreadable(_) => return Err(Trouble::Unreadable(Vec::new())),
                }
            }
        };
        let grown = growing.of_space(&mut space, before);
        if grown == 0 || round + 1 >= ROUNDS {
            growing.complete &= grown == 0;
            growing.offers.truncate(space.taken.len());
            let Growing { offers, complete, .. } = growing;
            return Ok(Gathered { space, offers, rounds: round, complete });
        }
    }
    Err(Trouble::NoMandate)
}

struct Growing<'a> {
    base: &'a Base<'a>,
    options: &'a Options,
    labels: Labels,
    sources: SourceMap,
    known: BTreeSet<String>,
    offers: Vec<Offer>,
    complete: bool,
}

impl Growing<'_> {
    /// Changes to the draft's own clauses.
    fn own(&mut self, before: &Report) {
        let open: Vec<&Finding> = open(before, self.options.level).collect();
        let mut shortfalls: Vec<i64> = Vec::new();
        for figures in open.iter().filter_map(|finding| finding.figures.as_ref()) {
            shortfalls.push(figures.short);
        }
        shortfalls.retain(|short| *short > 0);
        shortfalls.sort_unstable();
        shortfalls.dedup();
        let sites = Sites {
            pack: self.base.pack,
            costs: &self.options.costs,
            draft: self.base.draft,
            block: self.base.block(),
            shortfalls: &shortfalls,
        };
        let mut entries: BTreeSet<usize> = BTreeSet::new();
        for clause in open.iter().flat_map(|finding| finding.clauses.iter().chain(&finding.found)) {
            entries.extend(entry_at(self.base.block(), clause.span));
        }
        let mut found: Vec<Candidate> = sites.figures();
        found.extend(sites.brackets());
        for entry in &entries {
            found.extend(sites.of_entry(*entry));
        }
        // What serves a clause that is struck out may have to go with it.
        found.extend(sites.referring(&entries));
        self.offers.extend(found.into_iter().map(|candidate| Offer { candidate, entry: None }));
    }

    fn of_findings(&mut self, before: &Report) {
        for finding in open(before, self.options.level) {
            for remedy in &finding.remedies {
                self.of_remedy(remedy);
                self.with_other_figures(finding, remedy);
            }
        }
    }

    /// A remedy names the figure that the first line falls short by; others may fall short by more.
    fn with_other_figures(&mut self, finding: &Finding, remedy: &RemedyText) {
        let Some(told) = finding.figures.as_ref().map(|figures| figures.short) else { return };
        let shorts: BTreeSet<i64> = finding
            .lines
            .iter()
            .filter_map(|line| line.figures.as_ref())
            .map(|figures| figures.short)
            .collect();
        for clause in &remedy.clauses {
            for short in shorts.iter().filter(|short| **short > 0 && **short != told) {
                let Ok(mut entry) = filled(clause, "1", &mut self.sources) else { continue };
                if refigured(&mut entry, told, *short) {
                    let text = entry_text(&entry);
                    self.put_in(text.strip_prefix("¶1 ").unwrap_or(&text), "");
                }
            }
        }
    }

    fn of_proposals(&mut self) {
        for proposal in &self.base.pack.proposals {
            for adds in &proposal.adds {
                self.put_in(&adds.template, "");
            }
        }
    }

    /// The remedies of what the candidates could open, or leave open; gives how many candidates are new.
    fn of_space(&mut self, space: &mut Space, before: &Report) -> usize {
        let were: BTreeMap<(&str, Vec<&str>), Level> = open_keys(before);
        let mut wanted: Vec<(RuleId, Vec<EntityId>)> = Vec::new();
        for place in 0..space.prospects.findings.len() {
            let Some(prospect) = space.prospects.findings.get(place) else { continue };
            let key = (prospect.code.as_str(), prospect.subjects.iter().map(String::as_str).collect());
            let may = may_be(were.get(&key).copied(), self.options.level);
            let (rule, binding) = (prospect.rule, prospect.binding.clone());
            let grave = space.too_grave(place, may);
            if let (Some(rule), true) = (rule, grave != crate::evaluate::NodeId::FALSE) {
                wanted.push((rule, binding));
            }
        }
        let count = self.offers.len();
        for (rule, binding) in &wanted {
            self.specified(space, *rule, binding);
        }
        for (rule, binding) in wanted {
            for remedy in remedies(self.base.pack, &space.draft, rule, &binding) {
                self.of_remedy(&remedy);
            }
        }
        self.offers.len() - count
    }

    /// What the clauses that a finding is about could say more, where its rule has no clause to put in for it.
    fn specified(&mut self, space: &Space, rule: RuleId, binding: &[EntityId]) {
        let pack = self.base.pack;
        let Some(rule) = pack.rule(rule) else { return };
        if rule.remedies.iter().any(|remedy| !remedy.adds.is_empty()) {
            return;
        }
        for Saying { clause, preposition, value } in
            sayings(pack, &space.draft, self.base.draft, rule, binding)
        {
            let Some(entity) = space.draft.entity(clause) else { continue };
            let put_in = self.offers.iter().find_map(|offer| match (&offer.entry, &offer.candidate.edit) {
                (Some((_, entry)), Edit::Add { clause }) if entry.place.0.file == entity.span.file => {
                    Some(Target::PutIn(clause.clone()))
                }
                _ => None,
            });
            let own = || entry_at(self.base.block(), entity.span).map(Target::Own);
            let Some(of) = put_in.or_else(own) else { continue };
            let Some(act) = entity.kinds.first().map(|kind| kind.value) else { continue };
            let Some(cost) = self.options.costs.specify(&pack.vocabulary, entity.sort, act) else { continue };
            let text = format!("¶{} … {preposition} {value}", entity.label.clone().unwrap_or_default());
            let edit = Edit::Specify { of, preposition: preposition.clone(), value: value.clone() };
            if self.offers.len() >= MOST || self.offers.iter().any(|offer| offer.candidate.edit == edit) {
                self.complete &= self.offers.len() < MOST;
                continue;
            }
            let about = format!("{preposition} {value}");
            let candidate = Candidate {
                edit,
                kind: Kind::Specify,
                about,
                text,
                prose: String::new(),
                cost,
                counted: None,
            };
            self.offers.push(Offer { candidate, entry: None });
        }
    }

    fn of_remedy(&mut self, remedy: &RemedyText) {
        for clause in &remedy.clauses {
            self.put_in(clause, &remedy.text);
        }
    }

    fn put_in(&mut self, clause: &str, prose: &str) {
        if clause.contains('—') || !self.known.insert(clause.to_owned()) {
            return;
        }
        if self.offers.len() >= MOST {
            self.complete = false;
            return;
        }
        // Read once to see what it is for, and again under the label that this gives it.
        let Ok(first) = filled(clause, "1", &mut self.sources) else { return };
        let vocabulary = &self.base.pack.vocabulary;
        let Some(Priced { cost, act, counted }) = cost_of_clause(vocabulary, &self.options.costs, &first)
        else {
            return;
        };
        let anchor = anchor(&first);
        let Some(label) = self.labels.fresh(&[anchor.clone(), anchor]).into_iter().next() else { return };
        let Ok(entry) = filled(clause, &label, &mut self.sources) else { return };
        self.offers.push(Offer {
            candidate: Candidate {
                edit: Edit::Add { clause: clause.to_owned() },
                kind: Kind::Add,
                about: act,
                text: clause.to_owned(),
                prose: prose.to_owned(),
                cost,
                counted,
            },
            entry: Some((label, entry)),
        });
    }
}

/// The findings to close.
pub(super) fn open(report: &Report, level: Level) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(move |finding| finding.status.is_open() && finding.level >= level)
}

/// What is open, by code and subjects, at its gravest.
pub(super) fn open_keys(report: &Report) -> BTreeMap<(&str, Vec<&str>), Level> {
    let mut keys: BTreeMap<(&str, Vec<&str>), Level> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.status.is_open()) {
        let subjects = finding.subjects.iter().map(|subject| subject.text.as_str()).collect();
        let level = keys.entry((finding.code.as_str(), subjects)).or_insert(finding.level);
        *level = (*level).max(finding.level);
    }
    keys
}

/// How grave a finding may be afterwards: below the level, and no graver than it was.
pub(super) fn may_be(was: Option<Level>, level: Level) -> Option<Level> {
    was.and_then(|was| super::space::below(level).map(|below| was.min(below)))
}

/// Puts another figure where one stands; `false` where it does not.
fn refigured(entry: &mut Entry, from: i64, to: i64) -> bool {
    let Node::Clause(clause) = &mut entry.node else { return false };
    let mut done = false;
    for item in &mut clause.items {
        if let Some(Alternative::Plain(figure)) = &mut item.figure
            && figure.value == from
        {
            figure.value = to;
            done = true;
        }
    }
    done
}
