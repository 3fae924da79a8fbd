//! Mandate files: read, resolved, judged.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use penholder::evaluate::Reading as Readings;
use penholder::findings::{Report, Status, judge_with_reasons};
use penholder::prose::{GivenName, Prose, given_names};
use penholder::reports::{Judged, Places, diagnostics};
use penholder_language::model::{Draft, Pack, RuleId};
use penholder_language::source::{Diagnostic, Severity, SourceMap};
use penholder_language::syntax::mandate::{self, ast};
use penholder_language::translate::mandate::{Selection, drafts};

use super::args::{Context, Reading};
use super::output::{Terminal, complain};
use super::packs::Loaded;
use super::{Failure, prose, read};

/// All drafts of a run.
pub(crate) struct Drafts {
    /// The texts.
    pub(crate) sources: SourceMap,
    /// The drafts that can be judged, with the names of their files.
    pub(crate) drafts: Vec<(String, Draft)>,
    /// The trees of the files that they stand in.
    pub(crate) trees: Vec<Tree>,
    /// Of each draft the place of its tree, and which mandate of it it is.
    pub(crate) origins: Vec<(usize, usize)>,
    /// The trees of files with situations and deployments.
    pub(crate) around: Vec<ast::File>,
    /// Some file could not be used, which was told.
    pub(crate) unusable: bool,
}

/// Reads and resolves files. What is wrong with one of them is told and does not stop the others.
pub(crate) fn read(
    files: &[PathBuf],
    context: &Context,
    pack: &Loaded,
    terminal: Terminal,
) -> Result<Drafts, Failure> {
    let mut run = Run {
        sources: SourceMap::default(),
        told: Vec::new(),
        unusable: false,
        pack,
        reading: &context.reading,
        given: Vec::new(),
        prose: OnceCell::new(),
    };
    let paths: Vec<&Path> =
        [&context.situation, &context.deployment].into_iter().flatten().map(PathBuf::as_path).collect();
    let mut around = Vec::new();
    for path in paths {
        // Without what they are to be read against, no draft is judged.
        around.push(run.parsed(path).map_err(|failure| run.give_up(terminal, failure))?.0);
    }
    if run.has_errors(0) {
        return Err(run.give_up(terminal, Failure(String::new())));
    }
    run.given = around.iter().flat_map(given_names).collect();
    let around_them: Vec<&ast::File> = around.iter().collect();
    let (mut found, mut trees, mut origins) = (Vec::new(), Vec::new(), Vec::new());
    for path in files {
        let before = run.told.len();
        let (file, in_prose) = match run.parsed(path) {
            Ok(parsed) => parsed,
            Err(Failure(message)) => {
                complain(&message);
                run.unusable = true;
                continue;
            }
        };
        let (drafts, problems) = drafts(&file, &around_them, &Selection::default(), &pack.vocabulary);
        run.told.extend(problems.into_iter().map(|problem| if in_prose { doubt(problem) } else { problem }));
        if run.has_errors(before) {
            run.unusable = true;
        } else if drafts.is_empty() {
            complain(&format!("`{}` has no mandate block: there is nothing to judge\n", read::name(path)));
        } else {
            origins.extend((0..drafts.len()).map(|number| (trees.len(), number)));
            found.extend(drafts.into_iter().map(|draft| (read::name(path), draft)));
            trees.push(Tree { path: path.clone(), file, in_prose });
        }
    }
    run.tell(terminal);
    let (sources, unusable) = (run.sources, run.unusable);
    Ok(Drafts { sources, drafts: found, trees, origins, around, unusable })
}

/// A file as a tree.
pub(crate) struct Tree {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it says.
    pub(crate) file: ast::File,
    /// It was read from prose.
    pub(crate) in_prose: bool,
}

/// The files of a run that are resolved more than once, each time against something else.
pub(crate) struct Trees {
    /// The texts.
    pub(crate) sources: SourceMap,
    /// The files.
    pub(crate) trees: Vec<Tree>,
    /// The files with what they are to be read against.
    pub(crate) around: Vec<ast::File>,
}

