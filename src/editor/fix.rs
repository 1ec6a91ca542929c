//! Ways out of a diagnostic that an editor can take at a click: the edits that mend it, a mask that settles it,
//! or the word that allows it.

use std::ops::Range;

use crate::language::Message;
use crate::ruleset::{Diagnostic, Kind, Severity};

use super::draft::Draft;
use super::outline::{Shape, Style};

/// One way out of a diagnostic.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does.
    pub title: Message,
    /// Which bytes of the file to replace by what.
    pub edits: Vec<Edit>,
    /// Whether it is what was most likely meant.
    pub is_mending: bool,
}

/// Bytes of a text and what to write in their place.
pub type Edit = (Range<usize>, String);

impl Draft {
    /// The ways out of a diagnostic about this file, the best first.
    pub fn fixes(&self, diagnostic: &Diagnostic) -> Vec<Fix> {
        let Some(place) = diagnostic.place().filter(|place| place.file() == self.name()) else {
            return Vec::new();
        };
        let mut fixes = Vec::new();
        if !diagnostic.edits().is_empty() {
            let edits = diagnostic.edits().to_vec();
            fixes.push(Fix { title: self.title(&edits), edits, is_mending: true });
        }
        let category = self.category_around(place.bytes().start);
        if let Some(category) = category.filter(|_| !diagnostic.masks().is_empty()) {
            let masks: Vec<String> = diagnostic.masks().iter().map(|mask| as_pattern(mask)).collect();
            let title = Message::new("editor.fix_mask").with_list("masks", masks.iter().map(String::as_str));
            let title = title.with("id", self.id_of(category));
            fixes.extend(self.added(category, Kind::Category, "mask", &masks).map(|edits| Fix {
                title,
                edits,
                is_mending: false,
            }));
        }
        if diagnostic.severity() == Severity::Warning {
            fixes.extend(self.allowing(diagnostic, category));
        }
        fixes
    }

