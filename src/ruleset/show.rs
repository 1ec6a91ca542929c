//! Conditions and patterns as they could be written, for reading: on one line, whatever lines they take in the file.
//! What is long is shortened by whole items, since half a pattern says something else.

use crate::text::Unit;

use super::edit::{Shape, scalar, source};
use super::rules::{Condition, Pattern, Relation};
use super::word;

/// How much is shown of long lists and of segments of many alternatives.
#[derive(Clone, Copy)]
pub(crate) struct Brevity<'b> {
    /// So many items.
    pub(crate) most: usize,
    /// What is said of the others, from how many there are.
    pub(crate) more: &'b dyn Fn(usize) -> String,
}

/// Nothing is left out.
const WHOLE: Brevity<'static> = Brevity { most: usize::MAX, more: &|_| String::new() };

impl Brevity<'_> {
    /// A pattern, of a segment no more than the first alternatives.
    pub(crate) fn pattern(self, source: &str) -> String {
        source::briefly(source, self.most, |count| format!(" ({})", (self.more)(count)))
    }

    /// The same as YAML has to have it.
    fn quoted(self, source: &str) -> String {
        let is_plain = scalar(source) == source;
        let brief = self.pattern(source);
        if is_plain { brief } else { scalar(&brief) }
    }

    /// The first items of a list.
    fn items(self, items: impl ExactSizeIterator<Item = String>) -> String {
        let rest = items.len().saturating_sub(self.most);
        let more = (rest > 0).then(|| (self.more)(rest));
        let items: Vec<String> = items.take(self.most).chain(more).collect();
        items.join(", ")
    }
}

impl Condition {
    /// It on one line.
    pub(crate) fn shown(&self) -> String {
        self.shown_briefly(WHOLE)
    }

    /// It on one line, without the ends of long lists.
    pub(crate) fn shown_briefly(&self, brevity: Brevity) -> String {
        match self {
            Condition::All(all) => {
                let all: Vec<String> = all.iter().map(|one| one.shown_briefly(brevity)).collect();
                format!("{{ all: [{}] }}", all.join(", "))
            }
            Condition::Around { relation, patterns, boundary, within, distance, .. } => {
                let shape =
                    Shape { relation: *relation, boundary: *boundary, within: *within, distance: *distance };
                let patterns: Vec<&Pattern> = patterns.iter().collect();
                shape.shown(&patterns, "", brevity)
            }
        }
    }
}

impl Shape {
    /// A condition of this shape on one line, with a further key. Whether it asks word boundaries is left out: mostly
    /// that is left to the defaults.
    pub(crate) fn shown(&self, patterns: &[&Pattern], key: &str, brevity: Brevity) -> String {
        let within = (self.within != Unit::Sentence && self.relation != Relation::Inside)
            .then(|| format!(", within: {}", word::unit(self.within)));
        let distance = self.distance.map(|distance| format!(", distance: {distance}"));
        let measures = [within, distance].map(Option::unwrap_or_default).concat() + key;
        let mut sources = patterns.iter().map(|pattern| brevity.quoted(&pattern.source));
        match (sources.len(), self.relation) {
            (1, Relation::Near) if measures.is_empty() => sources.next().unwrap_or_default(),
            (1, relation) => {
                format!("{{ {}: {}{measures} }}", word::relation(relation), brevity.items(sources))
            }
            (_, relation) => {
                format!("{{ {}: [{}]{measures} }}", word::relation(relation), brevity.items(sources))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::RuleSet;

    /// The conditions of a clause, whole and shortened.
    fn shown(written: &str) -> (String, String) {
        let yaml =
            format!("version: 1\ncategories: [{{ id: a, any: [{{ match: 补贴, if: {written} }}] }}]\n");
        let rules = RuleSet::from_yaml("a.yml", &yaml).unwrap();
        let condition = &rules.categories[0].clauses[0].conditions.must.as_ref().unwrap()[0];
        let brevity = Brevity { most: 2, more: &|count| format!("and {count} more") };
        (condition.shown(), condition.shown_briefly(brevity))
    }

    #[test]
    fn what_is_written_on_one_line_is_shown_so() {
        for written in [
            "发放",
            "{ near: [发放, 给予], within: paragraph }",
            "{ inside: ',' }",
            "{ before: '给予 | 发放' }",
            "{ all: [发放, { after: 政府…6…给予, distance: 3 }] }",
            "'['",
        ] {
            assert_eq!(shown(written), (written.to_owned(), written.to_owned()));
        }
    }

    #[test]
    fn long_lists_lose_whole_items() {
        for (written, brief) in [
            ("{ near: [甲, 乙, 丙, 丁], within: clause }", "{ near: [甲, 乙, and 2 more], within: clause }"),
            ("{ inside: 甲|乙|丙|丁…6…戊|己 }", "{ inside: 甲|乙 (and 2 more)…6…戊|己 }"),
            ("'甲|乙|丙,|丁'", "'甲|乙 (and 2 more)'"),
        ] {
            assert_eq!(shown(written), (written.to_owned(), brief.to_owned()));
        }
    }
}
