//! What each line in and around the text of a page is: sites put counters, sources, buttons and links to other pages
//! between the title and the text and behind it, in no element of their own.

use crate::corpus::dates::{begins_with_moment, date_in};
use crate::corpus::kind::Kind;
use crate::corpus::said::simplified;

use super::blocks::Block;
use super::dom::Dom;
use super::main_text::{is_link, is_prose};
use super::short_lines::is_of_chronicle;
use super::site_lines::{SHORT, is_moment, may_be_of_text};

/// What opens a list of other pages behind the text: all that follows is none of it.
const CLOSINGS: &[&str] = &[
    "相关阅读",
    "相关新闻",
    "相关链接",
    "相关文章",
    "相关报道",
    "相关推荐",
    "相关内容",
    "相关信息",
    "相关稿件",
    "相关资讯",
    "延伸阅读",
    "更多阅读",
    "拓展阅读",
    "扩展阅读",
    "关联阅读",
    "关联文件",
    "推荐新闻",
    "推荐文章",
    "更多推荐",
    "最新来信",
    "热门跟贴",
    "推荐阅读",
    "热点推荐",
    "精彩推荐",
    "热门推荐",
    "为您推荐",
    "为你推荐",
    "猜你喜欢",
    "网友评论",
    "最新评论",
    "全部评论",
    "热门评论",
    "热门文章",
    "热门新闻",
    "热点新闻",
    "最新文章",
    "最新资讯",
    "更多新闻",
    "更多精彩",
    "上一篇",
    "下一篇",
    "发表评论",
    "文章评论",
    "相关专题",
    "热文",
    "今日热点",
    "图片新闻",
    "图文推荐",
    "新闻推荐",
    "编辑推荐",
    "频道推荐",
    "大家都在看",
    "往期回顾",
    "往期精选",
    "往期精彩",
    "往期推荐",
    "相关政策",
    "相关解读",
    "解读链接",
    "分享到",
    "文章导航",
    "精彩评论",
    "评论列表",
    "热点排行",
    "点击排行",
    "新闻排行",
];

/// Whether a line tells a date and where the text is from, and nothing else.
pub(super) fn is_dateline(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "发布时间",
        "发布日期",
        "发表时间",
        "更新时间",
        "来源",
        "作者",
        "时间",
        "日期",
        "编辑",
        "浏览",
        "点击",
        "阅读",
        "字体",
        "字号",
        "责编",
        "打印",
        "记者",
        "发布",
        "分享",
        "次",
        "稿源",
        "发表于",
        "评论",
        "人气",
        "点阅",
    ];
    let text = simplified(text);
    let text = text.as_ref();
    let length = text.chars().count();
    let has_date = date_in(text).is_some();
    let labels = LABELS.iter().filter(|label| text.contains(**label)).count();
    let is_sentence = text.contains(['，', '。', '；']);
    let is_bare = is_of_date_signs(text);
    !is_sentence
        && length <= SHORT + 40
        && (has_date && (labels > 0 || is_bare || length <= 30 || begins_with_moment(text)) || labels > 1)
}

/// Whether a line below the title of a law tells when and by whom it was made.
pub(super) fn tells_of_making(text: &str) -> bool {
    const ACTS: [&str; 7] = ["通过", "公布", "施行", "修正", "修订", "批准", "发布"];
    let text = simplified(text);
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| {
        let inner = inner.trim_end_matches('。');
        date_in(inner).is_some()
            && ACTS.iter().any(|act| inner.ends_with(act))
            && !inner.contains(['：', ':'])
    })
}

/// Whether a line tells when and where a page was published, which no text does.
fn is_of_page(text: &str) -> bool {
    const LABELS: [&str; 7] = ["来源：", "浏览", "点击", "阅读", "发布", "编辑", "字体"];
    is_dateline(text) && date_in(text).is_some() && LABELS.iter().any(|label| text.contains(label))
}

/// Whether a line is a date and nothing else.
pub(super) fn is_bare_date(text: &str) -> bool {
    is_of_date_signs(text) && !text.contains([':', '：']) && date_in(text).is_some()
}

fn is_of_date_signs(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_ascii_digit() || c.is_whitespace() || "年月日时分秒:-/.：星期一二三四五六天".contains(c)
    })
}

