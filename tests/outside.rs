//! The packs with seeded faults that were written from the language's reference alone: each is complete in itself, reads
//! without a word of complaint, and has the codes that its expectation names.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_pack_reads_and_has_the_culprits_it_is_said_to_have() -> Result<(), Box<dyn Error>> {
    let mut read = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify/faults"))? {
        let folder = entry?.path();
        if !folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("outside-")) {
            continue;
        }
        let told = Command::new(env!("CARGO_BIN_EXE_penholder"))
            .args(["policy", "list", "--policy"])
            .arg(&folder)
            .env("NO_COLOR", "1")
            .output()?;
        let (table, complaints) =
            (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
        assert!(told.status.success() && complaints.is_empty(), "{}: {complaints}", folder.display());
        let expected = fs::read_to_string(folder.join("expected.txt"))?;
        let mut lines = expected.lines();
        let culprits = lines.next().ok_or("no culprits")?;
        for code in culprits.split_whitespace() {
            let row = |line: &str| line.split_whitespace().next() == Some(code);
            // A proposal's or a dilemma's code stands in the table like a rule's.
            assert!(table.lines().any(row), "{}: no `{code}`", folder.display());
        }
        assert!(lines.next().is_some_and(|kind| !kind.is_empty()), "{}: what kind?", folder.display());
        read += 1;
    }
    assert!(read >= 12, "only {read} packs");
    Ok(())
}
