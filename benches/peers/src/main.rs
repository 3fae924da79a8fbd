//! Runs one workload over a plain loop, penholder and its peers, and prints what a mandate costs in each.
//!
//! `--texts DIR` writes penholder's input for the workload instead, to look at or to feed to its command line.

mod cedar;
mod contender;
mod datalog;
mod penholder;
mod plain;
mod rego;
mod report;
mod timing;
mod workload;

use std::path::Path;
use std::rc::Rc;

use anyhow::{Result, bail};

use crate::contender::{Field, Load};
use crate::report::Row;
use crate::timing::Track;
use crate::workload::{GAPS, MANDATES, Workload};

fn main() -> Result<()> {
    let workload = Rc::new(Workload::new());
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => race(&workload),
        ["--texts", folder] => write_texts(&workload, Path::new(folder)),
        _ => bail!("usage: penholder-peers [--texts DIR]"),
    }
}

fn race(workload: &Rc<Workload>) -> Result<()> {
    let mut field = Field::default();
    plain::enter(workload, &mut field)?;
    #[cfg(feature = "penholder")]
    penholder::enter(workload, &mut field)?;
    datalog::enter(workload, &mut field);
    rego::enter(workload, &mut field)?;
    cedar::enter(workload, &mut field)?;

    field.verify(workload)?;
    println!("All {} ways find the same {GAPS} gaps in {MANDATES} mandates.", field.contenders.len());

    for table in measure(&mut field)? {
        print!("{table}");
    }
    Ok(())
}

/// Measures everything and lays it out: mandates in memory, mandates from text, packs.
fn measure(field: &mut Field) -> Result<[String; 3]> {
    let about: Vec<_> =
        field.contenders.iter().map(|contender| (contender.load(), contender.name())).collect();
    let judging = field.contenders.iter_mut().map(|contender| Track::mandates(contender.as_mut()));
    let tracks = judging.chain(field.readings.iter().map(Track::reading)).collect();
    let mut costs = timing::medians(tracks)?;
    let of_readings = costs.split_off(about.len());

    let judged = |wanted: Load| -> Vec<Row> {
        let rows = about.iter().zip(&costs).filter(|((load, _), _)| *load == wanted);
        rows.map(|(&(_, name), &cost)| Row { name, cost }).collect()
    };
    let read = field.readings.iter().zip(of_readings).map(|(reading, cost)| Row { name: reading.name, cost });
    Ok([
        report::table("Per mandate, pre-parsed", &judged(Load::Parsed)),
        report::table("Per mandate, from text", &judged(Load::Text)),
        report::table("Reading the pack of 40 rules", &read.collect::<Vec<_>>()),
    ])
}

/// The pack as `pack.policy`, each mandate as `m0000.mandate`, ….
fn write_texts(workload: &Workload, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("pack.policy"), penholder::texts::pack(workload))?;
    for (place, mandate) in penholder::texts::mandates(workload).enumerate() {
        std::fs::write(folder.join(format!("m{place:04}.mandate")), mandate)?;
    }
    Ok(())
}
