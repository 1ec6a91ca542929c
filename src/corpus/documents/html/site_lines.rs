//! Lines that sites write around texts: labels, buttons, paths, counters, statements of whose the text is.

use std::borrow::Cow;

use crate::corpus::inferred::{is_of_money, is_offer, kind_by_itself};
use crate::corpus::kind::Kind;
use crate::corpus::said::simplified;
use crate::text::is_han;

use super::site_words::{
    ANYWHERE, BUTTONS, COUNTERS, MAKERS, OF_NOTICES, OF_SITES, OF_STATEMENTS, OPENINGS, STATEMENTS, WHOLE,
    WITH, WORDS,
};

/// A line as short as this may be a line of a site's own.
pub(super) const SHORT: usize = 70;

/// Whether a line is one that sites put around texts.
pub(super) fn is_furniture(text: &str) -> bool {
    // Some write a bar for a colon, and quotation marks around the names of buttons.
    let text = text.trim().replace(['丨', '｜'], "：").replace(['“', '”', '「', '」'], "");
    let text = simplified(&text);
    let text = with_colons(&text);
    let text = text.as_ref();
    if is_statement(text) {
        return true;
    }
    if text.len() > SHORT * 4 || is_offer(text) {
        return false;
    }
    let length = text.chars().count();
    let is_of_make = [
        is_path,
        is_of_buttons,
        is_counter,
        is_byline,
        is_player,
        is_advert,
        is_of_facts,
        is_on_reprints,
        is_request,
        is_invitation,
        is_vote,
        is_reading_time,
    ];
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
    let states_money = text.starts_with("来源") && is_of_money(text);
    // No text begins with whose it is.
    let is_owner = text.starts_with('©');
    is_opened && length <= SHORT && (!is_sentence || is_owner) && !states_money
}

/// A byline in which bars or dashes stand for colons, with colons: `来源 | 某报`, `编辑|小王 审核|老李`.
fn with_colons(text: &str) -> Cow<'_, str> {
    let label = text.split(['|', '/']).next().unwrap_or_default().trim();
    let is_label = label.len() < text.len() && (MAKERS.contains(&label) || ["来源", "稿源"].contains(&label));
    if !is_label || text.chars().count() > SHORT {
        return Cow::Borrowed(text);
    }
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    Cow::Owned(parts.join("："))
}

/// Whether a line tells the moment at which something was said or published, and nothing else: `[01-10 10:00]`,
/// `2020-01-10 10:00:05`. The hour alone may stand in the programme of a day.
pub(super) fn is_moment(text: &str) -> bool {
    const LONGEST: usize = 24;
    let bare = text.trim_matches(['[', ']', '【', '】', '(', ')', '（', '）', ' ']);
    let is_of_signs = |c: char| c.is_ascii_digit() || c == ' ' || "年月日时分秒:-/.：".contains(c);
    let clock = bare.split(' ').next_back().unwrap_or_default();
    let parts: Vec<&str> = clock.split([':', '：']).collect();
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_clock = (2..=3).contains(&parts.len()) && parts.iter().all(is_number);
    let is_told = bare.len() < text.len() || parts.len() == 3 || clock.len() < bare.len();
    text.chars().count() <= LONGEST && bare.chars().all(is_of_signs) && is_clock && is_told
}

/// Whether a line that sites put around texts may as well be one of the text, if it stands amid it.
pub(super) fn may_be_of_text(text: &str) -> bool {
    // Documents are linked where a text names them.
    let is_named = text.starts_with('《') || kind_by_itself(text) == Some(Kind::ListItem);
    is_named || is_sentence(text) || OF_NOTICES.iter().any(|label| text.starts_with(label))
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
    // The name of a paper may stand before it.
    const LONGEST_PAPER: usize = 8;
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let is_of_press = |inner: &str| {
        ["记者", "通讯员", "供稿", "撰稿"].iter().any(|word| inner.contains(word))
            && inner.chars().count() <= 40
    };
    if inner.is_some_and(|inner| is_of_press(inner) && !inner.contains(['。', '（', '('])) {
        return true;
    }
    let is_of_names = ["记者", "通讯员"].iter().any(|word| {
        let paper = text.split_once(word).filter(|(_, names)| names.starts_with([' ', '\u{3000}', '/']));
        paper.is_some_and(|(paper, names)| {
            paper.chars().count() <= LONGEST_PAPER
                && paper.chars().all(is_han)
                && names.chars().count() <= 20
                && !names.contains(['，', '。', '：', '、'])
        })
    });
    if is_of_names {
        return true;
    }
    let signs = [' ', '\u{3000}', '|', '丨', '【', '】', '[', ']', '(', ')', '（', '）'];
    let names: Vec<&str> = text.split(signs).filter(|name| !name.is_empty()).collect();
    let is_maker = |maker: &str| MAKERS.contains(&maker) || is_step(maker);
    let is_one = |name: &&str| {
        let of = name.split_once(['：', ':', '/', '／']);
        of.is_some_and(|(maker, who)| is_maker(maker) && who.chars().count() <= 12)
    };
    let is_name = |name: &&str| name.chars().count() <= 4;
    let is_plain = !text.contains(['，', '。', '？', '！', '；']);
    is_plain
        && text.chars().count() <= SHORT
        && names.iter().any(is_one)
        && names.iter().all(|name| is_one(name) || is_name(name))
}

