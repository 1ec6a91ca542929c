//! The words that an explanation speaks of, numbered in the order of the text.

use std::ops::Range;

use crate::analysis::{Explanation, Finding, Miss, Obstacle, Reasons, Words};

use crate::report::passage::{Span, number};

/// The words spoken of, each place once, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    all: Vec<Range<usize>>,
}

impl Marks {
    pub(super) fn of(explanation: &Explanation) -> Marks {
        let mut marks = Marks::default();
        match &explanation.reasons {
            Reasons::Tagged { matches, .. } => {
                for held in matches.iter().take(super::MOST_MATCHES) {
                    held.segments.iter().for_each(|(_, words)| marks.add(words));
                    let findings = held.levels.iter().filter_map(|level| level.must.as_ref());
                    findings.for_each(|finding| marks.finding(finding));
                    held.flags
                        .iter()
                        .filter_map(|(_, finding)| finding.as_ref())
                        .for_each(|one| marks.finding(one));
                }
            }
            Reasons::Missed(misses) => misses.iter().for_each(|miss| marks.miss(miss)),
            Reasons::Group | Reasons::Nothing => {}
        }
        marks.all.sort_by_key(|bytes| (bytes.start, bytes.end));
        marks.all.dedup();
        marks
    }

    /// The number of some words; none for words that are not drawn.
    pub(super) fn number(&self, words: &Words) -> Option<&'static str> {
        self.all.iter().position(|bytes| *bytes == words.bytes).map(number)
    }

    /// The words as they are drawn, in the colour of a group.
    pub(super) fn spans(&self, group: usize) -> Vec<Span> {
        let span = |(tag, bytes): (usize, &Range<usize>)| Span { bytes: bytes.clone(), tag, group };
        self.all.iter().enumerate().map(span).collect()
    }

    fn add(&mut self, words: &Words) {
        self.all.push(words.bytes.clone());
    }

    fn miss(&mut self, miss: &Miss) {
        miss.segments.iter().filter_map(|(_, words)| words.as_ref()).for_each(|words| self.add(words));
        for obstacle in &miss.obstacles {
            match obstacle {
                Obstacle::Masked { phrase, .. } => self.add(phrase),
                Obstacle::Cut { run, .. } => self.add(run),
                Obstacle::If { findings, .. } => {
                    findings.iter().take(super::MOST_FINDINGS).for_each(|finding| self.finding(finding));
                }
                Obstacle::Unless { finding, .. } => self.finding(finding),
                _ => {}
            }
        }
    }

    fn finding(&mut self, finding: &Finding) {
        finding.nearest.iter().for_each(|nearby| self.add(&nearby.words));
        finding.parts.iter().for_each(|part| self.finding(part));
    }
}
