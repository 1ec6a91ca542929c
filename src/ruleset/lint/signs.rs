//! Signs that mean something in regular expressions and search boxes, where they stand in a term as such signs do.
//! Texts have most of them too (5G+, A/B, 24小时/7天, （一）, 双随机、一公开), so that what stands beside one decides.

use std::ops::Range;

use crate::text::{half_width, is_han};

/// What a sign is meant to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Anything may stand there, up to so many characters.
    Gap(Option<usize>),
    /// The beginning or the end, of a text or of what is looked for.
    Edge,
    Blank,
    Either,
    Both,
    Not,
    Next,
    /// One of several characters or phrases, or something that may be missing.
    Choice,
    /// Something else.
    Other,
}

/// Words of search boxes; the Chinese ones only between blanks, which no phrase has.
const WORDS: [(&str, Sign); 8] = [
    ("and", Sign::Both),
    ("or", Sign::Either),
    ("not", Sign::Not),
    ("near", Sign::Both),
    ("且", Sign::Both),
    ("和", Sign::Both),
    ("与", Sign::Both),
    ("或", Sign::Either),
];

/// What policy texts join with other words by a plus: 互联网+政务服务, 公司+农户.
const JOINED_BY_PLUS: [&str; 26] = [
    "互联网",
    "物联网",
    "区块链",
    "智能",
    "智慧",
    "数字",
    "数据",
    "科技",
    "标准",
    "保险",
    "信用",
    "旅游",
    "文旅",
    "文化",
    "体育",
    "生态",
    "健康",
    "医疗",
    "养老",
    "党建",
    "网格",
    "公司",
    "企业",
    "合作社",
    "基地",
    "线上",
];

/// Phrases in parts often begin so: 双随机、一公开, 不裁员、少裁员, 应检尽检、愿检尽检.
const BEGIN_PHRASES: &str = "一二两双三四五六七八九十百零〇多不非无少早快应愿能可既又内外上下前后";

/// What amounts are given in, before what they are given for: 元/平方米.
const END_UNITS: &str = "元吨米里斤克升时天次亩";

const NUMERALS: &str = "一二三四五六七八九十百千〇零";

/// Quotation marks in a term say that it is a name.
const QUOTATION_MARKS: &str = "“”„‟〝〞「」『』‘’\"'＂＇";

