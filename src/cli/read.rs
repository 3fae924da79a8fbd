//! Reading texts: files and standard input, with a limit on their size.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::Failure;

/// No text larger than this is read.
const LIMIT: u64 = 64 << 20;

/// What messages call an input.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".to_owned() } else { shown(path) }
}

/// A path for a terminal: what could move its cursor or turn the direction of text shows as `�`.
pub(crate) fn shown(path: &Path) -> String {
    let hides = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    path.display().to_string().replace(hides, "\u{fffd}")
}

/// `-` stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The text of a mandate file, or of standard input.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    plain(path, bytes(path)?)
}

/// Bytes as the text of a mandate file.
pub(crate) fn plain(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    decoded(bytes).map_err(|message| Failure::new(format!("`{}`: {message}", name(path))))
}

/// The bytes of a file, or of standard input.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |message: &str| Failure::new(format!("`{}`: {message}", name(path)));
    let bytes = if is_stdin(path) {
        limited(io::stdin().lock()).map_err(|error| fail(&error.to_string()))?
    } else {
        let known = fs::metadata(path).map_err(|error| fail(&explained(&error)))?;
        if known.is_dir() {
            return Err(fail("this is a folder; expected a file, so name the files in it"));
        }
        if known.len() > LIMIT {
            return Err(fail("larger than 64 MiB; expected the text of a draft"));
        }
        let file = File::open(path).map_err(|error| fail(&explained(&error)))?;
        limited(file).map_err(|error| fail(&explained(&error)))?
    };
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        return Err(fail("larger than 64 MiB; expected the text of a draft"));
    }
    Ok(bytes)
}

/// One byte more than the limit tells that there is more.
fn limited(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn explained(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => error.to_string(),
    }
}

/// UTF-8 without control characters, which could hide something on a terminal. A byte order mark is passed over.
fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("is UTF-16; expected UTF-8, so save it in that encoding".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("is not UTF-8: line {line} has a byte that no UTF-8 text has; save it in that encoding")
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let hidden = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match text.char_indices().find(|(_, c)| hidden(c)) {
        None => Ok(text),
        Some((at, c)) => {
            let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            Err(format!("line {line} has the control character U+{:04X}; expected plain text", u32::from(c)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_text_is_refused_with_its_line() {
        assert_eq!(decoded(b"\xef\xbb\xbfab\r\n".to_vec()).unwrap(), "ab\r\n");
        assert!(decoded(b"a\nb\xff".to_vec()).unwrap_err().contains("line 2"));
        assert!(
            decoded(b"a\n\n\x1b[2J".to_vec())
                .unwrap_err()
                .contains("line 3 has the control character U+001B")
        );
        assert!(decoded(b"\xff\xfea\0".to_vec()).unwrap_err().contains("UTF-16"));
    }
}
