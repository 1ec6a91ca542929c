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

/// So many may stand in an element of their own: an article and its heading.
const LINES_OF_ONE: usize = 2;

/// Where this many times as many characters of running text stand below the title, that is the text.
const PROSE: usize = 8;

/// Marks the lines of such a text as running text, and says whether there is one. `title` is the paragraph that shows the
/// title, where one is known.
pub(super) fn mark(page: &Dom, blocks: &mut [Block], title: Option<usize>) -> bool {
    let Some(title) = title.or_else(|| only_heading(page, blocks)) else { return false };
    let run = run(page, blocks, title);
    let Some(holder) = run.iter().find_map(|at| holder(page, blocks, *at, &run)) else { return false };
    let within = |at: &usize| above(page, blocks[*at].node).any(|node| node == holder);
    let is_text = |at: &usize| is_line(&blocks[*at]);
    let length = |is_counted: &dyn Fn(&usize) -> bool| -> usize {
        run.iter().filter(|at| is_counted(at)).map(|at| blocks[*at].length).sum()
    };
    let all = length(&|at| within(at) && is_text(at));
    let prose = length(&|at| within(at) && is_prose(&blocks[*at]));
    let prose_elsewhere = length(&|at| !within(at) && is_prose(&blocks[*at]));
    if prose * 5 >= all * 4 || prose_elsewhere >= PROSE * all {
        return false;
    }
    let has_title = within(&title);
    let mut marked: Vec<usize> = Vec::new();
    for at in run.iter().copied().filter(within) {
        // Beside the title stand lines of the site too, and those behind the text end it.
        if has_title && blocks[at].is_of_site && marked.len() >= LINES {
            break;
        }
        if is_text(&at) || is_of_chronicle(page, blocks, at) {
            marked.push(at);
        }
    }
    for at in marked {
        blocks[at].is_set_as_text = true;
    }
    true
}

/// The paragraphs below the title that stand in nothing named as standing around a text, to where lists of other pages
/// begin.
fn run(page: &Dom, blocks: &[Block], title: usize) -> Vec<usize> {
    const LINKS: usize = 8;
    let is_above_title = |node: usize| above(page, blocks[title].node).any(|above| above == node);
    let is_around = |block: &Block| {
        let mut around = above(page, block.node).filter(|node| names::is_around(page, *node));
        around.any(|node| !is_above_title(node))
    };
    let mut links = 0;
    let goes_on = |at: &usize| {
        let block = &blocks[*at];
        links = if is_link(block) { links + 1 } else { 0 };
        // Between the title and the text may stand where to share it.
        links < LINKS && (block.is_of_site || !is_closing(&block.text, block.length))
    };
    let run = (title + 1..blocks.len()).take_while(goes_on);
    run.filter(|at| !is_around(&blocks[*at])).collect()
}

/// The only heading of the highest degree that has one alone.
fn only_heading(page: &Dom, blocks: &[Block]) -> Option<usize> {
    let only = |name: &&str| {
        let mut headings = (0..blocks.len()).filter(|at| page.name(blocks[*at].node) == *name);
        headings.next().filter(|_| headings.next().is_none())
    };
    ["h1", "h2", "h3"].iter().find_map(only)
}

/// The element that holds the text, if a paragraph is the first line of it.
fn holder(page: &Dom, blocks: &[Block], first: usize, run: &[usize]) -> Option<usize> {
    if !is_line(&blocks[first]) {
        return None;
    }
    let lines = |node: usize| {
        let is_in = move |at: &&usize| above(page, blocks[**at].node).any(|above| above == node);
        run.iter().filter(is_in).filter(|at| is_line(&blocks[**at])).copied()
    };
    let is_enough = |count: usize, length: usize| count >= LINES || count == 2 && length >= TWO_LONG_LINES;
    let length = |node: usize| -> usize { lines(node).map(|at| blocks[at].length).sum() };
    // Lines between line breaks stand in one element, others each in its own, or an article with its heading.
    let own = blocks[first].node;
    if is_enough(lines(own).count(), length(own)) {
        return Some(own);
    }
    for node in above(page, own).take_while(|node| lines(*node).count() <= LINES_OF_ONE) {
        let holder = page.nodes[node].parent?;
        let children = page.nodes[holder].children.iter().copied();
        let alike = children
            .filter(|child| is_alike(page, *child, node) && (1..=LINES_OF_ONE).contains(&lines(*child).count()));
        let (count, length) = alike.fold((0, 0), |(count, sum), child| (count + 1, sum + length(child)));
        if is_enough(count, length) {
            return Some(holder);
        }
    }
    None
}

/// Whether two elements are of one make and stand beside each other, be it in elements of one make themselves.
fn is_of_make(page: &Dom, left: usize, right: usize) -> bool {
    const WITHIN: usize = 3;
    let pairs = above(page, left).zip(above(page, right)).take(WITHIN);
    let mut alike = pairs.take_while(|(left, right)| left != right && is_alike(page, *left, *right));
    alike.any(|(left, right)| page.nodes[left].parent == page.nodes[right].parent)
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

/// Whether a date is a line of a chronicle: below it stands what happened, and there are other dates of one make.
pub(super) fn is_of_chronicle(page: &Dom, blocks: &[Block], at: usize) -> bool {
    const FARTHEST: usize = 40;
    let is_entry = |at: usize| {
        is_bare_date(&blocks[at].text) && blocks.get(at + 1).is_some_and(|below| is_line(below))
    };
    let own = blocks[at].node;
    let is_other = |other: usize| {
        let node = blocks[other].node;
        other != at && (node == own || is_of_make(page, node, own)) && is_entry(other)
    };
    is_entry(at) && (at.saturating_sub(FARTHEST)..blocks.len().min(at + FARTHEST)).any(is_other)
}
