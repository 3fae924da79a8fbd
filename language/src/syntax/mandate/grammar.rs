//! The generated parser, and what people call its rules.

use pest::error::{ErrorVariant, InputLocation};
use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/mandate.pest"]
pub(super) struct MandateGrammar;

/// Where a parse stopped, and what could have stood there, in words.
pub(super) fn failure(error: &pest::error::Error<Rule>) -> (usize, Vec<&'static str>) {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let mut wanted = Vec::new();
    if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
        for word in positives.iter().filter_map(|rule| in_words(*rule)) {
            if !wanted.contains(&word) {
                wanted.push(word);
            }
        }
    }
    (at, plainer(wanted))
}

/// Leaves out what is only a way of saying another thing in the list; a list that stays long says nothing.
fn plainer(mut wanted: Vec<&'static str>) -> Vec<&'static str> {
    if wanted.contains(&VALUE) {
        return vec![VALUE];
    }
    if wanted.contains(&IN_HEADER) {
        return wanted;
    }
    if wanted.len() > 4 {
        wanted.clear();
    }
    wanted
}

const VALUE: &str = "a value";
const IN_HEADER: &str = "`renews`";

fn in_words(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::header | Rule::keyword => "`situation`, `deployment` or `mandate`",
        Rule::title => "a title in quotes",
        Rule::as_of | Rule::as_word => "`as of` and a date",
        Rule::of_word => "`of`",
        Rule::situation_link => "`for` and a situation",
        Rule::deployment_link => "`with` and a deployment",
        Rule::renews_link | Rule::renews_word => IN_HEADER,
        Rule::amends_link | Rule::amends_word => "`amends`",
        Rule::entries
        | Rule::acceptance
        | Rule::clause
        | Rule::figure_entry
        | Rule::statement
        | Rule::accepts => "an entry",
        Rule::code => "the code of a rule",
        Rule::at_label | Rule::at_word => "`at` and a paragraph",
        Rule::for_name | Rule::for_word => "`for` and a name",
        Rule::because => "`because`",
        Rule::reason => "a reason in quotes",
        Rule::phrase | Rule::preposition | Rule::preposition_head => "a preposition",
        Rule::values | Rule::plain_value => VALUE,
        Rule::label => "a paragraph such as `¶16`",
        Rule::figure | Rule::number | Rule::percent | Rule::digits => "a number",
        Rule::date => "a date such as `2013-04-25`",
        Rule::duration | Rule::time_unit => "a time such as `60 days`",
        Rule::comma => "`,`",
        Rule::bracket => "`[`",
        Rule::choice_name => "`@` and a name",
        Rule::option | Rule::proponents => "an option",
        Rule::details => "`{`",
        Rule::detail | Rule::plain_head => "a term or a relation",
        Rule::name | Rule::word => "a name",
        Rule::words | Rule::string | Rule::inner => "words in quotes",
        Rule::to_word => "`to`",
        _ => return None,
    })
}
