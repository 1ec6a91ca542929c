//! What stands above a text and says again how it begins: leads in boxes of their own, which are often cut off.

use super::blocks::Block;
use super::dom::Dom;
use super::main_text::is_prose;
use crate::corpus::kind::Kind;

/// A page says so many paragraphs of its text again at most.
const MOST: usize = 2;

/// How far below the text may say it.
const FARTHEST: usize = 6;

/// What begins a lead.
const LABELS: &[&str] = &["导读", "导语", "摘要", "核心提示", "内容提要", "简介", "提要", "導讀", "導語"];

/// Marks such paragraphs as lines of the site. `title` is the paragraph that shows the title, where one is known.
pub(super) fn mark(page: &Dom, blocks: &mut [Block], title: Option<usize>) {
    let repeats = |at: &usize| title != Some(*at) && is_repeated(page, blocks, *at);
    let found: Vec<usize> = (0..blocks.len()).filter(repeats).take(MOST + 1).collect();
    let prose = |range: std::ops::Range<usize>| blocks[range].iter().filter(|block| is_prose(block)).count();
    // Amid a text its words may be told again.
    let is_first = found.last().is_some_and(|last| prose(0..*last + 1) <= found.len() + MOST);
    if found.len() <= MOST && is_first {
        for at in found {
            blocks[at].is_of_site = true;
        }
    }
}

/// Whether each sentence of a paragraph stands in one of the next that is not beside it, or of another make.
fn is_repeated(page: &Dom, blocks: &[Block], at: usize) -> bool {
    const SHORTEST: usize = 12;
    const SHORTEST_SENTENCE: usize = 4;
    let block = &blocks[at];
    let is_lead = block.text.ends_with(['。', '！', '？', '…', '”']) || block.text.contains('，');
    let may_be = block.length >= SHORTEST
        && block.linked == 0
        && is_lead
        && matches!(block.kind, Kind::Body | Kind::ListItem);
    if !may_be {
        return false;
    }
    let text = block.text.trim_start_matches(['【', '[']);
    let text = LABELS.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    let text = text.trim_start_matches(['】', ']', '：', ':', ' ', '\u{3000}']);
    let parent = |block: &Block| page.nodes[block.node].parent;
    let make = |block: &Block| (page.name(block.node), page.get(block.node, "class"));
    let is_elsewhere = |other: &&Block| {
        other.node != block.node && (parent(other) != parent(block) || make(other) != make(block))
    };
    let below = blocks[at + 1..].iter().take(FARTHEST).filter(is_elsewhere).filter(|other| is_prose(other));
    let below: Vec<&str> = below.map(|block| block.text.as_str()).collect();
    let sentences = text.split(['。', '！', '？', '…']).map(|one| one.trim_matches(['.', '”', '“', ' ']));
    let mut sentences = sentences.filter(|one| one.chars().count() >= SHORTEST_SENTENCE).peekable();
    sentences.peek().is_some() && sentences.all(|one| below.iter().any(|text| text.contains(one)))
}
