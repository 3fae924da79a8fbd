//! A pack laid out for evaluation: the same formulas, flat and small, so that judging a draft stays in the cache.
//!
//! A plan adds no meaning: every operation stands for one kind of [`Formula`], and the evaluator says what it means.

use penholder_language::model::{
    Dilemma, Formula, LevelOperand, LinearTerm, Measure, Object, Pack, Quantity, RelationId, Rule, RuleId,
    RuleStatus, Scale, Slot, SortId, TermId, Variable, Vocabulary,
};

use super::sheaf::{Kinds, Sheaf, kinds_and_rest};

/// A formula of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpId(pub(super) u32);

/// A figure of a plan: a sum with a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumId(pub(super) u32);

/// Neighbours in one of the plan's lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    start: u32,
    len: u32,
}

impl Stretch {
    #[inline]
    pub(super) fn of<T>(self, list: &[T]) -> &[T] {
        let start = self.start as usize;
        list.get(start..start + self.len as usize).unwrap_or_default()
    }

    #[inline]
    pub(super) fn ids(self) -> impl Iterator<Item = u32> {
        self.start..self.start + self.len
    }

    fn last<T>(list: &[T], len: usize) -> Stretch {
        Stretch { start: (list.len() - len) as u32, len: len as u32 }
    }
}

/// One operation; the variants are those of [`Formula`], and one for a pattern that most conditions have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Constant(bool),
    And(Stretch),
    Or(Stretch),
    Not(OpId),
    Exists(u32, OpId),
    ForAll(u32, OpId),
    Is(Slot, TermId),
    /// A conjunction of `Is` of one slot: answered in one row of the kinds.
    IsAll(Slot, Stretch),
    IsAny(Slot, Stretch),
    Related(RelationId, Slot, Slot),
    RelatedTerms(u32),
    States(RelationId, Slot),
    Same(Slot, Slot),
    AtLeast(SumId),
    LevelAtLeast(u32),
    Several(u32, Stretch),
    Status(RuleId, RuleStatus),
}

impl Op {
    /// The rule whose status is asked for.
    pub(super) fn asks_for(&self) -> Option<RuleId> {
        match self {
            Op::Status(rule, _) => Some(*rule),
            _ => None,
        }
    }
}

/// A bound variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanVariable {
    pub(super) slot: Slot,
    pub(super) ruled_out: bool,
    pub(super) sorts: Stretch,
}

/// Tests objects against terms.
#[derive(Clone, Copy, Debug)]
pub(super) struct TermTest {
    pub(super) relation: RelationId,
    pub(super) slot: Slot,
    pub(super) terms: Stretch,
}

/// Compares levels.
#[derive(Clone, Copy, Debug)]
pub(super) struct LevelTest {
    pub(super) left: LevelSide,
    pub(super) right: LevelSide,
    pub(super) strict: bool,
}

/// A side of a [`LevelTest`].
#[derive(Clone, Copy, Debug)]
pub(super) enum LevelSide {
    Rank(u32),
    Attribute(RelationId, Slot),
}

/// A sum and its constant; of a comparison, the bound: `Σ ≥ constant`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    pub(super) terms: Stretch,
    pub(super) constant: i64,
}

/// A part of a sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct SumTerm {
    pub(super) coefficient: i64,
    pub(super) quantity: PlanQuantity,
}

/// The variants are those of [`Quantity`].
#[derive(Clone, Copy, Debug)]
pub(super) enum PlanQuantity {
    Attribute(RelationId, Slot),
    Sum(u32, RelationId, OpId),
    Count(u32, OpId),
}

/// One `require` line.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanLine {
    pub(super) formula: OpId,
    pub(super) partly: Option<OpId>,
    pub(super) excluded: Option<OpId>,
}

/// A rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanRule {
    pub(super) for_each: Stretch,
    /// Kinds that the last variable must have: part of the condition, asked first because it costs least.
    pub(super) kinds: Kinds,
    /// What else the condition asks.
    pub(super) condition: Option<OpId>,
    pub(super) needs: Stretch,
    pub(super) lines: Stretch,
    pub(super) eased: Stretch,
    /// It asks for the status of another rule.
    pub(super) asks: bool,
    /// Another rule asks for its status.
    pub(super) asked_for: bool,
}

