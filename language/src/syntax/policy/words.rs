//! The keywords, for recovery and for suggestions.

/// What begins an item.
pub(crate) const ITEMS: &[&str] = &[
    "rule",
    "define",
    "terms",
    "relation",
    "sort",
    "dilemma",
    "proposal",
    "family",
    "axis",
    "pack",
    "overlap",
    "stale-acceptance",
    "costs",
    "weight",
];

/// What begins a line of a rule, dilemma or proposal.
pub(crate) const LINES: &[&str] = &[
    "asks",
    "source",
    "level",
    "for",
    "where",
    "require",
    "because",
    "remedy",
    "needs",
    "figure",
    "eased",
    "judgement",
    "horn",
    "incompatible",
    "criteria",
    "adopting",
    "without",
];

/// Whether a character can stand inside a name.
pub(crate) fn in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\'')
}

/// The word that a text begins with; empty where it begins with none.
pub(crate) fn first_word(text: &str) -> &str {
    if !text.starts_with(char::is_alphabetic) {
        return "";
    }
    let end = text.find(|c| !in_name(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Names longer than this are not compared.
const LONGEST: usize = 64;

/// Of so many names at most the nearest is looked for.
const MOST: usize = 4096;

/// The nearest of some names to a misspelt one, if any is near enough.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let length = word.chars().count();
    let tolerated = (length / 3).max(1);
    if length > LONGEST {
        return None;
    }
    names
        .into_iter()
        .take(MOST)
        .filter(|name| *name != word && name.len() <= 4 * LONGEST)
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| *distance <= tolerated || (length > 3 && name.contains(word)))
        .filter(|(distance, name)| *distance < length || name.contains(word))
        .min_by_key(|(distance, name)| (*distance, *name))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("requrie", LINES.iter().copied()), Some("require"));
        assert_eq!(nearest("xyzzy", LINES.iter().copied()), None);
        assert_eq!(first_word("rule M1"), "rule");
        assert_eq!(first_word("¶1"), "");
    }
}
