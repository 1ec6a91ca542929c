//! A rule file as the signs it is written with: its values, how each is written, and its comments. The one
//! door to the YAML parser that tells them.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

/// So many comments may stand one below the other.
const MOST_COMMENTS: usize = 1_000_000;

/// What stands in a file, in its order.
#[derive(Debug, Default)]
pub(super) struct Events<'t> {
    pub(super) signs: Vec<Sign<'t>>,
    /// The bytes of each comment, from its `#`.
    pub(super) comments: Vec<Range<usize>>,
    /// Where the first line of dashes ends that begins the document; 0 where there is none.
    pub(super) begins: usize,
}

/// A value, or the beginning or end of one.
#[derive(Debug)]
pub(super) struct Sign<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) span: Range<usize>,
    /// The bytes of its anchor and of its tag.
    pub(super) properties: Vec<Range<usize>>,
}

#[derive(Debug)]
pub(super) enum Kind<'t> {
    Text(Cow<'t, str>, Style),
    Alias,
    List { is_flow: bool },
    Mapping { is_flow: bool },
    End,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Quoted,
    /// Lines below a `|`.
    Literal,
    /// Lines below a `>`, which are joined.
    Folded,
}

/// What stands in a text; where it is no YAML, or more than one document, the byte at which that shows.
pub(super) fn read(text: &str) -> Result<Events<'_>, usize> {
    let options = granit_parser::options! {
        emit_anchor_events: true,
        max_buffered_comment_events: MOST_COMMENTS,
    };
    let mut events = Events::default();
    let mut documents = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| error.marker().byte_offset().unwrap_or_default())?;
        let bytes = span.byte_range().unwrap_or_default();
        match event {
            Event::DocumentStart(is_marked, _) => {
                documents += 1;
                if is_marked && documents == 1 {
                    events.begins = bytes.end;
                }
            }
            Event::Comment(..) => events.comments.push(bytes),
            Event::Anchor(..) => {
                if let Some(sign) = events.signs.last_mut() {
                    sign.properties.push(bytes);
                }
            }
            _ if documents > 1 && !is_nothing(&event, &bytes) => return Err(bytes.start),
            _ => events.signs.extend(sign(event, &span, bytes).filter(|_| documents < 2)),
        }
    }
    for sign in &mut events.signs {
        sign.properties.sort_by_key(|property| property.start);
    }
    events.comments.sort_by_key(|comment| comment.start);
    Ok(events)
}

/// Whether an event of a further document says that there is nothing in it.
fn is_nothing(event: &Event, bytes: &Range<usize>) -> bool {
    match event {
        Event::Scalar(..) => bytes.is_empty(),
        event => !event.is_node(),
    }
}

fn sign<'t>(event: Event<'t>, span: &Span, bytes: Range<usize>) -> Option<Sign<'t>> {
    let tag = span.tag_span().and_then(|tag| tag.byte_range());
    let kind = match event {
        Event::Scalar(text, style, ..) => Kind::Text(text, self::style(style)),
        Event::Alias(_) => Kind::Alias,
        Event::SequenceStart(style, ..) => Kind::List { is_flow: style == StructureStyle::Flow },
        Event::MappingStart(style, ..) => Kind::Mapping { is_flow: style == StructureStyle::Flow },
        Event::SequenceEnd | Event::MappingEnd => Kind::End,
        _ => return None,
    };
    Some(Sign { kind, span: bytes, properties: tag.into_iter().collect() })
}

fn style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
        _ => Style::Quoted,
    }
}
