//! Policy packs: the shipped one, and folders.

use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::thread;

use penholder::embedded;
use penholder::reports::{Places, diagnostics};
use penholder_language::model::Pack;
use penholder_language::source::{Severity, SourceMap};
use penholder_language::syntax::policy::{self, ast};
use penholder_language::translate::{self, policy::Context};

use super::output::{Terminal, complain};
use super::{Failure, read};

/// Folders that packs share.
const SHARED: &str = "vocabulary";

/// A pack for the time of a run. A shipped one is read by a thread of its own, while what needs no pack goes on; whoever
/// looks at it first waits for it. It is there until the process ends: to take its many parts down one by one would only
/// cost time.
pub(crate) type Loaded = LazyLock<ManuallyDrop<Pack>, Box<dyn FnOnce() -> ManuallyDrop<Pack> + Send>>;

/// The pack that the names make up together: of none, the shipped one.
pub(crate) fn load(names: &[String], terminal: Terminal) -> Result<Loaded, Failure> {
    match names {
        [] => Ok(coming(shipped_name(None)?)),
        [name] if !Path::new(name).exists() => Ok(coming(shipped_name(Some(name))?)),
        names => {
            let pack = ManuallyDrop::new(from_sources(names, terminal)?.pack);
            Ok(Loaded::new(Box::new(move || pack)))
        }
    }
}

/// A shipped pack that a thread reads; where there can be none, whoever looks at it does.
fn coming(name: &'static str) -> Loaded {
    let reading = thread::Builder::new().spawn(move || embedded::shipped(name));
    Loaded::new(Box::new(move || {
        let read = reading.ok().and_then(|reading| reading.join().ok().flatten());
        ManuallyDrop::new(read.or_else(|| embedded::shipped(name)).unwrap_or_default())
    }))
}

/// The pack that the names make up together, read from its sources even where it is shipped compiled.
pub(crate) fn from_sources(names: &[String], terminal: Terminal) -> Result<Read, Failure> {
    let mut sources = SourceMap::default();
    let mut vocabulary = false;
    for name in names {
        if Path::new(name).exists() {
            let folder = Path::new(name);
            let files = folder_files(folder)?;
            // Beside a pack's folder stands the vocabulary, unless the pack brings its own; where there is none, the
            // shipped one serves.
            let beside = folder.canonicalize()?.parent().map(|parent| parent.join(SHARED));
            match beside.filter(|beside| beside.is_dir()) {
                _ if vocabulary || files.iter().any(|(_, text)| is_vocabulary(text)) => {}
                Some(beside) => add_all(&mut sources, folder_files(&shortened(beside))?),
                None => add_shipped(&mut sources, &shipped(None)?, is_shared),
            }
            add_all(&mut sources, files);
        } else {
            let pack = shipped(Some(name))?;
            add_shipped(&mut sources, &pack, |file| !vocabulary || !is_shared(file));
        }
        vocabulary = true;
    }
    translated(sources, terminal)
}

/// A shipped pack, by name; without a name the first.
pub(crate) fn shipped(name: Option<&str>) -> Result<Pack, Failure> {
    Ok(embedded::shipped(shipped_name(name)?).unwrap_or_default())
}

/// The name of a shipped pack, if there is one of that name; without a name that of the first.
fn shipped_name(name: Option<&str>) -> Result<&'static str, Failure> {
    let found = embedded::names().find(|known| name.is_none_or(|name| name == *known));
    found.ok_or_else(|| {
        let known: Vec<String> = embedded::names().map(|name| format!("`{name}`")).collect();
        Failure::new(match name {
            Some(name) => format!(
                "no policy pack `{name}`: it is neither a folder nor one of those shipped ({})",
                known.join(", ")
            ),
            None => "no policy pack is shipped with this build; name one with `--policy`".to_owned(),
        })
    })
}

/// Whether a file of a shipped pack belongs to the vocabulary.
fn is_shared(file: &str) -> bool {
    Path::new(file).parent().is_some_and(|folder| folder.ends_with(SHARED))
}

fn add_shipped(sources: &mut SourceMap, pack: &Pack, wanted: impl Fn(&str) -> bool) {
    for (_, file) in pack.sources.iter().filter(|(_, file)| wanted(&file.name)) {
        sources.add(file.name.clone(), file.text.clone());
    }
}

/// Whether a policy text is a vocabulary, not just an addition to one: every vocabulary says which sort a mandate is, and
/// no two can. An item begins at the start of a line, nothing else does.
fn is_vocabulary(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("sort ") && line.contains(" is the mandate block"))
}

fn add_all(sources: &mut SourceMap, files: Vec<(String, String)>) {
    for (name, text) in files {
        sources.add(name, text);
    }
}

/// The policy files in a folder, in the order of their paths: name and text.
fn folder_files(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut found = Vec::new();
    policy_files(folder, &mut found)?;
    if found.is_empty() {
        return Err(Failure::new(format!("`{}` has no `.policy` files", folder.display())));
    }
    found.sort();
    let read = |path: PathBuf| Ok((path.display().to_string(), read::text(&path)?));
    found.into_iter().map(read).collect()
}

/// Links are not followed, so that no circle of them can be walked for ever.
fn policy_files(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if path.is_file() {
        found.push(path.to_owned());
        return Ok(());
    }
    let entries =
        fs::read_dir(path).map_err(|error| Failure::new(format!("`{}`: {error}", path.display())))?;
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            policy_files(&entry.path(), found)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "policy") {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Relative to where we are, if it is below.
fn shortened(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    here.and_then(|here| path.strip_prefix(here).map(Path::to_owned).ok()).unwrap_or(path)
}

/// A pack with the trees it was made from, for mutants.
pub(crate) struct Read {
    /// The files, as trees.
    pub(crate) files: Vec<ast::File>,
    /// The vocabulary and the definitions.
    pub(crate) context: Context,
    /// What they make up.
    pub(crate) pack: Pack,
}

fn translated(sources: SourceMap, terminal: Terminal) -> Result<Read, Failure> {
    let mut found = Vec::new();
    let mut files = Vec::new();
    for (id, file) in sources.iter() {
        let (tree, diagnostics) = policy::parse(id, &file.text);
        files.push(tree);
        found.extend(diagnostics);
    }
    let (context, pack, more) = translate::policy::pack_with_context(&files, sources);
    found.extend(more);
    let told = diagnostics::render(&found, &Places::new(&pack.sources), terminal.err);
    if found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(Failure(told));
    }
    complain(&told);
    Ok(Read { files, context, pack })
}
