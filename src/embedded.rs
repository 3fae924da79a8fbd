//! The packs that come with the program, compiled when it was built.
//!
//! Of each there are two parts: the pack, and the phrases of its vocabulary, which are half of it and are read when somebody
//! first asks for one, [`Phrasebook::later`].

use penholder_language::model::{Pack, Phrase, Phrasebook};

/// Folder, compiled form and phrases of each shipped pack, sorted by folder.
const PACKS: &[Shipped] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

type Shipped = (&'static str, &'static [u8], fn() -> Vec<Vec<Phrase>>);

/// Every shipped pack, the first being what is meant where none is named.
pub fn shipped_packs() -> Vec<Pack> {
    PACKS.iter().filter_map(read).collect()
}

/// The shipped pack of that name.
pub fn shipped(name: &str) -> Option<Pack> {
    PACKS.iter().find(|(folder, _, _)| *folder == name).and_then(read)
}

/// Folders of the shipped packs.
pub fn names() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(folder, _, _)| *folder)
}

// The build script wrote these bytes from values of the same types, so that reading them back does not fail.

fn read((_, bytes, phrases): &Shipped) -> Option<Pack> {
    let mut pack: Pack = postcard::from_bytes(bytes).ok()?;
    pack.vocabulary.phrases = Phrasebook::later(*phrases);
    Some(pack)
}

fn phrases(bytes: &[u8]) -> Vec<Vec<Phrase>> {
    postcard::from_bytes(bytes).unwrap_or_default()
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
            assert_eq!(pack.vocabulary.phrases.all().len(), pack.vocabulary.terms.len());
            assert!(pack.vocabulary.phrases.all().iter().any(|phrases| !phrases.is_empty()));
        }
        assert!(shipped("no-such-pack").is_none());
    }
}
