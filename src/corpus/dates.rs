//! Dates as documents write them: in figures or as words, behind labels, in notes below titles, with who signs.

use std::collections::BTreeSet;

use super::said::simplified;
use super::split::trim;

/// The first date in a text, as `2020-03-05`.
pub(super) fn date_in(text: &str) -> Option<String> {
    date_at(text).map(|(_, date)| date)
}

/// The first date in a text, and where it begins.
pub(super) fn date_at(text: &str) -> Option<(usize, String)> {
    let digits =
        |text: &str, most: usize| -> usize { text.bytes().take(most).take_while(u8::is_ascii_digit).count() };
    for (at, _) in text.match_indices(['1', '2']) {
        let rest = &text[at..];
        if text[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // Year, month and day in boxes of their own: `202003/12`.
        if digits(rest, 7) == 6 && rest[6..].starts_with('/') && digits(&rest[7..], 2) == 2 {
            let date = date_in(&format!("{}-{}-{}", &rest[..4], &rest[4..6], &rest[7..9]));
            return date.map(|date| (at, date));
        }
        if digits(rest, 5) != 4 {
            continue;
        }
        let (year, rest) = rest.split_at(4);
        let Some(rest) = rest.trim_start().strip_prefix(['年', '-', '/', '.']) else { continue };
        let rest = rest.trim_start();
        let (month, rest) = rest.split_at(digits(rest, 3));
        let Some(rest) = rest.trim_start().strip_prefix(['月', '-', '/', '.']) else { continue };
        let rest = rest.trim_start();
        let day = &rest[..digits(rest, 3)];
        if let (Ok(year @ 1900..2100), Ok(month @ 1..=12), Ok(day @ 1..=31)) =
            (year.parse::<u32>(), month.parse::<u32>(), day.parse::<u32>())
        {
            return Some((at, format!("{year}-{month:02}-{day:02}")));
        }
    }
    None
}

/// Whether a line begins with a date in figures and the time of day: `2020-03-01 10:00`.
pub(super) fn begins_with_moment(text: &str) -> bool {
    const LONGEST: usize = 19;
    let is_of_moment = |c: char| c.is_ascii_digit() || "-/.: ".contains(c);
    let end = text.find(|c: char| !is_of_moment(c)).unwrap_or(text.len());
    let begin = text[..end].trim_end();
    let is_dated = begin.split_once(' ').is_some_and(|(day, clock)| {
        day.matches(['-', '/', '.']).count() == 2 && clock.contains(':') && date_in(day).is_some()
    });
    is_dated && begin.len() <= LONGEST
}

/// The day of the last act of which a note below the title of a law tells; from when on the law holds is no such day.
pub(super) fn date_of_making(note: &str) -> Option<String> {
    const ACTS: [&str; 7] = ["通过", "公布", "修正", "修订", "批准", "发布", "印发"];
    let plain = simplified(note);
    let mut last = None;
    let mut rest = plain.as_ref();
    while let Some((at, date)) = date_at(rest) {
        let behind = &rest[at + 4..];
        let end = date_at(behind).map_or(behind.len(), |(next, _)| next);
        if ACTS.iter().any(|act| behind[..end].contains(act)) {
            last = Some(date);
        }
        rest = behind;
    }
    last
}

/// The date under a document, on a line of its own or behind who signs: `2020年3月2日`, `二〇二〇年三月二日`. Where something
/// is attached that is signed too, the first; of more, as chronicles have, none is it.
pub(super) fn signed_date<'l>(lines: impl Iterator<Item = &'l str>) -> Option<String> {
    let dates: Vec<String> = lines.filter_map(signature).collect();
    let is_chronicle = dates.iter().collect::<BTreeSet<_>>().len() > 2;
    dates.into_iter().next().filter(|_| !is_chronicle)
}

/// The date of a line that is a date, or who signs and a date.
fn signature(line: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let line = trim(line).trim_matches(['（', '）', '(', ')']);
    let is_short = line.ends_with('日') && line.chars().count() <= LONGEST;
    if !is_short || line.contains(['，', '。', '；', '：', ':', '、', '第', '至']) {
        return None;
    }
    let plain = with_digits(&simplified(line));
    let (at, date) = date_at(&plain)?;
    let (before, date_itself) = plain.split_at(at);
    let is_end = date_itself.matches('日').count() == 1 && date_itself.matches('年').count() == 1;
    let ends_name =
        ["局", "会", "委", "府", "办", "室", "厅", "部", "院", "中心", "处", "公司", "站", "校", "）"];
    let before = before.trim_end();
    (is_end && (before.is_empty() || ends_name.iter().any(|end| before.ends_with(end)))).then_some(date)
}

/// A text with the digits of the years, months and days in it as others write them.
fn with_digits(text: &str) -> String {
    const NUMERALS: &str = "〇一二三四五六七八九";
    let value = |c: char| {
        let plain = if matches!(c, '○' | 'O' | '零' | '０') { '〇' } else { c };
        NUMERALS.chars().position(|numeral| numeral == plain)
    };
    let mut plain = String::new();
    let mut number = String::new();
    for c in text.chars() {
        if value(c).is_some() || c == '十' {
            number.push(c);
            continue;
        }
        let is_of_date = matches!(c, '年' | '月' | '日');
        if is_of_date && number.contains('十') {
            let (tens, ones) = number.split_once('十').unwrap_or_default();
            let digit = |part: &str, none: usize| part.chars().next().and_then(value).unwrap_or(none);
            plain.push_str(&(digit(tens, 1) * 10 + digit(ones, 0)).to_string());
        } else if is_of_date {
            plain.extend(number.chars().filter_map(value).map(|digit| digit.to_string()));
        } else {
            plain.push_str(&number);
        }
        number.clear();
        plain.push(c);
    }
    plain + &number
}
