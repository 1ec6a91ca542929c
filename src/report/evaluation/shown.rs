//! Single paragraphs for reading: wrongly tagged ones with their evidence, missed ones with what came instead.

use crate::analysis::{Judged, JudgedParagraph};
use crate::engine::{Match, Tag};
use crate::language::{Language, Message};
use crate::report::passage::{self, number};
use crate::report::style::{Look, Row};
use crate::report::terminal::Terminal;
use crate::report::width::shortened;

use super::nearest::nearest;
use super::text::View;
use super::{EvaluationReport, Show, label};

const INDENT: usize = 2;

impl EvaluationReport<'_, '_> {
    /// Writes the paragraphs asked for, by category.
    pub(super) fn shown(&self, view: View, out: &mut Vec<u8>) {
        for show in self.show {
            let paragraphs = self.paragraphs(*show);
            if paragraphs.is_empty() {
                let none = match show {
                    Show::Wrong => "evaluate.none_wrong",
                    Show::Missed => "evaluate.none_missed",
                };
                view.say(&Message::new(none), Look::STRONG, out);
                out.push(b'\n');
            }
            for (judged, category) in paragraphs {
                let block = Block {
                    verdict: view.word(match show {
                        Show::Wrong => "evaluate.is_wrong",
                        Show::Missed => "evaluate.is_missed",
                    }),
                    category,
                    name: &judged.paragraph.name,
                    text: &judged.paragraph.text,
                    tags: judged.tags_of(category).collect(),
                };
                self.block(&block, view, out);
                if *show == Show::Missed {
                    for remark in nearest(self.evaluation.tagger, judged, category, view.style.language) {
                        view.say_below(INDENT, &remark, Look::FAINT, out);
                    }
                }
                out.push(b'\n');
            }
        }
    }

    /// The paragraphs that are wrongly tagged, or missed.
    pub(super) fn paragraphs(&self, show: Show) -> Vec<(&JudgedParagraph<'_>, &Judged)> {
        match show {
            Show::Wrong => self.evaluation.wrong().collect(),
            Show::Missed => self.evaluation.missed().collect(),
        }
    }

    /// A line that says what and where, the text with the evidence marked, and what found it.
    pub(super) fn block(&self, block: &Block, view: View, out: &mut Vec<u8>) {
        let terminal = Terminal::new(self.evaluation.tagger.rules(), view.style);
        block.head(view).print(out);
        let spans = terminal.spans(&block.tags);
        let width = terminal.style.width - INDENT;
        for text in passage::rows(block.text, &spans, width, view.style) {
            let mut row = Row::indented(INDENT);
            row.push(&text.text, text.columns);
            row.print(out);
        }
        for (position, tag) in block.tags.iter().enumerate() {
            for (words, pattern) in evidence(block.text, tag) {
                let mut row = Row::indented(INDENT);
                if !view.style.colour {
                    row.write(&format!("{} ", number(position)));
                }
                let found = Message::new("evaluate.found_by").with("words", words).with("pattern", pattern);
                row.write(&shortened(&found.text(view.style.language), width));
                row.print(out);
            }
        }
    }
}

/// A paragraph that is shown.
pub(super) struct Block<'b> {
    pub(super) verdict: String,
    pub(super) category: &'b Judged,
    pub(super) name: &'b str,
    pub(super) text: &'b str,
    pub(super) tags: Vec<&'b Tag<'b>>,
}

impl Block<'_> {
    fn head(&self, view: View) -> Row {
        let mut row = Row::default();
        row.say(self.name, Look::STRONG, view.style);
        row.write(match view.style.language {
            Language::English => ": ",
            Language::Chinese => "：",
        });
        row.say(&self.verdict, Look::WARNING, view.style);
        row.write(&format!(" {}", self.category.id));
        let label = label(self.category.label.as_ref(), view.style.language);
        if !label.is_empty() {
            row.write(&format!(" {label}"));
        }
        row
    }
}

/// The words of a tag and the patterns that found them, each pair once.
pub(super) fn evidence<'t>(text: &'t str, tag: &'t Tag) -> Vec<(&'t str, &'t str)> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for found in &tag.evidence {
        let pair = (words(text, found), found.pattern);
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}

/// The words of a piece of evidence, as they stand in the text.
pub(super) fn words<'t>(text: &'t str, found: &Match) -> &'t str {
    text.get(found.bytes.clone()).unwrap_or_default()
}
