//! Looking for mandates, and for proofs that there are none.

use std::collections::BTreeMap;

use penholder_language::model::{Block, Draft, Origin, Pack, RuleId, Vocabulary};

use super::Options;
use super::demand::{Demand, Place};
use super::example::{Read, Stand, confirmed, reread};
use super::mentions::{Mentions, sorts_of};
use super::question::{Claim, closed};
use super::report::{Answer, Ground};
use super::sums::Sums;
use super::universe::{Reading, Universe};
use super::world::{World, rests_on};
use crate::evaluate::{NodeId, Overflow, Plan};
use crate::solve::{self, Limits};

/// More entities than this are not put into one universe.
const MOST_ENTITIES: usize = 90;

/// What all questions have in common.
pub(super) struct Search<'p> {
    pub(super) pack: &'p Pack,
    pub(super) plan: &'p Plan,
    /// The pack's vocabulary with nothing worked out.
    pub(super) free: &'p Vocabulary,
    /// The pack with comparisons of sums as facts, where it has some.
    pub(super) sums: Option<&'p Sums>,
    pub(super) options: &'p Options,
    pub(super) limits: Limits,
}

/// What looking came to.
pub(super) enum Found {
    /// A mandate, confirmed.
    Example(Box<Shown>),
    /// There is none, of whatever size: it was enough to look up to this one.
    Never(usize),
    /// None up to this size.
    Searched(usize),
    /// No answer.
    Unknown(String),
}

/// A confirmed mandate.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) draft: Draft,
    /// With every given block, so that each rule can be assessed.
    pub(super) read: Read,
    /// As it is shown.
    pub(super) text: String,
}

impl Shown {
    pub(super) fn ground(&self) -> Ground {
        Ground::Example { text: self.text.clone(), size: self.draft.entities.len() }
    }
}

/// Makes a question's nodes in a world.
type Nodes<'a> = dyn Fn(&mut World<'_>, Reading) -> Result<Option<Vec<NodeId>>, Overflow> + 'a;

/// A question: is there a mandate in which some nodes hold?
pub(super) struct Asked<'a> {
    /// The formulas from which the nodes come, to count witnesses and to see which words occur.
    pub(super) claims: Vec<Claim>,
    /// Given blocks that are there.
    pub(super) blocks: Vec<Block>,
    /// How many rules are to be met at once.
    pub(super) rules: usize,
    /// Entities that are there besides.
    pub(super) besides: BTreeMap<Place, usize>,
    /// The nodes; `None` where they cannot be made.
    pub(super) nodes: &'a Nodes<'a>,
    /// Whether a mandate that was found is one, by the plain evaluator.
    pub(super) confirm: &'a dyn Fn(&Read) -> bool,
}

/// What is to be heeded besides in a free universe.
struct Theory<'p> {
    /// Comparisons of sums are facts there, and arithmetic holds of them.
    sums: Option<&'p Sums>,
    /// Rules that every mandate meets.
    axioms: Vec<RuleId>,
    /// So many entities of a sort were enough.
    bound: usize,
}

impl Theory<'_> {
    fn nodes(&self, world: &mut World<'_>) -> Result<Vec<NodeId>, Overflow> {
        let wishes: Vec<Wish> = self.axioms.iter().map(|id| (*id, Stand::Quiet)).collect();
        nodes(world, &wishes)
    }

    fn ask(&self, world: &mut World<'_>, nodes: &[NodeId], limits: &Limits) -> solve::Answer {
        match self.sums {
            Some(sums) => sums.ask(world, nodes, limits),
            None => world.ask(nodes, limits),
        }
    }
}

/// Rules with what they are to be.
pub(super) type Wish = (RuleId, Stand);

impl<'p> Search<'p> {
    fn claims(&self, wishes: &[Wish]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (id, stand) in wishes {
            let Some(rule) = self.pack.rule(*id) else { continue };
            match stand {
                Stand::Applies => claims.push(Claim::yes(closed::applies(rule))),
                Stand::Met => {
                    claims.extend([Claim::yes(closed::applies(rule)), Claim::no(closed::open(rule))])
                }
                Stand::Open => claims.push(Claim::yes(closed::open(rule))),
                Stand::Gap => claims.push(Claim::yes(closed::gap(rule))),
                Stand::Quiet => claims.push(Claim::no(closed::open(rule))),
            }
        }
        claims
    }

