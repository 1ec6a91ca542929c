//! What each line in and around the text of a page is: sites put counters, sources, buttons and links to other pages
//! between the title and the text and behind it, in no element of their own.

use crate::corpus::kind::Kind;

use super::blocks::Block;
use super::dom::Dom;
use super::main_text::{is_link, is_prose};

/// Lines that begin so, and are short, are none of the text.
const OPENINGS: &[&str] = &[
    "责任编辑",
    "责编",
    "编辑：",
    "编辑:",
    "本文编辑",
    "网络编辑",
    "编审",
    "审核：",
    "审核:",
    "校对：",
    "校对:",
    "一审",
    "初审",
    "监制：",
    "监制:",
    "终审",
    "值班编辑",
    "来源：",
    "来源:",
    "信息来源",
    "文章来源",
    "稿件来源",
    "新闻来源",
    "稿源",
    "文章作者",
    "发布时间",
    "发布日期",
    "发表时间",
    "发表于",
    "更新时间",
    "发稿时间",
    "日期：",
    "日期:",
    "时间：",
    "时间:",
    "浏览次数",
    "浏览量",
    "浏览：",
    "浏览:",
    "点击数",
    "点击量",
    "点击率",
    "点击：",
    "点击:",
    "阅读：",
    "阅读:",
    "阅读数",
    "阅读量",
    "阅读次数",
    "访问量",
    "访问次数",
    "人气",
    "字号",
    "字体",
    "【字体",
    "【字号",
    "[字体",
    "[字号",
    "【打印",
    "[打印",
    "打印本",
    "【关闭",
    "[关闭",
    "关闭窗口",
    "关闭本页",
    "分享到",
    "分享至",
    "分享：",
    "分享:",
    "扫一扫",
    "扫码",
    "扫描二维码",
    "扫描上方",
    "扫描下方",
    "微信扫",
    "长按",
    "用手机扫",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上一页",
    "下一页",
    "返回顶部",
    "返回首页",
    "返回列表",
    "返回上",
    "当前位置",
    "您当前",
    "您的位置",
    "您现在的位置",
    "您所在的位置",
    "你的位置",
    "所在位置",
    "首页>",
    "首页 >",
    "首页 »",
    "首页»",
    "版权所有",
    "版权声明",
    "主办：",
    "主办单位：",
    "承办：",
    "免责声明",
    "特别声明",
    "声明：",
    "网站标识码",
    "技术支持",
    "点赞",
    "收藏",
    "我要纠错",
    "纠错",
    "相关标签",
    "标签：",
    "标签:",
    "关键词：",
    "关键词:",
    "关键字：",
    "TAG",
    "Tags",
    "下载客户端",
    "打开客户端",
    "打开APP",
    "打开App",
    "点击关注",
    "关注公众号",
    "扫码关注",
    "欢迎关注",
    "点击进入",
    "点击查看更多",
    "阅读原文",
    "查看原文",
    "本文来源",
    "转载请",
    "未经授权",
    "凡本网",
    "本网站",
    "预览时标签",
    "轻点两下",
    "喜欢此内容",
    "人划线",
    "微信号",
    "继续滑动",
    "展开全文",
    "举报",
    "投诉",
    "回复",
    "本帖最后由",
    "本帖被",
    "楼主",
    "只看该作者",
    "发消息",
    "字数：",
    "订阅",
    "听新闻",
    "语音播报",
    "无障碍",
    "繁體",
    "ICP备",
    "京ICP",
    "Copyright",
    "©",
    "责任编缉",
    "【责任编辑",
    "[责任编辑",
    "（责任编辑",
    "(责任编辑",
    "(责编",
    "（责编",
    "【责编",
    "[责编",
    "(编辑",
    "（编辑",
    "【编辑",
    "[编辑",
    "【纠错",
    "[纠错",
    "【我要纠错",
    "分类：",
    "分类:",
    "栏目：",
    "原标题：",
    "原标题:",
    "编辑 ",
    "新华社客户端",
    "文章关键词",
    "阅读全文",
    "继续阅读",
    "赞赏",
    "已有",
    "条评论",
    "文号下载",
    "附件下载",
    "正文",
    "【正文",
    "索引号",
    "信息时间",
    "发布人",
    "发布机构",
    "成文日期",
    "文章导航",
];

