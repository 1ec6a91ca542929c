//! Character maps that a file brings along: from codes to Unicode, or to the numbers of glyphs.

use std::collections::BTreeMap;

/// So many characters one map may hold; there are not more.
const MOST: usize = 0x0011_0000;

/// What codes of a font stand for.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// How many bytes a code has that begins with a byte of the range.
    spaces: Vec<(usize, u8, u8)>,
    /// Ranges of codes of a length with what the first stands for, by length and last code.
    texts: BTreeMap<(usize, u32), (u32, Vec<u16>)>,
    numbers: BTreeMap<(usize, u32), (u32, u32)>,
    /// The map it builds on.
    pub(super) base: Option<String>,
}

/// What a map is made of.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Code(Vec<u8>),
    Number(u32),
    Name(String),
    Word(String),
    Open,
    Close,
}

impl CMap {
    /// Reads what can be read of a map.
    pub(super) fn parse(bytes: &[u8]) -> CMap {
        let mut map = CMap::default();
        let tokens = tokens(bytes);
        let mut at = 0;
        while at < tokens.len() {
            let Token::Word(word) = &tokens[at] else {
                at += 1;
                continue;
            };
            let rest = &tokens[at + 1..];
            let read = match word.as_str() {
                "begincodespacerange" => map.take_spaces(rest),
                "beginbfchar" => map.take_characters(rest),
                "beginbfrange" => map.take_ranges(rest),
                "begincidchar" => map.take_numbers(rest, false),
                "begincidrange" => map.take_numbers(rest, true),
                "usecmap" => {
                    if let Some(Token::Name(name)) = at.checked_sub(1).map(|before| &tokens[before]) {
                        map.base = Some(name.clone());
                    }
                    0
                }
                _ => 0,
            };
            at += 1 + read;
        }
        map
    }

    /// How many bytes the code has with which the bytes begin.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        let first = *bytes.first()?;
        let fits = self.spaces.iter().find(|(_, low, high)| (*low..=*high).contains(&first));
        fits.map(|(length, _, _)| *length)
    }

    /// The text a code stands for.
    pub(super) fn text(&self, length: usize, code: u32) -> Option<String> {
        let ((_, _), (first, text)) =
            self.texts.range((length, code)..).next().filter(|((of, _), _)| *of == length)?;
        let by = code.checked_sub(*first)?;
        let mut units = text.clone();
        let last = units.last_mut()?;
        *last = last.wrapping_add(u16::try_from(by).ok()?);
        Some(String::from_utf16_lossy(&units))
    }

    /// The number of the glyph a code stands for.
    pub(super) fn number(&self, length: usize, code: u32) -> Option<u32> {
        let ((_, _), (first, number)) =
            self.numbers.range((length, code)..).next().filter(|((of, _), _)| *of == length)?;
        Some(number + code.checked_sub(*first)?)
    }

    pub(super) fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    fn take_spaces(&mut self, tokens: &[Token]) -> usize {
        let mut at = 0;
        while let [Token::Code(low), Token::Code(high), ..] = &tokens[at..] {
            if let (Some(low), Some(high)) = (low.first(), high.first()) {
                self.spaces.push((tokens_length(&tokens[at]), *low, *high));
            }
            at += 2;
        }
        // Of spaces that overlap, the longer codes are tried first.
        self.spaces.sort_by_key(|(length, _, _)| std::cmp::Reverse(*length));
        at
    }

    fn take_characters(&mut self, tokens: &[Token]) -> usize {
        let mut at = 0;
        while let [Token::Code(code), Token::Code(text), ..] = &tokens[at..] {
            self.insert(code.len(), number(code), number(code), units(text));
            at += 2;
        }
        at
    }

    fn take_ranges(&mut self, tokens: &[Token]) -> usize {
        let mut at = 0;
        loop {
            match &tokens[at..] {
                [Token::Code(low), Token::Code(high), Token::Code(text), ..] => {
                    self.insert(low.len(), number(low), number(high), units(text));
                    at += 3;
                }
                [Token::Code(low), Token::Code(_), Token::Open, rest @ ..] => {
                    let mut code = number(low);
                    let mut read = 0;
                    while let Some(Token::Code(text)) = rest.get(read) {
                        self.insert(low.len(), code, code, units(text));
                        code = code.saturating_add(1);
                        read += 1;
                    }
                    at += 3 + read + usize::from(rest.get(read) == Some(&Token::Close));
                }
                _ => return at,
            }
        }
    }

    fn take_numbers(&mut self, tokens: &[Token], ranges: bool) -> usize {
        let mut at = 0;
        loop {
            let (low, high, to) = match &tokens[at..] {
                [Token::Code(low), Token::Code(high), Token::Number(to), ..] if ranges => (low, high, *to),
                [Token::Code(code), Token::Number(to), ..] if !ranges => (code, code, *to),
                _ => return at,
            };
            if self.numbers.len() < MOST && low.len() <= 4 {
                self.numbers.insert((low.len(), number(high)), (number(low), to));
            }
            at += if ranges { 3 } else { 2 };
        }
    }

    fn insert(&mut self, length: usize, low: u32, high: u32, text: Vec<u16>) {
        if length <= 4 && low <= high && !text.is_empty() && text.len() <= 64 && self.texts.len() < MOST {
            self.texts.insert((length, high), (low, text));
        }
    }
}

