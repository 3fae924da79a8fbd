//! How deeply brackets nest, told before the text is handed to a parser that recurses.

/// Brackets may be nested this deep.
pub(super) const DEEPEST: usize = 64;

/// Where a text nests deeper than [`DEEPEST`]: the byte of the bracket too many.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'(' | b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(at);
                }
            }
            b')' | b'}' => depth = depth.saturating_sub(1),
            b'#' => {
                bytes.find(|(_, byte)| *byte == b'\n');
            }
            b'"' => skip_string(&mut bytes),
            _ => {}
        }
    }
    None
}

/// Goes on to the quotation mark that ends a string.
fn skip_string(bytes: &mut impl Iterator<Item = (usize, u8)>) {
    while let Some((_, byte)) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_outside_strings_and_comments_count() {
        let deep = "(".repeat(DEEPEST);
        assert_eq!(too_deep(&deep), None);
        assert_eq!(too_deep(&format!("{deep}(")), Some(DEEPEST));
        assert_eq!(too_deep(&format!("{deep} \"(\\\"(\" # (\n )(")), None);
        assert_eq!(too_deep(&"{}()".repeat(1000)), None);
    }
}
