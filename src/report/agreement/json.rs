//! How far coders agree, for programs: one JSON object.

use serde_json::{Value, json};

use crate::analysis::{Disagreement, Key, Reliability};
use crate::report::figures::{estimate, maybe};
use crate::report::json_lines::escape_from;

use super::AgreementReport;

impl AgreementReport<'_, '_> {
    /// Writes one JSON object: the `coders`, `overall` and `categories`, and the `disagreements` where they are
    /// shown. Figures that are not defined are `null`.
    pub fn json(&self, out: &mut Vec<u8>) {
        let (agreement, codings) = (self.agreement, self.agreement.codings);
        let mut object = json!({
            "coders": codings.coders(),
            "paragraphs": codings.units().len(),
            "documents": codings.documents().len(),
            "joined_by": match codings.key {
                Key::Id => "id",
                Key::Place => "document_and_paragraph",
                Key::Text => "text",
            },
            "only": agreement.only,
            "coded_by_one_alone": codings.alone,
            "intervals": {
                "confidence": 0.95,
                "alpha": "bootstrap_by_document",
                "resamples": agreement.bootstrap.resamples,
                "seed": agreement.bootstrap.seed,
            },
            "identical": maybe(agreement.identical),
            "overall": fields(&agreement.overall),
            "categories": agreement.categories.iter().map(fields).collect::<Vec<_>>(),
        });
        if self.show {
            object["disagreements"] = agreement.disagreements.iter().map(disagreement).collect();
        }
        let start = out.len();
        out.extend_from_slice(object.to_string().as_bytes());
        escape_from(start, out);
        out.push(b'\n');
    }
}

fn fields(one: &Reliability) -> Value {
    let mut fields = json!({
        "given": one.given,
        "agreement": maybe(one.agreement),
        "kappa": maybe(one.kappa),
        "kappa_pairs": one.pairs,
        "alpha": estimate(one.alpha),
    });
    if let Some(category) = one.category {
        fields["category"] = category.into();
    }
    fields
}

fn disagreement(one: &Disagreement) -> Value {
    let categories: Vec<Value> =
        one.categories.iter().map(|(id, said)| json!({"category": id, "given": said})).collect();
    json!({
        "id": one.unit.name,
        "document": one.unit.document,
        "text": one.unit.text,
        "categories": categories,
    })
}
