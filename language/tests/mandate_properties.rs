//! Properties of the mandate language: nothing panics, printing and parsing are inverse, the form is canonical.
#![allow(clippy::string_slice, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use penholder_language::source::FileId;
use penholder_language::syntax::mandate::{self, ast::*};
use penholder_language::translate::mandate::{Selection, drafts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn word() -> impl Strategy<Value = String> {
    let taken = [
        "in",
        "at",
        "by",
        "for",
        "from",
        "with",
        "within",
        "against",
        "on",
        "about",
        "under",
        "until",
        "after",
        "before",
        "between",
        "through",
        "of",
        "if",
        "as",
        "over",
        "during",
        "to",
        "shall",
        "that",
        "comprises",
        "comprising",
        "up",
        "accepts",
        "because",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "rules",
    ];
    "[a-zé][a-z0-9é_-]{0,9}('[a-z])?".prop_filter("taken", move |word| !taken.contains(&word.as_str()))
}

fn words() -> impl Strategy<Value = String> {
    "[ -~é¶]{0,12}"
}

fn plain(text: String) -> Name {
    Name { text, quoted: false, place: Place::default() }
}

fn plain_name() -> impl Strategy<Value = Name> {
    word().prop_map(plain)
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        4 => plain_name(),
        1 => words().prop_map(|text| Name { text, quoted: true, place: Place::default() }),
    ]
}

fn quoted() -> impl Strategy<Value = Quoted> {
    words().prop_map(|text| Quoted { text, place: Place::default() })
}

fn label() -> impl Strategy<Value = Label> {
    "[1-9][0-9]?(bis)?(\\([a-z]\\)){0,2}".prop_map(|text| Label { text, place: Place::default() })
}

fn date() -> impl Strategy<Value = Date> {
    (1000..9999_i32, 1..13_u32, 1..32_u32).prop_map(|(year, month, day)| Date {
        year,
        month,
        day,
        place: Place::default(),
    })
}

/// Values; in brackets no plain numbers, which after a comma begin the next item of a figures clause.
fn values(least: usize, most: usize) -> impl Strategy<Value = Vec<Alternative<Value>>> + Clone {
    let disputed =
        value().prop_filter("a figure", |v| !matches!(v, Value::Number(..) | Value::Percent(..))).boxed();
    let disputed = alternative(disputed, 2);
    vec(prop_oneof![2 => value().prop_map(Alternative::Plain), 1 => disputed].boxed(), least..most)
}

fn value() -> impl Strategy<Value = Value> {
    let unit =
        prop_oneof![Just(TimeUnit::Day), Just(TimeUnit::Week), Just(TimeUnit::Month), Just(TimeUnit::Year)];
    prop_oneof![
        4 => name().prop_map(Value::Name),
        2 => label().prop_map(Value::Label),
        1 => (0..i64::MAX).prop_map(|n| Value::Number(n, Place::default())),
        1 => (0..200_i64).prop_map(|n| Value::Percent(n, Place::default())),
        1 => (0..200_i64, unit).prop_map(|(n, unit)| Value::Duration(n, unit, Place::default())),
        1 => date().prop_map(Value::Date),
    ]
}

/// Brackets with something in at least the first option.
fn bracket<T: Clone + std::fmt::Debug + 'static>(
    content: impl Strategy<Value = T> + Clone + 'static,
    most: usize,
) -> BoxedStrategy<Bracket<T>> {
    let option = move |least: usize| {
        (vec(name(), 0..2), vec(content.clone(), least..=most)).prop_map(|(proponents, content)| {
            BracketOption { proponents, content, tail: Vec::new(), place: Place::default() }
        })
    };
    (option::of(plain_name()), option(1), vec(option(0), 0..3))
        .prop_map(|(name, first, rest)| Bracket {
            name,
            options: std::iter::once(first).chain(rest).collect(),
            place: Place::default(),
        })
        .boxed()
}

fn alternative<T: Clone + std::fmt::Debug + 'static>(
    plain: impl Strategy<Value = T> + Clone + 'static,
    most: usize,
) -> BoxedStrategy<Alternative<T>> {
    let leaf = plain.prop_map(Alternative::Plain).boxed();
    let one = prop_oneof![3 => leaf.clone(), 1 => bracket(leaf.clone(), most).prop_map(Alternative::Bracket)]
        .boxed();
    prop_oneof![4 => leaf, 1 => bracket(one, most).prop_map(Alternative::Bracket)].boxed()
}

