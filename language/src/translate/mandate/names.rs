//! Finds the name that was meant.

/// The candidate most like `word`, if one is like it at all. Of several the first.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).min(4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(word, candidate);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Capitals do not count, and a word that is begun or a plural is nearly right.
fn distance(word: &str, candidate: &str) -> usize {
    let (word, candidate) = (word.to_lowercase(), candidate.to_lowercase());
    let distance = strsim::osa_distance(&word, &candidate);
    if word.chars().count() >= 4 && candidate.starts_with(&word) {
        return distance.min(1);
    }
    if word.chars().count() >= 4 && candidate.ends_with(&word) {
        return distance.min(2);
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_is_found_and_what_is_far_is_not_offered() {
        let names = ["deter", "stabilise", "protect-civilians"];
        let near = |word| nearest(word, names.iter().copied());
        assert_eq!(near("stabilize"), Some("stabilise"));
        assert_eq!(near("Deter"), Some("deter"));
        assert_eq!(near("protect"), Some("protect-civilians"));
        assert_eq!(near("monitor-ceasefire"), None);
    }
}
