//! What was found over all paragraphs, counted while they pass, and the table that says so at the end.

use std::collections::BTreeMap;

use crate::engine::Tag;
use crate::language::Message;
use crate::ruleset::{Category, RuleSet};

use super::counted;
use super::labels::name;
use super::style::{Look, Row, Style};
use super::width::{columns, shortened};

/// Counts of paragraphs, of tags and of the matches under them. Threads count for themselves and merge.
///
/// ```
/// # use cuoshi::{RuleSet, Tagger, report::Summary};
/// let tagger = Tagger::new(RuleSet::from_yaml("mine.yml", "
/// version: 1
/// categories:
///   - id: fiscal.subsidies
///     any: [补贴]
/// ")?);
/// let (mut one, mut other) = (Summary::default(), Summary::default());
/// one.add(&tagger.tag("发放补贴。"));
/// other.add(&tagger.tag("天气晴朗。"));
/// one.merge(other);
/// assert_eq!((one.paragraphs(), one.tagged()), (2, 1));
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    paragraphs: usize,
    tagged: usize,
    passed_over: usize,
    /// By the id of the category.
    counts: BTreeMap<String, Count>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    paragraphs: usize,
    matches: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.paragraphs += other.paragraphs;
        self.matches += other.matches;
    }
}

impl Summary {
    /// Counts one paragraph, with its tags or without any.
    pub fn add(&mut self, tags: &[Tag]) {
        self.paragraphs += 1;
        self.tagged += usize::from(!tags.is_empty());
        for tag in tags {
            self.count(tag.category.id(), Count { paragraphs: 1, matches: tag.evidence.len() });
        }
    }

    /// Counts one paragraph of page furniture that is not tagged.
    pub fn pass_over(&mut self) {
        self.passed_over += 1;
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: Summary) {
        self.paragraphs += other.paragraphs;
        self.tagged += other.tagged;
        self.passed_over += other.passed_over;
        for (id, count) in other.counts {
            self.count(&id, count);
        }
    }

    /// How many paragraphs were counted.
    pub fn paragraphs(&self) -> usize {
        self.paragraphs
    }

    /// How many others were page furniture and not tagged.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// How many of them have a tag.
    pub fn tagged(&self) -> usize {
        self.tagged
    }

    fn count(&mut self, id: &str, count: Count) {
        // Ids are copied once each, not once a tag.
        match self.counts.get_mut(id) {
            Some(known) => known.add(count),
            None => {
                self.counts.insert(id.to_owned(), count);
            }
        }
    }

    /// Writes the table: the categories found, the most frequent first.
    pub(super) fn table(&self, rules: &RuleSet, looked_for: &[&Category], style: Style, out: &mut Vec<u8>) {
        let categories = rules.categories().iter();
        let mut found: Vec<(&Category, Count)> =
            categories.filter_map(|category| Some((category, *self.counts.get(category.id())?))).collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(count.paragraphs));
        self.headline(&found, rules, style).iter().for_each(|row| row.print(out));
        if !found.is_empty() {
            out.push(b'\n');
            Table::of(&found, style).print(&found, out);
        }
        let codes = looked_for.iter().filter(|category| !category.is_group()).count();
        let without = codes.saturating_sub(found.len());
        if without > 0 {
            let mut row = Row::default();
            row.say(&style.text(&counted("report.not_found", without)), Look::FAINT, style);
            out.push(b'\n');
            row.print(out);
        }
    }

    /// The totals, on as few lines as they fit on.
    fn headline(&self, found: &[(&Category, Count)], rules: &RuleSet, style: Style) -> Vec<Row> {
        let matches = found.iter().map(|(_, count)| count.matches).sum();
        let tagged = match self.paragraphs {
            0 => counted("report.tagged", self.tagged),
            all => counted("report.tagged_share", self.tagged).with("share", percent(self.tagged, all)),
        };
        let passed_over = (self.passed_over > 0)
            .then(|| (counted("report.left_out_furniture", self.passed_over), Look::FAINT));
        let pieces = [
            Some((counted("report.paragraphs", self.paragraphs), Look::STRONG)),
            Some((tagged, Look::STRONG)),
            Some((counted("report.matches", matches), Look::STRONG)),
            passed_over,
            Some((Message::new("report.rules").with("digest", rules.digest()), Look::FAINT)),
        ];
        let mut rows = vec![Row::default()];
        for (piece, look) in pieces.into_iter().flatten() {
            let piece = style.text(&piece);
            let last = rows.len() - 1;
            let row = &mut rows[last];
            if row.columns > 0 && row.columns + 3 + columns(&piece) > style.width {
                rows.push(Row::default());
            } else if row.columns > 0 {
                row.push("   ", 3);
            }
            if let Some(row) = rows.last_mut() {
                row.say(&piece, look, style);
            }
        }
        rows
    }
}

