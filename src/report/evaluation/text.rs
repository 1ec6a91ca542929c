//! The scores for reading in a terminal.

use crate::analysis::{Estimate, Evaluation, Judged, Scores};
use crate::language::{Language, Message};
use crate::report::figures::{fixed, interval, per_cent};
use crate::report::grouped;
use crate::report::style::{Look, NARROWEST, Row, Style};
use crate::report::table::{Column, Side, Table};
use crate::report::width::columns;
use crate::report::wrap::wrap;

use super::{By, EvaluationReport, label};

/// Which intervals are shown, and so explained.
#[derive(Clone, Copy, Debug)]
pub(super) struct Intervals {
    /// Those of precision and recall.
    pub(super) of_shares: bool,
    /// Those of F1.
    pub(super) of_f1: bool,
}

impl Intervals {
    pub(super) const NONE: Intervals = Intervals { of_shares: false, of_f1: false };

    /// Those that there are.
    pub(super) fn of(evaluation: &Evaluation) -> Intervals {
        let micro = evaluation.micro();
        Intervals {
            of_shares: micro.precision.interval.or(micro.recall.interval).is_some(),
            of_f1: evaluation.by_category().iter().chain([&micro]).any(|scores| scores.f1.interval.is_some()),
        }
    }

    /// What they mean.
    fn message(self) -> Option<Message> {
        match (self.of_shares, self.of_f1) {
            (true, true) => Some(Message::new("evaluate.intervals")),
            (true, false) => Some(Message::new("evaluate.intervals_of_shares")),
            (false, true) => Some(Message::new("evaluate.intervals_of_f1")),
            (false, false) => None,
        }
    }
}

impl EvaluationReport<'_, '_> {
    /// Writes it for reading in a terminal.
    pub fn text(&self, style: Style, out: &mut Vec<u8>) {
        let view = View::new(style);
        if let Some(selection) = self.selection() {
            view.say(&selection, Look::STRONG, out);
            out.push(b'\n');
        }
        self.shown(view, out);
        let intervals = match (self.comparison, self.by) {
            (Some(comparison), _) => self.compared(comparison, view, out),
            (None, By::Category) => self.by_category(view, out),
            (None, By::Term) => self.by_term(view, out),
            (None, By::Document) => self.by_document(view, out),
        };
        out.push(b'\n');
        for note in &self.notes(intervals) {
            view.say(note, Look::FAINT, out);
        }
    }

    /// Of which categories all figures are, where some were selected.
    pub(super) fn selection(&self) -> Option<Message> {
        let selected = self.evaluation.gold.scheme().selected();
        (!selected.is_empty())
            .then(|| Message::new("evaluate.only").with_list("ids", selected.iter().cloned()))
    }

    fn by_category(&self, view: View, out: &mut Vec<u8>) -> Intervals {
        let number = |key, rank| Column::new(view.word(key), Side::Right).spare(rank);
        let interval = || Column::new(String::new(), Side::Left);
        let [first, second] = view.names();
        // In a narrow window the intervals of F1 stay, and what it is made of leaves.
        let mut table = Table::new(vec![
            first.at_least(view.narrowest_name()),
            second.spare(6),
            number("evaluate.support", 2),
            number("evaluate.tagged", 4),
            number("evaluate.precision", 3),
            interval().spare(5),
            number("evaluate.recall", 3),
            interval().spare(5),
            number("evaluate.f1", 0),
            interval(),
        ]);
        let all = self.evaluation.by_category();
        let (listed, unlisted): (Vec<_>, Vec<_>) =
            all.iter().partition(|scores| scores.counts.support() + scores.counts.tagged() > 0);
        for scores in listed {
            if let Some(category) = scores.category {
                let [first, second] =
                    view.names_of(&category.id, label(category.label.as_ref(), view.style.language));
                table.add(Look::PLAIN, row(first, second, scores));
            }
        }
        let micro = self.evaluation.micro();
        table.add(Look::STRONG, row(view.word("evaluate.micro"), String::new(), &micro));
        table.add(Look::STRONG, self.macro_row(view));
        let shown = table.print(view.style, out);
        if !unlisted.is_empty() {
            out.push(b'\n');
            let unlisted = Message::new("evaluate.unlisted").with("count", grouped(unlisted.len()));
            view.say(&unlisted, Look::PLAIN, out);
        }
        let there = Intervals::of(self.evaluation);
        Intervals {
            of_shares: there.of_shares && shown.contains(&INTERVAL_OF_PRECISION),
            of_f1: there.of_f1 && shown.contains(&INTERVAL_OF_F1),
        }
    }

    fn macro_row(&self, view: View) -> Vec<String> {
        let mean = self.evaluation.macro_mean();
        let mut cells = vec![view.word("evaluate.macro"), String::new(), String::new(), String::new()];
        for mean in [mean.precision, mean.recall, mean.f1] {
            cells.extend(figure(mean.estimate));
        }
        cells
    }