/// A horn: taken, and its risks' mitigations.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanHorn {
    pub(super) taken: OpId,
    pub(super) mitigated: Stretch,
}

/// A dilemma.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanDilemma {
    pub(super) for_each: Stretch,
    pub(super) condition: OpId,
    pub(super) horns: Stretch,
    pub(super) unless: Stretch,
}

/// The figures of a rule that are told, not judged by. Apart from [`PlanRule`], which must stay small.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// `has` and `needs` of each `require` line that compares.
    pub measures: Vec<Option<(SumId, SumId)>>,
    /// The named figures, in the rule's order.
    pub figures: Vec<SumId>,
}

/// A pack, or a formula, ready to evaluate.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub(super) ops: Vec<Op>,
    pub(super) variables: Vec<PlanVariable>,
    pub(super) sorts: Vec<SortId>,
    pub(super) terms: Vec<TermId>,
    pub(super) term_tests: Vec<TermTest>,
    pub(super) level_tests: Vec<LevelTest>,
    pub(super) sums: Vec<Sum>,
    pub(super) sum_terms: Vec<SumTerm>,
    pub(super) lines: Vec<PlanLine>,
    pub(super) rules: Vec<PlanRule>,
    /// Rules whose order does not matter.
    pub(super) sheaves: Vec<Sheaf>,
    /// The other rules, in the pack's order: of several things, or asking for a status, or asked for it.
    pub(super) in_order: Vec<RuleId>,
    told: Vec<Told>,
    pub(super) horns: Vec<PlanHorn>,
    pub(super) dilemmas: Vec<PlanDilemma>,
    axes: Vec<PlanAxis>,
}

/// What variants are weighed by; the variants are those of [`Scale`].
#[derive(Clone, Debug)]
pub enum PlanAxis {
    /// A sum.
    Number(SumId),
    /// Each level, weakest first: something reaches it.
    Level(Vec<OpId>),
}

impl Plan {
    /// Lays out a pack.
    pub fn new(pack: &Pack) -> Plan {
        let mut plan = Plan::default();
        for rule in &pack.rules {
            let rule = plan.rule(rule, &pack.vocabulary);
            plan.rules.push(rule);
        }
        for rule in &pack.rules {
            let told = plan.told_by(rule, &pack.vocabulary);
            plan.told.push(told);
        }
        for dilemma in &pack.dilemmas {
            let dilemma = plan.dilemma(dilemma, &pack.vocabulary);
            plan.dilemmas.push(dilemma);
        }
        for axis in &pack.axes {
            let axis = match &axis.scale {
                Scale::Number { terms, constant, .. } => {
                    PlanAxis::Number(plan.sum(terms, *constant, &pack.vocabulary))
                }
                Scale::Level(levels) => PlanAxis::Level(
                    levels.iter().map(|(_, formula)| plan.formula(formula, &pack.vocabulary)).collect(),
                ),
            };
            plan.axes.push(axis);
        }
        plan.bind_sheaves();
        plan
    }

    /// Adds a formula.
    pub fn formula(&mut self, formula: &Formula, vocabulary: &Vocabulary) -> OpId {
        OpId(self.neighbours(std::iter::once(formula), vocabulary).start)
    }

    /// Adds a sum, for figures that are told.
    pub fn sum(&mut self, terms: &[LinearTerm], constant: i64, vocabulary: &Vocabulary) -> SumId {
        let placed: Vec<SumTerm> = terms
            .iter()
            .map(|term| SumTerm {
                coefficient: term.coefficient,
                quantity: self.quantity(&term.quantity, vocabulary),
            })
            .collect();
        let count = placed.len();
        self.sum_terms.extend(placed);
        let terms = Stretch::last(&self.sum_terms, count);
        self.sums.push(Sum { terms, constant });
        SumId((self.sums.len() - 1) as u32)
    }

    /// The pack's axes, in its order.
    pub fn axes(&self) -> &[PlanAxis] {
        &self.axes
    }

