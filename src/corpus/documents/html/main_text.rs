//! Which paragraphs of a page belong to what it is about.
//!
//! Running text speaks for the elements it stands in, links and menus against them; the element with most for it holds
//! the text. In it, what is named or linked like what stands around a text is left out again.

use crate::corpus::inferred::kind_by_itself;
use crate::corpus::kind::Kind;
use crate::corpus::said::simplified;

use super::blocks::Block;
use super::dom::Dom;
use super::lines::{is_bare_date, is_caption, is_closing, is_dateline, tells_of_making};
use super::link_lists::is_list_of_links;
use super::names;
use super::short_lines::{Found, is_of_chronicle};

/// The label of what is attached has so many characters: `相关附件：`.
const LABEL: usize = 5;

/// What is below an element.
#[derive(Clone, Copy, Default)]
struct Sum {
    points: i64,
    length: i64,
    linked: i64,
    /// The characters of running text.
    prose: i64,
    longest: i64,
    /// Paragraphs of running text.
    texts: i64,
    /// Paragraphs that are links, but to documents.
    links: i64,
    /// Documents that are attached.
    files: i64,
    /// Whether something is called an attachment, and whether anything else stands here.
    is_called_attached: bool,
    has_other: bool,
}

impl Sum {
    fn add(&mut self, block: &Block, points: i64) {
        let length = signed(block.length);
        self.points += points;
        self.length += length;
        let is_of_text = block.leads_to_file || block.is_sentence_around || block.kind == Kind::TableRow;
        self.linked += if is_of_text { 0 } else { signed(block.linked) };
        if is_prose(block) {
            self.prose += length;
            self.texts += 1;
            self.longest = self.longest.max(length);
        }
        self.links += i64::from(is_link(block));
        self.files += i64::from(block.leads_to_file);
        self.is_called_attached |= block.text.chars().take(LABEL).collect::<String>().contains("附件");
        self.has_other |= !is_attachment(block);
    }

    /// Whether all that is here is attached to the text, and called so.
    fn is_of_attachments(&self) -> bool {
        self.files > 0 && self.is_called_attached && !self.has_other
    }

    /// Whether links rule here: lists of other pages, with or without a word about each.
    fn is_of_links(&self) -> bool {
        let is_linked = self.linked * 100 >= self.length * 35 && self.length >= 8 && self.longest < 200;
        let is_of_several = self.links >= 3 || self.links == 2 && self.texts == 2;
        let is_of_teasers = is_of_several && self.longest <= 160 && self.linked * 100 >= self.length * 12;
        is_linked || is_of_teasers
    }
}