    /// What the wishes want together.
    pub(super) fn demand(&self, wishes: &[Wish]) -> Demand {
        Demand::of(self.pack, &self.claims(wishes), &BTreeMap::new())
    }

    /// A world for a question.
    fn world(&self, demand: &Demand, asked: &Asked<'_>, reading: Reading) -> World<'p> {
        let mut demand = demand.clone();
        for _ in 0..self.options.spare {
            demand = demand.raised();
        }
        let mentions = Mentions::of(self.pack, &asked.claims);
        if reading == Reading::Exact {
            self.objects(&mentions, &mut demand);
        }
        let universe = Universe::new(&self.pack.vocabulary, &demand, &mentions, &asked.blocks, reading);
        let vocabulary = match reading {
            Reading::Exact => &self.pack.vocabulary,
            Reading::Free => self.free,
        };
        World::new(self.pack, self.plan, vocabulary, universe)
    }

    /// One entity of each sort that relations name though no variable does.
    fn objects(&self, mentions: &Mentions, demand: &mut Demand) {
        for (relation, _) in mentions.relations.iter().filter(|(_, used)| used.by_term || used.entities) {
            let range =
                self.pack.vocabulary.relation(*relation).map_or(&[][..], |known| known.range.as_slice());
            for sort in sorts_of(range) {
                let declared = self.pack.vocabulary.sort(sort).map(|sort| sort.origin);
                if matches!(declared, Some(Origin::Declared(_))) {
                    demand.counts.entry((sort, false)).or_insert(1);
                }
            }
        }
    }

    /// A world with as few entities as the claims want at the least.
    pub(super) fn small_world(&self, claims: &[Claim]) -> World<'p> {
        let demand = Demand::of(self.pack, claims, &BTreeMap::new()).capped(1);
        let universe = Universe::new(
            &self.pack.vocabulary,
            &demand,
            &Mentions::of(self.pack, claims),
            &[],
            Reading::Exact,
        );
        World::new(self.pack, self.plan, &self.pack.vocabulary, universe)
    }

    /// A mandate as wished, or why there is none.
    pub(super) fn find(&self, wishes: &[Wish]) -> Found {
        self.look(&Asked {
            claims: self.claims(wishes),
            blocks: self.blocks(wishes.iter().map(|(id, _)| *id)),
            rules: wishes.len(),
            besides: BTreeMap::new(),
            nodes: &|world, _| nodes(world, wishes).map(Some),
            confirm: &|read| confirmed(self.pack, self.plan, read, wishes),
        })
    }

    /// A mandate in which what is asked holds, or why there is none.
    pub(super) fn look(&self, asked: &Asked<'_>) -> Found {
        let demand = Demand::of(self.pack, &asked.claims, &asked.besides);
        // What is there is mostly there among few.
        let (few, many) = (self.exact_demand(&demand, 1), self.exact_demand(&demand, asked.rules));
        if few != many {
            match self.look_among(asked, &few) {
                Found::Searched(_) => {}
                found => return found,
            }
        }
        match self.look_among(asked, &many) {
            Found::Searched(to) if to > 0 => self.never(asked, &demand, to),
            // What is hard to search may be easy to refute.
            Found::Unknown(why) => match self.never(asked, &demand, 1) {
                Found::Never(bound) => Found::Never(bound),
                _ => Found::Unknown(why),
            },
            found => found,
        }
    }

