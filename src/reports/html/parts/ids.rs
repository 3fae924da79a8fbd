//! Names of elements: each once on a page.

use std::collections::BTreeMap;

/// The longest name.
const LENGTH: usize = 60;

/// The names that a page uses.
#[derive(Debug, Default)]
pub struct Ids {
    used: BTreeMap<String, usize>,
}

impl Ids {
    /// A name like `wanted` that nothing else on the page has.
    pub fn take(&mut self, wanted: &str) -> String {
        let plain = slug(wanted);
        loop {
            let count = self.used.entry(plain.clone()).or_insert(0);
            *count += 1;
            let name = if *count == 1 { plain.clone() } else { format!("{plain}-{count}") };
            if *count == 1 || !self.used.contains_key(&name) {
                self.used.entry(name.clone()).or_insert(1);
                return name;
            }
        }
    }
}

/// Letters and digits, small, joined by `-`; begins with a letter.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug: String = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    slug.truncate(LENGTH);
    if slug.starts_with(|c: char| c.is_ascii_alphabetic()) { slug } else { format!("x{slug}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_made_of_what_they_name() {
        let mut ids = Ids::default();
        assert_eq!(ids.take("¶16(a)(i)"), "x16-a-i");
        assert_eq!([ids.take("One"), ids.take("one"), ids.take("one-2")], ["one", "one-2", "one-2-2"]);
    }

    proptest! {
        #[test]
        fn no_name_is_given_twice(wanted in prop::collection::vec("[a1é -]{0,3}", 0..40)) {
            let mut ids = Ids::default();
            let mut given: Vec<String> = wanted.iter().map(|name| ids.take(name)).collect();
            let all = given.len();
            given.sort();
            given.dedup();
            prop_assert_eq!(given.len(), all);
        }
    }
}
