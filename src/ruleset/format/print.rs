//! From a tree to lines: what stands on one line in brackets or braces, what on lines of its own, and the
//! blank lines between.

use super::events::Style;
use super::lines::Line;
use super::place::{Form, Place};
use super::text::{self, Spot};
use super::tree::{Entries, Entry, Node, Remark, Shape, Text, Tree};
use super::wrap;
use crate::text::width;

/// The columns of a line, as far as there is a choice.
pub(super) const WIDTH: usize = 110;

/// How much deeper a level is indented.
pub(super) const STEP: usize = 2;

/// The lines of a file.
pub(super) fn lines(tree: &Tree, place: Place) -> Vec<Line> {
    let root = &tree.root;
    let mut lines: Vec<Line> = tree.directives.iter().map(|line| Line::new((*line).to_owned())).collect();
    if !lines.is_empty() {
        lines.push(Line::new("---".to_owned()));
    }
    lines.extend(remarks(&root.above, 0));
    lines.extend(root.head.iter().chain(&root.tail).map(|comment| own_line(comment, 0)));
    lines.extend(root.value.entries().map(|entries| block(entries, 0, place)).unwrap_or_default());
    lines
}

/// Comments on lines of their own, with the blank lines before them.
fn remarks(remarks: &[Remark], indent: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for remark in remarks {
        if remark.is_apart {
            lines.push(Line::blank());
        }
        lines.push(own_line(remark.text, indent));
    }
    lines
}

fn own_line(text: &str, indent: usize) -> Line {
    Line::new(" ".repeat(indent) + text)
}

/// Entries each on lines of its own.
fn block(entries: &Entries, indent: usize, place: Place) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut was_long = false;
    for (number, item) in entries.items.iter().enumerate() {
        let printed = entry(item, indent, place);
        let is_long = printed.body.len() > 1;
        let is_parted = match place {
            Place::Categories => item.key.is_none(),
            Place::File => is_long || was_long,
            _ => false,
        };
        let mut own = remarks(&item.above, indent);
        own.extend(printed.above.iter().map(|comment| own_line(comment, indent)));
        if item.is_apart {
            own.push(Line::blank());
        }
        own.extend(printed.body);
        let begins_apart = own.first().is_some_and(|line| line.text.is_empty());
        if number == 0 && begins_apart {
            own.remove(0);
        } else if number > 0 && is_parted && !begins_apart {
            lines.push(Line::blank());
        }
        lines.extend(own);
        was_long = is_long;
    }
    let end = remarks(&entries.end, indent);
    let begins_glued = end.first().is_some_and(|line| !line.text.is_empty());
    if begins_glued && !lines.is_empty() && matches!(place, Place::File | Place::Categories) && was_long {
        lines.push(Line::blank());
    }
    lines.extend(end);
    lines
}

/// An entry as printed.
struct Printed {
    /// Comments that found no place in its lines.
    above: Vec<String>,
    body: Vec<Line>,
}

fn entry(entry: &Entry, indent: usize, place: Place) -> Printed {
    let pad = " ".repeat(indent);
    let (start, inner) = match &entry.key {
        Some(key) => (format!("{pad}{}:", key_text(key, false)), place.of(entry.name())),
        None => (format!("{pad}-"), place),
    };
    let writer = Writer { start, indent, place: inner, is_item: entry.key.is_none() };
    let (mut body, bearer) = writer.value(&entry.value);
    // A comment above what begins behind a dash stands above the dash.
    let first = body.iter().position(|line| !line.text.is_empty() && !is_comment(line)).unwrap_or(0);
    let mut above: Vec<String> = body.drain(..first).map(|line| line.text.trim_start().to_owned()).collect();
    above.retain(|comment| !comment.is_empty());
    if let Some(entries) = entry.value.entries().filter(|entries| entries.items.is_empty()) {
        above.extend(entries.end.iter().map(|remark| remark.text.to_owned()));
    }
    above.extend(entry.head.iter().chain(&entry.tail).map(|comment| (*comment).to_owned()));
    if let Some(line) = bearer.and_then(|at| body.get_mut(at)) {
        line.comment = above.pop();
    }
    Printed { above, body }
}

fn is_comment(line: &Line) -> bool {
    line.text.trim_start().starts_with('#')
}

fn key_text(key: &Node, is_in_flow: bool) -> String {
    let spot = Spot { place: Place::Word, is_in_flow, is_item: false };
    let name = match &key.shape {
        Shape::Text(name) => text::written(name, spot).into_owned(),
        // A colon may be part of such a name.
        Shape::Alias(alias) => format!("{alias} "),
        _ => String::new(),
    };
    with_properties(&key.properties, &name)
}

fn with_properties(properties: &str, text: &str) -> String {
    match (properties, text) {
        ("", text) => text.to_owned(),
        (properties, "") => properties.to_owned(),
        _ => format!("{properties} {text}"),
    }
}

