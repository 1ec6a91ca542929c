//! The codebook: what categories there are and what each means, for reading, for publication, for spreadsheets
//! and for programs. It is what coders agree on before anything is tagged.

use serde_json::{Map, Value, json};

use crate::language::{Language, Message};
use crate::ruleset::{Category, Example, Label, RuleSet};

use super::csv::{end_row, plain_cell, writer};
use super::json_lines::escape_from;
use super::labels::name;
use super::style::{Look, Row, Style, of_label};
use super::terminal::Terminal;
use super::width::{columns, shortened};
use super::wrap::wrap;
use super::{counted, grouped};

const INDENT: usize = 2;
const BETWEEN: usize = 2;
/// A longer line of Chinese is hard to read, however wide the window.
const WIDEST: usize = 100;

/// Writes it for reading in a terminal: ids and labels in columns, each definition below.
pub fn text(rules: &RuleSet, style: Style, out: &mut Vec<u8>) {
    let view = Terminal::new(rules, style);
    let table = Table::of(rules, view.style);
    for category in rules.categories() {
        table.row(category, view.group(category)).print(out);
        let definition = category.about().map_or("", |about| about.in_language(style.language));
        for line in definition_lines(definition, view.style.width) {
            let mut row = Row::indented(INDENT);
            row.write(line);
            row.print(out);
        }
        out.push(b'\n');
    }
    let mut row = Row::default();
    row.say(&style.text(&totals(rules)), Look::STRONG, style);
    row.write("  ");
    row.say(&style.text(&Message::new("report.rules").with("digest", rules.digest())), Look::FAINT, style);
    row.print(out);
}

fn definition_lines(definition: &str, width: usize) -> impl Iterator<Item = &str> {
    let lines = if definition.is_empty() { Vec::new() } else { wrap(definition, width.min(WIDEST) - INDENT) };
    lines.into_iter().map(|line| &definition[line])
}

fn totals(rules: &RuleSet) -> Message {
    let coded = || rules.categories().iter().filter(|category| !category.is_group());
    let patterns = coded().map(|category| category.patterns().count()).sum();
    let categories = coded().count();
    let groups = rules.categories().len() - categories;
    let totals = Message::new(if groups == 0 { "codebook.totals" } else { "codebook.totals_in_groups" });
    let totals = totals.with("categories", grouped(categories)).with("groups", grouped(groups));
    totals.with("patterns", grouped(patterns))
}

/// Where the columns begin.
struct Table {
    style: Style,
    id: usize,
    label: usize,
    /// The labels in the other language, where the window is wide enough for them.
    other: usize,
}

impl Table {
    fn of(rules: &RuleSet, style: Style) -> Table {
        let widest = |of: &dyn for<'c> Fn(&'c Category) -> &'c str| {
            rules.categories().iter().map(|category| columns(of(category))).max().unwrap_or_default()
        };
        let patterns = columns(&style.text(&counted("codebook.patterns", 9_999)));
        let id = widest(&Category::id).min(style.width / 2);
        let label = widest(&|category| name(category, style.language))
            .min(style.width.saturating_sub(id + patterns + 2 * BETWEEN));
        let other = widest(&|category| other(category, style.language));
        let is_room = id + label + other + patterns + 3 * BETWEEN <= style.width;
        Table { style, id, label, other: if is_room { other } else { 0 } }
    }

    fn row(&self, category: &Category, group: usize) -> Row {
        let mut row = Row::default();
        row.say(&shortened(category.id(), self.id), Look::STRONG, self.style);
        row.pad_to(self.id + BETWEEN);
        let label = category.label().map_or("", |label| label.in_language(self.style.language));
        row.say(&shortened(label, self.label), of_label(group), self.style);
        row.pad_to(self.id + self.label + 2 * BETWEEN);
        if self.other > 0 {
            row.write(other(category, self.style.language));
            row.pad_to(self.id + self.label + self.other + 3 * BETWEEN);
        }
        row.say(&self.style.text(&patterns(category)), Look::FAINT, self.style);
        row
    }
}

/// The label in the other language, where there is one of its own.
fn other(category: &Category, language: Language) -> &str {
    let Some(label) = category.label() else { return "" };
    let other = match language {
        Language::Chinese => &label.en,
        Language::English => &label.zh,
    };
    other.as_deref().unwrap_or_default()
}

fn patterns(category: &Category) -> Message {
    if category.is_group() {
        return Message::new("codebook.group");
    }
    counted("codebook.patterns", category.patterns().count())
}

