//! Mending what is safe to mend: the edits that diagnostics carry, put into the files. No entry is moved, no
//! comment lost, and nothing is written anew that was not told.

use std::collections::BTreeSet;

use super::cases::CaseFiles;
use super::code::Code;
use super::diagnostic::{Diagnostic, Place, Severity};
use super::dictionary::Dictionary;
use super::meaning;

/// A line with two slips is mended in two rounds; this many are more than any line has.
const MOST_ROUNDS: usize = 20;

/// A file, with what is safe to mend in it mended.
#[derive(Clone, Debug)]
pub struct Fixed {
    name: String,
    before: String,
    after: String,
    codes: Vec<Code>,
}

impl Fixed {
    /// What diagnostics call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text as it was.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// Its text as mended.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// What was mended, in the order in which it was.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }
}

/// Mends rule files, given as name and text, which are checked together: slips of writing, of which the
/// loader knows how the line must read, and terms that stand twice. A change that brings new errors, or other
/// tags, is not made.
///
/// ```
/// let rules = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any：[补贴，补助, 补贴]  # money\n";
/// let fixed = cuoshi::fix([("mine.yml".to_owned(), rules.to_owned())]);
/// let mended = "version: 1\ncategories:\n  - id: fiscal.subsidies\n    any: [补贴, 补助]  # money\n";
/// assert_eq!(fixed[0].after(), mended);
/// ```
pub fn fix(files: impl IntoIterator<Item = (String, String)>) -> Vec<Fixed> {
    let files: Vec<(String, String)> = files.into_iter().collect();
    fix_with(files, &inspected).0
}

/// Mends the slips of writing in one file of rules, or of cases, and gives the faults that are left.
pub(super) fn fix_writing(name: &str, text: &str, is_cases: bool) -> (String, Vec<Diagnostic>) {
    let look = |files: &[(String, String)]| parsed(files, is_cases);
    let (mut fixed, left) = fix_with(vec![(name.to_owned(), text.to_owned())], &look);
    let text = fixed.pop().map_or_else(String::new, |file| file.after);
    (text, left)
}

/// What is wrong with the single entries of a file of rules, or of cases.
pub(super) fn faults_of_writing(name: &str, text: &str, is_cases: bool) -> Vec<Diagnostic> {
    parsed(&[(name.to_owned(), text.to_owned())], is_cases).faults
}

/// What a look at files shows.
struct Sight {
    faults: Vec<Diagnostic>,
    /// Which files could be read as a whole.
    whole: Vec<bool>,
    /// What the rules find, where they have no errors.
    meaning: Option<String>,
}

type Files = [(String, String)];

fn inspected(files: &Files) -> Sight {
    let dictionary = Dictionary::parse(files.to_vec());
    let whole = dictionary.files.iter().map(|file| file.is_whole).collect();
    match dictionary.inspect() {
        Ok((rules, warnings)) => {
            Sight { faults: warnings.items, whole, meaning: Some(meaning::form(&rules)) }
        }
        Err(all) => Sight { faults: all.items, whole, meaning: None },
    }
}

/// Looks at the writing alone.
fn parsed(files: &Files, is_cases: bool) -> Sight {
    if is_cases {
        let faults = CaseFiles::parse(files.to_vec()).into_faults().items;
        let is_whole = faults.iter().all(|fault| fault.code != Code::YamlSyntax);
        return Sight { faults, whole: vec![is_whole], meaning: None };
    }
    let dictionary = Dictionary::parse(files.to_vec());
    let whole = dictionary.files.iter().map(|file| file.is_whole).collect();
    let faults = dictionary.faults.into_iter().filter(|fault| fault.severity() == Severity::Error);
    Sight { faults: faults.collect(), whole, meaning: None }
}

impl Sight {
    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter().filter(|fault| fault.severity() == Severity::Error)
    }

    fn count(&self, severity: Severity) -> usize {
        self.faults.iter().filter(|fault| fault.severity() == severity).count()
    }

    /// What is safe to mend: errors first, for what they hide is not known before.
    fn mendable(&self) -> Vec<&Diagnostic> {
        let of = |severity: Severity| -> Vec<&Diagnostic> {
            let is_one = |fault: &&Diagnostic| {
                fault.severity() == severity && fault.code.is_mendable() && !fault.edits.is_empty()
            };
            self.faults.iter().filter(is_one).collect()
        };
        let errors = of(Severity::Error);
        if errors.is_empty() && self.count(Severity::Error) == 0 { of(Severity::Warning) } else { errors }
    }
}

