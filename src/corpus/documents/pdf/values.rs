//! The values of a file, looked up where they stand or where they are referred to.

use std::io::{self, Read as _};

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// So much of a stream is checked, in bytes unpacked.
const CHECKED: u64 = 32 << 20;

/// An object itself where it is a reference.
pub(super) fn resolved<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}

pub(super) fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get(key).ok().map(|object| resolved(document, object))
}

pub(super) fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match resolved(document, object) {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|number| number.is_finite())
}

/// What a stream unpacks to; none where it is more bytes than the limit.
pub(super) fn stream(document: &Document, of: &Dictionary, key: &[u8], limit: usize) -> Option<Vec<u8>> {
    let stream = get(document, of, key)?.as_stream().ok()?;
    stream.get_plain_content_with_limit(limit).ok()
}

/// Whether a stream is not there, or bytes of it are wrong: what unpacks it goes on as far as it can, and says nothing.
pub(super) fn is_broken(document: &Document, id: ObjectId) -> bool {
    document.get_object(id).and_then(Object::as_stream).map_or(true, is_broken_stream)
}

pub(super) fn is_broken_stream(stream: &Stream) -> bool {
    let filters = stream.filters().unwrap_or_default();
    if filters == [b"FlateDecode"] {
        let mut unpacked = ZlibDecoder::new(stream.content.as_slice()).take(CHECKED);
        return io::copy(&mut unpacked, &mut io::sink()).is_err();
    }
    // What is still packed does not say so any more, or says it in a way that nobody knows.
    let is_packed = filters.is_empty() && stream.content.starts_with(b"x\x9C");
    is_packed || filters.iter().any(|filter| !FILTERS.contains(filter))
}

/// The ways in which the text of pages is packed.
const FILTERS: [&[u8]; 8] = [
    b"FlateDecode",
    b"Fl",
    b"LZWDecode",
    b"LZW",
    b"ASCII85Decode",
    b"A85",
    b"ASCIIHexDecode",
    b"RunLengthDecode",
];

/// A value of a page, or of those above it.
pub(super) fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..32 {
        if let Some(found) = get(document, node, key) {
            return Some(found);
        }
        node = get(document, node, b"Parent").and_then(|parent| dictionary(document, parent))?;
    }
    None
}

pub(super) fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f32; N]> {
    let list = object.as_array().ok()?;
    let numbers: Vec<f32> = list.iter().filter_map(|item| number(resolved(document, item))).collect();
    numbers.try_into().ok()
}

/// A text of the file's own: UTF-16 or UTF-8 with a mark, else in an encoding like that of the West.
pub(super) fn decoded(bytes: &[u8]) -> String {
    encoding_rs::Encoding::for_bom(bytes)
        .map_or(encoding_rs::WINDOWS_1252, |(encoding, _)| encoding)
        .decode(bytes)
        .0
        .into_owned()
}
