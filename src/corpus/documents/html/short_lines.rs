//! Texts in short lines: statutes, answers, lists, chronicles. No sentence tells them from what stands around them, but
//! the title does: below it, the first lines of one make that are no links are the text.

use super::blocks::Block;
use super::dom::Dom;
use super::lines::{is_bare_date, is_closing, is_dateline};
use super::link_lists::LINKS;
use super::main_text::{above, is_link, is_prose};
use super::names;
use super::site_lines::is_moment;
use crate::corpus::kind::Kind;
use crate::text::is_han;

/// So many lines of one make are no accident.
const LINES: usize = 3;

/// Nor are two, if they have so many characters.
const TWO_LONG_LINES: usize = 24;

/// Two lines that stand alone have so many characters at least.
const TWO_LINES: usize = 12;

/// A text begins in so many paragraphs below its title.
const FARTHEST: usize = 60;

/// So many may stand in an element of their own: an article and its heading.
const LINES_OF_ONE: usize = 2;

/// Where this many times as many characters of running text stand below the title, that is the text.
const PROSE: usize = 8;

/// With less, there is no other text.
const PROSE_OF_ANOTHER: usize = 3;

/// Where a text in short lines stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The element that holds it.
    pub(super) holder: usize,
    /// Whether there is too little else for another text.
    pub(super) is_alone: bool,
}

/// Marks the lines of such a text as running text, and says where it is, if there is one. `title` is the paragraph that
/// shows the title, where one is known.
pub(super) fn mark(page: &Dom, blocks: &mut [Block], title: Option<usize>) -> Option<Found> {
    let title = title.or_else(|| only_heading(page, blocks))?;
    let run = run(page, blocks, title);
    let mut holder = holder(page, blocks, &run)?;
    if let Some(below) = below_facts(page, blocks, &run, holder) {
        holder = self::holder(page, blocks, below)?;
    }
    let within = |at: &usize| is_below(page, &blocks[*at], holder);
    let length = |is_counted: &dyn Fn(&usize) -> bool| -> usize {
        run.iter().filter(|at| is_counted(at)).map(|at| blocks[*at].length).sum()
    };
    let all = length(&|at| within(at) && is_line(&blocks[*at]));
    let prose = length(&|at| within(at) && is_prose(&blocks[*at]));
    let prose_elsewhere = length(&|at| !within(at) && is_prose(&blocks[*at]));
    if prose * 5 >= all * 4 || prose_elsewhere >= PROSE * all {
        return None;
    }
    // Below a list of links that is longer stand lines of the site.
    let held = || run.iter().filter(|at| within(at) && is_line(&blocks[**at]));
    let first = held().next().copied()?;
    let links = run.iter().filter(|at| **at < first && is_link(&blocks[**at])).count();
    if links >= LINKS && links > held().count() {
        return None;
    }
    let has_title = within(&title);
    let mut marked: Vec<usize> = Vec::new();
    for at in run.iter().copied().filter(within) {
        // Beside the title stand lines of the site too, and those behind the text end it.
        if has_title && blocks[at].is_of_site && marked.len() >= LINES {
            break;
        }
        if is_line(&blocks[at]) || is_of_chronicle(page, blocks, at) {
            marked.push(at);
        }
    }
    for at in marked {
        blocks[at].is_set_as_text = true;
    }
    Some(Found { holder, is_alone: prose_elsewhere < PROSE_OF_ANOTHER * all })
}

/// The paragraphs below the title that stand in nothing named as standing around a text, to where lists of other pages
/// begin.
fn run(page: &Dom, blocks: &[Block], title: usize) -> Vec<usize> {
    const MENU: usize = 8;
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
        links < MENU && (block.is_of_site || !is_closing(&block.text, block.length))
    };
    let run = (title + 1..blocks.len()).take_while(goes_on);
    run.filter(|at| !is_around(&blocks[*at])).collect()
}

/// The paragraphs below an element, if all that it holds are labels with what they say of the text, which stands below:
/// who speaks, what is spoken of.
fn below_facts<'r>(page: &Dom, blocks: &[Block], run: &'r [usize], holder: usize) -> Option<&'r [usize]> {
    const TEXTS: usize = 2;
    const FARTHEST: usize = 3;
    let is_held = |at: &usize| is_line(&blocks[*at]) && is_below(page, &blocks[*at], holder);
    let last = run.iter().rposition(is_held)?;
    let (above, below) = run.split_at(last + 1);
    let mut held = above.iter().filter(|at| is_held(at)).map(|at| &blocks[*at]);
    let length: usize = held.clone().map(|block| block.length).sum();
    // What the site says stands farther below, or behind links.
    let mut between = below.iter().take_while(|at| !is_prose(&blocks[**at]));
    if between.clone().count() > FARTHEST || between.any(|at| is_link(&blocks[*at])) {
        return None;
    }
    let texts = || below.iter().map(|at| &blocks[*at]).filter(|block| is_prose(block));
    let is_text = texts().count() >= TEXTS && texts().map(|block| block.length).sum::<usize>() >= length;
    (is_text && held.all(|block| is_labelled(&block.text))).then_some(below)
}