/// Writes one value behind its key or dash.
struct Writer {
    /// The indentation with the key or dash.
    start: String,
    indent: usize,
    place: Place,
    is_item: bool,
}

impl Writer {
    /// The lines of a value, and which of them may bear a comment.
    fn value(&self, node: &Node) -> (Vec<Line>, Option<usize>) {
        if let Some(line) = self.on_one_line(node) {
            return (vec![Line::new(line)], Some(0));
        }
        match &node.shape {
            Shape::Text(text) => {
                let lines = self.text(node, text);
                let last = lines.len() - 1;
                (lines, Some(if text.value.contains('\n') { 0 } else { last }))
            }
            Shape::List(entries) if self.form_of_list(entries) == Form::Brackets => {
                let lines = self.brackets(node, entries);
                let last = lines.len() - 1;
                (lines, Some(last))
            }
            Shape::List(entries) | Shape::Mapping(entries) => self.lines(node, entries),
            _ => (vec![Line::new(self.start.clone())], Some(0)),
        }
    }

    /// The first line of a value that begins with `text`.
    fn begin(&self, node: &Node, text: &str) -> String {
        match with_properties(&node.properties, text) {
            all if all.is_empty() => self.start.clone(),
            all => format!("{} {all}", self.start),
        }
    }

    /// A value that may stand on the line of its key or dash and fits there.
    fn on_one_line(&self, node: &Node) -> Option<String> {
        match &node.shape {
            Shape::Nothing => Some(self.begin(node, "")),
            Shape::Alias(alias) => Some(self.begin(node, alias)),
            Shape::Text(text) => {
                let fits = |line: &String| !self.place.is_prose() || width(line) <= WIDTH;
                let is_one = !text.value.contains('\n');
                is_one.then(|| self.begin(node, &text::written(text, self.spot(false)))).filter(fits)
            }
            Shape::List(entries) | Shape::Mapping(entries) => {
                let is_list = matches!(node.shape, Shape::List(_));
                let form = if is_list { self.form_of_list(entries) } else { self.form_of_mapping(entries) };
                let must = entries.items.is_empty() || is_odd_term(entries, self.place, !is_list);
                if form == Form::Lines && !must {
                    return None;
                }
                let room = if must { usize::MAX } else { WIDTH };
                let mut line = Flow { line: self.begin(node, ""), room };
                line.line.push(' ');
                (line.collection(entries, self.place, is_list) && has_no_comments(entries))
                    .then_some(line.line)
            }
        }
    }

    fn spot(&self, is_in_flow: bool) -> Spot {
        Spot { place: self.place, is_in_flow, is_item: self.is_item }
    }

    fn form_of_list(&self, entries: &Entries) -> Form {
        let may_stand = |entry: &Entry| may_stand_in_brackets(&entry.value, self.place);
        match self.place.list() {
            Form::Lines => Form::Lines,
            form if has_no_comments(entries) && entries.items.iter().all(may_stand) => form,
            _ => Form::Lines,
        }
    }

    fn form_of_mapping(&self, entries: &Entries) -> Form {
        let is_there = |entry: &Entry| !matches!(entry.value.shape, Shape::Nothing);
        match self.place.mapping() {
            Form::Line if has_no_comments(entries) && entries.items.iter().all(is_there) => Form::Line,
            _ => Form::Lines,
        }
    }

    /// A text that does not stand on one line.
    fn text(&self, node: &Node, text: &Text) -> Vec<Line> {
        let deeper = " ".repeat(self.indent + STEP);
        if text.value.contains('\n') {
            let may_be_block = self.place.is_prose() || matches!(text.style, Style::Literal | Style::Folded);
            let room = WIDTH.saturating_sub(deeper.len());
            let block = wrap::block(&text.value, text.style == Style::Folded, room);
            let Some((header, rows)) = block.filter(|_| may_be_block) else {
                return vec![Line::new(self.begin(node, &text::written(text, self.spot(false))))];
            };
            let indented = |row: String| if row.is_empty() { row } else { deeper.clone() + &row };
            let header = self.begin(node, &header);
            return std::iter::once(header).chain(rows.into_iter().map(indented)).map(Line::new).collect();
        }
        let written = text::written(text, self.spot(false));
        let begin = self.begin(node, "");
        let rows =
            wrap::rows(&written, WIDTH.saturating_sub(width(&begin) + 1), WIDTH.saturating_sub(deeper.len()));
        let rows = rows.into_iter().enumerate();
        rows.map(|(number, row)| {
            Line::new(if number == 0 { format!("{begin} {row}") } else { format!("{deeper}{row}") })
        })
        .collect()
    }

