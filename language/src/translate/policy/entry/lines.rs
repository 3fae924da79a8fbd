//! The lines of an entry, sorted by what they are; those that do not belong there are told.

use crate::model::Level;
use crate::source::Diagnostic;
use crate::syntax::policy::ast::{
    Binder, Eased, Entry, EntryKind, Figure, Formula, Horn, Incompatible, Line, Name, Needs, Remedy, Require,
    Words,
};
use crate::translate::policy::unknown::{listed, unknown};

/// The lines of an entry by kind, each in the order of the text.
#[derive(Default)]
pub(super) struct Lines<'a> {
    pub(super) asks: Option<&'a Words>,
    pub(super) source: Option<&'a Words>,
    pub(super) level: Option<&'a Name>,
    pub(super) because: Option<&'a Words>,
    pub(super) for_each: Vec<&'a Binder>,
    pub(super) conditions: Vec<&'a Formula>,
    pub(super) without: Vec<&'a Name>,
    pub(super) needs: Vec<&'a Needs>,
    pub(super) figures: Vec<&'a Figure>,
    pub(super) require: Vec<&'a Require>,
    pub(super) eased: Vec<&'a Eased>,
    pub(super) judgements: Vec<&'a Words>,
    pub(super) remedies: Vec<&'a Remedy>,
    pub(super) horns: Vec<&'a Horn>,
    pub(super) incompatible: Vec<&'a Incompatible>,
    pub(super) criteria: Vec<&'a Name>,
    pub(super) adopting: Vec<&'a Words>,
}

/// The lines that may stand in an entry of some kind.
fn allowed(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::Rule => &[
            "asks",
            "source",
            "level",
            "for each",
            "where",
            "without",
            "needs",
            "figure",
            "require",
            "eased to",
            "judgement",
            "because",
            "remedy",
        ],
        EntryKind::Dilemma => &["asks", "source", "for each", "where", "horn", "incompatible", "because"],
        EntryKind::Proposal => &["asks", "source", "criteria", "adopting adds"],
        EntryKind::StaleAcceptance => &["asks", "source", "level", "because", "remedy"],
    }
}

impl<'a> Lines<'a> {
    /// Sorts the lines of an entry.
    pub(super) fn of(entry: &'a Entry, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut lines = Lines::default();
        for line in &entry.lines {
            if !allowed(entry.kind).contains(&line.word()) {
                let told = Diagnostic::error(
                    line.span(),
                    format!("a {} has no `{}` line", entry.kind.word(), line.word()),
                )
                .help(format!("its lines are {}", listed(allowed(entry.kind).iter().copied())));
                diagnostics.push(told);
                continue;
            }
            if let Some(first) = lines.put(line) {
                let told = Diagnostic::error(line.span(), format!("there are two `{}` lines", line.word()))
                    .label("one of them is too many")
                    .related(first, "the first is here");
                diagnostics.push(told);
            }
        }
        lines
    }

    /// Puts a line in its place; where that is taken already, says by which.
    fn put(&mut self, line: &'a Line) -> Option<crate::source::Span> {
        fn once<'a, T>(place: &mut Option<&'a T>, new: &'a T) -> Option<&'a T> {
            let first = *place;
            place.get_or_insert(new);
            first
        }
        match line {
            Line::Asks(words) => return once(&mut self.asks, words).map(|first| first.span),
            Line::Source(words) => return once(&mut self.source, words).map(|first| first.span),
            Line::Because(words) => return once(&mut self.because, words).map(|first| first.span),
            Line::Level(name) => return once(&mut self.level, name).map(|first| first.span),
            Line::ForEach(binders) => self.for_each.extend(binders),
            Line::Where(formula) => self.conditions.push(formula),
            Line::Needs(needs) => self.needs.push(needs),
            Line::Figure(figure) => self.figures.push(figure),
            Line::Require(require) => self.require.push(require),
            Line::Eased(eased) => self.eased.push(eased),
            Line::Judgement(words) => self.judgements.push(words),
            Line::Remedy(remedy) => self.remedies.push(remedy),
            Line::Horn(horn) => self.horns.push(horn),
            Line::Incompatible(pair) => self.incompatible.push(pair),
            Line::Without(names) => self.without.extend(names),
            Line::Criteria(codes) => self.criteria.extend(codes),
            Line::Adopting(words) => self.adopting.extend(words),
        }
        None
    }
}

/// The level of that name; one that is none is told, and is a note.
pub(super) fn level(name: &Name, diagnostics: &mut Vec<Diagnostic>) -> Level {
    match name.text.as_str() {
        "error" => Level::Error,
        "warning" => Level::Warning,
        "note" => Level::Note,
        _ => {
            let told = unknown(name, "level", ["error", "warning", "note"]);
            let help = "levels are `error`, `warning` and `note`";
            diagnostics.push(if told.help.is_empty() { told.help(help) } else { told });
            Level::Note
        }
    }
}
