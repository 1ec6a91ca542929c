//! An evaluation as a page to pass on: one file that needs no other and no scripts, with the scores, the ledger and
//! every paragraph on which rules and coder differ.

use crate::analysis::{LedgerEntry, Worth};
use crate::engine::Tag;
use crate::language::{Language, Message};
use crate::report::figures::{fixed, interval, p_value, signed};
use crate::report::grouped;

use super::comparison::{notes as comparison_notes, verdict};
use super::nearest::nearest;
use super::page::{Page, escaped, name};
use super::text::Intervals;
use super::{EvaluationReport, Show, label};

impl EvaluationReport<'_, '_> {
    /// Writes the page.
    pub fn html(&self, language: Language, out: &mut Vec<u8>) {
        let mut page = Page::new(&Message::new("evaluate.title").with("gold", self.gold), language);
        for note in self.selection().iter().chain(&self.notes(Intervals::of(self.evaluation))) {
            page.paragraph(note);
        }
        self.scores(&mut page);
        self.comparison_page(&mut page);
        for (show, heading) in
            [(Show::Wrong, "evaluate.wrong_heading"), (Show::Missed, "evaluate.missed_heading")]
        {
            self.differing(show, heading, &mut page);
        }
        self.patterns(&mut page);
        out.extend_from_slice(page.finish().as_bytes());
    }

    fn scores(&self, page: &mut Page) {
        page.heading("evaluate.scores_heading");
        let heads = [
            "evaluate.category",
            "evaluate.support",
            "evaluate.tagged",
            "evaluate.precision",
            "evaluate.recall",
            "evaluate.f1",
            "evaluate.picture",
        ];
        page.begin_table("evaluate.scores_caption", &heads);
        page.put("<tbody>\n");
        for scores in self.evaluation.by_category() {
            if let Some(category) = scores.category {
                let name = name(&category.id, label(category.label.as_ref(), page.language));
                page.score_row(&name, &scores);
            }
        }
        page.put("</tbody>\n<tfoot>\n");
        let micro = escaped(&page.word("evaluate.micro"));
        page.score_row(&micro, &self.evaluation.micro());
        let mean = self.evaluation.macro_mean();
        let name = escaped(&page.word("evaluate.macro"));
        page.put(&format!("<tr><th scope=\"row\">{name}</th><td></td><td></td>"));
        for mean in [mean.precision, mean.recall, mean.f1] {
            page.figure(mean.estimate);
        }
        page.picture(mean.f1.estimate);
        page.put("</tr>\n</tfoot>\n</table></div>\n");
    }

    fn comparison_page(&self, page: &mut Page) {
        let Some(comparison) = self.comparison else { return };
        page.heading("evaluate.comparison_heading");
        for note in &comparison_notes(comparison) {
            page.paragraph(note);
        }
        let heads = [
            "evaluate.category",
            "evaluate.f1_against",
            "evaluate.f1_rules",
            "evaluate.gain",
            "evaluate.better",
            "evaluate.worse",
            "evaluate.p_value",
        ];
        page.begin_table("evaluate.comparison_caption", &heads);
        for difference in comparison.categories.iter().chain([&comparison.micro]) {
            let micro = || escaped(&page.word("evaluate.micro"));
            let name = difference.category.map_or_else(micro, |category| {
                name(&category.id, label(category.label.as_ref(), page.language))
            });
            page.put(&format!("<tr><th scope=\"row\">{name}</th>"));
            let test = difference.test;
            let gain = format!("{} {}", signed(difference.gain.value), interval(difference.gain));
            let cells = [fixed(difference.before), fixed(difference.after), gain.trim_end().to_owned()];
            for cell in &cells {
                page.cell(cell);
            }
            for cell in [grouped(test.second), grouped(test.first), p_value(test.mid_p())] {
                page.cell(&cell);
            }
            page.put("</tr>\n");
        }
        page.put("</table></div>\n");
        for change in &comparison.changes {
            let class = if change.is_better() { "right" } else { "wrong" };
            let verdict = escaped(&page.word(verdict(change)));
            let head = format!("<span class=\"{class}\">{verdict}</span> {}", escaped(&change.category.id));
            page.article(&head, &change.paragraph.name, &change.paragraph.text, &change.tags, &[]);
        }
    }

    /// The paragraphs of one kind, those of a category behind its name.
    fn differing(&self, show: Show, heading: &'static str, page: &mut Page) {
        page.heading(heading);
        let paragraphs = self.paragraphs(show);
        if paragraphs.is_empty() {
            page.paragraph(&Message::new("evaluate.no_paragraphs"));
        }
        for of_category in paragraphs.chunk_by(|one, other| one.1.id == other.1.id) {
            let category = of_category[0].1;
            let name = name(&category.id, label(category.label.as_ref(), page.language));
            page.put(&format!("<details>\n<summary>{name}: {}</summary>\n", grouped(of_category.len())));
            for (judged, category) in of_category {
                let tags: Vec<&Tag> = judged.tags_of(category).collect();
                let remarks = match show {
                    Show::Wrong => Vec::new(),
                    Show::Missed => nearest(self.evaluation.tagger, judged, category, page.language),
                };
                page.article("", &judged.paragraph.name, &judged.paragraph.text, &tags, &remarks);
            }
            page.put("</details>\n");
        }
    }

    fn patterns(&self, page: &mut Page) {
        page.heading("evaluate.patterns_heading");
        let entries = self.evaluation.ledger().entries;
        for (worth, caption) in [
            (Worth::Harmful, "evaluate.harmful"),
            (Worth::Idle, "evaluate.idle"),
            (Worth::Unused, "evaluate.unused"),
            (Worth::Useful, "evaluate.useful"),
        ] {
            let of_kind: Vec<&LedgerEntry> = entries.iter().filter(|entry| entry.worth() == worth).collect();
            let caption = Message::new(caption).with("count", grouped(of_kind.len())).text(page.language);
            page.put(&format!("<details>\n<summary>{}</summary>\n", escaped(&caption)));
            page.ledger(&of_kind);
            page.put("</details>\n");
        }
    }
}
