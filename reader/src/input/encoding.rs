//! Bytes to characters: UTF-8, UTF-16 with and without a mark, and Windows-1252 for the rest.

/// What Windows-1252 has where Latin-1 has control characters (0x80 to 0x9f).
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// Decodes a text. There is always an answer; whether it is a text at all is for others to say.
pub fn decode(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return utf8_or_windows(rest);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf16(rest, u16::from_be_bytes);
    }
    match unmarked_utf16(bytes) {
        Some(order) => utf16(bytes, order),
        None => utf8_or_windows(bytes),
    }
}

fn utf8_or_windows(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A file that was cut inside its last character is still UTF-8.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        Err(_) => bytes.iter().map(|byte| windows(*byte)).collect(),
    }
}

fn windows(byte: u8) -> char {
    match byte.checked_sub(0x80).and_then(|i| WINDOWS.get(usize::from(i))) {
        Some(c) => *c,
        None => char::from(byte),
    }
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(order);
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// Which half of a pair is zero in text of mostly Latin letters tells the byte order.
fn unmarked_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let (mut first, mut second, mut pairs) = (0_usize, 0_usize, 0_usize);
    for pair in bytes.chunks_exact(2).take(2048) {
        pairs += 1;
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.get(1) == Some(&0));
    }
    let most = |zeros: usize, others: usize| pairs >= 2 && zeros * 10 > pairs * 6 && others * 10 < pairs;
    if most(second, first) {
        return Some(u16::from_le_bytes);
    }
    most(first, second).then_some(u16::from_be_bytes as fn([u8; 2]) -> u16)
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_in_every_encoding() {
        let text = "1. Decides – “Côte d’Ivoire”;\n";
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(b"1. Decides \x96 \x93C\xf4te d\x92Ivoire\x94;\n"), text);
        for mark in ["", "\u{feff}"] {
            let marked = format!("{mark}{text}");
            let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(&little), text);
            assert_eq!(decode(&big), text);
        }
    }
}
