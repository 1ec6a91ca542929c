//! An evaluation for spreadsheets: one table, which one depends on what was asked for.

use crate::analysis::{Comparison, Estimate, Scores};
use crate::report::csv::{Writer, end_row, plain_cell, writer};
use crate::report::figures::{cells, exact_p};

use super::shown::evidence;
use super::{By, EvaluationReport};

impl EvaluationReport<'_, '_> {
    /// Writes a table by RFC 4180: the paragraphs, where some are shown; else what was compared; else a row for each
    /// category, pattern or document. Figures that are not defined are empty.
    pub fn csv(&self, bom: bool, out: &mut Vec<u8>) {
        if bom {
            out.extend_from_slice("\u{FEFF}".as_bytes());
        }
        let mut writer = writer(out);
        match (self.show, self.comparison, self.by) {
            ([_, ..], _, _) => self.paragraph_rows(&mut writer),
            ([], Some(comparison), _) => difference_rows(comparison, &mut writer),
            ([], None, By::Category) => self.category_rows(&mut writer),
            ([], None, By::Term) => self.term_rows(&mut writer),
            ([], None, By::Document) => self.document_rows(&mut writer),
        }
    }

    fn category_rows(&self, writer: &mut Writer) {
        let names = ["category", "label_zh", "label_en", "support", "tagged", "right", "wrong", "missed"];
        let figures = ["precision", "recall", "f1"];
        let figures =
            figures.iter().flat_map(|name| [name.to_string(), format!("{name}_low"), format!("{name}_high")]);
        row(writer, names.into_iter().map(str::to_owned).chain(figures));
        for scores in self.evaluation.by_category() {
            if let Some(category) = scores.category {
                let label = category.label.clone().unwrap_or_default();
                let names = [category.id.clone(), label.zh.unwrap_or_default(), label.en.unwrap_or_default()];
                score_row(writer, names, &scores);
            }
        }
        score_row(writer, ["micro".to_owned(), String::new(), String::new()], &self.evaluation.micro());
        let mean = self.evaluation.macro_mean();
        let figures =
            [mean.precision, mean.recall, mean.f1].into_iter().flat_map(|mean| cells(mean.estimate));
        let names = std::iter::once("macro".to_owned()).chain(std::iter::repeat_n(String::new(), 7));
        row(writer, names.chain(figures));
    }

    fn term_rows(&self, writer: &mut Writer) {
        let names = [
            "category",
            "pattern",
            "worth",
            "matches",
            "paragraphs",
            "right",
            "share_right",
            "alone",
            "alone_right",
            "f1_gain_without",
            "file",
            "line",
        ];
        row(writer, names);
        for entry in self.evaluation.ledger().entries {
            let share = Estimate { value: entry.share_right(), interval: None };
            let gain = Estimate { value: Some(entry.gain_without), interval: None };
            let first =
                [entry.category.id.clone(), entry.pattern.to_owned(), entry.worth().word().to_owned()];
            row(
                writer,
                first.into_iter().chain([
                    entry.matches.to_string(),
                    entry.paragraphs.to_string(),
                    entry.right.to_string(),
                    cells(share)[0].clone(),
                    entry.alone.to_string(),
                    entry.alone_right.to_string(),
                    cells(gain)[0].clone(),
                    entry.place.file().to_owned(),
                    entry.place.line().to_string(),
                ]),
            );
        }
    }

    fn document_rows(&self, writer: &mut Writer) {
        row(writer, ["document", "paragraphs", "right", "wrong", "missed", "precision", "recall", "f1"]);
        for one in self.evaluation.by_document() {
            let counts = one.counts;
            let numbers = [one.paragraphs, counts.right, counts.wrong, counts.missed];
            let figures = [counts.precision().value, counts.recall().value, counts.f1()];
            let figures = figures.map(|value| cells(Estimate { value, interval: None })[0].clone());
            let numbers = numbers.iter().map(usize::to_string);
            row(writer, std::iter::once(one.document.to_owned()).chain(numbers).chain(figures));
        }
    }

    fn paragraph_rows(&self, writer: &mut Writer) {
        row(writer, ["verdict", "id", "document", "category", "evidence", "pattern", "text"]);
        for show in self.show {
            for (judged, category) in self.paragraphs(*show) {
                let paragraph = judged.paragraph;
                let found: Vec<(&str, &str)> =
                    judged.tags_of(category).flat_map(|tag| evidence(&paragraph.text, tag)).collect();
                let lines =
                    |of: fn(&(&str, &str)) -> String| found.iter().map(of).collect::<Vec<_>>().join("\n");
                row(
                    writer,
                    [
                        show.word().to_owned(),
                        paragraph.name.clone(),
                        paragraph.document.clone(),
                        category.id.clone(),
                        lines(|pair| pair.0.to_owned()),
                        lines(|pair| pair.1.to_owned()),
                        paragraph.text.clone(),
                    ],
                );
            }
        }
    }
}

fn difference_rows(comparison: &Comparison, writer: &mut Writer) {
    row(
        writer,
        [
            "category",
            "f1_against",
            "f1",
            "gain",
            "gain_low",
            "gain_high",
            "better",
            "worse",
            "mid_p",
            "exact_p",
        ],
    );
    for difference in comparison.categories.iter().chain([&comparison.micro]) {
        let plain = |value| cells(Estimate { value, interval: None })[0].clone();
        let name = difference.category.map_or("micro", |category| &category.id);
        let test = difference.test;
        let before = [name.to_owned(), plain(difference.before), plain(difference.after)];
        let behind = [
            test.second.to_string(),
            test.first.to_string(),
            exact_p(test.mid_p()).to_string(),
            exact_p(test.exact()).to_string(),
        ];
        row(writer, before.into_iter().chain(cells(difference.gain)).chain(behind));
    }
}

fn score_row(writer: &mut Writer, names: [String; 3], scores: &Scores) {
    let counts = scores.counts;
    let numbers = [counts.support(), counts.tagged(), counts.right, counts.wrong, counts.missed];
    let figures = [scores.precision, scores.recall, scores.f1].into_iter().flat_map(cells);
    row(writer, names.into_iter().chain(numbers.iter().map(usize::to_string)).chain(figures));
}

fn row<T: AsRef<str>>(writer: &mut Writer, cells: impl IntoIterator<Item = T>) {
    for cell in cells {
        plain_cell(writer, cell.as_ref());
    }
    end_row(writer);
}
