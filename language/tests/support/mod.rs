//! A small vocabulary for tests, built by hand: the shipped one is policy text, which these tests do without.
#![allow(dead_code)]

use penholder_language::model::*;
use penholder_language::source::Span;

/// Sorts: name, origin, taxonomy.
const SORTS: &[(&str, Origin, &str)] = &[
    ("situation", Origin::Itself(Block::Situation), "situation-kind"),
    ("state", Origin::Declared(Block::Situation), "state-kind"),
    ("area", Origin::Declared(Block::Situation), "area-kind"),
    ("group", Origin::Declared(Block::Situation), "group-kind"),
    ("threat", Origin::Declared(Block::Situation), "threat-kind"),
    ("deployment", Origin::Itself(Block::Deployment), "deployment-kind"),
    ("contingent", Origin::Counted(Block::Deployment), "means-kind"),
    ("caveat", Origin::Declared(Block::Deployment), "caveat-kind"),
    ("mandate", Origin::Itself(Block::Mandate), "mandate-kind"),
    ("body", Origin::Declared(Block::Mandate), "actor-kind"),
    ("task", Origin::Chosen, "task-kind"),
    ("authority", Origin::Chosen, "authority-kind"),
    ("means", Origin::Chosen, "means-kind"),
    ("guidance", Origin::Chosen, "guidance-kind"),
    ("review", Origin::Chosen, "review-kind"),
];

/// Taxonomies: name, terms; `a:b` is a kind of b; a leading `<` tells that they are ordered.
const TERMS: &[(&str, &str)] = &[
    ("situation-kind", "internal-conflict"),
    ("state-kind", "member-states host-state:member-states"),
    ("area-kind", "capital region"),
    ("area-feature", "vast remote"),
    ("state-presence", "<state-absent state-weak state-present"),
    ("peace-status", "no-peace ceasefire-in-force"),
    ("group-kind", "armed-group terrorist:armed-group insurgent:armed-group"),
    ("cohesion-kind", "coherent fragmented"),
    ("stance-kind", "refusing signatory"),
    ("reach-level", "<local transnational"),
    ("tactic", "ied suicide-attack kidnapping"),
    ("threat-kind", "crime drug-trafficking:crime"),
    ("deployment-kind", "strength-report"),
    ("means-kind", "military police helicopter attack-helicopter:helicopter"),
    ("caveat-kind", "national-caveat"),
    ("mandate-kind", "multidimensional-mandate"),
    ("charter-chapter", "<chapter-vi chapter-vii"),
    ("actor-kind", "mission intervention-brigade:mission secretary-general"),
    ("verb-kind", "<encourages requests authorizes decides"),
    ("task-kind", "stabilise deter protect-civilians neutralise executive-policing"),
    ("authority-kind", "use-force"),
    ("force-level", "<self-defence deterrence neutralisation"),
    ("condition-kind", "within-capabilities with-consent"),
    ("guidance-kind", "plan criteria"),
    ("topic", "force-protection partner-choice"),
    ("tier-kind", "local-tier national-tier"),
    ("review-kind", "end-of-mandate report"),
];

/// Relations: name, domain, range, options.
const RELATIONS: &[(&str, &str, &str, &str)] = &[
    ("host", "situation", "state", "declares single"),
    ("neighbours", "situation", "state", "declares"),
    ("peace", "situation", "peace-status", "single"),
    ("tactics", "situation group", "tactic", ""),
    ("feature", "area", "area-feature", ""),
    ("presence", "area", "state-presence", "single"),
    ("within", "area", "area", "single transitive"),
    ("reach", "group threat", "reach-level", "single"),
    ("cohesion", "group", "cohesion-kind", "single"),
    ("stance", "group", "stance-kind", "single"),
    ("linked", "group", "group threat state", ""),
    ("profits", "threat", "group state", ""),
    ("strength", "contingent means", "number", "single figure count"),
    ("share", "contingent", "number", "single figure percent"),
    ("authorised", "contingent", "number", "single of count"),
    ("as-of", "deployment", "date", "single of"),
    ("adopted", "mandate", "date", "single"),
    ("under", "mandate", "charter-chapter", "single under"),
    ("verb", "task authority means guidance review", "verb-kind", "verb single"),
    ("addressee", "task authority means guidance review", "body state", "addressee"),
    ("in", "group contingent caveat task authority means guidance", "area", "in"),
    ("against", "task authority", "threat group", "against"),
    ("for", "authority means guidance review", "task authority means", "for"),
    ("on", "guidance review", "topic", "on"),
    ("at", "authority", "force-level", "at single"),
    ("until", "task authority review", "date", "until single"),
    ("time-limit", "task means guidance review", "number", "within single days"),
    ("condition", "task authority means", "condition-kind", "if"),
    ("tier", "task guidance", "tier-kind", ""),
    ("lead-tier", "guidance", "tier-kind", "single"),
    (
        "source",
        "situation area group threat contingent caveat mandate body task authority means guidance",
        "text",
        "",
    ),
];

