//! A repair from beginning to end.

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

use penholder_language::model::{Costs, Draft, Level, Pack};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate::ast::{Block, BlockKind, File};

use super::candidate::{Edit, Target};
use super::finish::finished;
use super::gather::{Gathered, gather, may_be, open, open_keys};
use super::outcome::{Demand, Outcome, Repair, Trouble, Verdict};
use super::search::{Optimum, Search};
use super::space::{Offer, Space};
use crate::amend::unused_name;
use crate::evaluate::{Algebra, Decide, Leaf, NodeId, Plan, Reading, fold};
use crate::findings::{Report, judge};

/// A mandate to repair, with all it is read against.
pub struct Base<'a> {
    /// By which it is judged.
    pub pack: &'a Pack,
    /// The file that it stands in.
    pub file: &'a File,
    /// Files with situations and deployments.
    pub around: &'a [&'a File],
    /// The texts of them all.
    pub sources: &'a SourceMap,
    /// The draft as it was resolved.
    pub draft: &'a Draft,
    /// Which of the file's mandates, from 0.
    pub number: usize,
    /// Where its block stands in the file.
    pub(super) at: usize,
    pub(super) block: &'a Block,
    /// With which the names of made-up choices begin.
    pub(super) prefix: String,
}

impl<'a> Base<'a> {
    /// The mandate of a file by its number.
    ///
    /// # Errors
    /// [`Trouble::NoMandate`] where there is none.
    pub fn new(
        pack: &'a Pack,
        file: &'a File,
        around: &'a [&'a File],
        sources: &'a SourceMap,
        draft: &'a Draft,
        number: usize,
    ) -> Result<Self, Trouble> {
        let mandates = file.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Mandate);
        let (at, block) = mandates.into_iter().nth(number).ok_or(Trouble::NoMandate)?;
        let prefix = unused_name(block, "repair");
        Ok(Base { pack, file, around, sources, draft, number, at, block, prefix })
    }

    /// The mandate's block.
    pub fn block(&self) -> &'a Block {
        self.block
    }

    /// The file with another block in its place.
    pub(super) fn with_block(&self, block: Block) -> File {
        let mut file = self.file.clone();
        if let Some(cell) = file.blocks.get_mut(self.at) {
            *cell = block;
        }
        file
    }
}

/// What a repair must keep to.
#[derive(Clone, Debug)]
pub struct Options {
    /// Nothing may be open at this level or above it.
    pub level: Level,
    /// What changes cost.
    pub costs: Costs,
    /// Paragraphs that stay as they are.
    pub keep: Vec<String>,
    /// Kinds of change, acts and paragraphs that are shut out.
    pub forbid: Vec<String>,
    /// No more of a kind of means than so many, over all changes.
    pub budget: Vec<(String, i64)>,
    /// So many other repairs.
    pub alternatives: usize,
    /// Not after this.
    pub until: Option<Instant>,
}

/// How far a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many candidates there are.
    pub candidates: usize,
    /// The cheapest found so far.
    pub found: Option<i64>,
    /// No repair costs less than this.
    pub bound: i64,
}

/// Repairs that keep a promise of the circuit but not of the text are shut out one by one, so many times.
const RETRIES: usize = 20;

/// How long others are looked for.
const FOR_OTHERS: Duration = Duration::from_millis(500);

/// So many kinds of change of the cheapest repair are done without, to see what else would serve.
const DETOURS: usize = 24;

