//! The packs that come with the program, compiled when it was built.

use penholder_language::model::Pack;

/// Folder and compiled form of each shipped pack, sorted by folder.
const PACKS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Every shipped pack, the first being what is meant where none is named.
pub fn shipped_packs() -> Vec<Pack> {
    PACKS.iter().filter_map(|(_, bytes)| read(bytes)).collect()
}

/// The shipped pack of that name.
pub fn shipped(name: &str) -> Option<Pack> {
    PACKS.iter().find(|(folder, _)| *folder == name).and_then(|(_, bytes)| read(bytes))
}

/// Folders of the shipped packs.
pub fn names() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(folder, _)| *folder)
}

/// The build script wrote these bytes from a pack of the same type, so that reading them back does not fail.
fn read(bytes: &[u8]) -> Option<Pack> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_pack_can_be_read_back() {
        assert_eq!(shipped_packs().len(), PACKS.len());
        for name in names() {
            let pack = shipped(name).unwrap();
            assert_eq!(pack.name, name);
            assert!(!pack.vocabulary.sorts.is_empty());
            assert!(pack.sources.iter().count() > 0);
        }
        assert!(shipped("no-such-pack").is_none());
    }
}
