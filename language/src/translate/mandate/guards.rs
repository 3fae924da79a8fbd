//! Guards: on which bracket options something depends.

use crate::model::{ChoiceId, Guard};

/// The guard and, besides, that option; `None` where the guard takes another option of the same bracket.
pub(super) fn and(guard: &Guard, choice: ChoiceId, option: u32) -> Option<Guard> {
    let mut taken = guard.0.clone();
    match taken.binary_search_by_key(&choice, |(choice, _)| *choice) {
        Ok(at) => taken.get(at).is_some_and(|(_, other)| *other == option).then_some(Guard(taken)),
        Err(at) => {
            taken.insert(at, (choice, option));
            Some(Guard(taken))
        }
    }
}

/// Both guards; `None` where no reading has both.
pub(super) fn both(a: &Guard, b: &Guard) -> Option<Guard> {
    b.0.iter().try_fold(a.clone(), |guard, (choice, option)| and(&guard, *choice, *option))
}
