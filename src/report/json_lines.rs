//! Results for programs: one JSON object a line.
//!
//! The structures below only borrow; a paragraph is copied once, into the buffer. Characters beyond ASCII
//! are written as they are, save the few that some reader takes for the end of a line (U+0085, U+2028,
//! U+2029) or a terminal for a command (U+0080 to U+009F): these are escaped, so that a line is a line.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::corpus::Paragraph;
use crate::engine::{Match, Tag};
use crate::ruleset::RuleSet;

/// Writes one JSON line a paragraph, its fields in this order:
///
/// | field | what it is |
/// |---|---|
/// | `document` | the path as walked, or the id of the record |
/// | `paragraph` | its number within the document, from 1 |
/// | `line` | the line of its first character, from 1; absent for records, and for documents without lines |
/// | `kind` | what it is in its document, by the names of [`Kind`](crate::corpus::Kind) |
/// | `sentence` | where the result is by sentences, its `number` in the paragraph, from 1, and the code point at which it has its `start` there; else absent |
/// | `kept` | the fields of the record or document that travel with it, an object, so that none can be mistaken for a field of ours; absent when empty |
/// | `text` | the paragraph, or the sentence |
/// | `tags` | a list of `category`, `evidence` and, when the category has some, `meta` |
/// | `ruleset` | the digest of the rule set |
///
/// Evidence has `start` and `end` in code points of the paragraph (which is `text`, unless that is a sentence), the `text` between them, the `pattern` as the
/// analyst wrote it, and `flags`, absent when empty.
#[derive(Clone, Debug)]
pub struct JsonLines {
    digest: String,
}

impl JsonLines {
    /// For results by these rules.
    pub fn new(rules: &RuleSet) -> JsonLines {
        JsonLines { digest: rules.digest().to_owned() }
    }

    /// Writes one line.
    pub(super) fn paragraph(&self, paragraph: &Paragraph, tags: &[Tag], out: &mut Vec<u8>) {
        let fields = Fields {
            document: &paragraph.document,
            paragraph: paragraph.number,
            line: paragraph.line,
            kind: paragraph.kind.name(),
            sentence: paragraph
                .sentence
                .map(|sentence| Sentence { number: sentence.number, start: sentence.start }),
            kept: Kept(&paragraph.kept),
            text: &paragraph.text,
            tags: Tags { paragraph, tags },
            ruleset: &self.digest,
        };
        let start = out.len();
        let written = serde_json::to_writer(&mut *out, &fields);
        debug_assert!(written.is_ok(), "a buffer takes everything, and all keys are text");
        escape_from(start, out);
        out.push(b'\n');
    }
}

/// Escapes, in the JSON that begins at `start`, the characters that would not do as they are. All of them
/// stand in strings: outside of strings, JSON is ASCII.
pub(super) fn escape_from(start: usize, out: &mut Vec<u8>) {
    let Some(first) = out[start..].windows(3).position(is_refused) else { return };
    let tail = out.split_off(start + first);
    for c in String::from_utf8_lossy(&tail).chars() {
        if is_refused(c.encode_utf8(&mut [0; 4]).as_bytes()) {
            out.extend_from_slice(format!("\\u{:04x}", u32::from(c)).as_bytes());
        } else {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// Whether the bytes begin with U+0080 to U+009F, U+2028 or U+2029 in UTF-8.
fn is_refused(bytes: &[u8]) -> bool {
    matches!(bytes, [0xC2, 0x80..=0x9F, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..])
}

#[derive(Serialize)]
struct Fields<'a> {
    document: &'a str,
    paragraph: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<Sentence>,
    #[serde(skip_serializing_if = "Kept::is_empty")]
    kept: Kept<'a>,
    text: &'a str,
    tags: Tags<'a>,
    ruleset: &'a str,
}

#[derive(Serialize)]
struct Sentence {
    number: usize,
    start: usize,
}

/// The kept fields, as an object in the order asked for.
struct Kept<'a>(&'a [(String, Value)]);

impl Kept<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

struct Tags<'a> {
    paragraph: &'a Paragraph,
    tags: &'a [Tag<'a>],
}

impl Serialize for Tags<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.tags.iter().map(|tag| TagFields {
            category: tag.category.id(),
            evidence: Evidence { paragraph: self.paragraph, evidence: &tag.evidence },
            meta: tag.category.meta(),
        }))
    }
}

#[derive(Serialize)]
struct TagFields<'a> {
    category: &'a str,
    evidence: Evidence<'a>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    meta: &'a Map<String, Value>,
}

struct Evidence<'a> {
    paragraph: &'a Paragraph,
    evidence: &'a [Match<'a>],
}

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.evidence.iter().map(|evidence| MatchFields {
            start: evidence.span.start,
            end: evidence.span.end,
            text: super::words(self.paragraph, evidence),
            pattern: evidence.pattern,
            flags: Flags(evidence),
        }))
    }
}

#[derive(Serialize)]
struct MatchFields<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    pattern: &'a str,
    #[serde(skip_serializing_if = "Flags::is_empty")]
    flags: Flags<'a>,
}

/// The names of the flags of a piece of evidence.
struct Flags<'a>(&'a Match<'a>);

impl Flags<'_> {
    fn is_empty(&self) -> bool {
        self.0.flags.is_empty()
    }
}

impl Serialize for Flags<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.flags.iter().map(|flag| flag.name()))
    }
}