/// Gives each paragraph its kind. `is_main` says which belong to the text.
pub(super) fn settle(page: &Dom, blocks: &mut [Block], is_main: &[bool], title: Option<&str>) {
    if blocks.is_empty() {
        return;
    }
    let first = (0..blocks.len()).find(|at| is_main[*at] && is_prose(&blocks[*at]));
    let has_prose = first.is_some();
    let begin = is_main.iter().position(|is| *is).unwrap_or(0);
    let first = first.unwrap_or(begin);
    let heading = title.and_then(|title| title_block(blocks, title, first));
    // Without running text, all of the lines are the text.
    let last = (0..blocks.len()).rev().find(|at| is_main[*at] && is_prose(&blocks[*at]));
    let last = last.or_else(|| is_main.iter().rposition(|is| *is)).unwrap_or(first);
    let end = end(blocks, is_main, first, last);
    let parent = |block: &Block| page.nodes[block.node].parent;
    let of_text = blocks.get(first).map(parent);
    for at in 0..blocks.len() {
        let block = &blocks[at];
        let may_be = may_be_of_text(&block.text) || heads_sentence(page, blocks, at);
        let is_amid = at > first && at < last && may_be;
        // A paragraph that is a link stands among those of the text, or in a list of its own; in such a list of the text
        // are sentences and the names of documents.
        let own = parent(block);
        let is_item = block.text.ends_with(['。', '；']) || block.text.starts_with('《');
        let of_list = own.filter(|_| block.kind == Kind::ListItem && is_item);
        let is_beside = Some(own) == of_text || of_list.map(|list| page.nodes[list].parent) == of_text;
        // At the begin or end of the text such a paragraph is a sentence.
        let is_at_end = is_linked_sentence(block) && is_next_to_text(blocks, at);
        let is_linked_text = (is_amid || is_at_end) && is_link(block) && is_beside;
        let is_behind_site = is_behind_site(blocks, last, at);
        blocks[at].kind = if Some(at) == heading {
            Kind::Heading
        } else if !(is_main[at] || is_linked_text)
            || at >= end
            || is_behind_site
            || !has_prose && is_of_page(&block.text)
            || is_moment(&block.text)
            || block.kind == Kind::Body && CLOSINGS.contains(&block.text.as_str())
            || is_dated_title(page, blocks, heading, at)
            || is_left_out(block, at < first, at > last)
                && !(is_amid || is_linked_text || is_of_chronicle(page, blocks, at))
        {
            Kind::Furniture
        } else if block.kind == Kind::Furniture {
            Kind::Body
        } else if is_caption(page, block) {
            Kind::Caption
        } else if block.kind == Kind::Body && is_bold_heading(block) {
            Kind::Heading
        } else {
            block.kind
        };
        let is_above = heading.is_some_and(|heading| at < heading) && at < first;
        if is_above {
            blocks[at].kind = Kind::Furniture;
        }
        if Some(at) != heading && (is_account(blocks, at, first) || leads_to_links(blocks, at, last)) {
            blocks[at].kind = Kind::Furniture;
        }
        if at < first && Some(at) != heading && title.is_some_and(|title| is_same(&blocks[at].text, title)) {
            blocks[at].kind = Kind::Furniture;
        }
    }
}

/// Whether a paragraph all of which is a link reads as a sentence, which names of other pages seldom do.
fn is_linked_sentence(block: &Block) -> bool {
    const SHORTEST: usize = 16;
    let is_sentence = block.text.contains(['，', '、', '；']) && block.text.ends_with(['。', '！']);
    is_sentence && block.length >= SHORTEST && !block.is_of_site
}

/// Whether running text stands right before a paragraph or right behind it.
fn is_next_to_text(blocks: &[Block], at: usize) -> bool {
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    beside.filter_map(|at| blocks.get(at)).any(is_prose)
}

/// Whether a paragraph right below the title tells when the page was published.
fn is_dated_title(page: &Dom, blocks: &[Block], heading: Option<usize>, at: usize) -> bool {
    heading.is_some_and(|heading| heading + 1 == at)
        && is_bare_date(&blocks[at].text)
        && !is_of_chronicle(page, blocks, at)
}

/// Whether a line of the site stands between the text and a paragraph: what follows is the site's as well, but tables and
/// documents that are attached.
fn is_behind_site(blocks: &[Block], last: usize, at: usize) -> bool {
    let block = &blocks[at];
    let is_attached = block.kind == Kind::TableRow || block.leads_to_file || block.text.starts_with("附");
    let is_of_site = |block: &Block| block.is_of_site && !may_be_of_text(&block.text);
    at > last && !is_attached && blocks[last + 1..at].iter().any(is_of_site)
}

/// Whether a paragraph is a bold link with a sentence right below that is set like it: the heading of a part, linked to
/// what the part is about.
fn heads_sentence(page: &Dom, blocks: &[Block], at: usize) -> bool {
    let make = |block: &Block| (page.nodes[block.node].parent, page.name(block.node));
    let is_sentence = |next: &&Block| next.text.ends_with(['。', '；', '”']) && !next.is_of_site;
    let block = &blocks[at];
    let below = blocks.get(at + 1).filter(is_sentence);
    is_bold_heading(block) && !block.is_of_site && below.is_some_and(|next| make(next) == make(block))
}

/// Whether a paragraph above the text is a name beside the date at which it published, and nothing else.
fn is_account(blocks: &[Block], at: usize, first: usize) -> bool {
    const LONGEST: usize = 8;
    let block = &blocks[at];
    let is_date = |at: usize| blocks.get(at).is_some_and(|block| is_dateline(&block.text));
    at < first
        && block.length <= LONGEST
        && block.text.chars().all(char::is_alphanumeric)
        && matches!(block.kind, Kind::Body | Kind::ListItem)
        && (is_date(at + 1) || at > 0 && is_date(at - 1))
}

