//! Groups of brackets that have nothing to do with each other: what they come to together follows from what each comes to.

use super::Tally;
use super::explore::{Cheapest, Class, Content, Explored};
use super::front::{Point, pruned};
use super::subject::AxisGates;

/// So many of the best outcomes are kept; each is made of outcomes as good in their own group.
const CLASSES: usize = 5;

/// More pairs of points than this are not compared.
const PAIRS: usize = 1 << 20;

/// Both groups. Samples are those of the one followed by those of the other; what takes the least of whoever concedes
/// most cannot be told group by group.
pub(super) fn both(a: &Explored, b: &Explored, axes: &[AxisGates]) -> Explored {
    let (front, cut) = front(&a.front, &b.front, axes);
    let least = a
        .least
        .as_ref()
        .zip(b.least.as_ref())
        .map(|(a, b)| Cheapest { cost: a.cost.saturating_add(b.cost), class: joined(&a.class, &b.class) });
    Explored {
        readings: a.readings.saturating_mul(b.readings),
        classes: classes(&a.classes, &b.classes),
        front,
        cut: cut || a.cut || b.cut,
        options: options(a, b).chain(options(b, a)).collect(),
        content: a.content.iter().zip(&b.content).map(|(a, b)| content(a, b)).collect(),
        least,
        fairest: None,
    }
}

fn joined(a: &Class, b: &Class) -> Class {
    Class {
        tally: a.tally + b.tally,
        readings: a.readings.saturating_mul(b.readings),
        sample: [a.sample.as_slice(), &b.sample].concat(),
        judged: a.judged.saturating_add(b.judged),
    }
}

fn classes(a: &[Class], b: &[Class]) -> Vec<Class> {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| joined(a, b)));
    let mut all: Vec<Class> = pairs.collect();
    all.sort_by(|a, b| (a.tally, a.judged, &a.sample).cmp(&(b.tally, b.judged, &b.sample)));
    let mut kept: Vec<Class> = Vec::new();
    for class in all {
        match kept.last_mut() {
            Some(last) if last.tally == class.tally => {
                last.readings = last.readings.saturating_add(class.readings);
            }
            _ => kept.push(class),
        }
    }
    kept.truncate(CLASSES);
    kept
}

/// The best outcome with each option of one group, the other at its best.
fn options<'e>(of: &'e Explored, other: &'e Explored) -> impl Iterator<Item = Vec<Option<Tally>>> + 'e {
    let best = other.classes.first().map(|class| class.tally).unwrap_or_default();
    of.options.iter().map(move |options| options.iter().map(|known| known.map(|own| own + best)).collect())
}

fn content(a: &Content, b: &Content) -> Content {
    Content {
        readings: a.readings.saturating_mul(b.readings),
        best: a.best.as_ref().zip(b.best.as_ref()).map(|(a, b)| joined(a, b)),
    }
}

/// Numbers add up; of levels the higher counts.
fn front(a: &[Point], b: &[Point], axes: &[AxisGates]) -> (Vec<Point>, bool) {
    let mut points = Vec::with_capacity(a.len().saturating_mul(b.len()).min(PAIRS));
    for a in a {
        for b in b.iter().take((PAIRS.saturating_sub(points.len())).max(1)) {
            let pairs = axes.iter().zip(a.axes.iter().zip(&b.axes));
            points.push(Point {
                errors: a.errors.saturating_add(b.errors),
                warnings: a.warnings.saturating_add(b.warnings),
                axes: pairs
                    .map(|(axis, (x, y))| match axis {
                        AxisGates::Number(..) => x.saturating_add(*y),
                        AxisGates::Level(_) => *x.max(y),
                    })
                    .collect(),
                readings: a.readings.saturating_mul(b.readings),
                sample: [a.sample.as_slice(), &b.sample].concat(),
                judged: a.judged.saturating_add(b.judged),
            });
        }
    }
    let whole = points.len() == a.len().saturating_mul(b.len());
    let (front, cut) = pruned(points);
    (front, cut || !whole)
}
