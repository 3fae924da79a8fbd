//! The renewals that people read by hand (`tests/corpus/antecedents`), with their texts, and how links are scored against them.
//! Shared by the program that fits weights and by the test that holds floors.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use penholder::compare::{Evidence, Example, Link, Unit, Weights, fit, units};
use penholder::prose::phrase::Phrases;
use penholder::prose::{Options, Prose};
use penholder_language::model::{Pack, Vocabulary};
use penholder_language::source::SourceMap;
use penholder_language::translate::mandate::{Selection, drafts};

/// Where the readings are.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/antecedents");

/// One renewal, read by a machine and by a person.
pub struct Renewal {
    /// `1856-1925`.
    pub name: String,
    pub old: Vec<Unit>,
    pub new: Vec<Unit>,
    /// Of each new unit the old ones that it continues, the main one first.
    pub wanted: Vec<Vec<usize>>,
    /// Two careful readers would not differ.
    pub sure: Vec<bool>,
}

/// Every renewal with a file of readings, by name.
pub fn renewals(corpus: &Path, pack: &Pack) -> Vec<Renewal> {
    let reader = Reader {
        corpus,
        phrases: Phrases::new(&pack.vocabulary),
        prose: Prose::new(&pack.vocabulary),
        vocabulary: &pack.vocabulary,
    };
    let mut files: Vec<PathBuf> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    files.iter().map(|path| reader.renewal(path)).collect()
}

/// The numbers of the texts that were read by hand.
#[allow(dead_code, reason = "only the program asks")]
pub fn numbers() -> Vec<String> {
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let names = files.filter(|path| path.extension().is_some_and(|ending| ending == "csv"));
    names
        .flat_map(|path| {
            path.file_stem().unwrap().to_string_lossy().split('-').map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// The file of a resolution.
pub fn resolution(corpus: &Path, number: &str) -> PathBuf {
    let wanted = format!("S_RES_{number}_");
    let entries = fs::read_dir(corpus.join("resolutions")).unwrap().map(|entry| entry.unwrap().path());
    let found =
        entries.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with(&wanted));
    found.unwrap_or_else(|| panic!("no text of {number}"))
}

struct Reader<'a> {
    corpus: &'a Path,
    phrases: Phrases<'a>,
    prose: Prose<'a>,
    vocabulary: &'a Vocabulary,
}

impl Reader<'_> {
    fn renewal(&self, path: &Path) -> Renewal {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (from, to) = name.split_once('-').unwrap();
        let (old, new) = (self.units(from), self.units(to));
        let gold = gold(path);
        let place = |label: &String| old.iter().position(|unit| unit.label == *label).unwrap();
        let wanted = new.iter().map(|unit| gold[&unit.label].0.iter().map(place).collect()).collect();
        let sure = new.iter().map(|unit| gold[&unit.label].1).collect();
        Renewal { wanted, sure, old, new, name }
    }

    /// The paragraphs of a resolution as `compare` reads them.
    fn units(&self, number: &str) -> Vec<Unit> {
        let mut sources = SourceMap::default();
        let bytes = fs::read(resolution(self.corpus, number)).unwrap();
        let document = penholder_reader::read(&bytes, number, &Default::default(), &mut sources).unwrap();
        let file = self.prose.read(&document, &Options::default()).file;
        let (drafts, _) = drafts(&file, &[], &Selection::default(), self.vocabulary);
        let draft = drafts.into_iter().next().unwrap_or_default();
        units::of_document(&document, &sources, &draft, &self.phrases, self.vocabulary)
    }
}

/// One file of readings: by label in the newer text the labels in the older one, and whether they are sure.
fn gold(path: &Path) -> BTreeMap<String, (Vec<String>, bool)> {
    let text = fs::read_to_string(path).unwrap();
    let line = |line: &str| {
        let (label, rest) = line.split_once(',').unwrap();
        let (old, sure) = rest.rsplit_once(',').unwrap();
        (label.to_owned(), (old.split_whitespace().map(str::to_owned).collect(), sure == "y"))
    };
    text.lines().skip(1).map(line).collect()
}

