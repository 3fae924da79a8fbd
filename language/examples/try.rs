//! scratch
use penholder_language::{source::*, syntax::mandate};
fn main() {
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let mut map = SourceMap::default();
        let id = map.add(path.clone(), text.clone());
        let (file, problems) = mandate::parse(id, &text);
        for p in &problems {
            let (l, c) = map.line_column(p.span);
            println!("{l}:{c} {:?}: {} [{}] ({})\n      help: {}", p.severity, p.message, map.text(p.span), p.label, p.help);
        }
        println!("---\n{}", mandate::print(&file));
        if problems.is_empty() {
            let once = mandate::print(&file);
            let (again, p2) = mandate::parse(id, &once);
            assert!(p2.is_empty(), "{p2:?}");
            assert_eq!(again, file);
            assert_eq!(mandate::print(&again), once);
        }
    }
}
