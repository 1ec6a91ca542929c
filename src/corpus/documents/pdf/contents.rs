//! The entries of a table of contents: a title, dots that lead to its page, the number of that page.

/// So many dots lead.
const FEWEST: usize = 4;

/// An entry as word processors write it: its title and its page, apart by a tab; none where it is something else.
pub(super) fn entry(text: &str) -> Option<String> {
    let is_of_number = |c: char| c.is_ascii_digit() || "ivxIVX-－—–()（）".contains(c);
    let before = text.trim_end().trim_end_matches(is_of_number);
    let number = text[before.len()..].trim();
    let is_dot = |c: char| matches!(c, '.' | '…' | '·' | '．' | '‥' | '⋯' | '•' | '・');
    let title = before.trim_end_matches(|c: char| is_dot(c) || c.is_whitespace());
    let dots: usize = before[title.len()..]
        .chars()
        .map(|c| if matches!(c, '…' | '⋯') { 3 } else { usize::from(is_dot(c)) })
        .sum();
    let is_number = number.contains(|c: char| c.is_ascii_digit() || "ivxIVX".contains(c));
    (is_number && dots >= FEWEST && !title.is_empty()).then(|| format!("{title}\t{number}"))
}