    /// A mandate with entities as told; searched for in vain where there is none.
    fn look_among(&self, asked: &Asked<'_>, exact: &Demand) -> Found {
        let to = exact.largest();
        let mut world = self.world(exact, asked, Reading::Exact);
        let nodes = match (asked.nodes)(&mut world, Reading::Exact) {
            Ok(Some(nodes)) => nodes,
            Ok(None) => return Found::Searched(0),
            Err(overflow) => return Found::Unknown(overflow.to_string()),
        };
        match world.ask_small(&nodes, &self.limits) {
            solve::Answer::Satisfiable(model) => {
                let draft = world.draft(&model);
                match reread(self.pack, &draft, &Block::ALL).filter(|read| (asked.confirm)(read)) {
                    Some(read) => {
                        // Shown without the blocks that it does without.
                        let short =
                            reread(self.pack, &draft, &asked.blocks).filter(|read| (asked.confirm)(read));
                        let text = short.map_or_else(|| read.text.clone(), |short| short.text);
                        Found::Example(Box::new(Shown { draft, read, text }))
                    }
                    None => Found::Unknown("the mandate that was found could not be confirmed".to_owned()),
                }
            }
            solve::Answer::Unknown => self.given_up(),
            solve::Answer::Unsatisfiable(_) => Found::Searched(to.max(1)),
        }
    }

    /// The places of wishes, as few as can be, that no mandate fulfils together; with the bound of the proof, or where
    /// there is none, how far was searched.
    pub(super) fn clash(&self, wishes: &[Wish]) -> Option<(Vec<usize>, Found)> {
        let asked = Asked {
            claims: self.claims(wishes),
            blocks: self.blocks(wishes.iter().map(|(id, _)| *id)),
            rules: wishes.len(),
            besides: BTreeMap::new(),
            nodes: &|_, _| Ok(None),
            confirm: &|_| false,
        };
        let demand = Demand::of(self.pack, &asked.claims, &asked.besides);
        if let Some((mut world, theory)) = self.free_world(&asked, &demand) {
            let axioms = theory.nodes(&mut world).ok()?;
            let mut each = Vec::with_capacity(wishes.len());
            for wish in wishes {
                let nodes = nodes(&mut world, std::slice::from_ref(wish)).ok()?;
                each.push(world.all(nodes));
            }
            let mut among = |places: &[usize]| {
                let own = places.iter().filter_map(|place| each.get(*place).copied());
                let own: Vec<NodeId> = own.chain(axioms.iter().copied()).collect();
                matches!(theory.ask(&mut world, &own, &self.limits), solve::Answer::Unsatisfiable(_))
            };
            let mut places: Vec<usize> = (0..wishes.len()).collect();
            if among(&places) {
                for place in 0..wishes.len() {
                    let fewer: Vec<usize> = places.iter().copied().filter(|own| *own != place).collect();
                    if among(&fewer) {
                        places = fewer;
                    }
                }
                return Some((places, Found::Never(theory.bound)));
            }
        }
        let mut clash = None;
        for rules in [1, wishes.len()] {
            let exact = self.exact_demand(&demand, rules);
            let mut world = self.world(&exact, &asked, Reading::Exact);
            let mut each = Vec::with_capacity(wishes.len());
            for wish in wishes {
                let nodes = nodes(&mut world, std::slice::from_ref(wish)).ok()?;
                each.push(world.all(nodes));
            }
            match world.solver.solve_minimal(&world.circuit, &each, &self.limits) {
                solve::Answer::Unsatisfiable(places) => {
                    clash = Some((places, Found::Searched(exact.largest().max(1))));
                }
                _ => return None,
            }
        }
        clash
    }

    /// Whether what was not found is not there at all.
    fn never(&self, asked: &Asked<'_>, demand: &Demand, to: usize) -> Found {
        let Some((mut world, theory)) = self.free_world(asked, demand) else { return Found::Searched(to) };
        let nodes = (asked.nodes)(&mut world, Reading::Free)
            .map(|nodes| nodes.map(|nodes| (nodes, theory.nodes(&mut world))));
        let nodes = match nodes {
            Ok(Some((nodes, Ok(axioms)))) => [nodes, axioms].concat(),
            Ok(None) => return Found::Searched(to),
            Ok(Some((_, Err(overflow)))) | Err(overflow) => return Found::Unknown(overflow.to_string()),
        };
        match theory.ask(&mut world, &nodes, &self.limits) {
            solve::Answer::Unsatisfiable(_) => Found::Never(theory.bound),
            // More is possible there than in a mandate: what is found there shows nothing.
            solve::Answer::Satisfiable(_) | solve::Answer::Unknown => Found::Searched(to),
        }
    }

