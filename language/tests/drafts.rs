//! What drafts mean: entities, tuples, guards and choices of small mandates, told in lines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use penholder_language::model::*;
use penholder_language::source::{Diagnostic, FileId};
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};

const SITUATION: &str =
    "situation s { host Mali  area north { vast }  area Kidal  group AQIM { terrorist } }\n";

fn translate(texts: &[&str], select: &Selection) -> (Vec<Draft>, Vec<Diagnostic>) {
    let trees: Vec<_> = texts.iter().zip(0..).map(|(text, id)| mandate::parse(FileId(id), text)).collect();
    for (_, problems) in &trees {
        assert_eq!(problems, &vec![]);
    }
    let context: Vec<_> = trees.iter().skip(1).map(|(tree, _)| tree).collect();
    drafts(&trees[0].0, &context, select, &support::vocabulary())
}

/// The draft of a mandate with these entries, in [`SITUATION`].
fn draft(entries: &str) -> Draft {
    let text = format!("{SITUATION}mandate M {{\n{entries}\n}}");
    let (mut drafts, problems) = translate(&[&text], &Selection::default());
    assert_eq!(problems, vec![]);
    drafts.remove(0)
}

/// The clauses and bodies of a draft: `task ¶1 deter verb=decides in=north`, with `@choice.option` for guards.
fn told(draft: &Draft) -> Vec<String> {
    let vocabulary = support::vocabulary();
    let term = |id: TermId| vocabulary.term(id).unwrap().name.clone();
    let guard = |guard: &Guard| -> String {
        guard
            .0
            .iter()
            .map(|(choice, option)| format!("@{}.{option}", draft.choices[choice.index()].name))
            .collect()
    };
    let mut lines = Vec::new();
    for entity in &draft.entities {
        let sort = vocabulary.sort(entity.sort).unwrap();
        if sort.origin.block() != Block::Mandate || matches!(sort.origin, Origin::Itself(_)) {
            continue;
        }
        let out = if entity.ruled_out { "not " } else { "" };
        let mut line = format!("{out}{} {}{}", sort.name, entity.name, guard(&entity.presence));
        for kind in &entity.kinds {
            line += &format!(" {}{}", term(kind.value), guard(&kind.guard));
        }
        for tuple in &entity.tuples {
            let value = match &tuple.value {
                Value::Entity(id) => draft.entity(*id).unwrap().name.clone(),
                Value::Term(id) => term(*id),
                Value::Number(number) => number.to_string(),
                Value::Date(date) => date.to_string(),
                Value::Text(text) => format!("{text:?}"),
            };
            let relation = &vocabulary.relation(tuple.relation).unwrap().name;
            line += &format!(" {relation}={value}{}", guard(&tuple.guard));
        }
        lines.push(line);
    }
    lines
}

#[test]
fn phrases_find_the_relation_that_takes_their_value() {
    let draft = draft(
        "body FIB { intervention-brigade }
        ¶1(a) decides mission, FIB to deter in north against AQIM, armed-group { source \"x\" } \"its words\"
        ¶1bis decides mission to deter until 2014-06-30
        ¶2 authorizes FIB to use-force at deterrence for ¶1 if with-consent
        ¶3 decides plan within 2 months on force-protection { tier local-tier }
        ¶4 rules out executive-policing in Kidal",
    );
    assert_eq!(
        told(&draft),
        [
            "body FIB intervention-brigade",
            "task ¶1(a) deter in=north against=AQIM against=armed-group verb=decides addressee=mission addressee=FIB source=\"x\"",
            "task ¶1bis deter until=2014-06-30 verb=decides addressee=mission",
            "authority ¶2 use-force at=deterrence for=¶1(a) condition=with-consent verb=authorizes addressee=FIB",
            "guidance ¶3 plan time-limit=60 on=force-protection verb=decides tier=local-tier",
            "not task ¶4 executive-policing in=Kidal",
        ]
    );
    let first = draft.entities.iter().find(|entity| entity.label.as_deref() == Some("1(a)")).unwrap();
    assert_eq!((first.name.as_str(), first.description.as_str()), ("¶1(a)", "its words"));
}

#[test]
fn a_figures_clause_becomes_an_entity_for_each_figure() {
    let draft = draft("¶1 decides mission comprises up to 11,200 military in north, [ 100 | 200 ] police");
    assert_eq!(
        told(&draft),
        [
            "means ¶1 military strength=11200 in=north verb=decides addressee=mission",
            "means ¶1 police strength=100@1.1.0 strength=200@1.1.1 verb=decides addressee=mission",
        ]
    );
}

#[test]
fn what_stands_in_brackets_is_guarded() {
    let draft = draft(
        "¶1 [ France, Mali: authorizes | Russia: requests ] mission to [ deter | stabilise in Kidal ] [ in north | ]
        ¶2 decides [ deter | use-force ] in [ north | Kidal ]
        ¶3 decides mission to [ deter | stabilise | ]
        ¶4 decides mission to [ deter ]",
    );
    assert_eq!(
        told(&draft),
        [
            "task ¶1 deter@1.2.0 stabilise@1.2.1 in=north@1.3.0 in=Kidal@1.2.1 verb=authorizes@1.1.0 \
             verb=requests@1.1.1 addressee=mission",
            "task ¶2@2.1.0 deter@2.1.0 in=north@2.1.0@2.2.0 in=Kidal@2.1.0@2.2.1 verb=decides@2.1.0",
            "authority ¶2@2.1.1 use-force@2.1.1 in=north@2.1.1@2.2.0 in=Kidal@2.1.1@2.2.1 verb=decides@2.1.1",
            "task ¶3@3.1.0 deter@3.1.0 verb=decides@3.1.0 addressee=mission@3.1.0",
            "task ¶3@3.1.1 stabilise@3.1.1 verb=decides@3.1.1 addressee=mission@3.1.1",
            "task ¶4@4.1.0 deter@4.1.0 verb=decides@4.1.0 addressee=mission@4.1.0",
        ]
    );
    assert_eq!(draft.choices[0].options[0].proponents, ["France", "Mali"]);
    assert_eq!(draft.choices[0].options[1].text, "requests");
    // One option means: this text or none.
    assert_eq!(draft.choices.last().unwrap().options.len(), 2);
}

#[test]
fn brackets_around_entries_nest_and_share_names() {
    let draft = draft(
        "[@robust France:
            ¶1 decides mission to deter
            [ ¶2 decides mission to stabilise ]
            accepts M1 because \"x\"
        | ]
        body FIB
        ¶3 [@robust decides | requests ] FIB to deter",
    );
    assert_eq!(
        told(&draft),
        [
            "task ¶1@robust.0 deter@robust.0 verb=decides@robust.0 addressee=mission@robust.0",
            "task ¶2@robust.0@2.1.0 stabilise@robust.0@2.1.0 verb=decides@robust.0@2.1.0 addressee=mission@robust.0@2.1.0",
            "body FIB",
            "task ¶3 deter verb=decides@robust.0 verb=requests@robust.1 addressee=FIB",
        ]
    );
    let choices: Vec<_> =
        draft.choices.iter().map(|choice| (choice.name.as_str(), choice.within.0.len())).collect();
    assert_eq!(choices, [("robust", 0), ("2.1", 1)]);
    assert_eq!(draft.accepts[0].guard.0, [(ChoiceId(0), 0)]);
}