/// The cheapest changes after which nothing is open at the level and nothing new is.
///
/// # Errors
/// [`Trouble`] where the draft cannot be judged, or the costs cannot be told.
pub fn repair(
    base: &Base<'_>,
    options: &Options,
    told: &mut dyn FnMut(Progress),
) -> Result<Outcome, Trouble> {
    let plan = Plan::new(base.pack);
    let before = judge(base.pack, base.draft, &Reading::default()).map_err(Trouble::Overflow)?;
    let bare = |verdict, before| Outcome { verdict, before, candidates: 0, rounds: 0, complete: true };
    if open(&before, options.level).next().is_none() {
        return Ok(bare(Verdict::Sound, before));
    }
    let Gathered { mut space, offers, rounds, complete } = gather(base, options, &plan, &before)?;
    let candidates = offers.len();
    let mut costs = Vec::with_capacity(candidates);
    for offer in &offers {
        costs.push(u64::try_from(offer.candidate.cost).map_err(|_| Trouble::Costs)?);
    }
    let total = costs.iter().try_fold(0_u64, |sum, cost| sum.checked_add(*cost));
    if total.is_none_or(|total| i64::try_from(total).is_err()) {
        return Err(Trouble::Costs);
    }
    let demands = demands(&mut space, base, options, &before, &offers);
    let nodes: Vec<NodeId> = demands.iter().map(|(_, node)| *node).collect();
    let mut search = Search::new(&mut space, &costs, options.until);
    let verdict = match search.demand(&nodes) {
        None => Verdict::OutOfTime(0),
        Some(Err(clash)) => {
            let clash = clash.iter().filter_map(|i| demands.get(*i));
            Verdict::Impossible(clash.map(|(demand, _)| in_words(demand, &offers)).collect())
        }
        Some(Ok(())) => {
            let mut progress = |found: Option<u64>, bound: u64| {
                told(Progress { candidates, found: found.map(told_as), bound: told_as(bound) });
            };
            cheapest(&mut search, base, options, &before, &offers, &mut progress)?
        }
    };
    drop(search);
    let verdict = explained(verdict, &space, &offers, &demands);
    Ok(Outcome { verdict, before, candidates, rounds, complete })
}

/// All that a repair must keep to, each with the node that says so.
pub(super) fn demands(
    space: &mut Space,
    base: &Base<'_>,
    options: &Options,
    before: &Report,
    offers: &[Offer],
) -> Vec<(Demand, NodeId)> {
    let were = open_keys(before);
    let mut found = Vec::new();
    for place in 0..space.prospects.findings.len() {
        let Some(prospect) = space.prospects.findings.get(place) else { continue };
        let (code, subjects) = (prospect.code.clone(), prospect.subjects.clone());
        let was = were.get(&(code.as_str(), subjects.iter().map(String::as_str).collect())).copied();
        let grave = space.too_grave(place, may_be(was, options.level));
        if grave == NodeId::FALSE {
            continue;
        }
        let demand = match was {
            Some(level) if level >= options.level => Demand::Close(code, subjects.join(", "), level),
            _ => Demand::Open(code, subjects.join(", ")),
        };
        found.push((demand, space.circuit.not(&grave)));
    }
    for label in &options.keep {
        let touches = |offer: &Offer| touched(base, offer).is_some_and(|own| is_at(&own, label));
        let node = none_of(space, offers, &touches);
        found.push((Demand::Keep(label.clone()), node));
    }
    for word in &options.forbid {
        let is = |offer: &Offer| {
            let candidate = &offer.candidate;
            let named = candidate.kind.name() == word || candidate.about == *word || candidate.text == *word;
            named
                || is_kind(base.pack, &candidate.about, word)
                || touched(base, offer).is_some_and(|own| is_at(&own, word.trim_start_matches('¶')))
        };
        let node = none_of(space, offers, &is);
        found.push((Demand::Forbid(word.clone()), node));
    }
    for (word, most) in &options.budget {
        let node = within(space, base.pack, offers, word, *most);
        found.push((Demand::Budget(word.clone(), *most), node));
    }
    found.retain(|(_, node)| *node != NodeId::TRUE);
    found
}

/// The paragraph of the draft's own that a change touches.
fn touched(base: &Base<'_>, offer: &Offer) -> Option<String> {
    let entry = match &offer.candidate.edit {
        Edit::Strike { entry }
        | Edit::Verb { entry, .. }
        | Edit::Value { entry, .. }
        | Edit::Figure { entry, .. } => *entry,
        Edit::Specify { of: Target::Own(entry), .. } => *entry,
        Edit::Choose { choice, .. } => return Some(choice.clone()),
        Edit::Specify { .. } | Edit::Add { .. } => return None,
    };
    crate::amend::labels_of(base.block().entries.get(entry..=entry)?).into_iter().next()
}

