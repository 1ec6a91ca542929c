//! Title, date, source and author of a page: what its head says for machines, else what stands between title and text.

use crate::corpus::kind::Kind;

use super::blocks::Block;
use super::document_facts;
use super::dom::Dom;
use super::lines::{is_dateline, is_same, tells_of_making};
use super::main_text::{is_link, is_prose};
use super::names;
use crate::corpus::dates::{date_in, date_of_making, signed_date};
use crate::corpus::documents::flow::{join, trim};
use crate::corpus::labels::spelt;
use crate::corpus::said;

/// The names under which pages of Chinese administrations and of everybody else state things.
const TITLES: &[&str] = &["articletitle", "og:title", "twitter:title", "dc.title", "headline"];
const DATES: &[&str] = &[
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:release_date",
    "og:article:published_time",
    "weibo:article:create_at",
    "datepublished",
    "dc.date",
    "date",
    "publish_date",
    "createdate",
    "article:modified_time",
];
const SOURCES: &[&str] = &["contentsource", "source", "article:source", "mediaid", "dc.source", "publisher"];
const AUTHORS: &[&str] = &["author", "article:author", "dc.creator", "og:article:author"];

/// The title of a page, without the name of the site. `stated`: what the facts of a document call it; `labelled`: what any
/// line does under a label.
pub(super) fn title(
    page: &Dom,
    blocks: &[Block],
    is_main: &[bool],
    (stated, labelled): (Option<String>, Option<String>),
) -> Option<String> {
    // The name of the site may be shown as well, and not the title.
    let shown = shown_title(page, blocks);
    let is_shown = |title: &String| shown.is_some_and(|at| is_same(&blocks[at].text, title));
    if let Some(title) = stated.clone().filter(|title| is_named(page, title) && !is_shown(title)) {
        return Some(title);
    }
    let labelled = stated.or(labelled);
    let shown = shown.map(|at| title_of_text(page, blocks, is_main, at).unwrap_or(at));
    let shown = shown.map(|at| blocks[at].text.clone());
    let set = || shown.or_else(|| set_as_title(page, blocks, is_main, labelled));
    set().or_else(|| named(page).next().map(|whole| without_site(&whole)))
}

/// The paragraph that shows the title which the page has for machines.
pub(super) fn shown_title(page: &Dom, blocks: &[Block]) -> Option<usize> {
    named(page).find_map(|whole| shown(blocks, &whole))
}

/// Joins the lines of one element that are a title which the page has for machines.
pub(super) fn join_title(page: &Dom, blocks: &mut Vec<Block>) {
    const LINES: usize = 4;
    let titles: Vec<String> = named(page).map(|whole| plain(&whole)).collect();
    let is_whole = |text: &str| {
        titles.iter().any(|whole| {
            whole.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with(is_separator))
        })
    };
    for at in 0..blocks.len() {
        let lines = blocks[at..].iter().take(LINES).take_while(|block| block.node == blocks[at].node);
        let mut text = String::new();
        let mut count = 0;
        for line in lines {
            text.push_str(&plain(&line.text));
            count += 1;
            if count > 1 && text.chars().count() > 3 && is_whole(&text) {
                let joined: Vec<Block> = blocks.drain(at + 1..at + count).collect();
                let first = &mut blocks[at];
                for line in joined {
                    join(&mut first.text, &line.text);
                    first.length += line.length;
                    first.linked += line.linked;
                    first.is_bold &= line.is_bold;
                }
                first.parted.clone_from(&first.text);
                return;
            }
        }
    }
}

/// The paragraph right above the text, or above when it was published, where a menu parts it from what the page is called,
/// or it is a heading and this is none: that is the name of the site.
fn title_of_text(page: &Dom, blocks: &[Block], is_main: &[bool], shown: usize) -> Option<usize> {
    let first = (shown + 1..blocks.len()).find(|at| is_main[*at] && is_text(&blocks[*at]))?;
    let is_of_page = |at: &usize| blocks[*at].is_of_site || is_dateline(&blocks[*at].text);
    let at = (shown + 1..first).rev().find(|at| !is_of_page(at))?;
    let block = &blocks[at];
    let is_dated = (at + 1..first).any(|at| is_dateline(&blocks[at].text));
    let is_heading = block.kind == Kind::Heading && blocks[shown].kind != Kind::Heading;
    let is_set = is_dated || is_heading || block.is_bold && block.is_centred;
    // Menus of some sites are no links; the only heading of the highest degree is a title without them.
    let mut headings = blocks.iter().filter(|block| page.name(block.node) == "h1");
    let is_only = headings.next().is_some_and(|only| only.node == block.node) && headings.next().is_none();
    let is_named = blocks.get(shown + 1).is_some_and(|next| is_dateline(&next.text));
    let is_parted = blocks[shown..at].iter().any(is_link) || is_heading && is_only && !is_named;
    let may_be = (4..=60).contains(&block.length) && block.linked == 0 && !block.text.ends_with(['：', ':']);
    (is_set && is_parted && may_be).then_some(at)
}

