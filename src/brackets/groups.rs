//! Which brackets have to do with each other: those on which one finding, or one part of an axis, hinges together, and
//! those that stand inside one another.

use std::collections::BTreeMap;

use super::analysis::parts;
use super::hinge::Hinge;
use super::space::Space;
use super::subject::Subject;

/// Groups of dimensions, each in order, that have nothing to do with those of other groups.
pub(super) fn groups(subject: &Subject, space: &Space, hinges: &[Hinge]) -> Vec<Vec<usize>> {
    let mut union = Union { parents: (0..space.dimensions.len()).collect() };
    for (inner, outer) in space.nestings() {
        union.join(inner, outer);
    }
    for hinge in hinges.iter().take(subject.findings.len()) {
        let places = hinge.choices();
        union.join_all(places.iter().filter_map(|choice| place(space, *choice)));
    }
    for choices in subject.gates.depends(&parts(subject)) {
        union.join_all(choices.iter().filter_map(|choice| space.place(*choice)));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for dimension in 0..space.dimensions.len() {
        groups.entry(union.root(dimension)).or_default().push(dimension);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort();
    groups
}

fn place(space: &Space, choice: usize) -> Option<usize> {
    space.dimensions.binary_search_by_key(&choice, |dimension| dimension.choice.index()).ok()
}

struct Union {
    parents: Vec<usize>,
}

impl Union {
    fn root(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(cell) = self.parents.get_mut(at) {
                *cell = above;
            }
            at = parent;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(cell) = self.parents.get_mut(a.max(b)) {
            *cell = a.min(b);
        }
    }

    fn join_all(&mut self, all: impl Iterator<Item = usize>) {
        let mut first = None;
        for one in all {
            self.join(*first.get_or_insert(one), one);
        }
    }
}
