//! What is wrong or doubtful in rule files: a code, a place, and a way out.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::language::{Argument, Language, Message};

use super::code::Code;

/// A rule file as read: its name and its text.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A place in a rule file.
#[derive(Clone, Debug)]
pub struct Place {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) span: Range<usize>,
    /// Where a name such as `*x` stands for what is written here, if this place is meant by it.
    pub(crate) alias: Option<Range<usize>>,
}

impl Place {
    pub(crate) fn new(file: Arc<SourceFile>, span: Range<usize>) -> Place {
        Place { file, span, alias: None }
    }

    /// The place itself, or that of the name that stands for it.
    pub(crate) fn of_use(&self) -> Place {
        Place::new(self.file.clone(), self.alias.as_ref().unwrap_or(&self.span).clone())
    }

    /// Whether the same text of the same file is meant, by whatever name.
    pub(crate) fn is_same_text(&self, other: &Place) -> bool {
        Arc::ptr_eq(&self.file, &other.file) && self.span == other.span
    }

    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.file.name
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.before().matches('\n').count() + 1
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> usize {
        self.before().rsplit('\n').next().unwrap_or_default().chars().count() + 1
    }

    /// The bytes of the file it covers.
    pub fn bytes(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The bytes of the line on which the place begins, without its end.
    pub(crate) fn line_bytes(&self) -> Range<usize> {
        let start = self.before().rfind('\n').map_or(0, |at| at + 1);
        let line = self.file.text[start..].split('\n').next().unwrap_or_default();
        start..start + line.trim_end_matches('\r').len()
    }

    fn before(&self) -> &str {
        self.file.text.get(..self.span.start).unwrap_or(&self.file.text)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.file(), self.line(), self.column())
    }
}

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The rules cannot be used.
    Error,
    /// The rules mean something, but hardly what was meant.
    Warning,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// What is wrong or doubtful at one place in a rule file.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub(crate) code: Code,
    pub(crate) place: Option<Place>,
    /// Another place that belongs to it, such as the first of two equal ids.
    pub(crate) other: Option<Place>,
    pub(crate) arguments: Vec<(&'static str, Argument)>,
    /// The corrected line, as edits of the file: what to replace by what.
    pub(crate) edits: Vec<(Range<usize>, String)>,
    /// Phrases that would settle it as masks of the category it stands in.
    pub(crate) masks: Box<[String]>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, place: Place) -> Diagnostic {
        Diagnostic { place: Some(place), ..Diagnostic::without_place(code) }
    }

    /// About a file or folder as a whole, named in the arguments.
    pub(crate) fn without_place(code: Code) -> Diagnostic {
        Diagnostic {
            code,
            place: None,
            other: None,
            arguments: Vec::new(),
            edits: Vec::new(),
            masks: Box::default(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Diagnostic {
        self.arguments.push((name, Argument::Text(value.to_string())));
        self
    }

    pub(crate) fn with_message(mut self, name: &'static str, message: Message) -> Diagnostic {
        self.arguments.push((name, Argument::Message(message)));
        self
    }

    pub(crate) fn with_list<A: Into<Argument>>(
        mut self,
        name: &'static str,
        items: impl IntoIterator<Item = A>,
    ) -> Diagnostic {
        self.arguments.push((name, Argument::List(items.into_iter().map(Into::into).collect())));
        self
    }

    pub(crate) fn with_argument(mut self, name: &'static str, argument: Argument) -> Diagnostic {
        self.arguments.push((name, argument));
        self
    }

    pub(crate) fn and_at(mut self, other: Place) -> Diagnostic {
        self.other = Some(other);
        self
    }

    pub(crate) fn mend(mut self, span: Range<usize>, replacement: impl Into<String>) -> Diagnostic {
        self.edits.push((span, replacement.into()));
        self
    }

    /// Offers phrases as masks of the category it stands in.
    pub(crate) fn settled_by<'m>(mut self, masks: impl IntoIterator<Item = &'m str>) -> Diagnostic {
        self.masks = masks.into_iter().map(str::to_owned).collect();
        self
    }

    /// The stable word that names this kind of diagnostic.
    pub fn code(&self) -> Code {
        self.code
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Where it stands; none where a file or folder as a whole is meant.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Another place that belongs to it, such as the first of two equal ids.
    pub fn other(&self) -> Option<&Place> {
        self.other.as_ref()
    }

    /// What is wrong, in one sentence.
    pub fn message(&self, language: Language) -> String {
        self.words().line(0, language)
    }

    /// The way out, in one sentence.
    pub fn help(&self, language: Language) -> String {
        self.words().line(1, language)
    }

    /// What the tables say about its code.
    fn words(&self) -> Message {
        let message = Message::new(self.code.word());
        let with = |message: Message, (name, argument): &(&'static str, Argument)| {
            message.with_argument(name, argument.clone())
        };
        self.arguments.iter().fold(message, with)
    }

    /// What would mend it, where that is known: which bytes of its file to replace by what.
    pub fn edits(&self) -> &[(Range<usize>, String)] {
        &self.edits
    }

    /// Phrases that would settle it as masks of the category it stands in, folded.
    pub fn masks(&self) -> &[String] {
        &self.masks
    }

    /// The line as it should be, where that is known.
    pub fn corrected_line(&self) -> Option<String> {
        let place = self.place.as_ref()?;
        let line = place.line_bytes();
        let mut text = place.file.text[line.clone()].to_owned();
        let mut edits = self.edits.clone();
        edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        for (span, replacement) in &edits {
            if span.start < line.start || span.end > line.end {
                return None;
            }
            text.replace_range(span.start - line.start..span.end - line.start, replacement);
        }
        (!edits.is_empty()).then_some(text)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(formatter, "{place}: ")?;
        }
        write!(formatter, "{} [{}]", self.message(Language::English), self.code)
    }
}

/// All that is wrong or doubtful in the rule files, in the order of the files and lines.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    pub(crate) items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// The diagnostics, in the order of the files and of the places in them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity() == Severity::Error)
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Diagnostics {
        Diagnostics { items: vec![diagnostic] }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        for (number, item) in self.items.iter().enumerate() {
            if number > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{item}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
