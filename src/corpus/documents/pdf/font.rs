//! Fonts, as far as they tell what codes stand for and how wide their glyphs are.

use std::collections::BTreeMap;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;
use super::glyph_names;
use super::values::{dictionary, get, is_broken_stream, number, resolved, stream};

/// So many bytes a map of characters may unpack to.
const MAP: usize = 16 << 20;

/// What a code stands for.
#[derive(Debug)]
pub(super) struct Shown {
    /// None where the font does not say.
    pub(super) text: Option<String>,
    /// In parts of the size of the font.
    pub(super) width: f32,
    /// Whether it is the one byte that stands for a space.
    pub(super) is_space: bool,
}

/// A font of a page.
#[derive(Debug)]
pub(super) struct Font {
    texts: Option<CMap>,
    codes: Codes,
    widths: BTreeMap<u32, f32>,
    missing: f32,
    /// Whether its characters stand one below the other.
    pub(super) runs_down: bool,
    /// Whether bytes are wrong of what says which characters it shows.
    pub(super) is_damaged: bool,
    /// That of its typeface, and the number that the file's reader gives it.
    pub(super) name: String,
    pub(super) face: usize,
}

/// How the bytes of a text are cut into codes, and what they stand for unless the font has its own table.
#[derive(Debug)]
enum Codes {
    /// One byte each.
    Simple(Vec<Option<String>>),
    /// Two bytes, the number of a glyph.
    Identity,
    /// As in an encoding of texts.
    Encoded(&'static Encoding),
    Utf16,
    Utf32,
    /// By a map of the file.
    Mapped(CMap, Option<&'static Encoding>),
}

impl Font {
    /// One that cannot be read. Its codes are as long as those of the others of the file, as most programs write them.
    pub(super) fn lost(document: &Document) -> Font {
        let is_composite = |object: &Object| {
            object
                .as_dict()
                .is_ok_and(|font| font.get(b"DescendantFonts").is_ok_and(|below| !below.is_null()))
        };
        let is_one = document.objects.values().any(is_composite);
        let codes = if is_one { Codes::Identity } else { Codes::Simple(unnamed()) };
        Font {
            texts: None,
            codes,
            widths: BTreeMap::new(),
            missing: 1.0,
            runs_down: false,
            is_damaged: false,
            name: String::new(),
            face: 0,
        }
    }

    pub(super) fn new(document: &Document, font: &Dictionary) -> Font {
        let texts = stream(document, font, b"ToUnicode", MAP).map(|bytes| CMap::parse(&bytes));
        let name = typeface(document, font);
        let is_without = texts.is_none() && font.has(b"ToUnicode");
        let is_broken =
            |key| get(document, font, key).and_then(|map| map.as_stream().ok()).is_some_and(is_broken_stream);
        let is_damaged = is_broken(b"ToUnicode") || is_broken(b"Encoding");
        let texts = texts.filter(CMap::has_texts);
        let below = get(document, font, b"DescendantFonts").and_then(|fonts| match fonts {
            Object::Array(fonts) => dictionary(document, fonts.first()?),
            other => dictionary(document, other),
        });
        if below.is_none() && !font.has(b"DescendantFonts") {
            let (widths, missing) = simple_widths(document, font);
            // What was lost said otherwise than what is usual, where nothing else says anything.
            let is_unnamed = is_without && !font.has(b"Encoding");
            let codes = Codes::Simple(if is_unnamed { unnamed() } else { simple_codes(document, font) });
            return Font { texts, codes, widths, missing, runs_down: false, is_damaged, name, face: 0 };
        }
        let encoding = get(document, font, b"Encoding").and_then(|name| name.as_name().ok());
        Font {
            texts,
            codes: composite_codes(document, font),
            widths: below.map(|below| composite_widths(document, below)).unwrap_or_default(),
            missing: below.and_then(|below| get(document, below, b"DW")).and_then(number).unwrap_or(1000.0)
                / 1000.0,
            runs_down: encoding.is_some_and(|name| name.ends_with(b"-V")),
            is_damaged,
            name,
            face: 0,
        }
    }

    /// What the bytes of a text show.
    pub(super) fn shown(&self, mut bytes: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::new();
        while !bytes.is_empty() {
            let length = self.length(bytes).clamp(1, bytes.len());
            let (code, rest) = bytes.split_at(length);
            shown.push(self.code(code));
            bytes = rest;
        }
        shown
    }

    fn length(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Codes::Simple(_) => 1,
            Codes::Utf16 => {
                if matches!(bytes[0], 0xD8..=0xDB) {
                    4
                } else {
                    2
                }
            }
            Codes::Utf32 => 4,
            Codes::Encoded(_) if bytes[0] < 0x80 => 1,
            Codes::Encoded(encoding) if *encoding == UTF_8 => match bytes[0] {
                0xF0.. => 4,
                0xE0.. => 3,
                _ => 2,
            },
            Codes::Encoded(encoding) if *encoding == SHIFT_JIS && matches!(bytes[0], 0xA0..=0xDF) => 1,
            Codes::Encoded(encoding) if *encoding == GB18030 && matches!(bytes.get(1), Some(0x30..=0x39)) => {
                4
            }
            Codes::Identity | Codes::Encoded(_) => 2,
            Codes::Mapped(map, encoding) => {
                let fallback = if encoding.is_some() && bytes[0] < 0x80 { 1 } else { 2 };
                map.length(bytes).unwrap_or(fallback)
            }
        }
    }

    fn code(&self, bytes: &[u8]) -> Shown {
        let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        let own = self.texts.as_ref().and_then(|texts| {
            // Some write the codes of their table with another length than those of the text.
            texts.text(bytes.len(), code).or_else(|| (bytes.len() == 2).then(|| texts.text(1, code))?)
        });
        let decoded = |encoding: &'static Encoding| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some(text.into_owned())
        };
        let text = own.filter(|text| !text.contains(['\0', '\u{FFFD}'])).or_else(|| match &self.codes {
            Codes::Simple(table) => table.get(code as usize)?.clone(),
            Codes::Identity => None,
            Codes::Encoded(encoding) => decoded(encoding),
            Codes::Utf16 => {
                let units: Vec<u16> =
                    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                String::from_utf16(&units).ok()
            }
            Codes::Utf32 => char::from_u32(code).map(String::from),
            Codes::Mapped(_, encoding) => encoding.and_then(decoded),
        });
        Shown { text, width: self.width(bytes.len(), code), is_space: bytes == b" " }
    }