    /// The edits of all diagnostics about this file that are sure, none touching another, in the order of the
    /// text.
    pub fn all_edits<'d>(&self, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Edit> {
        let own = diagnostics
            .into_iter()
            .filter(|one| one.place().is_some_and(|place| place.file() == self.name()));
        let mut edits: Vec<Edit> = Vec::new();
        for one in own {
            let touches = |edit: &Edit| {
                edits.iter().any(|(span, _)| span.start <= edit.0.end && edit.0.start <= span.end)
            };
            if !one.edits().iter().any(touches) {
                edits.extend(one.edits().iter().cloned());
            }
        }
        edits.sort_by_key(|(span, _)| span.start);
        edits
    }

    /// What edits do, as far as it can be said in short.
    fn title(&self, edits: &[Edit]) -> Message {
        let [(span, new)] = edits else { return Message::new("editor.fix_line") };
        let old = self.text().get(span.clone()).unwrap_or_default();
        let is_long = |text: &str| text.trim().is_empty() || text.chars().count() > 40 || text.contains('\n');
        match (is_long(old), is_long(new)) {
            (false, false) => Message::new("editor.fix_replace").with("old", old).with("new", new.trim()),
            (true, false) if span.is_empty() => Message::new("editor.fix_insert").with("new", new.trim()),
            _ => Message::new("editor.fix_line"),
        }
    }

    /// The codes of warnings stand on the category, or where there is none, at the top of the file.
    fn allowing(&self, diagnostic: &Diagnostic, category: Option<usize>) -> Option<Fix> {
        let code = diagnostic.code().word();
        let (title, mapping, kind) = match category {
            Some(category) => {
                let title =
                    Message::new("editor.fix_allow").with("code", code).with("id", self.id_of(category));
                (title, category, Kind::Category)
            }
            None => (Message::new("editor.fix_allow_in_file").with("code", code), 0, Kind::File),
        };
        let edits = self.added(mapping, kind, "allow", &[code.to_owned()])?;
        Some(Fix { title, edits, is_mending: false })
    }

    /// The innermost category around a byte.
    fn category_around(&self, byte: usize) -> Option<usize> {
        let is_around = |at: &usize| {
            let span = &self.outline().part(*at).span;
            span.start <= byte && byte <= span.end
        };
        self.categories().filter(is_around).last()
    }

    fn id_of(&self, category: usize) -> String {
        self.id(category).map_or_else(String::new, |(id, _)| id)
    }

    /// The edits that add entries to the list of a key, or the key with a list of them.
    fn added(&self, mapping: usize, kind: Kind, key: &str, entries: &[String]) -> Option<Vec<Edit>> {
        let outline = self.outline();
        if outline.parts().get(mapping)?.role != super::role::Role::Mapping(kind) {
            return None;
        }
        let entries: Vec<String> = entries.iter().map(|entry| in_brackets(entry)).collect();
        let listed = entries.join(", ");
        let Some(entry) = outline.entry(self.text(), mapping, key) else {
            return self.with_key(mapping, kind, key, &listed).map(|edit| vec![edit]);
        };
        let value = outline.value(entry)?;
        let span = outline.part(value).span.clone();
        match outline.part(value).shape {
            Shape::List { in_brackets: true } => {
                let last = outline.children(value).last();
                let (at, comma) =
                    last.map_or((span.start + 1, ""), |last| (outline.part(last).span.end, ", "));
                Some(vec![(at..at, format!("{comma}{listed}"))])
            }
            Shape::List { in_brackets: false } => {
                let at = self.line_end(span.end);
                let indent = " ".repeat(self.column(span.start));
                let lines = entries.iter().map(|entry| format!("\n{indent}- {entry}"));
                Some(vec![(at..at, lines.collect::<Vec<_>>().concat())])
            }
            Shape::Text(Style::Plain | Style::Quoted) => {
                let only = in_brackets(&self.read(value)?.0);
                Some(vec![(span, format!("[{only}, {listed}]"))])
            }
            _ => None,
        }
    }

    /// The edit that adds a key with a list: behind the last key that comes before it in the order of the
    /// language.
    fn with_key(&self, mapping: usize, kind: Kind, key: &str, listed: &str) -> Option<Edit> {
        let outline = self.outline();
        let place = |name: &str| kind.keys().iter().position(|known| known.name == name);
        let is_before = |at: &usize| outline.key(self.text(), *at).and_then(place) < place(key);
        let before = outline.children(mapping).filter(is_before).last()?;
        let end = outline.part(before).span.end;
        if outline.part(mapping).shape == (Shape::Mapping { in_braces: true }) {
            return Some((end..end, format!(", {key}: [{listed}]")));
        }
        let at = self.line_end(end);
        let indent = " ".repeat(self.column(outline.part(mapping).span.start));
        Some((at..at, format!("\n{indent}{key}: [{listed}]")))
    }

    fn line_end(&self, from: usize) -> usize {
        let line = self.text()[from..].split('\n').next().unwrap_or_default();
        from + line.trim_end_matches('\r').len()
    }

    fn column(&self, byte: usize) -> usize {
        self.text()[..byte].rsplit('\n').next().unwrap_or_default().chars().count()
    }
}

/// A literal as a pattern: what would be a sign is made text.
fn as_pattern(literal: &str) -> String {
    let mut pattern = String::new();
    for c in literal.chars() {
        if matches!(c, '|' | '<' | '~' | '…' | '.' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// A text as an entry of a list in brackets, in quotation marks where YAML asks for them.
fn in_brackets(text: &str) -> String {
    let is_marked = text.starts_with(['&', '*', '!', '|', '>', '%', '@', '`', '-', '?', ' ', '"', '\'']);
    let is_plain =
        !is_marked && !text.contains([',', '[', ']', '{', '}', '#', ':', '\n']) && !text.ends_with(' ');
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
