//! By what names those who code know categories: by ids and by labels.

use std::collections::BTreeMap;

use super::rules::RuleSet;

/// The ids and labels of the categories and groups of some rules.
///
/// ```
/// let names = cuoshi::Names::of([&cuoshi::RuleSet::built_in()?]);
/// assert_eq!(names.ids("租金减免"), ["fiscal.rent_relief"]);
/// assert_eq!(names.ids("fiscal"), ["fiscal"]);
/// assert_eq!(names.list("Rent relief, fiscal.subsidies").unwrap(), ["Rent relief", "fiscal.subsidies"]);
/// assert_eq!(names.list("rent, taxes"), None);
/// # Ok::<(), cuoshi::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, Vec<String>>);

impl Names {
    /// The names in some rule sets.
    pub fn of<'r>(rule_sets: impl IntoIterator<Item = &'r RuleSet>) -> Names {
        let mut names = Names::default();
        for category in rule_sets.into_iter().flat_map(RuleSet::categories) {
            let id = category.id();
            let groups = id.match_indices('.').map(|(at, _)| &id[..at]);
            groups.for_each(|group| names.add(group, group));
            names.add(id, id);
            let labels = category.label().into_iter().flat_map(|label| [&label.zh, &label.en]);
            labels.flatten().for_each(|label| names.add(label, id));
        }
        names
    }

    fn add(&mut self, name: &str, id: &str) {
        let ids = self.0.entry(name.trim().to_owned()).or_default();
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }

    /// The ids that a name may mean: none of an unknown name, several of a label that several categories have.
    pub fn ids(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether something has this name.
    pub fn is_known(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The names in a text that has commas, enumeration commas or blanks between them; nothing where any part of it is
    /// no name. A label may itself have commas and blanks in it.
    pub fn list<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let text = text.trim_matches(is_between);
        if text.is_empty() || self.is_known(text) {
            return Some((!text.is_empty()).then_some(text).into_iter().collect());
        }
        let signs = text.char_indices().rev().filter(|(_, c)| is_between(*c));
        let mut firsts = signs.map(|(at, _)| (text[..at].trim_end_matches(is_between), &text[at..]));
        firsts.find_map(|(first, rest)| {
            let rest = self.is_known(first).then(|| self.list(rest))??;
            Some(std::iter::once(first).chain(rest).collect())
        })
    }

    /// Whether a text has several parts, at least one of which is a name.
    pub fn has_name(&self, text: &str) -> bool {
        let mut parts = text.split(is_between).filter(|part| !part.is_empty());
        text.trim_matches(is_between).contains(is_between) && parts.any(|part| self.is_known(part))
    }
}

/// Whether a character may stand between names: also one that stands in some.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、')
}
