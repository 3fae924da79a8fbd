//! Which situation and which deployments a mandate is read against.

use super::Selection;
use super::names::nearest;
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Block, BlockKind, File, Link, Name};

/// The blocks there are.
pub(super) struct Blocks<'a> {
    pub(super) main: &'a File,
    pub(super) context: &'a [&'a File],
    pub(super) select: &'a Selection,
}

impl<'a> Blocks<'a> {
    /// The situation and the deployments of a mandate, in that order.
    pub(super) fn given(&self, mandate: &Block, problems: &mut Vec<Diagnostic>) -> Vec<&'a Block> {
        let (mut situations, mut deployments): (Vec<&Name>, Vec<&Name>) = (Vec::new(), Vec::new());
        for link in &mandate.links {
            match link {
                Link::For(name) => situations.push(name),
                Link::With(names) => deployments.extend(names),
                _ => {}
            }
        }
        if let [_, second, ..] = situations.as_slice() {
            let message = format!("mandate `{}` names two situations", mandate.name.text);
            problems.push(
                Diagnostic::error(second.place.0, message).help("a mandate is read against one situation"),
            );
            situations.truncate(1);
        }
        let mut given = Vec::new();
        for (kind, names, forced) in [
            (BlockKind::Situation, situations, &self.select.situation),
            (BlockKind::Deployment, deployments, &self.select.deployment),
        ] {
            if names.is_empty() {
                given.extend(self.unnamed(kind, forced.as_deref(), mandate, problems));
            }
            for name in names {
                given.extend(self.named(kind, &name.text, name.place.0, problems));
            }
        }
        given.dedup_by_key(|block| block.place.0);
        given
    }

    /// A given block that no mandate uses, with the situation it speaks of; none where that is not clear.
    pub(super) fn alone(&self, block: &'a Block) -> Option<Vec<&'a Block>> {
        if block.kind == BlockKind::Situation {
            return Some(vec![block]);
        }
        let mut situations = self.all(BlockKind::Situation);
        let situation = situations.next()?;
        situations.next().is_none().then(|| vec![situation, block])
    }

    fn all(&self, kind: BlockKind) -> impl Iterator<Item = &'a Block> {
        let files = std::iter::once(self.main).chain(self.context.iter().copied());
        files.flat_map(|file| &file.blocks).filter(move |block| block.kind == kind)
    }

    fn named(
        &self,
        kind: BlockKind,
        name: &str,
        span: Span,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<&'a Block> {
        if let Some(found) = self.all(kind).find(|block| block.name.text == name) {
            return Some(found);
        }
        let near = nearest(name, self.all(kind).map(|block| block.name.text.as_str()));
        let keyword = kind.keyword();
        let message = format!("there is no {keyword} `{name}`");
        let problem = match near {
            Some(near) => Diagnostic::error(span, message).help(format!("did you mean `{near}`?")),
            // Nothing else in a draft names what stands in a deployment: it can be read without.
            None if kind == BlockKind::Deployment => Diagnostic::warning(span, message)
                .help("give the file that holds it; until then what rests on it is not assessed"),
            None => Diagnostic::error(span, message).help(format!(
                "write `{keyword} {name} {{ … }}` in this file, or give the file that holds it"
            )),
        };
        problems.push(problem.label("not known"));
        // The one that was meant is taken, or else every name in it would be reported as well.
        let first = self.all(kind).next().filter(|_| kind == BlockKind::Situation);
        self.all(kind).find(|block| Some(block.name.text.as_str()) == near).or(first)
    }

    /// The one that was asked for, else the only one handed in, else the only one of the file.
    fn unnamed(
        &self,
        kind: BlockKind,
        forced: Option<&str>,
        mandate: &Block,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<&'a Block> {
        let span = mandate.name.place.0;
        if let Some(name) = forced {
            return self.named(kind, name, span, problems);
        }
        let of_kind = |file: &'a File| file.blocks.iter().filter(move |block| block.kind == kind);
        let handed_in: Vec<_> = self.context.iter().copied().flat_map(of_kind).collect();
        let own: Vec<_> = of_kind(self.main).collect();
        let choice = if handed_in.is_empty() { own } else { handed_in };
        match choice.as_slice() {
            [] => None,
            [one] => Some(one),
            [first, second, ..] => {
                let word = if kind == BlockKind::Situation { "for" } else { "with" };
                let keyword = kind.keyword();
                let message = format!(
                    "mandate `{}` does not say which {keyword} it is read against",
                    mandate.name.text
                );
                let problem = Diagnostic::error(span, message)
                    .help(format!(
                        "write `{word} {}` or `{word} {}` before its `{{`",
                        first.name.text, second.name.text
                    ))
                    .related(first.name.place.0, format!("a {keyword}"))
                    .related(second.name.place.0, format!("another {keyword}"));
                problems.push(problem);
                (kind == BlockKind::Situation).then_some(*first)
            }
        }
    }
}
