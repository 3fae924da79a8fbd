//! `penholder policy list`.

use penholder::reports::policy::{list, list_json};

use super::args::{List, ListFormat};
use super::output::{Terminal, print};
use super::{Failure, Outcome, packs};

pub(crate) fn run(args: &List, terminal: Terminal) -> Result<Outcome, Failure> {
    let pack = packs::load(&args.policies.packs, terminal)?;
    print(&match args.format {
        ListFormat::Human => list(&pack, terminal.out),
        ListFormat::Json => list_json(&pack)?,
    })?;
    Ok(Outcome::Clean)
}
