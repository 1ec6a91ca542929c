//! The shipped dictionary, carried in the program. It goes through the same loader and checks as an
//! analyst's own.

use super::diagnostic::Diagnostics;
use super::dictionary::Dictionary;
use super::rules::RuleSet;

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

/// Where messages say that a shipped file lies, so that none seems to be an analyst's own.
const FOLDER: &str = "built-in/";

impl Dictionary {
    /// The shipped dictionary, parsed like any other.
    pub fn built_in() -> Dictionary {
        Dictionary::parse(FILES.iter().map(|(name, text)| (format!("{FOLDER}{name}"), (*text).to_owned())))
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
        Dictionary::built_in().check().map(|(rules, _)| rules)
    }
}
