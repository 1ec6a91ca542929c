//! What the counts come to when other documents are drawn. All figures are reckoned from the same draws, which are made
//! once.

use crate::analysis::statistics::{Bootstrap, Counts, Estimate, interval_of};

/// The counts of each category in each draw.
#[derive(Clone, Debug)]
pub(super) struct Draws {
    totals: Vec<Counts>,
    categories: usize,
    documents: usize,
}

/// What became of the tags of each document, by position of their category.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheets {
    /// Where the tags of each document end.
    ends: Vec<usize>,
    tags: Vec<(usize, Counts)>,
}

impl Sheets {
    /// Adds a document.
    pub(super) fn add(&mut self, tags: impl Iterator<Item = (usize, Counts)>) {
        self.tags.extend(tags);
        self.ends.push(self.tags.len());
    }

    /// The documents.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[(usize, Counts)]> {
        (0..self.ends.len()).map(|at| self.of(at))
    }

    fn of(&self, document: usize) -> &[(usize, Counts)] {
        let start = document.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.tags[start..self.ends[document]]
    }
}

impl Draws {
    pub(super) fn of(sheets: &Sheets, categories: usize, bootstrap: Bootstrap) -> Draws {
        let documents = sheets.ends.len();
        let mut totals = Vec::with_capacity(bootstrap.resamples * categories);
        bootstrap.each(documents, |draw| {
            let start = totals.len();
            totals.resize(start + categories, Counts::default());
            let drawn = &mut totals[start..];
            for (category, counts) in draw.iter().flat_map(|document| sheets.of(*document)) {
                drawn[*category] += *counts;
            }
        });
        Draws { totals, categories, documents }
    }

    /// The counts of the categories in each draw.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Counts]> {
        self.totals.chunks(self.categories.max(1))
    }

    /// A figure with its interval, which one document alone does not give. Draws for which the figure is not defined do
    /// not count.
    pub(super) fn estimate(&self, value: Option<f64>, figure: impl Fn(&[Counts]) -> Option<f64>) -> Estimate {
        let is_one = self.documents < 2 || value.is_none();
        let interval = if is_one { None } else { interval_of(self.iter().filter_map(figure).collect()) };
        Estimate { value, interval }
    }
}