/// Whether a word names a step in the making of a text: 一审一校, 三级审核.
fn is_step(word: &str) -> bool {
    (2..=6).contains(&word.chars().count()) && word.ends_with(['审', '校', '编', '核', '排', '摄'])
}

/// Whether a short line says under which conditions a text may be printed elsewhere.
fn is_on_reprints(text: &str) -> bool {
    let conditions = ["注明", "出处", "授权", "许可", "后台", "联系"];
    text.chars().count() <= SHORT
        && text.contains("转载")
        && conditions.iter().any(|condition| text.contains(condition))
}

/// Whether a line asks readers to do something with the page: `点击蓝字 关注我们`, `↓↓↓ 点击阅读原文`. A text may ask for
/// such things too, but in sentences.
fn is_request(text: &str) -> bool {
    const LONGEST: usize = 36;
    const ACTS: [&str; 9] = ["点击", "长按", "扫码", "扫描", "识别", "戳", "轻触", "上滑", "点个"];
    const THINGS: [&str; 9] =
        ["关注", "蓝字", "阅读原文", "二维码", "公众号", "名片", "在看", "小程序", "客户端"];
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    text.chars().count() <= LONGEST && !text.contains(['。', '；', '：']) && has(&ACTS) && has(&THINGS)
}

/// Whether a line invites readers to come to the site, or to stay: `打开某某新闻，看更多图片`, `关注我们，了解更多`.
fn is_invitation(text: &str) -> bool {
    const LONGEST: usize = 40;
    const TO_COME: [&str; 3] = ["打开", "下载", "安装"];
    const OF_SITES: [&str; 8] =
        ["看更多", "更多精彩", "更多内容", "阅读全文", "查看全文", "体验更", "抢沙发", "评论互动"];
    const TO_STAY: [&str; 3] = ["关注", "加入", "订阅"];
    const OF_ACCOUNTS: [&str; 8] =
        ["了解更多", "更多资讯", "更多精彩", "更多动态", "不漏接", "不错过", "不迷路", "获取更多"];
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    text.chars().count() <= LONGEST
        && !text.contains(['。', '；', '：'])
        && (begins(&TO_COME) && has(&OF_SITES) || begins(&TO_STAY) && has(&OF_ACCOUNTS))
}

/// Whether a line asks readers how they liked an answer, or lists what they may say: `非常满意 3票`.
fn is_vote(text: &str) -> bool {
    const LONGEST: usize = 40;
    const VOTES: [&str; 9] =
        ["满意", "非常满意", "很满意", "比较满意", "基本满意", "一般", "不满意", "很不满意", "非常不满意"];
    let asks = ["您对", "你对", "请对", "请您对"].iter().any(|word| text.starts_with(word))
        && ["满意", "评价"].iter().any(|word| text.contains(word))
        && text.ends_with(['？', '?', '：', ':']);
    let is_count = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "票人次%()（）：:".contains(c));
    let mut words = text.split_whitespace().filter(|word| !is_count(word)).peekable();
    let is_of_votes = words.peek().is_some()
        && text.contains("满意")
        && words.all(|word| VOTES.contains(&word.trim_end_matches(|c: char| is_count(&c.to_string()))));
    text.chars().count() <= LONGEST && (asks || is_of_votes)
}

/// Whether a line says how long reading takes: `全文1200字，阅读约需3分钟`.
fn is_reading_time(text: &str) -> bool {
    const LONGEST: usize = 30;
    text.chars().count() <= LONGEST
        && text.contains("阅读")
        && text.contains("分钟")
        && text.contains(|c: char| c.is_ascii_digit())
        && !text.contains('。')
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
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.chars().count() <= 40 && has(&["点击", "轻触"]) && has(&["收听", "听全文", "语音版"])
    {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_clock = words.last().is_some_and(|word| is_clock(word));
    text.starts_with(['▶', '►', '🔊', '🎧'])
        && text.chars().count() <= 30
        && (has_clock || !text.contains('。'))
}
