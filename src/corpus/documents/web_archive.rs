//! Pages that browsers save in one file (MHTML), documents that programs export so under the name of Word, and mail:
//! parts with heads, of which one holds the text.

use encoding_rs::Encoding;

use super::{Extracted, Gaps, Part, html};
use crate::corpus::encoding::{detect, named};
use crate::corpus::gap::{Gap, Missing};
use crate::corpus::inferred::kind_by_itself;
use crate::corpus::kind::Kind;
use crate::corpus::problem::Defect;

/// Parts lie in parts no deeper than this.
const DEEPEST: usize = 6;

/// What is in such a file: its first page, else its first text.
///
/// Fails when there is neither.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, Defect> {
    let mut parts = Vec::new();
    collect(bytes, DEEPEST, false, &mut parts);
    let of = |kind: &str| parts.iter().find(|part: &&Leaf| part.kind == kind);
    if let Some(page) = of("text/html").or_else(|| of("application/xhtml+xml")) {
        return Ok(Extracted { gaps: page.gaps(), ..html::extract(&page.bytes, page.encoding) });
    }
    let leaf = of("text/plain").ok_or(Defect::Damaged)?;
    let encoding = leaf.encoding.or_else(|| detect(&leaf.bytes)).unwrap_or(encoding_rs::UTF_8);
    let (text, _, _) = encoding.decode(&leaf.bytes);
    let part = |line: &str| Part { kind: kind_by_itself(line).unwrap_or(Kind::Body), text: line.to_owned() };
    Ok(Extracted { gaps: leaf.gaps(), parts: text.lines().map(part).collect(), ..Extracted::default() })
}

/// A part that has no parts.
struct Leaf {
    /// Its media type.
    kind: String,
    encoding: Option<&'static Encoding>,
    bytes: Vec<u8>,
    /// Whether the file ends before its end.
    is_cut: bool,
}

impl Leaf {
    fn gaps(&self) -> Gaps {
        Missing::some(Gap::End, usize::from(self.is_cut)).into_iter().collect()
    }
}

/// The leaves of a part, in order. `is_cut`: the end of what it lies in is missing.
fn collect(part: &[u8], depth: usize, is_cut: bool, leaves: &mut Vec<Leaf>) {
    let (head, body) = divided(part);
    let content = field(&head, "content-type").unwrap_or_else(|| "text/plain".to_owned());
    let kind = content.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if let (Some(boundary), true) = (parameter(&content, "boundary"), depth > 0) {
        let boundary = format!("--{boundary}");
        let (pieces, is_closed) = pieces(body, boundary.as_bytes());
        for (at, piece) in pieces.iter().enumerate() {
            let is_cut = !is_closed && at + 1 == pieces.len();
            collect(piece, depth - 1, is_cut, leaves);
        }
        return;
    }
    let bytes =
        match field(&head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "base64" => from_base_64(body),
            "quoted-printable" => from_quoted(body),
            _ => body.to_vec(),
        };
    let encoding = parameter(&content, "charset").and_then(|label| named(&label).ok());
    leaves.push(Leaf { kind, encoding, bytes, is_cut });
}

/// The head of a part, its folded lines put together, and what comes after the blank line.
fn divided(part: &[u8]) -> (String, &[u8]) {
    let ends = [b"\r\n\r\n".as_slice(), b"\n\n"];
    let found = ends.iter().filter_map(|end| {
        let at = part.windows(end.len()).position(|window| window == *end)?;
        Some((at, at + end.len()))
    });
    let (end, begin) = found.min().unwrap_or((part.len(), part.len()));
    let head = String::from_utf8_lossy(&part[..end]).replace("\r\n", "\n");
    (head.replace("\n\t", " ").replace("\n ", " "), &part[begin..])
}

/// The value of a field of a head.
fn field(head: &str, name: &str) -> Option<String> {
    let mut fields = head.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().to_owned())
}

/// What a field says behind its first word: `charset="utf-8"`.
fn parameter(field: &str, name: &str) -> Option<String> {
    let mut all = field.split(';').skip(1).filter_map(|one| one.split_once('='));
    let (_, value) = all.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// What stands between lines that begin with the boundary, and whether the last of these says that it is the last.
fn pieces<'b>(body: &'b [u8], boundary: &[u8]) -> (Vec<&'b [u8]>, bool) {
    let mut begins = Vec::new();
    let mut at = 0;
    let mut is_closed = false;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(boundary) {
            is_closed = line[boundary.len()..].starts_with(b"--");
            begins.push((at, at + line.len()));
        }
        at += line.len();
    }
    let ends: Vec<usize> = begins.iter().skip(1).map(|(at, _)| *at).chain([body.len()]).collect();
    (begins.into_iter().zip(ends).map(|((_, from), to)| &body[from..to]).collect(), is_closed)
}

fn from_base_64(text: &[u8]) -> Vec<u8> {
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let values: Vec<u8> = text.iter().take_while(|byte| **byte != b'=').filter_map(value).collect();
    let mut bytes = Vec::with_capacity(values.len() * 3 / 4);
    for four in values.chunks(4) {
        let all =
            four.iter().fold(0_u32, |all, value| all << 6 | u32::from(*value)) << (6 * (4 - four.len()));
        bytes.extend_from_slice(&all.to_be_bytes()[1..four.len().max(1)]);
    }
    bytes
}

/// Text in which `=E5` stands for a byte, and `=` at the end of a line for no end.
fn from_quoted(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, others)) = rest.split_first() {
        let code = others.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        rest = match (first, byte) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                &others[2..]
            }
            (b'=', None) if others.starts_with(b"\r\n") => &others[2..],
            (b'=', None) if others.starts_with(b"\n") => &others[1..],
            _ => {
                bytes.push(*first);
                others
            }
        };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read() {
        assert_eq!(from_base_64("6KGl6LS0\r\n".as_bytes()), "补贴".as_bytes());
        assert_eq!(from_base_64(b"QQ=="), b"A");
        assert_eq!(from_base_64(b"QUI="), b"AB");
        assert_eq!(from_quoted(b"=E8=A1=\r\n=A5 a=3D1"), "补 a=1".as_bytes());
    }
}