/// Lines that are just this.
const WHOLE: &[&str] = &[
    "大",
    "中",
    "小",
    "打印",
    "关闭",
    "分享",
    "收藏",
    "首页",
    "更多",
    "更多>>",
    "更多>",
    "返回",
    "微信",
    "微博",
    "评论",
    "推荐",
    "点赞",
    "举报",
    "复制链接",
    "QQ空间",
    "朋友圈",
    "新浪微博",
    "在看",
    "赞",
    "写留言",
    "留言",
    "顶部",
    "字体",
    "下载",
    "登录",
    "注册",
    "搜索",
    "搜 索",
    "搜　索",
    "展开",
    "收起",
    "预览",
    "原创",
    "关注",
    "+关注",
    "+ 关注",
    "视频",
    "图片",
    "热门",
    "最新",
    "A+",
    "A-",
    "[ 大 中 小 ]",
    "大 中 小",
    "打印 关闭",
    "精选留言",
    "发表评论",
    "网友评论",
    "完",
    "阅读",
    "举报/反馈",
    "END",
    "end",
    "- END -",
];

/// What says wherever it stands in a short line that the line is the site's.
const ANYWHERE: &[&str] = &[
    "侵权",
    "仅代表作者",
    "不代表本",
    "版权归",
    "转载请注明",
    "违法和不良信息",
    "公网安备",
    "ICP备",
    "Rights Reserved",
    "打开APP",
    "打开App",
    "立即打开",
    "客户端下载",
    "扫描二维码",
    "扫一扫",
    "长按识别",
    "点击上方",
    "点击下方",
    "保留所有权利",
    "须经书面",
    "转载须",
];

/// Words on buttons, of which several may stand in one line.
const BUTTONS: &[&str] = &[
    "打印本页",
    "关闭窗口",
    "打印",
    "关闭",
    "分享到",
    "分享",
    "收藏",
    "下载",
    "点赞",
    "评论",
    "微信好友",
    "微信",
    "微博",
    "朋友圈",
    "QQ空间",
    "QQ",
    "复制链接",
    "返回顶部",
    "返回",
    "首页",
    "登录",
    "注册",
    "大",
    "中",
    "小",
    "字号",
    "字体",
    "放大",
    "缩小",
    "举报",
    "默认",
    "超大",
    "转发",
    "点击",
    "纠错",
    "浏览",
    "朗读",
    "听新闻",
    "保存",
    "本页",
    "收起",
    "展开",
    "更多",
    "手机",
    "站内",
    "新浪",
];

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

/// A line as short as this may be a line of a site's own.
const SHORT: usize = 70;

/// Whether a line is one that sites put around texts.
pub(super) fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    if text.len() > SHORT * 4 {
        return false;
    }
    let length = text.chars().count();
    if WHOLE.contains(&text) || is_path(text) || is_of_buttons(text) {
        return true;
    }
    if length <= SHORT && ANYWHERE.iter().any(|word| text.contains(word)) && text.matches('。').count() < 2 {
        return true;
    }
    let bare = text.trim_start_matches(['[', '【', '(', '（', ' ', '\u{3000}']);
    let is_opened = OPENINGS.iter().any(|opening| text.starts_with(opening) || bare.starts_with(opening));
    // A sentence of the text may begin with such a word.
    let sentences = text.chars().filter(|c| matches!(c, '。' | '！' | '？')).count();
    let is_sentence = sentences > 0 && length > 24 || text.chars().filter(|c| *c == '，').count() > 1;
    is_opened && length <= SHORT && !is_sentence
}

/// Whether a line is a row of buttons.
fn is_of_buttons(text: &str) -> bool {
    const LONGEST: usize = 30;
    if text.chars().count() > LONGEST {
        return false;
    }
    let is_sign = |c: char| !c.is_alphanumeric();
    let mut rest = text.trim_start_matches(is_sign);
    while let Some(behind) = BUTTONS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = behind.trim_start_matches(is_sign);
    }
    rest.is_empty()
}

