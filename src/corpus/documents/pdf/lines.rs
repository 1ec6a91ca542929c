//! From characters that stand somewhere on a page to pieces of lines.

use super::shown::Glyph;
use super::tables::Grid;

/// A piece of a line: characters side by side.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where its base line is.
    pub(super) y: f32,
    /// That of most of its characters.
    pub(super) size: f32,
    /// How many characters are not known.
    pub(super) unknown: usize,
    pub(super) is_artifact: bool,
    /// Small characters above the base line, as references to notes are: where in the text, and how long.
    pub(super) raised: Vec<(usize, usize)>,
    /// Gaps in which another cell may begin: where in the text, and where on the page.
    pub(super) gaps: Vec<(usize, f32)>,
}

/// A gap of so many sizes separates pieces: columns, cells.
const APART: f32 = 1.5;

/// A gap of so many sizes may separate cells; to even out lines, characters move apart by less.
const MAYBE_APART: f32 = 0.4;

/// A gap of so many sizes between letters is a space that is not written.
const SPACE: f32 = 0.2;

/// The pieces of a page, from its top, those of a line from the left. What the lines of a table keep apart, is apart.
pub(super) fn pieces(glyphs: &[Glyph], grids: &[Grid]) -> Vec<Piece> {
    let mut sorted: Vec<&Glyph> = glyphs.iter().collect();
    sorted.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut pieces = Vec::new();
    let mut line: Vec<&Glyph> = Vec::new();
    for glyph in sorted {
        if main(&line).is_some_and(|main| !is_beside(main, glyph)) {
            cut(&mut line, grids, &mut pieces);
        }
        line.push(glyph);
    }
    cut(&mut line, grids, &mut pieces);
    pieces
}

/// The largest character of a line, which its base line goes by.
fn main<'g>(line: &[&'g Glyph]) -> Option<&'g Glyph> {
    line.iter().copied().reduce(|a, b| if b.size > a.size * 1.01 { b } else { a })
}

fn is_beside(main: &Glyph, glyph: &Glyph) -> bool {
    let (small, large) = (main.size.min(glyph.size), main.size.max(glyph.size));
    // Numbers of notes are small and stand high.
    let share = if small < large * 0.8 { 0.65 } else { 0.45 };
    (main.y - glyph.y).abs() < large * share
}

/// Cuts the characters of a line into pieces.
fn cut(line: &mut Vec<&Glyph>, grids: &[Grid], pieces: &mut Vec<Piece>) {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut run: Vec<&Glyph> = Vec::new();
    for glyph in line.drain(..) {
        if let Some(last) = run.last() {
            let is_twice = last.character == glyph.character
                && (last.x - glyph.x).abs() < 0.25 * glyph.width.max(0.1)
                && last.character.is_some_and(|c| !c.is_whitespace());
            // Bold characters and shadows may be drawn twice.
            if is_twice {
                continue;
            }
            let is_apart = glyph.x - (last.x + last.width) > APART * glyph.size.max(last.size);
            let middle = |glyph: &Glyph| glyph.x + glyph.width / 2.0;
            let height = glyph.y + glyph.size * 0.3;
            if is_apart || grids.iter().any(|grid| grid.divides(middle(last), middle(glyph), height)) {
                pieces.extend(piece(&run));
                run.clear();
            }
        }
        run.push(glyph);
    }
    pieces.extend(piece(&run));
}

/// None where there are blanks alone.
fn piece(run: &[&Glyph]) -> Option<Piece> {
    let is_blank = |glyph: &&Glyph| glyph.character.is_some_and(char::is_whitespace);
    let begin = run.iter().position(|glyph| !is_blank(glyph))?;
    let end = run.iter().rposition(|glyph| !is_blank(glyph))?;
    let run = &run[begin..=end];
    let main = main(run)?;
    let mut text = String::new();
    let (mut raised, mut gaps): (Vec<(usize, usize)>, _) = (Vec::new(), Vec::new());
    for (at, glyph) in run.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| run[before]);
        if before.is_some_and(|before| is_space_between(before, glyph)) {
            text.push(' ');
        }
        let gap = before.map_or(0.0, |before| glyph.x - (before.x + before.width));
        if gap > MAYBE_APART * main.size || before.is_some_and(|before| is_blank(&before)) {
            gaps.push((text.len(), glyph.x));
        }
        let character = glyph.character.unwrap_or(char::REPLACEMENT_CHARACTER);
        if glyph.size < main.size * 0.8 && glyph.y > main.y + main.size * 0.15 {
            match raised.last_mut() {
                Some((from, length)) if *from + *length == text.len() => *length += character.len_utf8(),
                _ => raised.push((text.len(), character.len_utf8())),
            }
        }
        text.push(if character == '\u{A0}' { ' ' } else { character });
    }
    let last = run.last()?;
    Some(Piece {
        text,
        left: run.first()?.x,
        right: last.x + last.width,
        y: main.y,
        size: main.size,
        unknown: run.iter().filter(|glyph| glyph.character.is_none()).count(),
        is_artifact: run.iter().all(|glyph| glyph.is_artifact),
        raised,
        gaps,
    })
}

/// Whether words stand apart without a space; Chinese does so beside letters anyway.
fn is_space_between(before: &Glyph, glyph: &Glyph) -> bool {
    let gap = glyph.x - (before.x + before.width);
    let is_letter = |glyph: &Glyph| glyph.character.is_some_and(is_narrow);
    gap > SPACE * glyph.size.min(before.size) && is_letter(before) && is_letter(glyph)
}

/// Whether a character belongs to a script that puts spaces between words.
pub(super) fn is_narrow(c: char) -> bool {
    c.is_alphanumeric() && (c as u32) < 0x2E80 || c.is_ascii_graphic()
}

/// Puts what follows behind a text on the line before.
pub(super) fn join(text: &mut String, next: &str) {
    let needs_space = text.chars().next_back().is_some_and(|c| is_narrow(c) && c != '-' && c != '/')
        && next.chars().next().is_some_and(is_narrow);
    // A number that the line breaks is one number, an address one address; a word is not known to be broken.
    let is_number = text.ends_with(|c: char| c.is_ascii_digit() || c == '.')
        && next.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '%');
    if needs_space && !is_number {
        text.push(' ');
    }
    text.push_str(next);
}
