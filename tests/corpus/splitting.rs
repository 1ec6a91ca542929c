//! How texts become paragraphs, above all how hard-wrapped ones are told from others.

use crate::{Options, Outcome, Split, read_file, read_input, split};

/// Paragraphs as an office would write them.
const NOTICE: &[&str] = &[
    "为帮助本县受暴雨影响的商户尽快恢复营业，县政府决定自本月起实施以下措施，各乡镇须在十日内完成摸底并公布名单。",
    "一是对受灾商户免收三个月摊位费，已经缴纳的予以退还；二是由县财政安排专项资金一千二百万元，用于修复集贸市场、\
     仓库和冷链设施；三是协调银行提供利率不超过百分之四的贷款，贷款期限最长两年，由县担保公司承担担保费用。",
    "各单位要公开办事电话，做到当日受理、三日办结。对虚报损失、套取资金的，一经查实，追回款项并依法处理，相关情况\
     每周一上午报县商务局汇总，由商务局在网站上公示，接受群众监督。",
    "县农业局组织技术人员到田间指导排水、补种和防病，免费发放蔬菜种子两万袋，并联系外地批发市场收购滞销产品。",
    "本通知自印发之日起施行，有效期至明年六月底。此前规定与本通知不一致的，以本通知为准，具体解释工作由县政府办公室\
     承担，联系电话 0898-2255 转 16，电子信箱 office@example.org。",
];

const ENGLISH: &[&str] = &[
    "The county council decided on Tuesday to waive market fees for three months, to refund what has \
     already been paid, and to set aside twelve million for the repair of storage halls and cold chains.",
    "Banks will offer loans at no more than four percent for up to two years; the guarantee company \
     bears the cost of the guarantee, and applications are answered within three working days.",
];

/// Wraps at a number of columns; Chinese characters take two. Latin words stay whole, and a comma or
/// full stop does not begin a line.
fn wrap(text: &str, columns: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::from(indent);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let latin = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let (unit, after) = rest.split_at(latin.max(first.len_utf8()));
        let may_hang = matches!(first, '，' | '。' | '、' | '；');
        if columns_of(&line) + columns_of(unit) > columns && !may_hang {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        if !(line.is_empty() && unit == " ") {
            line.push_str(unit);
        }
        rest = after;
    }
    lines.push(line);
    lines
}

