//! What came nearest to a tag that is missed: the clause, and what stopped it; and what the paragraph got instead,
//! which often shows a pattern in the wrong category.

use serde_json::Value;

use crate::analysis::{Explainer, Judged, JudgedParagraph};
use crate::engine::Tagger;
use crate::language::{Language, Message};
use crate::report::explain;

/// What to say below a paragraph that lacks a category, a line each.
pub(super) fn nearest(
    tagger: &Tagger,
    judged: &JudgedParagraph,
    missed: &Judged,
    language: Language,
) -> Vec<Message> {
    let text = &judged.paragraph.text;
    let stopped = match Explainer::new(tagger).nearest_miss(text, &missed.id) {
        Some(miss) => explain::nearest_miss(&miss, text, tagger.rules(), language),
        None => Message::new("evaluate.no_sign"),
    };
    let got: Vec<&str> = judged.tags.iter().map(|tag| tag.category.id()).collect();
    let got = match &got[..] {
        [] => Message::new("evaluate.got_nothing"),
        _ => Message::new("evaluate.got").with_list("tags", got),
    };
    vec![stopped, got]
}

/// The clause that came nearest, for programs; `null` where nothing of any stands in the paragraph.
pub(super) fn fields(
    tagger: &Tagger,
    judged: &JudgedParagraph,
    missed: &Judged,
    language: Language,
) -> Value {
    let text = &judged.paragraph.text;
    let miss = Explainer::new(tagger).nearest_miss(text, &missed.id);
    miss.map_or(Value::Null, |miss| explain::nearest_miss_fields(&miss, text, tagger.rules(), language))
}
