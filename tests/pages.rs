//! Every HTML report: text stays text whatever a draft says in whatever field, nothing is loaded or run, sizes stay in bounds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use html5gum::{Token, Tokenizer};

/// What no page may take for markup; with a mark that turns the direction of text.
const EVIL: &str =
    "'><script>alert(1)</script><img src=x onerror=alert(2)></title></style></svg><!-- \u{202e}&amp;";
/// In a name of a file, where no stroke can stand; with a control character.
const EVIL_FILE: &str = "'\"><script>alert(1)<img src=x onerror=alert(2)>\u{1b}[31m\u{202e}&amp;";

const ELEMENTS: &str = "html head meta title style body a header main footer div p span h1 h2 h3 nav ul ol li dl dt dd table \
    caption thead tbody tr th td details summary code pre strong b i abbr ins del small br figure figcaption svg path \
    circle rect text tspan";
const ATTRIBUTES: &str = "lang charset http-equiv content name class id href aria-label aria-labelledby aria-hidden role scope \
    colspan tabindex open title style viewbox xmlns d cx cy r x y width height text-anchor font-weight font-size";

fn penholder(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_penholder"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .output()
        .unwrap()
}

fn page(args: &[&str]) -> String {
    let output = penholder(&[args, &["--format", "html"]].concat());
    assert!(output.status.code() != Some(2), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What is on a page that should not be there.
fn faults(page: &str) -> Vec<String> {
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    let mut wrong = Vec::new();
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || "\u{202a}\u{202b}\u{202d}\u{202e}\u{2066}\u{2067}".contains(c)
    };
    if let Some(c) = page.chars().find(|c| hidden(*c)) {
        wrong.push(format!("U+{:04X}", u32::from(c)));
    }
    for token in Tokenizer::new(page) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !elements.contains(name.as_str()) {
                    wrong.push(format!("<{name}>"));
                }
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    let leaves = key == "href" && !value.starts_with('#');
                    let style = key == "style"
                        && !value
                            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-:.%".contains(c))
                            .is_empty();
                    if !attributes.contains(key.as_ref()) || leaves || style {
                        wrong.push(format!("<{name} {key}=\"{value}\">"));
                    }
                }
            }
            Token::Comment(text) => wrong.push(format!("<!--{}-->", String::from_utf8_lossy(&text))),
            _ => {}
        }
    }
    wrong
}

/// The draft with something evil in every name, label of a delegation, text, source and reason that it has in quotes.
fn spoilt(draft: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    let mut before = ' ';
    for c in draft.chars() {
        if c == '"' && before != '\\' {
            if inside {
                text.push_str(EVIL);
            }
            inside = !inside;
        }
        text.push(c);
        before = c;
    }
    text
}

fn bracketed() -> String {
    let draft = fs::read_to_string("examples/bracketed-draft.mandate").unwrap();
    let body: Vec<&str> = draft.lines().filter(|line| !line.starts_with('#')).collect();
    let mut draft = body.join("\n");
    for name in
        ["Toland", "Quist", "Arbania", "hills", "UNIMAR", "Wardens", "opium", "Brigade", "plains", "Marev"]
    {
        let quoted = format!("\"{name}\"");
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '"' && c != '-');
        let mut out = String::new();
        let mut rest = draft.as_str();
        while let Some((before, after)) = rest.split_once(name) {
            out.push_str(before);
            // What is in quotes already, or part of another word, stays.
            let quotes = out.matches('"').count() % 2 == 1;
            let plain = !quotes && whole(before.chars().last()) && whole(after.chars().next());
            out.push_str(if plain { &quoted } else { name });
            rest = after;
        }
        out.push_str(rest);
        draft = out;
    }
    draft
}