    /// A list in brackets, as many entries on a line as fit.
    fn brackets(&self, node: &Node, entries: &Entries) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut line = self.begin(node, "[");
        let mut is_fresh = true;
        for (number, entry) in entries.items.iter().enumerate() {
            let mut flow = Flow { line: String::new(), room: usize::MAX };
            flow.node(&entry.value, Spot { place: self.place, is_in_flow: true, is_item: true });
            flow.line.push(if number + 1 == entries.items.len() { ']' } else { ',' });
            let between = if is_fresh { "" } else { " " };
            if !is_fresh && width(&line) + 1 + width(&flow.line) > WIDTH {
                lines.push(Line::new(std::mem::replace(&mut line, " ".repeat(self.indent + STEP))));
                line.push_str(&flow.line);
            } else {
                line.push_str(between);
                line.push_str(&flow.line);
            }
            is_fresh = false;
        }
        lines.push(Line::new(line));
        lines
    }

    /// A list or mapping on lines of its own, below its key or beginning right behind its dash.
    fn lines(&self, node: &Node, entries: &Entries) -> (Vec<Line>, Option<usize>) {
        let mut below = block(entries, self.indent + STEP, self.place);
        let first = below.iter_mut().find(|line| !line.text.is_empty() && !is_comment(line));
        if let Some(line) = first.filter(|_| self.is_item && node.properties.is_empty()) {
            line.text.replace_range(self.indent..=self.indent, "-");
            return (below, None);
        }
        let mut lines = vec![Line::new(self.begin(node, ""))];
        lines.append(&mut below);
        (lines, Some(0))
    }
}

/// A term with a colon in it, which YAML takes for a key: only braces show that it is one.
fn is_odd_term(entries: &Entries, place: Place, is_mapping: bool) -> bool {
    let keys = place.keys();
    let is_unknown = |entry: &Entry| !entry.name().is_ascii();
    is_mapping && !keys.is_empty() && entries.is_flow && entries.items.iter().any(is_unknown)
}

fn has_no_comments(entries: &Entries) -> bool {
    let is_clear = |entry: &Entry| {
        entry.above.is_empty()
            && entry.head.is_empty()
            && entry.tail.is_empty()
            && entry.value.entries().is_none_or(has_no_comments)
    };
    entries.end.is_empty() && entries.items.iter().all(is_clear)
}

/// Whether an entry of a list may stand in brackets. Under `any` and `mask` a pattern with gaps or alternatives
/// has a line of its own, and so has what brackets would burden with quotation marks.
fn may_stand_in_brackets(node: &Node, place: Place) -> bool {
    let spot = |is_in_flow| Spot { place, is_in_flow, is_item: true };
    match &node.shape {
        Shape::Alias(_) => true,
        Shape::Text(text) => {
            let is_parted = text.value.contains(['|', '｜', '…', '~', '～']) || text.value.contains("...");
            let is_burdened = || text::is_bare(text, spot(false)) && !text::is_bare(text, spot(true));
            let may_stand = match place.list() {
                Form::Brackets => true,
                _ => !(is_burdened() || is_parted && place == Place::Patterns),
            };
            may_stand && !text.value.contains('\n')
        }
        _ => false,
    }
}

/// A line that brackets and braces are written on, as far as there is room.
struct Flow {
    line: String,
    room: usize,
}

impl Flow {
    fn push(&mut self, text: &str) -> bool {
        self.line.push_str(text);
        // A character takes two columns at most, and one byte at least.
        self.line.len() <= self.room || width(&self.line) <= self.room
    }

    /// A value; whether it could be written and fits.
    fn node(&mut self, node: &Node, spot: Spot) -> bool {
        if !node.properties.is_empty() {
            self.push(&node.properties);
            self.push(" ");
        }
        match &node.shape {
            Shape::Nothing => false,
            Shape::Alias(alias) => self.push(alias),
            Shape::Text(text) => !text.value.contains('\n') && self.push(&text::written(text, spot)),
            Shape::List(entries) => self.collection(entries, spot.place, true),
            Shape::Mapping(entries) => self.collection(entries, spot.place, false),
        }
    }

    fn collection(&mut self, entries: &Entries, place: Place, is_list: bool) -> bool {
        let may_stand = |entry: &Entry| !is_list || may_stand_in_brackets(&entry.value, place);
        let (open, close) = match (is_list, entries.items.is_empty()) {
            (true, _) => ("[", "]"),
            (false, true) => ("{", "}"),
            (false, false) => ("{ ", " }"),
        };
        self.push(open);
        for (number, entry) in entries.items.iter().enumerate() {
            if number > 0 {
                self.push(", ");
            }
            let mut place = place;
            if let Some(key) = &entry.key {
                place = place.of(entry.name());
                self.push(&key_text(key, true));
                self.push(": ");
            }
            if !may_stand(entry)
                || !self.node(&entry.value, Spot { place, is_in_flow: true, is_item: is_list })
            {
                return false;
            }
        }
        self.push(close)
    }
}