fn preposition() -> impl Strategy<Value = Name> {
    prop_oneof![Just("in"), Just("against"), Just("for"), Just("within"), Just("if")]
        .prop_map(|word| plain(word.to_owned()))
}

fn phrase() -> impl Strategy<Value = Phrase> + Clone {
    let values = values(1, 3);
    let preposition = preposition().boxed();
    (preposition, values)
        .prop_map(|(preposition, values)| Phrase { preposition, values, place: Place::default() })
        .boxed()
}

fn figure() -> impl Strategy<Value = Figure> + Clone {
    (0..1_000_000_i64, any::<bool>()).prop_map(|(value, percent)| Figure {
        value,
        percent,
        place: Place::default(),
    })
}

fn item(figures: bool) -> BoxedStrategy<Item> {
    let figure = if figures {
        alternative(figure(), 1).prop_map(Some).boxed()
    } else {
        option::weighted(0.2, alternative(figure(), 1)).boxed()
    };
    let phrases = vec(alternative(phrase(), 2), 0..3).boxed();
    let plain = (figure.clone(), any::<bool>(), plain_name(), phrases.clone())
        .prop_map(|(figure, up_to, name, phrases)| Item {
            up_to: up_to && figure.is_some(),
            figure,
            act: Act::Name(name),
            phrases,
        })
        .boxed();
    let inner = plain.clone();
    let disputed = (figure, bracket(inner, 1), phrases).prop_map(|(figure, bracket, phrases)| Item {
        up_to: false,
        figure,
        act: Act::Bracket(bracket),
        phrases,
    });
    prop_oneof![4 => plain, 1 => disputed].boxed()
}

fn details() -> impl Strategy<Value = Details> {
    let bare = plain_name().prop_map(|head| Detail { head, values: Vec::new(), place: Place::default() });
    let with_values = (prop_oneof![plain_name().boxed(), preposition().boxed()], vec(value(), 1..4))
        .prop_map(|(head, values)| Detail { head, values, place: Place::default() });
    vec(prop_oneof![bare, with_values], 1..5).prop_map(|details| Details { details, place: Place::default() })
}

fn joint() -> impl Strategy<Value = Joint> {
    prop_oneof![Just(Joint::None), Just(Joint::To), Just(Joint::Comprises)]
}

fn clause() -> impl Strategy<Value = Node> {
    let rest = (option::weighted(0.3, details()), option::weighted(0.3, quoted()));
    let told = (alternative(plain_name().boxed(), 1), vec(alternative(name().boxed(), 2), 0..3), joint());
    let items = (item(false), vec(item(true), 0..2));
    (label(), option::weighted(0.8, told), items, rest).prop_map(
        |(label, told, (first, more), (details, words))| {
            let (verb, addressees, joint) = match told {
                // Without anybody told there is nothing for `to` to stand between.
                Some((verb, told, Joint::To)) if told.is_empty() => (Some(verb), told, Joint::None),
                Some((verb, told, joint)) => (Some(verb), told, joint),
                None => (None, Vec::new(), Joint::None),
            };
            let items = std::iter::once(first).chain(more).collect();
            Node::Clause(Clause { label, verb, addressees, joint, items, details, words })
        },
    )
}

fn statement() -> impl Strategy<Value = Node> {
    let values = values(0, 4);
    let head = prop_oneof![4 => plain_name().boxed(), 1 => preposition().boxed()];
    (head, values, option::weighted(0.3, quoted()), option::weighted(0.4, details())).prop_map(
        |(mut word, values, words, details)| {
            if values.is_empty() {
                word.text = format!("x{}", word.text);
            }
            let words = words.filter(|_| !values.is_empty());
            Node::Statement(Statement { word, values, words, details })
        },
    )
}