fn is_at(label: &str, of: &str) -> bool {
    label.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '.']))
}

fn is_kind(pack: &Pack, about: &str, word: &str) -> bool {
    let term = |name: &str| pack.vocabulary.term_named(name);
    matches!((term(about), term(word)), (Some(kind), Some(of)) if pack.vocabulary.is_a(kind, of))
}

fn none_of(space: &mut Space, offers: &[Offer], wanted: &dyn Fn(&Offer) -> bool) -> NodeId {
    let mut none = NodeId::TRUE;
    for (offer, taken) in offers.iter().zip(&space.taken) {
        if wanted(offer) {
            let not = space.circuit.not(taken);
            none = space.circuit.and(&none, &not);
        }
    }
    none
}

/// No more than so many of what the word names, over all changes that count some.
fn within(space: &mut Space, pack: &Pack, offers: &[Offer], word: &str, most: i64) -> NodeId {
    let Some(of) = pack.vocabulary.term_named(word) else { return NodeId::TRUE };
    let mut numbers = Vec::new();
    for (offer, taken) in offers.iter().zip(&space.taken) {
        let Some((term, count)) = offer.candidate.counted else { continue };
        if pack.vocabulary.is_a(term, of) {
            numbers.push((1, space.circuit.number(count, taken)));
        }
    }
    // A sum that cannot be told is above every budget.
    let Ok(sum) = space.circuit.sum(&numbers) else { return NodeId::FALSE };
    let over = most.checked_add(1).map_or(NodeId::FALSE, |bound| space.circuit.at_least(&sum, bound));
    space.circuit.not(&over)
}

fn cheapest(
    search: &mut Search<'_>,
    base: &Base<'_>,
    options: &Options,
    before: &Report,
    offers: &[Offer],
    told: &mut dyn FnMut(Option<u64>, u64),
) -> Result<Verdict, Trouble> {
    let nothing = BTreeSet::new();
    for _ in 0..RETRIES {
        let (chosen, bound) = match search.cheapest(&nothing, None, told) {
            Optimum::Proven(chosen) => (chosen, None),
            Optimum::BestFound(Some(chosen), bound) => (chosen, Some(told_as(bound))),
            Optimum::BestFound(None, bound) => return Ok(Verdict::OutOfTime(told_as(bound))),
            Optimum::Impossible => return Ok(Verdict::Impossible(Vec::new())),
        };
        let Some(best) = finished(base, options, before, offers, &chosen)? else {
            search.exclude(&chosen);
            continue;
        };
        let proven = bound.is_none();
        let bound = bound.unwrap_or(best.cost);
        let (alternatives, sought) = match (options.alternatives, proven) {
            (0, _) => (Vec::new(), true),
            (_, false) => (Vec::new(), false),
            _ => alternatives(search, base, options, before, offers, &chosen)?,
        };
        return Ok(Verdict::Repaired { best: Box::new(best), bound, proven, alternatives, sought });
    }
    Ok(Verdict::OutOfTime(0))
}

