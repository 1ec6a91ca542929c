//! An evaluation for programs: one JSON object.

use serde_json::{Map, Value, json};

use crate::analysis::{Change, Comparison, Difference, Judged, LedgerEntry, Scores};
use crate::engine::Tag;
use crate::language::Language;
use crate::report::figures::{estimate, exact, exact_p, maybe};
use crate::report::json_lines::escape_from;

use super::shown::words;
use super::{By, EvaluationReport, Show, nearest};

impl EvaluationReport<'_, '_> {
    /// Writes one JSON object: what was measured (`only` these categories, where some were selected), `micro` and `macro`, `categories`; `terms` or `documents` where
    /// these were asked for, `wrong` and `missed` where they are shown, and `against` with other rules. What is missed
    /// has `nearest`, the clause that came nearest, with `pattern`, `file`, `line` and a `message` in the language
    /// given. Figures that are not defined are `null`.
    pub fn json(&self, language: Language, out: &mut Vec<u8>) {
        let mut object = self.head();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        let scores = self.evaluation.by_category();
        put("categories", scores.iter().map(score_fields).collect());
        if self.by == By::Term {
            put("terms", self.evaluation.ledger().entries.iter().map(entry_fields).collect());
        }
        if self.by == By::Document {
            put("by_document", self.document_fields());
        }
        for show in self.show {
            put(show.word(), self.shown_fields(*show, language));
        }
        if let Some(comparison) = self.comparison {
            put("against", comparison_fields(comparison));
        }
        let start = out.len();
        out.extend_from_slice(Value::from(object).to_string().as_bytes());
        escape_from(start, out);
        out.push(b'\n');
    }

    fn head(&self) -> Map<String, Value> {
        let evaluation = self.evaluation;
        let without = evaluation.without_category();
        let means = evaluation.macro_mean();
        let mean = |mean: crate::analysis::Mean| {
            let mut fields = estimate(mean.estimate);
            fields["categories"] = mean.categories.into();
            fields
        };
        let never: Vec<&str> = evaluation.never_coded().map(|category| category.id.as_str()).collect();
        let head = json!({
            "gold": self.gold,
            "paragraphs": evaluation.gold.paragraphs().len(),
            "documents": evaluation.gold.documents(),
            "ruleset": evaluation.tagger.rules().digest(),
            "level": evaluation.gold.scheme().level(),
            "only": evaluation.gold.scheme().selected(),
            "intervals": {
                "confidence": 0.95,
                "precision": "wilson",
                "recall": "wilson",
                "f1": "bootstrap_by_document",
                "resamples": evaluation.bootstrap.resamples,
                "seed": evaluation.bootstrap.seed,
            },
            "micro": score_fields(&evaluation.micro()),
            "macro": {
                "precision": mean(means.precision),
                "recall": mean(means.recall),
                "f1": mean(means.f1),
            },
            "without_category": {
                "paragraphs": without.paragraphs,
                "tagged": without.tagged,
                "share": estimate(without.share()),
            },
            "never_coded": never,
        });
        match head {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }

    fn document_fields(&self) -> Value {
        let documents = self.evaluation.by_document();
        let fields = |one: &crate::analysis::DocumentScores| {
            let counts = one.counts;
            json!({
                "document": one.document,
                "paragraphs": one.paragraphs,
                "right": counts.right,
                "wrong": counts.wrong,
                "missed": counts.missed,
                "precision": maybe(counts.precision().value),
                "recall": maybe(counts.recall().value),
                "f1": maybe(counts.f1()),
            })
        };
        documents.iter().map(fields).collect()
    }

    fn shown_fields(&self, show: Show, language: Language) -> Value {
        let fields = |(judged, category): (&crate::analysis::JudgedParagraph, &Judged)| {
            let paragraph = judged.paragraph;
            let mut fields = json!({
                "id": paragraph.name,
                "document": paragraph.document,
                "category": category.id,
                "text": paragraph.text,
            });
            match show {
                Show::Wrong => fields["evidence"] = evidence(judged.tags_of(category), &paragraph.text),
                Show::Missed => {
                    fields["tags"] = judged.tags.iter().map(|tag| tag.category.id()).collect();
                    fields["nearest"] = nearest::fields(self.evaluation.tagger, judged, category, language);
                }
            }
            fields
        };
        self.paragraphs(show).into_iter().map(fields).collect()
    }
}

fn comparison_fields(comparison: &Comparison) -> Value {
    let [before, after, gain] = comparison.macro_f1;
    json!({
        "ruleset": comparison.against.tagger.rules().digest(),
        "test": "mcnemar",
        "micro": difference_fields(&comparison.micro),
        "macro": {"f1_against": maybe(before.value), "f1": maybe(after.value), "gain": estimate(gain)},
        "categories": comparison.categories.iter().map(difference_fields).collect::<Vec<_>>(),
        "changes": comparison.changes.iter().map(change_fields).collect::<Vec<_>>(),
    })
}

fn score_fields(scores: &Scores) -> Value {
    let counts = scores.counts;
    let mut fields = Map::new();
    if let Some(category) = scores.category {
        fields.insert("category".to_owned(), category.id.clone().into());
    }
    let figures = [
        ("support", counts.support().into()),
        ("tagged", counts.tagged().into()),
        ("right", counts.right.into()),
        ("wrong", counts.wrong.into()),
        ("missed", counts.missed.into()),
        ("precision", estimate(scores.precision)),
        ("recall", estimate(scores.recall)),
        ("f1", estimate(scores.f1)),
    ];
    fields.extend(figures.map(|(name, value): (&str, Value)| (name.to_owned(), value)));
    fields.into()
}

fn entry_fields(entry: &LedgerEntry) -> Value {
    json!({
        "category": entry.category.id,
        "pattern": entry.pattern,
        "file": entry.place.file(),
        "line": entry.place.line(),
        "worth": entry.worth().word(),
        "matches": entry.matches,
        "paragraphs": entry.paragraphs,
        "right": entry.right,
        "share_right": maybe(entry.share_right()),
        "alone": entry.alone,
        "alone_right": entry.alone_right,
        "f1_gain_without": exact(entry.gain_without),
    })
}

fn difference_fields(difference: &Difference) -> Value {
    let test = difference.test;
    let mut fields = json!({
        "f1_against": maybe(difference.before),
        "f1": maybe(difference.after),
        "gain": estimate(difference.gain),
        "better": test.second,
        "worse": test.first,
        "mid_p": exact_p(test.mid_p()),
        "exact_p": exact_p(test.exact()),
    });
    if let Some(category) = difference.category {
        fields["category"] = category.id.clone().into();
    }
    fields
}

fn change_fields(change: &Change) -> Value {
    json!({
        "id": change.paragraph.name,
        "category": change.category.id,
        "change": if change.is_gained { "gained" } else { "lost" },
        "better": change.is_better(),
        "text": change.paragraph.text,
        "evidence": evidence(change.tags.iter().copied(), &change.paragraph.text),
    })
}

fn evidence<'t>(tags: impl Iterator<Item = &'t Tag<'t>>, text: &str) -> Value {
    let matches = tags.flat_map(|tag| &tag.evidence);
    let fields = |found: &crate::engine::Match| {
        json!({
            "start": found.span.start,
            "end": found.span.end,
            "text": words(text, found),
            "pattern": found.pattern,
        })
    };
    matches.map(fields).collect()
}