/// Whether each paragraph belongs to the text. `title` is the paragraph that shows the title, where one is known;
/// `set`: where a text in short lines stands below its title.
pub(super) fn choose(page: &Dom, blocks: &[Block], title: Option<usize>, set: Option<Found>) -> Vec<bool> {
    let plain = sums(page, blocks, |_| 0);
    let all = plain.first().map_or(0, |sum| sum.prose);
    // There may be more sentences around a text in short lines than in it.
    let most = if set.is_some() { 9 } else { 4 };
    // A name says nothing against an element that holds most of what is written.
    let is_around: Vec<bool> = (0..page.nodes.len())
        .map(|node| {
            let is_named = || names::is_around(page, node) || names::is_summary(page, node);
            plain[node].prose * 10 < all * most
                && plain[node].length > 0
                && is_named()
                && !plain[node].is_of_attachments()
        })
        .collect();
    let sums = sums(page, blocks, |block| {
        let own = points(block);
        if above(page, block.node).any(|node| is_around[node]) {
            own.min(0) - signed(block.length) / 4
        } else {
            own
        }
    });
    if set.is_none() && is_list_of_links(blocks, title) {
        return vec![false; blocks.len()];
    }
    let Some(root) = root(page, blocks, &sums, (set, title)) else { return vec![true; blocks.len()] };
    let total = sums[root].prose;
    // Where pages are laid out in tables, what is attached to a text stands in the next row.
    let table = above(page, root).find(|node| page.name(*node) == "table");
    let is_in_table = |node: usize| table.is_some() && above(page, node).any(|node| Some(node) == table);
    let is_left_out = |node: usize| {
        let sum = &sums[node];
        sum.prose * 10 < total * most && (is_around[node] || sum.is_of_links())
    };
    let core = match set {
        Some(Found { holder, is_alone: true }) => holder,
        _ => core(page, blocks, &sums, (root, title), &is_left_out),
    };
    let begin = blocks.iter().position(|block| above(page, block.node).any(|node| node == core)).unwrap_or(0);
    // What stands before a menu is none of the text.
    let lead = (begin.saturating_sub(LEAD)..begin).rev().take_while(|at| !is_link(&blocks[*at]));
    let lead = lead.last().unwrap_or(begin);
    let end = blocks.iter().rposition(|block| above(page, block.node).any(|node| node == core)).unwrap_or(0);
    // Sentences go on behind an element that only holds a part of the text.
    let tail = end + blocks[end..].iter().skip(1).take_while(|block| is_sentence(block)).count();
    // What nothing parts from the text, up to the end of the page, is text as well.
    let is_parted = |at: usize| {
        let block = &blocks[at];
        block.linked > 0 && !block.is_sentence_around
            || block.is_of_site
            || kind_by_itself(&block.text) == Some(Kind::Furniture) && !is_of_chronicle(page, blocks, at)
            || is_dateline(&block.text) && !is_of_chronicle(page, blocks, at)
            || is_closing(&block.text, block.length)
            || above(page, block.node).any(|node| is_around[node] || names::is_around(page, node))
    };
    let is_last = !(tail + 1..blocks.len()).any(is_parted);
    let is_first = title.is_none() && !(0..lead).any(is_parted);
    let belongs = |(at, block): (usize, &Block)| {
        let is_entry = at < begin && at + LEAD >= begin && is_of_chronicle(page, blocks, at);
        if at < lead && is_first || at > tail && is_last || is_entry {
            return true;
        }
        // A second line of the title stands with the title, wherever the text does.
        let is_below_title =
            at.checked_sub(1).is_some_and(|at| title == Some(at) || blocks[at].kind == Kind::Heading);
        let is_subtitle = is_below_title && (block.text.starts_with('—') || tells_of_making(&block.text));
        // Behind the text an attachment may be named, and before it stand its title and lead.
        let is_lead = is_lead(block) && !is_summary(page, block);
        // A picture may stand beside the element of the text.
        let is_titled = at < begin && title.is_some_and(|title| title < at);
        let is_of_picture = is_titled && (block.kind == Kind::Caption || is_caption(page, block));
        let is_below = || is_contact(&block.text) || at <= tail + 2 && is_signer(block);
        let is_added = is_attachment(block) || is_in_table(block.node) && is_below();
        // What is attached may be listed in an element behind that of the text.
        let is_of_list = |block: &Block| is_attachment(block) || is_signer(block);
        let is_attached = at > tail && is_attachment(block) && blocks[tail + 1..at].iter().all(is_of_list);
        if !(is_subtitle || is_of_picture) && (at < lead || at < begin && !is_lead || at > tail && !is_added)
        {
            return false;
        }
        let mut is_within = false;
        let mut is_out = false;
        for node in above(page, block.node) {
            if node == root {
                is_within = true;
                break;
            }
            is_out |= is_left_out(node);
        }
        let is_in_row = at > tail && at <= tail + LEAD && is_in_table(block.node);
        (is_within || is_in_row || is_subtitle || is_attached || is_of_picture) && !is_out
    };
    blocks.iter().enumerate().map(belongs).collect()
}

/// So many paragraphs before the element that has the running text may belong to it too.
const LEAD: usize = 3;

/// Whether a paragraph before the running text may belong to it: a title, a number of a document, whom it is for, a
/// summary. Sources and counters stand there too.
fn is_lead(block: &Block) -> bool {
    let is_of_document = block.text.contains('〔') || block.text.starts_with(['—', '（']);
    block.kind == Kind::Heading
        || is_prose(block)
        || is_sentence(block)
        || is_of_document
        || block.text.ends_with(['：', ':'])
}

/// Whether a paragraph above the text says in short what the text says.
fn is_summary(page: &Dom, block: &Block) -> bool {
    const LABELS: [&str; 6] = ["摘要", "内容摘要", "内容提要", "核心提示", "内容简介", "访谈简介"];
    let is_labelled = |label: &str| {
        let rest = block.text.trim_start_matches(['【', '[']).strip_prefix(label);
        rest.is_some_and(|rest| rest.trim_start().starts_with(['：', ':', '】', ']', '|']))
    };
    LABELS.iter().any(|label| is_labelled(label))
        || above(page, block.node).any(|node| names::is_summary(page, node))
}

