//! The canonical form: what it does to untidy text, and that it keeps every comment.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use penholder_language::syntax::mandate::format;

#[track_caller]
fn formats(untidy: &str, tidy: &str) {
    assert_eq!(format(untidy).unwrap(), tidy);
    assert_eq!(format(tidy).unwrap(), tidy, "not stable");
}

#[test]
fn words_are_spaced_and_labels_aligned() {
    formats(
        "mandate   M\"S/RES/1\"for s{adopted 2013-04-25 OP1 decides mission shall deter in north,south\n\
         ¶ 16(a)(i)   decides   that mission to comprises 1,000 military,20 police {source \"x\" , }\n}",
        "mandate M \"S/RES/1\" for s {\n    adopted 2013-04-25\n    ¶1        decides mission to deter in north, south\n    \
         ¶16(a)(i) decides mission comprises 1_000 military, 20 police { source \"x\" }\n}\n",
    );
}

#[test]
fn comments_stay_where_they_say_something() {
    formats(
        "# about the file\n\n\n# about the block\nsituation s { # opens\nhost Mali # a state\n\n\n\
         # about the area\narea north { vast, # wide\n# and\nremote }\n# last\n} # closes\n# end",
        "# about the file\n\n# about the block\nsituation s {\n    # opens\n    host Mali  # a state\n\n    # about the area\n    \
         # wide\n    # and\n    area north { vast, remote }\n    # last\n}  # closes\n# end\n",
    );
}

#[test]
fn comments_at_line_ends_stand_in_a_column() {
    formats(
        "situation s {\nhost Mali # one\nneighbours Niger, Algeria # two\n\npeace no-peace # three\narea north\n}",
        "situation s {\n    host Mali                  # one\n    neighbours Niger, Algeria  # two\n\n    \
         peace no-peace  # three\n    area north\n}\n",
    );
}

#[test]
fn brackets_around_entries_stand_on_lines_of_their_own() {
    formats(
        "mandate M { [@a France,Mali:¶1 decides x # one\n|¶2 decides y\n# two\n|] # three\n}",
        "mandate M {\n    [@a France, Mali:\n        ¶1 decides x  # one\n    |\n        ¶2 decides y\n        # two\n    |\n    ]  # three\n}\n",
    );
}

#[test]
fn long_entries_are_broken_between_phrases() {
    formats(
        "mandate M { ¶17bis authorizes intervention-brigade to use-force at neutralisation in north against AQIM, MUJAO, \
         Ansar-Eddine for ¶16(a)(i), ¶16(a)(ii) if within-capabilities { source \"a report\", tier local-tier } }",
        "mandate M {\n    \
         ¶17bis authorizes intervention-brigade to use-force at neutralisation in north\n           \
         against AQIM, MUJAO, Ansar-Eddine for ¶16(a)(i), ¶16(a)(ii) if within-capabilities\n           \
         { source \"a report\", tier local-tier }\n}\n",
    );
}

#[test]
fn line_ends_and_byte_order_marks_of_other_systems_are_read() {
    formats("\u{FEFF}situation s {\r\n\thost Mali\r\n}\r\n", "situation s {\n    host Mali\n}\n");
    formats("", "");
    formats("\n# only this\n\n# and this", "# only this\n\n# and this\n");
}

#[test]
fn what_cannot_be_read_is_not_formatted() {
    let problems = format("mandate M {\n ¶1 decides\n ¶2 decides mission to\n}").unwrap_err();
    assert_eq!(problems.len(), 2);
}
