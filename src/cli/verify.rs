//! `penholder policy verify`.

use std::time::{Duration, Instant};

use penholder::reports::verify;
use penholder::verify::{Options, verify as ask};

use super::args::{ListFormat, Verify};
use super::output::{Terminal, print};
use super::{Failure, Outcome, packs};

pub(crate) fn run(args: &Verify, terminal: Terminal) -> Result<Outcome, Failure> {
    let pack = packs::load(&args.packs, terminal)?;
    let options = Options {
        until: args.time_limit.map(|seconds| Instant::now() + Duration::from_secs(seconds)),
        most: usize::from(args.most),
        ..Options::default()
    };
    let report = ask(&pack, &options);
    print(&match args.format {
        ListFormat::Human => verify::human(&report, terminal.out, args.all),
        ListFormat::Json => verify::json(&report)?,
    })?;
    // What is not known is not sane, either.
    let open = report.faults().next().is_some() || report.unanswered().next().is_some();
    Ok(if open { Outcome::Found } else { Outcome::Clean })
}