/// Writes one JSON object: `name`, `ruleset` and the `categories`, each with `id`, `label`, `about`, the number
/// of its `patterns`, `examples`, `counterexamples` and `meta`.
pub fn json(rules: &RuleSet, out: &mut Vec<u8>) {
    let categories: Vec<Value> = rules.categories().iter().map(category_fields).collect();
    let object = json!({"name": rules.name(), "ruleset": rules.digest(), "categories": categories});
    let start = out.len();
    out.extend_from_slice(object.to_string().as_bytes());
    escape_from(start, out);
    out.push(b'\n');
}

fn category_fields(category: &Category) -> Value {
    json!({
        "id": category.id(),
        "label": languages(category.label()),
        "about": languages(category.about()),
        "patterns": category.patterns().count(),
        "examples": texts(category.examples()),
        "counterexamples": texts(category.counterexamples()),
        "meta": category.meta(),
    })
}

fn languages(label: Option<&Label>) -> Map<String, Value> {
    let Some(label) = label else { return Map::new() };
    let both = [("zh", &label.zh), ("en", &label.en)];
    both.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text.clone()?.into()))).collect()
}

fn texts(examples: &[Example]) -> Vec<&str> {
    examples.iter().map(Example::text).collect()
}

/// Writes one row a category, by RFC 4180; several examples stand in one cell, a line each, and `meta` is JSON.
pub fn csv(rules: &RuleSet, bom: bool, out: &mut Vec<u8>) {
    const COLUMNS: [&str; 9] = [
        "id",
        "label_zh",
        "label_en",
        "about_zh",
        "about_en",
        "patterns",
        "examples",
        "counterexamples",
        "meta",
    ];
    if bom {
        out.extend_from_slice("\u{FEFF}".as_bytes());
    }
    let mut writer = writer(out);
    for name in COLUMNS {
        plain_cell(&mut writer, name);
    }
    end_row(&mut writer);
    for category in rules.categories() {
        plain_cell(&mut writer, category.id());
        for label in [category.label(), category.about()] {
            plain_cell(&mut writer, label.and_then(|label| label.zh.as_deref()).unwrap_or_default());
            plain_cell(&mut writer, label.and_then(|label| label.en.as_deref()).unwrap_or_default());
        }
        plain_cell(&mut writer, &category.patterns().count().to_string());
        plain_cell(&mut writer, &texts(category.examples()).join("\n"));
        plain_cell(&mut writer, &texts(category.counterexamples()).join("\n"));
        let meta = category.meta();
        let meta = if meta.is_empty() { String::new() } else { json!(meta).to_string() };
        plain_cell(&mut writer, &meta);
        end_row(&mut writer);
    }
}

/// Writes a Markdown document: a section a category, children below their parents.
pub fn markdown(rules: &RuleSet, language: Language, out: &mut Vec<u8>) {
    let title = rules.name().map_or_else(|| Message::new("codebook.title").text(language), plain);
    let about = Message::new("codebook.rules").with_message("totals", totals(rules));
    let about = about.with("digest", rules.digest()).text(language);
    let mut page = format!("# {title}\n\n{about}\n");
    for category in rules.categories() {
        section(category, language, &mut page);
    }
    out.extend_from_slice(page.as_bytes());
}

fn section(category: &Category, language: Language, page: &mut String) {
    let level = (2 + category.parents.len()).min(6);
    let label = category.label().map_or_else(String::new, |label| format!(" {}", both(label, " · ")));
    page.extend(["\n", &"#".repeat(level), " `", category.id(), "`", &label, "\n"]);
    if let Some(about) = category.about() {
        page.extend(["\n", &both(about, "\n\n"), "\n"]);
    }
    list("codebook.examples", category.examples(), language, page);
    list("codebook.counterexamples", category.counterexamples(), language, page);
    if !category.is_group() {
        let found_by = counted("codebook.found_by", category.patterns().count());
        page.extend(["\n", &found_by.text(language), "\n"]);
    }
}

fn both(label: &Label, between: &str) -> String {
    let texts: Vec<String> = [&label.zh, &label.en].into_iter().flatten().map(|text| plain(text)).collect();
    texts.join(between)
}

fn list(title: &'static str, examples: &[Example], language: Language, page: &mut String) {
    if examples.is_empty() {
        return;
    }
    page.extend(["\n", &Message::new(title).text(language), "\n\n"]);
    for example in examples {
        page.extend(["- ", &plain(example.text()), "\n"]);
    }
}

/// A text of one line in which Markdown sees nothing but text.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
