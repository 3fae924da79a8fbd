//! Cedar: each rule is a `permit` policy, and the policies that decide a request are the rules with a gap.

use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;
use std::str::FromStr;

use anyhow::{Context as _, Result, ensure};
use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, PolicyId, PolicySet, Request, Schema, ValidationMode, Validator,
};

use crate::contender::{Contender, Field, Gaps, Load, Reading};
use crate::workload::{Asks, FACTS, FIGURES, Mandate, Workload};

/// Adds the authorizer (request built before, JSON text, JSON text checked against the schema) and the reading of
/// the pack.
pub fn enter(workload: &Workload, field: &mut Field) -> Result<()> {
    let policies = pack(workload);
    let texts: Rc<Vec<String>> = Rc::new(workload.mandates.iter().map(mandate_text).collect::<Result<_>>()?);
    let cedar = Rc::new(Cedar::new(&policies)?);
    let requests = texts.iter().map(|text| cedar.request(text)).collect::<Result<_>>()?;
    field.contenders.push(Box::new(Built { cedar: cedar.clone(), requests }));
    field.contenders.push(Box::new(FromJson { cedar: cedar.clone(), texts: texts.clone() }));
    field.contenders.push(Box::new(FromCheckedJson { cedar: cedar.clone(), texts }));
    let parse = policies.clone();
    field.readings.push(Reading {
        name: "cedar, parse",
        read: Box::new(move || Ok(PolicySet::from_str(&parse)?.policies().count())),
    });
    let validator = Validator::new(cedar.schema.clone());
    field.readings.push(Reading {
        name: "cedar, validate what was parsed",
        read: Box::new(move || {
            let answer = validator.validate(&cedar.policies, ValidationMode::Strict);
            ensure!(answer.validation_passed(), "the policies do not fit the schema: {answer}");
            Ok(cedar.policies.policies().count())
        }),
    });
    Ok(())
}

/// The pack as Cedar policies, in order: Cedar calls them `policy0`, `policy1`, ….
fn pack(workload: &Workload) -> String {
    let mut text = String::new();
    for rule in &workload.rules {
        let (a, b) = (rule.a, rule.b);
        let missing = match rule.asks {
            Asks::Fact(c) => format!("!(context has f{c})"),
            Asks::Ratio { means, den, goal, num } => {
                format!("context.m{means} * {den} < context.g{goal} * {num}")
            }
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "permit (principal, action, resource)\nwhen {{ context has f{a} && context has f{b} && {missing} }};\n"
        );
    }
    text
}

fn schema_text() -> String {
    // `?`: may be absent.
    let facts = (0..FACTS).map(|fact| format!("f{fact}?: Bool"));
    let figures = (0..FIGURES).flat_map(|place| [format!("g{place}: Long"), format!("m{place}: Long")]);
    let attributes = facts.chain(figures).collect::<Vec<_>>().join(", ");
    format!(
        "entity Drafter;\nentity Mandate;\naction check appliesTo {{\n  principal: [Drafter],\n  \
         resource: [Mandate],\n  context: {{ {attributes} }}\n}};\n"
    )
}

/// A mandate as the JSON of a request's context: only the facts that hold, which is quicker to read than all of them
/// as true or false, and no slower to judge.
fn mandate_text(mandate: &Mandate) -> Result<String> {
    let mut object = serde_json::Map::new();
    for fact in mandate.held() {
        object.insert(format!("f{fact}"), true.into());
    }
    for (place, (&goal, &means)) in mandate.goals.iter().zip(&mandate.means).enumerate() {
        object.insert(format!("g{place}"), goal.into());
        object.insert(format!("m{place}"), means.into());
    }
    Ok(serde_json::to_string(&object)?)
}

/// What is the same for every mandate.
struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    places: HashMap<PolicyId, usize>,
    schema: Schema,
    nothing: Entities,
    principal: EntityUid,
    action: EntityUid,
    resource: EntityUid,
}

impl Cedar {
    fn new(policies: &str) -> Result<Cedar> {
        let policies = PolicySet::from_str(policies)?;
        let place = |id: &PolicyId| Some((id.clone(), id.to_string().strip_prefix("policy")?.parse().ok()?));
        let places = policies.policies().map(|policy| place(policy.id()).context("an unknown policy id"));
        Ok(Cedar {
            authorizer: Authorizer::new(),
            places: places.collect::<Result<_>>()?,
            policies,
            schema: Schema::from_str(&schema_text())?,
            nothing: Entities::empty(),
            principal: EntityUid::from_str("Drafter::\"d\"")?,
            action: EntityUid::from_str("Action::\"check\"")?,
            resource: EntityUid::from_str("Mandate::\"m\"")?,
        })
    }

    fn request(&self, text: &str) -> Result<Request> {
        self.ask(Context::from_json_str(text, None)?, None)
    }

    fn checked_request(&self, text: &str) -> Result<Request> {
        self.ask(Context::from_json_str(text, Some((&self.schema, &self.action)))?, Some(&self.schema))
    }

    fn ask(&self, context: Context, schema: Option<&Schema>) -> Result<Request> {
        let [principal, action, resource] = [&self.principal, &self.action, &self.resource].map(Clone::clone);
        Ok(Request::new(principal, action, resource, context, schema)?)
    }

    fn judge(&self, request: &Request) -> Result<Gaps> {
        let answer = self.authorizer.is_authorized(request, &self.policies, &self.nothing);
        ensure!(answer.diagnostics().errors().next().is_none(), "a policy failed");
        let place = |id| self.places.get(id).copied().context("an unknown policy id");
        answer.diagnostics().reason().map(place).collect()
    }
}

struct Built {
    cedar: Rc<Cedar>,
    requests: Vec<Request>,
}

impl Contender for Built {
    fn name(&self) -> &'static str {
        "cedar, request built"
    }

    fn load(&self) -> Load {
        Load::Parsed
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        self.cedar.judge(&self.requests[mandate])
    }
}

struct FromJson {
    cedar: Rc<Cedar>,
    texts: Rc<Vec<String>>,
}

impl Contender for FromJson {
    fn name(&self) -> &'static str {
        "cedar, JSON"
    }

    fn load(&self) -> Load {
        Load::Text
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        self.cedar.judge(&self.cedar.request(&self.texts[mandate])?)
    }
}

struct FromCheckedJson {
    cedar: Rc<Cedar>,
    texts: Rc<Vec<String>>,
}

impl Contender for FromCheckedJson {
    fn name(&self) -> &'static str {
        "cedar, JSON checked against its schema"
    }

    fn load(&self) -> Load {
        Load::Text
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        self.cedar.judge(&self.cedar.checked_request(&self.texts[mandate])?)
    }
}
