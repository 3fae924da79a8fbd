//! Remedies do what they say: where a rule has a gap, the clauses of a remedy answer it.

use std::collections::BTreeMap;

use penholder_language::model::{EntityId, Formula, Rule, RuleId, SortId};

use super::added::{after, counted, filled, resolved, with_clauses};
use super::demand::Place;
use super::example::{Read, judged_with, read};
use super::lines::denied;
use super::question::{Claim, closed};
use super::report::{Answer, Checked, Declared, Ground, Question};
use super::search::{Asked, Found, Search, Shown};
use super::world::{BindingNodes, World};
use crate::evaluate::{NodeId, Reading as Brackets};
use crate::findings::{Finding, Status, judge};

/// So many gaps are looked at where a remedy cannot be put into a symbolic mandate.
const GAPS: usize = 6;

/// A remedy with clauses: its place among the rule's, and its templates.
struct Offer {
    remedy: usize,
    templates: Vec<String>,
}

/// An entity of a universe: of this sort, ruling out or not, and the how-manieth of these.
type Member = (SortId, bool, usize);

/// What a mandate is looked for in which the rule has a gap.
#[derive(Clone, Copy)]
enum Sought {
    /// No remedy helps by itself.
    NoneHelps,
    /// This one does.
    Helps(usize),
}

pub(super) fn remedies(search: &Search<'_>, id: RuleId, gaps: &[Shown]) -> Vec<Checked> {
    let Some(rule) = search.pack.rule(id) else { return Vec::new() };
    let offers: Vec<Offer> = rule
        .remedies
        .iter()
        .enumerate()
        .filter(|(_, remedy)| !remedy.adds.is_empty())
        .map(|(remedy, known)| Offer {
            remedy,
            templates: known.adds.iter().map(|adds| adds.template.clone()).collect(),
        })
        .collect();
    let mut checked = Vec::new();
    if offers.is_empty() || gaps.is_empty() {
        return checked;
    }
    let code = &rule.code;
    let all: Vec<String> = offers.iter().map(|offer| format!("`{}`", offer.templates.join("; "))).collect();
    let answer = helped(search, id, rule, &offers, gaps);
    let wrong = matches!(answer, Answer::Refuted(_));
    // What no clause can do, a remedy without clauses says.
    let words = rule.remedies.iter().position(|remedy| remedy.adds.is_empty());
    checked.push(Checked {
        question: Question::RemedyHelps,
        codes: vec![code.clone()],
        part: String::new(),
        fault: wrong.then(|| {
            let none = if offers.len() == 1 { "its remedy misses" } else { "none of its remedies helps" };
            format!("{code}: {none}: after {} the gap is still there", all.join(" or "))
        }),
        help: wrong.then_some("let a template give what the `require` lines ask for"),
        answer,
        declared: words.filter(|_| wrong).map(|place| Declared {
            because: format!("remedy {} says in words what no clause can do", place + 1),
            by_line: false,
        }),
    });
    for offer in offers.iter().filter(|_| offers.len() > 1) {
        let answer = helps_somewhere(search, id, rule, &offers, offer, gaps);
        let wrong = matches!(answer, Answer::Refuted(_));
        checked.push(Checked {
            question: Question::RemedyHelps,
            codes: vec![code.clone()],
            part: format!("remedy {}", offer.remedy + 1),
            fault: wrong.then(|| {
                let shown = offer.templates.join("; ");
                format!(
                    "{code}: remedy {} never helps: after `{shown}` every gap is still there",
                    offer.remedy + 1
                )
            }),
            help: wrong.then_some("let its template give what the `require` lines ask for"),
            answer,
            declared: None,
        });
    }
    checked
}

/// Whether in every gap one of the remedies helps.
fn helped(search: &Search<'_>, id: RuleId, rule: &Rule, offers: &[Offer], gaps: &[Shown]) -> Answer {
    // On gaps that were found already: whatever a template needs is filled as `check` fills it.
    for shown in gaps.iter().take(GAPS) {
        let short = read(search.pack, shown.text.clone());
        let left = short.and_then(|short| left_open(search, id, offers, &short));
        if let Some(left) = left.or_else(|| left_open(search, id, offers, &shown.read)) {
            return Answer::Refuted(Ground::Example { text: left.text, size: shown.draft.entities.len() });
        }
    }
    let mut weakest: Option<Answer> = None;
    for sorts in bindings(rule) {
        let answer = denied(&gap_stays(search, id, rule, offers, Sought::NoneHelps, &sorts));
        match answer {
            Answer::Refuted(_) => return answer,
            Answer::Proved(_) if !matches!(weakest, None | Some(Answer::Proved(_))) => {}
            other => weakest = Some(other),
        }
    }
    match weakest {
        // A template needs a figure or what the clause says: only the gaps at hand were tried.
        Some(Answer::Searched(0)) | None => Answer::Searched(search.options.most),
        Some(answer) => answer,
    }
}

