//! Clocks and medians, wall and thread CPU time apart.
//!
//! The repetitions of all that is measured take turns, each behind a warm-up of its own, so that a spell of load on
//! the machine falls on all alike: the figures count as ratios within one run.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use rustix::time::{ClockId, clock_gettime};

use crate::contender::{Contender, Reading};
use crate::workload::MANDATES;

/// Repetitions that count.
const REPETITIONS: usize = 5;
/// How often a pack is read in one repetition: once alone would be near the clocks' own cost.
const READS: usize = 20;

/// What one unit of work took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// By the clock on the wall, in microseconds.
    pub wall: f64,
    /// By the time this thread was on a processor, in microseconds.
    pub cpu: f64,
}

/// Something to measure.
pub struct Track<'a> {
    units: usize,
    repetition: Box<dyn FnMut() -> Result<()> + 'a>,
    costs: Vec<Cost>,
}

impl<'a> Track<'a> {
    /// Judging all mandates; the unit is one mandate.
    pub fn mandates(contender: &'a mut dyn Contender) -> Track<'a> {
        Track::new(MANDATES, move |mandate| {
            black_box(contender.judge(mandate)?);
            Ok(())
        })
    }

    /// Reading the pack; the unit is one reading.
    pub fn reading(reading: &'a Reading) -> Track<'a> {
        Track::new(READS, move |_| {
            black_box((reading.read)()?);
            Ok(())
        })
    }

    fn new(units: usize, mut unit: impl FnMut(usize) -> Result<()> + 'a) -> Track<'a> {
        let repetition = move || (0..units).try_for_each(|place| unit(black_box(place)));
        Track { units, repetition: Box::new(repetition), costs: Vec::new() }
    }

    fn repeat(&mut self) -> Result<()> {
        (self.repetition)()?;
        let (wall, cpu) = (Instant::now(), thread_time());
        (self.repetition)()?;
        let (cpu, wall) = (thread_time() - cpu, wall.elapsed());
        self.costs.push(Cost { wall: micros(wall, self.units), cpu: micros(cpu, self.units) });
        Ok(())
    }

    fn median(&self) -> Cost {
        let middle = |clock: fn(&Cost) -> f64| {
            let mut values: Vec<f64> = self.costs.iter().map(clock).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        Cost { wall: middle(|cost| cost.wall), cpu: middle(|cost| cost.cpu) }
    }
}

/// The median cost of a unit of each.
pub fn medians(mut tracks: Vec<Track>) -> Result<Vec<Cost>> {
    for _ in 0..REPETITIONS {
        tracks.iter_mut().try_for_each(Track::repeat)?;
    }
    Ok(tracks.iter().map(Track::median).collect())
}

fn thread_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

fn micros(time: Duration, units: usize) -> f64 {
    time.as_secs_f64() * 1e6 / units as f64
}
