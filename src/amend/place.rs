//! Where a clause is put: after what it is for, or after the last clause.

use penholder_language::syntax::mandate::ast::{Act, Alternative, Block, Entry, Node, Value};

use super::labels::labels_of;

/// The last paragraph that a clause refers to: the one it is for, on, or about.
pub fn anchor(entry: &Entry) -> Option<String> {
    let Node::Clause(clause) = &entry.node else { return None };
    let item = clause.items.iter().rev().find(|item| matches!(item.act, Act::Name(_)))?;
    let values = item.phrases.iter().filter_map(|phrase| match phrase {
        Alternative::Plain(phrase) => Some(&phrase.values),
        Alternative::Bracket(_) => None,
    });
    let mut labels = values.flatten().filter_map(|value| match value {
        Alternative::Plain(Value::Label(label)) => Some(label.text.clone()),
        _ => None,
    });
    labels.next_back()
}

/// Puts an entry, which stands under the label, into a block.
pub fn insert(block: &mut Block, label: &str, entry: Entry) {
    let at = place(&block.entries, label);
    block.entries.insert(at.min(block.entries.len()), entry);
}

fn place(entries: &[Entry], label: &str) -> usize {
    let own: Vec<Vec<String>> = entries.iter().map(|entry| labels_of(std::slice::from_ref(entry))).collect();
    let last =
        |wanted: &dyn Fn(&str) -> bool| own.iter().rposition(|labels| labels.iter().any(|l| wanted(l)));
    let paragraph = label.split('(').next().unwrap_or_default().to_owned();
    let number: String = label.chars().take_while(char::is_ascii_digit).collect();
    let found = last(&|l| l.split('(').next() == Some(paragraph.as_str()))
        .or_else(|| last(&|l| l.chars().take_while(char::is_ascii_digit).eq(number.chars())))
        .or_else(|| last(&|_| true));
    found.map_or(entries.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use penholder_language::source::{FileId, SourceMap};
    use penholder_language::syntax::mandate::{parse, print};

    use super::super::filled;
    use super::*;

    #[test]
    fn clauses_stand_after_what_they_are_for_and_comments_stay() {
        let text = "mandate M {\n    # first\n    ¶1 decides x  # said\n    ¶2 decides y\n    accepts A because \"b\"\n}\n";
        let mut file = parse(FileId::default(), text).0;
        let mut sources = SourceMap::default();
        for (label, clause) in [("1bis", "decides v for ¶1"), ("3", "decides w")] {
            let entry = filled(clause, label, &mut sources).unwrap();
            insert(file.blocks.first_mut().unwrap(), label, entry);
        }
        let wanted = "mandate M {\n    # first\n    ¶1    decides x  # said\n    ¶1bis decides v for ¶1\n    ¶2    decides y\n    ¶3    decides w\n    accepts A because \"b\"\n}\n";
        assert_eq!(print(&file), wanted);
    }

    #[test]
    fn a_clause_is_anchored_at_what_it_is_for() {
        let entry = filled("decides v in x for ¶1, ¶2(a)", "9", &mut SourceMap::default()).unwrap();
        assert_eq!(anchor(&entry).as_deref(), Some("2(a)"));
        assert_eq!(anchor(&filled("decides v", "9", &mut SourceMap::default()).unwrap()), None);
    }
}
