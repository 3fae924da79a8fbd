//! `choice=option`: a bracket that is to be read one way only.

use penholder_language::model::{Choice, ChoiceId};

/// Why a pin cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinError {
    /// What is wrong, in words.
    pub message: String,
    /// The word that is not known; empty where it is another mistake.
    pub word: String,
    /// What it could have been.
    pub known: Vec<String>,
}

/// The bracket and the option that a pin names. Brackets go by their name (`robust`, `17bis.1`), options by their number
/// from 1 on, by a delegation that proposes one of them alone, or by how their text begins.
///
/// # Errors
/// [`PinError`] where there is no such bracket or option, or more than one that is meant.
pub fn pin(choices: &[Choice], written: &str) -> Result<(ChoiceId, u32), PinError> {
    let other = |message: String| PinError { message, word: String::new(), known: Vec::new() };
    let Some((name, option)) = written.split_once('=') else {
        return Err(other(format!("`{written}` does not say which option; write `{written}=1`")));
    };
    let (name, option) = (name.trim().trim_start_matches(['@', '¶']), option.trim());
    let Some(place) = choices.iter().position(|choice| choice.name == name) else {
        return Err(PinError {
            message: format!("there is no bracket `{name}`"),
            word: name.to_owned(),
            known: choices.iter().map(|choice| choice.name.clone()).collect(),
        });
    };
    let choice = choices.get(place).map_or(&[][..], |choice| choice.options.as_slice());
    let id = ChoiceId(place as u32);
    if let Ok(number) = option.parse::<usize>() {
        return match number.checked_sub(1).filter(|place| *place < choice.len()) {
            Some(place) => Ok((id, place as u32)),
            None => Err(other(format!("bracket `{name}` has options 1 to {}, not {number}", choice.len()))),
        };
    }
    let meant = |matches: &dyn Fn(&penholder_language::model::ChoiceOption) -> bool| -> Vec<u32> {
        choice.iter().zip(0..).filter(|(option, _)| matches(option)).map(|(_, place)| place).collect()
    };
    let begins = |text: &str| !option.is_empty() && text.to_lowercase().starts_with(&option.to_lowercase());
    let by_name = meant(&|o| o.proponents.iter().any(|proponent| proponent.eq_ignore_ascii_case(option)));
    let by_text = meant(&|o| begins(&o.text));
    let empty = ["nothing", "none", ""].contains(&option).then(|| meant(&|o| o.text.is_empty()));
    for found in [Some(by_name), Some(by_text), empty].into_iter().flatten() {
        match found.as_slice() {
            [] => {}
            [one] => return Ok((id, *one)),
            several => {
                let numbers: Vec<String> = several.iter().map(|place| (place + 1).to_string()).collect();
                return Err(other(format!(
                    "`{option}` can be option {} of bracket `{name}`; name it by its number",
                    numbers.join(" or ")
                )));
            }
        }
    }
    let mut known: Vec<String> = choice.iter().flat_map(|option| option.proponents.clone()).collect();
    known.extend(choice.iter().map(|option| option.text.clone()).filter(|text| !text.is_empty()));
    Err(PinError {
        message: format!(
            "bracket `{name}` has no option `{option}`; its options are 1 to {}, or who proposes one",
            choice.len()
        ),
        word: option.to_owned(),
        known,
    })
}
