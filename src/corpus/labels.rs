//! Labels before values, as they are set: some have blanks between their characters, so that all are as wide.

use std::borrow::Cow;

use crate::text::is_han;

/// A text with its labels as they are spelt: `来　　源：` as `来源：`, and a cell `文　号` as `文号`. Cells are parted by tabs.
pub(super) fn spelt(text: &str) -> Cow<'_, str> {
    let is_blank = |c: char| c.is_whitespace() && c != '\t';
    let may_be_set = text.chars().zip(text.chars().skip(1)).any(|(one, next)| is_han(one) && is_blank(next));
    if !may_be_set {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\t').map(cell).collect::<Vec<_>>().join("\t"))
}

fn cell(text: &str) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['：', ':']) {
        let end = at + rest[at..].chars().next().map_or(0, char::len_utf8);
        whole += &joined(&rest[..at]);
        whole += &rest[at..end];
        rest = &rest[end..];
    }
    let is_all = whole.is_empty() && rest.split_whitespace().all(is_character);
    whole + &if is_all { joined(rest) } else { rest.to_owned() }
}

/// A text whose last characters are joined, where each of them stands alone.
fn joined(text: &str) -> String {
    const LONGEST: usize = 5;
    let alone: Vec<&str> = text.split_whitespace().rev().take_while(|word| is_character(word)).collect();
    if !(2..=LONGEST).contains(&alone.len()) {
        return text.to_owned();
    }
    let mut before = text.trim_end();
    for word in &alone {
        before = before.strip_suffix(word).unwrap_or(before).trim_end();
    }
    let blanks = text[before.len()..].chars().take_while(|c| c.is_whitespace());
    let blank = if before.is_empty() { String::new() } else { blanks.collect() };
    before.to_owned() + &blank + &alone.into_iter().rev().collect::<String>()
}

fn is_character(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(is_han) && characters.next().is_none()
}