/// The signs of a term as written, in characters of it.
pub(super) fn signs(written: &str) -> Vec<(Range<usize>, Sign)> {
    let term = Written {
        characters: written.chars().map(half_width).collect(),
        is_name: written.contains(|c| QUOTATION_MARKS.contains(c)),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < term.characters.len() {
        if term.is_escaped(at) {
            at += 2;
            continue;
        }
        match term.sign(at) {
            Some((end, sign)) => {
                let is_at_edge =
                    matches!(sign, Sign::Gap(_)) && (term.before(at).is_none() || term.after(end).is_none());
                found.push((at..end, if is_at_edge { Sign::Edge } else { sign }));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn is_plain_han(c: char) -> bool {
    is_han(c) && !NUMERALS.contains(c)
}

struct Written {
    characters: Vec<char>,
    is_name: bool,
}

impl Written {
    /// Where the sign at `at` ends, and what it says; none where it is a character as texts have it.
    fn sign(&self, at: usize) -> Option<(usize, Sign)> {
        let c = self.characters[at];
        let between =
            |shortest: usize, end: usize| self.han_before(at) >= shortest && self.han_after(end) >= shortest;
        let simple = |holds: bool, sign: Sign| holds.then_some((at + 1, sign));
        match c {
            '\\' => self.class(at),
            '.' | '。' => self.dots(at),
            '*' => {
                let is_sign = |c: char| is_han(c) || matches!(c, ')' | ']' | '(' | '[');
                let is_beside = |c: Option<char>| c.is_some_and(is_sign);
                let sign =
                    if matches!(self.before(at), Some(')' | ']')) { Sign::Choice } else { Sign::Gap(None) };
                let end = at + self.run(at, |other| other == '*');
                (is_beside(self.before(at)) || is_beside(self.after(end))).then_some((end, sign))
            }
            '?' | '+' if matches!(self.before(at), Some(')' | ']')) => simple(self.has_words(), Sign::Choice),
            '?' => simple(between(1, at + 1), Sign::Gap(Some(1))),
            '%' | '_' => {
                simple(between(1, at + 1) && self.before(at).is_some_and(is_plain_han), Sign::Gap(None))
            }
            '{' => self.repetition(at).filter(|_| self.has_words()).map(|(end, _)| (end, Sign::Other)),
            '[' => self.characters_to_choose(at),
            '(' | ')' => self.group(at),
            '^' => {
                simple(self.after(at + 1).is_some_and(|c| is_han(c) || matches!(c, '(' | '[')), Sign::Edge)
            }
            '$' => {
                let is_last = self.after(at + 1).is_none();
                simple(
                    is_last && self.before(at).is_some_and(|c| is_han(c) || matches!(c, ')' | ']')),
                    Sign::Edge,
                )
            }
            '+' => simple(between(2, at + 1) && !self.is_name && !self.is_joined_by_plus(at), Sign::Both),
            '&' => {
                let end = at + self.run(at, |other| other == '&');
                (between(1, end) && !self.is_name).then_some((end, Sign::Both))
            }
            '/' => {
                let is_unit = self.before(at).is_some_and(|c| END_UNITS.contains(c));
                simple(between(2, at + 1) && !self.is_name && !is_unit, Sign::Either)
            }
            ';' => simple(between(1, at + 1) && !self.is_name, Sign::Next),
            ',' | '、' => {
                simple(between(2, at + 1) && !self.is_name && !self.begins_a_phrase(at), Sign::Next)
            }
            _ => self.word(at),
        }
    }

    /// A backslash, which texts do not have, with the letter and the repetition behind it.
    fn class(&self, at: usize) -> Option<(usize, Sign)> {
        let letter = self.characters.get(at + 1).filter(|c| c.is_ascii());
        let end = at + 1 + usize::from(letter.is_some());
        let sign = match letter {
            Some('s') => Sign::Blank,
            Some('b') => Sign::Edge,
            _ => Sign::Other,
        };
        self.has_words().then(|| (self.repetition(end).map_or(end, |(end, _)| end), sign))
    }

    /// Dots that stand for any character, perhaps repeated; and those that are meant for `…`.
    fn dots(&self, at: usize) -> Option<(usize, Sign)> {
        let dot = self.characters[at];
        let end = at + self.run(at, |other| other == dot);
        let count = end - at;
        let words = self.han_before(at).min(self.han_after(end));
        if dot == '。' {
            let sign = if count > 1 { Sign::Gap(None) } else { Sign::Next };
            return (words > 0 && !self.is_name).then_some((end, sign));
        }
        if let Some((end, most)) = self.repetition(end) {
            return self.has_words().then_some((end, Sign::Gap(most)));
        }
        let is_numbered = self.before(at).is_some_and(|c| NUMERALS.contains(c));
        let is_meant = if count > 1 { words > 0 } else { words > 1 && !is_numbered };
        is_meant.then_some((end, Sign::Gap(Some(count))))
    }

    /// Where `*`, `+`, `?` or `{0,5}` ends, with a `?` behind it, and how often at most it repeats what stands before.
    fn repetition(&self, at: usize) -> Option<(usize, Option<usize>)> {
        let (end, most) = match self.characters.get(at)? {
            '*' | '+' => (at + 1, None),
            '?' => (at + 1, Some(1)),
            '{' => {
                let inner: String = self.characters[at + 1..].iter().take_while(|c| **c != '}').collect();
                let end = at + 1 + inner.chars().count();
                let is_count = inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
                if !is_count || inner.is_empty() || self.characters.get(end).is_none() {
                    return None;
                }
                (end + 1, inner.rsplit(',').next().and_then(|most| most.trim().parse().ok()))
            }
            _ => return None,
        };
        let is_lazy = self.characters.get(end) == Some(&'?');
        Some((end + usize::from(is_lazy), most))
    }

    /// `[稳留]` right beside other words.
    fn characters_to_choose(&self, at: usize) -> Option<(usize, Sign)> {
        let end = at + self.characters[at..].iter().position(|c| *c == ']')? + 1;
        let has_words = self.characters[at..end].iter().any(|c| is_han(*c));
        let is_beside = self.han_before(at) + self.han_after(end) > 0;
        (has_words && is_beside).then_some((end, Sign::Choice))
    }

    /// A bracket without its partner, or one that `?` makes a sign.
    fn group(&self, at: usize) -> Option<(usize, Sign)> {
        let is_closing = self.characters[at] == ')';
        let beyond: Vec<char> = if is_closing {
            self.characters[..at].iter().rev().copied().collect()
        } else {
            self.characters[at + 1..].to_vec()
        };
        let mut depth = 0_i32;
        let is_paired = beyond.iter().any(|c| {
            depth += match c {
                '(' if !is_closing => 1,
                ')' if is_closing => 1,
                '(' | ')' => -1,
                _ => 0,
            };
            depth < 0
        });
        let is_marked = !is_closing && self.characters.get(at + 1) == Some(&'?');
        let words = beyond.iter().filter(|c| is_plain_han(**c)).count();
        (words > 0 && (!is_paired || is_marked)).then_some((at + 1, Sign::Choice))
    }

    fn word(&self, at: usize) -> Option<(usize, Sign)> {
        let is_blank = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
        let previous = at.checked_sub(1).and_then(|at| self.characters.get(at));
        let (word, sign) = WORDS.iter().find(|(word, _)| {
            let end = at + word.chars().count();
            let is_same = self
                .characters
                .get(at..end)
                .is_some_and(|found| found.iter().map(char::to_ascii_lowercase).eq(word.chars()));
            let next = self.characters.get(end);
            let ends = |c: Option<&char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
            is_same
                && if word.is_ascii() {
                    ends(previous) && ends(next)
                } else {
                    is_blank(previous) && is_blank(next)
                }
        })?;
        let end = at + word.chars().count();
        let stands_between = self.after(end).is_some() && (self.before(at).is_some() || *sign == Sign::Not);
        (stands_between && self.has_words()).then_some((end, *sign))
    }

    fn is_joined_by_plus(&self, at: usize) -> bool {
        let before: String = self.characters[..at].iter().filter(|c| !c.is_whitespace()).collect();
        JOINED_BY_PLUS.iter().any(|word| before.ends_with(word)) || before.contains('+')
    }

    /// Whether the words before the sign, up to another one, begin as a phrase in parts does.
    fn begins_a_phrase(&self, at: usize) -> bool {
        let start =
            self.characters[..at].iter().rposition(|c| matches!(c, ',' | '、')).map_or(0, |sign| sign + 1);
        [self.after(start), self.after(at + 1)].into_iter().flatten().any(|c| BEGIN_PHRASES.contains(c))
    }

    fn has_words(&self) -> bool {
        self.characters.iter().any(|c| is_han(*c))
    }

    /// Whether a backslash makes the next character text.
    fn is_escaped(&self, at: usize) -> bool {
        self.characters[at] == '\\'
            && self.characters.get(at + 1).is_some_and(|c| matches!(c, '|' | '<' | '…' | '.' | '~' | '\\'))
    }

    fn run(&self, at: usize, holds: impl Fn(char) -> bool) -> usize {
        self.characters[at..].iter().take_while(|c| holds(**c)).count()
    }

    /// The character before, but for blanks.
    fn before(&self, at: usize) -> Option<char> {
        self.characters[..at].iter().rev().copied().find(|c| !c.is_whitespace())
    }

    fn after(&self, end: usize) -> Option<char> {
        self.characters[end..].iter().copied().find(|c| !c.is_whitespace())
    }

    /// How many Han characters stand directly before, but for blanks.
    fn han_before(&self, at: usize) -> usize {
        let words = self.characters[..at].iter().rev().skip_while(|c| c.is_whitespace());
        words.take_while(|c| is_han(**c)).count()
    }

    fn han_after(&self, end: usize) -> usize {
        let words = self.characters[end..].iter().skip_while(|c| c.is_whitespace());
        words.take_while(|c| is_han(**c)).count()
    }
}