    fn width(&self, length: usize, code: u32) -> f32 {
        let of_glyph = |glyph| self.widths.get(&glyph).copied();
        match &self.codes {
            Codes::Simple(_) | Codes::Identity => of_glyph(code).unwrap_or(self.missing),
            Codes::Mapped(map, _) => map.number(length, code).and_then(of_glyph).unwrap_or(self.missing),
            // What numbers such codes have is said in tables that are not at hand, but for those of ASCII, which are the
            // same in all of them. Chinese has one width.
            Codes::Utf16 | Codes::Utf32 if (0x20..0x7F).contains(&code) => {
                of_glyph(code - 31).unwrap_or(self.missing / 2.0)
            }
            Codes::Encoded(_) | Codes::Utf16 | Codes::Utf32 if length > 1 && code > 0xFF => self.missing,
            Codes::Encoded(_) | Codes::Utf16 | Codes::Utf32 => self.missing / 2.0,
        }
    }
}

fn composite_codes(document: &Document, font: &Dictionary) -> Codes {
    match get(document, font, b"Encoding") {
        Some(Object::Name(name)) => named_codes(&String::from_utf8_lossy(name)),
        Some(Object::Stream(stream)) => {
            let bytes = stream.get_plain_content_with_limit(MAP).unwrap_or_default();
            let map = CMap::parse(&bytes);
            let base = stream.dict.get(b"UseCMap").and_then(Object::as_name).ok();
            let base = base.map(|name| String::from_utf8_lossy(name).into_owned()).or(map.base.clone());
            let encoding = match base.map(|base| named_codes(&base)) {
                Some(Codes::Encoded(encoding)) => Some(encoding),
                _ => None,
            };
            Codes::Mapped(map, encoding)
        }
        _ => Codes::Identity,
    }
}

/// The encodings behind the names of the maps that every reader of PDF has, by a part of the name.
const NAMED: &[(&str, &Encoding)] =
    &[("GB", GB18030), ("B5", BIG5), ("RKSJ", SHIFT_JIS), ("KSC", EUC_KR), ("EUC", EUC_JP)];

fn named_codes(name: &str) -> Codes {
    if name.starts_with("Identity") {
        return Codes::Identity;
    }
    if name.contains("UTF32") {
        return Codes::Utf32;
    }
    if name.contains("UTF8") {
        return Codes::Encoded(UTF_8);
    }
    if name.starts_with("Uni") {
        return Codes::Utf16;
    }
    let known = NAMED.iter().find(|(part, _)| name.contains(part));
    known.map_or(Codes::Identity, |(_, encoding)| Codes::Encoded(encoding))
}