    fn by_document(&self, view: View, out: &mut Vec<u8>) -> Intervals {
        let head = |key| Column::new(view.word(key), Side::Right);
        let mut table = Table::new(vec![
            Column::new(view.word("evaluate.document"), Side::Left),
            head("evaluate.paragraphs").spare(1),
            head("evaluate.right"),
            head("evaluate.wrong"),
            head("evaluate.missed"),
            head("evaluate.precision").spare(2),
            head("evaluate.recall").spare(2),
            head("evaluate.f1"),
        ]);
        let documents = self.evaluation.by_document();
        let is_faulty = |counts: crate::analysis::Counts| counts.wrong + counts.missed > 0;
        for one in documents.iter().filter(|one| is_faulty(one.counts)) {
            let counts = one.counts;
            let numbers = [one.paragraphs, counts.right, counts.wrong, counts.missed].map(grouped);
            let figures = [counts.precision().value, counts.recall().value, counts.f1()].map(fixed);
            let cells = std::iter::once(one.document.to_owned()).chain(numbers).chain(figures);
            table.add(Look::PLAIN, cells.collect());
        }
        table.print(view.style, out);
        let faultless = documents.iter().filter(|one| !is_faulty(one.counts)).count();
        out.push(b'\n');
        view.say(&Message::new("evaluate.faultless").with("count", grouped(faultless)), Look::PLAIN, out);
        Intervals::NONE
    }

    /// How many of the paragraphs without any category get a tag.
    fn without_category(&self) -> Option<Message> {
        let without = self.evaluation.without_category();
        let share = without.share();
        let (low, high) = share.interval?;
        let message = Message::new("evaluate.without")
            .with("count", grouped(without.paragraphs))
            .with("tagged", grouped(without.tagged))
            .with("share", per_cent(share.value));
        Some(message.with("low", per_cent(Some(low))).with("high", per_cent(Some(high))))
    }

    /// What the figures are about, and how they were got.
    pub(super) fn notes(&self, intervals: Intervals) -> Vec<Message> {
        let evaluation = self.evaluation;
        let gold = evaluation.gold;
        let documents = grouped(gold.documents());
        let mut notes = vec![
            Message::new("evaluate.about")
                .with("gold", self.gold)
                .with("paragraphs", grouped(gold.paragraphs().len()))
                .with("documents", &documents)
                .with("digest", evaluation.tagger.rules().digest()),
        ];
        notes.extend(self.without_category());
        let never: Vec<&Judged> = evaluation.never_coded().collect();
        let means = evaluation.macro_mean();
        if !never.is_empty() {
            let never_coded = Message::new("evaluate.never_coded").with("count", never.len());
            notes.push(never_coded.with("of", gold.scheme().judged().len()));
        }
        if means.precision.categories < means.recall.categories {
            let untagged = means.recall.categories - means.precision.categories;
            notes.push(Message::new("evaluate.never_tagged").with("count", untagged));
        }
        let bootstrap = evaluation.bootstrap;
        notes.extend(intervals.message().map(|message| {
            if intervals.of_f1 {
                let message = message.with("documents", documents).with("seed", bootstrap.seed);
                message.with("resamples", grouped(bootstrap.resamples))
            } else {
                message
            }
        }));
        notes
    }
}

/// Where these intervals stand in the table.
const INTERVAL_OF_PRECISION: usize = 5;
const INTERVAL_OF_F1: usize = 9;

/// How the text view is shown.
#[derive(Clone, Copy)]
pub(in crate::report) struct View {
    pub(in crate::report) style: Style,
}

impl View {
    pub(in crate::report) fn new(style: Style) -> View {
        View { style: Style { width: style.width.max(NARROWEST), ..style } }
    }

    pub(in crate::report) fn word(self, key: &'static str) -> String {
        self.style.text(&Message::new(key))
    }

    /// A message on as many lines as it takes.
    pub(in crate::report) fn say(self, message: &Message, look: Look, out: &mut Vec<u8>) {
        self.say_below(0, message, look, out);
    }

    /// The same, with so many blanks before each line.
    pub(super) fn say_below(self, indent: usize, message: &Message, look: Look, out: &mut Vec<u8>) {
        let text = self.style.text(message);
        for line in wrap(&text, self.style.width - indent) {
            let mut row = Row::indented(indent);
            row.say(&text[line], look, self.style);
            row.print(out);
        }
    }

    /// The columns that name a category: what the reader's language is better served by comes first.
    pub(in crate::report) fn names(self) -> [Column; 2] {
        let (id, label) = (self.word("evaluate.category"), self.word("evaluate.label"));
        self.names_of(&id, &label).map(|head| Column::new(head, Side::Left))
    }

    /// How narrow a column of categories may become before others leave: what stands for all of them stays whole.
    pub(in crate::report) fn narrowest_name(self) -> usize {
        columns(&self.word("evaluate.macro"))
    }

    /// Id and label in the order of these columns; the id first where there is no label.
    pub(in crate::report) fn names_of(self, id: &str, label: &str) -> [String; 2] {
        match self.style.language {
            Language::Chinese if !label.is_empty() => [label.to_owned(), id.to_owned()],
            _ => [id.to_owned(), label.to_owned()],
        }
    }
}

fn row(first: String, second: String, scores: &Scores) -> Vec<String> {
    let tagged = grouped(scores.counts.tagged());
    let mut cells = vec![first, second, grouped(scores.counts.support()), tagged];
    for estimate in [scores.precision, scores.recall, scores.f1] {
        cells.extend(figure(estimate));
    }
    cells
}

/// A figure and its interval, as two cells.
fn figure(estimate: Estimate) -> [String; 2] {
    [fixed(estimate.value), interval(estimate)]
}
