//! Where lines break in mixed Chinese and Latin text.
//!
//! Chinese breaks anywhere except before closing and after opening punctuation (禁则); Latin words and
//! addresses break only where they are longer than a line. Spaces at a break vanish, newlines end a line.

use std::ops::Range;

use super::width::{Cluster, clusters};

/// No line begins with these.
const CLOSING: &str = "。，、；：？！）》〉”’】〕］｝」』〗〙〞…—～·‧・々％‰℃°′″.,;:?!)]}%！＂＇，．：；";

/// No line ends with these.
const OPENING: &str = "（《〈“‘【〔［｛「『〖〘〝([{＄￥£$";

/// The bytes of each line, for lines of `width` columns. Without the blanks and newlines at the breaks,
/// the lines are the text. Time is linear in the text.
pub(super) fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Lines { done: Vec::new(), line: Line::default(), width };
    let mut previous = None;
    for cluster in clusters(text) {
        lines.add(&cluster, previous);
        previous = Some(cluster.first());
    }
    if lines.line.end > lines.line.start || lines.done.is_empty() {
        lines.finish();
    }
    lines.done
}

struct Lines {
    done: Vec<Range<usize>>,
    line: Line,
    width: usize,
}

/// The line that is being filled.
#[derive(Default)]
struct Line {
    start: usize,
    /// Behind its last character that is no blank.
    end: usize,
    /// With the blanks behind that.
    columns: usize,
    /// The last place where it could break.
    chance: Option<Chance>,
    /// Whether it begins where the text gave no newline.
    continues: bool,
}

/// A place where a line could break.
struct Chance {
    /// The end of the line, should it break here.
    end: usize,
    /// The start of the next.
    next: usize,
    /// Up to the next.
    columns: usize,
}

impl Lines {
    fn add(&mut self, cluster: &Cluster, previous: Option<char>) {
        let first = cluster.first();
        if first == '\n' {
            self.finish();
            self.line = Line { start: cluster.end(), end: cluster.end(), ..Line::default() };
        } else if is_blank(first) && cluster.text.len() == first.len_utf8() {
            self.blank(cluster);
        } else {
            if self.line.end > self.line.start && previous.is_some_and(|previous| may_break(previous, first))
            {
                let line = &mut self.line;
                line.chance = Some(Chance { end: line.end, next: cluster.at, columns: line.columns });
            }
            while self.line.columns + cluster.columns > self.width && cluster.at > self.line.start {
                self.break_line(cluster.at);
            }
            self.line.columns += cluster.columns;
            self.line.end = cluster.end();
        }
    }

    /// Blanks never begin a line that continues another, and may hang over the end of one.
    fn blank(&mut self, cluster: &Cluster) {
        let line = &mut self.line;
        if line.continues && line.end == line.start {
            (line.start, line.end) = (cluster.end(), cluster.end());
        } else {
            line.columns += cluster.columns;
        }
    }

    /// Breaks at the last chance, or before `at` when there was none.
    fn break_line(&mut self, at: usize) {
        let line = &mut self.line;
        let forced = Chance { end: line.end, next: at, columns: line.columns };
        let chance = line.chance.take().unwrap_or(forced);
        // A line of blanks only is none.
        if chance.end > line.start {
            self.done.push(line.start..chance.end);
        }
        line.start = chance.next;
        line.end = line.end.max(chance.next);
        line.columns -= chance.columns;
        line.continues = true;
    }

    fn finish(&mut self) {
        self.done.push(self.line.start..self.line.end);
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{3000}')
}

/// Whether a line may end with `before` and the next begin with `after`, which is no blank.
fn may_break(before: char, after: char) -> bool {
    if CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    is_blank(before) || breaks_around(before) || breaks_around(after)
}

/// Whether lines break before and behind the character, unlike between Latin letters.
fn breaks_around(c: char) -> bool {
    c >= '\u{2E80}' || OPENING.contains(c) && !c.is_ascii() || CLOSING.contains(c) && !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::super::width::columns;
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn chinese_breaks_anywhere_but_at_punctuation() {
        assert_eq!(lines("减免房屋租金", 8), ["减免房屋", "租金"]);
        assert_eq!(lines("减免房屋，租金", 8), ["减免房", "屋，租金"]);
        assert_eq!(lines("减免房（租金）", 8), ["减免房", "（租金）"]);
        assert_eq!(lines("说：“减免”。", 6), ["说：", "“减", "免”。"]);
        assert_eq!(lines("他说：“减免”。好", 9), ["他说：“减", "免”。好"]);
    }

    #[test]
    fn latin_words_stay_whole_where_they_can() {
        assert_eq!(lines("由OECD发布", 5), ["由", "OECD", "发布"]);
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("见https://a.example/b", 8), ["见", "https://", "a.exampl", "e/b"]);
    }

    #[test]
    fn blanks_vanish_at_breaks_and_newlines_end_lines() {
        assert_eq!(lines("　　首行缩进", 8), ["　　首行", "缩进"]);
        assert_eq!(lines("减免      租金", 4), ["减免", "租金"]);
        assert_eq!(lines("一\n\n二\n", 8), ["一", "", "二"]);
        assert_eq!(lines("", 8), [""]);
        assert_eq!(lines("          一", 4), ["一"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_too_wide(
            text in "([一-十]|[a-z]|[，。“”（）…—]|[ \t　]|\n|[\u{300}\u{200d}\u{1b}😀👩🏽]){0,60}",
            width in 2_usize..20,
        ) {
            let lines = lines(&text, width);
            for line in &lines {
                prop_assert!(columns(line) <= width, "{line:?}");
            }
            let blank = |c: &char| matches!(c, ' ' | '\t' | '　' | '\n');
            let kept: String = lines.concat().chars().filter(|c| !blank(c)).collect();
            let wanted: String = text.chars().filter(|c| !blank(c)).collect();
            prop_assert_eq!(kept, wanted);
        }
    }
}
