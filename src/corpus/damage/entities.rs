//! Entities of HTML that were left in a text.

/// The entities that stand in Chinese pages, and what they stand for.
const NAMED: &[(&str, char)] = &[
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("deg", '°'),
    ("permil", '‰'),
    ("plusmn", '±'),
    ("le", '≤'),
    ("ge", '≥'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("yen", '¥'),
    ("sect", '§'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("larr", '←'),
    ("rarr", '→'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
];

/// An entity is not longer, in bytes.
const LONGEST: usize = 10;

/// The text with its entities decoded, and how many there were; none where there is none.
pub(super) fn decoded(text: &str) -> Option<(String, usize)> {
    let (once, count) = decoded_once(text)?;
    // &amp;nbsp; is what becomes of an entity that was escaped once more.
    match decoded_once(&once) {
        Some((twice, _)) if text.contains("&amp;") => Some((twice, count)),
        _ => Some((once, count)),
    }
}

fn decoded_once(text: &str) -> Option<(String, usize)> {
    let mut decoded = String::new();
    let (mut count, mut done) = (0, 0);
    for (at, _) in text.match_indices('&') {
        if let Some((c, length)) = entity(&text[at + 1..]) {
            decoded.push_str(&text[done..at]);
            decoded.push(c);
            done = at + 1 + length;
            count += 1;
        }
    }
    if count == 0 {
        return None;
    }
    decoded.push_str(&text[done..]);
    Some((decoded, count))
}

/// The character that stands behind `&`, and how many bytes stand for it.
fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
    let Some(end) = end else {
        // Only this one is so often left without its end.
        let after = rest.strip_prefix("nbsp")?;
        return (!after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '='))
            .then_some(('\u{A0}', 4));
    };
    let name = &rest[..end];
    let number = |number: &str, radix| u32::from_str_radix(number, radix).ok().and_then(char::from_u32);
    let c = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16),
            None => number(digits, 10),
        },
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    }?;
    Some((if c.is_control() { ' ' } else { c }, end + 1))
}
