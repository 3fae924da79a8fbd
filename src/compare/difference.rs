//! What one clause says otherwise than another, in which direction that goes, and how much it counts.

use std::collections::BTreeSet;

use penholder_language::model::{Relation, RelationId, Vocabulary, Weighed, Written};

use schemars::JsonSchema;
use serde::Serialize;

use super::clauses::{Clause, Said};

/// So many names are told of one relation.
const MOST_NAMES: usize = 6;

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Less is asked, or less firmly.
    Weaker,
    /// Neither.
    Neither,
    /// More is asked, or more firmly.
    Stronger,
}

impl Direction {
    fn of(more: bool) -> Direction {
        if more { Direction::Stronger } else { Direction::Weaker }
    }
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// In words.
    pub text: String,
    /// Which way it goes.
    pub direction: Direction,
    /// How much it counts.
    pub weight: u32,
}

/// All that a clause says otherwise than the one it continues.
pub(super) fn differences(old: &Clause, new: &Clause, vocabulary: &Vocabulary) -> Vec<Detail> {
    let mut found = Vec::new();
    if old.ruled_out != new.ruled_out {
        let text = if new.ruled_out {
            format!("{} is ruled out", new.act)
        } else {
            format!("{} is no longer ruled out", new.act)
        };
        let weight = new.counted(vocabulary.weight(Weighed::Sort(new.sort)) * new.weight * 2);
        found.push(Detail { text, direction: Direction::of(!new.ruled_out), weight });
    }
    if old.kinds != new.kinds {
        let text = format!("{} becomes {}", old.act, new.act);
        // A narrower act may be the firmer one: which way it goes is not for the program to say.
        let direction = Direction::Neither;
        found.push(Detail { text, direction, weight: old.counted(old.weight).max(new.counted(new.weight)) });
    }
    let relations: BTreeSet<RelationId> = old.said.keys().chain(new.said.keys()).copied().collect();
    let none = BTreeSet::new();
    for id in relations {
        let Some(relation) = vocabulary.relation(id) else { continue };
        let (before, after) = (old.said.get(&id).unwrap_or(&none), new.said.get(&id).unwrap_or(&none));
        if before != after {
            let weight = vocabulary.weight(Weighed::Relation(id));
            let weight = old.counted(weight * old.weight).max(new.counted(weight * new.weight));
            let sides = Sides { relation, id, before, after, act: &new.act, vocabulary };
            found.extend(sides.told().map(|(text, direction)| Detail { text, direction, weight }));
        }
    }
    found
}

/// What two clauses say under one relation.
struct Sides<'a> {
    relation: &'a Relation,
    id: RelationId,
    before: &'a BTreeSet<Said>,
    after: &'a BTreeSet<Said>,
    act: &'a str,
    vocabulary: &'a Vocabulary,
}

impl Sides<'_> {
    fn told(&self) -> Option<(String, Direction)> {
        let weakens = self.vocabulary.more_weakens(self.id);
        if let (Some(before), Some(after)) = (self.measure(self.before), self.measure(self.after)) {
            let direction = match after.cmp(&before) {
                std::cmp::Ordering::Equal => Direction::Neither,
                order => Direction::of(order.is_gt() != weakens),
            };
            let text = format!("{}: {} → {}", self.heading(), self.list(self.before), self.list(self.after));
            return Some((text, direction));
        }
        let gone: BTreeSet<Said> = self.before.difference(self.after).cloned().collect();
        let come: BTreeSet<Said> = self.after.difference(self.before).cloned().collect();
        let direction = match (gone.is_empty(), come.is_empty()) {
            _ if self.vocabulary.bounds(self.id) && self.before.is_empty() => Direction::Weaker,
            _ if self.vocabulary.bounds(self.id) && self.after.is_empty() => Direction::Stronger,
            // Where nothing was named, everything was meant: naming something is not simply more.
            _ if !weakens && self.places() && (self.before.is_empty() || self.after.is_empty()) => {
                Direction::Neither
            }
            (true, false) => Direction::of(!weakens),
            (false, true) => Direction::of(weakens),
            _ => Direction::Neither,
        };
        if self.vocabulary.bounds(self.id) && self.after.is_empty() {
            return Some((
                format!("{}: all, no longer only {}", self.heading(), self.list(&gone)),
                direction,
            ));
        }
        if self.vocabulary.bounds(self.id) && self.before.is_empty() {
            return Some((
                format!("{}: only {}, no longer all", self.heading(), self.list(&come)),
                direction,
            ));
        }
        let mut parts = Vec::new();
        if !gone.is_empty() {
            parts.push(format!("no longer {}", self.list(&gone)));
        }
        if !come.is_empty() {
            parts.push(format!("now {}", self.list(&come)));
        }
        (!parts.is_empty()).then(|| (format!("{}: {}", self.heading(), parts.join(", ")), direction))
    }

    /// Ordered terms by their rank, numbers by themselves: the highest counts.
    fn measure(&self, said: &BTreeSet<Said>) -> Option<i64> {
        let each = said.iter().map(|said| match said {
            Said::Number(number, _) => Some(*number),
            Said::Term(term) => {
                let term = self.vocabulary.term(*term)?;
                let taxonomy = self.vocabulary.taxonomies.get(term.taxonomy.index())?;
                taxonomy.ordered.then_some(i64::from(term.rank))
            }
            Said::Name(_) => None,
        });
        each.collect::<Option<Vec<i64>>>()?.into_iter().max()
    }

    /// It says where, against whom, with whom.
    fn places(&self) -> bool {
        self.relation.written.iter().any(|written| matches!(written, Written::Preposition(_)))
    }

    fn heading(&self) -> String {
        if self.relation.written.contains(&Written::Figure) {
            self.act.to_owned()
        } else if self.relation.written.contains(&Written::Verb) {
            format!("verb of {}", self.act)
        } else {
            format!("{} of {}", self.relation.name, self.act)
        }
    }

    fn list(&self, said: &BTreeSet<Said>) -> String {
        let names: Vec<String> = said
            .iter()
            .map(|said| match said {
                Said::Term(term) => {
                    self.vocabulary.term(*term).map(|term| term.name.clone()).unwrap_or_default()
                }
                Said::Number(number, words) if words.is_empty() => figure(*number),
                Said::Number(_, words) => words.clone(),
                Said::Name(name) => name.clone(),
            })
            .collect();
        match names.get(..MOST_NAMES).filter(|_| names.len() > MOST_NAMES + 1) {
            Some(few) => format!("{} and {} more", few.join(", "), names.len() - MOST_NAMES),
            None => names.join(", "),
        }
    }
}

/// Thousands are separated.
fn figure(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut told = if number < 0 { "−".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}
