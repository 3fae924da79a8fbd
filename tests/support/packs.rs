//! Packs from policy files, for tests that try a phrase or a rule without building anything.

use std::fs;
use std::path::PathBuf;

use penholder_language::model::Pack;
use penholder_language::source::{Severity, SourceMap};
use penholder_language::{syntax, translate};

/// The pack that the files make up, read in the order of their paths. An error in one of them fails the test.
pub fn read_pack(mut paths: Vec<PathBuf>) -> Pack {
    paths.sort();
    let (mut sources, mut files, mut told) = (SourceMap::default(), Vec::new(), Vec::new());
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let id = sources.add(path.display().to_string(), text.as_str());
        let (file, more) = syntax::policy::parse(id, &text);
        files.push(file);
        told.extend(more);
    }
    let (pack, more) = translate::policy::pack(&files, sources);
    told.extend(more);
    let errors: Vec<_> = told.iter().filter(|told| told.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    pack
}
