//! `penholder policy verify`.

use std::time::{Duration, Instant};

use penholder::reports::verify;
use penholder::verify::{Options, verify as ask};

use super::args::Verify;
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
    print(&verify::human(&report, terminal.out, args.all))?;
    Ok(if report.faults().next().is_some() { Outcome::Found } else { Outcome::Clean })
}
