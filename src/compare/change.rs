//! What became of each paragraph: clauses paired off, differences summed up, one kind of change for each unit.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{Draft, Vocabulary, Weighed, Written};
use schemars::JsonSchema;
use serde::Serialize;

use super::clauses::{Clause, clauses};
use super::difference::{Detail, Direction, differences};
use super::links::Link;
use super::words::words;
use super::{Statement, Unit};
use crate::findings::natural;

/// What became of a paragraph. The names are a contract: output in JSON writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It says the same, wherever it stands now.
    Same,
    /// About the same in other words.
    Reworded,
    /// More is asked, or more firmly.
    Strengthened,
    /// Less is asked, or less firmly.
    Weakened,
    /// It was part of a longer one.
    Split,
    /// It stood in several.
    Merged,
    /// It continues nothing.
    New,
    /// Nothing continues it.
    Dropped,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Kind; 8] = [
        Kind::Same,
        Kind::Reworded,
        Kind::Strengthened,
        Kind::Weakened,
        Kind::Split,
        Kind::Merged,
        Kind::New,
        Kind::Dropped,
    ];

    /// As output writes it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Same => "same",
            Kind::Reworded => "reworded",
            Kind::Strengthened => "strengthened",
            Kind::Weakened => "weakened",
            Kind::Split => "split",
            Kind::Merged => "merged",
            Kind::New => "new",
            Kind::Dropped => "dropped",
        }
    }
}

/// What became of one unit of the newer text, or that one of the older is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The new unit, by its place; none where an old one is gone.
    pub new: Option<usize>,
    /// The old units that it continues, the main one first.
    pub old: Vec<usize>,
    /// What became of it.
    pub kind: Kind,
    /// What changed in it, the heaviest first.
    pub details: Vec<Detail>,
    /// How much the change counts.
    pub weight: u32,
    /// It stands under another label.
    pub moved: bool,
    /// How sure the link to the main antecedent is, from 0 to 1; 1 where there is none.
    pub sure: f32,
}

/// One of two texts.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// Its draft.
    pub draft: &'a Draft,
    /// Its paragraphs.
    pub units: &'a [Unit],
}

/// What became of every paragraph: of each new one in the order of the text, then the old ones that are gone.
pub fn changes(old: Text<'_>, new: Text<'_>, links: &[Link], vocabulary: &Vocabulary) -> Vec<Change> {
    let groups = Groups::new(old.units, new.units, links);
    let before = clauses(old.draft, old.units, vocabulary, &|label| groups.of_old(label));
    let after = clauses(new.draft, new.units, vocabulary, &|label| groups.of_new(label));
    let mut told = Told { old, new, links, vocabulary, by_new: BTreeMap::new(), by_old: BTreeMap::new() };
    told.pair(&before, &after);
    let mut found: Vec<Change> = (0..new.units.len()).map(|at| told.continued(at)).collect();
    let gone = (0..old.units.len()).filter(|at| !links.iter().any(|link| link.old == *at));
    found.extend(gone.map(|at| told.gone(at)).collect::<Vec<_>>());
    found
}

/// The changes that matter most, the heaviest first; those that count nothing are left out.
pub fn heaviest(changes: &[Change], old: &[Unit], new: &[Unit]) -> Vec<Change> {
    let label = |change: &Change| -> String {
        let unit =
            change.new.and_then(|at| new.get(at)).or_else(|| change.old.first().and_then(|at| old.get(*at)));
        unit.map(|unit| unit.label.clone()).unwrap_or_default()
    };
    let mut found: Vec<Change> = changes.iter().filter(|change| change.weight > 0).cloned().collect();
    found.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| natural(&label(a), &label(b))));
    found
}

struct Told<'a> {
    old: Text<'a>,
    new: Text<'a>,
    links: &'a [Link],
    vocabulary: &'a Vocabulary,
    /// What changed, by the new unit in which it shows.
    by_new: BTreeMap<usize, Vec<Detail>>,
    /// What is gone with an old unit that nothing continues.
    by_old: BTreeMap<usize, Vec<Detail>>,
}

