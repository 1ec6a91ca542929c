//! What came nearest to a tag that is missed: the one place where an explanation of the rules is plugged in. Until
//! there is one, what the paragraph got instead, which often shows a pattern in the wrong category.

use crate::analysis::{Judged, JudgedParagraph};
use crate::engine::Tagger;
use crate::language::Message;

/// What to say below a paragraph that lacks a category, a line each.
pub(super) fn nearest(_rules: &Tagger, judged: &JudgedParagraph, _missed: &Judged) -> Vec<Message> {
    let got: Vec<&str> = judged.tags.iter().map(|tag| tag.category.id()).collect();
    vec![match &got[..] {
        [] => Message::new("evaluate.got_nothing"),
        _ => Message::new("evaluate.got").with_list("tags", got),
    }]
}
