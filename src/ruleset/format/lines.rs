//! The lines of a file as they are put together, and the columns of the comments behind them.

use crate::text::width;

/// Comments behind lines of one level that follow each other stand below each other, unless the lines differ by
/// more columns than this.
const MOST_PADDING: usize = 24;

/// Blanks between a line and the comment behind it, at least.
const BEFORE_COMMENT: usize = 2;

#[derive(Debug, Default)]
pub(super) struct Line {
    /// With its indentation; empty for a blank line.
    pub(super) text: String,
    pub(super) comment: Option<String>,
}

impl Line {
    pub(super) fn new(text: String) -> Line {
        Line { text, comment: None }
    }

    pub(super) fn blank() -> Line {
        Line::default()
    }
}

/// The text of a file.
pub(super) fn join(lines: &[Line]) -> String {
    let columns = comment_columns(lines);
    let mut text = String::new();
    for (line, column) in lines.iter().zip(columns) {
        text.push_str(&line.text);
        if let Some(comment) = &line.comment {
            text.extend(std::iter::repeat_n(' ', column - width(&line.text)));
            text.push_str(comment);
        }
        text.push('\n');
    }
    text
}

/// For each line with a comment behind it, the column of that comment.
fn comment_columns(lines: &[Line]) -> Vec<usize> {
    let mut columns = vec![0; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let first = level(&lines[start]);
        let (mut least, mut most) = (usize::MAX, 0);
        let run = lines[start..].iter().take_while(|line| {
            let columns = width(&line.text);
            let (low, high) = (least.min(columns), most.max(columns));
            let fits = line.comment.is_some() && level(line) == first && high - low <= MOST_PADDING;
            if fits {
                (least, most) = (low, high);
            }
            fits
        });
        let end = start + run.count();
        columns[start..end].fill(most + BEFORE_COMMENT);
        start = end.max(start + 1);
    }
    columns
}

/// Where the text of a line begins, behind its indentation and its dashes.
fn level(line: &Line) -> usize {
    line.text.len() - line.text.trim_start_matches([' ', '-']).len()
}