impl Told<'_> {
    /// Pairs clauses off, the best pairs first, and says what changed in each and what is left over.
    fn pair(&mut self, before: &[Clause], after: &[Clause]) {
        let mut used = Used::default();
        let linked = |old: &Clause, new: &Clause| {
            self.links.iter().any(|link| link.old == old.unit && link.new == new.unit)
        };
        // In paragraphs that belong together; elsewhere only what is the same but for one thing.
        let near = |old: &Clause, new: &Clause| {
            let together = linked(old, new);
            let likeness = old.likeness(new, self.vocabulary).filter(|_| together || old.is_nearly(new))?;
            Some(likeness + if together { 10 } else { 0 })
        };
        let mut pairs = used.pair(before, after, near);
        // Then wherever it stands: an act that went to another paragraph is neither gone nor new.
        let anywhere =
            |old: &Clause, new: &Clause| old.likeness(new, self.vocabulary).filter(|_| old.is_same_act(new));
        pairs.extend(used.pair(before, after, anywhere));
        for (old, new) in pairs {
            self.by_new.entry(new.unit).or_default().extend(differences(old, new, self.vocabulary));
        }
        for (_, old) in before.iter().enumerate().filter(|(at, _)| !used.old.contains(at)) {
            let detail = if after.iter().any(|new| old.is_same_act(new)) {
                // It is said once less, not no longer.
                let text = format!("not here any more: {}", old.act);
                Detail { text, direction: Direction::Neither, weight: 1 }
            } else {
                Detail {
                    text: format!("no longer: {}", old.act),
                    direction: if old.ruled_out { Direction::Stronger } else { Direction::Weaker },
                    weight: old.presence(self.vocabulary),
                }
            };
            // Where the rest of the paragraph went on, the loss shows there.
            match self
                .links
                .iter()
                .filter(|link| link.old == old.unit)
                .max_by(|a, b| a.sure.total_cmp(&b.sure))
            {
                Some(link) => self.by_new.entry(link.new).or_default().push(detail),
                None => self.by_old.entry(old.unit).or_default().push(detail),
            }
        }
        for (_, new) in after.iter().enumerate().filter(|(at, _)| !used.new.contains(at)) {
            let was = before.iter().any(|old| old.is_same_act(new));
            self.by_new.entry(new.unit).or_default().push(if was {
                Detail { text: format!("also here: {}", new.act), direction: Direction::Neither, weight: 1 }
            } else {
                Detail {
                    text: format!("now: {}", new.act),
                    direction: if new.ruled_out { Direction::Weaker } else { Direction::Stronger },
                    weight: new.presence(self.vocabulary),
                }
            });
        }
    }

    /// What became of a new unit.
    fn continued(&mut self, at: usize) -> Change {
        let mut details = self.by_new.remove(&at).unwrap_or_default();
        let links: Vec<&Link> = self.links.iter().filter(|link| link.new == at).collect();
        let old: Vec<usize> = links.iter().map(|link| link.old).collect();
        let (Some(unit), Some(main)) = (self.new.units.get(at), links.first()) else {
            return self.alone(at, details);
        };
        let before = self.old.units.get(main.old);
        if let Some(before) = before {
            details.extend(self.verb(before, unit));
        }
        sort(&mut details);
        // As in `count`: that a verb changed over a whole list does not outweigh one grave change.
        let sum = |direction: Direction| count(details.iter().filter(|detail| detail.direction == direction));
        let (less, more) = (sum(Direction::Weaker), sum(Direction::Stronger));
        let shared = self.links.iter().filter(|link| link.old == main.old).count() > 1;
        let same = before.is_some_and(|before| says(before) == says(unit));
        let kind = match less.cmp(&more) {
            std::cmp::Ordering::Greater => Kind::Weakened,
            std::cmp::Ordering::Less => Kind::Strengthened,
            _ if old.len() > 1 => Kind::Merged,
            _ if same && details.is_empty() => Kind::Same,
            _ if shared => Kind::Split,
            _ => Kind::Reworded,
        };
        let weight = count(details.iter());
        let moved = before.is_some_and(|before| before.label != unit.label);
        Change { new: Some(at), old, kind, details, weight, moved, sure: main.sure }
    }

    fn alone(&self, at: usize, mut details: Vec<Detail>) -> Change {
        sort(&mut details);
        let unit = self.new.units.get(at);
        let weight = self.standing(unit, &details);
        Change { new: Some(at), old: Vec::new(), kind: Kind::New, details, weight, moved: false, sure: 1.0 }
    }

    fn gone(&mut self, at: usize) -> Change {
        let mut details = self.by_old.remove(&at).unwrap_or_default();
        sort(&mut details);
        let weight = self.standing(self.old.units.get(at), &details);
        Change { new: None, old: vec![at], kind: Kind::Dropped, details, weight, moved: false, sure: 1.0 }
    }

    /// What a whole paragraph counts: its clauses, or where none is known its verb.
    fn standing(&self, unit: Option<&Unit>, details: &[Detail]) -> u32 {
        let clauses = count(details.iter());
        let verb = unit.and_then(|unit| unit.statements.first()).map_or(0, |first| first.strength.min(6));
        if clauses > 0 || unit.is_some_and(|unit| !unit.clauses.is_empty()) { clauses } else { verb }
    }

    /// Of a paragraph without clauses only the verb tells how firm it is.
    fn verb(&self, before: &Unit, after: &Unit) -> Option<Detail> {
        if !before.clauses.is_empty() || !after.clauses.is_empty() {
            return None;
        }
        let (old, new): (&Statement, &Statement) = (before.statements.first()?, after.statements.first()?);
        if old.verb.is_empty() || new.verb.is_empty() || old.strength == new.strength {
            return None;
        }
        let verb = self
            .vocabulary
            .relations
            .iter()
            .zip(0..)
            .find(|(relation, _)| relation.written.contains(&Written::Verb));
        let weight = verb.map_or(1, |(_, id)| {
            self.vocabulary.weight(Weighed::Relation(penholder_language::model::RelationId(id)))
        });
        let direction = if new.strength > old.strength { Direction::Stronger } else { Direction::Weaker };
        Some(Detail { text: format!("verb: {} → {}", old.verb, new.verb), direction, weight })
    }
}

