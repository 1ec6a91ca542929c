//! PDF: from characters that stand somewhere on pages to paragraphs.
//!
//! ```text
//! file ─ content, font, cmap ─▶ glyphs and rules ─ lines ─▶ pieces ─ furniture, tables, page, columns, rows ─▶ items ─ paragraphs ─▶ Part
//! ```

mod blocks;
mod cells;
mod cmap;
mod columns;
mod content;
mod contents;
mod edges;
mod fills;
mod font;
mod frames;
mod furniture;
mod glyph_names;
mod heads;
mod initials;
mod lines;
mod open_tables;
mod page;
mod paragraphs;
mod radicals;
mod rows;
mod ruled_off;
mod shown;
mod stripes;
mod tables;
mod titles;
mod turned;
mod values;

use std::collections::BTreeMap;

use lopdf::{Document, Error, LoadOptions, Object};

use super::document_names::is_placeholder;
use super::{Extracted, Gaps, Part};
use crate::corpus::gap::{Gap, Missing};
use crate::corpus::inferred::are_of_site;
use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;
use content::Reader;
use lines::Piece;
use page::{Item, Line};
use shown::Shown;
use tables::Ruled;

/// So many bytes a stream of objects may unpack to.
const OBJECTS: usize = 64 << 20;

/// So much may stand behind the end of a file, in bytes.
const BEHIND: usize = 16 << 10;

/// So many pages are read; books have a tenth.
const MOST_PAGES: usize = 20_000;

/// The paragraphs of a file with a text layer.
///
/// Fails when it is damaged, under a password, shows images alone, or does not say which characters it shows.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, Defect> {
    let document = load(bytes)?;
    let mut reader = Reader::new(&document);
    let ids = document.page_iter().take(MOST_PAGES);
    let pages: Vec<(Shown, Vec<Piece>)> = ids
        .map(|id| {
            let mut shown = reader.page(id);
            initials::set_initials(&mut shown.glyphs);
            shown.ruled = tables::ruled(&std::mem::take(&mut shown.rules));
            stripes::join_stripes(&mut shown.ruled, &shown.glyphs);
            ruled_off::add_ruled_off(&mut shown.ruled, &shown.glyphs, shown.height);
            let pieces = lines::pieces(&std::mem::take(&mut shown.glyphs), &shown.ruled);
            (shown, pieces)
        })
        .collect();
    if pages.is_empty() {
        return Err(Defect::Damaged);
    }
    let of_all = |count: fn(&Piece) -> usize| -> usize {
        pages.iter().flat_map(|(_, pieces)| pieces).map(count).sum()
    };
    let characters = of_all(|piece| piece.text.chars().count());
    if characters == 0 {
        if pages.iter().any(|(page, _)| page.is_damaged) {
            return Err(Defect::Damaged);
        }
        let has_images = pages.iter().any(|(page, _)| page.has_images);
        return if has_images { Err(Defect::OnlyImages) } else { Ok(Extracted::default()) };
    }
    if of_all(|piece| piece.unknown) * 5 > characters {
        return Err(Defect::Unsupported);
    }
    let mut gaps = gaps(&pages);
    gaps.extend(Missing::some(Gap::Pages, counted(&document).min(MOST_PAGES).saturating_sub(pages.len())));
    Ok(Extracted { metadata: metadata(&document), parts: parts(pages), gaps })
}

/// What of the pages could not be had.
fn gaps(pages: &[(Shown, Vec<Piece>)]) -> Gaps {
    let of_pages = |gap, is_so: fn(&Shown, &[Piece]) -> bool| {
        let numbered = (1..).zip(pages).filter(|(_, (page, pieces))| is_so(page, pieces));
        Missing::at(gap, numbered.map(|(number, _): (usize, _)| number.to_string()).collect())
    };
    let unknown = |pieces: &[Piece]| pieces.iter().map(|piece| piece.unknown).sum::<usize>();
    let gaps = [
        of_pages(Gap::ImagePages, |page, pieces| page.has_images && pieces.is_empty()),
        of_pages(Gap::DamagedPages, |page, _| page.is_damaged),
        of_pages(Gap::UnknownCharacters, |_, pieces| pieces.iter().any(|piece| piece.unknown > 0)).map(
            |missing| Missing { count: pages.iter().map(|(_, pieces)| unknown(pieces)).sum(), ..missing },
        ),
        of_pages(Gap::TurnedPages, |page, _| !page.asides.is_empty()),
    ];
    gaps.into_iter().flatten().collect()
}

/// How many pages the file says that it has.
fn counted(document: &Document) -> usize {
    let all = document.catalog().ok().and_then(|catalog| values::get(document, catalog, b"Pages"));
    let count = all.and_then(|all| values::get(document, values::dictionary(document, all)?, b"Count"));
    count.and_then(|count| usize::try_from(count.as_i64().ok()?).ok()).unwrap_or_default()
}

fn load(bytes: &[u8]) -> Result<Document, Defect> {
    // Without its end, what lopdf finds by itself are pieces: characters would be missing without a word.
    if !has_end(bytes) {
        return Err(Defect::Damaged);
    }
    let options = LoadOptions { max_decompressed_size: Some(OBJECTS), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| defect(&error))?;
    // Many files can be read by everybody and are encrypted all the same.
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| Defect::Encrypted)?;
    }
    Ok(document)
}

/// Whether the mark that ends a file stands near its end; what servers put behind it does no harm.
fn has_end(bytes: &[u8]) -> bool {
    const END: &[u8] = b"%%EOF";
    let last = &bytes[bytes.len().saturating_sub(BEHIND)..];
    last.windows(END.len()).any(|window| window == END)
}

