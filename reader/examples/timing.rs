//! Times the reader on a folder of texts: `cargo run --release -p penholder-reader --example timing -- FOLDER`.

use std::time::{Duration, Instant};

use penholder_language::source::SourceMap;
use penholder_reader::{Options, read};

fn main() -> std::io::Result<()> {
    for folder in std::env::args().skip(1) {
        let mut texts = Vec::new();
        for entry in std::fs::read_dir(&folder)? {
            texts.push(std::fs::read(entry?.path())?);
        }
        let mut best = Duration::MAX;
        for _ in 0..2 {
            let start = Instant::now();
            let read = texts
                .iter()
                .filter(|text| read(text, "", &Options::default(), &mut SourceMap::default()).is_ok())
                .count();
            best = best.min(start.elapsed());
            assert!(read <= texts.len());
        }
        println!("{folder}: {} texts in {best:?}", texts.len());
    }
    Ok(())
}
