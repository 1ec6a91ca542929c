//! What of a web page is its text, where that takes no whole page to show.
#![cfg(feature = "documents")]

use cuoshi::corpus::Kind;

use crate::{Options, Outcome, read_file};

const TEXT: &str = "对企业发放补贴，由县人社局负责落实，资金按月拨付。";

fn read(inner: &str) -> Outcome {
    let page =
        format!("<html><head><meta charset=utf-8><title>通知</title></head><body>{inner}</body></html>");
    read_file("a.html", page.as_bytes(), &Options::default())
}

#[test]
fn pages_of_links_alone_have_no_text() {
    let links = |count: usize| -> String {
        let link = "<li><a href='1.html'>关于技能培训补贴的公示</a><span>2020-03-01</span></li>";
        link.repeat(count)
    };
    let foot = "<p>主办单位：青河县水利局</p><p>地址：青河县沿江路3号 电话：0000-5550123 邮编：000000</p><p>某ICP备00000001号</p>";
    let column = format!("<div>当前位置：首页</div><ul>{}</ul><p>共 12 页</p><div>{foot}</div>", links(6));
    let titled = format!(
        "<h1>政策文件</h1><ul>{}</ul><div>青河县水利局</div><div>传真：5550001　值班电话：5550002</div>",
        links(4)
    );
    for list in [column, titled] {
        let outcome = read(&list);
        let kept =
            outcome.paragraphs.iter().filter(|one| !matches!(one.kind, Kind::Furniture | Kind::Heading));
        assert_eq!(kept.count(), 0, "{:?}", outcome.texts());
    }
    // What stands below the title is text, however short, beside whatever menu.
    let notice = format!("<ul>{}</ul><h1>停水通知</h1><p>今晚河西停水</p><p>明早恢复</p>", links(6));
    let outcome = read(&notice);
    let kept: Vec<&str> = outcome.texts().into_iter().filter(|text| text.contains(['晚', '早'])).collect();
    assert_eq!(kept.len(), 2, "{:?}", outcome.texts());
    let bodies = outcome.paragraphs.iter().filter(|one| one.kind == Kind::Body).count();
    assert_eq!(bodies, 2, "{:?}", outcome.texts());
}

#[test]
fn the_time_at_the_end_of_a_line_is_furniture_in_an_element_of_its_own() {
    let said = format!("<p>{TEXT}<span>[01-10 10:02]</span></p><p>{TEXT}<em>2020-01-10 10:05:31</em></p>");
    let outcome = read(&format!("{said}<p>会议定于<span>[01-10 10:02]</span>召开。</p>"));
    let body = outcome.paragraphs.iter().filter(|one| one.kind == Kind::Body);
    let texts: Vec<&str> = body.map(|one| one.text.as_str()).collect();
    assert_eq!(texts, [TEXT, TEXT, "会议定于[01-10 10:02]召开。"]);
}
