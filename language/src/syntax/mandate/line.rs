//! Fills lines: pieces that may be parted, in groups that are kept together while there is room.

/// Lines are broken before this many columns, where that is possible.
const WIDTH: usize = 110;

/// A line in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Groups of pieces; a space stands between two of either.
    groups: Vec<Vec<String>>,
}

impl Line {
    /// Begins a group: the line is broken here rather than later.
    pub(super) fn group(&mut self) {
        if self.groups.last().is_none_or(|group| !group.is_empty()) {
            self.groups.push(Vec::new());
        }
    }

    /// Adds a piece; the line may be broken before it.
    pub(super) fn push(&mut self, text: impl Into<String>) {
        if self.groups.is_empty() {
            self.group();
        }
        if let Some(group) = self.groups.last_mut() {
            group.push(text.into());
        }
    }

    /// Adds a word that stays with the piece before it.
    pub(super) fn glue(&mut self, text: &str) {
        self.join(" ", text);
    }

    /// Adds a sign right after the piece before it.
    pub(super) fn attach(&mut self, text: &str) {
        self.join("", text);
    }

    fn join(&mut self, between: &str, text: &str) {
        match self.groups.iter_mut().rev().find_map(|group| group.last_mut()) {
            Some(last) => {
                last.push_str(between);
                last.push_str(text);
            }
            None => self.push(text),
        }
    }

    /// Adds a line whose first piece stays with the piece before it.
    pub(super) fn glue_line(&mut self, line: Line) {
        for (i, piece) in line.pieces().enumerate() {
            if i == 0 {
                self.glue(&piece);
            } else {
                self.push(piece);
            }
        }
    }

    /// The same, keeping the groups.
    pub(super) fn glue_line_grouped(&mut self, line: Line) {
        for (i, group) in line.groups.into_iter().enumerate() {
            if i > 0 {
                self.group();
            }
            for (j, piece) in group.into_iter().enumerate() {
                if (i, j) == (0, 0) {
                    self.glue(&piece);
                } else {
                    self.push(piece);
                }
            }
        }
    }

    /// Adds a line, keeping its groups.
    pub(super) fn push_grouped(&mut self, line: Line) {
        for group in line.groups {
            self.group();
            group.into_iter().for_each(|piece| self.push(piece));
        }
    }

    /// Adds the pieces of a line to the group.
    pub(super) fn push_line(&mut self, line: Line) {
        line.pieces().for_each(|piece| self.push(piece));
    }

    fn pieces(self) -> impl Iterator<Item = String> {
        self.groups.into_iter().flatten()
    }

    /// The whole in one line.
    pub(super) fn flat(self) -> String {
        self.pieces().collect::<Vec<_>>().join(" ")
    }

    /// Lines of at most [`WIDTH`] columns where possible; the first is indented by `first`, the others by `next`.
    pub(super) fn fill(self, first: usize, next: usize) -> String {
        let mut text = " ".repeat(first);
        let mut column = first;
        let mut fresh = true;
        let mut place = |piece: &str, fresh: &mut bool, wrap: bool| {
            let width = columns(piece);
            if wrap && !*fresh {
                text.push('\n');
                text.push_str(&" ".repeat(next));
                column = next;
            } else if !*fresh {
                text.push(' ');
                column += 1;
            }
            text.push_str(piece);
            column += width;
            *fresh = false;
            column
        };
        let mut at = first;
        for group in self.groups {
            let whole: usize = group.iter().map(|piece| columns(piece) + 1).sum();
            // A group that fits on a line of its own is not torn apart.
            let mut wrap = at + whole > WIDTH && next + whole <= WIDTH;
            for piece in group {
                let wrap_piece = wrap || at + 1 + columns(&piece) > WIDTH;
                at = place(&piece, &mut fresh, wrap_piece);
                wrap = false;
            }
        }
        text
    }
}

/// How wide a text is, near enough: a character a column.
fn columns(text: &str) -> usize {
    text.chars().count()
}