#[test]
fn what_a_draft_says_stays_text_on_every_page() {
    let folder = folder("hostile-pages");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let hostile = fs::read_to_string("tests/browser/hostile.mandate").unwrap();
    let one = write(&format!("1{EVIL_FILE}.mandate"), &spoilt(&hostile));
    let two = write(
        &format!("2{EVIL_FILE}.mandate"),
        &spoilt(&hostile.replace("9_000", "7_000").replace("¶4 ", "¶5 ")),
    );
    let brackets = write(&format!("3{EVIL_FILE}.mandate"), &spoilt(&bracketed()));
    let clauses = write(&format!("4{EVIL_FILE}.mandate"), "¶9 decides mission to support-elections\n");
    write(
        &format!("5{EVIL_FILE}.mandate"),
        &format!("mandate \"x{EVIL}\" {{\n ¶1 decides mission to <blink>\n}}\n"),
    );
    let prose = write(
        &format!("6{EVIL_FILE}.txt"),
        &format!(
            "Draft resolution {EVIL}\n\nThe Security Council,\n\n1. Decides that the Mission {EVIL} shall protect civilians \u{7};\n\n\
             2. [Toland {EVIL}: Requests] [Quist: Decides that] the Mission shall [monitor human rights {EVIL}] in <blink>Kidal</blink>;\n"
        ),
    );
    let baseline = folder.join("baseline.json");
    let baseline = baseline.to_str().unwrap();
    let recorded = penholder(&["check", &one, "--write-baseline", baseline]);
    assert_eq!(recorded.status.code(), Some(0), "{}", String::from_utf8_lossy(&recorded.stderr));
    let pages: Vec<Vec<&str>> = vec![
        vec!["check", &one],
        vec!["check", &two, "--diff", &one],
        vec!["check", &two, "--baseline", baseline],
        vec!["check", &brackets, &one],
        vec!["check", &prose],
        vec!["compare", &one, &two, "--situation", "each", "--all"],
        vec!["compare", &one, &two, &brackets, &prose, "--situation", "each"],
        vec!["brackets", &brackets, "--by", "proponent"],
        vec!["brackets", &prose, "--by", "proponent"],
        vec!["what-if", &one, "--proposal", "P5", "--proposal", "P1"],
        vec!["what-if", &one, "--add", &clauses],
        vec!["what-if", &brackets, "--all"],
        vec!["repair", &one, "--time-limit", "5"],
        vec!["survey", folder.to_str().unwrap()],
    ];
    for args in &pages {
        let text = page(args);
        assert_eq!(faults(&text), Vec::<String>::new(), "{args:?}");
        assert!(text.contains("&lt;script&gt;"), "{args:?}: what was evil is gone");
    }
}

#[test]
fn faults_are_seen() {
    let page = "<p onclick=x>\u{202e}<a href=http://x>y</a><script></script><!-- z --><i style='color:red;x:url(y)'>";
    assert_eq!(faults(page).len(), 6, "{:?}", faults(page));
}

/// A control character in a draft is refused, and the message does not repeat it.
#[test]
fn control_characters_reach_no_terminal() {
    let folder = folder("hostile-terminal");
    let path = folder.join("a\u{1b}[31m.mandate");
    fs::write(&path, "mandate M {\n ¶1 decides mission to \u{1b}[2J\n}\n").unwrap();
    for command in ["check", "brackets"] {
        let output = penholder(&[command, path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(!output.stderr.contains(&0x1b), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// What the issue asks for: five variants side by side in less than 500 KB.
#[test]
fn a_comparison_of_five_variants_stays_small() {
    let variants = ["afisma-2012", "minusma-2013", "minusma-2015", "robust-variant-2014", "paper-mandate"]
        .map(|name| format!("examples/{name}.mandate"));
    let mut args = vec!["compare", "--situation", "each"];
    args.extend(variants.iter().map(String::as_str));
    let text = page(&args);
    assert!(text.len() < 500_000, "{} bytes", text.len());
    assert_eq!(faults(&text), Vec::<String>::new());
    args.push("--all");
    let all = page(&args);
    assert!(all.len() < 500_000, "{} bytes with --all", all.len());
}