fn tokens_length(token: &Token) -> usize {
    if let Token::Code(code) = token { code.len() } else { 0 }
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// UTF-16 as its writer put it down; some write one byte where there should be two.
fn units(text: &[u8]) -> Vec<u16> {
    match text {
        [one] => vec![u16::from(*one)],
        text => text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}

fn tokens(bytes: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'%' => at += bytes[at..].iter().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count(),
            b'<' if bytes.get(at) == Some(&b'<') => at += 1,
            b'<' => {
                let length = bytes[at..].iter().take_while(|byte| **byte != b'>').count();
                tokens.push(Token::Code(hexadecimal(&bytes[at..at + length])));
                at += length + 1;
            }
            b'[' => tokens.push(Token::Open),
            b']' => tokens.push(Token::Close),
            b'(' => at += bytes[at..].iter().take_while(|byte| **byte != b')').count() + 1,
            byte if is_regular(*byte) || *byte == b'/' => {
                let length = bytes[at..].iter().take_while(|byte| is_regular(**byte)).count();
                let is_name = *byte == b'/';
                let word =
                    String::from_utf8_lossy(&bytes[at - usize::from(!is_name)..at + length]).into_owned();
                at += length;
                tokens.push(match word.parse() {
                    _ if is_name => Token::Name(word),
                    Ok(number) => Token::Number(number),
                    Err(_) => Token::Word(word),
                });
            }
            _ => {}
        }
    }
    tokens
}

fn is_regular(byte: u8) -> bool {
    byte > b' ' && !b"()<>[]{}/%".contains(&byte)
}

fn hexadecimal(digits: &[u8]) -> Vec<u8> {
    let mut nibbles: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    if nibbles.len() % 2 == 1 {
        nibbles.push(0);
    }
    nibbles.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_for_texts_and_numbers() {
        let map = CMap::parse(
            b"/GBK-EUC-H usecmap 1 begincodespacerange <00> <7F> <8140> <FEFE> endcodespacerange
              2 beginbfchar <01> <4E00> <8140> <0066006C> endbfchar
              2 beginbfrange <8150> <8152> <4E10> <8160> <8161> [<4E8C> <4E09>] endbfrange
              1 begincidrange <8140> <817E> 100 endcidrange",
        );
        assert_eq!(map.base.as_deref(), Some("GBK-EUC-H"));
        assert_eq!((map.length(b"\x01"), map.length(b"\x81\x40")), (Some(1), Some(2)));
        assert_eq!(map.text(1, 1).as_deref(), Some("一"));
        assert_eq!(map.text(2, 0x8140).as_deref(), Some("fl"));
        assert_eq!(map.text(2, 0x8152).as_deref(), Some("\u{4E12}"));
        assert_eq!(map.text(2, 0x8161).as_deref(), Some("三"));
        assert_eq!(map.text(2, 0x8153), None);
        assert_eq!(map.number(2, 0x8142), Some(102));
    }
}
