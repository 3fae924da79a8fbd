//! What kind of file the bytes are. The content decides; the name is only a hint.

use super::{Problem, encoding};

/// What the bytes are, decoded where they are text.
pub enum Content {
    /// A zip archive: a Word document, with luck.
    Zip,
    /// An XML text with the root of Akoma Ntoso.
    AkomaNtoso(String),
    /// A web page.
    Html(String),
    /// Plain text.
    Text(String),
}

/// How far into a file its first words are looked for.
const HEAD: usize = 4096;

pub fn content(bytes: &[u8], name: &str) -> Result<Content, Problem> {
    if let Some(problem) = container(bytes) {
        return Err(problem);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::Zip);
    }
    let text = encoding::decode(bytes);
    if text.trim().is_empty() {
        return Err(
            Problem::new("the file is empty").help("give a text, `.docx`, `.html` or Akoma Ntoso file")
        );
    }
    if noise(&text) {
        return Err(Problem::new("this is no text: most of it cannot be read as letters")
            .help("give a text, `.docx`, `.html` or Akoma Ntoso `.xml` file"));
    }
    markup(text, name)
}

/// Files of which the first bytes say that they are something else.
fn container(bytes: &[u8]) -> Option<Problem> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(
            Problem::new("this is a PDF, which is not read").help(
                "save it as text (`pdftotext -layout FILE`), or open it in Word and save it as `.docx`",
            ),
        );
    }
    if head.starts_with(b"{\\rtf") {
        return Some(
            Problem::new("this is an RTF file, which is not read").help("save it as `.docx` or as text"),
        );
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(name.len()).any(|window| window == name) {
            return Some(Problem::new("the document is protected by a password").help(
                "open it in Word, take the password away (File, Info, Protect Document), and save it again",
            ));
        }
        return Some(
            Problem::new("this is an old Word file (`.doc`), which is not read").help("save it as `.docx`"),
        );
    }
    if head.starts_with(b"\x89PNG") || head.starts_with(b"\xff\xd8\xff") || head.starts_with(b"GIF8") {
        return Some(Problem::new("this is a picture").help("a scan has to be turned into text first"));
    }
    None
}

/// Whether the text is mostly what no text has: control and replacement characters.
fn noise(text: &str) -> bool {
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in text.chars().take(1 << 16) {
        all += 1;
        let fine = matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}') || ('\u{91}'..='\u{97}').contains(&c);
        odd += usize::from((c.is_control() && !fine) || c == '\u{fffd}');
    }
    odd * 20 > all
}

/// Tells markup from text.
fn markup(text: String, name: &str) -> Result<Content, Problem> {
    let start = text.trim_start();
    let mut cut = start.len().min(HEAD);
    while !start.is_char_boundary(cut) {
        cut -= 1;
    }
    let head = start.get(..cut).unwrap_or_default().to_ascii_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if !head.starts_with('<') {
        return Ok(Content::Text(text));
    }
    if head.contains("<akomantoso") || head.contains(":akomantoso") {
        return Ok(Content::AkomaNtoso(text));
    }
    let page = ["<!doctype html", "<html", "<body", "<p>", "<p ", "<div", "<h1", "<ol"]
        .iter()
        .any(|tag| head.contains(tag));
    if page || matches!(ending.as_str(), "html" | "htm" | "xhtml") {
        return Ok(Content::Html(text));
    }
    if head.starts_with("<?xml")
        || head.starts_with("<!doctype")
        || head.starts_with("<!--")
        || ending == "xml"
    {
        return Err(Problem::new(
            "this XML file is no Akoma Ntoso: there is no `akomaNtoso` element at its root",
        )
        .help("give Akoma Ntoso 3.0, or the text, `.docx` or `.html` of the resolution"));
    }
    Ok(Content::Text(text))
}
