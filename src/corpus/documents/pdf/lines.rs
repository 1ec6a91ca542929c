//! From characters that stand somewhere on a page to pieces of lines.

use super::shown::Glyph;
use super::tables::Ruled;

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
    /// Gaps in which another cell may begin.
    pub(super) gaps: Vec<Gap>,
    /// The typeface of almost all its Chinese; none where there are several, or hardly any Chinese.
    pub(super) face: Option<usize>,
}

/// A gap in a piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// Where in the text what follows begins.
    pub(super) at: usize,
    /// From where to where on the page.
    pub(super) from: f32,
    pub(super) to: f32,
    /// Whether it is no wider than the blanks that are written there, and so one between words.
    pub(super) is_written: bool,
}

impl Piece {
    /// The two pieces that a gap over this place makes of it; itself where there is none.
    pub(super) fn parted(self, x: f32) -> (Piece, Option<Piece>) {
        let Some(gap) = self.gap_over(x) else { return (self, None) };
        let mut right = Piece { left: gap.to, text: self.text[gap.at..].to_owned(), ..self.clone() };
        right.raised.retain(|(at, _)| *at >= gap.at);
        right.raised.iter_mut().for_each(|(at, _)| *at -= gap.at);
        right.gaps.retain(|other| other.at > gap.at);
        right.gaps.iter_mut().for_each(|other| other.at -= gap.at);
        right.unknown = right.text.matches(char::REPLACEMENT_CHARACTER).count().min(self.unknown);
        let mut left = Piece { right: gap.from, ..self };
        left.text.truncate(gap.at);
        left.text.truncate(left.text.trim_end().len());
        left.raised.retain(|(at, _)| *at < gap.at);
        left.gaps.retain(|other| other.at < gap.at);
        left.unknown -= right.unknown;
        (left, Some(right))
    }

    /// The gap over a place, where it is so wide that columns may be divided there.
    pub(super) fn gap_over(&self, x: f32) -> Option<Gap> {
        let is_over =
            |gap: &&Gap| gap.from <= x && x <= gap.to && gap.to - gap.from > MAYBE_APART * self.size;
        self.gaps.iter().find(is_over).copied()
    }
}

/// A gap of so many sizes separates pieces: columns, cells.
const APART: f32 = 1.5;

/// A gap of so many sizes may separate cells; to even out lines, characters move apart by less.
pub(super) const MAYBE_APART: f32 = 0.4;

/// A gap of so many sizes between letters is a space that is not written.
const SPACE: f32 = 0.2;

/// The pieces of a page, from its top, those of a line from the left. What lines keep apart that are
/// drawn, is apart.
pub(super) fn pieces(glyphs: &[Glyph], ruled: &Ruled) -> Vec<Piece> {
    let mut sorted: Vec<(f32, &Glyph)> = bases(glyphs).into_iter().zip(glyphs).collect();
    sorted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut pieces = Vec::new();
    let mut line: Vec<&Glyph> = Vec::new();
    let mut height = 0.0;
    for (base, glyph) in sorted {
        if main(&line).is_some_and(|main| !is_beside((height, main.size), (base, glyph.size))) {
            cut(&mut line, ruled, &mut pieces);
        }
        let first = main(&line);
        line.push(glyph);
        if main(&line).map(|main| main.size) != first.map(|first| first.size) {
            height = base;
        }
    }
    cut(&mut line, ruled, &mut pieces);
    pieces
}