impl Renewal {
    /// What weights are fitted to.
    pub fn example(&self, vocabulary: &Vocabulary) -> Example<'_> {
        Example { evidence: Evidence::new(&self.old, &self.new, vocabulary), wanted: self.wanted.clone() }
    }

    /// The units that are wrong, in words.
    #[allow(dead_code, reason = "only the test lists them")]
    pub fn wrong(&self, links: &[Link]) -> Vec<String> {
        let labels =
            |of: &[usize]| of.iter().map(|at| self.old[*at].label.as_str()).collect::<Vec<_>>().join(" ");
        let wrong = (0..self.new.len()).filter_map(|at| {
            let (said, wanted) = (antecedents(links, at), &self.wanted[at]);
            (said.first() != wanted.first()).then(|| {
                format!("{} {}: [{}], not [{}]", self.name, self.new[at].label, labels(wanted), labels(&said))
            })
        });
        wrong.collect()
    }
}

fn antecedents(links: &[Link], new: usize) -> Vec<usize> {
    links.iter().filter(|link| link.new == new).map(|link| link.old).collect()
}

/// The links of each renewal by weights that were fitted on the others.
pub fn held_out(renewals: &[Renewal], vocabulary: &Vocabulary) -> Vec<Vec<Link>> {
    let examples: Vec<Example<'_>> = renewals.iter().map(|renewal| renewal.example(vocabulary)).collect();
    let without = |left: usize| -> Weights {
        let others: Vec<&Example<'_>> =
            examples.iter().enumerate().filter(|(at, _)| *at != left).map(|(_, example)| example).collect();
        fit(&others)
    };
    examples.iter().enumerate().map(|(at, example)| example.evidence.links(&without(at))).collect()
}

/// How well links agree with a reader's.
#[derive(Clone, Copy, Default)]
pub struct Score {
    units: usize,
    right: usize,
    sure: usize,
    sure_right: usize,
    said: usize,
    there: usize,
    both: usize,
}

impl Score {
    pub fn of(renewal: &Renewal, links: &[Link]) -> Score {
        let mut score = Score { units: renewal.new.len(), said: links.len(), ..Score::default() };
        for (at, (wanted, sure)) in renewal.wanted.iter().zip(&renewal.sure).enumerate() {
            let said = antecedents(links, at);
            let right = said.first() == wanted.first();
            score.right += usize::from(right);
            score.sure += usize::from(*sure);
            score.sure_right += usize::from(*sure && right);
            score.there += wanted.len();
            score.both += said.iter().filter(|old| wanted.contains(old)).count();
        }
        score
    }

    fn plus(self, other: &Score) -> Score {
        Score {
            units: self.units + other.units,
            right: self.right + other.right,
            sure: self.sure + other.sure,
            sure_right: self.sure_right + other.sure_right,
            said: self.said + other.said,
            there: self.there + other.there,
            both: self.both + other.both,
        }
    }

    /// Of all units the share whose main antecedent, or newness, is right; of links said and of links there, those in common.
    pub fn shares(&self) -> (f64, f64, f64) {
        (share(self.right, self.units), share(self.both, self.said), share(self.both, self.there))
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of as f64
}

/// Prints a table, a renewal a row, and gives what all come to.
pub fn table(title: &str, renewals: &[Renewal], links: &[Vec<Link>]) -> Score {
    println!("| {title} | units | main or new right | where readers agree | link precision | link recall |");
    println!("|---|---|---|---|---|---|");
    let row = |name: &str, score: &Score| {
        let ((right, precision, recall), sure) = (score.shares(), share(score.sure_right, score.sure));
        println!("| {name} | {} | {right:.3} | {sure:.3} | {precision:.3} | {recall:.3} |", score.units);
    };
    let mut total = Score::default();
    for (renewal, links) in renewals.iter().zip(links) {
        let score = Score::of(renewal, links);
        row(&renewal.name.replace('-', " → "), &score);
        total = total.plus(&score);
    }
    row("all", &total);
    total
}