fn node() -> BoxedStrategy<Node> {
    let on_the_ground = (
        0..1_000_000_i64,
        any::<bool>(),
        item(false),
        option::weighted(0.3, details()),
        option::weighted(0.3, quoted()),
    )
        .prop_map(|(value, percent, item, details, words)| {
            let figure = Figure { value, percent, place: Place::default() };
            let item = Item { up_to: false, figure: Some(Alternative::Plain(figure)), ..item };
            Node::Figure(FigureEntry { item, details, words })
        });
    let scope = prop_oneof![
        Just(AcceptanceScope::Everything),
        label().prop_map(AcceptanceScope::Label),
        name().prop_map(AcceptanceScope::Named),
    ];
    let acceptance = (plain_name(), scope, quoted())
        .prop_map(|(code, scope, reason)| Node::Acceptance(Acceptance { code, scope, reason }));
    prop_oneof![4 => clause(), 3 => statement(), 1 => on_the_ground, 1 => acceptance].boxed()
}

fn comment() -> impl Strategy<Value = Comment> {
    ("# ?[!-~é]{0,3}( [!-~]{1,8}){0,3}", any::<bool>())
        .prop_map(|(text, blank_before)| Comment { text: text.trim_end().to_owned(), blank_before })
}

fn trivia() -> impl Strategy<Value = Trivia> {
    let trailing = option::weighted(0.2, comment().prop_map(|comment| comment.text));
    (vec(comment(), 0..2), any::<bool>(), trailing).prop_map(|(leading, blank_before, trailing)| Trivia {
        leading,
        blank_before,
        trailing,
    })
}

fn entries(depth: u32) -> BoxedStrategy<(Vec<Entry>, Vec<Comment>)> {
    let node = if depth == 0 {
        node()
    } else {
        let option = (vec(name(), 0..3), entries(depth - 1)).prop_map(|(proponents, (content, tail))| {
            BracketOption { proponents, content, tail, place: Place::default() }
        });
        let bracket = (option::of(plain_name()), vec(option, 1..4)).prop_map(|(name, options)| Bracket {
            name,
            options,
            place: Place::default(),
        });
        let bracket = bracket
            .prop_filter("says nothing", |bracket| bracket.options.iter().any(|o| !o.content.is_empty()));
        prop_oneof![4 => node(), 1 => bracket.prop_map(Node::Bracket)].boxed()
    };
    let entry = (trivia(), node).prop_map(|(trivia, node)| Entry { trivia, node, place: Place::default() });
    (vec(entry, 0..6), vec(comment(), 0..2))
        .prop_map(|(mut entries, mut tail)| {
            // The first thing in a list has no blank line before it.
            match (entries.first_mut(), tail.first_mut()) {
                (Some(first), _) => first_in_list(&mut first.trivia),
                (None, Some(comment)) => comment.blank_before = false,
                _ => {}
            }
            (entries, tail)
        })
        .boxed()
}

fn first_in_list(trivia: &mut Trivia) {
    match trivia.leading.first_mut() {
        Some(comment) => comment.blank_before = false,
        None => trivia.blank_before = false,
    }
}

fn block() -> impl Strategy<Value = Block> {
    let kind = prop_oneof![Just(BlockKind::Situation), Just(BlockKind::Deployment), Just(BlockKind::Mandate)];
    let link = prop_oneof![
        date().prop_map(Link::AsOf),
        name().prop_map(Link::For),
        vec(name(), 1..3).prop_map(Link::With),
        name().prop_map(Link::Renews),
        name().prop_map(Link::Amends),
    ];
    (trivia(), kind, name(), option::of(quoted()), vec(link, 0..3), entries(2)).prop_map(
        |(mut trivia, kind, name, title, links, (entries, tail))| {
            first_in_list(&mut trivia);
            Block { trivia, kind, name, title, links, entries, tail, place: Place::default() }
        },
    )
}

fn file() -> impl Strategy<Value = File> {
    (vec(block(), 0..3), vec(comment(), 0..2)).prop_map(|(blocks, mut tail)| {
        if let (true, Some(first)) = (blocks.is_empty(), tail.first_mut()) {
            first.blank_before = false;
        }
        File { blocks, tail }
    })
}

