//! Numbers at the start of lines: what they say of the line.

use crate::corpus::kind::Kind;

const BULLETS: &str = "•●■◆○▪◇□★☆►▶✓√";

/// Whether it is one of the numerals that lines are numbered with.
pub(super) fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零')
}

/// What a line is that begins with a number or a bullet; none where it begins with neither. `is_title`: it is short
/// and ends no sentence.
pub(super) fn kind(text: &str, is_title: bool) -> Option<Kind> {
    let titled = |is_title| if is_title { Kind::Heading } else { Kind::ListItem };
    if text.starts_with(|c| BULLETS.contains(c)) {
        return Some(Kind::ListItem);
    }
    if let Some(rest) = text.strip_prefix('第') {
        let unit = after(rest).or_digits(rest)?;
        // An article is the text of a statute itself.
        return unit.starts_with(['章', '节', '编', '篇']).then(|| titled(is_title)).filter(|_| is_title);
    }
    let (bare, is_bracketed) = match text.strip_prefix('(') {
        Some(bare) => (bare, true),
        None => (text, false),
    };
    let rest = after(bare).0;
    if rest.len() < bare.len() {
        if is_bracketed {
            return rest.starts_with(')').then(|| titled(is_title));
        }
        if rest.starts_with('是') && rest.chars().nth(1).is_some() && !rest.starts_with("是一") {
            return Some(Kind::ListItem);
        }
        return rest.starts_with(['、', '.']).then(|| titled(is_title));
    }
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = bare.len() - rest.len();
    let sign = rest.chars().next()?;
    let is_item = if is_bracketed { sign == ')' } else { matches!(sign, '、' | '.' | ')') };
    // 2.5 is a number, 2020.3 a date.
    let goes_on = rest[sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
    let is_circled = text.starts_with(|c| ('①'..='⑳').contains(&c));
    (is_circled || ((1..=3).contains(&digits) && is_item && !(sign == '.' && goes_on)))
        .then_some(Kind::ListItem)
}

/// What comes after numerals.
struct After<'t>(&'t str);

fn after(text: &str) -> After<'_> {
    After(text.trim_start_matches(is_numeral))
}

impl<'t> After<'t> {
    /// The same, or what comes after digits where there were no numerals.
    fn or_digits(self, whole: &'t str) -> Option<&'t str> {
        let rest = if self.0.len() < whole.len() {
            self.0
        } else {
            whole.trim_start_matches(|c: char| c.is_ascii_digit())
        };
        (rest.len() < whole.len()).then_some(rest)
    }
}
