//! What a code means, and why it holds or fails in a draft.

mod definition;
mod here;

use penholder_language::model::{Pack, Proposal, Rule};

use super::{Look, Places};
pub use here::here;

/// Something of a pack that has a code.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A rule.
    Rule(&'a Rule),
    /// A dilemma.
    Dilemma(&'a penholder_language::model::Dilemma),
    /// A proposal.
    Proposal(&'a Proposal),
    /// The finding on acceptances that accept nothing.
    Stale(&'a penholder_language::model::StaleAcceptance),
}

impl<'a> Entry<'a> {
    /// What the pack has under a code.
    ///
    /// # Errors
    /// The code nearest to it, where there is none.
    pub fn find(pack: &'a Pack, code: &str) -> Result<Entry<'a>, String> {
        let mut entries = Entry::all(pack);
        match entries.iter().position(|entry| entry.code().eq_ignore_ascii_case(code)) {
            Some(index) => Ok(entries.swap_remove(index)),
            None => Err(nearest(&entries, code)),
        }
    }

    /// Everything that has a code.
    pub fn all(pack: &'a Pack) -> Vec<Entry<'a>> {
        let rules = pack.rules.iter().map(Entry::Rule);
        let dilemmas = pack.dilemmas.iter().map(Entry::Dilemma);
        let proposals = pack.proposals.iter().map(Entry::Proposal);
        let mut entries: Vec<Entry<'a>> = rules.chain(dilemmas).chain(proposals).collect();
        entries.extend(pack.stale_acceptance.iter().map(Entry::Stale));
        entries.sort_by(|a, b| crate::findings::natural(a.code(), b.code()));
        entries
    }

    /// Its code.
    pub fn code(self) -> &'a str {
        match self {
            Entry::Rule(rule) => &rule.code,
            Entry::Dilemma(dilemma) => &dilemma.code,
            Entry::Proposal(proposal) => &proposal.code,
            Entry::Stale(stale) => &stale.code,
        }
    }

    /// Its name.
    pub fn name(self) -> &'a str {
        match self {
            Entry::Rule(rule) => &rule.name,
            Entry::Dilemma(dilemma) => &dilemma.name,
            Entry::Proposal(proposal) => &proposal.name,
            Entry::Stale(stale) => &stale.name,
        }
    }

    /// What it asks, in one line.
    pub fn asks(self) -> &'a str {
        match self {
            Entry::Rule(rule) => &rule.asks,
            Entry::Dilemma(dilemma) => &dilemma.asks,
            Entry::Proposal(proposal) => &proposal.asks,
            Entry::Stale(stale) => &stale.asks,
        }
    }

    /// Where the source says so.
    pub fn source(self) -> &'a str {
        match self {
            Entry::Rule(rule) => &rule.source,
            Entry::Dilemma(dilemma) => &dilemma.source,
            Entry::Proposal(proposal) => &proposal.source,
            Entry::Stale(stale) => &stale.source,
        }
    }

    /// The gravest level that a finding of it can have; dilemmas and proposals have none.
    pub fn level(self) -> Option<penholder_language::model::Level> {
        match self {
            Entry::Rule(rule) => rule.require.iter().map(|line| line.level).max(),
            Entry::Stale(stale) => Some(stale.level),
            Entry::Dilemma(_) | Entry::Proposal(_) => None,
        }
    }

    /// The file of the pack in which it is written.
    pub fn path(self, rules: &Places<'a>) -> &'a str {
        rules.name(self.span())
    }

    pub(super) fn span(self) -> penholder_language::source::Span {
        match self {
            Entry::Rule(rule) => rule.span,
            Entry::Dilemma(dilemma) => dilemma.span,
            Entry::Proposal(proposal) => proposal.span,
            Entry::Stale(stale) => stale.span,
        }
    }
}

/// What it means: its lines in words, its fixtures, its own text.
pub fn entry(pack: &Pack, rules: &Places<'_>, entry: Entry<'_>, fixtures: &[String], look: Look) -> String {
    definition::render(pack, rules, entry, fixtures, look)
}

/// The code that shares the longest start with what was asked for, else the first.
fn nearest(entries: &[Entry<'_>], code: &str) -> String {
    let shared = |entry: &&Entry<'_>| {
        let pairs = entry.code().chars().zip(code.chars());
        pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
    };
    // Of several the first: `max_by_key` would take the last.
    entries.iter().rev().max_by_key(shared).map(|entry| entry.code().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample::sample;

    #[test]
    fn codes_are_found_whatever_their_case_and_the_nearest_is_offered() {
        let sample = sample();
        assert_eq!(Entry::find(&sample.pack, "x2").unwrap().code(), "X2");
        assert_eq!(Entry::find(&sample.pack, "X9").unwrap_err(), "X1");
    }

    #[test]
    fn the_rules_own_text_and_fixtures_are_shown() {
        let sample = sample();
        let rules = Places::new(&sample.pack.sources);
        let fixtures = ["fail/none.mandate".to_owned(), "pass/some.mandate".to_owned()];
        let found = Entry::find(&sample.pack, "X1").unwrap();
        let text = entry(&sample.pack, &rules, found, &fixtures, Look::new(80, false));
        for part in
            ["X1 reach", "Reach and time", "air mobility", "§9", "rule X1 reach {", "pass/some.mandate"]
        {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn in_a_draft_the_chain_leads_to_clauses_lines_and_figures() {
        let sample = sample();
        let text = sample.with(|run| here(run, "X1", Look::new(80, false)));
        for part in [
            "MIVAL",
            "¶3(a) decides mission to patrol in north",
            "✗ 15 helicopters",
            "✓ crews",
            "short by 12",
            "requests mission to train",
            "area north",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        let nowhere = sample.with(|run| here(run, "X5", Look::new(80, false)));
        assert!(nowhere.contains("does not arise"), "{nowhere}");
        let dilemma = sample.with(|run| here(run, "Q1", Look::new(80, false)));
        assert!(dilemma.contains("Talk to them") && dilemma.contains("Fight them"), "{dilemma}");
        let proposal = sample.with(|run| here(run, "Y1", Look::new(80, false)));
        assert!(proposal.contains("Y102: a reader"), "{proposal}");
    }
}