/// Whether a paragraph behind the text is the head of a list of links.
fn leads_to_links(blocks: &[Block], at: usize, last: usize) -> bool {
    const LONGEST: usize = 12;
    at > last
        && blocks[at].kind == Kind::Heading
        && blocks[at].length <= LONGEST
        && blocks.get(at + 1).is_some_and(|next| is_link(next) && !is_sentence(next))
}

/// Where the text ends, since a list of other pages begins.
fn end(blocks: &[Block], is_main: &[bool], first: usize, last: usize) -> usize {
    let length = |range: std::ops::Range<usize>| -> usize {
        range.filter(|at| is_main[*at] && is_prose(&blocks[*at])).map(|at| blocks[at].length).sum()
    };
    let all = length(first..last + 1);
    for at in first + 1..blocks.len() {
        let is_closing = is_closing(&blocks[at].text, blocks[at].length);
        if (is_main[at] || at > last) && is_closing && length(at..last.max(at) + 1) * 3 <= all {
            return at;
        }
    }
    blocks.len()
}

/// Whether a line opens a list of other pages. `length`: its characters.
pub(super) fn is_closing(line: &str, length: usize) -> bool {
    let line = simplified(line);
    let line = line.as_ref();
    let text = line.trim_matches(|c: char| !c.is_alphabetic());
    let begins = |closing: &str| line.starts_with(closing) && length <= 40 && is_followed(text, closing);
    CLOSINGS.iter().any(|closing| text == *closing || begins(closing))
}

/// Whether behind the word comes a colon or the like.
fn is_followed(text: &str, closing: &str) -> bool {
    text.strip_prefix(closing).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(['：', ':', '>', ' ', '　', '/', '|', '（', '('])
    })
}

/// Whether a paragraph in the text's element is none of the text.
fn is_left_out(block: &Block, is_before: bool, is_behind: bool) -> bool {
    let is_heading = block.kind == Kind::Heading;
    if matches!(block.kind, Kind::TableRow | Kind::Footnote) {
        let is_amid = !is_before && !is_behind;
        return block.is_of_site || is_link(block) && block.kind == Kind::TableRow && !is_amid;
    }
    block.is_of_site
        || is_link(block) && !is_sentence(block)
        || is_before
            && !is_heading
            && (is_dateline(&block.text) || block.length <= 2)
            && !tells_of_making(&block.text)
        || is_behind && is_dateline(&block.text) && !is_signature(&block.text)
}

/// Whether a linked paragraph is written as text all the same.
fn is_sentence(block: &Block) -> bool {
    block.length >= 60
        && block.text.contains(['。', '，'])
        && block.text.ends_with(['。', '！', '？', '”', '…'])
}

/// Whether a line is the date under a document.
fn is_signature(text: &str) -> bool {
    text.ends_with('日') && !text.contains(['：', ':'])
}

/// The paragraph that shows the title: before the text or at its begin, and the nearest of those that do.
fn title_block(blocks: &[Block], title: &str, first: usize) -> Option<usize> {
    let shows = |at: &usize| is_same(&blocks[*at].text, title) && blocks[*at].length < 150;
    let before: Vec<usize> = (0..=first.min(blocks.len().checked_sub(1)?)).filter(shows).collect();
    let heading = before.iter().rev().find(|at| blocks[**at].kind == Kind::Heading);
    heading.or(before.iter().rev().find(|at| !is_link(&blocks[**at]))).copied()
}

/// Whether two texts differ by blanks alone.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    plain(left) == plain(right)
}

pub(super) fn is_caption(page: &Dom, block: &Block) -> bool {
    const WORDS: &[&str] =
        &["caption", "pictext", "picdesc", "imgdesc", "img-desc", "img_desc", "tushuo", "pic_txt", "imgtext"];
    let class = page.get(block.node, "class").unwrap_or_default().to_ascii_lowercase();
    let text = simplified(&block.text);
    let text = text.as_ref();
    let is_body = block.kind == Kind::Body;
    let is_short = block.length <= 80;
    let begins = ["图为", "图：", "图:", "▲", "△", "↑", "图片来源", "图源", "制图", "供图"]
        .iter()
        .any(|word| text.starts_with(word));
    let ends = ["摄", "供图", "摄）", "供图）", "摄影", "图）", "资料图", "资料图片"]
        .iter()
        .any(|word| text.ends_with(word));
    let is_named = WORDS.iter().any(|word| class.contains(word));
    let is_set =
        block.is_centred && block.length <= 40 && !text.ends_with(['。', '：']) && !text.starts_with('第');
    let is_file =
        text.rsplit('.').next().is_some_and(|end| matches!(end, "jpg" | "png" | "jpeg" | "gif" | "JPG"));
    is_body
        && is_short
        && (is_named || is_file && block.length < 24 || block.follows_image && (begins || ends || is_set))
}

/// Whether a paragraph of bold text is a heading that its writer did not mark as one.
fn is_bold_heading(block: &Block) -> bool {
    block.is_bold
        && (4..=40).contains(&block.length)
        && !block.text.ends_with(['。', '；', '，', '：', ':', '！', '”'])
        && !block.text.contains('。')
}
