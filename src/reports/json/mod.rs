//! Findings as JSON: versioned, with a published schema.

mod convert;
pub mod v1;

use super::Run;
use crate::baseline::Changes;

/// The document as text, with a line end. `changes` is empty, or has one entry for each mandate of the run.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn render(run: Run<'_>, changes: &[Changes], all: bool) -> Result<String, serde_json::Error> {
    crate::reports::document::text(&convert::document(run, changes, all))
}

/// The JSON Schema (2020-12) of what [`render`] gives, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn schema() -> Result<String, serde_json::Error> {
    crate::reports::document::schema::<v1::Document>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample::sample;
    use serde_json::Value;

    fn document(all: bool) -> Value {
        serde_json::from_str(&sample().with(|run| render(run, &[], all)).unwrap()).unwrap()
    }

    fn codes(list: &Value) -> Vec<&str> {
        list.as_array().unwrap().iter().map(|entry| entry["code"].as_str().unwrap()).collect()
    }

    #[test]
    fn the_contract_holds() {
        let document = document(false);
        assert_eq!(document["version"], 1);
        let file = &document["files"][0];
        assert_eq!((&file["path"], &file["mandate"]), (&"vale.mandate".into(), &"MIVAL".into()));
        let finding = &file["findings"][0];
        assert_eq!(
            (&finding["code"], &finding["name"], &finding["status"], &finding["level"]),
            (&"X1".into(), &"reach".into(), &"partial".into(), &"error".into())
        );
        assert_eq!(
            (&finding["has"], &finding["needs"], &finding["short"]),
            (&3.into(), &15.into(), &12.into())
        );
        let clause = &finding["clauses"][0];
        assert_eq!(
            (&clause["label"], &clause["line"], &clause["column"]),
            (&"3(a)".into(), &6.into(), &5.into())
        );
        assert_eq!((&finding["message"], &finding["source"]), (&"the reason of X1".into(), &"§9".into()));
        assert_eq!(file["summary"]["errors"], 1);
        assert!(finding["rule"]["path"].as_str().unwrap().ends_with("rule.policy"));
    }

    #[test]
    fn only_open_findings_unless_all_are_wanted_and_accepted_ones_apart() {
        let few = document(false);
        assert_eq!(codes(&few["files"][0]["findings"]), ["X1", "X6"]);
        let all = document(true);
        assert_eq!(codes(&all["files"][0]["findings"]), ["X1", "X3", "X4", "X5", "X6"]);
        for document in [few, all] {
            let accepted = &document["files"][0]["accepted"];
            assert_eq!(codes(accepted), ["X2"]);
            assert_eq!(accepted[0]["acceptance"]["reason"], "told elsewhere");
            assert_eq!(accepted[0]["acceptance"]["otherwise"], "gap");
        }
    }

    #[test]
    fn figures_that_are_not_there_are_null() {
        let document = document(false);
        assert_eq!(document["files"][0]["findings"][1]["has"], Value::Null);
    }

    #[test]
    fn dilemmas_and_proposals_are_told() {
        let document = document(false);
        let dilemma = &document["files"][0]["dilemmas"][0];
        assert_eq!(dilemma["stance"], "contradictory");
        assert_eq!(dilemma["horns"][0]["risks"][1]["mitigated"], true);
        assert_eq!(document["files"][0]["proposals"][0]["met"], 1);
    }
}
