//! The small language inside a pattern: segments, alternatives, references to sets, gaps.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::ops::Range;

use crate::text::fold;

use super::code::Code;

/// A pattern as parsed; its references are not resolved and its gaps may be left to the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternText {
    pub(crate) segments: Vec<Vec<Alternative>>,
    pub(crate) gaps: Vec<Option<usize>>,
    /// Where the gaps stand, marks and number, in characters of the pattern.
    pub(crate) gap_spans: Vec<Range<usize>>,
    pub(crate) either: bool,
}

/// One of the things that a segment may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Alternative {
    /// Folded, and where it stands, in characters of the pattern.
    Literal(String, Range<usize>),
    /// The set's name and where the reference stands, in characters of the pattern.
    Reference(String, Range<usize>),
}

impl PatternText {
    /// Whether another pattern says the same, wherever its alternatives stand and whatever the blanks.
    pub(crate) fn says_the_same(&self, other: &PatternText) -> bool {
        self.gaps == other.gaps
            && self.either == other.either
            && self.segments.len() == other.segments.len()
            && self.segments.iter().zip(&other.segments).all(|(one, other)| names(one) == names(other))
    }
}

fn names(segment: &[Alternative]) -> BTreeSet<(bool, &str)> {
    segment.iter().map(Alternative::name).collect()
}

impl Alternative {
    /// Where it stands, in characters of the pattern.
    pub(crate) fn span(&self) -> &Range<usize> {
        let (Alternative::Literal(_, span) | Alternative::Reference(_, span)) = self;
        span
    }

    /// What it stands for, and whether this is a set.
    fn name(&self) -> (bool, &str) {
        match self {
            Alternative::Literal(text, _) => (false, text),
            Alternative::Reference(name, _) => (true, name),
        }
    }
}

/// What is wrong with a pattern, and where in it, in characters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PatternFault {
    pub(crate) code: Code,
    pub(crate) span: Range<usize>,
    pub(crate) found: String,
}

/// What marks a pattern's structure; everything else is text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    Character(char),
    Bar,
    Gap,
    Either,
    Reference(String),
}

type Token = (Sign, Range<usize>);

/// Parses a pattern.
pub(crate) fn parse(source: &str) -> Result<PatternText, PatternFault> {
    let length = source.chars().count();
    let mut tokens = tokens(source)?.into_iter().peekable();
    let mut pattern =
        PatternText { segments: Vec::new(), gaps: Vec::new(), gap_spans: Vec::new(), either: false };
    loop {
        pattern.segments.push(segment(&mut tokens, length)?);
        let Some((sign, span)) = tokens.next() else { return Ok(pattern) };
        let either = sign == Sign::Either;
        if (either || pattern.either) && !pattern.gaps.is_empty() {
            return Err(PatternFault { code: Code::EitherBesideThird, span, found: source.to_owned() });
        }
        pattern.either = either;
        let (number, end) = gap_number(&mut tokens, &sign, span.end);
        pattern.gaps.push(number);
        pattern.gap_spans.push(span.start..end);
    }
}

/// Parses a member of a set: a literal or a reference.
pub(crate) fn parse_member(source: &str) -> Result<Alternative, PatternFault> {
    let length = source.chars().count();
    let tokens = tokens(source)?;
    let operator = tokens.iter().find(|(sign, _)| matches!(sign, Sign::Bar | Sign::Gap | Sign::Either));
    if let Some((_, span)) = operator {
        return Err(PatternFault { code: Code::OperatorInSet, span: span.clone(), found: source.to_owned() });
    }
    alternative(&tokens, 0..length)
}

/// The segment up to the next gap: alternatives, each a literal or a reference.
fn segment(
    tokens: &mut Peekable<std::vec::IntoIter<Token>>,
    length: usize,
) -> Result<Vec<Alternative>, PatternFault> {
    let mut alternatives = Vec::new();
    let mut pending: Vec<Token> = Vec::new();
    loop {
        let here = tokens.peek().map_or(length..length, |(_, span)| span.clone());
        match tokens.next_if(|(sign, _)| !matches!(sign, Sign::Gap | Sign::Either)) {
            Some((Sign::Bar, _)) => alternatives.push(alternative(&std::mem::take(&mut pending), here)?),
            Some(token) => pending.push(token),
            None => {
                alternatives.push(alternative(&pending, here)?);
                return Ok(alternatives);
            }
        }
    }
}

