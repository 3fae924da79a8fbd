//! Gates as clauses, each an equivalence, so that a literal can be used either way round.

use batsat::{Lit, SolverInterface};

/// The clauses so far, with a literal that always holds.
pub(super) struct Gates<S> {
    pub(super) sat: S,
    yes: Lit,
    clause: Vec<Lit>,
}

impl<S: SolverInterface> Gates<S> {
    pub(super) fn new(mut sat: S) -> Self {
        let yes = Lit::new(sat.new_var_default(), true);
        let mut gates = Gates { sat, yes, clause: Vec::new() };
        gates.require(&[yes]);
        gates
    }

    pub(super) fn constant(&self, value: bool) -> Lit {
        if value { self.yes } else { !self.yes }
    }

    pub(super) fn fresh(&mut self) -> Lit {
        Lit::new(self.sat.new_var_default(), true)
    }

    /// One of them holds.
    pub(super) fn require(&mut self, clause: &[Lit]) {
        self.clause.clear();
        self.clause.extend_from_slice(clause);
        self.sat.add_clause_reuse(&mut self.clause);
    }

    pub(super) fn and(&mut self, a: Lit, b: Lit) -> Lit {
        let (yes, no) = (self.yes, !self.yes);
        match (a, b) {
            (a, b) if a == no || b == no || a == !b => no,
            (a, b) if a == yes || a == b => b,
            (a, b) if b == yes => a,
            (a, b) => {
                let both = self.fresh();
                self.require(&[!both, a]);
                self.require(&[!both, b]);
                self.require(&[both, !a, !b]);
                both
            }
        }
    }

    pub(super) fn or(&mut self, a: Lit, b: Lit) -> Lit {
        !self.and(!a, !b)
    }

    pub(super) fn xor(&mut self, a: Lit, b: Lit) -> Lit {
        let (left, right) = (self.and(a, !b), self.and(!a, b));
        self.or(left, right)
    }

    /// Sum and carry of three bits.
    pub(super) fn add(&mut self, a: Lit, b: Lit, c: Lit) -> (Lit, Lit) {
        let ab = self.xor(a, b);
        let sum = self.xor(ab, c);
        let (both, through) = (self.and(a, b), self.and(ab, c));
        (sum, self.or(both, through))
    }
}