/// Whether a line says where one is on a site: `首页 > 新闻 > 要闻`.
fn is_path(text: &str) -> bool {
    let signs = text.chars().filter(|c| matches!(c, '>' | '›' | '»' | '＞')).count();
    let has_home = text.contains("首页") || text.contains("位置");
    (signs >= 2 || signs == 1 && has_home) && text.chars().count() <= SHORT && !text.contains('。')
}

/// Whether a line tells a date and where the text is from, and nothing else.
fn is_dateline(text: &str) -> bool {
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
    ];
    let length = text.chars().count();
    let has_date = super::metadata::date_in(text).is_some();
    let labels = LABELS.iter().filter(|label| text.contains(**label)).count();
    let is_sentence = text.contains(['，', '。', '；']);
    let is_bare = text.chars().all(|c| {
        c.is_ascii_digit() || c.is_whitespace() || "年月日时分秒:-/.：星期一二三四五六天".contains(c)
    });
    !is_sentence
        && length <= SHORT + 40
        && (has_date && (labels > 0 || is_bare || length <= 30) || labels > 1)
}

/// Gives each paragraph its kind. `is_main` says which belong to the text.
pub(super) fn settle(page: &Dom, blocks: &mut [Block], is_main: &[bool], title: Option<&str>) {
    if blocks.is_empty() {
        return;
    }
    let first = (0..blocks.len()).find(|at| is_main[*at] && is_prose(&blocks[*at]));
    let begin = is_main.iter().position(|is| *is).unwrap_or(0);
    let first = first.unwrap_or(begin);
    let heading = title.and_then(|title| title_block(blocks, title, first));
    let last = (0..blocks.len()).rev().find(|at| is_main[*at] && is_prose(&blocks[*at])).unwrap_or(first);
    let end = end(blocks, is_main, first, last);
    for at in 0..blocks.len() {
        let block = &blocks[at];
        blocks[at].kind = if Some(at) == heading {
            Kind::Heading
        } else if !is_main[at] || at >= end || is_left_out(block, at < first, at > last) {
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
        if at < first && Some(at) != heading && title.is_some_and(|title| is_same(&blocks[at].text, title)) {
            blocks[at].kind = Kind::Furniture;
        }
    }
}

/// Where the text ends, since a list of other pages begins.
fn end(blocks: &[Block], is_main: &[bool], first: usize, last: usize) -> usize {
    let length = |range: std::ops::Range<usize>| -> usize {
        range.filter(|at| is_main[*at] && is_prose(&blocks[*at])).map(|at| blocks[at].length).sum()
    };
    let all = length(first..last + 1);
    for at in first + 1..blocks.len() {
        let text = blocks[at].text.trim_matches(|c: char| !c.is_alphabetic());
        let is_closing = CLOSINGS.iter().any(|closing| {
            text == *closing
                || blocks[at].text.starts_with(closing)
                    && blocks[at].length <= 40
                    && is_followed(text, closing)
        });
        if is_main[at] && is_closing && length(at..last.max(at) + 1) * 3 <= all {
            return at;
        }
    }
    blocks.len()
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
        return is_link(block) && block.kind == Kind::TableRow;
    }
    block.is_of_site
        || is_link(block) && !is_sentence(block)
        || is_before && !is_heading && (is_dateline(&block.text) || block.length <= 2)
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

fn is_caption(page: &Dom, block: &Block) -> bool {
    const WORDS: &[&str] =
        &["caption", "pictext", "picdesc", "imgdesc", "img-desc", "tushuo", "pic_txt", "imgtext"];
    let class = page.get(block.node, "class").unwrap_or_default().to_ascii_lowercase();
    let text = block.text.as_str();
    let is_body = block.kind == Kind::Body;
    let is_short = block.length <= 80;
    let begins = ["图为", "图：", "图:", "▲", "△", "↑", "图片来源", "图源", "制图", "供图"]
        .iter()
        .any(|word| text.starts_with(word));
    let ends = ["摄", "供图", "摄）", "供图）", "摄影", "图）"].iter().any(|word| text.ends_with(word));
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