/// Whether a paragraph is of a text, be it short.
fn is_text(block: &Block) -> bool {
    is_prose(block) || block.linked == 0 && block.text.ends_with(['。', '！', '；', '：'])
}

/// Whether a title is one that the page has for machines, but for the name of a site.
pub(super) fn is_named(page: &Dom, title: &str) -> bool {
    named(page).any(|whole| is_same_but_site(&whole, title))
}

/// The titles that the page has for machines.
fn named(page: &Dom) -> impl Iterator<Item = String> {
    let element = (0..page.nodes.len()).find(|node| page.name(*node) == "title");
    let head = element.map(|node| tidy(&page.text(node))).filter(|title| !title.is_empty());
    meta(page, TITLES).into_iter().chain(head)
}

/// What looks like a title before the first running text: the only first heading, else a line in the middle.
fn set_as_title(page: &Dom, blocks: &[Block], is_main: &[bool], labelled: Option<String>) -> Option<String> {
    let mut headings = blocks.iter().filter(|block| page.name(block.node) == "h1" && block.linked == 0);
    if let (Some(heading), None) = (headings.next(), headings.next()) {
        return Some(heading.text.clone());
    }
    if labelled.is_some() {
        return labelled;
    }
    let first = |is: fn(&Block) -> bool| (0..blocks.len()).find(|at| is_main[*at] && is(&blocks[*at]));
    let first = first(is_prose).or_else(|| first(is_text))?;
    let may_be = |block: &&Block| {
        let shortest = if block.is_bold { 4 } else { 6 };
        (shortest..=60).contains(&block.length)
            && block.linked == 0
            && date_in(&block.text).is_none()
            && !block.is_of_site
            && block.kind != Kind::TableRow
    };
    let is_set = |block: &&Block| block.is_centred || block.kind == Kind::Heading;
    let above = first.saturating_sub(6)..first;
    let set = blocks[above.clone()].iter().filter(may_be).find(is_set);
    // Else it is what stands right above when the page was published.
    let mut dated = above.filter(|at| is_dateline(&blocks[*at].text)).filter_map(|at| blocks[..at].last());
    let title = set.or_else(|| dated.find(|block| may_be(block) && !is_dateline(&block.text)));
    title.map(|block| block.text.clone())
}

/// The paragraph of the page that is a title but for the name of a site before or behind.
fn shown(blocks: &[Block], whole: &str) -> Option<usize> {
    let whole = plain(whole);
    let fits = |block: &&Block| {
        let is_cut = is_same_but_site(&whole, &block.text);
        (4..150).contains(&block.length) && is_cut && (block.linked == 0 || block.kind == Kind::Heading)
    };
    // Who signs a text may be called like the site: a title stands above most of the text, or above its lines.
    let prose = |blocks: &[Block]| -> usize {
        blocks.iter().filter(|block| is_prose(block)).map(|block| block.length).sum()
    };
    let is_line = |block: &&Block| {
        block.length > 2 && block.linked == 0 && !block.is_of_site && !is_dateline(&block.text)
    };
    let is_above = |at: &usize| {
        let lines = blocks[at + 1..].iter().take(8).filter(is_line).count();
        lines > 1 || prose(&blocks[..*at]) <= prose(&blocks[*at..])
    };
    let fitting: Vec<usize> = (0..blocks.len()).filter(|at| fits(&&blocks[*at])).filter(is_above).collect();
    let longest = fitting.iter().map(|at| blocks[*at].length).max()?;
    // The name of the site may be shown too, and be as long; a heading it is seldom.
    let long = fitting.into_iter().filter(|at| blocks[*at].length * 5 >= longest * 3);
    // Below a title stands when the page was published.
    let is_dated = |at: usize| blocks.get(at + 1).is_some_and(|next| is_dateline(&next.text));
    long.max_by_key(|at| (blocks[*at].kind == Kind::Heading, is_dated(*at), blocks[*at].length))
}

/// Whether a title that the page has for machines is this one, but for the name of a site before or behind.
fn is_same_but_site(whole: &str, title: &str) -> bool {
    let (whole, title) = (plain(whole), plain(title));
    let before =
        whole.strip_suffix(&title).is_some_and(|rest| rest.is_empty() || rest.ends_with(is_separator));
    let behind =
        whole.strip_prefix(&title).is_some_and(|rest| rest.is_empty() || rest.starts_with(is_separator));
    before || behind
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        '_' | '-'
            | '|'
            | '｜'
            | '丨'
            | '—'
            | '–'
            | '·'
            | '»'
            | '>'
            | '/'
            | ':'
            | '('
            | '（'
            | '['
            | '【'
            | ','
            | '~'
    )
}

/// A title without the name of the site behind it.
fn without_site(whole: &str) -> String {
    let cut = |separator: &str| whole.split_once(separator).map(|(title, _)| title);
    let title =
        cut("_").or_else(|| cut("|")).or_else(|| cut("｜")).or_else(|| cut("--")).or_else(|| cut(" - "));
    let title = title.or_else(|| {
        let (title, site) = whole.rsplit_once('-')?;
        (site.chars().count() <= 15 && title.chars().count() > site.chars().count()).then_some(title)
    });
    let title = title.map(trim).filter(|title| title.chars().count() >= 4);
    title.unwrap_or(whole).to_owned()
}