/// Whether a paragraph ends a sentence that is no link, be it short.
pub(super) fn is_sentence(block: &Block) -> bool {
    (block.linked == 0 || block.is_sentence_around)
        && !block.is_of_site
        && block.text.ends_with(['。', '；', '！', '？'])
}

/// Whether a line says whom to ask.
fn is_contact(text: &str) -> bool {
    let text = simplified(text);
    ["联系", "联络", "咨询", "监督", "举报", "承办", "经办"].iter().any(|begin| text.starts_with(begin))
}

/// Whether a line names who signs a text.
fn is_signer(block: &Block) -> bool {
    const LONGEST: usize = 20;
    const ENDS: [&str; 14] =
        ["局", "会", "委", "府", "办", "室", "厅", "部", "院", "中心", "处", "公司", "站", "校"];
    let is_name = block.text.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    let text = simplified(&block.text);
    block.linked == 0 && block.length <= LONGEST && is_name && ENDS.iter().any(|end| text.ends_with(end))
}

pub(super) fn is_attachment(block: &Block) -> bool {
    block.leads_to_file || block.text.starts_with("附件")
}

/// The element in `root` that has the running text alone, where its neighbours are of another make.
fn core(
    page: &Dom,
    blocks: &[Block],
    sums: &[Sum],
    (root, title): (usize, Option<usize>),
    is_left_out: &impl Fn(usize) -> bool,
) -> usize {
    let total = sums[root].prose;
    let mut core = root;
    while !names::is_of_text(page, core) {
        let children = page.nodes[core].children.iter().copied();
        let filled: Vec<usize> =
            children.filter(|child| sums[*child].prose > 0 && !is_left_out(*child)).collect();
        let Some(best) = filled.iter().copied().max_by_key(|child| sums[*child].prose) else { break };
        let is_only = filled.len() == 1;
        let texts = blocks.iter().filter(|block| is_prose(block));
        let texts = texts.filter(|block| above(page, block.node).any(|node| node == best)).count();
        // What is under the title is the text, though more may be written around both.
        let is_in = |block: &Block| above(page, block.node).any(|node| node == best);
        let is_titled = match title {
            Some(title) => is_in(&blocks[title]),
            None => blocks.iter().find(|block| is_in(block)).is_some_and(|block| block.kind == Kind::Heading),
        };
        let is_first = filled[0] == best || is_titled;
        let is_large =
            sums[best].prose * 100 >= total * 75 || sums[best].prose * 100 >= total * 35 && is_first;
        let likeness = |node: usize| (page.name(node), page.get(node, "class"));
        let is_unlike = filled.iter().all(|child| *child == best || likeness(*child) != likeness(best));
        let has_own = blocks.iter().any(|block| block.node == core && is_prose(block));
        if has_own || !(is_only || texts > 1 && is_large && is_unlike) || is_paragraph(page, best) {
            break;
        }
        core = best;
    }
    core
}

/// Whether an element holds one paragraph, and is no place to look for more.
fn is_paragraph(page: &Dom, node: usize) -> bool {
    matches!(
        page.name(node),
        "p" | "h1" | "h2" | "h3" | "h4" | "li" | "tr" | "tbody" | "table" | "blockquote"
    )
}

/// The element that holds the text.
fn root(
    page: &Dom,
    blocks: &[Block],
    sums: &[Sum],
    (set, title): (Option<Found>, Option<usize>),
) -> Option<usize> {
    // In a forum the first contribution is the text, and the others answer it.
    let posts = |node: &usize| page.get(*node, "id").is_some_and(|id| id.starts_with("postmessage_"));
    if let Some(first) = (0..page.nodes.len()).find(|node| posts(node) && sums[*node].length > 0) {
        return Some(first);
    }
    let bonus = |node: usize| {
        if sums[node].length > 0 && names::is_of_text(page, node) { 150 } else { 0 }
    };
    let mut best: Option<(i64, usize)> = None;
    let mut seen = vec![false; page.nodes.len()];
    for block in blocks {
        for node in above(page, block.node) {
            if std::mem::replace(&mut seen[node], true) {
                break;
            }
            let points = sums[node].points + bonus(node);
            // What comes first on the way up is deeper.
            if best.is_none_or(|(most, _)| points > most) {
                best = Some((points, node));
            }
        }
    }
    let (_, best) = best.filter(|(points, _)| *points > 0)?;
    // Lines of the site under a short text may outweigh all of it but one paragraph.
    let mut root = above(page, best).find(|node| !is_paragraph(page, *node))?;
    // Where a sentence stands directly beside the element, the text is more than what the element holds.
    while let Some(parent) = page.nodes[root].parent
        && has_sentence_beside(page, blocks, root)
    {
        root = parent;
    }
    if let Some(sentence) = title.and_then(|title| sentence_below(page, blocks, title, root)) {
        root = above(page, root).find(|root| above(page, blocks[sentence].node).any(|node| node == *root))?;
    }
    let is_within = |root: usize| set.is_none_or(|set| above(page, set.holder).any(|node| node == root));
    while !is_within(root) {
        root = page.nodes[root].parent?;
    }
    Some(root)
}

