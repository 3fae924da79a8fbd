//! What was found once, recorded by rule and clause and not by line, and what a later run finds beside it.

mod changes;
mod v1;

use penholder_language::model::{Level, Pack};

use crate::findings::{DilemmaFinding, Finding, Identity, Report};
pub use changes::{Change, Changes, Gone, changes};
pub use v1::{Unreadable, schema};

/// One open finding or dilemma, as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What makes it the same later.
    pub identity: Identity,
    /// Name of the rule or dilemma.
    pub name: String,
    /// How grave it was; a dilemma has no level.
    pub level: Option<Level>,
    /// Status or stance, as output writes it.
    pub status: String,
}

/// What was open in one mandate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Name of the mandate.
    pub mandate: String,
    /// Its symbol; may be empty.
    pub symbol: String,
    /// Open findings.
    pub findings: Vec<Entry>,
    /// Open dilemmas.
    pub dilemmas: Vec<Entry>,
}

impl Recorded {
    /// What is open in a report.
    pub fn of(report: &Report) -> Self {
        let findings = report.findings.iter().filter(|finding| finding.status.is_open());
        let dilemmas = report.dilemmas.iter().filter(|dilemma| is_open(dilemma));
        Recorded {
            mandate: report.mandate.clone(),
            symbol: report.symbol.clone(),
            findings: findings.map(Entry::of).collect(),
            dilemmas: dilemmas.map(Entry::of_dilemma).collect(),
        }
    }
}

impl Entry {
    fn of(finding: &Finding) -> Self {
        Entry {
            identity: Identity::of(finding),
            name: finding.name.clone(),
            level: Some(finding.level),
            status: finding.status.name().to_owned(),
        }
    }

    fn of_dilemma(dilemma: &DilemmaFinding) -> Self {
        Entry {
            identity: Identity::of_dilemma(dilemma),
            name: dilemma.name.clone(),
            level: None,
            status: dilemma.stance.name().to_owned(),
        }
    }
}

fn is_open(dilemma: &DilemmaFinding) -> bool {
    dilemma.is_open() && dilemma.accepted.is_none()
}

/// The text of a baseline file: versioned JSON with the pack's name and fingerprint.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn write(pack: &Pack, recorded: &[Recorded]) -> Result<String, serde_json::Error> {
    v1::write(&pack.name, &fingerprint(pack), recorded)
}

/// What a baseline file records, and whether the pack's rules have changed since.
///
/// # Errors
/// [`Unreadable`] where the text is no baseline, one of another version, or one of another pack.
pub fn read(text: &str, pack: &Pack) -> Result<(Vec<Recorded>, bool), Unreadable> {
    let (recorded, known) = v1::read(text, &pack.name)?;
    Ok((recorded, known != fingerprint(pack)))
}

/// For each report the recorded mandate that it continues: of the same name and symbol, else of the same name, else the
/// only one beside the only one.
pub fn paired(reports: &[&Report], recorded: &[Recorded]) -> Vec<Option<usize>> {
    let mut taken = vec![false; recorded.len()];
    let mut found = vec![None; reports.len()];
    let same: [fn(&Report, &Recorded) -> bool; 2] =
        [|a, b| a.mandate == b.mandate && a.symbol == b.symbol, |a, b| a.mandate == b.mandate];
    for same in same {
        for (report, place) in reports.iter().zip(&mut found).filter(|(_, place)| place.is_none()) {
            let free = recorded.iter().zip(&taken).position(|(old, taken)| !taken && same(report, old));
            if let Some(taken) = free.and_then(|index| taken.get_mut(index)) {
                *taken = true;
                *place = free;
            }
        }
    }
    match (reports, recorded, found.as_slice()) {
        ([_], [_], [None]) => vec![Some(0)],
        _ => found,
    }
}

/// A number for what the pack says (FNV-1a over its lines): comments and blanks do not count.
fn fingerprint(pack: &Pack) -> String {
    let mut files: Vec<_> = pack.sources.iter().map(|(_, file)| file).collect();
    files.sort_by(|a, b| {
        a.name.rsplit('/').next().cmp(&b.name.rsplit('/').next()).then_with(|| a.text.cmp(&b.text))
    });
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let lines = files.iter().flat_map(|file| file.text.lines()).map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        for word in line.split_whitespace() {
            for byte in word.bytes().chain([b' ']) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use penholder_language::source::SourceMap;

    fn pack(text: &str) -> Pack {
        let mut sources = SourceMap::default();
        sources.add("p/rule.policy", text);
        Pack { name: "p".into(), sources, ..Pack::default() }
    }

    #[test]
    fn comments_and_blanks_do_not_change_a_pack_and_words_do() {
        let plain = fingerprint(&pack("rule X1 reach {\n    level error\n}\n"));
        assert_eq!(plain, fingerprint(&pack("# why\nrule  X1 reach {\n\n  level error\n}")));
        assert_ne!(plain, fingerprint(&pack("rule X1 reach {\n    level warning\n}\n")));
    }

    #[test]
    fn what_is_written_is_read() {
        let recorded = vec![Recorded { mandate: "MIVAL".into(), ..Recorded::default() }];
        let text = write(&pack("a"), &recorded).unwrap();
        assert_eq!(read(&text, &pack("a")).unwrap(), (recorded.clone(), false));
        assert_eq!(read(&text, &pack("b")).unwrap(), (recorded, true));
        let other = Pack { name: "q".into(), ..pack("a") };
        assert_eq!(
            read(&text, &other).unwrap_err(),
            Unreadable::Pack { recorded: "p".into(), now: "q".into() }
        );
    }

    #[test]
    fn mandates_are_paired_by_name_and_the_only_one_with_the_only_one() {
        let report = |mandate: &str, symbol: &str| Report {
            mandate: mandate.into(),
            symbol: symbol.into(),
            given: Vec::new(),
            brackets: 0,
            from_prose: false,
            findings: Vec::new(),
            dilemmas: Vec::new(),
            proposals: Vec::new(),
            span: penholder_language::source::Span::default(),
        };
        let old = |mandate: &str, symbol: &str| Recorded {
            mandate: mandate.into(),
            symbol: symbol.into(),
            ..Recorded::default()
        };
        let (a, b) = (report("M", "2014"), report("M", "2013"));
        assert_eq!(paired(&[&a, &b], &[old("M", "2013"), old("M", "2014")]), [Some(1), Some(0)]);
        assert_eq!(paired(&[&a, &b], &[old("N", "2013")]), [None, None]);
        assert_eq!(paired(&[&a], &[old("N", "2013")]), [Some(0)]);
    }
}
