//! Texts in short lines: statutes, answers, lists, chronicles. No sentence tells them from what stands around them, but
//! the title does: below it, the first lines of one make that are no links are the text.

use super::blocks::Block;
use super::dom::Dom;
use super::lines::{is_bare_date, is_closing, is_dateline};
use super::main_text::{above, is_link, is_prose};
use super::names;
use crate::corpus::kind::Kind;

/// So many lines of one make are no accident.
const LINES: usize = 3;

/// Nor are two, if they have so many characters.
const TWO_LONG_LINES: usize = 24;

/// Where this many times as many characters of running text stand below the title, that is the text.
const PROSE: usize = 3;

/// Marks the lines of such a text as running text. `title` is the paragraph that shows the title, where one is known.
pub(super) fn mark(page: &Dom, blocks: &mut [Block], title: Option<usize>) {
    let Some(title) = title.or_else(|| only_heading(page, blocks)) else { return };
    let run = run(page, blocks, title);
    let Some(holder) = run.clone().find_map(|at| holder(page, blocks, at, &run)) else { return };
    let within = |at: &usize| above(page, blocks[*at].node).any(|node| node == holder);
    let is_text = |at: &usize| is_line(&blocks[*at]);
    let length = |is_counted: &dyn Fn(&usize) -> bool| -> usize {
        run.clone().filter(is_counted).map(|at| blocks[at].length).sum()
    };
    let all = length(&|at| within(at) && is_text(at));
    let prose = length(&|at| within(at) && is_prose(&blocks[*at]));
    let prose_elsewhere = length(&|at| !within(at) && is_prose(&blocks[*at]));
    if prose * 2 >= all || prose_elsewhere >= PROSE * all {
        return;
    }
    let has_title = within(&title);
    let mut marked: Vec<usize> = Vec::new();
    for at in run.clone().filter(within) {
        // Beside the title stand lines of the site too, and those behind the text end it.
        if has_title && blocks[at].is_of_site && marked.len() >= LINES {
            break;
        }
        if is_text(&at) || is_of_chronicle(blocks, at) {
            marked.push(at);
        }
    }
    for at in marked {
        blocks[at].is_set_as_text = true;
    }
}

/// The paragraphs below the title, to where lists of other pages begin.
fn run(page: &Dom, blocks: &[Block], title: usize) -> std::ops::Range<usize> {
    const LINKS: usize = 3;
    let is_around = |block: &Block| {
        let mut around = above(page, block.node).filter(|node| names::is_around(page, *node));
        around.any(|node| !above(page, blocks[title].node).any(|above| above == node))
    };
    let mut links = 0;
    for at in title + 1..blocks.len() {
        let block = &blocks[at];
        links = if is_link(block) { links + 1 } else { 0 };
        if links == LINKS {
            return title + 1..at + 1 - LINKS;
        }
        if is_closing(&block.text, block.length) || is_around(block) && !block.is_of_site && is_line(block) {
            return title + 1..at;
        }
    }
    title + 1..blocks.len()
}

/// The only heading of the first degree, or else of the second.
fn only_heading(page: &Dom, blocks: &[Block]) -> Option<usize> {
    let only = |name: &str| {
        let mut headings = (0..blocks.len()).filter(|at| page.name(blocks[*at].node) == name);
        headings.next().filter(|_| headings.next().is_none())
    };
    only("h1").or_else(|| only("h2"))
}

/// The element that holds the text, if a paragraph is the first line of it.
fn holder(page: &Dom, blocks: &[Block], first: usize, run: &std::ops::Range<usize>) -> Option<usize> {
    if !is_line(&blocks[first]) {
        return None;
    }
    let lines = |holder: usize| {
        let is_in = move |at: &usize| above(page, blocks[*at].node).any(|node| node == holder);
        run.clone().filter(is_in).filter(|at| is_line(&blocks[*at]))
    };
    // Lines between line breaks stand in one element, others each in its own.
    let own = blocks[first].node;
    let mut holder = if lines(own).count() > 1 { own } else { page.nodes[own].parent? };
    let length: usize = lines(holder).map(|at| blocks[at].length).sum();
    let count = lines(holder).count();
    if count < LINES && !(count == 2 && length >= TWO_LONG_LINES) {
        return None;
    }
    // Articles of a statute may have elements of their own, of one make.
    while let Some(parent) = page.nodes[holder].parent
        && page.nodes[parent].children.iter().filter(|child| is_alike(page, **child, holder)).count() > 1
    {
        holder = parent;
    }
    Some(holder)
}

fn is_alike(page: &Dom, left: usize, right: usize) -> bool {
    let make = |node: usize| (page.name(node), page.get(node, "class"));
    !page.name(left).is_empty() && make(left) == make(right)
}

/// Whether a paragraph may be a line of a text.
fn is_line(block: &Block) -> bool {
    block.length > 1
        && block.linked * 2 <= block.length
        && !block.is_of_site
        && !is_dateline(&block.text)
        && block.kind != Kind::Furniture
}

/// Whether a date stands on a line of its own between those of a text.
fn is_of_chronicle(blocks: &[Block], at: usize) -> bool {
    let is_date = |at: usize| blocks.get(at).is_some_and(|block| is_bare_date(&block.text));
    let is_entry = |at: usize| is_date(at) && blocks.get(at + 1).is_some_and(is_line);
    is_entry(at) && (is_entry(at + 2) || at >= 2 && is_entry(at - 2))
}