/// Whether a line is a label with something behind it.
fn is_labelled(text: &str) -> bool {
    const LONGEST: usize = 6;
    text.split_once(['：', ':']).is_some_and(|(label, value)| {
        (2..=LONGEST).contains(&label.trim().chars().count())
            && label.trim().chars().all(is_han)
            && !value.trim().is_empty()
    })
}

/// The only heading of the highest degree that has one alone.
fn only_heading(page: &Dom, blocks: &[Block]) -> Option<usize> {
    let only = |name: &&str| {
        let mut headings = (0..blocks.len()).filter(|at| page.name(blocks[*at].node) == *name);
        headings.next().filter(|_| headings.next().is_none())
    };
    ["h1", "h2", "h3"].iter().find_map(only)
}

/// The element that holds the text: the first below the title that holds lines of one make.
fn holder(page: &Dom, blocks: &[Block], run: &[usize]) -> Option<usize> {
    let several =
        |_: usize, lines: Lines| lines.count >= LINES || lines.count == 2 && lines.length >= TWO_LONG_LINES;
    // Who published a page and when may stand in two lines as well.
    let two = |holder: usize, lines: Lines| {
        lines.count == 2
            && lines.length >= TWO_LINES
            && !blocks.iter().any(|block| is_parted(block) && is_below(page, block, holder))
    };
    let below = Lines::below(page, run.iter().map(|at| &blocks[*at]));
    let first = |is_enough: &dyn Fn(usize, Lines) -> bool| {
        let held = |at: &usize| {
            let from = || held_from(page, blocks[*at].node, &below, is_enough);
            is_line(&blocks[*at]).then(|| from().map(|holder| of_repeated(page, holder, &below)))
        };
        run.iter().take(FARTHEST).find_map(|at| held(at)?)
    };
    first(&several).or_else(|| first(&two))
}

/// How many lines stand below an element, and how many characters these have.
#[derive(Clone, Copy, Default)]
struct Lines {
    count: usize,
    length: usize,
}

impl Lines {
    /// What is below each element.
    fn below<'b>(page: &Dom, blocks: impl Iterator<Item = &'b Block>) -> Vec<Lines> {
        let mut below = vec![Lines::default(); page.nodes.len()];
        for block in blocks.filter(|block| is_line(block)) {
            above(page, block.node).for_each(|node| below[node] = below[node].and(1, block.length));
        }
        below
    }

    fn and(self, count: usize, length: usize) -> Lines {
        Lines { count: self.count + count, length: self.length + length }
    }
}

/// The element that holds the text, if the first line of it stands in `own`.
fn held_from(
    page: &Dom,
    own: usize,
    below: &[Lines],
    is_enough: &dyn Fn(usize, Lines) -> bool,
) -> Option<usize> {
    // Lines between line breaks stand in one element, others each in its own, or an article with its heading.
    if is_enough(own, below[own]) {
        return Some(own);
    }
    for node in above(page, own).take_while(|node| below[*node].count <= LINES_OF_ONE) {
        let holder = page.nodes[node].parent?;
        let alike = page.nodes[holder].children.iter().filter(|child| is_alike(page, **child, node));
        let alike =
            alike.map(|child| below[*child]).filter(|lines| (1..=LINES_OF_ONE).contains(&lines.count));
        if is_enough(holder, alike.fold(Lines::default(), |all, one| all.and(1, one.length))) {
            return Some(holder);
        }
    }
    None
}

/// The element that holds the whole text, if `holder` is one of several elements of one make beside each other: what
/// was said one after the other.
fn of_repeated(page: &Dom, holder: usize, below: &[Lines]) -> usize {
    const OTHERS: usize = 2;
    let Some(parent) = page.nodes[holder].parent else { return holder };
    let is_other =
        |child: &&usize| **child != holder && is_alike(page, **child, holder) && below[**child].count > 0;
    let others = page.nodes[parent].children.iter().filter(is_other).count();
    if others >= OTHERS { parent } else { holder }
}

fn is_below(page: &Dom, block: &Block, node: usize) -> bool {
    above(page, block.node).any(|above| above == node)
}

/// Whether a paragraph is a link or a line of the site, which part one text from another.
fn is_parted(block: &Block) -> bool {
    block.linked > 0 && !block.is_sentence_around || block.is_of_site || is_dateline(&block.text)
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
        && !is_link(block)
        && !block.is_of_site
        && !is_dateline(&block.text)
        && !is_moment(&block.text)
        && !matches!(block.kind, Kind::Furniture | Kind::TableRow)
}

/// Whether a date is a line of a chronicle: below it stands what happened, and there are other dates of one make.
pub(super) fn is_of_chronicle(page: &Dom, blocks: &[Block], at: usize) -> bool {
    const FARTHEST: usize = 40;
    let is_entry = |at: usize| is_bare_date(&blocks[at].text) && blocks.get(at + 1).is_some_and(is_line);
    let own = blocks[at].node;
    let is_other = |other: usize| {
        let node = blocks[other].node;
        other != at && (node == own || is_of_make(page, node, own)) && is_entry(other)
    };
    is_entry(at) && (at.saturating_sub(FARTHEST)..blocks.len().min(at + FARTHEST)).any(is_other)
}
