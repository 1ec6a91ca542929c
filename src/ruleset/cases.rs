//! Case files: texts with what they must and must not be tagged with, written by the same people as the
//! rules. They go through the same reader, so that a slip is answered in the same way.
//!
//! ```yaml
//! - text: 对返岗职工发放补贴。
//!   tags: [fiscal.subsidies]
//! - text: 会议听取了情况汇报。
//!   tags: []
//! ```

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place, SourceFile};
use super::dictionary::Located;
use super::keys::{CASE_KEYS, may_hold_keys};
use super::load;
use super::node::{Node, Value};
use super::reader::Reader;
use super::rules::{Category, Example, RuleSet, is_id_within};
use crate::language::Message;
use crate::text::nearest;

/// Keys that tell a file of rules.
const RULE_KEYS: &[&str] = &["version", "categories", "extends"];

/// A text with what it must and must not be tagged with. The id of a parent includes its children.
#[derive(Clone, Debug)]
pub struct Case {
    text: Example,
    tags: Option<Vec<String>>,
    not: Vec<String>,
    todo: bool,
}

impl Case {
    /// The text and where it is written.
    pub fn text(&self) -> &Example {
        &self.text
    }

    /// The ids it must get, among others perhaps; an empty list where it must get none at all, nothing where
    /// that is left open.
    pub fn tags(&self) -> Option<&[String]> {
        self.tags.as_deref()
    }

    /// The ids it must not get.
    pub fn not(&self) -> &[String] {
        &self.not
    }

    /// Whether it is known that the rules are not that far yet.
    pub fn is_todo(&self) -> bool {
        self.todo
    }
}

/// Case files as parsed; may be wrong.
///
/// ```
/// use cuoshi::{CaseFiles, RuleSet};
///
/// let rules = RuleSet::from_yaml("mine.yml", "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any: 补贴\n")?;
/// let files = [("cases.yml".to_owned(), "- text: 发放补贴。\n  tags: [fiscal.subsidy]\n".to_owned())];
/// let faults = CaseFiles::parse(files).check(&rules).unwrap_err();
/// assert_eq!(faults.to_string(), "cases.yml:2:10: no category has the id `fiscal.subsidy` [misspelt_id]");
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
#[derive(Debug, Default)]
pub struct CaseFiles {
    files: Vec<Arc<SourceFile>>,
    cases: Vec<CaseEntry>,
    faults: Vec<Diagnostic>,
}

#[derive(Debug)]
struct CaseEntry {
    text: Located<String>,
    tags: Option<Vec<Located<String>>>,
    not: Vec<Located<String>>,
    todo: bool,
}

impl CaseFiles {
    /// Parses case files given as name and text, in this order.
    pub fn parse(files: impl IntoIterator<Item = (String, String)>) -> CaseFiles {
        let mut all = CaseFiles::default();
        for (name, text) in files {
            let file = Arc::new(SourceFile { name, text });
            let mut reader = Reader { file: file.clone(), faults: &mut all.faults };
            all.cases.extend(reader.cases());
            all.files.push(file);
        }
        all
    }

    /// Reads case files or, of a folder, the `*.yml` and `*.yaml` files below it. A file that several paths lead to is
    /// read once.
    ///
    /// # Errors
    ///
    /// What could not be read: a missing path, a folder without such files, a file that is not UTF-8.
    pub fn load<P: AsRef<Path>>(paths: &[P]) -> Result<CaseFiles, Diagnostics> {
        let mut files = Vec::new();
        let mut known = BTreeSet::new();
        let mut faults = Diagnostics::default();
        let mut is_new = |name: &str| Path::new(name).canonicalize().map_or(true, |path| known.insert(path));
        for path in paths {
            match load::files(path.as_ref(), Code::NoCaseFiles) {
                Ok(found) => files.extend(found.into_iter().filter(|(name, _)| is_new(name))),
                Err(found) => faults.items.extend(found.items),
            }
        }
        if faults.is_empty() { Ok(CaseFiles::parse(files)) } else { Err(faults) }
    }

    /// Whether a path leads to case files and not to rules: cases are a list, rules are keys with values. Of a
    /// folder, all files must be cases.
    pub fn are_at(path: &Path) -> bool {
        load::files(path, Code::NoCaseFiles).is_ok_and(|files| files.iter().all(|(_, text)| is_list(text)))
    }

    /// What is wrong with the files themselves, whatever the rules are.
    pub(crate) fn into_faults(self) -> Diagnostics {
        Diagnostics { items: self.faults }
    }

    /// Checks everything against the rules that the cases are about and gives the cases, with the warnings.
    ///
    /// # Errors
    ///
    /// Where one of the diagnostics is an error: all of them, warnings too.
    pub fn check(self, rules: &RuleSet) -> Result<(Vec<Case>, Diagnostics), Diagnostics> {
        let mut items = self.faults;
        for case in &self.cases {
            items.extend(case.faults(rules));
        }
        let file = |place: &Place| self.files.iter().position(|file| Arc::ptr_eq(file, &place.file));
        items.sort_by_key(|item| item.place.as_ref().map(|place| (file(place), place.span.start)));
        let diagnostics = Diagnostics { items };
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        Ok((self.cases.into_iter().map(CaseEntry::case).collect(), diagnostics))
    }
}

