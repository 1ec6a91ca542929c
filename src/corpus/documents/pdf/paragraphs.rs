//! From lines to paragraphs: which line goes on with what the one before began, and what each paragraph is.

use super::lines::{is_narrow, join};
use super::page::{Item, Line};
use crate::corpus::documents::Part;
use crate::corpus::inferred::kind_by_itself;
use crate::corpus::kind::Kind;

/// How a document marks where its paragraphs begin.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// The size of most of its text.
    body: f32,
    /// From one base line to the next within a paragraph, in sizes.
    pitch: f32,
    /// Whether first lines are indented.
    indents: bool,
}

/// The paragraphs of a document, by the lines of its columns in reading order.
pub(super) fn paragraphs(items: Vec<Item>, body: f32) -> Vec<Part> {
    let manner = manner(&items, body);
    let mut parts = Vec::new();
    let mut open: Option<Vec<Line>> = None;
    for item in items {
        match item {
            Item::Row(text) => {
                parts.extend(open.take().map(|lines| part(&lines, manner)));
                parts.push(Part { kind: Kind::TableRow, text });
            }
            Item::Line(line) => match &mut open {
                Some(lines) if goes_on(lines, &line, manner) => lines.push(line),
                _ => {
                    parts.extend(open.take().map(|lines| part(&lines, manner)));
                    open = Some(vec![line]);
                }
            },
        }
    }
    parts.extend(open.map(|lines| part(&lines, manner)));
    parts
}

/// The notes at the foot of a page.
pub(super) fn notes(lines: Vec<Line>) -> Vec<Part> {
    let mut notes: Vec<String> = Vec::new();
    for line in lines {
        let text = &line.piece.text;
        match (super::page::note_mark(text), notes.last_mut()) {
            (None, Some(note)) => join(note, text),
            (mark, _) => {
                let rest = &text[mark.unwrap_or(0)..];
                notes.push(rest.trim_start_matches(['.', '、', ' ', '\u{3000}']).to_owned());
            }
        }
    }
    notes.into_iter().map(|text| Part { kind: Kind::Footnote, text }).collect()
}

/// By the lines whose role is plain: those behind a line that is not full begin a paragraph.
fn manner(items: &[Item], body: f32) -> Manner {
    let mut pitches = Vec::new();
    let (mut indented, mut flush) = (0, 0);
    for pair in items.windows(2) {
        let [Item::Line(a), Item::Line(b)] = pair else { continue };
        if !is_alike(a, b) || (a.piece.size - body).abs() > body * 0.1 {
            continue;
        }
        let pitch = (a.piece.y - b.piece.y) / a.piece.size;
        if a.page == b.page && pitch > 0.5 && pitch < 4.0 {
            pitches.push(pitch);
        }
        if !is_full(a, b) && is_full(b, b) {
            if indent(b) > 1.2 { indented += 1 } else { flush += 1 }
        }
    }
    pitches.sort_by(f32::total_cmp);
    let pitch = pitches.get(pitches.len() / 3).copied().unwrap_or(1.6);
    Manner { body, pitch, indents: indented > flush }
}

/// Whether two lines may be of one paragraph by their size.
fn is_alike(a: &Line, b: &Line) -> bool {
    (a.piece.size - b.piece.size).abs() <= a.piece.size.max(b.piece.size) * 0.08
}

/// How far a line begins from the left of its column, in sizes.
fn indent(line: &Line) -> f32 {
    (line.piece.left - line.column.0) / line.piece.size
}

/// Whether a line reaches so far that the begin of the next would not have fitted.
fn is_full(line: &Line, next: &Line) -> bool {
    let room = (line.column.1 - line.piece.right) / line.piece.size;
    let needed = begin_width(&next.piece.text) + 0.3;
    // A line that ends a sentence may end the paragraph; else the widths of some fonts are not well known.
    let ends = line.piece.text.ends_with(['。', '！', '？', '；', '：']);
    room < if ends { needed } else { needed + 0.9 }
}

/// How wide that is, in sizes, which cannot be parted from the begin of a line: a word of letters, marks that open
/// with what follows, marks that close with what they follow.
fn begin_width(text: &str) -> f32 {
    let mut width = 0.0;
    let mut is_begun = false;
    for c in text.chars() {
        let is_letter = is_narrow(c);
        let closes = "，。、；：？！）》」』】”’％%".contains(c);
        if is_begun && !closes && !is_letter || width > 12.0 {
            break;
        }
        width += if is_letter { 0.6 } else { 1.0 };
        is_begun |= !"（《「『【“‘(".contains(c);
    }
    width
}