/// The vocabulary.
pub fn vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let span = Span::default();
    for (name, words) in TERMS {
        let taxonomy = TaxonomyId(vocabulary.taxonomies.len() as u32);
        let (ordered, words) = words.strip_prefix('<').map_or((false, *words), |words| (true, words));
        vocabulary.taxonomies.push(Taxonomy { name: name.to_string(), doc: String::new(), ordered, span });
        for (rank, word) in words.split(' ').enumerate() {
            let (word, parent) =
                word.split_once(':').map_or((word, None), |(word, parent)| (word, Some(parent)));
            let id = TermId(vocabulary.terms.len() as u32);
            let parents: Vec<TermId> =
                parent.iter().map(|name| vocabulary.term_named(name).unwrap()).collect();
            let mut ancestors = vec![id];
            for parent in &parents {
                ancestors.extend(&vocabulary.term(*parent).unwrap().ancestors);
            }
            ancestors.sort();
            vocabulary.terms.push(Term {
                name: word.to_owned(),
                doc: String::new(),
                taxonomy,
                parents,
                ancestors,
                rank: if ordered { rank as u32 } else { 0 },
                codes: Vec::new(),
                attributes: Vec::new(),
                span,
            });
        }
    }
    for (name, origin, kinds) in SORTS {
        let kinds = vocabulary.taxonomy_named(kinds).unwrap();
        vocabulary.sorts.push(Sort {
            name: name.to_string(),
            doc: String::new(),
            origin: *origin,
            kinds,
            span,
        });
    }
    for (name, domain, range, options) in RELATIONS {
        let relation = relation(&vocabulary, name, domain, range, options);
        vocabulary.relations.push(relation);
    }
    vocabulary
}

fn relation(vocabulary: &Vocabulary, name: &str, domain: &str, ranges: &str, options: &str) -> Relation {
    let has = |option: &str| options.split(' ').any(|word| word == option);
    let range = |word: &str| match word {
        "number" => Range::Number,
        "date" => Range::Date,
        "text" => Range::Text,
        word => match vocabulary.sort_named(word) {
            Some(sort) => Range::Sort(sort),
            None => Range::Terms(vocabulary.taxonomy_named(word).unwrap()),
        },
    };
    let written = options.split(' ').filter_map(|word| match word {
        "verb" => Some(Written::Verb),
        "addressee" => Some(Written::Addressee),
        "figure" => Some(Written::Figure),
        "of" | "in" | "against" | "for" | "on" | "at" | "until" | "within" | "if" | "under" => {
            Some(Written::Preposition(word.to_owned()))
        }
        _ => None,
    });
    Relation {
        name: name.to_owned(),
        doc: String::new(),
        domain: domain.split(' ').map(|word| vocabulary.sort_named(word).unwrap()).collect(),
        range: ranges.split(' ').map(range).collect(),
        written: written.collect(),
        phrases: Vec::new(),
        unit: match () {
            () if has("days") => Unit::Days,
            () if has("percent") => Unit::Percent,
            () => Unit::Count(String::new()),
        },
        single: has("single"),
        symmetric: false,
        transitive: has("transitive"),
        declares: has("declares"),
        gives_kind: None,
        through: None,
        derived: None,
        span: Span::default(),
    }
}
