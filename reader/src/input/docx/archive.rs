//! The zip archive around a Word document. What is unpacked is bounded, whatever the archive claims.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::xml::{Node, Xml};
use super::super::{Problem, encoding};

/// More members than this and it is no document.
const MAX_MEMBERS: usize = 10_000;
/// The largest part that is unpacked, in bytes.
const MAX_PART: u64 = 64 * 1024 * 1024;
/// A part above `SMALL` bytes may be at most this many times larger than its packed form.
const MAX_RATIO: u64 = 200;
const SMALL: u64 = 4 * 1024 * 1024;

/// The parts of a document that are read.
pub struct Parts {
    pub document: String,
    pub numbering: Option<String>,
    pub styles: Option<String>,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub fn open(bytes: &[u8]) -> Result<Parts, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > MAX_MEMBERS {
        return Err(bomb());
    }
    let main = main_part(&mut archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let document = part(&mut archive, &main)?.ok_or_else(|| foreign(&archive))?;
    Ok(Parts {
        document,
        numbering: part(&mut archive, &beside("numbering.xml"))?,
        styles: part(&mut archive, &beside("styles.xml"))?,
    })
}

/// The name of the main part: what the package's relations call the office document.
fn main_part(archive: &mut Archive) -> Result<String, Problem> {
    if let Some(relations) = part(archive, "_rels/.rels")? {
        let mut xml = Xml::new(&relations);
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            if element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                let target = element.attribute("Target").unwrap_or_default();
                let target = target.trim_start_matches('/').to_owned();
                if target.starts_with("xl/") || target.starts_with("ppt/") {
                    return Err(foreign(archive));
                }
                return Ok(target);
            }
        }
    }
    match archive.index_for_name("word/document.xml") {
        Some(_) => Ok("word/document.xml".to_owned()),
        None => Err(foreign(archive)),
    }
}

/// Unpacks one part; nothing where there is none of that name.
fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, Problem> {
    let member = match archive.by_name(name) {
        Ok(member) => member,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(broken(&error)),
    };
    if member.encrypted() {
        return Err(locked());
    }
    let packed = member.compressed_size().max(1);
    let limit = MAX_PART.min(SMALL.max(packed.saturating_mul(MAX_RATIO)));
    let mut bytes = Vec::new();
    member
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::new(format!("the Word document is damaged: {error}")).help(AGAIN))?;
    if bytes.len() as u64 > limit {
        return Err(bomb());
    }
    Ok(Some(encoding::decode(&bytes)))
}

const AGAIN: &str = "open it in Word or LibreOffice and save it again";

fn broken(error: &ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => locked(),
        ZipError::UnsupportedArchive(why) => {
            Problem::new(format!("the archive cannot be unpacked: {why}")).help(AGAIN)
        }
        _ => Problem::new("the Word document is cut short or damaged").help(AGAIN),
    }
}

fn locked() -> Problem {
    Problem::new("the document is protected by a password").help("take the password away and save it again")
}

fn bomb() -> Problem {
    Problem::new("the archive unpacks to far more than any document holds; it was not read")
        .help("open it in Word or LibreOffice and save it again, or give the text alone")
}

/// An archive, but of something else.
fn foreign(archive: &Archive) -> Problem {
    let has = |name: &str| archive.file_names().flatten().any(|member| member.starts_with(name));
    let what = match () {
        _ if has("xl/") => "a workbook (`.xlsx`), no Word document",
        _ if has("ppt/") => "a presentation (`.pptx`), no Word document",
        _ if has("content.xml") => "an OpenDocument file, which is not read",
        _ => "a zip archive, but no Word document",
    };
    Problem::new(format!("this is {what}"))
        .help("save the text as `.docx`, or unpack the archive and give its files")
}
