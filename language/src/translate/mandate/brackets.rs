//! The bracketed choices of a draft: one for each bracket, one for all brackets of a name.

use std::collections::{HashMap, HashSet};

use super::guards::and;
use crate::model::{Choice, ChoiceId, ChoiceOption, Guard};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Bracket, BracketOption, Entry, Name, Node};

/// More options than any text has.
const MAX_OPTIONS: usize = 256;

/// How much of an option's text is kept.
const MAX_TEXT: usize = 80;

/// The choices found so far.
#[derive(Default)]
pub(super) struct Brackets {
    choices: Vec<Choice>,
    /// Which choice a written name is, and how many options its first bracket has.
    named: HashMap<String, (ChoiceId, usize)>,
    taken: HashSet<String>,
    counters: HashMap<String, usize>,
}

/// An option of a bracket, with the guard under which it stands.
pub(super) struct Taken<'a, T> {
    pub(super) content: &'a [T],
    pub(super) guard: Guard,
}

impl Brackets {
    /// Keeps made-up names from meeting written ones.
    pub(super) fn reserve(&mut self, entries: &[Entry]) {
        for entry in entries {
            if let Node::Bracket(bracket) = &entry.node {
                self.taken.extend(bracket.name.iter().map(|name| name.text.clone()));
                bracket.options.iter().for_each(|option| self.reserve(&option.content));
            }
        }
    }

    pub(super) fn choices(self) -> Vec<Choice> {
        self.choices
    }

    /// Takes note of a bracket, and gives its options. A bracket with one option has an empty second one.
    pub(super) fn open<'a, T>(
        &mut self,
        bracket: &'a Bracket<T>,
        base: &str,
        guard: &Guard,
        text: &dyn Fn(&T) -> String,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Taken<'a, T>> {
        let span = bracket.place.0;
        let choice = match &bracket.name {
            Some(name) => self.named(name, bracket, guard, text, problems),
            None => {
                let name = self.made_up(base);
                self.add(name, bracket, guard, text)
            }
        };
        twice(bracket, text, problems);
        let known = self.choices.get(choice.index()).map_or(0, |choice| choice.options.len());
        let mut options: Vec<&[T]> = bracket.options.iter().map(|option| option.content.as_slice()).collect();
        if options.len() > MAX_OPTIONS {
            let message = format!("this bracket has more than {MAX_OPTIONS} options");
            problems.push(Diagnostic::error(span, message));
        }
        options.resize(known, &[]);
        let mut taken = Vec::new();
        for (content, option) in options.into_iter().zip(0..) {
            match and(guard, choice, option) {
                Some(guard) => taken.push(Taken { content, guard }),
                None if content.is_empty() => {}
                None => problems.push(never(bracket, option)),
            }
        }
        taken
    }

    fn named<T>(
        &mut self,
        name: &Name,
        bracket: &Bracket<T>,
        guard: &Guard,
        text: &dyn Fn(&T) -> String,
        problems: &mut Vec<Diagnostic>,
    ) -> ChoiceId {
        let Some((id, count)) = self.named.get(&name.text).copied() else {
            let id = self.add(name.text.clone(), bracket, guard, text);
            self.named.insert(name.text.clone(), (id, bracket.options.len()));
            return id;
        };
        let Some(choice) = self.choices.get_mut(id.index()) else { return id };
        if count != bracket.options.len() {
            let message = format!(
                "choice `{}` has {} here and {} elsewhere",
                name.text,
                options(bracket.options.len()),
                options(count)
            );
            problems.push(
                Diagnostic::error(bracket.place.0, message)
                    .related(choice.span, "the first bracket of that name")
                    .help("brackets of one name have the same options in the same order; an option may be empty"),
            );
        }
        // It stands inside what stands around each of its places.
        choice.within.0.retain(|around| guard.0.contains(around));
        for (known, option) in choice.options.iter_mut().zip(&bracket.options) {
            for proponent in &option.proponents {
                if !known.proponents.contains(&proponent.text) {
                    known.proponents.push(proponent.text.clone());
                }
            }
        }
        id
    }

    fn add<T>(
        &mut self,
        name: String,
        bracket: &Bracket<T>,
        guard: &Guard,
        text: &dyn Fn(&T) -> String,
    ) -> ChoiceId {
        let id = ChoiceId(u32::try_from(self.choices.len()).unwrap_or(u32::MAX));
        let span = bracket.place.0;
        let mut options: Vec<ChoiceOption> =
            bracket.options.iter().take(MAX_OPTIONS).map(|option| choice_option(option, text)).collect();
        if options.len() == 1 {
            options.push(ChoiceOption { proponents: Vec::new(), text: String::new(), span });
        }
        self.taken.insert(name.clone());
        self.choices.push(Choice { name, options, within: guard.clone(), span });
        id
    }

    /// `17bis.1`, `17bis.2` …
    fn made_up(&mut self, base: &str) -> String {
        let counter = self.counters.entry(base.to_owned()).or_default();
        loop {
            *counter += 1;
            let name = format!("{base}.{counter}");
            if !self.taken.contains(&name) {
                return name;
            }
        }
    }
}

fn choice_option<T>(option: &BracketOption<T>, text: &dyn Fn(&T) -> String) -> ChoiceOption {
    let written: Vec<String> = option.content.iter().take(4).map(text).collect();
    let mut short = written.join(" ");
    if short.chars().count() > MAX_TEXT || option.content.len() > 4 {
        short = short.chars().take(MAX_TEXT).collect::<String>().trim_end().to_owned() + " …";
    }
    let proponents = option.proponents.iter().map(|name| name.text.clone()).collect();
    ChoiceOption { proponents, text: short, span: option.place.0 }
}

/// Options that say the same, and delegations that an option names twice. Of brackets with a name the options may be
/// alike in one place and differ in another.
fn twice<T>(bracket: &Bracket<T>, text: &dyn Fn(&T) -> String, problems: &mut Vec<Diagnostic>) {
    let mut known: HashMap<Vec<String>, Span> = HashMap::new();
    for option in bracket.options.iter().take(MAX_OPTIONS) {
        for (place, proponent) in option.proponents.iter().enumerate() {
            let before = option.proponents.iter().take(place).find(|other| other.text == proponent.text);
            if let Some(before) = before {
                let message = format!("`{}` is named twice", proponent.text);
                problems.push(
                    Diagnostic::warning(proponent.place.0, message)
                        .related(before.place.0, "named first here"),
                );
            }
        }
        if bracket.name.is_some() {
            continue;
        }
        let says: Vec<String> = option.content.iter().map(text).collect();
        match known.get(&says) {
            Some(first) => problems.push(
                Diagnostic::error(option.place.0, "this option says what another one of the bracket says")
                    .related(*first, "the other one")
                    .help("name all who propose it before one of them, `Toland, Quist: …`"),
            ),
            None => {
                known.insert(says, option.place.0);
            }
        }
    }
}

fn options(count: usize) -> String {
    if count == 1 { "1 option".to_owned() } else { format!("{count} options") }
}

fn never<T>(bracket: &Bracket<T>, option: u32) -> Diagnostic {
    let span: Span = bracket.options.get(option as usize).map_or(bracket.place.0, |option| option.place.0);
    Diagnostic::error(span, "this option can never be taken")
        .label("stands inside another option of the same choice")
        .help("delete it, or give the inner bracket another name")
}
