//! How much each signal speaks for it that a new unit continues an old one.
//!
//! A conditional logit: the signals of a pair, weighted and summed up, are the logarithm of the odds, against the fixed
//! odds that the unit is new. `docs/compare.md` tells what the weights were fitted to.

use super::company::COMPANY;
use super::signals::ALONE;

/// How much speaks for it that a unit is new, without company.
pub(super) const NEW_ALONE: f32 = 9.807;
/// How much speaks for it that a unit is new, with company.
pub(super) const NEW: f32 = 8.613;

/// Of each signal its weight in company and, where it needs no company, alone.
const WEIGHTS: [(f32, f32); COMPANY] = [
    (-0.310, -0.065), // words, phrases and terms in common, of both
    (0.059, 0.294),   // of what the new one says, how much the old one says
    (-0.637, -0.703), // of what the old one said, how much the new one says
    (-0.336, -0.157), // words in common
    (-0.234, 0.124),  // phrases in common
    (0.301, 0.176),   // terms in common
    (0.898, 0.738),   // of the terms of the new one, how many the old one has
    (-0.080, -0.037), // beginnings of words in common
    (0.580, 0.552),   // how much is in common at all
    (0.663, 0.681),   // the best pair of statements
    (1.261, 0.933),   // the best new statement
    (-0.252, -0.085), // the same verb
    (1.255, 1.225),   // the same is told
    (0.185, 0.595),   // both are paragraphs, or both parts
    (-0.670, -1.032), // heading
    (1.638, 1.769),   // with all that stands below
    (2.728, 2.905),   // in meaning, with all that stands below
    (1.086, 1.199),   // matters, with all that stands below
    (0.364, 0.237),   // the best pair of beginnings
    (-0.051, -0.218), // matters of the best pair of beginnings
    (1.421, 1.336),   // kindred words of the best pair of beginnings
    (-0.345, -0.289), // the first statements' beginnings
    (0.948, 1.108),   // matters of the first statements' beginnings
    (0.870, 1.149),   // in meaning
    (0.430, 0.462),   // in meaning, the best pair of statements
    (1.280, 1.761),   // kindred words for what the new one says
    (-0.517, -0.649), // kindred words for what the old one said
    (-0.049, 0.234),  // kindred words, of both
    (1.751, 1.764),   // kindred words, of the better one
    (0.990, 1.025),   // matters in common
    (0.307, 0.190),   // of the matters of the new one, how many the old one has
    (-0.597, -0.480), // of the matters of the old one, how many the new one has
    (0.174, 0.313),   // matters of the best pair of statements
    (1.544, 2.233),   // place in the text
    (-0.928, -0.875), // more alike than any other old unit
    (2.855, 2.254),   // more alike than any other new unit
    (0.383, 0.311),   // the most alike old unit
    (0.220, 0.187),   // the most alike new unit
    (1.650, 0.000),   // their parents go together
    (3.736, 0.000),   // the list was one paragraph
    (1.548, 0.000),   // the other parts of the list come from the same list
    (0.524, 0.000),   // the parts of the list come from there
    (-0.367, 0.000),  // both have parts, or both have none
    (1.902, 0.000),   // the neighbours go together
    (0.275, 0.000),   // other new units come from there
    (0.242, 0.000),   // so far
];

/// What the signals of a pair come to, by themselves.
pub(super) fn alone(signals: &[f32; ALONE]) -> f32 {
    signals.iter().zip(&WEIGHTS).map(|(signal, (_, weight))| signal * weight).sum()
}

/// What the signals of a pair come to, in company.
pub(super) fn together(signals: &[f32; COMPANY]) -> f32 {
    signals.iter().zip(&WEIGHTS).map(|(signal, (weight, _))| signal * weight).sum()
}
