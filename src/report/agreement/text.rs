//! How far coders agree, for reading in a terminal.

use crate::analysis::{Disagreement, Key, Reliability};
use crate::language::Message;
use crate::report::evaluation::{View, label};
use crate::report::figures::{UNDEFINED, fixed, interval, per_cent};
use crate::report::grouped;
use crate::report::passage;
use crate::report::style::{Look, Row, Style};
use crate::report::table::{Column, Side, Table};

use super::{AgreementReport, letter};

const INDENT: usize = 2;

impl AgreementReport<'_, '_> {
    /// Writes it for reading in a terminal.
    pub fn text(&self, style: Style, out: &mut Vec<u8>) {
        let view = View::new(style);
        if !self.agreement.only.is_empty() {
            let only = Message::new("evaluate.only").with_list("ids", self.agreement.only.iter().cloned());
            view.say(&only, Look::STRONG, out);
            out.push(b'\n');
        }
        if self.show {
            for disagreement in &self.agreement.disagreements {
                shown(disagreement, view, out);
            }
            if self.agreement.disagreements.is_empty() {
                view.say(&Message::new("agreement.none_differ"), Look::STRONG, out);
                out.push(b'\n');
            }
        }
        let codings = self.agreement.codings;
        for (coder, name) in codings.coders().iter().enumerate() {
            let line = Message::new("agreement.coder").with("letter", letter(coder)).with("name", name);
            view.say(&line, Look::PLAIN, out);
        }
        out.push(b'\n');
        let columns = self.table(view).print(view.style, out);
        out.push(b'\n');
        // The intervals stand in the last column.
        let figures = self.agreement.categories.iter().chain([&self.agreement.overall]);
        let has_intervals = figures.into_iter().any(|one| one.alpha.interval.is_some())
            && columns.last() == Some(&(codings.coders().len() + 5));
        for note in &self.notes(has_intervals) {
            view.say(note, Look::FAINT, out);
        }
    }

    fn table(&self, view: View) -> Table {
        let number = |key| Column::new(view.word(key), Side::Right);
        let [first, second] = view.names();
        let mut columns = vec![first.at_least(view.narrowest_name()), second.spare(4)];
        let coders = 0..self.agreement.codings.coders().len();
        columns.extend(coders.map(|coder| Column::new(letter(coder), Side::Right).spare(3)));
        columns.extend([
            number("agreement.agreement"),
            number("agreement.kappa"),
            number("agreement.alpha"),
            Column::new(String::new(), Side::Left).spare(2),
        ]);
        let mut table = Table::new(columns);
        for one in &self.agreement.categories {
            let id = one.category.unwrap_or_default();
            table.add(Look::PLAIN, row(view.names_of(id, label(one.label, view.style.language)), one));
        }
        let all = [view.word("agreement.all"), String::new()];
        table.add(Look::STRONG, row(all, &self.agreement.overall));
        table
    }

    fn notes(&self, has_intervals: bool) -> Vec<Message> {
        let (agreement, codings) = (self.agreement, self.agreement.codings);
        let joined = Message::new(match codings.key {
            Key::Id => "agreement.by_id",
            Key::Place => "agreement.by_place",
            Key::Text => "agreement.by_text",
        });
        let mut notes = vec![
            Message::new("agreement.about")
                .with("paragraphs", grouped(codings.units().len()))
                .with("documents", grouped(codings.documents().len()))
                .with_message("joined", joined),
        ];
        for (coder, alone) in codings.coders().iter().zip(&codings.alone).filter(|(_, alone)| **alone > 0) {
            notes.push(Message::new("agreement.alone").with("name", coder).with("count", grouped(*alone)));
        }
        notes.push(
            Message::new("agreement.identical")
                .with("share", per_cent(agreement.identical))
                .with("count", grouped(agreement.disagreements.len())),
        );
        if codings.coders().len() > 2 {
            let pairs = codings.pairs_of_coders().count();
            notes.push(Message::new("agreement.mean_kappa").with("pairs", pairs));
        }
        notes.push(Message::new("agreement.decisions"));
        if has_intervals {
            let intervals =
                Message::new("agreement.intervals").with("documents", grouped(codings.documents().len()));
            let bootstrap = agreement.bootstrap;
            notes
                .push(intervals.with("resamples", grouped(bootstrap.resamples)).with("seed", bootstrap.seed));
        }
        notes
    }
}

fn row(names: [String; 2], one: &Reliability) -> Vec<String> {
    let given = one.given.iter().map(|given| given.map_or_else(|| UNDEFINED.to_owned(), grouped));
    let figures = [per_cent(one.agreement), fixed(one.kappa), fixed(one.alpha.value), interval(one.alpha)];
    names.into_iter().chain(given).chain(figures).collect()
}

/// A paragraph, and who says what of each category on which coders differ.
fn shown(disagreement: &Disagreement, view: View, out: &mut Vec<u8>) {
    let mut row = Row::default();
    row.say(&disagreement.unit.name, Look::STRONG, view.style);
    row.print(out);
    let width = view.style.width.saturating_sub(INDENT).max(INDENT);
    for text in passage::rows(&disagreement.unit.text, &[], width, view.style) {
        let mut row = Row::indented(INDENT);
        row.push(&text.text, text.columns);
        row.print(out);
    }
    for (category, said) in &disagreement.categories {
        let who = |wanted: bool| {
            let coders = said.iter().enumerate().filter(move |(_, said)| **said == Some(wanted));
            coders.map(|(coder, _)| letter(coder)).collect::<Vec<_>>()
        };
        let line = Message::new("agreement.differ").with("id", category);
        let line = line.with_list("yes", who(true)).with_list("no", who(false));
        let mut row = Row::indented(INDENT);
        row.say(&line.text(view.style.language), Look::WARNING, view.style);
        row.print(out);
    }
    out.push(b'\n');
}