/// Repairs that do without some kind of change that the cheapest makes, the cheapest of them first; and whether all of
/// them were tried.
fn alternatives(
    search: &mut Search<'_>,
    base: &Base<'_>,
    options: &Options,
    before: &Report,
    offers: &[Offer],
    best: &BTreeSet<usize>,
) -> Result<(Vec<Repair>, bool), Trouble> {
    let group =
        |place: &usize| offers.get(*place).map(|offer| (offer.candidate.kind, offer.candidate.about.clone()));
    // What costs most is what one would like to do without.
    let mut groups: Vec<(i64, (super::Kind, String))> = Vec::new();
    for place in best {
        let (Some(key), Some(offer)) = (group(place), offers.get(*place)) else { continue };
        match groups.iter_mut().find(|(_, known)| *known == key) {
            Some((cost, _)) => *cost = cost.saturating_add(offer.candidate.cost),
            None => groups.push((offer.candidate.cost, key)),
        }
    }
    groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut seen: BTreeSet<BTreeSet<(super::Kind, String)>> = BTreeSet::new();
    seen.insert(best.iter().filter_map(group).collect());
    let mut found: Vec<Repair> = Vec::new();
    let mut sought = groups.len() <= DETOURS;
    // Others are a courtesy: they may take as long again as a drafter would wait.
    let until = Some(Instant::now() + FOR_OTHERS);
    for (_, without) in groups.iter().take(DETOURS) {
        let shut = (0..offers.len()).filter(|place| group(place).as_ref() == Some(without)).collect();
        let chosen = match search.cheapest(&shut, until, &mut |_, _| {}) {
            Optimum::Proven(chosen) => chosen,
            Optimum::Impossible => continue,
            Optimum::BestFound(..) => {
                sought = false;
                continue;
            }
        };
        if seen.insert(chosen.iter().filter_map(group).collect())
            && let Some(repair) = finished(base, options, before, offers, &chosen)?
        {
            found.push(repair);
        }
    }
    found.sort_by_key(|repair| repair.cost);
    found.truncate(options.alternatives);
    Ok((found, sought))
}

/// Says of every change what would be left open without it.
fn explained(verdict: Verdict, space: &Space, offers: &[Offer], demands: &[(Demand, NodeId)]) -> Verdict {
    let Verdict::Repaired { mut best, bound, proven, mut alternatives, sought } = verdict else {
        return verdict;
    };
    for repair in std::iter::once(best.as_mut()).chain(&mut alternatives) {
        let repair: &mut Repair = repair;
        let taken: BTreeSet<usize> = repair
            .changes
            .iter()
            .filter_map(|change| offers.iter().position(|offer| offer.candidate == change.candidate))
            .collect();
        for change in &mut repair.changes {
            let Some(own) = offers.iter().position(|offer| offer.candidate == change.candidate) else {
                continue;
            };
            let without: HashSet<Leaf> = taken
                .iter()
                .filter(|place| **place != own)
                .filter_map(|place| space.taken.get(*place))
                .filter_map(|node| match space.circuit.nodes().get(node.index()) {
                    Some(crate::evaluate::Node::Leaf(leaf)) => Some(*leaf),
                    _ => None,
                })
                .collect();
            let values = fold(&space.circuit, &mut Decide(|leaf| without.contains(&leaf)));
            let fails = |node: &NodeId| !values.get(node.index()).copied().unwrap_or(false);
            change.closes = demands
                .iter()
                .filter(|(_, node)| fails(node))
                .filter_map(|(demand, _)| match demand {
                    Demand::Close(code, subjects, _) | Demand::Open(code, subjects) => {
                        Some((code.clone(), renamed(subjects, &|label| repair.names.get(label).cloned())))
                    }
                    _ => None,
                })
                .collect();
        }
    }
    Verdict::Repaired { best, bound, proven, alternatives, sought }
}

/// Costs were refused where they do not fit.
fn told_as(cost: u64) -> i64 {
    i64::try_from(cost).unwrap_or(i64::MAX)
}

/// Subjects with other names for paragraphs.
fn renamed(subjects: &str, name: &dyn Fn(&str) -> Option<String>) -> String {
    let mut parts = subjects.split('¶');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (label, rest) = part.split_once(' ').unwrap_or((part, ""));
        let label = name(label).unwrap_or_else(|| label.to_owned());
        text.push_str(&format!("¶{label}"));
        if !rest.is_empty() {
            text.push_str(&format!(" {rest}"));
        }
    }
    text
}

/// A demand with clauses that might be put in called by what they say: their labels are nobody's.
fn in_words(demand: &Demand, offers: &[Offer]) -> Demand {
    let Demand::Open(code, subjects) = demand else { return demand.clone() };
    let put_in = offers.iter().filter_map(|offer| offer.entry.as_ref().map(|(label, _)| (label, offer)));
    let mut told = subjects.clone();
    for (label, offer) in put_in {
        let marked = format!("¶{label} ({})", offer.candidate.about);
        told = told.replace(&marked, &format!("the clause `{}`", offer.candidate.text));
    }
    Demand::Open(code.clone(), told)
}
