//! The names of glyphs in fonts of one byte a character, and how wide they usually are.

/// Names that do not say themselves which character they are.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("nbspace", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("bullet", "•"),
    ("endash", "–"),
    ("emdash", "—"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("ellipsis", "…"),
    ("periodcentered", "·"),
    ("degree", "°"),
    ("section", "§"),
    ("yen", "¥"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("plusminus", "±"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("permill", "‰"),
    ("copyright", "©"),
    ("registered", "®"),
];

/// The text a glyph of this name shows.
pub(super) fn text(name: &str) -> Option<String> {
    let plain = name.split('.').next().filter(|plain| !plain.is_empty())?;
    if let Some((_, text)) = NAMES.iter().find(|(known, _)| *known == plain) {
        return Some((*text).to_owned());
    }
    let digits = plain.strip_prefix("uni").or_else(|| plain.strip_prefix('u')).filter(|rest| rest.len() >= 4);
    let character = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
    let mut letters = plain.chars();
    match (character, letters.next(), letters.next()) {
        (Some(character), _, _) => Some(character.to_string()),
        (None, Some(letter), None) => Some(letter.to_string()),
        _ => None,
    }
}

/// How wide a character of the fonts is that need not come with a file.
pub(super) fn usual_width(code: u32) -> f32 {
    match u8::try_from(code).unwrap_or(b'n') {
        b'i' | b'j' | b'l' | b'\'' | b'|' => 0.22,
        b' ' | b'!' | b',' | b'.' | b'/' | b':' | b';' | b'I' | b'f' | b't' | b'[' | b']' => 0.278,
        b'r' | b'(' | b')' | b'-' | b'`' => 0.333,
        b'c' | b'k' | b's' | b'v' | b'x' | b'y' | b'z' | b'J' => 0.5,
        b'A' | b'B' | b'E' | b'K' | b'P' | b'S' | b'V' | b'X' | b'Y' => 0.667,
        b'C' | b'D' | b'H' | b'N' | b'R' | b'U' | b'w' => 0.722,
        b'G' | b'O' | b'Q' => 0.778,
        b'M' | b'm' => 0.833,
        b'W' => 0.944,
        b'%' => 0.889,
        _ => 0.556,
    }
}
