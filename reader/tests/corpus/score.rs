//! Counting what agrees.

use crate::gold::{Erratum, Line};

/// How many there are, how many were found, how many agree.
#[derive(Default)]
pub struct Tally {
    gold: usize,
    found: usize,
    both: usize,
}

impl Tally {
    fn precision(&self) -> f64 {
        self.both as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.both as f64 / self.gold.max(1) as f64
    }

    pub fn f1(&self) -> f64 {
        2.0 * self.both as f64 / (self.gold + self.found).max(1) as f64
    }

    fn print(&self, name: &str) {
        let Tally { gold, found, both } = self;
        println!(
            "{name:<28} {gold:>6} {found:>6} {both:>6} {:>9.4} {:>9.4} {:>9.4}",
            self.precision(),
            self.recall(),
            self.f1()
        );
    }
}

/// The three figures.
#[derive(Default)]
pub struct Totals {
    pub main: Tally,
    pub sub: Tally,
    /// Of paragraphs found by both, for which the gold names a verb.
    pub verb: Tally,
}

impl Totals {
    pub fn add(&mut self, name: &str, gold: &[Line], found: &[Line], errata: &[Erratum], tell: bool) {
        let wrong = |line: &Line, what: &str| {
            errata.iter().any(|e| {
                e.file == name && e.what == what && (e.paragraph == line.label() || e.paragraph == "*")
            })
        };
        let gold: Vec<&Line> = gold.iter().filter(|line| !wrong(line, "paragraph")).collect();
        let mut free: Vec<Option<&Line>> =
            found.iter().filter(|line| !wrong(line, "paragraph")).map(Some).collect();
        for line in free.iter().flatten() {
            self.tally(line).found += 1;
        }
        let verbose = tell && std::env::var_os("PENHOLDER_VERBOSE").is_some();
        for line in gold {
            self.tally(line).gold += 1;
            let same = |other: &Line| {
                other.main == line.main && other.number == line.number && other.opening == line.opening
            };
            let slot = free.iter_mut().find(|slot| slot.is_some_and(same));
            let Some(hit) = slot.and_then(Option::take) else {
                if verbose {
                    println!("missed {name} {} {}", line.label(), line.opening);
                }
                continue;
            };
            self.tally(line).both += 1;
            if let Some(verb) = line.verb.as_ref().filter(|_| line.number.is_empty() && !wrong(line, "verb"))
            {
                self.verb.gold += 1;
                self.verb.found += usize::from(hit.verb.is_some());
                let agrees = hit.verb.as_ref() == Some(verb);
                self.verb.both += usize::from(agrees);
                if verbose && !agrees {
                    println!(
                        "verb   {name} {} gold {verb}, found {:?}: {}",
                        line.label(),
                        hit.verb,
                        line.opening
                    );
                }
            } else if verbose && line.number.is_empty() && hit.verb.is_none() {
                println!("noverb {name} {} {}", line.label(), line.opening);
            }
        }
        for line in free.into_iter().flatten().filter(|_| verbose) {
            println!("extra  {name} {} {}", line.label(), line.opening);
        }
    }

    fn tally(&mut self, line: &Line) -> &mut Tally {
        if line.number.is_empty() { &mut self.main } else { &mut self.sub }
    }

    pub fn print(&self, title: &str) {
        println!("{title}");
        self.main.print("  operative paragraphs");
        self.sub.print("  sub-paragraphs");
        self.verb.print("  operative verbs");
    }
}
