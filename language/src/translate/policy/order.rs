//! Puts things after what they rest on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Each of `0..uses.len()` after all that it uses, else by number; and the cycles that make this impossible.
/// What stands on a cycle, or rests on one, comes last.
pub(super) fn order(uses: &[Vec<usize>]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); uses.len()];
    let mut waiting: Vec<usize> = uses.iter().map(Vec::len).collect();
    for (user, used) in uses.iter().enumerate() {
        for one in used {
            if let Some(users) = users.get_mut(*one) {
                users.push(user);
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> =
        waiting.iter().enumerate().filter(|(_, open)| **open == 0).map(|(i, _)| Reverse(i)).collect();
    let mut order = Vec::with_capacity(uses.len());
    while let Some(Reverse(next)) = ready.pop() {
        order.push(next);
        for user in users.get(next).into_iter().flatten() {
            if let Some(open) = waiting.get_mut(*user) {
                *open -= 1;
                if *open == 0 {
                    ready.push(Reverse(*user));
                }
            }
        }
    }
    let stuck: Vec<bool> = waiting.iter().map(|open| *open > 0).collect();
    order.extend(stuck.iter().enumerate().filter(|(_, stuck)| **stuck).map(|(i, _)| i));
    (order, cycles(uses, &stuck))
}

/// The cycles among what is stuck, each once: following uses from anywhere ends in one.
fn cycles(uses: &[Vec<usize>], stuck: &[bool]) -> Vec<Vec<usize>> {
    let is_stuck = |i: usize| stuck.get(i).copied().unwrap_or(false);
    let mut seen = vec![false; uses.len()];
    let mut cycles = Vec::new();
    for start in (0..uses.len()).filter(|i| is_stuck(*i)) {
        let mut path: Vec<usize> = Vec::new();
        let mut at = start;
        while seen.get(at) == Some(&false) {
            if let Some(seen) = seen.get_mut(at) {
                *seen = true;
            }
            path.push(at);
            let next = uses.get(at).and_then(|used| used.iter().copied().find(|used| is_stuck(*used)));
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        if let Some(from) = path.iter().position(|place| *place == at) {
            cycles.push(path.split_off(from));
        }
    }
    cycles
}

/// `a → b → a`.
pub(super) fn shown<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.extend(names.first().copied());
    names.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_comes_first_and_ties_go_by_number() {
        let (sorted, cycles) = order(&[vec![2], vec![], vec![], vec![0, 1]]);
        assert_eq!(sorted, [1, 2, 0, 3]);
        assert!(cycles.is_empty());
    }

    #[test]
    fn each_cycle_is_found_once() {
        let (sorted, mut cycles) = order(&[vec![1], vec![2], vec![1], vec![3], vec![]]);
        assert_eq!(sorted, [4, 0, 1, 2, 3]);
        cycles.sort();
        assert_eq!(cycles, [vec![1, 2], vec![3]]);
    }
}
