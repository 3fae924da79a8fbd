//! Compiles the shipped packs: `policies/vocabulary` with each other folder of `policies` makes one pack.
//!
//! A pack with an error fails the build, with messages as the command line would give them.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use penholder_language::model::Pack;
use penholder_language::source::{Diagnostic, Severity, SourceMap};
use penholder_language::{syntax, translate};

/// So many messages are shown of one pack.
const MOST: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=policies");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let vocabulary = policy_files(Path::new("policies/vocabulary"))?;
    let mut list = String::from("&[\n");
    for folder in pack_folders()? {
        let own = policy_files(&folder)?;
        let Some(name) = folder.file_name().and_then(|name| name.to_str()).filter(|_| !own.is_empty()) else {
            continue;
        };
        if let Some(pack) = compile(vocabulary.iter().chain(&own))? {
            let (file, phrases) = (out.join(format!("{name}.pack")), out.join(format!("{name}.phrases")));
            fs::write(&file, postcard::to_stdvec(&pack)?)?;
            fs::write(&phrases, postcard::to_stdvec(pack.vocabulary.phrases.all())?)?;
            let (file, phrases) = (file.display().to_string(), phrases.display().to_string());
            writeln!(
                list,
                "    ({name:?}, include_bytes!({file:?}), || phrases(include_bytes!({phrases:?}))),"
            )?;
        }
    }
    list.push(']');
    fs::write(out.join("packs.rs"), list)?;
    Ok(())
}

/// The folders of `policies` other than the vocabulary, sorted. There may be none yet.
fn pack_folders() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut folders = Vec::new();
    if Path::new("policies").is_dir() {
        for entry in fs::read_dir("policies")? {
            let path = entry?.path();
            if path.is_dir() && !path.ends_with("vocabulary") {
                folders.push(path);
            }
        }
    }
    folders.sort();
    Ok(folders)
}

/// The policy files below a folder, sorted by path.
fn policy_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "policy") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The pack that some files make up; nothing where it has errors, which fail the build.
fn compile<'f>(paths: impl Iterator<Item = &'f PathBuf>) -> Result<Option<Pack>, Box<dyn Error>> {
    let (mut sources, mut files, mut diagnostics) = (SourceMap::default(), Vec::new(), Vec::new());
    for path in paths {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let id = sources.add(path.display().to_string().replace('\\', "/"), text.as_str());
        let (file, told) = syntax::policy::parse(id, &text);
        files.push(file);
        diagnostics.extend(told);
    }
    // What a broken file should have declared would be missing everywhere else: one kind of message at a time.
    let readable = diagnostics.is_empty();
    let (pack, told) = translate::policy::pack(&files, sources.clone());
    if readable {
        diagnostics.extend(told);
    }
    for told in diagnostics.iter().take(MOST) {
        show(told, &sources);
    }
    let sound = diagnostics.iter().all(|told| told.severity != Severity::Error);
    Ok(sound.then_some(pack))
}

fn show(told: &Diagnostic, sources: &SourceMap) {
    let kind = if told.severity == Severity::Error { "error" } else { "warning" };
    let place = |span| {
        let (line, column) = sources.line_column(span);
        format!("{}:{line}:{column}", sources.get(span.file).map_or("", |file| &file.name))
    };
    println!("cargo::{kind}={}: {}", place(told.span), told.message);
    if !told.help.is_empty() {
        println!("cargo::{kind}=  help: {}", told.help);
    }
    for related in &told.related {
        println!("cargo::{kind}=  {}: {}", place(related.span), related.label);
    }
}
