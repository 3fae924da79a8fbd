//! Formulas and numbers out of a flat list of operands and operators: one pass, precedence by descent.
//!
//! `or` binds loosest, then `and`, `not`, comparisons, `+ -`, `* /`. Quantifiers reach as far right as they can.

use pest::iterators::{Pair, Pairs};

use super::Reader;
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast::{Binder, Comparison, Formula, Name, Number, Operation, Quantifier, Status};
use crate::syntax::policy::grammar::Rule;
use crate::syntax::policy::nesting::DEEPEST;

/// So many terms may be joined by `+ - * /`.
const LONGEST_SUM: usize = 64;

/// A formula, or a number, which a comparison makes a formula of.
pub(super) enum Either {
    /// A formula.
    Formula(Formula),
    /// A number.
    Number(Number),
}

/// Reads all of a flat list that stands `depth` brackets and quantifiers deep.
pub(super) fn whole(reader: &mut Reader, pair: Pair<'_, Rule>, depth: usize) -> Option<Either> {
    let mut flat = Flat { pairs: pair.into_inner(), reader, depth };
    let read = flat.disjunction()?;
    match flat.pairs.next() {
        None => Some(read),
        Some(rest) => {
            let span = reader.span(&rest);
            let told = Diagnostic::error(span, format!("`{}` cannot stand here", rest.as_str()));
            reader.diagnostics.push(match rest.as_str() {
                ":" => {
                    told.help("a colon stands after a quantifier's variable, or after its `where` condition")
                }
                _ => {
                    told.help("comparisons and sums are between numbers; what stands before it is a formula")
                }
            });
            None
        }
    }
}

/// The formula, or a word on why there is none.
pub(super) fn as_formula(reader: &mut Reader, either: Either, span: Span) -> Option<Formula> {
    match either {
        Either::Formula(formula) => Some(formula),
        Either::Number(number) => {
            let told = Diagnostic::error(number.span().join(span), "a number says nothing by itself")
                .label("a formula is expected here")
                .help("compare it, `N >= 15`; a variable begins with a capital, `T in A`");
            reader.diagnostics.push(told);
            None
        }
    }
}

/// The number, or a word on why there is none.
pub(super) fn as_number(reader: &mut Reader, either: Either, span: Span) -> Option<Number> {
    match either {
        Either::Number(number) => Some(number),
        Either::Formula(formula) => {
            let told = Diagnostic::error(formula.span().join(span), "a number is expected here")
                .label("this is a formula")
                .help("to count what satisfies it write `count of SORT X where …`");
            reader.diagnostics.push(told);
            None
        }
    }
}

struct Flat<'r, 'i> {
    pairs: Pairs<'i, Rule>,
    reader: &'r mut Reader,
    depth: usize,
}