/// Mends until nothing is left to mend; what the last look showed comes with the files.
fn fix_with(files: Vec<(String, String)>, look: &dyn Fn(&Files) -> Sight) -> (Vec<Fixed>, Vec<Diagnostic>) {
    let mut fixed: Vec<Fixed> = files
        .iter()
        .map(|(name, text)| Fixed {
            name: name.clone(),
            before: text.clone(),
            after: text.clone(),
            codes: Vec::new(),
        })
        .collect();
    let mut files = files;
    let mut sight = look(&files);
    for _ in 0..MOST_ROUNDS {
        let mut round = Round { files: &files, sight: &sight, look, taken: Vec::new(), text: None };
        round.take(&sight.mendable());
        let Some(text) = round.text else { break };
        for fault in round.taken {
            if let Some(file) = file_of(fault, &files) {
                fixed[file].codes.push(fault.code);
            }
        }
        files = text;
        sight = look(&files);
    }
    for (file, (_, text)) in fixed.iter_mut().zip(files) {
        file.after = text;
    }
    (fixed, sight.faults)
}

/// Which file a diagnostic is about.
fn file_of(fault: &Diagnostic, files: &Files) -> Option<usize> {
    let place = fault.place.as_ref()?;
    files.iter().position(|(name, text)| *name == place.file.name && text.len() == place.file.text.len())
}

/// One look and what can be mended of what it showed.
struct Round<'r> {
    files: &'r Files,
    sight: &'r Sight,
    look: &'r dyn Fn(&Files) -> Sight,
    taken: Vec<&'r Diagnostic>,
    /// The files with what is taken.
    text: Option<Vec<(String, String)>>,
}

impl<'r> Round<'r> {
    /// Takes what makes nothing worse: all of a group, else what is good of each half.
    fn take(&mut self, group: &[&'r Diagnostic]) {
        if group.is_empty() {
            return;
        }
        let all: Vec<&Diagnostic> = self.taken.iter().chain(group).copied().collect();
        let text = applied(self.files, &all);
        if self.is_better(&(self.look)(&text), &all) {
            self.taken = all;
            self.text = Some(text);
        } else if group.len() > 1 {
            let (first, second) = group.split_at(group.len() / 2);
            self.take(first);
            self.take(second);
        }
    }

    fn is_better(&self, after: &Sight, mended: &[&Diagnostic]) -> bool {
        let before = self.sight;
        if before.meaning.is_some() {
            return before.meaning == after.meaning
                && after.count(Severity::Warning) < before.count(Severity::Warning);
        }
        if before.whole.iter().zip(&after.whole).any(|(before, after)| *before && !after) {
            return false;
        }
        // What a slip kept from being read may have faults of its own.
        after.count(Severity::Error) <= before.count(Severity::Error) || only_uncovers(before, after, mended)
    }
}

/// Whether all errors were there before, or concern a line that was mended.
fn only_uncovers(before: &Sight, after: &Sight, mended: &[&Diagnostic]) -> bool {
    let known: BTreeSet<_> = before.errors().map(|fault| (fault.code, line(fault))).collect();
    let mended: BTreeSet<_> = mended.iter().map(|fault| line(fault)).collect();
    after.errors().all(|fault| {
        let places = fault.place.iter().chain(&fault.other).map(line_of);
        known.contains(&(fault.code, line(fault))) || places.map(Some).any(|line| mended.contains(&line))
    })
}

/// The line of a diagnostic, which stays the same when slips before it are mended.
fn line(fault: &Diagnostic) -> Option<(&str, usize)> {
    fault.place.as_ref().map(line_of)
}

fn line_of(place: &Place) -> (&str, usize) {
    (place.file(), place.line())
}

/// The files with the edits of some diagnostics; of edits that meet, the first counts.
fn applied(files: &Files, faults: &[&Diagnostic]) -> Vec<(String, String)> {
    let mut edited = files.to_vec();
    for (number, (_, text)) in edited.iter_mut().enumerate() {
        let own = faults.iter().filter(|fault| file_of(fault, files) == Some(number));
        let mut edits: Vec<_> = own.flat_map(|fault| &fault.edits).collect();
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        edits.dedup();
        let mut mended = String::with_capacity(text.len() + edits.len());
        let mut copied = 0;
        for (span, replacement) in edits {
            if span.start >= copied {
                mended.push_str(&text[copied..span.start]);
                mended.push_str(replacement);
                copied = span.end;
            }
        }
        mended.push_str(&text[copied..]);
        *text = mended;
    }
    edited
}
