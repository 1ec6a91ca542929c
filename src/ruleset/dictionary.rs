//! Rule files as parsed: every entry with its place. May be wrong; checking tells.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::text::Unit;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place, SourceFile};
use super::lint::{self, Term};
use super::neighbours::{self, Neighbour};
use super::pattern::PatternText;
use super::rules::{Boundary, Label, Relation, RuleSet};
use super::{arrange, check, extend, load, read};

/// The rule files as parsed, with the place of every entry; may be wrong. Where they say `extends: built-in`,
/// the shipped dictionary is part of them.
#[derive(Debug, Default)]
pub struct Dictionary {
    /// Those that the others build on come first.
    pub(super) files: Vec<FileRules>,
    /// How many files the others build on.
    pub(super) base: usize,
    /// What was wrong with single entries as they were read.
    pub(super) faults: Vec<Diagnostic>,
    /// Sets that these files may miss because they were read without those beside them.
    pub(super) beside: BTreeMap<String, Neighbour>,
}

impl Dictionary {
    /// Parses rule files given as name and text, in this order.
    pub fn parse(files: impl IntoIterator<Item = (String, String)>) -> Dictionary {
        extend::as_asked(Dictionary::read(files))
    }

    /// Parses rule files that build on other rules, as those with `extends: built-in` build on the shipped
    /// dictionary; they need not say so.
    ///
    /// ```
    /// use cuoshi::Dictionary;
    ///
    /// let file = |name: &str, rules: &str| [(name.to_owned(), format!("version: 1\ncategories:\n{rules}"))];
    /// let base = Dictionary::parse(file("base.yml", "  - id: x\n    any: [补贴, 津贴]\n"));
    /// let mine = file("mine.yml", "  - id: x\n    any: 奖补\n    remove: 津贴\n");
    /// let (rules, _) = Dictionary::extending(base, mine).check()?;
    /// assert_eq!(rules.categories()[0].patterns().collect::<Vec<_>>(), ["补贴", "奖补"]);
    /// # Ok::<(), cuoshi::Diagnostics>(())
    /// ```
    pub fn extending(base: Dictionary, files: impl IntoIterator<Item = (String, String)>) -> Dictionary {
        extend::joined(base, Dictionary::read(files))
    }

    fn read(files: impl IntoIterator<Item = (String, String)>) -> Dictionary {
        let mut dictionary = Dictionary::default();
        for (name, text) in files {
            let file = Arc::new(SourceFile { name, text });
            let rules = read::file(&file, &mut dictionary.faults);
            dictionary.files.push(rules);
        }
        dictionary
    }

    /// Reads a rule file or, of a folder, the `*.yml` and `*.yaml` files below it in byte order of their
    /// relative paths.
    ///
    /// # Errors
    ///
    /// What could not be read: a missing path, a folder without rule files, a file that is not UTF-8.
    pub fn load(path: &Path) -> Result<Dictionary, Diagnostics> {
        let mut dictionary = Dictionary::parse(load::files(path, Code::NoRuleFiles)?);
        dictionary.beside = neighbours::sets(path, &dictionary);
        Ok(dictionary)
    }

    /// The rule files that [`load`](Self::load) reads, in its order.
    ///
    /// # Errors
    ///
    /// A path that is missing, a folder without rule files.
    pub fn files(path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
        load::paths(path, Code::NoRuleFiles)
    }

    /// Checks everything and gives the rule set, with the warnings.
    ///
    /// # Errors
    ///
    /// Where one of the diagnostics is an error: all of them, warnings too.
    pub fn check(self) -> Result<(RuleSet, Diagnostics), Diagnostics> {
        check::check(&self)
    }

    /// What [`check`](Self::check) gives, of a dictionary that is still needed.
    pub(crate) fn checked(&self) -> Result<(RuleSet, Diagnostics), Diagnostics> {
        check::check(self)
    }

    /// Checks everything as [`check`](Self::check) does and, where there are no errors, looks closer: terms
    /// that stand twice or inside each other, masks that hide nothing or too much, conditions that cannot
    /// hold, and more that is doubtful.
    ///
    /// # Errors
    ///
    /// Where one of the diagnostics is an error: all that [`check`](Self::check) tells.
    pub fn inspect(&self) -> Result<(RuleSet, Diagnostics), Diagnostics> {
        check::inspect(self)
    }

    /// The terms that tag alone, in the order of the rules that this dictionary gave.
    pub(crate) fn terms(&self, rules: &RuleSet) -> Vec<Term> {
        lint::terms(self, rules)
    }

    /// Every set with its members that are no references, folded, and where each is written.
    pub(crate) fn sets(&self) -> impl Iterator<Item = (&str, Vec<(&str, &Place)>)> {
        let sets = self.files.iter().flat_map(|file| &file.sets);
        sets.map(|set| (set.name.value.as_str(), set.members.iter().filter_map(literal).collect()))
    }

    /// Diagnostics about this dictionary in its order, without the warnings it allows.
    pub(crate) fn arrange(&self, faults: Vec<Diagnostic>) -> Diagnostics {
        arrange::arranged(self, faults)
    }

    /// The files that build on those of the base.
    pub(super) fn own_files(&self) -> &[FileRules] {
        &self.files[self.base..]
    }

