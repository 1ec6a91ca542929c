//! Lines that sites write around texts: labels, buttons, paths, counters, statements of whose the text is.

use crate::text::is_han;

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

/// Such beginnings which are words that a sentence may begin with as well: there, another word follows.
const WORDS: &[&str] = &[
    "一审", "人气", "正文", "终审", "编审", "初审", "点赞", "收藏", "举报", "投诉", "回复", "订阅", "字体",
    "字号", "分享", "赞赏", "楼主", "标签", "来源",
];

/// Such labels which notices of meetings have amid their text.
const OF_NOTICES: &[&str] = &[
    "时间：",
    "时间:",
    "日期：",
    "日期:",
    "主办：",
    "主办单位：",
    "承办：",
    "承办单位：",
    "举报电话",
    "举报邮箱",
    "投诉电话",
    "投诉邮箱",
    "扫描二维码",
    "扫码",
    "长按",
    "技术支持：",
    "发布人",
    "作者：",
    "文：",
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
    "投稿邮箱",
    "新闻热线",
    "报料热线",
    "爆料热线",
    "炒股就看",
    "分析师研报",
    "打开客户端",
    "更多粉丝福利",
    "阅读体验更佳",
    "谨慎辨别",
    "意见反馈留言板",
    "建议使用IE",
    "分辨率下",
    "分辨率浏览",
    "主流浏览器",
    "升级浏览器",
    "浏览器不支持",
    "免责声明",
    "浏览效果",
    "谷歌浏览器",
    "点赞和在看",
    "点赞、在看",
    "点个在看",
    "点亮在看",
];