/// What the page says of itself.
pub(super) fn read(page: &Dom, blocks: &[Block], title: Option<String>) -> Vec<(&'static str, String)> {
    let lines = head_lines(blocks);
    let lines = || lines.iter().map(String::as_str);
    let texts = blocks.iter().filter(|block| block.kind != Kind::Furniture).map(|block| block.text.as_str());
    let date = meta(page, DATES).and_then(|date| date_in(&date)).or_else(|| written_date(page, lines()));
    let date = date.or_else(|| signed_date(texts.clone()));
    let mut texts = texts;
    let date = date.or_else(|| texts.find(|text| tells_of_making(text)).and_then(date_of_making));
    let named = meta(page, SOURCES);
    let named = named.map(|source| said::source(std::iter::once(source.as_str())).unwrap_or(source));
    let source = named.or_else(|| said::source(lines())).or_else(|| said::before_date(lines()));
    let source = source.or_else(|| named_source(page));
    let author = said::author(lines()).or_else(|| meta(page, AUTHORS));
    let all = [("title", title), ("date", date), ("source", source), ("author", author)];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What stands in an element that is named as holding where the text is from.
fn named_source(page: &Dom) -> Option<String> {
    const LONGEST: usize = 60;
    let is_named = |node: &usize| names::is_source(page, *node);
    let text = |node: usize| Some(tidy(&page.short_text(node, LONGEST)?));
    let is_name = |text: &String| text.chars().count() > 1 && text.chars().all(char::is_alphabetic);
    (0..page.nodes.len()).filter(is_named).filter_map(text).find(is_name).filter(|name| name != "来源")
}

/// The lines between the title and the text, and a few around them.
fn head_lines(blocks: &[Block]) -> Vec<String> {
    const BEFORE: usize = 12;
    const ABOVE: usize = 3;
    const FACTS: usize = 40;
    const LONGEST: usize = 160;
    const LONGEST_LABEL: usize = 8;
    let is_text = |block: &Block| block.kind != Kind::Furniture && is_prose(block);
    let first = blocks.iter().position(is_text).unwrap_or(blocks.len());
    let title = blocks.iter().position(|block| block.kind == Kind::Heading).filter(|at| *at < first);
    let from = title.unwrap_or_else(|| first.saturating_sub(BEFORE));
    let behind = (first..blocks.len()).filter(|at| blocks[*at].kind == Kind::Furniture).take(40);
    // A table of facts may be longer, and stand above the title.
    let above = from.saturating_sub(ABOVE);
    let facts = blocks[..above].iter().rev().take(FACTS).take_while(|block| block.is_of_site).count();
    let places = (from..first).chain(above - facts..from).chain(behind);
    // Where a text is from is a link at times.
    let is_source = |block: &Block| said::source(std::iter::once(block.text.as_str())).is_some();
    let is_line = |at: &usize| {
        let block = &blocks[*at];
        block.length < LONGEST && (!is_link(block) || is_source(block))
    };
    let line = |at: usize| {
        let block = &blocks[at];
        // In tables, what belongs to a label stands in the next cell.
        let is_label = block.length <= LONGEST_LABEL && block.text.ends_with(['：', ':']);
        let is_label = is_label || block.is_of_site && document_facts::is_label(block);
        let next = blocks.get(at + 1).filter(|next| is_label && next.length < LONGEST);
        next.map_or_else(|| block.parted.clone(), |next| format!("{}\t{}", block.parted, next.parted))
    };
    places.filter(is_line).map(line).map(|line| spelt(&line).into_owned()).collect()
}

/// The first value of these names in the head of a page.
fn meta(page: &Dom, names: &[&str]) -> Option<String> {
    let metas: Vec<usize> = (0..page.nodes.len()).filter(|node| page.name(*node) == "meta").collect();
    names.iter().find_map(|wanted| {
        metas.iter().find_map(|node| {
            let own = ["name", "property", "itemprop"].into_iter().find_map(|key| page.get(*node, key))?;
            let value = tidy(page.get(*node, "content")?);
            (own.eq_ignore_ascii_case(wanted) && !value.is_empty()).then_some(value)
        })
    })
}

/// A date that the page shows, or marks as one.
fn written_date<'l>(page: &Dom, lines: impl Iterator<Item = &'l str> + Clone) -> Option<String> {
    let times = (0..page.nodes.len()).filter(|node| page.name(*node) == "time");
    let marked = || times.filter_map(|node| page.get(node, "datetime")).find_map(date_in);
    let labelled = said::labelled_date(lines.clone()).or_else(marked);
    labelled.or_else(|| {
        let mut lines = lines.filter(|line| !tells_of_making(line));
        lines.find_map(date_in)
    })
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
