//! scratch
#[path = "../tests/support/mod.rs"]
mod support;
use penholder_language::{source::*, syntax::mandate, translate::mandate::*};
fn main() {
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let mut map = SourceMap::default();
        let id = map.add(path.clone(), text.clone());
        let (file, mut problems) = mandate::parse(id, &text);
        if problems.is_empty() {
            let once = mandate::print(&file);
            println!("---\n{once}");
            let (again, p2) = mandate::parse(id, &once);
            assert!(p2.is_empty(), "{p2:?}");
            assert_eq!(again, file);
            assert_eq!(mandate::print(&again), once);
        }
        let (ds, more) = drafts(&file, &[], &Selection::default(), &support::vocabulary());
        problems.extend(more);
        for p in &problems {
            let (l, c) = map.line_column(p.span);
            println!(
                "{l}:{c} {:?}: {} [{}] ({})\n      help: {}",
                p.severity,
                p.message,
                map.text(p.span),
                p.label,
                p.help
            );
            for r in &p.related {
                println!("      {:?} {}", map.line_column(r.span), r.label);
            }
        }
        let v = support::vocabulary();
        for d in ds {
            println!("DRAFT {} {} {}", d.name, d.symbol, d.renews);
            for (i, e) in d.entities.iter().enumerate() {
                println!(
                    "{i} {} {} {:?} {:?} {:?}",
                    v.sort(e.sort).unwrap().name,
                    e.name,
                    e.kinds.iter().map(|k| (&v.term(k.value).unwrap().name, &k.guard.0)).collect::<Vec<_>>(),
                    e.presence.0,
                    e.ruled_out
                );
                for t in &e.tuples {
                    println!("      {} {:?} {:?}", v.relation(t.relation).unwrap().name, t.value, t.guard.0);
                }
            }
            for c in &d.choices {
                println!(
                    "{} within {:?}: {:?}",
                    c.name,
                    c.within.0,
                    c.options.iter().map(|o| (&o.proponents, &o.text)).collect::<Vec<_>>()
                );
            }
            println!("{:?}", d.accepts);
        }
    }
}
