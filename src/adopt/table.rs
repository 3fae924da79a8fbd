//! All combinations of sets of clauses against the families of rules and the dilemmas: one circuit, one fold for each.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::Level;

use super::run::{Package, offered};
use crate::evaluate::{Circuit, Decide, Interpretation, Leaf, NodeId, Plan, fold};
use crate::facts::Facts;
use crate::findings::prospects;
use crate::repair::{Base, Trouble};

/// So many sets at most: each more doubles the table.
pub const MOST: usize = 12;

/// What one combination comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// Which sets are put in, by place.
    pub taken: Vec<usize>,
    /// How many findings are open, by level: errors, warnings, notes.
    pub open: [usize; 3],
    /// Errors and warnings open in each family, in the order of the pack.
    pub families: Vec<usize>,
    /// For each dilemma of the pack, for how many subjects something is left open.
    pub dilemmas: Vec<usize>,
    /// Codes of rules of which nothing is open any more.
    pub closed: Vec<String>,
    /// Codes of rules of which something is open that was not.
    pub opened: Vec<String>,
}

/// All combinations, the fewest sets first.
#[derive(Clone, Debug)]
pub struct Table {
    /// The sets.
    pub packages: Vec<Package>,
    /// Prefix and title of each family that is told.
    pub families: Vec<(String, String)>,
    /// The dilemmas' codes and names.
    pub dilemmas: Vec<(String, String)>,
    /// A row for each combination.
    pub rows: Vec<Combination>,
}

/// The table.
///
/// # Errors
/// [`Trouble`] where the draft cannot be judged or the clauses do not fit it. Of more than [`MOST`] sets only the first
/// are combined.
pub fn table(base: &Base<'_>, mut packages: Vec<Package>) -> Result<Table, Trouble> {
    packages.truncate(MOST);
    let offered = offered(base, &packages)?;
    let plan = Plan::new(base.pack);
    let facts = Facts::new(&offered.draft, &base.pack.vocabulary);
    let mut circuit = Circuit::default();
    let truths = Interpretation::brackets(&facts, &mut circuit);
    let told = prospects(base.pack, &plan, &offered.draft, &facts, &mut circuit, &truths)
        .map_err(Trouble::Overflow)?;
    let mut rows: Vec<Combination> = Vec::with_capacity(1 << packages.len());
    let mut first: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    for mask in 0_u32..1 << packages.len() {
        let has = |place: usize| mask >> place & 1 == 1;
        let reading = offered.reading(&has);
        let values = fold(
            &circuit,
            &mut Decide(|leaf| match leaf {
                Leaf::Fact(_) => true,
                Leaf::Option(choice, option) => reading.takes(choice, option),
            }),
        );
        let holds = |node: NodeId| values.get(node.index()).copied().unwrap_or(false);
        let mut row = Combination {
            taken: (0..packages.len()).filter(|place| has(*place)).collect(),
            open: [0; 3],
            families: vec![0; base.pack.families.len()],
            dilemmas: vec![0; base.pack.dilemmas.len()],
            closed: Vec::new(),
            opened: Vec::new(),
        };
        let mut open: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
        for finding in &told.findings {
            let level = match (holds(finding.error), holds(finding.warning), holds(finding.note)) {
                (true, _, _) => Level::Error,
                (_, true, _) => Level::Warning,
                (_, _, true) => Level::Note,
                _ => continue,
            };
            open.insert((finding.code.clone(), finding.subjects.clone()));
            let [errors, warnings, notes] = &mut row.open;
            *match level {
                Level::Error => errors,
                Level::Warning => warnings,
                Level::Note => notes,
            } += 1;
            // The longest prefix is the family.
            let family =
                base.pack.families.iter().enumerate().filter(|(_, f)| finding.code.starts_with(&f.prefix));
            if let Some((place, _)) = family.max_by_key(|(_, family)| family.prefix.len())
                && let Some(count) = row.families.get_mut(place).filter(|_| level > Level::Note)
            {
                *count += 1;
            }
        }
        for dilemma in &told.dilemmas {
            let risks = dilemma.horns.iter().flat_map(|horn| &horn.risks).map(|(_, risk)| *risk);
            let mut left = risks.chain([dilemma.unresolved, dilemma.contradictory]);
            let place = base.pack.dilemmas.iter().position(|known| known.code == dilemma.code);
            if let Some(count) = place.and_then(|place| row.dilemmas.get_mut(place))
                && left.any(holds)
            {
                *count += 1;
            }
        }
        if mask == 0 {
            first = open;
        } else {
            let codes = |set: &BTreeSet<(String, Vec<String>)>| -> BTreeMap<String, usize> {
                set.iter().fold(BTreeMap::new(), |mut codes, (code, _)| {
                    *codes.entry(code.clone()).or_default() += 1;
                    codes
                })
            };
            let (were, are) = (codes(&first), codes(&open));
            row.closed = were.keys().filter(|code| !are.contains_key(*code)).cloned().collect();
            let new: BTreeSet<String> = open.difference(&first).map(|(code, _)| code.clone()).collect();
            row.opened = new.into_iter().collect();
        }
        rows.push(row);
    }
    rows.sort_by(|a, b| a.taken.len().cmp(&b.taken.len()).then_with(|| a.taken.cmp(&b.taken)));
    Ok(Table {
        packages,
        families: base
            .pack
            .families
            .iter()
            .map(|family| (family.prefix.clone(), family.title.clone()))
            .collect(),
        dilemmas: base.pack.dilemmas.iter().map(|d| (d.code.clone(), d.name.clone())).collect(),
        rows,
    })
}

impl Table {
    /// No set, each single one, and the best of each number of them: fewest errors, then warnings, notes, dilemmas.
    pub fn in_short(&self) -> Vec<&Combination> {
        let mut rows: Vec<&Combination> = self.rows.iter().filter(|row| row.taken.len() < 2).collect();
        for count in 2..=self.packages.len() {
            let of_size = self.rows.iter().filter(|row| row.taken.len() == count);
            rows.extend(of_size.min_by_key(|row| (row.open, row.dilemmas.iter().sum::<usize>())));
        }
        rows
    }

    /// What a row's sets are called together.
    pub fn name(&self, row: &Combination) -> String {
        let names: Vec<&str> =
            row.taken.iter().filter_map(|place| self.packages.get(*place)).map(|p| p.name.as_str()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(" ") }
    }
}
