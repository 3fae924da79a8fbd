//! Overlaps that a pack declares: wanted where they are so, a fault where they are not.

use penholder_language::model::Pack;

use super::report::{Answer, Checked, Declared, Ground, Question};
use super::world::rests_on;

/// Marks what is declared, and adds what is declared and not so.
pub(super) fn declare(pack: &Pack, checked: &mut Vec<Checked>) {
    for one in checked.iter_mut().filter(|checked| pairwise(checked)) {
        one.declared = derived(pack, &one.codes).map(|because| Declared { because, by_line: false });
    }
    for overlap in &pack.overlaps {
        let mut found = false;
        for one in checked.iter_mut().filter(|checked| pairwise(checked)) {
            if one.codes.iter().all(|code| overlap.codes.contains(code)) {
                one.declared = Some(Declared { because: overlap.because.clone(), by_line: true });
                found = true;
            }
        }
        // Where something was not answered, an overlap may have gone unseen.
        let unseen = !found && checked.iter().any(|one| matches!(one.answer, Answer::Unknown(_)));
        let answer = if unseen {
            Answer::Unknown("not every question about these rules was answered".to_owned())
        } else if found {
            Answer::Proved(Ground::Text("as found".to_owned()))
        } else {
            Answer::Refuted(Ground::Text("neither repeats the other, and both can be met".to_owned()))
        };
        let codes = overlap.codes.join(" and ");
        checked.push(Checked {
            question: Question::OverlapDeclared,
            codes: overlap.codes.clone(),
            part: String::new(),
            answer,
            fault: (!found && !unseen)
                .then(|| format!("{codes} are declared to overlap, and do not (any more)")),
            help: (!found && !unseen)
                .then_some("delete the `overlap` line, or look for what changed in either rule"),
            declared: None,
        });
    }
}

fn pairwise(checked: &Checked) -> bool {
    checked.fault.is_some()
        && matches!(checked.question, Question::Independent | Question::Compatible | Question::Together)
}

/// A rule that asks for the status of another says itself that it follows from it.
fn derived(pack: &Pack, codes: &[String]) -> Option<String> {
    let [one, other] = codes else { return None };
    for (rule, on) in [(one, other), (other, one)] {
        let (rule_id, on_id) = (pack.rule_coded(rule)?, pack.rule_coded(on)?);
        if rests_on(pack, rule_id).contains(&on_id) {
            return Some(format!("{rule} asks for the status of {on}"));
        }
    }
    None
}
