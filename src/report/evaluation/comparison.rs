//! Two rule sets side by side, for reading.

use crate::analysis::{Change, Comparison, Difference};
use crate::language::Message;
use crate::report::figures::{fixed, interval, p_value, signed};
use crate::report::grouped;
use crate::report::style::Look;
use crate::report::table::{Column, Side, Table};

use super::shown::Block;
use super::text::{Intervals, View};
use super::{EvaluationReport, label};

impl EvaluationReport<'_, '_> {
    /// Writes the paragraphs that changed, then the scores of both.
    /// Returns which intervals are among these.
    pub(super) fn compared(&self, comparison: &Comparison, view: View, out: &mut Vec<u8>) -> Intervals {
        for change in &comparison.changes {
            let block = Block {
                verdict: view.word(verdict(change)),
                category: change.category,
                name: &change.paragraph.name,
                text: &change.paragraph.text,
                tags: change.tags.clone(),
            };
            self.block(&block, view, out);
            out.push(b'\n');
        }
        let shown = differences(comparison, view).print(view.style, out);
        out.push(b'\n');
        for note in notes(comparison) {
            view.say(&note, Look::PLAIN, out);
        }
        let figures = comparison.categories.iter().chain([&comparison.micro]);
        let mut gains = figures.map(|one| one.gain).chain([comparison.macro_f1[2]]);
        let has_interval = gains.any(|gain| gain.interval.is_some());
        Intervals { of_shares: false, of_f1: has_interval && shown.contains(&INTERVAL) }
    }
}

/// Where the intervals stand in the table.
const INTERVAL: usize = 5;

fn differences(comparison: &Comparison, view: View) -> Table {
    let number = |key| Column::new(view.word(key), Side::Right);
    let [first, second] = view.names();
    let mut table = Table::new(vec![
        first.at_least(view.narrowest_name()),
        second.spare(4),
        number("evaluate.f1_against").spare(3),
        number("evaluate.f1_rules"),
        number("evaluate.gain"),
        Column::new(String::new(), Side::Left).spare(1),
        number("evaluate.better"),
        number("evaluate.worse"),
        number("evaluate.p_value").spare(2),
    ]);
    for difference in &comparison.categories {
        if let Some(category) = difference.category {
            let names = view.names_of(&category.id, label(category.label.as_ref(), view.style.language));
            table.add(Look::PLAIN, row(names, difference));
        }
    }
    table.add(Look::STRONG, row([view.word("evaluate.micro"), String::new()], &comparison.micro));
    let [before, after, gain] = comparison.macro_f1;
    let mut cells = vec![view.word("evaluate.macro"), String::new()];
    cells.extend([fixed(before.value), fixed(after.value), signed(gain.value), interval(gain)]);
    cells.extend([String::new(), String::new(), String::new()]);
    table.add(Look::STRONG, cells);
    table
}

fn row(names: [String; 2], difference: &Difference) -> Vec<String> {
    let test = difference.test;
    let figures = [
        fixed(difference.before),
        fixed(difference.after),
        signed(difference.gain.value),
        interval(difference.gain),
        grouped(test.second),
        grouped(test.first),
        p_value(test.mid_p()),
    ];
    names.into_iter().chain(figures).collect()
}

/// What a change is called.
pub(super) fn verdict(change: &Change) -> &'static str {
    match (change.is_gained, change.is_coded) {
        (true, true) => "evaluate.gained_right",
        (true, false) => "evaluate.gained_wrong",
        (false, true) => "evaluate.lost_right",
        (false, false) => "evaluate.lost_wrong",
    }
}

/// Which rules are compared, and by what test.
pub(super) fn notes(comparison: &Comparison) -> Vec<Message> {
    let digest = |evaluation: &crate::analysis::Evaluation| evaluation.tagger.rules().digest().to_owned();
    let test = comparison.micro.test;
    vec![
        Message::new("evaluate.compared")
            .with("rules", digest(comparison.rules))
            .with("against", digest(comparison.against)),
        Message::new("evaluate.test")
            .with("better", grouped(test.second))
            .with("worse", grouped(test.first))
            .with("mid", p_value(test.mid_p()))
            .with("exact", p_value(test.exact())),
    ]
}
