//! From lines to paragraphs: which line goes on with what the one before began, and what each paragraph is.

use std::collections::BTreeMap;

use super::contents;
use super::heads;
use super::lines::{Piece, is_mark, is_narrow, join};
use super::page::{Item, Line};
use super::titles;
use crate::corpus::documents::Part;
use crate::corpus::documents::look::is_caption;
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
    /// The typeface of most of its text.
    face: Option<usize>,
}

/// Paragraphs, and which of them are set unlike the text.
#[derive(Default)]
struct Text {
    parts: Vec<Part>,
    set_off: Vec<usize>,
}

/// The paragraphs of a document, by the lines of its columns in reading order.
pub(super) fn paragraphs(items: Vec<Item>, body: f32) -> Vec<Part> {
    let manner = manner(&items, body);
    let mut text = Text::default();
    read(items, manner, &mut text);
    heads::settle(&mut text.parts, &text.set_off);
    text.parts
}

fn read(items: Vec<Item>, manner: Manner, text: &mut Text) {
    let mut open: Vec<Line> = Vec::new();
    // What stands beside a paragraph does not part it.
    let mut beside: Vec<Item> = Vec::new();
    for item in items {
        match item {
            Item::Line(line) if goes_on(&open, &line, manner) => open.push(line),
            Item::Aside(items) => beside.extend(items),
            item => {
                close(&mut open, &mut beside, manner, text);
                match item {
                    Item::Line(line) => open.push(line),
                    Item::Row(row) => text.parts.push(Part { kind: Kind::TableRow, text: row }),
                    Item::Table(table) => text.parts.extend(table.rows.iter().map(|cells| row(cells))),
                    Item::Aside(_) => {}
                }
            }
        }
    }
    close(&mut open, &mut beside, manner, text);
}

/// Ends the paragraph that is open; what stands beside it comes next.
fn close(open: &mut Vec<Line>, beside: &mut Vec<Item>, manner: Manner, text: &mut Text) {
    if !open.is_empty() {
        let lines = std::mem::take(open);
        let part = part(&lines, manner);
        if heads::is_set_off(&part, &lines, manner.face) {
            text.set_off.push(text.parts.len());
        }
        text.parts.push(part);
    }
    if !beside.is_empty() {
        read(std::mem::take(beside), manner, text);
    }
}

fn row(cells: &[String]) -> Part {
    Part { kind: Kind::TableRow, text: cells.join("\t") }
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
    Manner { body, pitch, indents: indented > flush, face: face(items, body) }
}

/// The typeface of most of the text of this size; none where it is set in several.
fn face(items: &[Item], body: f32) -> Option<usize> {
    let mut counts: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for item in items {
        if let Item::Line(line) = item
            && (line.piece.size - body).abs() < body * 0.1
        {
            *counts.entry(line.piece.face).or_default() += line.piece.text.chars().count();
        }
    }
    let all: usize = counts.values().sum();
    let (face, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    face.filter(|_| most * 2 > all)
}

/// Whether two lines may be of one paragraph by their size.
pub(super) fn is_alike(a: &Line, b: &Line) -> bool {
    (a.piece.size - b.piece.size).abs() <= a.piece.size.max(b.piece.size) * 0.08
}

/// How far a line begins from the left of its column, in sizes.
pub(super) fn indent(line: &Line) -> f32 {
    (line.piece.left - line.column.0) / line.piece.size
}

/// Whether a line reaches so far that the begin of the next would not have fitted.
fn is_full(line: &Line, next: &Line) -> bool {
    let room = (line.column.1 - line.piece.right) / line.piece.size;
    let needed = begin_width(&next.piece.text) + 0.3;
    // A line that ends a sentence may end the paragraph; else the widths of some fonts are not well known.
    room < if ends(&line.piece.text) { needed } else { needed + 0.9 }
}

/// Whether a line ends as sentences, or what is counted up, do.
pub(super) fn ends(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '；', '：'])
}