fn defect(error: &Error) -> Defect {
    match error {
        Error::InvalidPassword => Defect::Encrypted,
        _ => Defect::Damaged,
    }
}

fn parts(pages: Vec<(Shown, Vec<Piece>)>) -> Vec<Part> {
    let is_furniture = furniture::furniture(&pages);
    let body = body_size(&pages);
    let mut read: Vec<(Vec<Item>, Vec<Line>)> = Vec::new();
    let (mut heads, mut feet) = (Vec::new(), Vec::new());
    let widths: Vec<f32> = pages.iter().map(|(page, _)| page.width).collect();
    for (number, ((page, pieces), is_furniture)) in pages.into_iter().zip(is_furniture).enumerate() {
        let (around, pieces): (Vec<_>, Vec<_>) =
            pieces.into_iter().zip(is_furniture).partition(|(_, is_furniture)| *is_furniture);
        for (piece, _) in around {
            let part = Part { kind: Kind::Furniture, text: piece.text };
            if number == 0 && piece.y > page.height / 2.0 { heads.push(part) } else { feet.push(part) }
        }
        let asides = page.asides.iter().flat_map(|aside| lines::pieces(aside, &Ruled::default()));
        feet.extend(asides.map(|piece| Part { kind: Kind::Furniture, text: piece.text }));
        let pieces = pieces.into_iter().map(|(piece, _)| piece).collect();
        read.push(page::items(number, &page, pieces, body));
    }
    edges::widen(&mut read, &widths);
    for (items, _) in &mut read {
        blocks::narrow(items);
    }
    let marks: Vec<Vec<String>> = read.iter().map(|(_, notes)| marks(notes)).collect();
    let mut items = Vec::new();
    let mut notes: Vec<Line> = Vec::new();
    for (number, (mut found, of_page)) in read.into_iter().enumerate() {
        // Where a page has no room, a note stands on the next.
        drop_references(&mut found, &marks[number..marks.len().min(number + 2)].concat());
        put(&mut items, found);
        notes.extend(of_page);
    }
    let mut parts = heads;
    let mut text = paragraphs::paragraphs(items, body);
    let are_of_site = are_of_site(text.iter().map(|part| (part.text.as_str(), part.kind)));
    for (part, is_of_site) in text.iter_mut().zip(are_of_site) {
        part.kind = if is_of_site { Kind::Furniture } else { part.kind };
    }
    parts.extend(text);
    parts.extend(paragraphs::notes(notes));
    parts.extend(feet);
    parts
}

/// Puts the items of a page behind those of the pages before; a table may go on over them.
fn put(items: &mut Vec<Item>, found: Vec<Item>) {
    for item in found {
        let rest = match (items.last_mut(), item) {
            (Some(Item::Table(table)), Item::Table(next)) => table.go_on(next).map(Item::Table),
            (_, item) => Some(item),
        };
        items.extend(rest);
    }
}

/// The marks with which the notes of a page begin.
fn marks(notes: &[Line]) -> Vec<String> {
    let mark = |note: &Line| Some(note.piece.text[..page::note_mark(&note.piece.text)?].to_owned());
    notes.iter().filter_map(mark).collect()
}

/// The raised numbers that refer to notes are no part of the text.
fn drop_references(items: &mut [Item], marks: &[String]) {
    for item in items {
        if let Item::Aside(items) = item {
            drop_references(items, marks);
        }
        let Item::Line(line) = item else { continue };
        for (at, length) in std::mem::take(&mut line.piece.raised).into_iter().rev() {
            let is_mark = line
                .piece
                .text
                .get(at..at + length)
                .is_some_and(|text| marks.iter().any(|mark| mark == text));
            if is_mark {
                line.piece.text.replace_range(at..at + length, "");
            }
        }
    }
}

/// The size of most characters, in points: of those outside of tables, if these are not few.
fn body_size(pages: &[(Shown, Vec<Piece>)]) -> f32 {
    const FEW: usize = 60;
    let sized = |is_counted: fn(&Shown, &Piece) -> bool| {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        for (page, pieces) in pages {
            for piece in pieces.iter().filter(|piece| is_counted(page, piece)) {
                #[allow(clippy::cast_possible_truncation)] // no font is so large
                let size = (piece.size * 4.0).round() as i32;
                *counts.entry(size).or_default() += piece.text.chars().count();
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count)
    };
    let is_free = |page: &Shown, piece: &Piece| {
        !page.ruled.grids.iter().any(|grid| grid.has_columns() && grid.holds(piece))
    };
    let most = sized(is_free).filter(|(_, count)| *count > FEW).or_else(|| sized(|_, _| true));
    #[allow(clippy::cast_precision_loss)]
    most.map_or(12.0, |(size, _)| size as f32 / 4.0)
}

/// What the file says of itself.
fn metadata(document: &Document) -> Vec<(&'static str, String)> {
    let information = document.trailer.get(b"Info").ok().and_then(|info| values::dictionary(document, info));
    let said = |key: &[u8]| {
        let value = values::get(document, information?, key)?;
        let Object::String(bytes, _) = value else { return None };
        Some(values::decoded(bytes).trim().to_owned()).filter(|text| !text.is_empty())
    };
    let date = said(b"CreationDate").or_else(|| said(b"ModDate")).and_then(|date| iso(&date));
    let title = said(b"Title").filter(|title| !is_placeholder(title));
    [("title", title), ("date", date), ("author", said(b"Author"))]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// `D:20250301093000+08'00'` as `2025-03-01`.
fn iso(date: &str) -> Option<String> {
    let digits: String = date.trim_start_matches("D:").chars().take(8).collect();
    let is_date = digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_date.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
