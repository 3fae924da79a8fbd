//! Whatever bytes come in: no panic, spans inside the text, the same answer twice.

use crate::support::{VOCABULARY, read};
use penholder_language::source::{FileId, SourceMap};
use penholder_language::syntax::policy::parse;
use proptest::prelude::*;

/// Words that a policy text is made of, and some that break it.
fn token() -> impl Strategy<Value = String> {
    let words: Vec<String> = "rule M1 name { } ( ) : ; , | asks source level error for each task T area A where require \
        partly else note because \"words\" \" # remedy adds needs or say figure n = 15 90% 4 months 2013-04-25 \
        2013-99-99 99999999999999999999 eased to when judgement horn taken risk mitigated by incompatible unless \
        criteria adopting some no every ruled out and not is states in work deter strength of verb >= <= > < != + - * / \
        sum over count at least rule met applies gap define sort relation terms family pack dilemma proposal \
        stale-acceptance ordered -> chosen declared kinds \\ é “ \u{0} \u{feff} {T} {has} without situation\nrule \nterms \
        \nasks T.in"
        .split(' ')
        .map(str::to_owned)
        .collect();
    prop_oneof![12 => proptest::sample::select(words), 1 => any::<String>(), 2 => Just("\n".to_owned())]
}

fn check(text: &str) {
    let (file, diagnostics) = parse(FileId(0), text);
    let mut sources = SourceMap::default();
    sources.add("x", text);
    for told in &diagnostics {
        assert!(told.span.end as usize <= text.len() && told.span.start <= told.span.end, "{told:?}");
        assert!(
            text.is_char_boundary(told.span.start as usize) && text.is_char_boundary(told.span.end as usize)
        );
        assert!(!told.message.is_empty());
    }
    assert_eq!((file, diagnostics), parse(FileId(0), text));
    let once = read(&[("base", VOCABULARY), ("x", text)]);
    let again = read(&[("base", VOCABULARY), ("x", text)]);
    assert_eq!(once.diagnostics, again.diagnostics);
    assert_eq!(once.pack, again.pack);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_words_are_read_without_a_panic(words in prop::collection::vec(token(), 0..60)) {
        check(&words.join(" "));
    }

    #[test]
    fn a_sound_text_with_a_piece_taken_out_is_read_without_a_panic(from in 0usize..4000, length in 0usize..60) {
        let text = SOUND;
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (from, to) = (floor(from), floor(from + length));
        check(&format!("{}{}", &text[..from], &text[to..]));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }
}

const SOUND: &str = include_str!("../policies/sound.policy");

#[test]
fn the_sound_example_is_sound() {
    assert_eq!(read(&[("base", VOCABULARY), ("x", SOUND)]).diagnostics, []);
}

#[test]
fn deep_and_long_texts_are_refused_in_time() {
    for deep in [
        "(",
        "not ",
        "some task T: ",
        "every task T where ",
        "at least 1 of { ",
        "count of task T where ",
        "{",
    ] {
        let text = format!("rule M1 x {{ require {}", deep.repeat(100_000));
        let (_, diagnostics) = parse(FileId(0), &text);
        assert!(!diagnostics.is_empty());
    }
    let sum = format!("rule M1 x {{ require {}1 >= 2 }}", "1 + ".repeat(100_000));
    assert!(parse(FileId(0), &sum).1.iter().any(|told| told.message.contains("too many parts")));
    let wide = format!("rule M1 x {{ require {} some task T }}", "some task T and ".repeat(20_000));
    assert_eq!(parse(FileId(0), &wide).1, []);
    let (_, diagnostics) = parse(FileId(0), &"x".repeat((8 << 20) + 1));
    assert!(diagnostics[0].message.contains("longer than 8 MiB"));
    // A chain of kinds of kinds: refused, not multiplied out.
    let mut chain = "terms k \"x\" { t0 \"x\"\n".to_owned();
    for i in 1..20_000 {
        chain += &format!("t{i}: t{} \"x\"\n", i - 1);
    }
    let told = read(&[("chain", &(chain + "}"))]).diagnostics;
    assert!(told.iter().any(|told| told.message.contains("too many terms")));
}