/// Whether there is a gap in which the remedy helps.
fn helps_somewhere(
    search: &Search<'_>,
    id: RuleId,
    rule: &Rule,
    offers: &[Offer],
    offer: &Offer,
    gaps: &[Shown],
) -> Answer {
    let only = std::slice::from_ref(offer);
    if let Some(shown) = gaps.iter().find(|shown| left_open(search, id, only, &shown.read).is_none()) {
        return Answer::Proved(shown.ground());
    }
    let place = offers.iter().position(|own| own.remedy == offer.remedy).unwrap_or(0);
    let mut weakest = Answer::Searched(search.options.most);
    for sorts in bindings(rule) {
        match gap_stays(search, id, rule, offers, Sought::Helps(place), &sorts) {
            Found::Example(shown) => return Answer::Proved(shown.ground()),
            Found::Never(bound) => weakest = Answer::Refuted(Ground::Bound(bound)),
            _ => return Answer::Searched(search.options.most),
        }
    }
    weakest
}

/// Which entities the variables may have together: the how-manieth of which sort. Two variables may have the same one.
fn bindings(rule: &Rule) -> Vec<Vec<Member>> {
    rule.for_each.iter().fold(vec![Vec::new()], |sofar, variable| {
        let mut more: Vec<Vec<Member>> = Vec::new();
        for chosen in sofar {
            for sort in &variable.sorts {
                let own = |member: &&Member| member.0 == *sort && member.1 == variable.ruled_out;
                let distinct = chosen.iter().filter(own).map(|member| member.2 + 1).max().unwrap_or(0);
                more.extend((0..=distinct).map(|number| {
                    chosen.iter().copied().chain([(*sort, variable.ruled_out, number)]).collect()
                }));
            }
        }
        more
    })
}

/// Looks for a gap that the remedies' clauses leave a gap, or answer, for the first entities of these sorts.
fn gap_stays(
    search: &Search<'_>,
    id: RuleId,
    rule: &Rule,
    offers: &[Offer],
    sought: Sought,
    sorts: &[Member],
) -> Found {
    // The clauses are counted by reading them into the smallest mandate that has the variables' entities.
    let mut besides = BTreeMap::new();
    for offer in offers {
        let Some(more) = added_to_smallest(search, rule, &offer.templates, sorts) else {
            return Found::Searched(0);
        };
        for (place, count) in more {
            let own: &mut usize = besides.entry(place).or_default();
            *own = (*own).max(count);
        }
    }
    // The gap before, and as often again as there are remedies; or what answers it.
    let claims = match sought {
        Sought::NoneHelps => std::iter::repeat_n(closed::full_gap(rule), offers.len() + 1).collect(),
        Sought::Helps(_) => vec![closed::full_gap(rule), closed::answered(rule)],
    };
    let claims = claims.into_iter().map(Claim::yes).collect();
    search.look(&Asked {
        claims,
        blocks: search.blocks([id].into_iter()),
        rules: 1,
        besides,
        nodes: &|world, reading| {
            let Some(binding) = first(world, sorts) else { return Ok(None) };
            let names = names(world, rule, &binding);
            let before = world.rule(id)?;
            let own = before.bindings.iter().find(|own| own.binding == binding);
            let lower = lowering(rule);
            let full = |world: &mut World<'_>, own: &BindingNodes| {
                let eased = own.eased.iter().zip(&lower).filter(|(_, lower)| **lower);
                let eased = world.any(eased.map(|(node, _)| *node).collect::<Vec<_>>());
                let full = world.not(eased);
                world.all([own.assessed, own.bare, full])
            };
            let mut nodes: Vec<NodeId> = vec![own.map_or(NodeId::FALSE, |own| full(world, own))];
            for (place, offer) in offers.iter().enumerate() {
                if matches!(sought, Sought::Helps(only) if only != place) {
                    continue;
                }
                let clauses = filled(&offer.templates, &names);
                let Some(added) = clauses.and_then(|clauses| resolved(search, &world.universe, &clauses))
                else {
                    return Ok(None);
                };
                let later = after(world, &added, reading);
                let later = world.rule_after(Some(&later), id)?;
                let own = later.bindings.iter().find(|own| own.binding == binding);
                let stays = own.map_or(NodeId::FALSE, |own| full(world, own));
                nodes.push(if matches!(sought, Sought::NoneHelps) { stays } else { world.not(stays) });
            }
            Ok(Some(nodes))
        },
        confirm: &|read| match sought {
            Sought::NoneHelps => left_open(search, id, offers, read).is_some(),
            Sought::Helps(place) => {
                let only = offers.get(place).map_or(&[][..], std::slice::from_ref);
                judged_with(search.pack, search.plan, id, read)
                    .is_some_and(|verdicts| verdicts.iter().any(|verdict| verdict.status == Status::Gap))
                    && left_open(search, id, only, read).is_none()
            }
        },
    })
}