/// One alternative from its tokens; `after` is where what follows it stands.
fn alternative(tokens: &[Token], after: Range<usize>) -> Result<Alternative, PatternFault> {
    let span = match (tokens.first(), tokens.last()) {
        (Some((_, first)), Some((_, last))) => first.start..last.end,
        _ => after,
    };
    let written: Vec<&Token> =
        tokens.iter().filter(|(sign, _)| !matches!(sign, Sign::Character(c) if c.is_whitespace())).collect();
    if let [(Sign::Reference(name), span)] = written[..] {
        return Ok(Alternative::Reference(name.clone(), span.clone()));
    }
    let mut text = String::new();
    for (sign, at) in tokens {
        match sign {
            Sign::Character(c) => text.push(*c),
            Sign::Reference(name) => {
                return Err(PatternFault {
                    code: Code::ReferenceBesideText,
                    span: at.clone(),
                    found: name.clone(),
                });
            }
            Sign::Bar | Sign::Gap | Sign::Either => {}
        }
    }
    let folded = fold(&text);
    if folded.is_empty() {
        return Err(PatternFault { code: Code::EmptySegment, span, found: text });
    }
    let span = match (written.first(), written.last()) {
        (Some((_, first)), Some((_, last))) => first.start..last.end,
        _ => span,
    };
    Ok(Alternative::Literal(folded, span))
}

/// The number of a gap, where one stands between this mark, which ends at `end`, and a second one like it;
/// and where the gap ends.
fn gap_number(
    tokens: &mut Peekable<std::vec::IntoIter<Token>>,
    mark: &Sign,
    end: usize,
) -> (Option<usize>, usize) {
    let mut ahead = tokens.clone();
    let skip_blanks = |ahead: &mut Peekable<std::vec::IntoIter<Token>>| {
        while ahead.next_if(|(sign, _)| matches!(sign, Sign::Character(c) if c.is_whitespace())).is_some() {}
    };
    skip_blanks(&mut ahead);
    let mut number: Option<usize> = None;
    while let Some(digit) = ahead.peek().and_then(|(sign, _)| digit(sign)) {
        number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
        ahead.next();
    }
    skip_blanks(&mut ahead);
    match ahead.next_if(|(sign, _)| sign == mark).filter(|_| number.is_some()) {
        Some((_, closing)) => {
            *tokens = ahead;
            (number, closing.end)
        }
        None => (None, end),
    }
}

fn digit(sign: &Sign) -> Option<usize> {
    let Sign::Character(c) = sign else { return None };
    match c {
        '0'..='9' => Some(*c as usize - '0' as usize),
        '０'..='９' => Some(*c as usize - '０' as usize),
        _ => None,
    }
}

/// Cuts a pattern into signs.
fn tokens(source: &str) -> Result<Vec<Token>, PatternFault> {
    let characters: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        let (sign, end) = match c {
            '\\' => escaped(&characters, at),
            '|' | '｜' => (Sign::Bar, at + 1),
            '~' | '～' => (Sign::Either, at + 1),
            '<' | '＜' => reference(&characters, at)?,
            '…' | '.' => match gap_mark(&characters, at)? {
                Some(end) => (Sign::Gap, end),
                None => (Sign::Character(c), at + 1),
            },
            _ => (Sign::Character(c), at + 1),
        };
        tokens.push((sign, at..end));
        at = end;
    }
    Ok(tokens)
}

/// A backslash and what follows: before an operator it makes it text, before any other it is text itself.
fn escaped(characters: &[char], at: usize) -> (Sign, usize) {
    match characters.get(at + 1) {
        Some(&c @ ('|' | '｜' | '<' | '＜' | '…' | '.' | '~' | '～' | '\\')) => {
            (Sign::Character(c), at + 2)
        }
        _ => (Sign::Character('\\'), at + 1),
    }
}

fn reference(characters: &[char], at: usize) -> Result<(Sign, usize), PatternFault> {
    let rest = &characters[at + 1..];
    match rest.iter().position(|c| matches!(c, '>' | '＞')) {
        Some(length) => Ok((Sign::Reference(rest[..length].iter().collect()), at + length + 2)),
        None => Err(PatternFault {
            code: Code::UnclosedReference,
            span: at..characters.len(),
            found: characters[at..].iter().collect(),
        }),
    }
}

/// Where the gap mark that begins at `at` ends; `None` where one or two dots are just dots.
fn gap_mark(characters: &[char], at: usize) -> Result<Option<usize>, PatternFault> {
    let run = characters[at..].iter().take_while(|c| matches!(c, '…' | '.')).count();
    let written = &characters[at..at + run];
    let dots = written.iter().filter(|c| **c == '.').count();
    match (dots, run - dots) {
        (0, _) | (3, 0) => Ok(Some(at + run)),
        (1 | 2, 0) => Ok(None),
        _ => Err(PatternFault {
            code: Code::StrangeGapMark,
            span: at..at + run,
            found: written.iter().collect(),
        }),
    }
}

/// Whether `name` may name a set: it must be possible to write it between `<` and `>`.
pub(crate) fn may_name_a_set(name: &str) -> bool {
    !name.contains(['|', '<', '>', '~', '｜', '＜', '＞', '～', '…']) && !name.contains("...")
}
