//! Dilemmas: each way out can be taken, the choice can be avoided, what excludes each other does, risks can be answered.

use penholder_language::model::{Dilemma, Formula};

use super::example::Read;
use super::question::{Claim, closed};
use super::report::{Answer, Checked, Question};
use super::search::{Asked, Search, wanted};
use super::world::World;
use crate::evaluate::{Bool, DilemmaInstance, Evaluator, Interpretation, NodeId, Reading};

/// Picks truths of an instance, each with whether it is to hold.
type Pick<'a> = dyn Fn(&dyn Picks) -> Vec<(usize, bool)> + Send + Sync + 'a;

/// What is to hold of one binding, as formulas and as truths of whatever algebra.
struct Wanted<'a> {
    question: Question,
    part: String,
    /// The horns that must be open for it to be worth asking.
    horns: Vec<usize>,
    fault: String,
    help: &'static str,
    formulas: Vec<Formula>,
    /// Which truths of an instance are to hold, and which not.
    pick: Box<Pick<'a>>,
}

/// The truths of an instance, by place: the taken horns, then the risks horn by horn, then the reconciled pairs.
trait Picks {
    fn horn(&self, horn: usize) -> usize;
    fn risk(&self, horn: usize, risk: usize) -> usize;
    fn pair(&self, pair: usize) -> usize;
}

struct Places(Vec<usize>);

impl Picks for Places {
    fn horn(&self, horn: usize) -> usize {
        horn
    }

    fn risk(&self, horn: usize, risk: usize) -> usize {
        self.0.len() + self.0.iter().take(horn).sum::<usize>() + risk
    }

    fn pair(&self, pair: usize) -> usize {
        self.0.len() + self.0.iter().sum::<usize>() + pair
    }
}

fn truths<T: Clone>(instance: &DilemmaInstance<T>) -> Vec<T> {
    let horns = instance.horns.iter().map(|horn| horn.taken.clone());
    let risks = instance.horns.iter().flat_map(|horn| horn.mitigated.iter().cloned());
    horns.chain(risks).chain(instance.reconciled.iter().cloned()).collect()
}

pub(super) fn dilemma(search: &Search<'_>, place: usize) -> Vec<Checked> {
    let Some(dilemma) = search.pack.dilemmas.get(place) else { return Vec::new() };
    let places = Places(dilemma.horns.iter().map(|horn| horn.risks.len()).collect());
    let mut checked = Vec::new();
    // Horns that nobody can take: what is asked of them besides follows.
    let mut dead: Vec<usize> = Vec::new();
    for wish in wishes(dilemma) {
        if wish.horns.iter().any(|horn| dead.contains(horn)) {
            continue;
        }
        let picked = (wish.pick)(&places);
        let found = search.look(&Asked {
            claims: vec![Claim::yes(closed::dilemma(dilemma, wish.formulas.clone()))],
            blocks: dilemma.blocks.clone(),
            rules: 1,
            besides: Default::default(),
            nodes: &|world, _| nodes(world, place, &picked).map(Some),
            confirm: &|read| confirmed(search, place, read, &picked),
        });
        let answer = wanted(&found);
        let wrong = matches!(answer, Answer::Refuted(_) | Answer::Searched(_));
        let empty = wrong && wish.question == Question::Arises;
        if wrong && wish.question == Question::HornCanBeTaken {
            dead.extend(
                wish.part
                    .strip_prefix("horn ")
                    .and_then(|name| dilemma.horns.iter().position(|horn| horn.name == name)),
            );
        }
        checked.push(Checked {
            question: wish.question,
            codes: vec![dilemma.code.clone()],
            part: wish.part,
            answer,
            fault: wrong.then_some(wish.fault),
            help: wrong.then_some(wish.help),
            declared: None,
        });
        // Where it never arises, nothing else is to be said.
        if empty {
            break;
        }
    }
    checked
}

fn nodes(
    world: &mut World<'_>,
    place: usize,
    picked: &[(usize, bool)],
) -> Result<Vec<NodeId>, crate::evaluate::Overflow> {
    let instances = world.dilemma(place)?;
    let mut each = Vec::new();
    for instance in instances {
        let all = truths(&instance);
        let mut nodes = vec![instance.applies];
        for (at, holds) in picked {
            let node = all.get(*at).copied().unwrap_or(NodeId::FALSE);
            nodes.push(if *holds { node } else { world.not(node) });
        }
        each.push(world.all(nodes));
    }
    Ok(vec![world.any(each)])
}

