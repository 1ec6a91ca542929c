//! The shipped dictionary, carried in the program: its files, which go through the same loader and checks as an
//! analyst's own, and the rule set that came of it, so that not every start reads and checks them again. That rule set
//! counts as long as the files are those it was made of; a test makes it anew and compares.

use std::sync::Arc;

use super::canonical;
use super::diagnostic::{Diagnostics, SourceFile};
use super::dictionary::Dictionary;
use super::rules::RuleSet;
use super::stored;

/// Each shipped rule file, in byte order of the names.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("control.yml", include_str!("../../rules/control.yml")),
    ("development.yml", include_str!("../../rules/development.yml")),
    ("employment.yml", include_str!("../../rules/employment.yml")),
    ("finance.yml", include_str!("../../rules/finance.yml")),
    ("fiscal.yml", include_str!("../../rules/fiscal.yml")),
    ("governance.yml", include_str!("../../rules/governance.yml")),
    ("reopening.yml", include_str!("../../rules/reopening.yml")),
    ("shared.yml", include_str!("../../rules/shared.yml")),
    ("supply.yml", include_str!("../../rules/supply.yml")),
];

/// What [`RuleSet::built_in`] is, as [`stored::write`] writes it, after the fingerprint of the files it was made of.
const RULES: &[u8] = include_bytes!("../../data/built-in-rules.bin");

/// Where messages say that a shipped file lies, so that none seems to be an analyst's own.
const FOLDER: &str = "built-in/";

impl Dictionary {
    /// The shipped dictionary, parsed like any other.
    pub fn built_in() -> Dictionary {
        Dictionary::parse(FILES.iter().map(|(name, text)| (place(name), (*text).to_owned())))
    }

    /// The files of the shipped dictionary, name and text, for a copy to change.
    pub fn built_in_files() -> &'static [(&'static str, &'static str)] {
        FILES
    }
}

impl RuleSet {
    /// The shipped dictionary.
    ///
    /// ```
    /// let rules = cuoshi::RuleSet::built_in()?;
    /// assert!(rules.categories().iter().any(|category| category.id() == "fiscal.subsidies"));
    /// # Ok::<(), cuoshi::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None in a released version: its tests load it.
    pub fn built_in() -> Result<RuleSet, Diagnostics> {
        stored_rules().map_or_else(|| Dictionary::built_in().check().map(|(rules, _)| rules), Ok)
    }
}

/// Where messages say that a file lies.
fn place(name: &str) -> String {
    format!("{FOLDER}{name}")
}

/// What the files gave when they were read and checked; nothing where they are other files by now.
fn stored_rules() -> Option<RuleSet> {
    let rules = RULES.strip_prefix(&fingerprint())?;
    let file = |(name, text): &(&str, &str)| SourceFile { name: place(name), text: (*text).to_owned() };
    stored::read(rules, FILES.iter().map(file).map(Arc::new).collect())
}

/// What tells the files from all others.
fn fingerprint() -> [u8; canonical::FINGERPRINT] {
    canonical::fingerprint(FILES.iter().flat_map(|(name, text)| [*name, *text]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `REWRITE=1` writes the file that is compared; it must be built in before it counts.
    #[test]
    fn the_stored_rules_are_what_the_files_give() {
        let (rules, warnings) = Dictionary::built_in().check().unwrap();
        assert!(warnings.is_empty(), "the shipped files have warnings, which stored rules would not tell");
        let bytes = [&fingerprint()[..], &stored::write(&rules)].concat();
        if std::env::var_os("REWRITE").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/data/built-in-rules.bin"), bytes).unwrap();
            return;
        }
        assert!(
            bytes == RULES,
            "data/built-in-rules.bin is not what rules/ gives: run the test with REWRITE=1"
        );
        let stored = stored_rules().unwrap();
        assert_eq!(format!("{stored:?}"), format!("{rules:?}"));
    }

    #[test]
    fn bytes_that_were_cut_give_nothing() {
        let (rules, _) = Dictionary::built_in().check().unwrap();
        let bytes = stored::write(&rules);
        for length in (0..bytes.len()).step_by(997) {
            assert!(stored::read(&bytes[..length], rules.files.clone()).is_none());
        }
    }
}
