//! Precision, recall and F1, by category, by document and in all.

use crate::analysis::statistics::{Counts, Estimate, interval_of, mean};

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

/// What became of the tags of one document: categories by position.
pub(super) type Sheet = Vec<(usize, Counts)>;

impl<'g> Evaluation<'g> {
    /// The scores of each category, in the order of the rules.
    pub fn by_category(&self) -> Vec<Scores<'g>> {
        let sheets = self.sheets();
        let draws = self.draws(&sheets, |counts| counts.iter().map(|counts| counts.f1()).collect());
        let categories = self.gold.scheme.judged().iter().zip(self.totals(&sheets)).zip(draws).enumerate();
        categories
            .map(|(at, ((category, counts), draws))| {
                // Draws of one document alone all say the same.
                let bearing = sheets.iter().filter(|sheet| sheet.iter().any(|(other, _)| *other == at));
                let interval = interval_of(draws).filter(|_| bearing.count() > 1);
                scores(Some(category), counts, interval)
            })
            .collect()
    }

    /// The scores of all tags together.
    pub fn micro(&self) -> Scores<'g> {
        let sheets = self.sheets();
        let draws = self.draws(&sheets, |counts| vec![sum(counts).f1()]);
        let interval = draws.into_iter().next().filter(|_| sheets.len() > 1).and_then(interval_of);
        scores(None, self.counts(), interval)
    }

    /// The means of the scores of the categories that a coder gave.
    pub fn macro_mean(&self) -> Macro {
        let sheets = self.sheets();
        let totals = self.totals(&sheets);
        let of = |figure: fn(&Counts) -> Option<f64>| {
            let supported = |counts: &&Counts| counts.support() > 0;
            let draws =
                self.draws(&sheets, |counts| vec![mean(counts.iter().filter(supported).map(figure)).0]);
            let (value, categories) = mean(totals.iter().filter(supported).map(figure));
            let interval = draws.into_iter().next().filter(|_| sheets.len() > 1).and_then(interval_of);
            Mean { estimate: Estimate { value, interval }, categories }
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
    pub(super) fn sheets(&self) -> Vec<Sheet> {
        let sheet = |paragraphs: &Vec<usize>| {
            paragraphs.iter().flat_map(|at| self.paragraphs[*at].counts()).collect()
        };
        self.gold.documents.iter().map(sheet).collect()
    }

    /// What became of the tags of each category.
    pub(super) fn totals(&self, sheets: &[Sheet]) -> Vec<Counts> {
        let mut totals = vec![Counts::default(); self.gold.scheme.judged().len()];
        add_all(&mut totals, sheets.iter());
        totals
    }

    /// What some figures of the counts of the categories come to when other documents are drawn; of each figure
    /// those draws for which it is defined.
    fn draws(&self, sheets: &[Sheet], figures: impl Fn(&[Counts]) -> Vec<Option<f64>>) -> Vec<Vec<f64>> {
        let mut totals = vec![Counts::default(); self.gold.scheme.judged().len()];
        let mut all: Vec<Vec<f64>> = figures(&totals).iter().map(|_| Vec::new()).collect();
        self.bootstrap.each(sheets.len(), |draw| {
            totals.fill(Counts::default());
            add_all(&mut totals, draw.iter().map(|at| &sheets[*at]));
            for (values, figure) in all.iter_mut().zip(figures(&totals)) {
                values.extend(figure);
            }
        });
        all
    }
}

/// Adds what became of the tags of some documents.
pub(super) fn add_all<'s>(totals: &mut [Counts], sheets: impl Iterator<Item = &'s Sheet>) {
    for (category, counts) in sheets.flatten() {
        totals[*category] += *counts;
    }
}

/// All categories together.
pub(super) fn sum(counts: &[Counts]) -> Counts {
    counts.iter().copied().sum()
}

fn scores(category: Option<&Judged>, counts: Counts, interval: Option<(f64, f64)>) -> Scores<'_> {
    let f1 = Estimate { value: counts.f1(), interval: interval.filter(|_| counts.support() > 0) };
    Scores { category, counts, precision: counts.precision(), recall: counts.recall(), f1 }
}
