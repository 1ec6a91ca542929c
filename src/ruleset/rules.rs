//! Rules that passed every check. Nothing after this returns a rule error.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::language::Language;
use crate::text::Unit;

use super::diagnostic::{Diagnostics, Place, SourceFile};

/// Rules that passed every check; immutable.
///
/// Made from a [`Dictionary`](super::Dictionary) by [`Dictionary::check`](super::Dictionary::check),
/// or in one step by [`RuleSet::built_in`], [`RuleSet::load`] and [`RuleSet::from_yaml`].
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub(crate) name: Option<String>,
    /// The files they are written in, in the order in which these were merged.
    pub(crate) files: Vec<Arc<SourceFile>>,
    pub(crate) masks: Vec<Pattern>,
    /// Those of each file, in the order of `files`.
    pub(crate) conditions: Vec<Conditions>,
    pub(crate) flags: Vec<Flag>,
    /// Folded.
    pub(crate) lexicon: Vec<String>,
    pub(crate) categories: Vec<Category>,
    pub(crate) digest: String,
}

impl RuleSet {
    /// Reads the rules of a file or, of a folder, the `*.yml` and `*.yaml` files below it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the rules, all of it at once, each with its place; or what kept a
    /// file from being read.
    pub fn load(path: &Path) -> Result<RuleSet, Diagnostics> {
        super::Dictionary::load(path)?.check().map(|(rules, _)| rules)
    }

    /// Reads rules from text; `name` is what diagnostics call it.
    ///
    /// ```
    /// let rules = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any: [补贴, 给予…奖励]\n";
    /// let rule_set = cuoshi::RuleSet::from_yaml("mine.yml", rules)?;
    /// assert_eq!(rule_set.categories().len(), 1);
    /// # Ok::<(), cuoshi::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the rules, all of it at once, each with its place.
    pub fn from_yaml(name: &str, yaml: &str) -> Result<RuleSet, Diagnostics> {
        super::Dictionary::parse([(name.to_owned(), yaml.to_owned())]).check().map(|(rules, _)| rules)
    }

    /// What the rule set calls itself.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The categories, groups among them, in the order of the rule set.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The flags, in the order of the rule set.
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }

    /// The first 12 hexadecimal digits of a SHA-256 over the canonical form: what names these rules in
    /// every result. Comments, layout and the order of keys do not change it; whatever can change a tag
    /// or its label does.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// One kind of measure of the codebook.
#[derive(Clone, Debug)]
pub struct Category {
    pub(crate) id: String,
    /// Where the id is written.
    pub(crate) place: Place,
    pub(crate) label: Option<Label>,
    pub(crate) about: Option<Label>,
    pub(crate) masks: Vec<Pattern>,
    pub(crate) conditions: Conditions,
    pub(crate) clauses: Vec<Clause>,
    /// The declared parents, as positions among the categories.
    pub(crate) parents: Vec<usize>,
    pub(crate) examples: Vec<Example>,
    pub(crate) counterexamples: Vec<Example>,
    pub(crate) meta: Map<String, Value>,
}

impl Category {
    /// The stable id; a dot makes it the child of another.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the category is called.
    pub fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }

    /// The codebook's definition.
    pub fn about(&self) -> Option<&Label> {
        self.about.as_ref()
    }

    /// Texts that must get this category.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Texts that must not get this category.
    pub fn counterexamples(&self) -> &[Example] {
        &self.counterexamples
    }

    /// The patterns that find it, as the analyst wrote them.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().flat_map(|clause| &clause.patterns).map(|pattern| pattern.source.as_str())
    }

    /// What the analyst attached to it, in the order written.
    pub fn meta(&self) -> &Map<String, Value> {
        &self.meta
    }

    /// Whether it only names a group and has no clauses of its own.
    pub fn is_group(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether it is `id` or lies below it: `fiscal` has `fiscal.subsidies` below it.
    ///
    /// ```
    /// let rules = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any: 补贴\n";
    /// let rule_set = cuoshi::RuleSet::from_yaml("mine.yml", rules)?;
    /// assert!(rule_set.categories()[0].is_within("fiscal"));
    /// assert!(!rule_set.categories()[0].is_within("fis"));
    /// # Ok::<(), cuoshi::Diagnostics>(())
    /// ```
    pub fn is_within(&self, id: &str) -> bool {
        is_id_within(&self.id, id)
    }
}

/// Whether an id is `above` or lies below it.
pub(super) fn is_id_within(id: &str, above: &str) -> bool {
    id.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A text that shows what a category means, or does not.
#[derive(Clone, Debug)]
pub struct Example {
    pub(crate) text: String,
    pub(crate) place: Place,
}

impl Example {
    /// One paragraph.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it is written.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

/// A name or definition in one language or two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Chinese, or the only one where no language was named.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl Label {
    /// The Chinese form, else the English one.
    pub fn in_chinese(&self) -> &str {
        self.zh.as_deref().or(self.en.as_deref()).unwrap_or_default()
    }

    /// The English form, else the Chinese one.
    pub fn in_english(&self) -> &str {
        self.en.as_deref().or(self.zh.as_deref()).unwrap_or_default()
    }

    /// The form in a language, else the other one.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => self.in_chinese(),
            Language::English => self.in_english(),
        }
    }
}

/// An attribute that a match gets from its surroundings.
#[derive(Clone, Debug)]
pub struct Flag {
    pub(crate) name: String,
    pub(crate) label: Option<Label>,
    pub(crate) conditions: Vec<Condition>,
}

impl Flag {
    /// The name under which evidence carries it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the flag is called.
    pub fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }
}

/// One or more patterns and what must surround them.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// Where it begins: a pattern of its own, or the first of its keys.
    pub(crate) place: Place,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) conditions: Conditions,
    pub(crate) boundary: Boundary,
    pub(crate) unconditional: bool,
    /// How many of the patterns must have a match.
    pub(crate) at_least: usize,
}

/// What must and what must not surround a match, at one level.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    /// One of them must hold; `None` demands nothing.
    pub(crate) must: Option<Vec<Condition>>,
    /// None of them may hold.
    pub(crate) must_not: Vec<Condition>,
}

/// One demand on the surroundings of a match.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// One of the patterns stands around the match as told.
    Around {
        /// Where it begins: a pattern of its own, or the first of its keys.
        place: Place,
        relation: Relation,
        patterns: Vec<Pattern>,
        boundary: Boundary,
        within: Unit,
        distance: Option<usize>,
    },
}

/// Where the interval of a condition stands, seen from the match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Relation {
    Near,
    Before,
    After,
    Inside,
}

/// Whether hits that two neighbouring words share by accident are lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Boundary {
    #[default]
    Word,
    None,
}

/// Segments in order, with gaps.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// As the analyst wrote it.
    pub(crate) source: String,
    /// Where it is written.
    pub(crate) place: Place,
    pub(crate) segments: Vec<Segment>,
    /// The most characters between a segment and the next; one fewer than segments.
    pub(crate) gaps: Vec<usize>,
    /// Whether the two segments may stand in either order.
    pub(crate) either: bool,
}

/// Alternatives: one of these literals, each folded, sorted, each once.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Segment(pub(crate) Vec<String>);