/// `W`: runs of widths from a first glyph on, and ranges of glyphs of one width.
fn composite_widths(document: &Document, below: &Dictionary) -> BTreeMap<u32, f32> {
    let mut widths = BTreeMap::new();
    let Some(Object::Array(items)) = get(document, below, b"W") else { return widths };
    let mut at = 0;
    while let Some(first) = items.get(at).and_then(|item| number(resolved(document, item))) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a glyph's number
        let first = first as u32;
        match items.get(at + 1).map(|item| resolved(document, item)) {
            Some(Object::Array(run)) => {
                let run = run.iter().filter_map(|width| number(resolved(document, width)));
                widths.extend((first..).zip(run.map(|width| width / 1000.0)));
                at += 2;
            }
            Some(last) => {
                let width = items.get(at + 2).and_then(|item| number(resolved(document, item)));
                let (Some(last), Some(width)) = (number(last), width) else { break };
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let last = (last as u32).min(first.saturating_add(0xFFFF));
                widths.extend((first..=last).map(|glyph| (glyph, width / 1000.0)));
                at += 3;
            }
            None => break,
        }
    }
    widths
}

fn simple_widths(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f32>, f32) {
    // The glyphs of a font that is drawn have a space of their own.
    let is_drawn = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type3");
    let scale = match get(document, font, b"FontMatrix") {
        Some(Object::Array(matrix)) if is_drawn => {
            matrix.first().and_then(|item| number(resolved(document, item))).unwrap_or(0.001)
        }
        _ => 0.001,
    };
    let first = get(document, font, b"FirstChar").and_then(number).unwrap_or(0.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a byte
    let first = first as u32;
    let widths = match get(document, font, b"Widths") {
        Some(Object::Array(widths)) => {
            let widths = widths.iter().map(|width| number(resolved(document, width)).unwrap_or(0.0) * scale);
            (first..).zip(widths).collect()
        }
        _ => (0..256).map(|code| (code, glyph_names::usual_width(code))).collect(),
    };
    let descriptor = get(document, font, b"FontDescriptor").and_then(|object| dictionary(document, object));
    let missing =
        descriptor.and_then(|descriptor| get(document, descriptor, b"MissingWidth")).and_then(number);
    (widths, missing.map_or(0.5, |width| width * scale))
}

/// Bytes of which nothing is known.
fn unnamed() -> Vec<Option<String>> {
    vec![None; 256]
}

/// The name of the typeface of a font; that of a part of one begins with letters of its own. Fonts whose characters are
/// drawn have it among what describes them alone.
fn typeface(document: &Document, font: &Dictionary) -> String {
    let described = || {
        let descriptor = dictionary(document, get(document, font, b"FontDescriptor")?)?;
        get(document, descriptor, b"FontName")
    };
    let name = get(document, font, b"BaseFont").or_else(described);
    let name = name.and_then(|name| name.as_name().ok()).unwrap_or_default();
    let name = name.split(|byte| *byte == b'+').next_back().unwrap_or_default();
    String::from_utf8_lossy(name).into_owned()
}

/// Whether a typeface holds signs in place of letters.
fn is_of_signs(name: &str) -> bool {
    ["Symbol", "Wingdings", "Webdings", "ZapfDingbats"].iter().any(|known| name.starts_with(known))
}

/// What a byte stands for in such a font: the place that such signs have among those for private use.
fn sign(byte: u8) -> Option<String> {
    char::from_u32(0xF000 + u32::from(byte)).filter(|_| byte > b' ').map(String::from)
}

/// What each byte stands for.
fn simple_codes(document: &Document, font: &Dictionary) -> Vec<Option<String>> {
    let encoding = get(document, font, b"Encoding");
    let (base, differences) = match encoding {
        Some(Object::Name(name)) => (Some(name.as_slice()), None),
        Some(Object::Dictionary(dictionary)) => (
            dictionary.get(b"BaseEncoding").and_then(Object::as_name).ok(),
            get(document, dictionary, b"Differences"),
        ),
        _ => (None, None),
    };
    let base = if base == Some(b"MacRomanEncoding") { encoding_rs::MACINTOSH } else { WINDOWS_1252 };
    let usual = |byte: u8| {
        let text = base.decode_without_bom_handling(&[byte]).0.into_owned();
        (byte >= b' ' && byte != 0x7F).then_some(text)
    };
    let is_of_signs = is_of_signs(&typeface(document, font));
    let mut table: Vec<_> =
        (0..=255).map(|byte| if is_of_signs { sign(byte) } else { usual(byte) }).collect();
    let Some(Object::Array(differences)) = differences else { return table };
    let mut code = 0;
    for item in differences {
        match resolved(document, item) {
            Object::Name(name) => {
                if let Some(entry) = table.get_mut(code) {
                    *entry = glyph_names::text(&String::from_utf8_lossy(name));
                }
                code += 1;
            }
            other => {
                if let Some(number) = number(other) {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a byte
                    let number = number as usize;
                    code = number;
                }
            }
        }
    }
    table
}
