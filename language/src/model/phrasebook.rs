//! The phrases of a vocabulary's terms, apart from the terms: only whoever reads prose needs them.

use std::sync::OnceLock;

use super::{Phrase, TermId};

/// The phrases of each term. They are most of a vocabulary, and no mandate file asks for one: those of a compiled pack are
/// read when somebody does.
#[derive(Clone, Debug, Default)]
pub struct Phrasebook {
    by_term: OnceLock<Vec<Vec<Phrase>>>,
    later: Option<fn() -> Vec<Vec<Phrase>>>,
}

impl Phrasebook {
    /// Phrases that `read` gives, by [`TermId::index`], when they are first asked for.
    pub fn later(read: fn() -> Vec<Vec<Phrase>>) -> Self {
        Phrasebook { by_term: OnceLock::new(), later: Some(read) }
    }

    /// Those of every term, by [`TermId::index`]; the last terms may have none.
    pub fn all(&self) -> &[Vec<Phrase>] {
        self.by_term.get_or_init(|| self.later.map(|read| read()).unwrap_or_default())
    }

    /// Those of a term.
    pub fn of(&self, term: TermId) -> &[Phrase] {
        self.all().get(term.index()).map_or(&[], Vec::as_slice)
    }
}

impl From<Vec<Vec<Phrase>>> for Phrasebook {
    fn from(by_term: Vec<Vec<Phrase>>) -> Self {
        Phrasebook { by_term: OnceLock::from(by_term), later: None }
    }
}

impl PartialEq for Phrasebook {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

impl Eq for Phrasebook {}