/// Whether a YAML text is a list, as its first line that says something shows. Goes by the signs of a list and
/// by those written for them by mistake, so that a file with slips is told apart too.
pub(super) fn is_list(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("---"));
    first.is_some_and(|line| line.starts_with(['-', '[', '－', '—', '–', '【']))
}

impl CaseEntry {
    fn case(self) -> Case {
        let ids = |list: Vec<Located<String>>| list.into_iter().map(|id| id.value).collect();
        Case {
            text: Example { text: self.text.value, place: self.text.place },
            tags: self.tags.map(ids),
            not: ids(self.not),
            todo: self.todo,
        }
    }

    /// What only the rules can show: ids that they do not have, and demands that exclude each other.
    fn faults(&self, rules: &RuleSet) -> Vec<Diagnostic> {
        let tags = self.tags.as_deref().unwrap_or_default();
        let mut faults: Vec<Diagnostic> =
            tags.iter().chain(&self.not).filter_map(|id| unknown(id, rules)).collect();
        for id in tags {
            let is_below = |above: &&Located<String>| is_id_within(&id.value, &above.value);
            if let Some(not) = self.not.iter().find(is_below) {
                let fault = Diagnostic::new(Code::ContradictoryCase, id.place.clone()).with("id", &id.value);
                faults.push(fault.and_at(not.place.clone()));
            }
        }
        faults
    }
}

fn unknown(id: &Located<String>, rules: &RuleSet) -> Option<Diagnostic> {
    if rules.categories().iter().any(|category| category.is_within(&id.value)) {
        return None;
    }
    let fault = Diagnostic::new(Code::UnknownId, id.place.clone()).with("id", &id.value);
    Some(match nearest(&id.value, rules.categories().iter().flat_map(own_and_parents)) {
        Some(near) => {
            let fault = Diagnostic { code: Code::MisspeltId, ..fault.with("near", near) };
            fault.mend(id.place.span.clone(), near)
        }
        None => fault,
    })
}

/// Whether a file that should hold rules holds cases: a list, of which an entry has a text.
pub(super) fn are_in(root: &Node) -> bool {
    let Value::List(items) = &root.value else { return false };
    let has_text = |item: &Node| match &item.value {
        Value::Mapping(entries) => entries.iter().any(|(key, _)| is_text(key, &["text"])),
        _ => false,
    };
    items.iter().any(has_text)
}

fn is_text(key: &Node, words: &[&str]) -> bool {
    matches!(&key.value, Value::Text(word) if words.contains(&word.as_str()))
}

/// The id of a category, then those of its parents, declared or not.
fn own_and_parents(category: &Category) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(category.id()), |id| Some(id.rsplit_once('.')?.0))
}

impl Reader<'_> {
    fn cases(&mut self) -> Vec<CaseEntry> {
        if !may_hold_keys(&self.file.text) {
            self.fault(Diagnostic::new(Code::NotCases, self.place(&(0..0))));
            return Vec::new();
        }
        let Some(root) = self.root() else { return Vec::new() };
        match &root.value {
            Value::List(items) if !items.is_empty() => {
                items.iter().filter_map(|item| self.case(item)).collect()
            }
            Value::List(_) | Value::Empty => {
                self.fault(Diagnostic::new(Code::NoCases, self.place(&(0..0))));
                Vec::new()
            }
            Value::Mapping(entries) if entries.iter().any(|(key, _)| is_text(key, RULE_KEYS)) => {
                self.fault(Diagnostic::new(Code::RulesInstead, self.place(&root.span)));
                Vec::new()
            }
            _ => {
                self.wrong_kind(&root, Message::new("part.case_file"), Message::new("kind.cases"));
                Vec::new()
            }
        }
    }

    fn case(&mut self, node: &Node) -> Option<CaseEntry> {
        let fields = self.mapping(node, Message::new("part.case"), CASE_KEYS)?;
        let (tags, not) = (fields.get("tags"), fields.get("not"));
        if tags.or(not).is_none() && !fields.has_faults {
            self.fault(Diagnostic::new(Code::CaseWithoutTags, self.place(&node.span)));
        }
        if fields.get("text").is_none() && !fields.has_faults {
            self.fault(Diagnostic::new(Code::CaseWithoutText, self.place(&node.span)));
        }
        let is_none_at_all = |node: &Node| matches!(&node.value, Value::List(items) if items.is_empty());
        let tags = tags.map(|node| if is_none_at_all(node) { Vec::new() } else { self.ids(node, "tags") });
        let not = not.map_or_else(Vec::new, |node| self.ids(node, "not"));
        let todo = fields.get("todo").is_some_and(|node| self.truth(node, "todo"));
        let text = fields.get("text").and_then(|node| self.located_text(node, "text"))?;
        Some(CaseEntry { text, tags, not, todo })
    }

    fn ids(&mut self, node: &Node, key: &'static str) -> Vec<Located<String>> {
        let items = self.items(node, key).unwrap_or_default();
        items.iter().filter_map(|item| self.term(item, key)).collect()
    }
}