/// Reads files. What is wrong with any of them is told, and then there is nothing.
pub(crate) fn trees(
    files: &[PathBuf],
    around: &[&Path],
    reading: &Reading,
    pack: &Loaded,
    terminal: Terminal,
) -> Result<Trees, Failure> {
    let mut run = Run {
        sources: SourceMap::default(),
        told: Vec::new(),
        unusable: false,
        pack,
        reading,
        given: Vec::new(),
        prose: OnceCell::new(),
    };
    let mut others = Vec::new();
    for path in around {
        others.push(run.parsed(path).map_err(|failure| run.give_up(terminal, failure))?.0);
    }
    run.given = others.iter().flat_map(given_names).collect();
    let mut trees = Vec::new();
    for path in files {
        match run.parsed(path) {
            Ok((file, in_prose)) => trees.push(Tree { path: path.clone(), file, in_prose }),
            Err(Failure(message)) => {
                complain(&message);
                run.unusable = true;
            }
        }
    }
    if run.has_errors(0) || run.unusable {
        return Err(run.give_up(terminal, Failure(String::new())));
    }
    run.tell(terminal);
    Ok(Trees { sources: run.sources, trees, around: others })
}

/// The drafts of a file, resolved; what is wrong with them as text for standard error.
pub(crate) fn resolved(
    tree: &Tree,
    file: &ast::File,
    around: &[&ast::File],
    pack: &Pack,
    sources: &SourceMap,
    terminal: Terminal,
) -> Result<Vec<Draft>, Failure> {
    let (drafts, problems) = drafts(file, around, &Selection::default(), &pack.vocabulary);
    let problems: Vec<Diagnostic> =
        problems.into_iter().map(|problem| if tree.in_prose { doubt(problem) } else { problem }).collect();
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Failure(diagnostics::render(&problems, &Places::new(sources), terminal.err)));
    }
    Ok(drafts)
}

/// For which findings reasons are worked out, besides those that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Explained {
    /// No others.
    Open,
    /// Those of one rule.
    Rule(RuleId),
    /// All of them.
    All,
}

/// Judges every draft.
pub(crate) fn judge(drafts: &Drafts, pack: &Pack, explained: Explained) -> Result<Vec<Judged>, Failure> {
    let wanted = |rule: RuleId, status: Status| match explained {
        Explained::Open => status.is_open(),
        Explained::Rule(asked) => status.is_open() || asked == rule,
        Explained::All => true,
    };
    let judge = |draft: &Draft| -> Result<Report, Failure> {
        judge_with_reasons(pack, draft, &Readings::default(), &wanted)
            .map_err(|overflow| Failure::new(format!("mandate `{}`: {overflow}", draft.name)))
    };
    drafts
        .drafts
        .iter()
        .map(|(path, draft)| Ok(Judged { path: path.clone(), report: judge(draft)? }))
        .collect()
}

/// Of prose nobody wrote the clauses: what does not fit is left out, and the rest is judged.
fn doubt(problem: Diagnostic) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..problem }
}

/// What is gathered while files are read.
struct Run<'p> {
    sources: SourceMap,
    told: Vec<Diagnostic>,
    unusable: bool,
    /// Looked at when the first file needs it.
    pack: &'p Loaded,
    reading: &'p Reading,
    /// What the files declare against which drafts are held.
    given: Vec<GivenName>,
    /// Made when the first document in prose comes.
    prose: OnceCell<Prose<'p>>,
}

impl Run<'_> {
    /// The tree of a file, and whether it was read from prose.
    fn parsed(&mut self, path: &Path) -> Result<(ast::File, bool), Failure> {
        let bytes = read::bytes(path)?;
        if prose::is_prose(path, &bytes) {
            let reader = self.prose.get_or_init(|| Prose::new(&self.pack.vocabulary));
            let (prose::Read { file, .. }, told) =
                prose::file(path, &bytes, reader, self.reading, &self.given, &mut self.sources, None);
            self.told.extend(told);
            return Ok((file, true));
        }
        let text = read::plain(path, bytes)?;
        let id = self.sources.add(read::name(path), text);
        let text = self.sources.get(id).map(|file| file.text.clone()).unwrap_or_default();
        let (file, problems) = mandate::parse(id, &text);
        self.told.extend(problems);
        Ok((file, false))
    }

    /// Whether an error was told since so many diagnostics.
    fn has_errors(&self, since: usize) -> bool {
        self.told.iter().skip(since).any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Says what is wrong, file by file; what several drafts share is said once.
    fn tell(&mut self, terminal: Terminal) {
        let places = Places::new(&self.sources);
        for (id, _) in self.sources.iter() {
            let mut own: Vec<Diagnostic> =
                self.told.iter().filter(|diagnostic| diagnostic.span.file == id).cloned().collect();
            own.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.message.cmp(&b.message)));
            own.dedup();
            complain(&diagnostics::render(&own, &places, terminal.err));
        }
        self.told.clear();
    }

    fn give_up(&mut self, terminal: Terminal, failure: Failure) -> Failure {
        self.tell(terminal);
        failure
    }
}
