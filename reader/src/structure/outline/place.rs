//! Where a marker belongs: which open list it counts on, or what list it begins.

use super::super::marker::{Count, Form, Marker};
use super::super::verbs;
use super::{Open, Outline};

/// Where a marker belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The next member of the open list at that depth.
    Next(usize, Count, u32),
    /// The first member of a list below the last paragraph.
    First(Count, u32),
    /// No member of any list: running text.
    None,
}

impl Outline<'_> {
    /// Where `16.` belongs: it counts the paragraphs on, or a list inside one.
    pub fn place_main(&self, marker: &Marker, body: &str) -> Place {
        let Some(value) = marker.value(Count::Arabic) else { return Place::None };
        let Some(main) = self.open.first() else { return Place::First(Count::Arabic, value) };
        if main.count != Count::Arabic {
            return Place::Next(0, Count::Arabic, value);
        }
        let follows = value == main.value + 1 || (marker.again && value == main.value);
        if follows {
            return Place::Next(0, Count::Arabic, value);
        }
        let nested =
            self.open.iter().skip(1).rposition(|open| open.count == Count::Arabic && open.value + 1 == value);
        if let Some(depth) = nested {
            return Place::Next(depth + 1, Count::Arabic, value);
        }
        if value == 1 && self.ends_with_colon() {
            return Place::First(Count::Arabic, value);
        }
        let near = value > main.value && value <= main.value + 4;
        match verbs::opens(body) || near || !self.strict {
            true => Place::Next(0, Count::Arabic, value),
            false => Place::None,
        }
    }

    /// Where `(a)`, `(i)` or a dash belongs.
    pub fn place_member(&self, marker: &Marker, i: usize) -> Place {
        if self.open.is_empty() && self.strict {
            return Place::None;
        }
        if let Some((count @ Count::Dash, _)) = marker.readings.first() {
            let open = self.open.iter().rposition(|open| open.count == *count);
            return open.map_or(Place::First(*count, 1), |depth| {
                let value = self.open.get(depth).map_or(1, |open| open.value + 1);
                Place::Next(depth, *count, value)
            });
        }
        let next = self.next_in_open_list(marker).or_else(|| self.next_in_closed_list(marker));
        let first = marker.readings.iter().find(|(_, value)| *value == 1).copied().filter(|_| !marker.again);
        match (next, first) {
            (Some(next), Some((count, value))) => match self.starts_list(marker, count, i) {
                true => Place::First(count, value),
                false => next,
            },
            (Some(next), None) => next,
            (None, Some((count, value))) => self.begin_again(marker, count, value),
            (None, None) => self.out_of_turn(marker),
        }
    }

    /// `(a)` where no list goes on: a list below the last paragraph, unless the last one was of the same kind and
    /// announced none.
    fn begin_again(&self, marker: &Marker, count: Count, value: u32) -> Place {
        let same = self.open.iter().rposition(|open| open.count == count && open.form == marker.form);
        match same.filter(|_| !self.ends_with_colon()) {
            Some(depth) if depth > 0 || !self.strict => Place::Next(depth, count, value),
            _ => Place::First(count, value),
        }
    }

    /// The deepest open list that the marker counts on.
    fn next_in_open_list(&self, marker: &Marker) -> Option<Place> {
        for (depth, open) in self.open.iter().enumerate().rev() {
            let Some(value) = marker.value(open.count) else { continue };
            let turn = value == open.value + 1 || (marker.again && value == open.value);
            if turn && marker.form == open.form {
                return Some(Place::Next(depth, open.count, value));
            }
        }
        None
    }

    /// `(h)` below `(ii)`, where the list below `(i)` ended with `(g)`.
    fn next_in_closed_list(&self, marker: &Marker) -> Option<Place> {
        let goes_on = |list: &&Open| {
            list.value > 1 && list.form == marker.form && marker.value(list.count) == Some(list.value + 1)
        };
        let list = self.closed.iter().rev().find(goes_on)?;
        Some(Place::First(list.count, list.value + 1))
    }

    /// `(i)` after `(h)`: what comes next tells whether it is a letter or begins a Roman list.
    fn starts_list(&self, marker: &Marker, count: Count, i: usize) -> bool {
        let after = self
            .items
            .iter()
            .skip(i + 1)
            .filter_map(|item| item.marker.as_ref())
            .find(|m| m.form == marker.form);
        match after {
            Some(after) if after.value(count) == Some(2) => true,
            Some(_) => self.ends_with_colon() && !after.is_some_and(Marker::is_main),
            None => self.ends_with_colon(),
        }
    }

    /// A number that no open list expects: a member was lost, or the list's beginning was.
    fn out_of_turn(&self, marker: &Marker) -> Place {
        for (depth, open) in self.open.iter().enumerate().skip(usize::from(self.strict)).rev() {
            let later =
                marker.value(open.count).filter(|value| *value > open.value && *value <= open.value + 6);
            if let (Some(value), true) = (later, marker.form == open.form) {
                return Place::Next(depth, open.count, value);
            }
        }
        match marker.readings.first() {
            Some((count, value)) if marker.form == Form::Bracket && *value <= 6 => {
                Place::First(*count, *value)
            }
            _ => Place::None,
        }
    }

    fn ends_with_colon(&self) -> bool {
        self.paragraphs.last().is_some_and(|paragraph| paragraph.flow.text().ends_with(':'))
    }
}
