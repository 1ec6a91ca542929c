//! The XML of office documents and books, event by event, by local names: prefixes are the writer's choice.
//!
//! Entities that a document declares are never expanded, and elements nest only so deep.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::corpus::problem::Defect;

/// So deep elements may nest. Nested tables of office documents take ten a level.
const DEPTH: usize = 256;

/// The text of a member, by its byte order mark and declaration; UTF-8 as a rule.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = Encoding::for_bom(bytes).map_or_else(|| declared(bytes), |(encoding, _)| encoding);
    encoding.decode(bytes).0
}

fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..200).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let declaration = head.split("?>").next().unwrap_or_default();
    let label = declaration.split_once("encoding=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8)
}

/// What comes next.
pub(super) enum Node<'t> {
    /// An element begins; what is in it comes next, and then its end.
    Start(Element<'t>),
    /// The element begun last and not yet ended, ends.
    End,
    Text(Cow<'t, str>),
}

/// The begin of an element.
pub(super) struct Element<'t>(BytesStart<'t>);

impl Element<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Its name with the prefix that the document uses.
    pub(super) fn full_name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The value of an attribute, by its name without a prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().flatten().find(|one| one.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }
}

/// Reads the events of a text.
pub(super) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    depth: usize,
    /// The names of characters met so far that nobody knows, as written.
    pub(super) unknown: Vec<String>,
}

impl<'t> Xml<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml { reader, depth: 0, unknown: Vec::new() }
    }

    /// The next event; none at the end.
    ///
    /// Fails when the text is no XML from here on, ends within an element, or nests too deep.
    pub(super) fn next(&mut self) -> Result<Option<Node<'t>>, Defect> {
        loop {
            let node = match self.reader.read_event().map_err(|_| Defect::Damaged)? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(Defect::TooDeep);
                    }
                    Node::Start(Element(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(Defect::Damaged)?;
                    Node::End
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(data) => Node::Text(data.into_inner()),
                Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(character)) => Node::Text(character.to_string().into()),
                    _ => Node::Text(self.named(&name.into_inner())),
                },
                Event::Eof if self.depth > 0 => return Err(Defect::Damaged),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            return Ok(Some(node));
        }
    }

    /// The character of this name; the name as written where there is none.
    fn named(&mut self, name: &str) -> Cow<'t, str> {
        predefined(name).map_or_else(
            || {
                let written = format!("&{name};");
                self.unknown.push(written.clone());
                written.into()
            },
            Cow::Borrowed,
        )
    }

    /// The next element in the one begun last, passing over text; none where that ends.
    ///
    /// Fails as `next` does.
    pub(super) fn child(&mut self) -> Result<Option<Element<'t>>, Defect> {
        loop {
            match self.next()? {
                Some(Node::Start(element)) => return Ok(Some(element)),
                Some(Node::Text(_)) => {}
                Some(Node::End) | None => return Ok(None),
            }
        }
    }

    /// Passes over what is left of the element begun last.
    ///
    /// Fails as `next` does.
    pub(super) fn skip(&mut self) -> Result<(), Defect> {
        let within = self.depth;
        while self.depth >= within {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text in the element begun last, up to its end.
    ///
    /// Fails as `next` does.
    pub(super) fn content(&mut self) -> Result<String, Defect> {
        let within = self.depth;
        let mut content = String::new();
        while self.depth >= within {
            match self.next()? {
                None => break,
                Some(Node::Text(text)) => content.push_str(&text),
                Some(_) => {}
            }
        }
        Ok(content)
    }
}

/// The five entities of XML, and the one that writers use undeclared.
fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        _ => return None,
    })
}