/// What mandates are made of, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("¶1 decides mission to deter in north\n"),
        Just("    ¶2 "),
        Just("mandate M {\n"),
        Just("situation s {\n"),
        Just("deployment d as of 2014-01-01 {"),
        Just("}\n"),
        Just("}"),
        Just("{ "),
        Just("[ "),
        Just("[@a France: "),
        Just(" ]"),
        Just(" | "),
        Just("\n"),
        Just("\n    "),
        Just(", "),
        Just("decides "),
        Just("mission "),
        Just("to "),
        Just("deter "),
        Just("in north "),
        Just("for ¶1 "),
        Just("within 4 months "),
        Just("area north "),
        Just("host Mali "),
        Just("12 military "),
        Just("\"words\" "),
        Just("\""),
        Just("# comment\n"),
        Just("accepts M1 because \"x\"\n"),
        Just("rules out "),
        Just("¶"),
        Just("\u{0}"),
        Just("é"),
        Just(": "),
        Just("90% "),
        Just("\r\n"),
        Just("\t"),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Parses, resolves and formats; a text that is sound has a canonical form that says the same.
fn digest(text: &str) {
    let (tree, problems) = mandate::parse(FileId::default(), text);
    for problem in &problems {
        let (start, end) = (problem.span.start as usize, problem.span.end as usize);
        assert!(
            start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end)
        );
    }
    drafts(&tree, &[], &Selection::default(), &support::vocabulary());
    if let Ok(formatted) = mandate::format(text) {
        let (again, problems) = mandate::parse(FileId::default(), &formatted);
        assert_eq!(problems, vec![], "{formatted}");
        assert!(again == tree, "{text}\n---\n{formatted}\n{again:?}\n{tree:?}");
        assert_eq!(mandate::format(&formatted).unwrap(), formatted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn printing_and_parsing_are_inverse(file in file()) {
        let text = mandate::print(&file);
        let (again, problems) = mandate::parse(FileId::default(), &text);
        prop_assert!(problems.is_empty(), "{}\n{:?}", text, problems);
        prop_assert!(again == file, "{}\n{}\n{:?}\n{:?}", text, mandate::print(&again), again, file);
        prop_assert_eq!(mandate::format(&text).unwrap(), text);
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in vec(any::<u8>(), 0..200)) {
        digest(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_text_brings_it_down(text in "\\PC{0,120}") {
        digest(&text);
    }

    #[test]
    fn what_looks_like_a_mandate_is_read_or_refused(text in soup()) {
        digest(&text);
    }

    #[test]
    fn a_sound_file_cut_off_anywhere_is_refused_or_read(file in file(), cut in any::<prop::sample::Index>()) {
        let text = mandate::print(&file);
        let mut at = cut.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        digest(&text[..at]);
    }
}

#[test]
fn nesting_past_the_limit_is_one_error() {
    for (open, close) in [("[", "]"), ("{", "}")] {
        let text =
            format!("mandate M {{ ¶1 decides mission to {} deter {} }}", open.repeat(70), close.repeat(70));
        let (tree, problems) = mandate::parse(FileId::default(), &text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].message.contains("more than 64 deep"));
        assert!(tree.blocks.is_empty());
    }
    let deep = format!("mandate M {{ ¶1 decides mission to {} deter {} }}", "[".repeat(60), "]".repeat(60));
    assert_eq!(mandate::parse(FileId::default(), &deep).1, vec![]);
}

#[test]
fn large_and_hostile_files_are_read_in_bounded_time() {
    let started = std::time::Instant::now();
    let many = "[".repeat(1 << 20);
    for text in [
        many.clone(),
        format!("mandate M {{\n¶1 decides {many}\n}}"),
        "¶1 ".repeat(200_000),
        format!("mandate M {{\n{}}}", "¶1 decides mission to deter for ¶1\n".repeat(3_000)),
        format!("mandate M {{\n{}}}", "¶1 decides plan for ¶1 in ,\n".repeat(20_000)),
        format!("mandate M {{ ¶1 decides plan {} }}", "[ in a | ".repeat(62)),
        format!("mandate M {{\n{}\n}}", "| \n".repeat(100_000)),
        "\"\n".repeat(200_000),
        "\u{1}x".repeat(200_000),
    ] {
        let (tree, problems) = mandate::parse(FileId::default(), &text);
        assert!(problems.len() <= 201);
        drafts(&tree, &[], &Selection::default(), &support::vocabulary());
    }
    let huge = "# nothing\n".repeat(1 << 20);
    assert_eq!(mandate::parse(FileId::default(), &huge).1.len(), 1);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
