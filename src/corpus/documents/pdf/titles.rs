//! Titles: lines in the middle, larger than the text, and which of them are one title over several lines.

use super::page::Line;
use super::paragraphs::begin_width;
use crate::corpus::documents::document_names::names_document;

/// Whether a line in the middle goes on in the next, which is as near as lines of a title are. Where there was room for more,
/// lines are of their own, such as those of a masthead, but for titles whose lines somebody has parted by hand.
///
/// `pitch`: how far apart lines of the text are, in sizes.
pub(super) fn goes_on(last: &Line, next: &Line, pitch: f32) -> bool {
    let (above, below) = (&last.piece, &next.piece);
    let size = above.size.max(below.size);
    if (above.size - below.size).abs() > size * 0.03 {
        return false;
    }
    if below.text.starts_with(['—', '－']) || is_whole(&below.text) {
        return false;
    }
    let (wide, narrow) = (advance(last), advance(next));
    let is_spaced = |advance: f32| advance > size * SPACED;
    if is_spaced(wide) != is_spaced(narrow) {
        return false;
    }
    let room = (last.column.1 - last.column.0) - (above.right - above.left);
    let needed = begin_width(&below.text) + 0.9;
    let is_full = room < needed * wide;
    let furthest = if is_full { FURTHEST.1 } else { FURTHEST.0 };
    (above.y - below.y) / size < furthest.max(pitch * 1.22)
        && (is_full || is_parted(&above.text, &below.text))
}

/// From one line of a title to the next there are no more sizes than these, unless the lines of the text are as far apart:
/// where it was parted by hand, and where the line is full.
const FURTHEST: (f32, f32) = (2.6, 3.2);

/// Letters set apart for looks stand so many sizes from each other.
const SPACED: f32 = 1.12;

/// How far it is from one character to the next.
fn advance(line: &Line) -> f32 {
    let units = units(&line.piece.text);
    ((line.piece.right - line.piece.left) / units.max(1.0)).max(line.piece.size)
}

fn units(text: &str) -> f32 {
    text.chars().map(|c| if super::lines::is_narrow(c) || c == ' ' { 0.6 } else { 1.0 }).sum()
}

/// A line that is a title by itself, or a part of one that is always set apart.
fn is_whole(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(bare.as_str(), "文件" | "目录" | "目次" | "前言" | "附件" | "简报" | "摘要" | "内容提要")
}

/// What offices are called; a title may begin with the one that gives it out.
const OFFICES: [&str; 16] = [
    "政府",
    "局",
    "厅",
    "委员会",
    "办公室",
    "办公厅",
    "部",
    "法院",
    "检察院",
    "公司",
    "中心",
    "学校",
    "大学",
    "协会",
    "党委",
    "县委",
];

/// Whether somebody has parted a title between these two lines, by what they say.
fn is_parted(above: &str, below: &str) -> bool {
    let is_open = ["《", "（", "“"].iter().zip(["》", "）", "”"]).any(|(open, close)| {
        above.matches(open).count() > above.matches(close).count() && below.contains(close)
    });
    let ends_open = above.ends_with(['的', '和', '与', '及', '暨', '、', '，']) || above.ends_with("关于");
    let begins_open = ["的", "和", "与", "及", "暨", "》", "关于", "印发", "转发"];
    let is_office = OFFICES.iter().any(|office| above.ends_with(office));
    let has_rest = names_document(below) && !names_document(above) && !is_office;
    is_open
        || ends_open
        || begins_open.iter().any(|begin| below.starts_with(begin)) && !names_document(above)
        || has_rest
}