fn columns_of(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn wrap_all(paragraphs: &[&str], columns: usize, indent: &str, between: &str) -> String {
    let wrapped: Vec<String> = paragraphs.iter().map(|text| wrap(text, columns, indent).join("\n")).collect();
    wrapped.join(between)
}

fn read(text: &str) -> Outcome {
    read_file("a.txt", text.as_bytes(), &Options::default())
}

/// Asserts that these are the paragraphs, but for spaces: one at which a line was broken is lost.
fn assert_notice(paragraphs: &[&str], wrapped: &str) {
    let solid = |texts: &[&str]| texts.iter().map(|text| text.replace(' ', "")).collect::<Vec<_>>();
    assert_eq!(solid(paragraphs), solid(NOTICE), "{wrapped}");
}

#[test]
fn wrapped_text_is_put_together() {
    for columns in [30, 36, 40, 50, 60, 66, 72, 80] {
        for indent in ["", "\u{3000}\u{3000}", "    "] {
            for between in ["\n\n", "\n \n\n"] {
                let text = wrap_all(NOTICE, columns, indent, between);
                assert_notice(&read(&text).texts(), &text);
            }
        }
        let text = wrap_all(NOTICE, columns, "\u{3000}\u{3000}", "\n");
        assert_notice(&read(&text).texts(), &text);
        let text = format!("\u{3000}\u{3000}{}", wrap_all(NOTICE, columns, "", "\n\n\u{3000}\u{3000}"));
        assert_notice(&read(&text).texts(), &text);
    }
    for columns in [40, 60, 72, 80] {
        assert_eq!(read(&wrap_all(ENGLISH, columns, "", "\n\n")).texts(), ENGLISH, "{columns}");
    }
}

#[test]
fn wrapped_paragraphs_keep_the_line_they_begin_in() {
    let text = format!("\n{}", wrap_all(&NOTICE[1..3], 40, "", "\n\n\n"));
    let begins = 4 + wrap(NOTICE[1], 40, "").len();
    assert_eq!(read(&text).lines(), [2, begins]);
    assert_eq!(read(&text.replace('\n', "\r\n")).lines(), [2, begins]);
}

#[test]
fn a_title_above_wrapped_text_is_a_paragraph() {
    let text = format!("关于恢复营业的通知\n\n{}", wrap_all(NOTICE, 60, "\u{3000}\u{3000}", "\n\n"));
    assert_eq!(read(&text).texts()[0], "关于恢复营业的通知");
    assert_notice(&read(&text).texts()[1..], &text);
    let text = format!("关于恢复营业的通知\n{}", wrap_all(NOTICE, 60, "\u{3000}\u{3000}", "\n"));
    assert_eq!(read(&text).texts()[0], "关于恢复营业的通知");
    assert_notice(&read(&text).texts()[1..], &text);
}

#[test]
fn short_lines_and_items_within_wrapped_text_stand_alone() {
    let items = ["一、摊位费免收三个月；", "二、烘干费用减半收取；", "三、冷库首月免收电费。"];
    let body = wrap_all(NOTICE, 60, "", "\n");
    let text = format!("关于恢复营业的通知\n{body}\n\n具体如下：\n{}\n", items.join("\n"));
    let outcome = read(&text);
    let texts = outcome.texts();
    assert_eq!(texts[0], "关于恢复营业的通知");
    assert_notice(&texts[1..6], &text);
    assert_eq!(texts[6], "具体如下：");
    assert_eq!(texts[7..], items);
}

#[test]
fn records_are_put_together_too() {
    let record = serde_json::json!({"text": wrap_all(NOTICE, 50, "", "\n\n")}).to_string();
    assert_notice(&read_file("a.jsonl", record.as_bytes(), &Options::default()).texts(), &record);
}

#[test]
fn a_paragraph_a_line_stays_so() {
    for between in ["\n", "\n\n", "\r\n\r\n"] {
        for indent in ["", "\u{3000}\u{3000}"] {
            let text = format!("{indent}{}", NOTICE.join(&format!("{between}{indent}")));
            assert_eq!(read(&text).texts(), NOTICE, "{between:?}");
        }
    }
}

#[test]
fn lines_that_are_paragraphs_stay_lines() {
    let cases = [
        // A page with a menu, titles and text.
        "首页 > 新闻 > 本县\n\n县政府部署灾后恢复\n\n来源：县报  时间：2021-08-03\n\n县政府今天部署灾后恢复工作。\n\
         图为会场。\n上一篇：集市本周开放\n下一篇：明日停水公告\n相关新闻\n集市恢复开放，客流回升\n商户领到退款",
        // A poem of long verses.
        "春风吹过田野，种子落进新翻的泥土里，\n雨水唤醒村庄，炊烟升起在早起人家中，\n\
         孩子沿着河走，书包装着昨夜写的作业，\n老人坐在门前，数着今年回来的燕子呢。",
        // A list of short lines.
        "减免租金\n延期缴税\n稳岗补贴\n技能培训\n以工代赈\n消费券",
        // Headlines of nearly the same length.
        "县政府出台十条措施帮助商户渡过难关\n农业局技术人员进村指导排水补种防病\n\
         集贸市场修复工程昨日正式开工建设中\n银行推出低息贷款支持受灾个体工商户\n\
         电力公司连夜抢修全县线路恢复供电了\n学校操场临时安置点今日全部完成撤离",
        // A numbered list whose items have nearly the same width.
        "一、受灾商户免收摊位费，已经缴纳的退还\n二、安排专项资金，修复集贸市场和冷链库\n\
         三、协调银行贷款，利率不高于百分之四点\n四、公开办事电话，当日受理并且三日办结\n\
         五、组织技术人员，到田间指导排水和补种",
        // People and their offices.
        "王小田　　镇农业站站长、县蔬菜协会副会长\n李一禾　　县粮站站长、县粮食学会秘书长\n\
         赵　川　　县港务局副局长、引航站原站长\n周　舟　　县农业银行行长、县工商联副主席\n\
         陈大可　　县医院院长、县卫健局原副局长\n吴三石　　县冷链协会会长、镇供销社主任",
        // Sentences, a line each, of nearly the same length.
        "受灾商户免收三个月的摊位费，已缴的退还。\n县财政安排专项资金，用于修复集贸市场。\n\
         银行提供低息贷款，贷款期限最长是两年整。\n各单位要公开电话，做到当日受理三日办结。\n\
         虚报损失套取资金的，追回款项并依法处理。",
        // Up to three lines are too few to tell.
        "为帮助受暴雨影响的商户尽快恢复营业，各乡\n应当自本月起实施以下措施，各村组的干部都来\n挨户完成摸底，并公布名单",
        "减税",
    ];
    for text in cases {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(read(text).texts(), lines);
    }
}

#[test]
fn the_way_to_split_can_be_given() {
    let text = "\u{FEFF}\n 县政府\u{3000}\n决定\tABC\n def 2020\n\n\u{3000}年\u{200B}\n12";
    let read = |how| read_input(text, &split(how));
    assert_eq!(read(Split::Line).texts(), ["县政府", "决定\tABC", "def 2020", "年", "12"]);
    assert_eq!(read(Split::Line).lines(), [2, 3, 4, 6, 7]);
    assert_eq!(read(Split::Blank).texts(), ["县政府决定\tABC def 2020", "年12"]);
    assert_eq!(read(Split::Blank).lines(), [2, 6]);
    assert_eq!(read(Split::None).texts(), ["县政府\n决定\tABC\n def 2020\n\n\u{3000}年\u{200B}\n12"]);
    assert_eq!(read(Split::None).lines(), [2]);
}

#[test]
fn markdown_is_split_by_its_markers() {
    let cases: &[(&str, &[&str])] = &[
        ("# 标题 #\n正文\n接着", &["标题", "正文接着"]),
        ("正文\n## 二级\n正文", &["正文", "二级", "正文"]),
        ("标题\n====\n正文\n\n---\n", &["标题", "正文"]),
        (
            "- 减税\n- 降费，\n  再降\n* [ ] 补贴\n1. 培训\n2) 招聘",
            &["减税", "降费，再降", "补贴", "培训", "招聘"],
        ),
        ("> 引文\n> 接着\n>\n> 另一段", &["引文接着", "另一段"]),
        ("| 措施 | 部门 |\n|---|:--|\n| 减税 | **税务局** |", &["措施 | 部门", "减税 | 税务局"]),
        ("前\n```\ncode\n```\n后\n~~~\n# no\n~~~", &["前", "code", "后", "# no"]),
        ("````md\n```\n**发放**补贴\n\n  减税\n````\n后", &["```", "**发放**补贴", "减税", "后"]),
        ("```减税``` 降费\n后", &["减税 降费后"]),
        ("```\n发放补贴", &["发放补贴"]),
        ("---\ntitle: 通知\ntags:\n  - a\n---\n正文", &["title: 通知", "tags:", "- a", "正文"]),
        ("---\n# 通知\n- 减税\n\n时间:周一\n", &["通知", "减税", "时间:周一"]),
        (
            "减税[^1]，降费[^注2]。\n\n[^1]: 注一：*补贴*\n接着\n\n    第二段\n\n正文\n[^注2]: 注二",
            &["减税，降费。", "注一：补贴接着", "第二段", "正文", "注二"],
        ),
        (
            "[发布]: 对企业发放补贴\n\n[^对企业发放补贴]减税\n\n[附件]: <a b.docx> '题'\n[2]: /a/b",
            &["[发布]: 对企业发放补贴", "[^对企业发放补贴]减税"],
        ),
        ("[甲](发放补贴)[乙][减税]与[丙](附件一.docx)", &["[甲](发放补贴)[乙][减税]与丙"]),
        ("增长a<b，发放补贴，c>d<b class=\"大\">降费</b><x@y.cn>", &["增长a<b，发放补贴，c>d降费x@y.cn"]),
        (
            "措施 | 部门\n--- | ---\n减税 | 税务局\n降费 | 发改委\n\n甲 | 乙",
            &["措施 | 部门", "减税 | 税务局", "降费 | 发改委", "甲 | 乙"],
        ),
        ("---\n正文", &["正文"]),
        (
            "**重点：**内容和*强调*、__粗__、***全***、~~旧~~、`代码`。",
            &["重点：内容和强调、粗、全、旧、代码。"],
        ),
        (
            "见[通知](http://x.cn/a \"题\")和[附件][1]，![图](a.png)，<https://x.cn>。\n[1]: http://x.cn",
            &["见通知和附件，图，https://x.cn。"],
        ),
        (
            "第[2020]5号，3 * 4 * 5，file_name_1，138****1234，a < b，\\*星\\*",
            &["第[2020]5号，3 * 4 * 5，file_name_1，138****1234，a < b，*星*"],
        ),
        ("减<br>税<!-- 注 -->降费", &["减税降费"]),
        ("#话题不是标题", &["#话题不是标题"]),
        ("[**粗** [内]](x)", &["粗 [内]"]),
        ("![", &["!["]),
        ("2020年降费\n-3度", &["2020年降费-3度"]),
    ];
    for (text, expected) in cases {
        assert_eq!(read_file("a.md", text.as_bytes(), &Options::default()).texts(), *expected, "{text}");
    }
}

#[test]
fn markdown_keeps_line_numbers_and_can_be_split_otherwise() {
    let text = "---\ntitle: 通知\n---\n\n# 题\n\n- 减税，\n  降费\n\n```\nx\n```\n**尾**\n";
    let read = |how| read_file("a.md", text.as_bytes(), &split(how));
    assert_eq!(
        (read(Split::Auto).texts(), read(Split::Auto).lines()),
        (vec!["title: 通知", "题", "减税，降费", "x", "尾"], vec![2, 5, 7, 11, 13])
    );
    assert_eq!(read(Split::Line).texts(), ["title: 通知", "题", "减税，", "降费", "x", "尾"]);
    assert_eq!(read(Split::None).texts().len(), 1);
    assert_eq!(read(Split::None).lines(), [2]);
}

#[test]
fn markdown_written_to_exhaust_does_not() {
    for text in [
        "*_".repeat(40_000),
        "[".repeat(60_000),
        "[a](".repeat(20_000),
        "`*".repeat(30_000),
        "> ".repeat(60_000),
    ] {
        read_file("a.md", text.as_bytes(), &Options::default());
    }
}
