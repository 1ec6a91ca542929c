//! Title, date, source and author of a page: what its head says for machines, else what stands between title and text.

use crate::corpus::kind::Kind;

use super::blocks::Block;
use super::dom::Dom;
use super::main_text::{is_link, is_prose};
use crate::corpus::documents::flow::trim;

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

/// The title of a page, without the name of the site.
pub(super) fn title(page: &Dom, blocks: &[Block], is_main: &[bool]) -> Option<String> {
    let shown = shown_title(page, blocks).map(|at| blocks[at].text.clone());
    let set = || shown.or_else(|| set_as_title(page, blocks, is_main));
    set().or_else(|| named(page).next().map(|whole| without_site(&whole)))
}

/// The paragraph that shows the title which the page has for machines.
pub(super) fn shown_title(page: &Dom, blocks: &[Block]) -> Option<usize> {
    named(page).find_map(|whole| shown(blocks, &whole))
}

/// The titles that the page has for machines.
fn named(page: &Dom) -> impl Iterator<Item = String> {
    let element = (0..page.nodes.len()).find(|node| page.name(*node) == "title");
    let head = element.map(|node| tidy(&page.text(node))).filter(|title| !title.is_empty());
    meta(page, TITLES).into_iter().chain(head)
}

/// What looks like a title before the first running text: the only first heading, else a line in the middle.
fn set_as_title(page: &Dom, blocks: &[Block], is_main: &[bool]) -> Option<String> {
    let mut headings = blocks.iter().filter(|block| page.name(block.node) == "h1" && block.linked == 0);
    if let (Some(heading), None) = (headings.next(), headings.next()) {
        return Some(heading.text.clone());
    }
    let first = (0..blocks.len()).find(|at| is_main[*at] && is_prose(&blocks[*at]))?;
    let is_title = |block: &&Block| {
        (block.is_centred || block.kind == Kind::Heading)
            && (6..=60).contains(&block.length)
            && block.linked == 0
            && date_in(&block.text).is_none()
            && !block.is_of_site
    };
    blocks[first.saturating_sub(6)..first].iter().find(is_title).map(|block| block.text.clone())
}

