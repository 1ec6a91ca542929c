//! The shipped dictionary, carried in the program. It goes through the same loader and checks as an
//! analyst's own.

use super::diagnostic::Diagnostics;
use super::dictionary::Dictionary;
use super::rules::RuleSet;

/// Each shipped rule file, in byte order of the names. They are told from an analyst's own files by the folder,
/// which is none.
pub(super) const FILES: &[(&str, &str)] = &[
    ("built-in/control.yml", include_str!("../../rules/control.yml")),
    ("built-in/development.yml", include_str!("../../rules/development.yml")),
    ("built-in/employment.yml", include_str!("../../rules/employment.yml")),
    ("built-in/finance.yml", include_str!("../../rules/finance.yml")),
    ("built-in/fiscal.yml", include_str!("../../rules/fiscal.yml")),
    ("built-in/governance.yml", include_str!("../../rules/governance.yml")),
    ("built-in/reopening.yml", include_str!("../../rules/reopening.yml")),
    ("built-in/shared.yml", include_str!("../../rules/shared.yml")),
    ("built-in/supply.yml", include_str!("../../rules/supply.yml")),
];

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