    /// The figures of a rule that are told.
    pub fn told(&self, rule: RuleId) -> Option<&Told> {
        self.told.get(rule.index())
    }

    fn told_by(&mut self, rule: &Rule, vocabulary: &Vocabulary) -> Told {
        let measure = |plan: &mut Plan, measure: &Measure| {
            (
                plan.sum(&measure.has, measure.has_constant, vocabulary),
                plan.sum(&measure.needs, measure.needs_constant, vocabulary),
            )
        };
        Told {
            measures: rule
                .require
                .iter()
                .map(|line| line.measure.as_ref().map(|m| measure(self, m)))
                .collect(),
            figures: rule.figures.iter().map(|f| self.sum(&f.terms, f.constant, vocabulary)).collect(),
        }
    }

    /// The operation of that place.
    #[inline]
    pub(super) fn op(&self, id: OpId) -> Op {
        self.ops.get(id.0 as usize).copied().unwrap_or(Op::Constant(false))
    }

    fn rule(&mut self, rule: &Rule, vocabulary: &Vocabulary) -> PlanRule {
        let first = self.ops.len();
        let for_each = self.variables(&rule.for_each);
        let (kinds, rest) = kinds_and_rest(&rule.condition, rule.for_each.last().map(|last| last.slot));
        let condition = rest.map(|rest| self.formula(&rest, vocabulary));
        let lines: Vec<PlanLine> = rule
            .require
            .iter()
            .map(|line| PlanLine {
                formula: self.formula(&line.formula, vocabulary),
                partly: line.partly.as_ref().map(|f| self.formula(f, vocabulary)),
                excluded: line.excluded.as_ref().map(|f| self.formula(f, vocabulary)),
            })
            .collect();
        let count = lines.len();
        self.lines.extend(lines);
        let lines = Stretch::last(&self.lines, count);
        let needs = self.neighbours(rule.needs.iter().map(|need| &need.formula), vocabulary);
        let eased = self.neighbours(rule.eased.iter().map(|ease| &ease.when), vocabulary);
        let asks = self.ops.iter().skip(first).any(|op| op.asks_for().is_some());
        PlanRule { for_each, kinds, condition, needs, lines, eased, asks, asked_for: false }
    }

    fn dilemma(&mut self, dilemma: &Dilemma, vocabulary: &Vocabulary) -> PlanDilemma {
        let for_each = self.variables(&dilemma.for_each);
        let condition = self.formula(&dilemma.condition, vocabulary);
        let horns: Vec<PlanHorn> = dilemma
            .horns
            .iter()
            .map(|horn| PlanHorn {
                taken: self.formula(&horn.taken, vocabulary),
                mitigated: self.neighbours(horn.risks.iter().map(|risk| &risk.mitigated), vocabulary),
            })
            .collect();
        let count = horns.len();
        self.horns.extend(horns);
        let horns = Stretch::last(&self.horns, count);
        let unless = self.neighbours(dilemma.incompatible.iter().map(|pair| &pair.unless), vocabulary);
        PlanDilemma { for_each, condition, horns, unless }
    }

    fn variables(&mut self, variables: &[Variable]) -> Stretch {
        for variable in variables {
            self.variable(variable);
        }
        Stretch::last(&self.variables, variables.len())
    }

    fn variable(&mut self, variable: &Variable) -> u32 {
        self.sorts.extend(&variable.sorts);
        let sorts = Stretch::last(&self.sorts, variable.sorts.len());
        self.variables.push(PlanVariable { slot: variable.slot, ruled_out: variable.ruled_out, sorts });
        (self.variables.len() - 1) as u32
    }