fn goes_on(lines: &[Line], next: &Line, manner: Manner) -> bool {
    let [.., last] = lines else { return false };
    if !is_alike(last, next) {
        return false;
    }
    let is_same_column = last.page == next.page && (last.column.0 - next.column.0).abs() < last.piece.size;
    let is_below = is_same_column && last.piece.y > next.piece.y;
    let pitch = (last.piece.y - next.piece.y) / last.piece.size;
    let is_near = !is_below || pitch < (manner.pitch * 1.22).max(1.2);
    if is_title(last, manner) && is_title(next, manner) {
        return is_below && pitch < 2.6;
    }
    // A line set at the right, such as the date under a text, is followed by another paragraph.
    if indent(last) > RIGHT && indent(next) + 2.0 < indent(last) {
        return false;
    }
    let is_indented = indent(next) > 1.2;
    let may_hang = lines.len() > 1 || !manner.indents || indent(next) > HANGING;
    let is_hanging = may_hang && (next.piece.left - last.piece.left).abs() < last.piece.size * 0.5;
    if !is_full(last, next) || !is_near || (is_indented && !is_hanging) {
        return false;
    }
    let ends = last.piece.text.ends_with(['。', '！', '？', '；', '：']);
    // Where nothing else tells, a full line that ends a sentence ends the paragraph at the end of a page, where lines
    // stand far apart, and before what is numbered.
    let is_apart = !is_below || pitch > 2.4;
    !ends || manner.indents || !(is_apart || is_numbered(&next.piece.text))
}

/// First lines are indented by less, in sizes; what is indented by more is so from its first line to its last.
const HANGING: f32 = 2.5;

/// A line that begins so far from the left of its column is set at the right or in the middle, in sizes.
const RIGHT: f32 = 4.5;

/// Lines in the middle, larger than the text.
fn is_title(line: &Line, manner: Manner) -> bool {
    let (left, right) = (line.piece.left - line.column.0, line.column.1 - line.piece.right);
    let size = line.piece.size;
    size > manner.body * 1.1 && (left - right).abs() < size * 1.5
}

fn part(lines: &[Line], manner: Manner) -> Part {
    let mut text = String::new();
    for line in lines {
        join(&mut text, &line.piece.text);
    }
    let size = lines.iter().map(|line| line.piece.size).fold(0.0, f32::max);
    let bullet = text.strip_prefix(['•', '●', '▪', '◦', '·', '■', '○', '\u{F0B7}', '\u{F0A7}']);
    if let Some(rest) = bullet.filter(|_| lines.len() < 40) {
        return Part { kind: Kind::ListItem, text: rest.trim_start().to_owned() };
    }
    let by_itself = kind_by_itself(&text);
    let kind = if size > manner.body * 1.12 {
        Kind::Heading
    } else if let Some(kind) = by_itself {
        kind
    } else if is_heading(&text) {
        Kind::Heading
    } else if is_caption(&text) {
        Kind::Caption
    } else {
        Kind::Body
    };
    Part { kind, text }
}

const NUMERALS: &str = "一二三四五六七八九十百零〇";

/// How long the number is with which a text begins as headings do: `一、`, `第三章`.
fn is_heading(text: &str) -> bool {
    let length = text.chars().count();
    let rest = text.trim_start_matches('第').trim_start_matches(|c| NUMERALS.contains(c));
    let is_numbered = rest.len() < text.len()
        && if text.starts_with('第') {
            rest.starts_with(['章', '节', '編', '编', '篇'])
        } else {
            rest.starts_with('、')
        };
    is_numbered && length <= 40 && !text.ends_with(['。', '；', '：', '，', '！', '？', '、'])
}

fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(['（', '(', '第']);
    let rest = rest.trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['、', '）', ')', '.', '．', '条', '章', '节'])
}

fn is_caption(text: &str) -> bool {
    let rest = text.strip_prefix(['图', '表', '圖']).unwrap_or_default().trim_start();
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    is_number && text.chars().count() <= 40 && !text.ends_with(['。', '；', '，'])
}