/// How wide that is, in sizes, which cannot be parted from the begin of a line: a word of letters, marks that open
/// with what follows, marks that close with what they follow.
pub(super) fn begin_width(text: &str) -> f32 {
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
    let pitch = pitch_of(last, next);
    // Paragraphs of one document may be set at different distances, which their first lines tell.
    let own = match lines {
        [.., before, last] => pitch_of(before, last) * 1.1,
        _ if (indent(last) - FIRST_LINE).abs() < 0.5 && indent(next) < 0.3 => INDENTED_PITCH,
        _ => 1.2,
    };
    let widest = f32::max(manner.pitch * 1.22, own);
    let is_near = !is_below || pitch < widest;
    if is_title(last, manner) && is_title(next, manner) {
        return is_below && titles::goes_on(last, next, manner.pitch);
    }
    if contents::entry(&last.piece.text).is_some() {
        return false;
    }
    if is_near && is_below && is_note_below_title(lines, next) {
        return true;
    }
    if next.piece.item().is_some_and(|_| next.piece.text.starts_with(is_mark)) {
        return false;
    }
    if lines.iter().all(is_middle) && is_in_brackets(lines) {
        return false;
    }
    // A line set at the right, such as the date under a text, is followed by another paragraph.
    if indent(last) > RIGHT && indent(next) + 2.0 < indent(last) {
        return false;
    }
    // Lines that are set at the right end there, whatever follows.
    let is_short = last.piece.right - last.piece.left < last.piece.size * SET_RIGHT;
    if lines.len() == 1 && indent(last) > RIGHT && is_short && labels(last).next().is_none() {
        return false;
    }
    let is_indented = indent(next) > 1.2;
    let may_hang = lines.len() > 1 || !manner.indents || indent(next) > HANGING;
    let begin = last.piece.item().map_or(last.piece.left, |gap| gap.to);
    let is_below_begin = |begin: f32| (next.piece.left - begin).abs() < last.piece.size * 0.5;
    // The number of an item stands before its text, with hardly a gap.
    let outdent = (next.piece.left - last.piece.left) / last.piece.size;
    let ends = ends(&last.piece.text);
    // Two first lines below each other, each a paragraph.
    if ends && lines.len() == 1 && [last, next].iter().all(|line| (indent(line) - FIRST_LINE).abs() < 0.3) {
        return false;
    }
    let is_outdented = is_numbered(&last.piece.text)
        && (0.5..4.0).contains(&outdent)
        && (!ends || (indent(next) - FIRST_LINE).abs() > 0.3);
    let is_below_label = lines.len() == 1
        && labels(last).any(is_below_begin)
        && (!ends || (indent(next) - FIRST_LINE).abs() > 0.5);
    let is_hanging = may_hang && is_below_begin(last.piece.left)
        || is_below_begin(begin) && begin > last.piece.left
        || is_below_label
        || lines.len() == 1 && is_outdented;
    if !is_full(last, next) || !is_near || (is_indented && !is_hanging) {
        return false;
    }
    // A head as large as the text is of another typeface, or numbered as heads are.
    let is_other = last.piece.face.zip(next.piece.face).is_some_and(|(last, next)| last != next);
    if ends && (is_other || is_heading(&next.piece.text) || is_of_its_own(&next.piece.text)) {
        return false;
    }
    // Where nothing else tells, a full line that ends a sentence ends the paragraph at the end of a page, where lines
    // stand far apart, and before what is numbered.
    let is_apart = !is_below || pitch > 2.4;
    // The head of what is attached stands at the top of a page.
    if !is_below && next.piece.text.starts_with("附件") && next.piece.text.chars().count() <= ATTACHED {
        return false;
    }
    !ends || manner.indents || !(is_apart || is_numbered(&next.piece.text))
}

/// Whether lines in the middle and in brackets, as below the titles of statutes, have not been closed, and are by the next.
fn is_note_below_title(lines: &[Line], next: &Line) -> bool {
    let count = |sign: char| lines.iter().map(|line| line.piece.text.matches(sign).count()).sum::<usize>();
    let is_open = count('（') > count('）') && lines[0].piece.text.starts_with('（');
    is_open && next.piece.text.ends_with('）') && is_middle(next) && lines.iter().all(is_middle)
}