    /// Lays formulas side by side, their parts behind them.
    fn neighbours<'f>(
        &mut self,
        formulas: impl ExactSizeIterator<Item = &'f Formula>,
        vocabulary: &Vocabulary,
    ) -> Stretch {
        let (start, count) = (self.ops.len(), formulas.len());
        self.ops.resize(start + count, Op::Constant(false));
        for (offset, formula) in formulas.enumerate() {
            let op = self.lower(formula, vocabulary);
            if let Some(place) = self.ops.get_mut(start + offset) {
                *place = op;
            }
        }
        Stretch { start: start as u32, len: count as u32 }
    }

    fn lower(&mut self, formula: &Formula, vocabulary: &Vocabulary) -> Op {
        match formula {
            Formula::Constant(value) => Op::Constant(*value),
            Formula::And(parts) => match kinds_of_one(parts) {
                Some((slot, terms)) => Op::IsAll(slot, self.term_list(&terms)),
                None => Op::And(self.neighbours(parts.iter(), vocabulary)),
            },
            Formula::Or(parts) => Op::Or(self.neighbours(parts.iter(), vocabulary)),
            Formula::Not(part) => Op::Not(self.formula(part, vocabulary)),
            Formula::Exists(variable, body) => {
                Op::Exists(self.variable(variable), self.formula(body, vocabulary))
            }
            Formula::ForAll(variable, body) => {
                Op::ForAll(self.variable(variable), self.formula(body, vocabulary))
            }
            Formula::Is(slot, terms) => match terms.as_slice() {
                [term] => Op::Is(*slot, *term),
                terms => Op::IsAny(*slot, self.term_list(terms)),
            },
            Formula::Related(relation, slot, Object::Variable(other)) => {
                Op::Related(*relation, *slot, *other)
            }
            Formula::Related(relation, slot, Object::Terms(terms)) => {
                let terms = self.term_list(terms);
                self.term_tests.push(TermTest { relation: *relation, slot: *slot, terms });
                Op::RelatedTerms((self.term_tests.len() - 1) as u32)
            }
            Formula::States(relation, slot) => Op::States(*relation, *slot),
            Formula::Same(a, b) => Op::Same(*a, *b),
            Formula::AtLeast { terms, bound } => {
                let sum = self.sum(terms, *bound, vocabulary);
                Op::AtLeast(sum)
            }
            Formula::LevelAtLeast { left, right, strict } => {
                let test = LevelTest {
                    left: side(left, vocabulary),
                    right: side(right, vocabulary),
                    strict: *strict,
                };
                self.level_tests.push(test);
                Op::LevelAtLeast((self.level_tests.len() - 1) as u32)
            }
            Formula::Several { k, of } => Op::Several(*k, self.neighbours(of.iter(), vocabulary)),
            Formula::Status(rule, status) => Op::Status(*rule, *status),
        }
    }

    fn term_list(&mut self, terms: &[TermId]) -> Stretch {
        self.terms.extend(terms);
        Stretch::last(&self.terms, terms.len())
    }

    fn quantity(&mut self, quantity: &Quantity, vocabulary: &Vocabulary) -> PlanQuantity {
        match quantity {
            Quantity::Attribute { relation, slot } => PlanQuantity::Attribute(*relation, *slot),
            Quantity::Sum { variable, relation, body } => {
                PlanQuantity::Sum(self.variable(variable), *relation, self.formula(body, vocabulary))
            }
            Quantity::Count { variable, body } => {
                PlanQuantity::Count(self.variable(variable), self.formula(body, vocabulary))
            }
        }
    }
}

fn side(operand: &LevelOperand, vocabulary: &Vocabulary) -> LevelSide {
    match operand {
        LevelOperand::Term(term) => LevelSide::Rank(vocabulary.term(*term).map_or(0, |term| term.rank)),
        LevelOperand::Attribute { relation, slot } => LevelSide::Attribute(*relation, *slot),
    }
}

/// The slot and the terms, where each part asks for one kind of the same entity.
fn kinds_of_one(parts: &[Formula]) -> Option<(Slot, Vec<TermId>)> {
    let kind = |part: &Formula| match part {
        Formula::Is(slot, terms) => match terms.as_slice() {
            [term] => Some((*slot, *term)),
            _ => None,
        },
        _ => None,
    };
    let kinds: Vec<(Slot, TermId)> = parts.iter().map(kind).collect::<Option<_>>()?;
    let (slot, _) = *kinds.first()?;
    let same = kinds.iter().all(|(other, _)| *other == slot);
    same.then(|| (slot, kinds.into_iter().map(|(_, term)| term).collect()))
}
