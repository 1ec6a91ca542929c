//! The ledger of patterns for reading: what harms and what is idle before what is useful.

use crate::analysis::{LedgerEntry, Worth};
use crate::language::Message;
use crate::report::explain::line_of;
use crate::report::figures::{per_cent, signed};
use crate::report::grouped;
use crate::report::style::Look;
use crate::report::table::{Column, Side, Table};

use super::EvaluationReport;
use super::text::{Intervals, View};

/// A pattern that is shortened further is hardly known again.
const LEAST: usize = 32;

impl EvaluationReport<'_, '_> {
    /// Writes a table of the patterns of each kind; those without a match as a list.
    pub(super) fn by_term(&self, view: View, out: &mut Vec<u8>) -> Intervals {
        let entries = self.evaluation.ledger().entries;
        for worth in [Worth::Harmful, Worth::Idle, Worth::Unused, Worth::Useful] {
            let of_kind: Vec<&LedgerEntry> = entries.iter().filter(|entry| entry.worth() == worth).collect();
            if of_kind.is_empty() {
                continue;
            }
            view.say(&heading(worth, of_kind.len()), Look::STRONG, out);
            if worth == Worth::Unused {
                unused(&of_kind, view, out);
            } else {
                table(&of_kind, view).print(view.style, out);
            }
            out.push(b'\n');
        }
        let count = |worth| entries.iter().filter(|entry| entry.worth() == worth).count();
        let totals = Message::new("evaluate.patterns")
            .with("count", grouped(entries.len()))
            .with("harmful", grouped(count(Worth::Harmful)))
            .with("idle", grouped(count(Worth::Idle)))
            .with("unused", grouped(count(Worth::Unused)))
            .with("useful", grouped(count(Worth::Useful)));
        view.say(&totals, Look::STRONG, out);
        Intervals::NONE
    }
}

fn heading(worth: Worth, count: usize) -> Message {
    let message = Message::new(match worth {
        Worth::Harmful => "evaluate.harmful",
        Worth::Idle => "evaluate.idle",
        Worth::Unused => "evaluate.unused",
        Worth::Useful => "evaluate.useful",
    });
    message.with("count", grouped(count))
}

fn table(entries: &[&LedgerEntry], view: View) -> Table {
    let number = |key| Column::new(view.word(key), Side::Right);
    let mut table = Table::new(vec![
        Column::new(view.word("evaluate.pattern"), Side::Left).at_least(LEAST),
        Column::new(view.word("evaluate.category"), Side::Left).spare(3),
        Column::new(view.word("evaluate.place"), Side::Left).spare(5),
        number("evaluate.matches").spare(6),
        number("evaluate.found").spare(1),
        number("evaluate.right").spare(2),
        number("evaluate.share").spare(4),
        number("evaluate.alone"),
        number("evaluate.right"),
        number("evaluate.gain_without"),
    ]);
    for entry in entries {
        table.add(
            Look::PLAIN,
            vec![
                entry.pattern.to_owned(),
                entry.category.id.clone(),
                line_of(entry.place),
                grouped(entry.matches),
                grouped(entry.paragraphs),
                grouped(entry.right),
                per_cent(entry.share_right()),
                grouped(entry.alone),
                grouped(entry.alone_right),
                signed((entry.alone > 0).then_some(entry.gain_without)),
            ],
        );
    }
    table
}

/// The patterns without a match, by category.
fn unused(entries: &[&LedgerEntry], view: View, out: &mut Vec<u8>) {
    for of_category in entries.chunk_by(|one, other| one.category.id == other.category.id) {
        let patterns = of_category.iter().map(|entry| entry.pattern);
        let listed = Message::new("list").with_list("items", patterns);
        let category = Message::new("evaluate.of_category").with("id", &of_category[0].category.id);
        view.say(&category.with_message("patterns", listed), Look::PLAIN, out);
    }
}