/// The paragraph of the page that is a title but for the name of a site before or behind.
fn shown(blocks: &[Block], whole: &str) -> Option<usize> {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let whole = plain(whole);
    let fits = |block: &&Block| {
        let text = plain(&block.text);
        let before =
            whole.strip_suffix(&text).is_some_and(|rest| rest.is_empty() || rest.ends_with(is_separator));
        let behind =
            whole.strip_prefix(&text).is_some_and(|rest| rest.is_empty() || rest.starts_with(is_separator));
        let is_cut = before || behind;
        (4..150).contains(&block.length) && is_cut && (block.linked == 0 || block.kind == Kind::Heading)
    };
    let fitting: Vec<usize> = (0..blocks.len()).filter(|at| fits(&&blocks[*at])).collect();
    let longest = fitting.iter().map(|at| blocks[*at].length).max()?;
    // The name of the site may be shown too, and be as long; a heading it is seldom.
    let long = fitting.into_iter().filter(|at| blocks[*at].length * 5 >= longest * 3);
    long.max_by_key(|at| (blocks[*at].kind == Kind::Heading, blocks[*at].length))
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
    let date = meta(page, DATES).and_then(|date| date_in(&date)).or_else(|| written_date(page, &lines));
    let labels = ["来源", "稿源", "信息来源", "文章来源"];
    let named = meta(page, SOURCES).map(|source| labelled(&[&source], &labels).unwrap_or(source));
    let source = named.or_else(|| labelled(&lines, &labels)).or_else(|| before_date(&lines));
    let author = labelled(&lines, &["作者", "记者", "撰稿"]).or_else(|| meta(page, AUTHORS));
    let all = [("title", title), ("date", date), ("source", source), ("author", author)];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The lines between the title and the text, and a few around them.
fn head_lines(blocks: &[Block]) -> Vec<&str> {
    const BEFORE: usize = 12;
    let is_text = |block: &Block| block.kind != Kind::Furniture && is_prose(block);
    let first = blocks.iter().position(is_text).unwrap_or(blocks.len());
    let title = blocks.iter().position(|block| block.kind == Kind::Heading).filter(|at| *at < first);
    let from = title.unwrap_or_else(|| first.saturating_sub(BEFORE));
    let before = blocks[from.saturating_sub(3)..from].iter();
    let head = blocks[from..first].iter().chain(before);
    let behind = blocks[first..].iter().filter(|block| block.kind == Kind::Furniture).take(40);
    head.chain(behind)
        .filter(|block| block.length < 160 && !is_link(block))
        .map(|block| block.text.as_str())
        .collect()
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
fn written_date(page: &Dom, lines: &[&str]) -> Option<String> {
    const LABELS: &[&str] = &["发布时间", "发布日期", "发表时间", "发稿时间", "时间", "日期", "发布"];
    let labelled = lines.iter().filter(|line| LABELS.iter().any(|label| line.contains(label)));
    let times = (0..page.nodes.len()).filter(|node| page.name(*node) == "time");
    let marked = || times.filter_map(|node| page.get(node, "datetime")).find_map(date_in);
    let found = labelled.into_iter().find_map(|line| date_in(line)).or_else(marked);
    found.or_else(|| lines.iter().find_map(|line| date_in(line)))
}

/// The first date in a text, as `2020-03-05`.
pub(super) fn date_in(text: &str) -> Option<String> {
    let digits =
        |text: &str, most: usize| -> usize { text.bytes().take(most).take_while(u8::is_ascii_digit).count() };
    for (at, _) in text.match_indices(['1', '2']) {
        let rest = &text[at..];
        if text[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // Year, month and day in boxes of their own: `202003/12`.
        if digits(rest, 7) == 6 && rest[6..].starts_with('/') && digits(&rest[7..], 2) == 2 {
            return date_in(&format!("{}-{}-{}", &rest[..4], &rest[4..6], &rest[7..9]));
        }
        if digits(rest, 5) != 4 {
            continue;
        }
        let (year, rest) = rest.split_at(4);
        let Some(rest) = rest.trim_start().strip_prefix(['年', '-', '/', '.']) else { continue };
        let rest = rest.trim_start();
        let (month, rest) = rest.split_at(digits(rest, 3));
        let Some(rest) = rest.trim_start().strip_prefix(['月', '-', '/', '.']) else { continue };
        let rest = rest.trim_start();
        let day = &rest[..digits(rest, 3)];
        if let (Ok(year @ 1900..2100), Ok(month @ 1..=12), Ok(day @ 1..=31)) =
            (year.parse::<u32>(), month.parse::<u32>(), day.parse::<u32>())
        {
            return Some(format!("{year}-{month:02}-{day:02}"));
        }
    }
    None
}

/// The few characters that stand before the date without a label: on phones these are the source.
fn before_date(lines: &[&str]) -> Option<String> {
    lines.iter().filter(|line| date_in(line).is_some()).find_map(|line| {
        let name = trim(line.split(|c: char| c.is_ascii_digit()).next()?);
        let name = name.trim_end_matches(['·', '|', '/', '丨', ' ']);
        let is_name = name.chars().all(char::is_alphabetic);
        let is_label =
            ["时间", "日期", "发布", "发表", "更新", "星期", "今天"].iter().any(|word| name.contains(word));
        (is_name && !is_label && (2..=16).contains(&name.chars().count())).then(|| name.to_owned())
    })
}

/// What stands behind one of these labels.
fn labelled(lines: &[&str], labels: &[&str]) -> Option<String> {
    const LONGEST: usize = 30;
    lines.iter().find_map(|line| {
        let (at, label) = labels.iter().find_map(|label| Some((line.find(label)?, label)))?;
        let rest = line[at + label.len()..].trim_start();
        let rest = rest.strip_prefix(['：', ':', '】'])?.trim_start();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '|' | '】' | ']' | '）' | ')' | '丨' | '/');
        let value = rest.split(is_end).next().unwrap_or_default();
        let cut = [
            "作者",
            "时间",
            "发布",
            "浏览",
            "点击",
            "日期",
            "责任编辑",
            "编辑",
            "字体",
            "字号",
            "来源",
            "阅读",
        ];
        let cut = cut.iter().filter_map(|word| value.find(word)).filter(|at| *at > 0).min();
        let value = trim(&value[..cut.unwrap_or(value.len())]);
        (!value.is_empty() && value.chars().count() <= LONGEST).then(|| value.to_owned())
    })
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