/// Which `eased` lines lower the level of a gap at all.
fn lowering(rule: &Rule) -> Vec<bool> {
    let level = rule.require.iter().map(|line| line.level).max();
    rule.eased.iter().map(|ease| level.is_some_and(|level| ease.to < level)).collect()
}

fn names(world: &World<'_>, rule: &Rule, binding: &[EntityId]) -> Vec<(String, String)> {
    let bound = rule.for_each.iter().zip(binding);
    bound
        .filter_map(|(v, id)| Some((v.name.clone(), world.universe.draft.entity(*id)?.name.clone())))
        .collect()
}

fn first(world: &World<'_>, members: &[Member]) -> Option<Vec<EntityId>> {
    let find = |(sort, ruled_out, number): &Member| {
        let entities = world.universe.draft.entities.iter().enumerate();
        let mut own = entities.filter(|(_, entity)| entity.sort == *sort && entity.ruled_out == *ruled_out);
        own.nth(*number).map(|(i, _)| EntityId(i as u32))
    };
    members.iter().map(find).collect()
}

/// What the templates add to a mandate that has the variables' entities and nothing else.
fn added_to_smallest(
    search: &Search<'_>,
    rule: &Rule,
    templates: &[String],
    sorts: &[Member],
) -> Option<BTreeMap<Place, usize>> {
    let world = search.small_world(&[Claim::yes(closed::with(rule, vec![Formula::Constant(true)]))]);
    let binding = first(&world, sorts)?;
    let clauses = filled(templates, &names(&world, rule, &binding))?;
    Some(counted(&resolved(search, &world.universe, &clauses)?))
}

/// The mandate with the last remedy's clauses, where each remedy by itself leaves some gap a gap, as grave as before.
fn left_open(search: &Search<'_>, id: RuleId, offers: &[Offer], read: &Read) -> Option<Read> {
    let report = judge(search.pack, &read.draft, &Brackets::default()).ok()?;
    // What an answer in the text lowers is answered.
    let full = |f: &&Finding| f.rule == Some(id) && f.status == Status::Gap && f.eased.is_none();
    for gap in report.findings.iter().filter(full) {
        let subjects: Vec<String> = gap.subjects.iter().map(|subject| name(read, subject.entity)).collect();
        let mut last = None;
        let stays = offers.iter().all(|offer| {
            let Some(clauses) = gap.remedies.get(offer.remedy).map(|remedy| &remedy.clauses) else {
                return false;
            };
            let Some(after) = with_clauses(search, &read.text, clauses) else { return false };
            let verdicts = judged_with(search.pack, search.plan, id, &after).unwrap_or_default();
            let still = verdicts.iter().any(|verdict| {
                let own: Vec<String> = verdict.binding.iter().map(|id| name(&after, *id)).collect();
                verdict.status == Status::Gap && verdict.level >= gap.level && own == subjects
            });
            last = Some(after);
            still
        });
        if stays && last.is_some() {
            return last;
        }
    }
    None
}

fn name(read: &Read, id: EntityId) -> String {
    read.draft.entity(id).map(|entity| entity.name.clone()).unwrap_or_default()
}

/// What is left of a mandate's gaps after the remedies that are offered, round by round: where the first did not help,
/// the next one is added.
pub(super) fn repaired(search: &Search<'_>, read: &Read, rounds: usize) -> Result<(), Vec<String>> {
    let mut clauses: Vec<String> = Vec::new();
    let mut left: Vec<String> = Vec::new();
    for round in 0..rounds {
        let Some(now) = with_clauses(search, &read.text, &clauses) else { break };
        let Ok(report) = judge(search.pack, &now.draft, &Brackets::default()) else { break };
        left.clear();
        let mut more: Vec<String> = Vec::new();
        for finding in report.findings.iter().filter(|finding| finding.status == Status::Gap) {
            let Some(rule) = finding.rule.and_then(|id| search.pack.rule(id)) else { continue };
            let offered: Vec<&Vec<String>> =
                finding.remedies.iter().map(|r| &r.clauses).filter(|clauses| !clauses.is_empty()).collect();
            // A remedy in words asks for something to be struck out or changed; what is eased is answered.
            let in_words = rule.remedies.iter().any(|remedy| remedy.adds.is_empty());
            if in_words || offered.is_empty() || finding.eased.is_some() {
                continue;
            }
            left.push(rule.code.clone());
            more.extend(
                offered.get(round.min(offered.len() - 1)).into_iter().flat_map(|c| c.iter().cloned()),
            );
        }
        if left.is_empty() {
            return Ok(());
        }
        more.retain(|clause| !clauses.contains(clause));
        more.sort();
        more.dedup();
        clauses.extend(more);
    }
    left.sort();
    left.dedup();
    Err(left)
}
