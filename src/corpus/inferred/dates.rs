//! Dates as pages write them.

/// A date at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date<'t> {
    /// Whether it is written as programs write it: 2020-03-31, not 2020年3月31日.
    pub(super) is_numeric: bool,
    /// Whether a time of day stands with it.
    pub(super) has_time: bool,
    /// What comes after it.
    pub(super) rest: &'t str,
}

/// The date that a line begins with.
pub(super) fn leading(text: &str) -> Option<Date<'_>> {
    let (year, rest) = number(text, 4)?;
    if !(1990..2100).contains(&year) {
        return None;
    }
    let sign = rest.chars().next().filter(|c| "-/.年".contains(*c))?;
    let (month, rest) = number(&rest[sign.len_utf8()..], 2)?;
    let between = if sign == '年' { '月' } else { sign };
    let (day, rest) = number(rest.strip_prefix(between)?, 2)?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    let rest = after_weekday(rest).unwrap_or(rest);
    let (has_time, rest) = match time(rest.trim_start_matches([' ', '\u{3000}', 't'])) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    Some(Date { is_numeric: sign != '年', has_time, rest })
}

/// What comes before a date that a line ends in, such as `[03-31]` or `2020-03-31`.
pub(super) fn before_trailing(text: &str) -> Option<&str> {
    let open = text.trim_end_matches([')', ']', '】', ' ']);
    let digits = open.trim_end_matches(|c: char| c.is_ascii_digit() || "-/.:".contains(c));
    let date = &open[digits.len()..];
    let full = leading(date).is_some_and(|date| date.rest.is_empty());
    let short = date.len() == 5 && date.is_char_boundary(2) && matches!(date.as_bytes()[2], b'-' | b'/');
    if !full && !short {
        return None;
    }
    let before = digits.trim_end_matches(['(', '[', '【', ' ', '\u{3000}', '\t']);
    // Without a blank or a bracket, the number may belong to the words before it.
    (before.len() < digits.len() && !before.is_empty()).then_some(before)
}

/// A number of up to so many digits at the start.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

fn after_weekday(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches([' ', '(', '\u{3000}']);
    let rest = rest.strip_prefix("星期").or_else(|| rest.strip_prefix('周'))?;
    let day = rest.chars().next().filter(|c| "一二三四五六日天".contains(*c))?;
    Some(rest[day.len_utf8()..].trim_start_matches(')'))
}

/// What comes after a time of day.
fn time(text: &str) -> Option<&str> {
    let (hour, rest) = number(text, 2)?;
    let rest = rest.strip_prefix([':', '时', '点'])?;
    let (minute, rest) = number(rest, 2)?;
    if hour > 24 || minute > 59 {
        return None;
    }
    let rest = rest.strip_prefix('分').unwrap_or(rest);
    let seconds = rest.strip_prefix(':').and_then(|rest| number(rest, 2));
    Some(seconds.map_or(rest, |(_, rest)| rest))
}
