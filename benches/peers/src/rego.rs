//! regorus: Rego, through its virtual machine and through its interpreter.

use std::fmt::Write;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::program::Program;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Rc, Value};

use crate::contender::{Contender, Field, Gaps, Load, Reading};
use crate::workload::{Asks, Mandate, Workload};

const ENTRY: &str = "data.peers.gap";

/// Adds the virtual machine (values in memory, JSON text), the interpreter, and reading the pack.
pub fn enter(workload: &Workload, field: &mut Field) -> Result<()> {
    let policy = pack(workload);
    let texts: Vec<String> = workload.mandates.iter().map(mandate_text).collect::<Result<_>>()?;
    let inputs: Vec<Value> = texts.iter().map(|text| Value::from_json_str(text)).collect::<Result<_>>()?;
    let program = compile(&policy)?;
    field.contenders.push(Box::new(Machine { vm: machine(&program), inputs: inputs.clone() }));
    field.contenders.push(Box::new(MachineFromJson { vm: machine(&program), texts }));
    field.contenders.push(Box::new(Interpreter { engine: parse(&policy)?, inputs }));
    let again = policy.clone();
    field.readings.push(Reading {
        name: "regorus, parse",
        read: Box::new(move || parse(&policy).and_then(rules_parsed)),
    });
    field.readings.push(Reading {
        name: "regorus, parse and compile to its VM",
        read: Box::new(move || compile(&again).and_then(|program| rules_compiled(&program))),
    });
    Ok(())
}

/// The pack as Rego: the rules with a gap are a partial set.
fn pack(workload: &Workload) -> String {
    let mut text = String::from("package peers\n\nimport rego.v1\n\n");
    for (place, rule) in workload.rules.iter().enumerate() {
        let (a, b) = (rule.a, rule.b);
        let missing = match rule.asks {
            Asks::Fact(c) => format!("not input.f{c}"),
            Asks::Ratio { means, den, goal, num } => {
                format!("input.m{means} * {den} < input.g{goal} * {num}")
            }
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "gap contains {place} if {{ input.f{a}; input.f{b}; {missing} }}");
    }
    text
}

/// A mandate as JSON: only the facts that hold, since what is absent is undefined in Rego.
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

fn parse(policy: &str) -> Result<Engine> {
    let mut engine = Engine::new();
    engine.add_policy("peers.rego".to_owned(), policy.to_owned())?;
    Ok(engine)
}

fn compile(policy: &str) -> Result<Arc<Program>> {
    let compiled = parse(policy)?.compile_with_entrypoint(&Rc::from(ENTRY))?;
    Ok(Compiler::compile_from_policy(&compiled, &[ENTRY])?)
}

fn rules_parsed(mut engine: Engine) -> Result<usize> {
    Ok(engine.get_modules().iter().map(|module| module.policy.len()).sum())
}

fn rules_compiled(program: &Program) -> Result<usize> {
    let definitions = program.rule_infos.first().context("no rule was compiled")?.definitions.len();
    ensure!(program.rule_infos.len() == 1, "one rule with many bodies was expected");
    Ok(definitions)
}

fn machine(program: &Arc<Program>) -> RegoVM {
    let mut vm = RegoVM::new();
    vm.load_program(program.clone());
    vm
}

fn gaps(answer: &Value) -> Result<Gaps> {
    let mut gaps = Gaps::default();
    for rule in answer.as_set()? {
        gaps.insert(usize::from(rule.as_u8()?));
    }
    Ok(gaps)
}

struct Machine {
    vm: RegoVM,
    inputs: Vec<Value>,
}

impl Contender for Machine {
    fn name(&self) -> &'static str {
        "regorus, its VM"
    }

    fn load(&self) -> Load {
        Load::Parsed
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        self.vm.set_input(self.inputs[mandate].clone());
        gaps(&self.vm.execute()?)
    }
}

struct MachineFromJson {
    vm: RegoVM,
    texts: Vec<String>,
}

impl Contender for MachineFromJson {
    fn name(&self) -> &'static str {
        "regorus, its VM, JSON"
    }

    fn load(&self) -> Load {
        Load::Text
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        self.vm.set_input(Value::from_json_str(&self.texts[mandate])?);
        gaps(&self.vm.execute()?)
    }
}

struct Interpreter {
    engine: Engine,
    inputs: Vec<Value>,
}

impl Contender for Interpreter {
    fn name(&self) -> &'static str {
        "regorus, its interpreter"
    }

    fn load(&self) -> Load {
        Load::Parsed
    }

    fn judge(&mut self, mandate: usize) -> Result<Gaps> {
        self.engine.set_input(self.inputs[mandate].clone());
        gaps(&self.engine.eval_rule(ENTRY.to_owned())?)
    }
}