    /// A universe of which every mandate has a part that says the same of the question; `None` where none of a size
    /// that can be looked at is known to be one.
    fn free_world(&self, asked: &Asked<'_>, demand: &Demand) -> Option<(World<'p>, Theory<'p>)> {
        let fits = |demand: &Demand| demand.beyond.is_empty() && demand.total() <= MOST_ENTITIES;
        if fits(demand) {
            let theory = Theory { sums: None, axioms: Vec::new(), bound: demand.largest() };
            return Some((self.world(demand, asked, Reading::Free), theory));
        }
        // After clauses were added, a sum is another one.
        let sums = self.sums.filter(|_| asked.besides.is_empty())?;
        let search = Search { pack: &sums.pack, plan: &sums.plan, free: &sums.free, sums: None, ..*self };
        let plain = sums.claims(&asked.claims);
        let axioms = sums.axioms(&plain);
        for axioms in [axioms, Vec::new()] {
            let mut claims = plain.clone();
            let rules = axioms.iter().filter_map(|id| sums.pack.rule(*id));
            claims.extend(rules.map(|rule| Claim::no(closed::open(rule))));
            let demand = Demand::of(&sums.pack, &claims, &BTreeMap::new());
            if fits(&demand) {
                let asked = Asked {
                    claims,
                    blocks: asked.blocks.clone(),
                    rules: asked.rules,
                    besides: BTreeMap::new(),
                    nodes: asked.nodes,
                    confirm: asked.confirm,
                };
                let world = search.world(&demand, &asked, Reading::Free);
                return Some((world, Theory { sums: Some(sums), axioms, bound: demand.largest() }));
            }
        }
        None
    }

    /// So many entities of a sort as are searched, for each of so many rules that are to be met at once.
    fn exact_demand(&self, demand: &Demand, rules: usize) -> Demand {
        let mut most = self.options.most.saturating_mul(rules.max(1));
        while most > 1 && demand.capped(most).total() > MOST_ENTITIES {
            most -= 1;
        }
        demand.capped(most)
    }

    pub(super) fn given_up(&self) -> Found {
        let why = if self.limits.until.is_some_and(|until| std::time::Instant::now() >= until) {
            "no time was left"
        } else {
            "the limit on steps was reached"
        };
        Found::Unknown(why.to_owned())
    }

    /// Given blocks without which the rules are not assessed.
    pub(super) fn blocks(&self, ids: impl Iterator<Item = RuleId>) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for id in ids {
            for id in rests_on(self.pack, id).into_iter().chain([id]) {
                blocks.extend(self.pack.rule(id).map_or(&[][..], |rule| rule.blocks.as_slice()));
            }
        }
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }
}

/// The nodes that hold where rules are as wished.
pub(super) fn nodes(world: &mut World<'_>, wishes: &[Wish]) -> Result<Vec<NodeId>, Overflow> {
    let mut nodes = Vec::new();
    for (id, stand) in wishes {
        let rule = world.rule(*id)?;
        let quiet = world.not(rule.open);
        match stand {
            Stand::Applies => nodes.push(rule.applies),
            Stand::Met => nodes.extend([rule.applies, quiet]),
            Stand::Open => nodes.push(rule.open),
            Stand::Gap => nodes.push(rule.gap),
            Stand::Quiet => nodes.push(quiet),
        }
    }
    Ok(nodes)
}

/// An answer to a question that asks for a mandate.
pub(super) fn wanted(found: &Found) -> Answer {
    match found {
        Found::Example(shown) => Answer::Proved(shown.ground()),
        Found::Never(bound) => Answer::Refuted(Ground::Bound(*bound)),
        Found::Searched(to) => Answer::Searched(*to),
        Found::Unknown(why) => Answer::Unknown(why.clone()),
    }
}
