//! How far two readers of the same resolutions agree: the ceiling for a program that reads as they do.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

struct Answer {
    expected: String,
    sure: bool,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// By resolution and row. No field but the last, the reason, is ever quoted.
fn answers(file: &str) -> BTreeMap<(String, String), Answer> {
    let text = fs::read_to_string(folder().join(file)).unwrap();
    let mut found = BTreeMap::new();
    for line in text.lines().skip(1) {
        let mut fields = line.splitn(5, ',');
        let mut next = || fields.next().unwrap().to_owned();
        let key = (next(), next());
        let answer = Answer { expected: next(), sure: next() == "y" };
        assert!(!next().is_empty(), "{file}: {key:?} without a reason");
        assert!(
            ["met", "partial", "gap", "-", "not-assessed"].contains(&answer.expected.as_str()),
            "{file}: {key:?} is `{}`",
            answer.expected
        );
        assert!(found.insert(key.clone(), answer).is_none(), "{file}: {key:?} twice");
    }
    found
}

#[test]
fn two_readers_agree_as_their_page_says() {
    let (first, second) = (answers("judgements.csv"), answers("judgements-second.csv"));
    assert!(first.keys().eq(second.keys()), "the two readers answer different questions");
    let pairs: Vec<(&str, &str)> =
        first.iter().map(|(key, answer)| (answer.expected.as_str(), second[key].expected.as_str())).collect();
    let count = |of: &dyn Fn(&(&str, &str)) -> bool| pairs.iter().filter(|pair| of(pair)).count() as f64;
    let all = pairs.len() as f64;
    let same = count(&|(a, b)| a == b);
    let by_chance: f64 = ["met", "partial", "gap", "-", "not-assessed"]
        .iter()
        .map(|status| count(&|(a, _)| a == status) * count(&|(_, b)| b == status) / all / all)
        .sum();
    let kappa = (same / all - by_chance) / (1.0 - by_chance);
    let gaps = count(&|pair| *pair == ("gap", "gap"));
    let (precision, recall) = (gaps / count(&|(_, b)| *b == "gap"), gaps / count(&|(a, _)| *a == "gap"));
    let sure: Vec<_> = first.iter().filter(|(key, answer)| answer.sure && second[*key].sure).collect();
    let differ = sure.iter().filter(|(key, answer)| answer.expected != second[*key].expected).count();
    assert_eq!(differ, 0, "of {} of which both are sure", sure.len());

    let page = fs::read_to_string(folder().join("README.md")).unwrap().replace('\n', " ");
    for told in [
        format!("the same in 1,00{} ({:.2}, κ {kappa:.2})", same as u32 - 1000, same / all),
        format!("all {} of which both are sure", sure.len()),
        format!("{precision:.2} precision and {recall:.2} recall of gaps"),
    ] {
        assert!(page.contains(&told), "the page does not say `{told}`");
    }
}
