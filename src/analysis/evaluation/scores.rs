//! Precision, recall and F1, by category, by document and in all.

use crate::analysis::statistics::{Counts, Estimate, mean};

use super::draws::{Draws, Sheets};
use super::{Evaluation, Judged, JudgedParagraph};

/// The scores of one category, or of all tags together.
#[derive(Clone, Debug)]
pub struct Scores<'g> {
    /// The category; nothing for all together.
    pub category: Option<&'g Judged>,
    /// What they are made of.
    pub counts: Counts,
    /// The share of the given tags that are right.
    pub precision: Estimate,
    /// The share of the coder's tags that were given.
    pub recall: Estimate,
    /// The harmonic mean of both.
    pub f1: Estimate,
}

/// The scores of one document.
#[derive(Clone, Debug)]
pub struct DocumentScores<'g> {
    /// Its id.
    pub document: &'g str,
    /// How many of its paragraphs are coded.
    pub paragraphs: usize,
    /// What became of their tags.
    pub counts: Counts,
}

/// The means over the categories, each counting the same, however rare. What is not defined is left out.
#[derive(Clone, Copy, Debug)]
pub struct Macro {
    /// Of precision.
    pub precision: Mean,
    /// Of recall.
    pub recall: Mean,
    /// Of F1.
    pub f1: Mean,
}

/// A mean over categories.
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    /// The mean.
    pub estimate: Estimate,
    /// Over how many categories.
    pub categories: usize,
}

impl<'g> Evaluation<'g> {
    /// The scores of each category, in the order of the rules.
    pub fn by_category(&self) -> Vec<Scores<'g>> {
        let draws = self.draws();
        let categories = self.gold.scheme.judged().iter().zip(self.totals());
        let of_one = |(category, counts): (&'g Judged, Counts)| {
            let mut f1 = draws.estimate(counts.f1(), |drawn| drawn[category.at].f1());
            // Draws of one document alone all say the same.
            f1.interval = f1.interval.filter(|_| self.bearing(category.at) > 1);
            scores(Some(category), counts, f1)
        };
        categories.map(of_one).collect()
    }

    /// In how many documents anybody, coder or rules, gave a category.
    fn bearing(&self, category: usize) -> usize {
        self.sheets().iter().filter(|sheet| sheet.iter().any(|(other, _)| *other == category)).count()
    }

    /// The scores of all tags together.
    pub fn micro(&self) -> Scores<'g> {
        let counts = self.counts();
        scores(None, counts, self.draws().estimate(counts.f1(), |drawn| sum(drawn).f1()))
    }

    /// The means of the scores of the categories that a coder gave.
    pub fn macro_mean(&self) -> Macro {
        let totals = self.totals();
        let of = |figure: fn(&Counts) -> Option<f64>| {
            let supported = |counts: &&Counts| counts.support() > 0;
            let (value, categories) = mean(totals.iter().filter(supported).map(figure));
            let drawn = |counts: &[Counts]| mean(counts.iter().filter(supported).map(figure)).0;
            Mean { estimate: self.draws().estimate(value, drawn), categories }
        };
        Macro {
            precision: of(|counts| counts.precision().value),
            recall: of(|counts| counts.recall().value),
            f1: of(|counts| counts.f1()),
        }
    }

    /// What became of all tags.
    pub fn counts(&self) -> Counts {
        self.paragraphs.iter().flat_map(JudgedParagraph::counts).map(|(_, counts)| counts).sum()
    }

    /// The scores of each document, those with the most errors first.
    pub fn by_document(&self) -> Vec<DocumentScores<'g>> {
        let gold = self.gold;
        let score = |paragraphs: &'g Vec<usize>| DocumentScores {
            document: &gold.paragraphs[paragraphs[0]].document,
            paragraphs: paragraphs.len(),
            counts: paragraphs
                .iter()
                .flat_map(|at| self.paragraphs[*at].counts())
                .map(|(_, counts)| counts)
                .sum(),
        };
        let mut documents: Vec<DocumentScores> = gold.documents.iter().map(score).collect();
        documents.sort_by_key(|one| std::cmp::Reverse(one.counts.wrong + one.counts.missed));
        documents
    }

    /// What became of the tags of each document.
    pub(super) fn sheets(&self) -> &Sheets {
        self.sheets.get_or_init(|| {
            let mut sheets = Sheets::default();
            for paragraphs in &self.gold.documents {
                sheets.add(paragraphs.iter().flat_map(|at| self.paragraphs[*at].counts()));
            }
            sheets
        })
    }

    /// What the counts come to when other documents are drawn.
    pub(super) fn draws(&self) -> &Draws {
        let categories = self.gold.scheme.judged().len();
        self.draws.get_or_init(|| Draws::of(self.sheets(), categories, self.bootstrap))
    }

    /// What became of the tags of each category.
    pub(super) fn totals(&self) -> Vec<Counts> {
        let mut totals = vec![Counts::default(); self.gold.scheme.judged().len()];
        for (category, counts) in self.sheets().iter().flatten() {
            totals[*category] += *counts;
        }
        totals
    }
}

/// All categories together.
pub(super) fn sum(counts: &[Counts]) -> Counts {
    counts.iter().copied().sum()
}

fn scores(category: Option<&Judged>, counts: Counts, f1: Estimate) -> Scores<'_> {
    Scores { category, counts, precision: counts.precision(), recall: counts.recall(), f1 }
}
