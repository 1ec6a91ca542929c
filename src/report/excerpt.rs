//! What of a paragraph is shown. Most are shown whole; of one that would flood the window (a whole
//! document pasted into a line), only the surroundings of the evidence are.

use std::ops::Range;

/// Paragraphs of up to so many characters are shown whole where results are read. Of longer ones, about as much
/// is shown: no further piece of evidence is sought out once so many characters are.
pub(super) const MOST: usize = 1200;
/// So many characters on either side of a piece of evidence, or fewer where a sentence begins or ends.
const AROUND: usize = 80;

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// These bytes are shown.
    Shown(Range<usize>),
    /// These bytes are left out.
    LeftOut(Range<usize>),
}

/// The parts of `text`, in order; all of it where it has at most `whole` characters. `evidence` is sorted by start.
pub(super) fn parts(text: &str, evidence: impl Iterator<Item = Range<usize>>, whole: usize) -> Vec<Part> {
    if text.chars().nth(whole).is_none() {
        return vec![Part::Shown(0..text.len())];
    }
    let mut shown: Vec<Range<usize>> = Vec::new();
    let mut characters = 0;
    for evidence in evidence {
        let reached = shown.last().map_or(0, |last| last.end);
        if evidence.end <= reached {
            continue;
        }
        if characters >= MOST {
            break;
        }
        let start = start_before(text, evidence.start).max(reached);
        let end = end_after(text, evidence.end).min(ahead(text, start, MOST));
        characters += text[start..end].chars().count();
        match shown.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => shown.push(start..end),
        }
    }
    if shown.is_empty() {
        shown.push(0..end_after(text, 0));
    }
    with_gaps(text.len(), &shown)
}

fn with_gaps(length: usize, shown: &[Range<usize>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut reached = 0;
    for range in shown {
        if range.start > reached {
            parts.push(Part::LeftOut(reached..range.start));
        }
        parts.push(Part::Shown(range.clone()));
        reached = range.end;
    }
    if reached < length {
        parts.push(Part::LeftOut(reached..length));
    }
    parts
}

/// Where to begin when `at` must be seen: at the first sentence that begins nearby.
fn start_before(text: &str, at: usize) -> usize {
    let furthest = text[..at].char_indices().rev().take(AROUND).last().map_or(at, |(start, _)| start);
    if furthest == 0 {
        return 0;
    }
    text[furthest..at].find(ends_sentence).map_or(furthest, |end| ahead(text, furthest + end, 1))
}

/// Where to end when `at` must be seen: with the last sentence that ends nearby.
fn end_after(text: &str, at: usize) -> usize {
    let furthest = ahead(text, at, AROUND);
    if furthest == text.len() {
        return furthest;
    }
    text[at..furthest].rfind(ends_sentence).map_or(furthest, |end| ahead(text, at + end, 1))
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '\n')
}

/// `count` characters further on.
fn ahead(text: &str, at: usize, count: usize) -> usize {
    text[at..].char_indices().nth(count).map_or(text.len(), |(further, _)| at + further)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paragraphs_are_shown_whole() {
        assert_eq!(parts("", std::iter::empty(), MOST), [Part::Shown(0..0)]);
        let text = "字".repeat(MOST);
        assert_eq!(parts(&text, std::iter::once(0..3), MOST), [Part::Shown(0..text.len())]);
    }

    #[test]
    fn a_long_one_is_shown_around_its_evidence() {
        let text = format!("{}。前文。减免租金。后文。{}", "甲".repeat(2000), "乙".repeat(2000));
        let at = text.find("减免").unwrap();
        let shown = "前文。减免租金。后文。".len();
        let start = at - "前文。".len();
        assert_eq!(
            parts(&text, std::iter::once(at..at + 12), MOST),
            [
                Part::LeftOut(0..start),
                Part::Shown(start..start + shown),
                Part::LeftOut(start + shown..text.len())
            ]
        );
        assert_eq!(
            parts(&text, std::iter::empty(), MOST),
            [Part::Shown(0..AROUND * 3), Part::LeftOut(AROUND * 3..text.len())]
        );
    }

    #[test]
    fn every_character_is_shown_or_counted_and_few_are_shown() {
        let text = "补贴和补助，".repeat(20_000);
        let evidence = || text.match_indices("补贴和").map(|(at, found)| at..at + found.len());
        for evidence in [
            evidence().step_by(1).collect::<Vec<_>>(),
            evidence().step_by(97).collect(),
            std::iter::once(0..text.len()).collect(),
        ] {
            let (mut shown, mut reached) = (0, 0);
            for part in parts(&text, evidence.into_iter(), MOST) {
                let (Part::Shown(bytes) | Part::LeftOut(bytes)) = &part;
                assert_eq!(bytes.start, reached);
                reached = bytes.end;
                if let Part::Shown(bytes) = part {
                    shown += text[bytes].chars().count();
                }
            }
            assert_eq!(reached, text.len());
            assert!((AROUND..=2 * MOST).contains(&shown), "{shown}");
        }
    }
}
