//! Which lines of a file several changes concern, made one after the other: in the numbers of the file as it was
//! before all of them, so that whoever reads it there finds them, and can make them from the last to the first.

use std::ops::Range;

/// Lines of a file before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The name of the file.
    pub file: String,
    /// The number of the first line, from 1, as it was before; of lines that are only added, that of the line
    /// before which they come.
    pub line: usize,
    /// The lines as they were; none where some are only added.
    pub now: Vec<String>,
    /// The lines as they would be; none where some are only taken out.
    pub then: Vec<String>,
}

/// Lines of a file, counted from 0, that a change replaced, and by how many.
#[derive(Clone, Debug)]
pub(super) struct Replaced {
    pub(super) lines: Range<usize>,
    pub(super) by: usize,
}

/// Where a file is not as it was before some changes: stretches of lines in their order, with others between.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched(Vec<Stretch>);

/// The same stretch in both.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    before: Range<usize>,
    after: Range<usize>,
}

impl Touched {
    /// Notes a change of the file as it is after those before.
    pub(super) fn note(&mut self, Replaced { lines, by }: Replaced) {
        // Stretches that touch are one: of two that begin at the same line it could not be told which comes first.
        let first = self.0.partition_point(|one| one.after.end < lines.start);
        let behind = self.0.partition_point(|one| one.after.start <= lines.end).max(first);
        let joined = &self.0[first..behind];
        let start = joined.first().map_or(lines.start, |one| one.after.start.min(lines.start));
        let end = joined.last().map_or(lines.end, |one| one.after.end.max(lines.end));
        let stretch = Stretch {
            before: before(start, &self.0[..first])..before(end, &self.0[..behind]),
            after: start..end - lines.len() + by,
        };
        for later in &mut self.0[behind..] {
            later.after.start = later.after.start - lines.len() + by;
            later.after.end = later.after.end - lines.len() + by;
        }
        self.0.splice(first..behind, [stretch]);
    }

    /// The stretches with their lines, before and after the changes.
    pub(super) fn hunks(self, file: &str, before: &str, after: &str) -> Vec<Hunk> {
        let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        let of = |lines: &[&str], stretch| {
            let lines: Option<&[&str]> = lines.get::<Range<usize>>(stretch);
            lines.unwrap_or_default().iter().map(|line| (*line).to_owned()).collect()
        };
        let hunks = self.0.into_iter().map(|stretch| Hunk {
            file: file.to_owned(),
            line: stretch.before.start + 1,
            now: of(&before, stretch.before),
            then: of(&after, stretch.after),
        });
        hunks.map(Hunk::trimmed).filter(|hunk| hunk.now != hunk.then).collect()
    }
}

/// The number that a line had before the changes, of which `touched` are those before it.
fn before(line: usize, touched: &[Stretch]) -> usize {
    touched.last().map_or(line, |last| line - last.after.end + last.before.end)
}

impl Hunk {
    /// Without the lines that are the same before and after.
    fn trimmed(mut self) -> Hunk {
        while self.now.first().is_some_and(|line| self.then.first() == Some(line)) {
            self.now.remove(0);
            self.then.remove(0);
            self.line += 1;
        }
        while self.now.last().is_some_and(|line| self.then.last() == Some(line)) {
            self.now.pop();
            self.then.pop();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hunks of changes of a file of the lines `0`, `1`, `2`…, each by its line and how much it takes out and
    /// puts in.
    fn hunks(changes: &[(Range<usize>, usize)]) -> Vec<(usize, usize, usize)> {
        let before: Vec<String> = (0..10).map(|line| line.to_string()).collect();
        let mut after = before.clone();
        let mut touched = Touched::default();
        for (number, (lines, by)) in changes.iter().enumerate() {
            after.splice(lines.clone(), (0..*by).map(|line| format!("{number}.{line}")));
            touched.note(Replaced { lines: lines.clone(), by: *by });
        }
        let hunks = touched.hunks("a", &before.join("\n"), &after.join("\n"));
        let mut applied = before;
        for hunk in hunks.iter().rev() {
            let lines = hunk.line - 1..hunk.line - 1 + hunk.now.len();
            assert_eq!(applied[lines.clone()], hunk.now, "{changes:?}");
            applied.splice(lines, hunk.then.iter().cloned());
        }
        assert_eq!(applied, after, "{changes:?}");
        hunks.iter().map(|hunk| (hunk.line, hunk.now.len(), hunk.then.len())).collect()
    }

    #[test]
    fn lines_are_those_of_before() {
        assert_eq!(hunks(&[(2..2, 3), (8..9, 0)]), [(3, 0, 3), (6, 1, 0)]);
        assert_eq!(hunks(&[(7..8, 0), (2..2, 1)]), [(3, 0, 1), (8, 1, 0)]);
        assert_eq!(hunks(&[(1..2, 1), (5..6, 2), (3..3, 1)]), [(2, 1, 1), (4, 0, 1), (6, 1, 2)]);
    }

    #[test]
    fn what_touches_is_one() {
        assert_eq!(hunks(&[(2..2, 1), (3..4, 1)]), [(3, 1, 2)]);
        assert_eq!(hunks(&[(2..5, 1), (2..3, 4), (0..1, 0)]), [(1, 1, 0), (3, 3, 4)]);
        assert_eq!(hunks(&[(2..3, 1), (5..6, 1), (1..8, 2)]), [(2, 7, 2)]);
    }
}