    /// Whether a place is in one of the files that the others build on.
    pub(super) fn is_of_base(&self, place: &Place) -> bool {
        self.files[..self.base].iter().any(|file| Arc::ptr_eq(&file.place.file, &place.file))
    }
}

fn literal(member: &Located<MemberText>) -> Option<(&str, &Place)> {
    match &member.value {
        MemberText::Literal(literal) => Some((literal, &member.place)),
        MemberText::Reference(_) => None,
    }
}

/// The rules of one file.
#[derive(Debug)]
pub(super) struct FileRules {
    pub(super) name: Option<Located<String>>,
    pub(super) defaults: Option<Located<Defaults>>,
    pub(super) sets: Vec<SetEntry>,
    pub(super) masks: Vec<PatternEntry>,
    pub(super) flags: Vec<FlagEntry>,
    pub(super) lexicon: Vec<Located<String>>,
    pub(super) conditions: ConditionsEntry,
    pub(super) categories: Vec<CategoryEntry>,
    pub(super) allowances: Vec<Allowance>,
    /// Where the file says that it builds on the shipped dictionary.
    pub(super) extends: Option<Place>,
    /// The ids of categories that the base has and this dictionary has not.
    pub(super) removed: Vec<Located<String>>,
    pub(super) place: Place,
    /// Whether the file could be read as YAML at all.
    pub(super) is_whole: bool,
}

/// A value and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

/// Warnings not wanted in a part of a file: a category, or all of it.
#[derive(Debug)]
pub(super) struct Allowance {
    pub(super) codes: Vec<Code>,
    /// From the first byte to the last.
    pub(super) extent: Range<usize>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Defaults {
    pub(super) gap: usize,
    pub(super) boundary: Boundary,
}

impl Default for Defaults {
    fn default() -> Defaults {
        Defaults { gap: 12, boundary: Boundary::Word }
    }
}

#[derive(Debug)]
pub(super) struct SetEntry {
    pub(super) name: Located<String>,
    pub(super) members: Vec<Located<MemberText>>,
}

/// A member of a set.
#[derive(Clone, Debug)]
pub(super) enum MemberText {
    /// Folded.
    Literal(String),
    Reference(String),
}

#[derive(Debug)]
pub(super) struct FlagEntry {
    pub(super) name: Located<String>,
    pub(super) label: Option<Label>,
    pub(super) conditions: Vec<ConditionEntry>,
}

#[derive(Debug)]
pub(super) struct CategoryEntry {
    pub(super) id: Located<String>,
    pub(super) label: Option<Label>,
    pub(super) about: Option<Label>,
    pub(super) masks: Vec<PatternEntry>,
    pub(super) conditions: ConditionsEntry,
    pub(super) clauses: Vec<ClauseEntry>,
    pub(super) examples: Vec<Located<String>>,
    pub(super) counterexamples: Vec<Located<String>>,
    pub(super) meta: Map<String, Value>,
    /// What the category of the base has and this one has not.
    pub(super) removed: Vec<Located<String>>,
}

#[derive(Debug)]
pub(super) struct ClauseEntry {
    pub(super) place: Place,
    pub(super) patterns: Vec<PatternEntry>,
    pub(super) conditions: ConditionsEntry,
    pub(super) boundary: Option<Boundary>,
    pub(super) unconditional: bool,
    pub(super) at_least: Option<Located<usize>>,
}

#[derive(Debug, Default)]
pub(super) struct ConditionsEntry {
    pub(super) must: Option<Vec<ConditionEntry>>,
    pub(super) must_not: Vec<ConditionEntry>,
}

#[derive(Debug)]
pub(super) enum ConditionEntry {
    All(Vec<ConditionEntry>),
    Around {
        place: Place,
        relation: Relation,
        patterns: Vec<PatternEntry>,
        boundary: Option<Boundary>,
        within: Unit,
        distance: Option<usize>,
    },
}

/// A pattern with what is needed to point into it.
#[derive(Clone, Debug)]
pub(super) struct PatternEntry {
    pub(super) source: String,
    pub(super) text: PatternText,
    pub(super) place: Place,
}

impl PatternEntry {
    /// The characters `span` of the pattern as the analyst wrote them.
    pub(super) fn written(&self, span: &Range<usize>) -> String {
        self.source.chars().take(span.end).skip(span.start).collect()
    }

    /// Where the characters `span` of the pattern stand in the file.
    pub(super) fn place_of(&self, span: &Range<usize>) -> Place {
        place_within(&self.place, &self.source, span)
    }
}

/// Where the characters `span` of a scalar stand in the file: exactly where it is written as it reads,
/// else the whole scalar.
pub(super) fn place_within(scalar: &Place, text: &str, span: &Range<usize>) -> Place {
    let written = scalar.file.text.get(scalar.span.clone()).unwrap_or_default();
    let unquoted = written.strip_prefix(['"', '\'']).and_then(|w| w.strip_suffix(['"', '\'']));
    let offset = match (written == text, unquoted == Some(text)) {
        (true, _) => scalar.span.start,
        (_, true) => scalar.span.start + 1,
        _ => return scalar.clone(),
    };
    let byte = |character: usize| text.char_indices().nth(character).map_or(text.len(), |(at, _)| at);
    Place { span: offset + byte(span.start)..offset + byte(span.end), ..scalar.clone() }
}