fn confirmed(search: &Search<'_>, place: usize, read: &Read, picked: &[(usize, bool)]) -> bool {
    let interpretation = Interpretation::reading(&read.facts, &Reading::default());
    let mut algebra = Bool;
    let mut evaluator = Evaluator::new(&mut algebra, &read.facts, &interpretation, search.plan);
    let mut found = false;
    let done = evaluator.dilemma(place, |instance| {
        let all = truths(&instance);
        found |= instance.applies && picked.iter().all(|(at, holds)| all.get(*at) == Some(holds));
    });
    done.is_ok() && found
}

fn wishes(dilemma: &Dilemma) -> Vec<Wanted<'_>> {
    let code = &dilemma.code;
    let not = |formula: &Formula| Formula::Not(Box::new(formula.clone()));
    let mut wishes = vec![Wanted {
        question: Question::Arises,
        part: String::new(),
        horns: Vec::new(),
        fault: format!("{code} never arises"),
        help: "look for conditions in its `where` that exclude each other",
        formulas: Vec::new(),
        pick: Box::new(|_| Vec::new()),
    }];
    for (place, horn) in dilemma.horns.iter().enumerate() {
        wishes.push(Wanted {
            question: Question::HornCanBeTaken,
            part: format!("horn {}", horn.name),
            horns: Vec::new(),
            fault: format!("{code}: horn `{}` can never be taken where the dilemma arises", horn.name),
            help: "look at its `taken when` against the dilemma's `where`",
            formulas: vec![horn.taken.clone()],
            pick: Box::new(move |at| vec![(at.horn(place), true)]),
        });
        for (number, risk) in horn.risks.iter().enumerate() {
            // A risk that cannot be helped says so.
            if risk.mitigated == Formula::Constant(false) {
                continue;
            }
            for (answered, fault) in [
                (true, format!("{code}: risk `{}` of horn `{}` can never be answered", risk.name, horn.name)),
                (false, format!("{code}: risk `{}` of horn `{}` is always answered", risk.name, horn.name)),
            ] {
                let mitigated = if answered { risk.mitigated.clone() } else { not(&risk.mitigated) };
                wishes.push(Wanted {
                    question: Question::RiskCanBeAnswered,
                    part: format!("risk {} {}", risk.name, if answered { "answered" } else { "open" }),
                    horns: vec![place],
                    fault,
                    help: "look at its `mitigated by` against the horn's `taken when`",
                    formulas: vec![horn.taken.clone(), mitigated],
                    pick: Box::new(move |at| {
                        vec![(at.horn(place), true), (at.risk(place, number), answered)]
                    }),
                });
            }
        }
    }
    wishes.push(Wanted {
        question: Question::CanBeUnresolved,
        part: String::new(),
        horns: Vec::new(),
        fault: format!("{code} can never be left open: some horn is always taken where it arises"),
        help: "a `taken when` follows from the dilemma's `where`",
        formulas: dilemma.horns.iter().map(|horn| not(&horn.taken)).collect(),
        pick: Box::new(|at| (0..dilemma.horns.len()).map(|horn| (at.horn(horn), false)).collect()),
    });
    for (place, pair) in dilemma.incompatible.iter().enumerate() {
        let (one, other) = (pair.horns.0 as usize, pair.horns.1 as usize);
        let horn = |place: usize| dilemma.horns.get(place);
        let name = |place: usize| horn(place).map(|horn| horn.name.clone()).unwrap_or_default();
        let taken = |place: usize| horn(place).map_or(Formula::Constant(false), |horn| horn.taken.clone());
        for clash in [true, false] {
            if !clash && pair.unless == Formula::Constant(false) {
                continue;
            }
            let unless = if clash { not(&pair.unless) } else { pair.unless.clone() };
            let names = format!("`{}` and `{}`", name(one), name(other));
            wishes.push(Wanted {
                question: Question::HornsClash,
                part: format!("{} {}", names.replace('`', ""), if clash { "clash" } else { "reconciled" }),
                horns: vec![one, other],
                fault: if clash {
                    format!("{code}: horns {names} never clash, so that `incompatible` says nothing")
                } else {
                    format!("{code}: horns {names} can never be reconciled: their `unless` never holds when both are taken")
                },
                help: "look at both `taken when` and at `unless`",
                formulas: vec![taken(one), taken(other), unless],
                pick: Box::new(move |at| vec![(at.horn(one), true), (at.horn(other), true), (at.pair(place), !clash)]),
            });
        }
    }
    wishes
}