/// The clauses of either text that have found their counterpart.
#[derive(Default)]
struct Used {
    old: BTreeSet<usize>,
    new: BTreeSet<usize>,
}

impl Used {
    /// Pairs off what is left, what goes together best first.
    fn pair<'c>(
        &mut self,
        before: &'c [Clause],
        after: &'c [Clause],
        likeness: impl Fn(&Clause, &Clause) -> Option<u32>,
    ) -> Vec<(&'c Clause, &'c Clause)> {
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for (i, old) in before.iter().enumerate().filter(|(i, _)| !self.old.contains(i)) {
            let left = after.iter().enumerate().filter(|(j, _)| !self.new.contains(j));
            pairs.extend(left.filter_map(|(j, new)| Some((likeness(old, new)?, i, j))));
        }
        pairs.sort_by(|a, b| b.0.cmp(&a.0).then((a.1 + a.2).cmp(&(b.1 + b.2))).then(a.cmp(b)));
        let mut found = Vec::new();
        for (_, i, j) in pairs {
            if self.old.contains(&i) || self.new.contains(&j) {
                continue;
            }
            if let (Some(old), Some(new)) = (before.get(i), after.get(j)) {
                self.old.insert(i);
                self.new.insert(j);
                found.push((old, new));
            }
        }
        found
    }
}

/// What several details count: the heaviest one, and a little for every other, so that a long paragraph does not outweigh
/// a grave one.
fn count<'d>(details: impl Iterator<Item = &'d Detail>) -> u32 {
    let (most, all) =
        details.fold((0, 0), |(most, all), detail| (detail.weight.max(most), all + detail.weight));
    most + (all - most) / 8
}

/// The heaviest first; what is told twice is told once.
fn sort(details: &mut Vec<Detail>) {
    details.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    let mut seen = BTreeSet::new();
    details.retain(|detail| seen.insert(detail.text.clone()));
}

/// What a unit says, without cross-references, punctuation and case.
fn says(unit: &Unit) -> Vec<String> {
    words(&unit.text()).into_iter().map(|word| word.text.to_lowercase()).collect()
}

/// Which paragraphs of two texts belong together.
struct Groups {
    old: BTreeMap<String, String>,
    new: BTreeMap<String, String>,
}

impl Groups {
    fn new(old: &[Unit], new: &[Unit], links: &[Link]) -> Groups {
        // A group is named for its first new paragraph; both ends of a link get the smallest name within reach.
        let mut names: Vec<usize> = (0..new.len()).collect();
        let mut of_old: Vec<Option<usize>> = vec![None; old.len()];
        for _ in 0..=links.len().min(64) {
            let mut changed = false;
            for link in links {
                let (Some(name), Some(known)) = (names.get_mut(link.new), of_old.get_mut(link.old)) else {
                    continue;
                };
                let least = known.map_or(*name, |known| known.min(*name));
                changed |= *name != least || *known != Some(least);
                *name = least;
                *known = Some(least);
            }
            if !changed {
                break;
            }
        }
        let label = |at: usize| new.get(at).map(|unit| format!("¶{}", unit.label)).unwrap_or_default();
        let new_names = new.iter().zip(&names).map(|(unit, name)| (unit.label.clone(), label(*name)));
        let old_names = old.iter().zip(&of_old).map(|(unit, name)| {
            let gone = || format!("former ¶{}", unit.label);
            (unit.label.clone(), name.map_or_else(gone, label))
        });
        Groups { old: old_names.collect(), new: new_names.collect() }
    }

    fn of_old(&self, label: &str) -> String {
        self.old.get(label).cloned().unwrap_or_else(|| format!("¶{label}"))
    }

    fn of_new(&self, label: &str) -> String {
        self.new.get(label).cloned().unwrap_or_else(|| format!("¶{label}"))
    }
}