/// A share in per cent, with one decimal, rounded in whole numbers so that it is the same everywhere.
fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 2000 + whole) / (2 * whole);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The widths of the columns, shared out over the window: numbers whole, then labels, ids, and bars of
/// what remains.
struct Table {
    style: Style,
    id: usize,
    label: usize,
    paragraphs: Column,
    matches: Column,
    bar: usize,
    most: usize,
}

/// A column of numbers.
struct Column {
    head: String,
    /// As wide as its head and all its numbers ask for.
    width: usize,
}

const BETWEEN: usize = 2;
const LONGEST_BAR: usize = 24;
/// Shorter bars say nothing.
const SHORTEST_BAR: usize = 6;

impl Table {
    fn of(found: &[(&Category, Count)], style: Style) -> Table {
        let widest = |of: &dyn for<'c> Fn(&'c Category) -> &'c str| {
            found.iter().map(|(category, _)| columns(of(category))).max().unwrap_or_default()
        };
        let paragraphs = Column::of("report.paragraphs_column", found, |count| count.paragraphs, style);
        let matches = Column::of("report.matches_column", found, |count| count.matches, style);
        let room = style.width.saturating_sub(paragraphs.width + matches.width);
        let label = widest(&|category| name(category, style.language)).min(room);
        // In a narrow window, the label must do.
        let id = Some(widest(&Category::id)).filter(|id| label + BETWEEN + id <= room).unwrap_or_default();
        let taken = if id > 0 { id + BETWEEN + label } else { label };
        let bar = room.saturating_sub(taken + BETWEEN).min(LONGEST_BAR);
        let bar = if bar < SHORTEST_BAR { 0 } else { bar };
        let most = found.iter().map(|(_, count)| count.paragraphs).max().unwrap_or_default();
        Table { style, id, label, paragraphs, matches, bar, most }
    }

    fn print(&self, found: &[(&Category, Count)], out: &mut Vec<u8>) {
        let mut head = Row::indented(self.numbers_at());
        let heads = self.paragraphs.right(&self.paragraphs.head) + &self.matches.right(&self.matches.head);
        head.say(&heads, Look::FAINT, self.style);
        head.print(out);
        for (category, count) in found {
            self.row(category, *count).print(out);
        }
    }

    fn numbers_at(&self) -> usize {
        if self.id > 0 { self.id + BETWEEN + self.label } else { self.label }
    }

    fn row(&self, category: &Category, count: Count) -> Row {
        let mut row = Row::default();
        row.write(&shortened(name(category, self.style.language), self.label));
        if self.id > 0 {
            row.pad_to(self.label + BETWEEN);
            row.say(category.id(), Look::FAINT, self.style);
        }
        row.pad_to(self.numbers_at());
        row.write(&self.paragraphs.right(&super::grouped(count.paragraphs)));
        row.write(&self.matches.right(&super::grouped(count.matches)));
        if self.bar > 0 {
            row.write("  ");
            row.write(&bar(count.paragraphs, self.most, self.bar, self.style));
        }
        row
    }
}

impl Column {
    fn of(
        key: &'static str,
        found: &[(&Category, Count)],
        number: fn(&Count) -> usize,
        style: Style,
    ) -> Column {
        let head = style.text(&Message::new(key));
        let numbers = found.iter().map(|(_, count)| super::grouped(number(count)).len());
        let width = BETWEEN + numbers.max().unwrap_or_default().max(columns(&head));
        Column { head, width }
    }

    /// What stands in it, at its right edge.
    fn right(&self, shown: &str) -> String {
        " ".repeat(self.width.saturating_sub(columns(shown))) + shown
    }
}

/// A bar of `width` columns for `most`, shorter in proportion for less, never nothing. In eighths of a
/// column on a terminal; of whole `#` in plain text, because editors disagree on the width of blocks.
fn bar(count: usize, most: usize, width: usize, style: Style) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if style.colour {
        let eighths = (count * width * 8 / most.max(1)).max(1);
        "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
    } else {
        "#".repeat((count * width).div_ceil(most.max(1)))
    }
}