/// The first sentence of running text between the title and the element that has most of it, which goes on from there: a
/// question above its answer.
fn sentence_below(page: &Dom, blocks: &[Block], title: usize, root: usize) -> Option<usize> {
    let begin = blocks.iter().position(|block| above(page, block.node).any(|node| node == root))?;
    let is_around = |node: usize| names::is_around(page, node) || names::is_summary(page, node);
    let is_text = |at: &usize| {
        let block = &blocks[*at];
        is_prose(block) && block.linked == 0 && is_sentence(block) && !above(page, block.node).any(is_around)
    };
    // Behind links to other pages begins something else.
    let links = blocks[title + 1..begin.max(title + 1)].iter().rposition(is_link);
    let from = links.map_or(title + 1, |at| title + at + 2);
    (from..begin).find(is_text)
}

/// Whether the paragraph right before an element, or right behind it, is a sentence that stands in the same element.
fn has_sentence_beside(page: &Dom, blocks: &[Block], node: usize) -> bool {
    let is_in = |block: &Block| above(page, block.node).any(|above| above == node);
    let Some(first) = blocks.iter().position(is_in) else { return false };
    let last = blocks.iter().rposition(is_in).unwrap_or(first);
    let beside = [first.checked_sub(1), last.checked_add(1)];
    let is_sibling = |block: &&Block| page.nodes[block.node].parent == page.nodes[node].parent;
    let beside = beside.into_iter().flatten().filter_map(|at| blocks.get(at));
    beside.filter(is_sibling).any(is_sentence)
}

/// What is below each node.
fn sums(page: &Dom, blocks: &[Block], points: impl Fn(&Block) -> i64) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); page.nodes.len()];
    for block in blocks {
        let points = points(block);
        for node in above(page, block.node) {
            sums[node].add(block, points);
        }
    }
    sums
}

/// An element and those it stands in.
pub(super) fn above(page: &Dom, node: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(node), |node| page.nodes[*node].parent)
}

/// What a paragraph says for the elements it stands in.
fn points(block: &Block) -> i64 {
    let linked = if block.is_sentence_around { 0 } else { block.linked };
    let own = signed(block.length.saturating_sub(linked));
    if block.leads_to_file {
        0
    } else if is_link(block) {
        -20 - signed(block.linked).min(40)
    } else if block.is_of_site {
        // Under a short text there may be as many lines of the site.
        -5
    } else if is_prose(block) {
        own.min(500) + 20
    } else if is_sentence(block) {
        // So that it is not lost beside an element that holds the longer ones.
        own.min(40) / 4 + 4
    } else if block.kind == Kind::TableRow {
        own / 2
    } else {
        own.min(40) / 4 - 2
    }
}

/// Whether a paragraph is a link and little more. Documents and topics are linked where a sentence names them.
pub(super) fn is_link(block: &Block) -> bool {
    // In lists of links, a date stands beside each.
    let is_dated = || {
        let date = block.parted.rsplit('\t').next().filter(|part| is_bare_date(part));
        date.is_some_and(|date| block.linked * 2 > block.length.saturating_sub(date.chars().count()))
    };
    (block.linked * 2 > block.length || block.linked > 0 && is_dated())
        && !block.leads_to_file
        && !block.is_sentence_around
}

/// Whether a paragraph is running text, or counts as such where it stands.
pub(super) fn is_prose(block: &Block) -> bool {
    let has_marks = block.text.contains(['，', '。', '；', '！', '？', '、']);
    let is_of_labels = block.text.matches(['：', ':']).count() > 1;
    let is_long = block.length >= 15 && has_marks || block.length >= 40 && !is_of_labels;
    block.is_set_as_text || is_long && !is_link(block) && !block.is_of_site
}

fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