/// The base line of each character: small ones that are drawn right behind another, higher or lower, as the numbers of
/// notes are, belong to the line of that one, though they may be as high as a line of the next column. More of them are a
/// line of their own, beside a large character.
fn bases(glyphs: &[Glyph]) -> Vec<f32> {
    let mut bases: Vec<f32> = Vec::with_capacity(glyphs.len());
    let mut base: Option<&Glyph> = None;
    let (mut end, mut first, mut count) = (0.0, (0.0, 0.0), 0);
    for glyph in glyphs {
        let Glyph { x, y, width, size, .. } = *glyph;
        let raised = base.filter(|base| {
            let rise = (y - base.y) / base.size;
            let is_off = (0.1..0.7).contains(&rise) || (0.1..0.45).contains(&-rise);
            size < base.size * SMALLER && is_off && f32::abs(x - end) < base.size * 0.5
        });
        // Those at two heights are lines too, the second of which begins where the first does.
        let is_below = count > 0 && f32::abs(y - first.1) > size * 0.3;
        let is_small = base.is_some_and(|base| size < base.size * SMALLER);
        let is_other = is_below && is_small && (raised.is_some() || f32::abs(x - first.0) < size);
        let raised = raised.filter(|_| !is_other);
        if raised.is_some() && count == 0 {
            first = (x, y);
        }
        end = x + width;
        let before = count;
        count = if raised.is_some() { count + 1 } else { 0 };
        let line = raised.filter(|_| (1..=MOST_RAISED).contains(&count)).unwrap_or(glyph);
        if is_other || count == MOST_RAISED + 1 {
            let begin = bases.len() - before.min(MOST_RAISED);
            bases[begin..].iter_mut().zip(&glyphs[begin..]).for_each(|(base, glyph)| *base = glyph.y);
        }
        base = Some(line);
        bases.push(line.y);
    }
    set_before(glyphs, &mut bases);
    bases
}

/// Puts small characters higher than what follows them at once, as the number is with which a note begins, on its line.
fn set_before(glyphs: &[Glyph], bases: &mut [f32]) {
    let mut at = 0;
    for run in glyphs.chunk_by(|a, b| (a.y - b.y).abs() < 0.1 && (a.size - b.size).abs() < 0.1) {
        let (begin, end) = (at, at + run.len());
        at = end;
        let (Some(last), Some(next)) = (run.last(), glyphs.get(end)) else { continue };
        let rise = (last.y - next.y) / next.size;
        let is_raised = (0.1..0.7).contains(&rise) && last.size < next.size * SMALLER;
        let is_near = (next.x - last.x - last.width).abs() < next.size * 0.7;
        if run.len() <= MOST_RAISED && is_raised && is_near {
            bases[begin..end].fill(next.y);
        }
    }
}

/// Raised characters are smaller than the others by this at least.
const SMALLER: f32 = 0.87;

/// The number of a note, its brackets and its blanks are no more characters.
const MOST_RAISED: usize = 6;

/// The largest character of a line, which its base line goes by.
fn main<'g>(line: &[&'g Glyph]) -> Option<&'g Glyph> {
    line.iter().copied().reduce(|a, b| if b.size > a.size * 1.01 { b } else { a })
}

/// Whether a character stands on the line of another, by their base lines and sizes. The smaller of both decides: beside a large character there may be
/// several lines of small ones.
fn is_beside(main: (f32, f32), other: (f32, f32)) -> bool {
    (main.0 - other.0).abs() < main.1.min(other.1) * 0.45
}

