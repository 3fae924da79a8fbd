//! What makes a finding the same finding in another text: its rule and what it is about, never its line.

use std::collections::{BTreeMap, VecDeque};

use super::{DilemmaFinding, Finding, Subject};

/// A subject, apart from the place where it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectIdentity {
    /// Paragraph label without `¶`; empty for what has none.
    pub label: String,
    /// The act of a clause (`deter`), or the name of what is declared.
    pub act: String,
    /// The declared things that a clause is related to: areas, groups, threats; sorted.
    pub about: Vec<String>,
}

/// A finding or dilemma, apart from the place where it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Code of the rule or dilemma.
    pub code: String,
    /// For what it was judged; empty where it is about the draft as a whole.
    pub subjects: Vec<SubjectIdentity>,
}

/// How much of an [`Identity`] has to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Everything.
    Exact,
    /// Code, labels and acts: a clause that is directed at something else now.
    Labelled,
    /// Code, acts and what they are about: a paragraph that has another number now.
    Meaning,
}

/// The order in which [`matched`] tries them.
const PRECISIONS: [Precision; 3] = [Precision::Exact, Precision::Meaning, Precision::Labelled];

impl Identity {
    /// Of a finding.
    pub fn of(finding: &Finding) -> Self {
        Identity { code: finding.code.clone(), subjects: subjects(&finding.subjects) }
    }

    /// Of a dilemma for one binding.
    pub fn of_dilemma(dilemma: &DilemmaFinding) -> Self {
        Identity { code: dilemma.code.clone(), subjects: subjects(&dilemma.subjects) }
    }

    /// What is left of it when only so much counts. Two are the same at a precision where these are equal.
    pub fn at(&self, precision: Precision) -> Identity {
        let mut kept = self.clone();
        for subject in &mut kept.subjects {
            match precision {
                Precision::Exact => {}
                Precision::Labelled => subject.about.clear(),
                Precision::Meaning => subject.label.clear(),
            }
        }
        kept
    }
}

fn subjects(subjects: &[Subject]) -> Vec<SubjectIdentity> {
    subjects.iter().map(|subject| subject.identity.clone()).collect()
}

/// For each of `new` the place in `old` of what it continues: what agrees in everything first, then renumbered
/// paragraphs, then redirected clauses. Every old one continues at most once; among equals the order decides.
pub fn matched(old: &[Identity], new: &[Identity]) -> Vec<Option<usize>> {
    let mut taken = vec![false; old.len()];
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    for precision in PRECISIONS {
        let mut waiting: BTreeMap<Identity, VecDeque<usize>> = BTreeMap::new();
        for (index, identity) in old.iter().enumerate() {
            if taken.get(index) == Some(&false) {
                waiting.entry(identity.at(precision)).or_default().push_back(index);
            }
        }
        for (identity, place) in new.iter().zip(&mut found).filter(|(_, place)| place.is_none()) {
            let index = waiting.get_mut(&identity.at(precision)).and_then(VecDeque::pop_front);
            if let Some(taken) = index.and_then(|index| taken.get_mut(index)) {
                *taken = true;
                *place = index;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn identity(code: &str, label: &str, act: &str, about: &[&str]) -> Identity {
        let about = about.iter().map(|name| (*name).to_owned()).collect();
        Identity {
            code: code.into(),
            subjects: vec![SubjectIdentity { label: label.into(), act: act.into(), about }],
        }
    }

    #[test]
    fn a_renumbered_paragraph_and_a_redirected_clause_go_on() {
        let old = [identity("X1", "3", "patrol", &["north"]), identity("X1", "4", "train", &["north"])];
        let new = [identity("X1", "5", "patrol", &["north"]), identity("X1", "4", "train", &["south"])];
        assert_eq!(matched(&old, &new), [Some(0), Some(1)]);
    }

    #[test]
    fn another_act_or_another_rule_is_new() {
        let old = [identity("X1", "3", "patrol", &[])];
        let new = [identity("X1", "3", "train", &[]), identity("X2", "3", "patrol", &[])];
        assert_eq!(matched(&old, &new), [None, None]);
    }

    #[test]
    fn what_agrees_in_everything_goes_first() {
        let old = [identity("X1", "3", "patrol", &["north"]), identity("X1", "4", "patrol", &["north"])];
        let new = [identity("X1", "4", "patrol", &["north"])];
        assert_eq!(matched(&old, &new), [Some(1)]);
    }

    prop_compose! {
        fn any_identity()(code in 0..2_u8, label in 0..3_u8, act in 0..2_u8, about in 0..2_u8) -> Identity {
            identity(&format!("X{code}"), &label.to_string(), &format!("act{act}"), &[&format!("area{about}")])
        }
    }

    proptest! {
        #[test]
        fn nothing_continues_twice_and_the_same_text_continues_whole(
            old in prop::collection::vec(any_identity(), 0..12),
            new in prop::collection::vec(any_identity(), 0..12),
        ) {
            let found: Vec<usize> = matched(&old, &new).into_iter().flatten().collect();
            let mut once = found.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), found.len());
            let itself: Vec<Option<usize>> = matched(&old, &old);
            prop_assert!(itself.iter().all(Option::is_some));
        }
    }
}