impl<'i> Flat<'_, 'i> {
    fn next_is(&self, operators: &[&str]) -> bool {
        self.pairs.peek().is_some_and(|p| p.as_rule() == Rule::operator && operators.contains(&p.as_str()))
    }

    /// The next operator, if it is one of these.
    fn operator<T: Copy>(&mut self, of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let next = self.pairs.peek().filter(|p| p.as_rule() == Rule::operator)?;
        let found = of(next.as_str())?;
        self.pairs.next();
        Some(found)
    }

    fn disjunction(&mut self) -> Option<Either> {
        self.joined("or", Formula::Or, Self::conjunction)
    }

    fn conjunction(&mut self) -> Option<Either> {
        self.joined("and", Formula::And, Self::negation)
    }

    fn joined(
        &mut self,
        word: &str,
        make: fn(Vec<Formula>) -> Formula,
        part: fn(&mut Self) -> Option<Either>,
    ) -> Option<Either> {
        let first = part(self)?;
        if !self.next_is(&[word]) {
            return Some(first);
        }
        let mut list = vec![self.formula(first)?];
        while self.next_is(&[word]) {
            self.pairs.next();
            let next = part(self)?;
            list.push(self.formula(next)?);
        }
        Some(Either::Formula(make(list)))
    }

    fn negation(&mut self) -> Option<Either> {
        let next = self.pairs.peek()?;
        match next.as_rule() {
            Rule::not => {
                let at = self.reader.span(&next);
                self.pairs.next();
                let inner = self.deeper(at, Self::negation)?;
                let inner = self.formula(inner)?;
                let span = at.join(inner.span());
                Some(Either::Formula(Formula::Not(Box::new(inner), span)))
            }
            Rule::every => {
                self.pairs.next();
                self.quantified(next)
            }
            _ => self.comparison(),
        }
    }

    /// `some SORT X: A`, `every SORT X where B: A`.
    fn quantified(&mut self, opener: Pair<'i, Rule>) -> Option<Either> {
        let start = self.reader.span(&opener);
        let mut inner = opener.into_inner();
        let quantifier = quantifier(inner.next()?.as_rule());
        let binder = self.reader.binder(inner.next()?)?;
        let mut such = None;
        if inner.next()?.as_rule() == Rule::such {
            let condition = self.deeper(start, Self::disjunction)?;
            such = Some(Box::new(self.formula(condition)?));
            if !self.next_is(&[":"]) {
                let word = binder.name.text.clone();
                let told = Diagnostic::error(start, format!("what holds of `{word}` is missing")).help(
                    format!("after the `where` of a quantifier comes a colon: `every … {word} where B: A`"),
                );
                self.reader.diagnostics.push(told);
                return None;
            }
            self.pairs.next();
        }
        let body = self.deeper(start, Self::disjunction)?;
        let body = self.formula(body)?;
        let span = start.join(body.span());
        Some(Either::Formula(Formula::Quantified {
            quantifier,
            binder,
            such,
            body: Some(Box::new(body)),
            span,
        }))
    }

    fn comparison(&mut self) -> Option<Either> {
        let first = match self.sum()? {
            Either::Number(number) => number,
            formula => return Some(formula),
        };
        let mut rest = Vec::new();
        while let Some(comparison) = self.operator(comparison) {
            let next = self.sum()?;
            rest.push((comparison, self.number(next)?));
        }
        Some(if rest.is_empty() {
            Either::Number(first)
        } else {
            Either::Formula(Formula::Compare { first: Box::new(first), rest })
        })
    }

    fn sum(&mut self) -> Option<Either> {
        self.operations(&[("+", Operation::Plus), ("-", Operation::Minus)], Self::product)
    }

    fn product(&mut self) -> Option<Either> {
        self.operations(&[("*", Operation::Times), ("/", Operation::Over)], Self::operand)
    }

    fn operations(
        &mut self,
        signs: &[(&str, Operation)],
        part: fn(&mut Self) -> Option<Either>,
    ) -> Option<Either> {
        let mut left = match part(self)? {
            Either::Number(number) => number,
            formula => return Some(formula),
        };
        let of = |text: &str| signs.iter().find(|(sign, _)| *sign == text).map(|(_, operation)| *operation);
        let mut length = 0;
        while let Some(operation) = self.operator(of) {
            length += 1;
            if length > LONGEST_SUM {
                let told = Diagnostic::error(left.span(), "this number has too many parts")
                    .help(format!("at most {LONGEST_SUM} can be joined; name some of them with `figure`"));
                self.reader.diagnostics.push(told);
                return None;
            }
            let right = part(self)?;
            left = Number::Operation(operation, Box::new(left), Box::new(self.number(right)?));
        }
        Some(Either::Number(left))
    }

    fn operand(&mut self) -> Option<Either> {
        let pair = self.pairs.next()?;
        let span = self.reader.span(&pair);
        match pair.as_rule() {
            Rule::statement => self.statement(pair).map(Either::Formula),
            Rule::literal => self.reader.literal(pair).map(Either::Number),
            Rule::aggregate => self.aggregate(pair),
            Rule::group => {
                let inner = pair.into_inner().next()?;
                let depth = self.inside(span)?;
                whole(self.reader, inner, depth)
            }
            Rule::least => self.least(pair).map(Either::Formula),
            Rule::status => self.status(pair).map(Either::Formula),
            Rule::bare => self.bare(pair),
            Rule::named => self.named(pair),
            _ => {
                let told = Diagnostic::error(span, "a number is expected here").label("not a number");
                self.reader.diagnostics.push(told);
                None
            }
        }
    }

    fn statement(&mut self, pair: Pair<'i, Rule>) -> Option<Formula> {
        let mut inner = pair.into_inner();
        let subject = self.reader.name(&inner.next()?);
        let predicate = inner.next()?;
        let which = predicate.as_rule();
        let mut parts = predicate.into_inner();
        Some(match which {
            Rule::kind => Formula::Is { subject, kinds: self.reader.names(parts) },
            Rule::states => Formula::States { subject, relation: self.reader.name(&parts.next()?) },
            Rule::same => {
                let distinct = parts.next()?.as_str() == "!=";
                Formula::Same { left: subject, right: self.reader.name(&parts.next()?), distinct }
            }
            _ => {
                let relation = self.reader.name(&parts.next()?);
                Formula::Related { subject, relation, objects: self.reader.names(parts) }
            }
        })
    }

    fn aggregate(&mut self, pair: Pair<'i, Rule>) -> Option<Either> {
        let span = self.reader.span(&pair);
        let (relation, binder) = self.measured(pair)?;
        let such = self.deeper(span, Self::disjunction)?;
        let such = Some(Box::new(self.formula(such)?));
        Some(Either::Number(counted(relation, binder, such)))
    }

    /// What is summed (`None`: entities are counted), and over which variable.
    fn measured(&mut self, pair: Pair<'i, Rule>) -> Option<(Option<Name>, Binder)> {
        let mut inner = pair.into_inner();
        let first = inner.next()?;
        let relation = (first.as_rule() == Rule::name).then(|| self.reader.name(&first));
        let binder = self.reader.binder(inner.next()?)?;
        Some((relation, binder))
    }

    fn bare(&mut self, pair: Pair<'i, Rule>) -> Option<Either> {
        let span = self.reader.span(&pair);
        let first = pair.clone().into_inner().next()?.as_rule();
        if matches!(first, Rule::name | Rule::count) {
            let (relation, binder) = self.measured(pair)?;
            return Some(Either::Number(counted(relation, binder, None)));
        }
        let binder = self.reader.binder(pair.into_inner().nth(1)?)?;
        let quantifier = quantifier(first);
        if quantifier == Quantifier::Every {
            let told =
                Diagnostic::error(span, format!("what holds of every `{}` is missing", binder.name.text))
                    .help("write a colon and a formula after it");
            self.reader.diagnostics.push(told);
            return None;
        }
        Some(Either::Formula(Formula::Quantified { quantifier, binder, such: None, body: None, span }))
    }

    fn least(&mut self, pair: Pair<'i, Rule>) -> Option<Formula> {
        let span = self.reader.span(&pair);
        let depth = self.inside(span)?;
        let mut inner = pair.into_inner();
        let k = inner.next()?;
        let (k, k_span) = (self.reader.whole(&k)?, self.reader.span(&k));
        let mut of = Vec::new();
        for part in inner.filter(|part| part.as_rule() == Rule::formula) {
            let at = self.reader.span(&part);
            let either = whole(self.reader, part, depth)?;
            of.push(as_formula(self.reader, either, at)?);
        }
        Some(Formula::AtLeast { k, k_span, of, span })
    }

    fn status(&mut self, pair: Pair<'i, Rule>) -> Option<Formula> {
        let span = self.reader.span(&pair);
        let mut inner = pair.into_inner();
        let code = self.reader.name(&inner.next()?);
        let word = inner.next()?;
        let status = match word.as_str() {
            "met" => Status::Met,
            "applies" => Status::Applies,
            "gap" => Status::Gap,
            "partial" => Status::Partial,
            other => {
                let told =
                    Diagnostic::error(self.reader.span(&word), format!("`{other}` is no status of a rule"));
                self.reader
                    .diagnostics
                    .push(told.help("a rule is `met` or `partial`, has a `gap`, or `applies`"));
                return None;
            }
        };
        Some(Formula::Status { code, status, span })
    }

    fn named(&mut self, pair: Pair<'i, Rule>) -> Option<Either> {
        let mut inner = pair.into_inner();
        let name = self.reader.name(&inner.next()?);
        let Some(rest) = inner.next() else {
            return Some(Either::Number(Number::Named(name)));
        };
        Some(match rest.as_rule() {
            Rule::arguments => {
                Either::Formula(Formula::Call { name, arguments: self.reader.names(rest.into_inner()) })
            }
            _ => Either::Number(Number::Attribute { relation: name, subject: self.reader.name(&rest) }),
        })
    }

    fn formula(&mut self, either: Either) -> Option<Formula> {
        let span = span(&either);
        as_formula(self.reader, either, span)
    }

    fn number(&mut self, either: Either) -> Option<Number> {
        let span = span(&either);
        as_number(self.reader, either, span)
    }

    /// Reads a part that stands one level deeper.
    fn deeper(&mut self, at: Span, part: fn(&mut Self) -> Option<Either>) -> Option<Either> {
        self.depth = self.inside(at)?;
        let read = part(self);
        self.depth -= 1;
        read
    }

    /// The depth one level further down, if that is allowed.
    fn inside(&mut self, at: Span) -> Option<usize> {
        if self.depth < DEEPEST {
            return Some(self.depth + 1);
        }
        let told = Diagnostic::error(at, format!("this is nested more than {DEEPEST} levels deep"))
            .help("give parts of it a name with `define`");
        self.reader.diagnostics.push(told);
        None
    }
}

fn span(either: &Either) -> Span {
    match either {
        Either::Formula(formula) => formula.span(),
        Either::Number(number) => number.span(),
    }
}

fn counted(relation: Option<Name>, binder: Binder, such: Option<Box<Formula>>) -> Number {
    match relation {
        Some(relation) => Number::Sum { relation, binder, such },
        None => Number::Count { binder, such },
    }
}

fn quantifier(word: Rule) -> Quantifier {
    match word {
        Rule::no => Quantifier::No,
        Rule::all => Quantifier::Every,
        Rule::ruled_out => Quantifier::RuledOut,
        _ => Quantifier::Some,
    }
}

fn comparison(sign: &str) -> Option<Comparison> {
    Some(match sign {
        ">=" => Comparison::AtLeast,
        ">" => Comparison::More,
        "<=" => Comparison::AtMost,
        "<" => Comparison::Less,
        "=" => Comparison::Equal,
        _ => return None,
    })
}