#[test]
fn one_name_in_different_surroundings_is_inside_neither() {
    let draft = draft(
        "[@a ¶1 decides mission to deter [@b in north | ] | ¶2 decides mission to deter [@b in Kidal | ] ]",
    );
    assert_eq!(draft.choices[1].name, "b");
    assert!(draft.choices[1].within.0.is_empty());
    // Options of different brackets exclude each other: no clause is said twice, no relation has two values.
    let both = draft.entities.iter().filter(|entity| entity.label.is_some()).count();
    assert_eq!(both, 2);
}

#[test]
fn figures_on_the_ground_and_names_that_are_declared_by_use() {
    let text = "situation s { neighbours Niger, \"Burkina Faso\"  area north }
        deployment d as of 2015-03-21 { 8_831 military of 11_200 in north  90% police }
        mandate M \"S/RES/1\" renews \"S/RES/0\" { ¶1 decides mission to deter }";
    let (drafts, problems) = translate(&[text], &Selection::default());
    assert_eq!(problems, vec![]);
    let draft = &drafts[0];
    let names: Vec<&str> = draft.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["s", "north", "Niger", "Burkina Faso", "d", "military", "police", "M", "¶1"]);
    assert_eq!((draft.symbol.as_str(), draft.renews.as_str()), ("S/RES/1", "S/RES/0"));
    assert!(draft.supplies(Block::Situation) && draft.supplies(Block::Deployment));
    let values: Vec<&Value> = draft.entities[5].tuples.iter().map(|tuple| &tuple.value).collect();
    assert_eq!(values, [&Value::Number(8831), &Value::Number(11200), &Value::Entity(EntityId(1))]);
    assert_eq!(draft.entities[4].tuples[0].value, Value::Date(Date::new(2015, 3, 21).unwrap()));
}

#[test]
fn the_situation_is_named_or_selected_or_the_only_one() {
    let mandate = "mandate M { ¶1 decides mission to deter in north }";
    let named = "mandate M for b { ¶1 decides mission to deter in north }";
    let (a, b) = ("situation a { area north }", "situation b { area north }");
    let own = format!("{a}\n{mandate}");
    let situation = |texts: &[&str], select: Option<&str>| {
        let select = Selection { situation: select.map(str::to_owned), deployment: None };
        let (drafts, problems) = translate(texts, &select);
        let given = drafts[0].given.first().map(|given| given.name.clone());
        (given, problems.first().map(|problem| problem.message.clone()))
    };
    let found = |name: &str| (Some(name.to_owned()), None);
    assert_eq!(situation(&[&own], None), found("a"));
    assert_eq!(situation(&[mandate, a], None), found("a"));
    assert_eq!(situation(&[named, a, b], None), found("b"));
    // What is handed in goes before what the file holds.
    assert_eq!(situation(&[&own, b], None), found("b"));
    assert_eq!(situation(&[mandate, a, b], Some("b")), found("b"));
    assert!(situation(&[mandate, a, b], None).1.unwrap().contains("does not say which situation"));
    assert_eq!(situation(&["mandate M { }"], None), (None, None));
}

#[test]
fn what_no_mandate_uses_is_checked_all_the_same() {
    let (drafts, problems) = translate(&["situation s { area north { vst } }"], &Selection::default());
    assert!(drafts.is_empty());
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_clause_that_cannot_be_made_hides_no_other() {
    let text = format!(
        "{SITUATION}mandate M {{
            ¶1 decides mission to detr in north
            ¶2 decides mission to stabilise in north
            ¶3 authorizes mission to use-force for ¶1, ¶2
        }}"
    );
    let (drafts, problems) = translate(&[&text], &Selection::default());
    // The reference to the clause that failed is not held against anybody.
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        told(&drafts[0]),
        [
            "task ¶2 stabilise in=north verb=decides addressee=mission",
            "authority ¶3 use-force for=¶2 verb=authorizes addressee=mission",
        ]
    );
}
