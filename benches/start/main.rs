//! Whole processes: how long `penholder` takes from start to end, beside a Rust program that does nothing.
//!
//! The program and the empty one run in turns, so that a machine whose speed drifts treats both alike; told are medians of
//! wall time and the median of the differences pair by pair. The empty program is this one, which ends at once where it is
//! told to. Calls on prose are made where `PENHOLDER_CORPUS` names a folder with `resolutions` in it, plain texts of
//! resolutions: one of middle length, the longest, and all of them through `survey`.
//!
//! `PENHOLDER_CORPUS=../shared/data cargo bench --bench start`, and after `--` the number of runs (40 where none is given).
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Set where this is to be the program that does nothing.
const NOTHING: &str = "PENHOLDER_BENCH_NOTHING";

/// A call, how often it is made for each run asked for, and at most how far above the empty program it is to be.
struct Call {
    told: String,
    arguments: Vec<String>,
    share: usize,
    aim: Duration,
}

fn main() {
    if env::var_os(NOTHING).is_some() {
        return;
    }
    let runs: usize = env::args().find_map(|argument| argument.parse().ok()).unwrap_or(40);
    println!("{:<44} {:>9} {:>9} {:>9} {:>8}", "call", "wall", "empty", "above", "aim");
    for call in calls() {
        let (mut own, mut empty, mut above) = (Vec::new(), Vec::new(), Vec::new());
        // The first pair warms up.
        for run in 0..=runs.div_ceil(call.share).max(1) {
            let (whole, nothing) = (time(&mut penholder(&call.arguments)), time(&mut nothing()));
            if run > 0 {
                own.push(whole);
                empty.push(nothing);
                above.push(whole.saturating_sub(nothing));
            }
        }
        let (own, empty, above) = (told(median(own)), told(median(empty)), told(median(above)));
        println!("{:<44} {own:>9} {empty:>9} {above:>9} {:>8}", call.told, told(call.aim));
    }
}

fn calls() -> Vec<Call> {
    let check = |told: String, file: &Path, aim| {
        let arguments = ["check", "--color", "never"].map(str::to_owned).into_iter();
        let arguments = arguments.chain([file.display().to_string()]).collect();
        Call { told, arguments, share: 1, aim: Duration::from_millis(aim) }
    };
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minusma-2015.mandate");
    let mut calls = vec![check("check examples/minusma-2015.mandate".to_owned(), &example, 5)];
    let Some(corpus) = env::var_os("PENHOLDER_CORPUS") else {
        println!("(PENHOLDER_CORPUS is not set: no prose)");
        return calls;
    };
    let folder = PathBuf::from(corpus).join("resolutions").canonicalize().expect("a folder with resolutions");
    let texts = by_length(&folder);
    for (place, what) in [(texts.len() / 2, "middle"), (texts.len() - 1, "longest")] {
        let (length, file) = texts.get(place).expect("a text");
        calls.push(check(format!("check, prose of {} kB ({what})", length / 1000), file, 15));
    }
    let arguments = ["survey", &folder.display().to_string()].map(str::to_owned).to_vec();
    let told = format!("survey of {} texts", texts.len());
    calls.push(Call { told, arguments, share: 8, aim: Duration::from_secs(2) });
    calls
}

/// The texts of a folder, shortest first.
fn by_length(folder: &Path) -> Vec<(u64, PathBuf)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut texts: Vec<(u64, PathBuf)> =
        entries.map(|entry| (entry.metadata().expect("a file").len(), entry.path())).collect();
    texts.sort();
    texts
}

fn penholder(arguments: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_penholder"));
    command.args(arguments).env("COLUMNS", "80");
    command
}

fn nothing() -> Command {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.env(NOTHING, "1");
    command
}

/// From the start of a process to its end; what it prints is thrown away.
fn time(command: &mut Command) -> Duration {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    command.status().expect("the program runs");
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn told(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
