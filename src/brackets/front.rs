//! The trade-off front: readings than which none is better in one thing and no worse in the rest.

use super::layout::AxisField;

/// More points than this are not kept: who could weigh them?
const MOST: usize = 4096;

/// Remembered verdicts, so that what was seen is not compared again.
const REMEMBERED: usize = 1 << 14;

/// A reading on the front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// The pack's axes, in its order; of levels, how many are reached.
    pub axes: Vec<i64>,
    /// How many readings come to the same.
    pub readings: u128,
    /// One of them: the option that each bracket takes.
    pub(super) sample: Vec<u32>,
    /// Errors, warnings, notes and options other than the first of that one.
    pub(super) judged: u64,
}

impl Point {
    fn values(&self) -> impl Iterator<Item = i64> {
        [i64::from(self.errors), i64::from(self.warnings)].into_iter().chain(self.axes.iter().copied())
    }

    /// Nowhere worse.
    pub(super) fn covers(&self, other: &Point) -> bool {
        self.values().zip(other.values()).all(|(own, other)| own <= other)
    }
}

/// What readings come to, as numbers: errors and warnings, then the axes.
pub(super) type Key = (u64, [u64; 4]);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Unknown,
    Worse,
    Point(u32),
}

/// The front of the readings seen so far.
pub(super) struct Front {
    points: Vec<Option<Point>>,
    live: Vec<u32>,
    seen: Vec<(Key, Verdict)>,
    last: (Key, Verdict),
    /// Some point was not kept.
    pub(super) cut: bool,
}

impl Front {
    pub(super) fn new() -> Front {
        let unknown = ((u64::MAX, [u64::MAX; 4]), Verdict::Unknown);
        Front {
            points: Vec::new(),
            live: Vec::new(),
            seen: vec![unknown; REMEMBERED],
            last: unknown,
            cut: false,
        }
    }

    /// Takes note of a reading; `judged` has its errors, warnings, notes and moved brackets.
    pub(super) fn add(&mut self, key: Key, judged: u64, fields: &[AxisField], sample: &dyn Fn() -> Vec<u32>) {
        let verdict = if self.last.0 == key { self.last.1 } else { self.recall(&key) };
        let verdict = match verdict {
            Verdict::Unknown => self.judge(key, judged, fields, sample),
            known => known,
        };
        self.last = (key, verdict);
        let Verdict::Point(place) = verdict else { return };
        if let Some(Some(point)) = self.points.get_mut(place as usize) {
            point.readings += 1;
            if judged < point.judged {
                point.judged = judged;
                point.sample = sample();
            }
        }
    }

    fn slot(key: &Key) -> usize {
        let mix = |sofar: u64, word: u64| (sofar ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
        let hash = key.1.iter().fold(mix(0, key.0), |sofar, word| mix(sofar, *word));
        (hash >> 20) as usize % REMEMBERED
    }

    fn recall(&self, key: &Key) -> Verdict {
        self.seen.get(Front::slot(key)).filter(|(known, _)| known == key).map_or(Verdict::Unknown, |s| s.1)
    }

    fn judge(
        &mut self,
        key: Key,
        judged: u64,
        fields: &[AxisField],
        sample: &dyn Fn() -> Vec<u32>,
    ) -> Verdict {
        let mut point = decoded(&key, fields);
        let known = |place: &&u32| {
            self.points.get(**place as usize).and_then(Option::as_ref).is_some_and(|p| p.covers(&point))
        };
        let verdict = match self.live.iter().find(known) {
            Some(place) => {
                let same = self.points.get(*place as usize).and_then(Option::as_ref);
                let same = same.is_some_and(|known| known.values().eq(point.values()));
                if same { Verdict::Point(*place) } else { Verdict::Worse }
            }
            None if self.live.len() >= MOST => {
                self.cut = true;
                Verdict::Worse
            }
            None => {
                let points = &mut self.points;
                self.live.retain(|place| {
                    let slot = points.get_mut(*place as usize);
                    let beaten = slot.as_ref().is_some_and(|p| p.as_ref().is_some_and(|p| point.covers(p)));
                    if let Some(slot) = slot.filter(|_| beaten) {
                        *slot = None;
                    }
                    !beaten
                });
                point.sample = sample();
                point.judged = judged;
                self.points.push(Some(point));
                let place = (self.points.len() - 1) as u32;
                self.live.push(place);
                Verdict::Point(place)
            }
        };
        if let Some(slot) = self.seen.get_mut(Front::slot(&key)) {
            *slot = (key, verdict);
        }
        verdict
    }

    pub(super) fn points(self) -> Vec<Point> {
        sorted(self.points.into_iter().flatten().collect())
    }
}

fn decoded(key: &Key, fields: &[AxisField]) -> Point {
    let bits = |word: usize, shift: usize, width: usize| {
        let word = key.1.get(word).copied().unwrap_or(0);
        let mask = if width >= 64 { u64::MAX } else { (1 << width) - 1 };
        i64::try_from(word.checked_shr(shift as u32).unwrap_or(0) & mask).unwrap_or(i64::MAX)
    };
    let axes = fields.iter().map(|field| match *field {
        AxisField::Number { word, shift, width, offset, step } => {
            offset.saturating_add(step.saturating_mul(bits(word, shift, width)))
        }
        AxisField::Level { word, shift, width } => bits(word, shift, width),
    });
    Point {
        errors: (key.0 >> 48 & 0xffff) as u32,
        warnings: (key.0 >> 32 & 0xffff) as u32,
        axes: axes.collect(),
        readings: 0,
        sample: Vec::new(),
        judged: u64::MAX,
    }
}

/// Fewest errors first, then fewest warnings, then least on each axis.
pub(super) fn sorted(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.values().cmp(b.values()));
    points
}

/// The front among some points; of those that are alike, one is left, with the readings of all.
pub(super) fn pruned(points: Vec<Point>) -> (Vec<Point>, bool) {
    let mut front: Vec<Point> = Vec::new();
    // A point is only covered by one that comes before it.
    for point in sorted(points) {
        match front.iter_mut().find(|known| known.covers(&point)) {
            Some(known) if known.values().eq(point.values()) => {
                known.readings = known.readings.saturating_add(point.readings);
            }
            Some(_) => {}
            None => front.push(point),
        }
    }
    let cut = front.len() > MOST;
    front.truncate(MOST);
    (front, cut)
}
