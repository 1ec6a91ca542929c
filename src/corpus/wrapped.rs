//! Hard-wrapped text: how it is recognised, where its paragraphs begin, and how its lines are joined.

use super::lines::line_end;
use super::split::{Role, is_blank, trim};

/// How much of a text is looked at, in bytes and in lines.
pub(super) const SAMPLE: usize = 64 * 1024;
const LINES: usize = 500;

/// As much of a text at hand as is looked at.
pub(super) fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The columns at which people and programs wrap; some slack for signs that hang over.
const COLUMNS: std::ops::RangeInclusive<usize> = 27..=84;

/// How a hard-wrapped text is wrapped.
#[derive(Debug)]
pub(super) struct Wrapping {
    /// The indentation of most lines, in columns.
    margin: usize,
    /// A line of fewer columns is not full.
    full: usize,
    /// Whether indentation marks the first line of a paragraph, not the further lines of a list item.
    is_indented: bool,
    /// What the line before was, if there was one in this paragraph.
    before: Option<Shape>,
}

impl Wrapping {
    /// What a line is. One begins a paragraph after a line that is far from full, or not full and the
    /// end of a sentence; and one that is indented or an item of a list does, if this is what
    /// indentation means in the text or the line before may be the last of a paragraph.
    pub(super) fn role(&mut self, line: &str) -> Role {
        let shape = Shape::of(line);
        if shape.width == 0 {
            self.before = None;
            return Role::Blank;
        }
        let Some(before) = self.before.replace(shape) else { return Role::Begins };
        let is_indented = shape.indentation > self.margin;
        let begins = before.width < self.full * 2 / 3
            || (before.width < self.full && before.ending == Ending::Sentence)
            || (is_indented && self.is_indented)
            || ((is_indented || shape.is_item) && before.ends_paragraph(self.full));
        if begins { Role::Begins } else { Role::Continues }
    }
}

/// What matters of a line.
#[derive(Clone, Copy, Debug)]
struct Shape {
    /// Columns of blanks at its start.
    indentation: usize,
    /// Columns from its start to its last character; 0 if it is blank.
    width: usize,
    ending: Ending,
    /// Whether there is a comma or the end of a sentence within; lists have 、 and colons too.
    is_prose: bool,
    /// Whether it begins like an item of a list.
    is_item: bool,
}

/// Where in a sentence a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Within,
    /// After a comma or another sign.
    Clause,
    Sentence,
}

impl Ending {
    fn of(text: &str) -> Ending {
        let text = text.trim_end_matches(closes);
        if text.ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':', '.', '…']) {
            Ending::Sentence
        } else if text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '%')) {
            Ending::Within
        } else {
            Ending::Clause
        }
    }
}

impl Shape {
    /// Whether it can be the last of a paragraph where a line of `full` columns is full.
    fn ends_paragraph(&self, full: usize) -> bool {
        self.ending == Ending::Sentence || self.width < full
    }

    fn of(line: &str) -> Shape {
        let text = trim(line);
        let line = line.trim_end_matches(is_blank);
        let indent = &line[..line.len() - line.trim_start_matches(is_blank).len()];
        Shape {
            indentation: width(indent),
            width: width(line),
            ending: Ending::of(text),
            is_prose: text.chars().rev().skip(1).any(|c| "，。；,.;".contains(c)),
            is_item: is_item(text),
        }
    }
}