/// Whether a line stands in the middle of its column, or fills it.
pub(super) fn is_middle(line: &Line) -> bool {
    let (left, right) = (line.piece.left - line.column.0, line.column.1 - line.piece.right);
    (left - right).abs() < line.piece.size * 1.5
}

/// Whether lines are one remark: the bracket with which they begin is closed at their end, and not before.
fn is_in_brackets(lines: &[Line]) -> bool {
    let mut depth = 0_usize;
    let mut ends = 0;
    for c in lines.iter().flat_map(|line| line.piece.text.chars()) {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        ends += usize::from(depth == 0);
    }
    let last = lines.last().map_or("", |line| line.piece.text.as_str());
    ends == 1 && lines[0].piece.text.starts_with('（') && last.ends_with('）')
}

/// From an indented first line to the next there are no more sizes than these.
const INDENTED_PITCH: f32 = 2.6;

/// `附件 12` has no more characters.
const ATTACHED: usize = 5;

/// The places below which a paragraph may go on that begins with a name or a word that says what follows: `抄送：` or `王主任　`.
fn labels(line: &Line) -> impl Iterator<Item = f32> + '_ {
    const LONGEST: usize = 6;
    let Piece { text, left, size, gaps, .. } = &line.piece;
    let colon = text.chars().take(LONGEST).position(|c| c == '：');
    // A sign of that kind is as wide as it is high.
    let behind_colon =
        colon.and_then(|at| u8::try_from(at + 1).ok()).map(|count| left + f32::from(count) * size);
    let gap = gaps.first().filter(|gap| text[..gap.at].trim_end().chars().count() <= LONGEST);
    behind_colon.into_iter().chain(gap.map(|gap| gap.to))
}

/// How far first lines are indented as a rule, in sizes.
const FIRST_LINE: f32 = 2.0;

/// From one base line to the next, in sizes; of columns it says nothing.
pub(super) fn pitch_of(above: &Line, below: &Line) -> f32 {
    (above.piece.y - below.piece.y) / above.piece.size
}

/// First lines are indented by less, in sizes; what is indented by more is so from its first line to its last.
const HANGING: f32 = 2.5;

/// A line that begins so far from the left of its column is set at the right or in the middle, in sizes.
pub(super) const RIGHT: f32 = 4.5;

/// What is set at the right, an office or a date, is shorter than this, in sizes.
const SET_RIGHT: f32 = 14.0;

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
    if let Some(text) = contents::entry(&text) {
        return Part { kind: Kind::Body, text };
    }
    let size = lines.iter().map(|line| line.piece.size).fold(0.0, f32::max);
    let is_usual = text.starts_with(['•', '●', '▪', '◦', '·', '■', '○', '\u{F0B7}', '\u{F0A7}']);
    let is_apart = lines.first().is_some_and(|line| line.piece.item().is_some());
    let mark = text.strip_prefix(is_mark).filter(|_| is_usual || is_apart);
    if let Some(rest) = mark.filter(|_| lines.len() < 40) {
        return Part { kind: Kind::ListItem, text: rest.trim_start().to_owned() };
    }
    let by_itself = kind_by_itself(&text);
    // A lead may be larger than the rest, and is no head.
    let is_lead = ends(&text) && text.chars().filter(|c| matches!(c, '，' | '。')).count() > 1;
    let is_large = size > manner.body * 1.12 && !is_lead;
    let kind = if is_large && !(is_caption(&text) && size < manner.body * 1.3) {
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

/// Whether a line begins like no other than the first of a paragraph: an article of a statute, a line below a notice.
fn is_of_its_own(text: &str) -> bool {
    const BELOW: [&str; 6] = ["抄送：", "主送：", "附件：", "附：", "联系人：", "联系电话："];
    let is_of_office = text.ends_with("印发") && text.contains('年');
    let is_reference = text.starts_with('[') && super::page::note_mark(text).is_some();
    text.starts_with('第') && is_numbered(text)
        || is_of_office
        || is_reference
        || BELOW.iter().any(|begin| text.starts_with(begin))
}

pub(super) fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(['（', '(', '第']);
    let rest = rest.trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['、', '）', ')', '.', '．', '条', '章', '节'])
}
