//! Characters that look like another one: a term with ⻋ for 车 or a Cyrillic О for a Latin one reads right
//! and is found nowhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::characters::is_han;

const TABLE: &str = include_str!("../../data/lookalikes.tsv");

/// By the character that only looks right; constant data.
static LOOKALIKES: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some((line.chars().next()?, line.chars().nth(2)?))).collect()
});

/// The character that was meant where the one at position `at` of `text` only looks like it.
pub(crate) fn lookalike(text: &str, at: usize, character: char) -> Option<char> {
    if is_zero_in_numeral(text, at, character) {
        return Some('〇');
    }
    let meant = *LOOKALIKES.get(&character)?;
    let is_wrong = match character {
        '\u{2E80}'..='\u{2FD5}' => true,
        '\u{3041}'..='\u{30FF}' => {
            text.chars().all(|c| !is_kana(c) || LOOKALIKES.contains_key(&c)) && text.chars().any(is_han)
        }
        // A word of which every letter could be Latin is not Russian or Greek.
        _ => text.chars().all(|c| !is_cyrillic_or_greek(c) || LOOKALIKES.contains_key(&c)),
    };
    is_wrong.then_some(meant)
}

/// Whether a letter or digit between Chinese numerals stands for 〇: 二O二二.
fn is_zero_in_numeral(text: &str, at: usize, character: char) -> bool {
    let neighbour = |at: Option<usize>| at.and_then(|at| text.chars().nth(at));
    let is_numeral = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九".contains(c));
    matches!(character, 'O' | 'o' | '0' | '○' | 'Ｏ' | '０')
        && is_numeral(neighbour(at.checked_sub(1)))
        && is_numeral(neighbour(Some(at + 1)))
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}')
}

fn is_cyrillic_or_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        text.chars().enumerate().map(|(at, c)| lookalike(text, at, c).unwrap_or(c)).collect()
    }

    #[test]
    fn what_only_looks_right_is_mended() {
        assert_eq!(mended("包⻋"), "包车");
        assert_eq!(mended("СОVID"), "COVID");
        assert_eq!(mended("职エ"), "职工");
        assert_eq!(mended("二O二二"), "二〇二二");
    }

    #[test]
    fn other_scripts_and_similar_characters_stay() {
        for text in ["未", "末", "Россия", "α系数", "サービス", "5G", "一0号"] {
            assert_eq!(mended(text), text);
        }
    }
}
