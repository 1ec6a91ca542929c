//! YAML as a tree of text, lists and mappings, each with its place. The one door to the YAML reader.
//!
//! A scalar is text exactly as written, whatever YAML would make of it: `no`, `007` and `1e5` are terms.
//! Duplicate and merge keys are passed through, so that they can be answered in an analyst's terms.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Budget, DuplicateKeyPolicy, Location, MergeKeyPolicy, NonFiniteFloatPolicy, Spanned};

/// What a rule file may hold at most, aliases written out.
const MOST_VALUES: usize = 10_000_000;
const MOST_BYTES: usize = 1 << 30;

/// A value and where it is written, in bytes of the file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Range<usize>,
    /// Where a name such as `*x` stands for it, if it is not written there itself.
    pub(super) alias: Option<Range<usize>>,
    /// Whether it is text without quotation marks, on whose punctuation YAML has views of its own.
    pub(super) is_plain: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Empty,
    Text(String),
    List(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    /// Where the last text in it ends; of a list or mapping, `span` need not cover all.
    pub(super) fn last_byte(&self) -> usize {
        let inner = match &self.value {
            Value::Empty | Value::Text(_) => None,
            Value::List(items) => items.iter().map(Node::last_byte).max(),
            Value::Mapping(entries) => {
                entries.iter().map(|(key, value)| key.last_byte().max(value.last_byte())).max()
            }
        };
        inner.unwrap_or(0).max(self.span.end)
    }
}

/// What the YAML reader stumbled over.
#[derive(Debug, Default)]
pub(super) struct SyntaxFault {
    pub(super) message: String,
    /// From 1; 0 where unknown.
    pub(super) line: usize,
    /// In characters, from 1; 0 where unknown.
    pub(super) column: usize,
}

/// Reads one YAML document; an empty one is [`Value::Empty`].
pub(super) fn read(text: &str) -> Result<Node, SyntaxFault> {
    let options = serde_saphyr::options! {
        budget: generous_budget(),
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MOST_VALUES,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(one_document(text), options) {
        Ok(raw) => Ok(located(text, raw)),
        Err(error) => {
            let location = error.location();
            let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            Err(SyntaxFault {
                message: error.to_string(),
                line: number(location.map(|at| at.line())),
                column: number(location.map(|at| at.column())),
            })
        }
    }
}

/// A text without the line of dashes at its end that would begin another document, with nothing in it.
fn one_document(text: &str) -> &str {
    let is_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    match text.rfind("\n---") {
        Some(at) if text[at + 4..].lines().all(is_nothing) => &text[..=at],
        _ => text,
    }
}

/// Room for a dictionary of millions of terms; what aliases stand for stays bounded.
fn generous_budget() -> Option<Budget> {
    serde_saphyr::budget! {
        max_nodes: MOST_VALUES,
        max_events: 3 * MOST_VALUES,
        max_aliases: MOST_VALUES,
        max_anchors: MOST_VALUES,
        max_recorded_anchor_events: MOST_VALUES,
        max_recorded_anchor_bytes: MOST_BYTES,
        max_total_scalar_bytes: MOST_BYTES,
        enforce_alias_anchor_ratio: false,
    }
}

/// A value as the YAML reader sees it.
enum Raw {
    Empty,
    /// A scalar that YAML took for text.
    Text(String),
    /// A scalar that YAML took for something else; its text is what stands in the file.
    Plain,
    List(Vec<Spanned<Raw>>),
    Mapping(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

fn located(source: &str, raw: Spanned<Raw>) -> Node {
    let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let bytes = |location: Location| {
        let start = number(location.span().byte_offset());
        start..start + number(location.span().byte_len())
    };
    let mut span = bytes(raw.defined);
    let alias = (raw.referenced != raw.defined).then(|| bytes(raw.referenced));
    let written = source.get(span.clone()).unwrap_or_default();
    let value = match raw.value {
        Raw::Empty if written.is_empty() => Value::Empty,
        Raw::Empty | Raw::Plain => Value::Text(written.to_owned()),
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| located(source, item)).collect()),
        Raw::Mapping(entries) => Value::Mapping(
            entries.into_iter().map(|(key, value)| (located(source, key), located(source, value))).collect(),
        ),
    };
    if let Value::Mapping(entries) = &value
        && let Some((key, _)) = entries.first()
    {
        span = key.span.clone();
    }
    let is_plain = matches!(value, Value::Text(_))
        && !source[span.start..].starts_with(['"', '\''])
        && !is_block(&source[..span.start]);
    Node { value, span, alias, is_plain }
}

/// Whether what stands before a text announces a block of lines, such as `about: |`.
fn is_block(before: &str) -> bool {
    let Some(earlier) = before.trim_end_matches([' ', '\t']).strip_suffix('\n') else { return false };
    announces_block(earlier.trim_end().rsplit('\n').next().unwrap_or_default())
}

/// Whether the lines below this one are a block of text, as after `about: |`.
pub(super) fn announces_block(line: &str) -> bool {
    let line = without_comment(line).trim_end();
    let sign = line.trim_end_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let key = sign.strip_suffix(['|', '>']).map(str::trim_end);
    key.is_some_and(|key| key.is_empty() || key.ends_with([':', '-', '?']))
}

/// A line without the comment behind it. A sign within quotation marks begins none.
pub(super) fn without_comment(line: &str) -> &str {
    let is_open = |part: &str| ['\'', '"'].iter().any(|mark| part.matches(*mark).count() % 2 == 1);
    let mut signs = line.match_indices(" #").map(|(at, _)| at);
    let sign = if is_open(line) { signs.next() } else { signs.find(|at| !is_open(&line[..*at])) };
    sign.map_or(line, |at| &line[..at])
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("text, a list or a mapping")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut mapping = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            mapping.push(entry);
        }
        Ok(Raw::Mapping(mapping))
    }
}