/// One of these stands beside such words where they make a whole sentence, which may be of the text otherwise.
const WITH: &[&str] = &[
    "本网",
    "本站",
    "本平台",
    "本报",
    "本号",
    "本页",
    "当前页",
    "关注",
    "删除",
    "转载",
    "立场",
    "观点",
    "作者",
    "公众号",
    "客户端",
    "浏览",
    "许可",
    "研报",
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

/// A line as short as this may be a line of a site's own.
pub(super) const SHORT: usize = 70;

/// What a statement of a site opens with, however long it is.
const STATEMENTS: &[&str] = &[
    "版权声明",
    "版权申明",
    "版权说明",
    "免责声明",
    "免责条款",
    "特别声明",
    "郑重声明",
    "平台声明",
    "本站声明",
    "本网声明",
    "作者声明",
    "风险提示",
    "特别提示",
    "友情提示",
    "温馨提示",
    "声明",
    "Notice",
];

/// What a sentence of such a statement begins with, under a label of its own.
const OF_SITES: &[&str] = &[
    "凡本网",
    "凡本站",
    "凡注明",
    "本网转载",
    "本网未注明",
    "本站转载",
    "本站部分",
    "本网站部分",
    "本文首发",
    "本文系",
    "本文为",
    "本文由",
    "本文转自",
    "如有侵权",
    "如涉及版权",
    "如涉及作品",
    "未经本网",
    "未经本站",
    "以上内容",
];

/// What such a statement speaks of.
const OF_STATEMENTS: &[&str] = &[
    "授权",
    "本网",
    "本站",
    "本平台",
    "本报",
    "转载",
    "版权",
    "立场",
    "侵权",
    "投资建议",
    "存储服务",
    "原创",
    "platform",
    "copyright",
];

/// What stands before the name of somebody who made a text.
const MAKERS: &[&str] = &[
    "记者",
    "本报记者",
    "作者",
    "文",
    "图",
    "图文",
    "文图",
    "图片",
    "文字",
    "摄影",
    "摄像",
    "通讯员",
    "供稿",
    "供图",
    "撰稿",
    "撰文",
    "撰写",
    "编辑",
    "主编",
    "责编",
    "校对",
    "审核",
    "审校",
    "美编",
    "制作",
    "制图",
    "监制",
    "统筹",
    "策划",
    "编审",
    "终审",
    "复审",
    "初审",
    "签发",
    "总监制",
    "值班主任",
    "值班主编",
    "值班编委",
    "实习生",
    "见习记者",
    "录入",
    "文章录入",
    "投稿",
    "整理",
    "排版",
    "视频",
    "剪辑",
];

/// What a number of readers stands behind.
const COUNTERS: &[&str] = &[
    "阅读",
    "阅读量",
    "阅读数",
    "浏览",
    "浏览量",
    "点击",
    "点击量",
    "评论",
    "评论数",
    "跟贴",
    "点赞",
    "赞",
    "收藏",
    "分享",
    "人气",
    "热度",
    "播放",
    "转发",
    "观看",
    "访问",
];

/// Whether a line is one that sites put around texts.
pub(super) fn is_furniture(text: &str) -> bool {
    // Some write a bar for a colon.
    let text = text.trim().replace(['丨', '｜'], "：");
    let text = text.as_str();
    if is_statement(text) {
        return true;
    }
    if text.len() > SHORT * 4 {
        return false;
    }
    let length = text.chars().count();
    let is_of_make = [is_path, is_of_buttons, is_counter, is_byline, is_player, is_advert, is_of_facts];
    let word = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
    if WHOLE.contains(&text) || WHOLE.contains(&word) || is_of_make.iter().any(|is| is(text)) {
        return true;
    }
    let is_told = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_of_text = text.matches('。').count() > 1 || is_sentence(text) && !is_told(WITH);
    if length <= SHORT && is_told(ANYWHERE) && !is_of_text {
        return true;
    }
    let bare = text.trim_start_matches(['[', '【', '(', '（', ' ', '\u{3000}']);
    let opens = |opening: &&str| {
        let rest = text.strip_prefix(*opening).or_else(|| bare.strip_prefix(*opening));
        rest.is_some_and(|rest| !WORDS.contains(opening) || !rest.starts_with(is_han))
    };
    let is_opened = OPENINGS.iter().any(opens);
    // A sentence of the text may begin with such a word.
    let sentences = text.chars().filter(|c| matches!(c, '。' | '！' | '？')).count();
    let is_sentence = sentences > 0 && length > 24 || text.chars().filter(|c| *c == '，').count() > 1;
    is_opened && length <= SHORT && !is_sentence
}

/// Whether a line that sites put around texts may as well be one of the text, if it stands amid it.
pub(super) fn may_be_of_text(text: &str) -> bool {
    is_sentence(text) || OF_NOTICES.iter().any(|label| text.starts_with(label))
}

/// Whether a line is written as running text.
fn is_sentence(text: &str) -> bool {
    text.contains(['，', '；']) && text.ends_with(['。', '！', '；'])
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

/// Whether a line states whose a text is, what a site answers for, or what readers are to mind.
fn is_statement(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_of_statement = |text: &str| OF_STATEMENTS.iter().any(|word| text.contains(word));
    if OF_SITES.iter().any(|opening| bare.starts_with(opening)) && is_of_statement(text) {
        return true;
    }
    let rest = STATEMENTS.iter().find_map(|opening| bare.strip_prefix(opening));
    rest.is_some_and(|rest| rest.starts_with(['：', ':', '】', ']', '）', ')', ' ']) && is_of_statement(rest))
}

/// Whether a line is a number of readers: `阅读 1.3万`, `0 跟贴`, `1.2万阅读`.
fn is_counter(text: &str) -> bool {
    if text
        .strip_prefix("已有")
        .is_some_and(|rest| ["评论", "参与", "阅读", "点赞"].iter().any(|word| rest.contains(word)))
    {
        return text.chars().count() <= 16;
    }
    let is_of_number = |c: char| {
        c.is_ascii_digit() || "万亿千wWkK.,+次人条:：（）()[]【】| ".contains(c) || c.is_whitespace()
    };
    let word = text.trim_matches(is_of_number);
    text.contains(|c: char| c.is_ascii_digit()) && COUNTERS.contains(&word)
}

/// Whether a line names those who made a text, and nothing else: `记者：李明　编辑：王红`, `（记者 李明）`.
fn is_byline(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let is_of_press = |inner: &str| {
        ["记者", "通讯员", "供稿", "撰稿"].iter().any(|word| inner.contains(word))
            && inner.chars().count() <= 40
    };
    if inner.is_some_and(|inner| is_of_press(inner) && !inner.contains(['。', '（', '('])) {
        return true;
    }
    let names: Vec<&str> = text.split([' ', '\u{3000}', '|', '丨']).filter(|name| !name.is_empty()).collect();
    let is_one = |name: &&str| {
        let of = name.split_once(['：', ':', '/', '／']);
        of.is_some_and(|(maker, who)| MAKERS.contains(&maker) && who.chars().count() <= 12)
    };
    let is_name = |name: &&str| name.chars().count() <= 4;
    let is_plain = !text.contains(['，', '。', '？', '！', '；']);
    is_plain
        && text.chars().count() <= SHORT
        && names.iter().any(is_one)
        && names.iter().all(|name| is_one(name) || is_name(name))
}

/// Whether a line praises the program of a site: `更多精彩，尽在某某客户端`.
fn is_advert(text: &str) -> bool {
    let text = text.trim_end_matches(['。', '！', '!', '>', ' ']);
    let is_of_program =
        ["APP", "App", "app", "客户端", "公众号", "小程序"].iter().any(|word| text.ends_with(word));
    is_of_program
        && text.chars().count() <= 40
        && ["尽在", "请下载", "更多精彩", "查看更多"].iter().any(|word| text.contains(word))
}

/// Whether a line is a row of facts of the page: `发布人：李明 录入时间：2020-02-15 点击：35`.
fn is_of_facts(text: &str) -> bool {
    const OF_PAGES: &[&str] = &[
        "发布", "录入", "来源", "点击", "浏览", "阅读", "更新", "作者", "编辑", "责编", "字体", "字号",
        "索引",
    ];
    let labels: Vec<&str> =
        text.split_whitespace().filter_map(|fact| Some(fact.split_once(['：', ':'])?.0)).collect();
    let of_page = labels.iter().filter(|label| OF_PAGES.iter().any(|word| label.contains(word))).count();
    of_page >= 2 && labels.len() >= 3 && labels.iter().all(|label| label.chars().count() <= 6)
}

/// Whether a line is a button to hear or see the text, with its length: `▶ 听报道 00:03:12`.
fn is_player(text: &str) -> bool {
    let is_clock = |word: &str| {
        let parts: Vec<&str> = word.split(':').collect();
        (2..=3).contains(&parts.len())
            && parts.iter().all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_clock = words.last().is_some_and(|word| is_clock(word));
    text.starts_with(['▶', '►', '🔊', '🎧'])
        && text.chars().count() <= 30
        && (has_clock || !text.contains('。'))
}