/// How the text is wrapped that begins with `sample`; none unless it evidently is.
///
/// It is when most lines that another follows directly have nearly the same width, one at which text
/// is wrapped, stop within a clause and read like prose. `is_cut`: the sample is not the whole text.
pub(super) fn recognise(sample: &str, is_cut: bool) -> Option<Wrapping> {
    if has_long_lines(sample) {
        return None;
    }
    let lines = shapes(sample, is_cut);
    let margin = lines.iter().filter(|line| line.width > 0).map(|line| line.indentation).min()?;
    // Lines that another follows directly, and those others; apart where the other is indented.
    let pairs = lines.windows(2).filter(|pair| pair[0].width > 0 && pair[1].width > 0);
    let (indented, level): (Vec<&[Shape]>, Vec<&[Shape]>) =
        pairs.partition(|pair| pair[1].indentation > margin);
    let mut widths: Vec<usize> = level.iter().map(|pair| pair[0].width).collect();
    widths.sort_unstable();
    let usual = *widths.get(widths.len() / 2)?;
    // Words of the West and signs that may not begin a line leave a gap, the wider the line the more.
    let full = usual - (usual / 8).max(4).min(usual);
    // The last lines of paragraphs are as long as they like.
    let is_last = |line: &Shape| line.ending == Ending::Sentence && line.width < full;
    let within = level.iter().filter(|pair| !is_last(&pair[0]));
    let (inner, next): (Vec<Shape>, Vec<Shape>) = within.map(|pair| (pair[0], pair[1])).unzip();
    let share = |of: &[Shape], percent: usize, holds: &dyn Fn(&Shape) -> bool| {
        of.iter().filter(|line| holds(line)).count() * 100 >= of.len() * percent
    };
    let is_wrapped = COLUMNS.contains(&usual)
        && inner.len() >= (level.len() / 2).max(3)
        && share(&inner, 75, &|line| (full..=usual + 5).contains(&line.width))
        && share(&inner, 60, &|line| line.ending == Ending::Within)
        && share(&inner, 20, &|line| line.is_prose)
        && share(&next, 75, &|line| !line.is_item);
    let before: Vec<Shape> = indented.iter().map(|pair| pair[0]).collect();
    let is_indented = share(&before, 60, &|line| line.ends_paragraph(full));
    is_wrapped.then_some(Wrapping { margin, full, is_indented, before: None })
}

/// Whether most lines are too long to be wrapped, which is quickly seen of most texts that are not.
fn has_long_lines(sample: &str) -> bool {
    let longest = COLUMNS.end() * 3 / 2 + 9; // three bytes take two columns
    let lines = sample.as_bytes().split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
    let (count, long) =
        lines.fold((0, 0), |(count, long), line| (count + 1, long + usize::from(line.len() > longest)));
    long * 2 > count
}

fn shapes(sample: &str, is_cut: bool) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut rest = sample;
    while !rest.is_empty() && shapes.len() < LINES {
        let Some(end) = line_end(rest.as_bytes()) else {
            if !is_cut {
                shapes.push(Shape::of(rest));
            }
            break;
        };
        shapes.push(Shape::of(&rest[..end]));
        rest = &rest[end + if rest[end..].starts_with("\r\n") { 2 } else { 1 }..];
    }
    shapes
}

/// Appends a line to the paragraph it continues: after a space where both sides are letters, digits
/// or signs of the West, directly where either side is Chinese, and between two digits, which a wrap
/// has cut: `1月2` and `0日`.
pub(super) fn join(paragraph: &mut String, line: &str) {
    let is_narrow = |c: Option<char>| c.is_some_and(|c| !is_wide(c) && !c.is_whitespace());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (last, first) = (paragraph.chars().next_back(), line.chars().next());
    if is_narrow(last) && is_narrow(first) && !(is_digit(last) && is_digit(first)) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// Signs that may stand after the end of a sentence.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | '】' | ')' | '"' | '\'')
}

/// Whether a text begins with a bullet or a number of a list.
pub(super) fn is_item(text: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百第".contains(c);
    let bare = text.trim_start_matches(['（', '(']);
    let after = bare.trim_start_matches(numeral);
    text.starts_with(['-', '*', '•', '·', '●', '■', '◆', '○', '▪', '＊'])
        || (after.len() < bare.len() && after.starts_with(['、', '．', '.', '）', ')', '条', '章', '节']))
}

/// The columns a text takes in a fixed-width face.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c == '\t' { 8 } else { 1 + usize::from(is_wide(c)) }).sum()
}

/// Characters of Chinese writing and its neighbours, which take two columns, with the signs that
/// Chinese type shares with the West but sets as wide.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}'
        | '‘' | '’' | '“' | '”' | '…' | '—' | '·' | '\u{2460}'..='\u{24FF}')
}
