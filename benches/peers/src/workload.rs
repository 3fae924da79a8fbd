//! The load that every engine meets: 40 rules and 2,000 mandates from one seeded generator.
//!
//! The order of the draws is part of the definition: another order makes another workload.

/// How many facts a mandate can state.
pub const FACTS: usize = 48;
/// How many goals, and how many means, a mandate puts a figure on.
pub const FIGURES: usize = 6;
/// How many rules the pack has.
pub const RULES: usize = 40;
/// How many of them, the first ones, ask for a fact; the others ask for a figure.
pub const FACT_RULES: usize = 28;
/// How many mandates are judged.
pub const MANDATES: usize = 2_000;
/// How many gaps there are over all mandates: a run that finds another number has another workload.
pub const GAPS: u32 = 12_810;

/// What a rule asks for once both its facts hold.
#[derive(Clone, Copy, Debug)]
pub enum Asks {
    /// This fact.
    Fact(usize),
    /// `means[means] * den >= goals[goal] * num`.
    Ratio { means: usize, den: i64, goal: usize, num: i64 },
}

/// When facts `a` and `b` hold, something is asked.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The first fact of the condition.
    pub a: usize,
    /// The second, another one.
    pub b: usize,
    /// What is asked then.
    pub asks: Asks,
}

/// What a mandate states.
#[derive(Clone, Debug)]
pub struct Mandate {
    /// Which facts hold.
    pub facts: [bool; FACTS],
    /// What each goal needs.
    pub goals: [i64; FIGURES],
    /// What there is of each means.
    pub means: [i64; FIGURES],
}

impl Mandate {
    /// The numbers of the facts that hold.
    pub fn held(&self) -> impl Iterator<Item = usize> + '_ {
        (0..FACTS).filter(|&fact| self.facts[fact])
    }
}

/// Rules and mandates.
pub struct Workload {
    /// The pack: [`RULES`] of them.
    pub rules: Vec<Rule>,
    /// What it judges: [`MANDATES`] of them.
    pub mandates: Vec<Mandate>,
}

impl Workload {
    /// The one workload.
    pub fn new() -> Workload {
        let mut random = SplitMix64(42);
        let rules = (0..RULES).map(|place| draw_rule(place, &mut random)).collect();
        let mandates = (0..MANDATES).map(|_| draw_mandate(&mut random)).collect();
        Workload { rules, mandates }
    }
}

/// Every rule takes all of its draws, whichever kind it is, so that the kinds do not shift one another.
fn draw_rule(place: usize, random: &mut SplitMix64) -> Rule {
    let a = random.index(FACTS);
    let b = (a + 1 + random.index(FACTS - 1)) % FACTS;
    let mut c = random.index(FACTS);
    while c == a || c == b {
        c = (c + 1) % FACTS;
    }
    let means = random.index(FIGURES);
    let den = 1 + random.number(5);
    let goal = random.index(FIGURES);
    let num = 1 + random.number(5);
    let asks = if place < FACT_RULES { Asks::Fact(c) } else { Asks::Ratio { means, den, goal, num } };
    Rule { a, b, asks }
}

fn draw_mandate(random: &mut SplitMix64) -> Mandate {
    let facts = std::array::from_fn(|_| random.below(100) < 60);
    let goals = std::array::from_fn(|_| random.number(10_000));
    let means = std::array::from_fn(|_| random.number(10_000));
    Mandate { facts, goals, means }
}

/// The generator splitmix64 (Steele, Lea, Flood 2014).
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn index(&mut self, n: usize) -> usize {
        self.below(n as u64) as usize
    }

    fn number(&mut self, n: u64) -> i64 {
        self.below(n) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // First outputs for seed 1234567, as the reference implementation prints them.
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
        assert_eq!(random.next(), 9_817_491_932_198_370_423);
    }

    #[test]
    fn a_rule_names_three_facts() {
        for rule in Workload::new().rules {
            assert_ne!(rule.a, rule.b);
            if let Asks::Fact(c) = rule.asks {
                assert!(c != rule.a && c != rule.b);
            }
        }
    }
}