/// Cuts the characters of a line into pieces.
fn cut(line: &mut Vec<&Glyph>, ruled: &Ruled, pieces: &mut Vec<Piece>) {
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
            let gap = (glyph.x - (last.x + last.width)) / glyph.size.max(last.size);
            // Lines of two columns may stand at almost the same height.
            let is_stepped = (glyph.y - last.y).abs() > 0.06 * glyph.size
                && (glyph.size - last.size).abs() < 0.1 * glyph.size;
            // So do a label and the small lines beside it.
            let larger = glyph.size.max(last.size);
            let is_other =
                glyph.size.min(last.size) < 0.8 * larger && (glyph.y - last.y).abs() < 0.2 * larger;
            let is_apart = gap > if is_stepped || is_other { MAYBE_APART } else { APART };
            let middle = |glyph: &Glyph| glyph.x + glyph.width / 2.0;
            let height = glyph.y + glyph.size * 0.3;
            let (from, to) = (middle(last), middle(glyph));
            let is_divided = ruled.grids.iter().any(|grid| grid.divides(from, to, height))
                || gap > MAYBE_APART && ruled.frames.iter().any(|frame| frame.divides(from, to, height));
            if is_apart || is_divided {
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
            let last = run[..at].iter().rposition(|glyph| !is_blank(glyph));
            let from = last.map_or(glyph.x, |last| run[last].x + run[last].width);
            let blanks: f32 = run[last.map_or(0, |last| last + 1)..at].iter().map(|blank| blank.width).sum();
            let is_wide = glyph.x - from > APART * main.size;
            let is_written = !is_wide && glyph.x - from - blanks < MAYBE_APART * main.size && blanks > 0.0;
            gaps.push(Gap { at: text.len(), from, to: glyph.x, is_written });
        }
        let character = match glyph.character {
            _ if at == 0 && is_sign(run) => SIGN,
            known => known.unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        if glyph.size < main.size * SMALLER && glyph.y > main.y + main.size * 0.15 {
            match raised.last_mut() {
                Some((from, length)) if *from + *length == text.len() => *length += character.len_utf8(),
                _ => raised.push((text.len(), character.len_utf8())),
            }
        }
        text.push(if character == '\u{A0}' { ' ' } else { character });
    }
    let last = run.last()?;
    let is_unknown_sign = is_sign(run) && run[0].character.is_none();
    Some(Piece {
        text,
        left: run.first()?.x,
        right: last.x + last.width,
        y: main.y,
        size: main.size,
        unknown: run.iter().filter(|glyph| glyph.character.is_none()).count() - usize::from(is_unknown_sign),
        is_artifact: run.iter().all(|glyph| glyph.is_artifact),
        raised,
        gaps,
        face: face(run),
    })
}

/// The typeface of almost all Chinese of a run, of which there must be some.
fn face(run: &[&Glyph]) -> Option<usize> {
    const FEWEST: usize = 2;
    let is_chinese =
        |glyph: &&&Glyph| glyph.character.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let faces: Vec<usize> = run.iter().filter(is_chinese).map(|glyph| glyph.face).collect();
    let main = *faces.get(faces.len() / 2)?;
    let count = faces.iter().filter(|face| **face == main).count();
    (faces.len() >= FEWEST && count * 10 >= faces.len() * 9).then_some(main)
}

/// Whether a character is a mark before items of lists, where it stands apart from what follows.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}')
        || "•·▪◦‣⁃§\u{F0B7}\u{F0A7}".contains(c)
}

impl Piece {
    /// Where the text begins behind the mark or the number of an item that stands apart; none where it has none.
    pub(super) fn item(&self) -> Option<Gap> {
        let gap = *self.gaps.first()?;
        let label = self.text.get(..gap.at)?.trim_end();
        is_label(label).then_some(gap)
    }
}

/// Whether a word is the number or the mark before an item of a list.
pub(super) fn is_label(word: &str) -> bool {
    let mut characters = word.chars();
    let is_one = |c: char| is_mark(c) || matches!(c, '-' | '–');
    if let (Some(c), None) = (characters.next(), characters.next()) {
        return is_one(c);
    }
    let number = word.trim_end_matches(['.', '．', '、', ')', '）']);
    let is_number = number.len() < word.len() && number.chars().count() <= 3;
    is_number && !number.is_empty()
}

/// What stands for signs before items of lists that are no characters elsewhere.
const SIGN: char = '•';

/// Whether a piece begins with such a sign, apart from what follows.
fn is_sign(run: &[&Glyph]) -> bool {
    let is_own = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}');
    let [first, rest @ ..] = run else { return false };
    let is_apart = rest.first().is_none_or(|next| {
        next.character.is_some_and(char::is_whitespace)
            || next.x - (first.x + first.width) > MAYBE_APART * first.size
    });
    first.character.is_none_or(is_own) && is_apart
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
    // Letters, numbers; not what is a part of an address, nor what is left to fill in.
    let needs_space = text.chars().next_back().is_some_and(|c| is_narrow(c) && !matches!(c, '-' | '/' | '_'))
        && next.chars().next().is_some_and(|c| is_narrow(c) && c != '_');
    // A number that the line breaks is one number, an address one address; a word is not known to be broken.
    let is_number = text.ends_with(|c: char| c.is_ascii_digit() || c == '.')
        && next.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '%');
    if needs_space && !is_number {
        text.push(' ');
    }
    text.push_str(next);
}
