//! Formulas: names resolved, sorts checked, definitions put in place.

mod aggregate;
mod apply;
mod chain;
mod linear;
mod names;
mod operand;
mod relocate;
mod scope;
mod statement;

pub(super) use linear::{Kind, Linear};
pub(super) use names::{each_formula_of, each_name, each_status};
pub(super) use relocate::{relocate, relocate_terms};

use super::context::Context;
use super::unknown::unknown;
use crate::model::{Formula, LinearTerm, Measure, RuleStatus, Slot, Variable};
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast;
use scope::Bound;

/// A formula may have so many parts once its definitions are put in place.
const LARGEST: usize = 50_000;

/// And nest so deep.
const DEEPEST: usize = 200;

/// The frame of one rule, dilemma or definition while its formulas are translated.
pub(super) struct Frame<'c, 'd> {
    pub(super) context: &'c Context,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
    scope: Vec<Bound>,
    figures: Vec<Named>,
    slots: Slot,
    size: usize,
    depth: usize,
    deepest: usize,
    too_large: bool,
}

/// A figure of the rule.
struct Named {
    name: ast::Name,
    linear: Linear,
    /// Slots of its own quantifiers: from the first up to, not including, the second.
    slots: (Slot, Slot),
    used: bool,
}

impl<'c, 'd> Frame<'c, 'd> {
    pub(super) fn new(context: &'c Context, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Frame {
            context,
            diagnostics,
            scope: Vec::new(),
            figures: Vec::new(),
            slots: 0,
            size: 0,
            depth: 0,
            deepest: 0,
            too_large: false,
        }
    }

    /// How many slots, how many parts, how deep.
    pub(super) fn measures(&self) -> (Slot, usize, usize) {
        (self.slots, self.size, self.deepest)
    }

    /// How many slots there are so far.
    pub(super) fn slots(&self) -> Slot {
        self.slots
    }

    /// Makes so many slots more; gives the first of them.
    pub(super) fn reserve(&mut self, count: Slot) -> Slot {
        let first = self.slots;
        self.slots = self.slots.saturating_add(count);
        first
    }

    fn tell(&mut self, told: Diagnostic) {
        self.diagnostics.push(told);
    }

    /// What a formula means. Where that cannot be said it is told, and something harmless is given.
    pub(super) fn formula(&mut self, formula: &ast::Formula) -> Formula {
        self.measured(formula).0
    }

    /// What a formula means, and its two sides if it is a single comparison of numbers.
    pub(super) fn measured(&mut self, formula: &ast::Formula) -> (Formula, Option<Measure>) {
        if !self.grow(formula.span(), 1, 1) {
            return (Formula::Constant(false), None);
        }
        self.depth += 1;
        let result = match formula {
            ast::Formula::Compare { first, rest } => self.chain(first, rest),
            other => (self.other(other), None),
        };
        self.depth -= 1;
        result
    }

    fn other(&mut self, formula: &ast::Formula) -> Formula {
        match formula {
            ast::Formula::And(list) => Formula::And(list.iter().map(|part| self.formula(part)).collect()),
            ast::Formula::Or(list) => Formula::Or(list.iter().map(|part| self.formula(part)).collect()),
            ast::Formula::Not(inner, _) => Formula::Not(Box::new(self.formula(inner))),
            ast::Formula::Quantified { quantifier, binder, such, body, .. } => {
                self.quantified(*quantifier, binder, such.as_deref(), body.as_deref())
            }
            ast::Formula::Is { subject, kinds } => self.is(subject, kinds),
            ast::Formula::Related { subject, relation, objects } => self.related(subject, relation, objects),
            ast::Formula::States { subject, relation } => self.states(subject, relation),
            ast::Formula::Same { left, right, distinct } => self.same(left, right, *distinct),
            ast::Formula::Compare { first, rest } => self.chain(first, rest).0,
            ast::Formula::AtLeast { k, k_span, of, .. } => self.several(*k, *k_span, of),
            ast::Formula::Status { code, status, .. } => self.status(code, *status),
            ast::Formula::Call { name, arguments } => self.apply(name, &arguments.iter().collect::<Vec<_>>()),
        }
    }

    fn quantified(
        &mut self,
        quantifier: ast::Quantifier,
        binder: &ast::Binder,
        such: Option<&ast::Formula>,
        body: Option<&ast::Formula>,
    ) -> Formula {
        let ruled_out = quantifier == ast::Quantifier::RuledOut;
        let variable = self.variable(binder, ruled_out);
        if ruled_out {
            self.only_clauses(&variable, binder);
        }
        let such = such.map(|such| self.formula(such));
        let stated = such.is_some() || body.is_some();
        let body = body.map_or(Formula::Constant(true), |body| self.formula(body));
        self.unbind(stated);
        let both = |such: Option<Formula>, body| match such {
            Some(such) => Formula::And(vec![such, body]),
            None => body,
        };
        match quantifier {
            ast::Quantifier::Some | ast::Quantifier::RuledOut => {
                Formula::Exists(variable, Box::new(both(such, body)))
            }
            ast::Quantifier::No => {
                Formula::Not(Box::new(Formula::Exists(variable, Box::new(both(such, body)))))
            }
            ast::Quantifier::Every => {
                let body = match such {
                    Some(such) => Formula::Or(vec![Formula::Not(Box::new(such)), body]),
                    None => body,
                };
                Formula::ForAll(variable, Box::new(body))
            }
        }
    }

    fn several(&mut self, k: i64, k_span: Span, of: &[ast::Formula]) -> Formula {
        let of: Vec<Formula> = of.iter().map(|part| self.formula(part)).collect();
        let listed = i64::try_from(of.len()).unwrap_or(i64::MAX);
        if k > listed {
            let told = Diagnostic::error(k_span, format!("at least {k} of {listed} can never hold"));
            self.tell(told.help("list more, or ask for fewer"));
        } else if k < 1 {
            self.tell(Diagnostic::error(k_span, "at least none always holds").help("ask for 1 or more"));
        }
        Formula::Several { k: u32::try_from(k).unwrap_or(u32::MAX), of }
    }

    fn status(&mut self, code: &ast::Name, status: ast::Status) -> Formula {
        let Some(id) = self.context.rule(code) else {
            self.tell(unknown(code, "rule of this pack", self.context.rules.keys().map(String::as_str)));
            return Formula::Constant(false);
        };
        let status = match status {
            ast::Status::Met => RuleStatus::Met,
            ast::Status::Applies => RuleStatus::Applies,
            ast::Status::Gap => RuleStatus::Gap,
            ast::Status::Partial => RuleStatus::Partial,
        };
        Formula::Status(id, status)
    }

    /// Counts some more parts, so much deeper. Told once where it becomes too much.
    fn grow(&mut self, at: Span, size: usize, depth: usize) -> bool {
        self.size = self.size.saturating_add(size);
        self.deepest = self.deepest.max(self.depth + depth);
        if self.size <= LARGEST && self.deepest <= DEEPEST {
            return true;
        }
        if !std::mem::replace(&mut self.too_large, true) {
            let told = Diagnostic::error(at, "this is too large once definitions are put in place").help(
                format!("at most {LARGEST} parts and {DEEPEST} levels; simplify the definitions it uses"),
            );
            self.tell(told);
        }
        false
    }

    /// Declares a figure; its number can be used by name from here on.
    pub(super) fn figure(&mut self, figure: &ast::Figure) -> Option<(Vec<LinearTerm>, i64, String)> {
        if let Some(first) = self.figures.iter().find(|known| known.name.text == figure.name.text) {
            let told = super::unknown::duplicate(&figure.name, "figure", first.name.span);
            self.tell(told);
        }
        if let Some(term) = self.context.names.terms.get(&figure.name.text) {
            let first = self.context.vocabulary.term(*term).map(|term| term.span).unwrap_or_default();
            let told =
                Diagnostic::error(figure.name.span, format!("`{}` is a term already", figure.name.text));
            self.tell(told.help("give the figure another name").related(first, "the term is declared here"));
        }
        let from = self.slots;
        let linear = self.number(&figure.number);
        let slots = (from, self.slots);
        let mut linear = linear?;
        if let Some(unit) = &figure.unit {
            linear.unit = unit.text.clone();
        }
        let told = (linear.terms.clone(), linear.constant, linear.shown_unit());
        self.figures.push(Named { name: figure.name.clone(), linear, slots, used: false });
        Some(told)
    }

    /// Marks a figure as used; whether there is one of that name.
    pub(super) fn use_figure(&mut self, name: &str) -> bool {
        match self.figures.iter_mut().find(|figure| figure.name.text == name) {
            Some(figure) => {
                figure.used = true;
                true
            }
            None => false,
        }
    }

    /// Names of the figures.
    pub(super) fn figure_names(&self) -> impl Iterator<Item = &str> {
        self.figures.iter().map(|figure| figure.name.text.as_str())
    }

    /// Warns of figures that nothing uses.
    pub(super) fn unused_figures(&mut self) {
        for figure in &self.figures {
            if !figure.used {
                let told =
                    Diagnostic::warning(figure.name.span, format!("`{}` is never used", figure.name.text));
                self.diagnostics.push(told.help("use it in a comparison or a text, or take it away"));
            }
        }
    }

    /// Only clauses can rule something out.
    fn only_clauses(&mut self, variable: &Variable, binder: &ast::Binder) {
        let vocabulary = &self.context.vocabulary;
        for (id, name) in variable.sorts.iter().zip(&binder.sorts) {
            if vocabulary.sort(*id).is_some_and(|sort| sort.origin != crate::model::Origin::Chosen) {
                let told = Diagnostic::error(name.span, format!("no `{}` can be ruled out", name.text))
                    .help("only sorts that are chosen, the clauses of a draft, can");
                self.diagnostics.push(told);
            }
        }
    }
}
