//! Conditions as they could be written, for reading: on one line, whatever lines they take in the file.

use crate::text::Unit;

use super::edit::Shape;
use super::rules::{Condition, Pattern, Relation};
use super::word;

impl Condition {
    /// It on one line.
    pub(crate) fn shown(&self) -> String {
        match self {
            Condition::All(all) => {
                let all: Vec<String> = all.iter().map(Condition::shown).collect();
                format!("{{ all: [{}] }}", all.join(", "))
            }
            Condition::Around { relation, patterns, boundary, within, distance, .. } => {
                let shape =
                    Shape { relation: *relation, boundary: *boundary, within: *within, distance: *distance };
                let patterns: Vec<&Pattern> = patterns.iter().collect();
                shape.shown(&patterns)
            }
        }
    }
}

impl Shape {
    /// A condition of this shape on one line. Whether it asks word boundaries is left out: mostly that is left to
    /// the defaults.
    pub(crate) fn shown(&self, patterns: &[&Pattern]) -> String {
        self.shown_with(patterns, "")
    }

    /// The same with a further key.
    pub(crate) fn shown_with(&self, patterns: &[&Pattern], key: &str) -> String {
        let within = (self.within != Unit::Sentence && self.relation != Relation::Inside)
            .then(|| format!(", within: {}", word::unit(self.within)));
        let distance = self.distance.map(|distance| format!(", distance: {distance}"));
        let measures = [within, distance].map(Option::unwrap_or_default).concat() + key;
        let sources: Vec<&str> = patterns.iter().map(|pattern| pattern.source.as_str()).collect();
        match (&sources[..], self.relation) {
            ([one], Relation::Near) if measures.is_empty() => (*one).to_owned(),
            ([one], relation) => format!("{{ {}: {one}{measures} }}", word::relation(relation)),
            (several, relation) => {
                format!("{{ {}: [{}]{measures} }}", word::relation(relation), several.join(", "))
            }
        }
    }
}
