//! The shipped dictionary, carried in the program. It goes through the same loader and checks as an
//! analyst's own.

use super::diagnostic::Diagnostics;
use super::dictionary::Dictionary;
use super::rules::RuleSet;

/// Each shipped rule file, in byte order of the names.
pub(super) const FILES: &[(&str, &str)] = &[
    ("rules/control.yml", include_str!("../../rules/control.yml")),
    ("rules/development.yml", include_str!("../../rules/development.yml")),
    ("rules/employment.yml", include_str!("../../rules/employment.yml")),
    ("rules/finance.yml", include_str!("../../rules/finance.yml")),
    ("rules/fiscal.yml", include_str!("../../rules/fiscal.yml")),
    ("rules/governance.yml", include_str!("../../rules/governance.yml")),
    ("rules/reopening.yml", include_str!("../../rules/reopening.yml")),
    ("rules/shared.yml", include_str!("../../rules/shared.yml")),
    ("rules/supply.yml", include_str!("../../rules/supply.yml")),
];

impl Dictionary {
    /// The files of the shipped dictionary: name and text.
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
