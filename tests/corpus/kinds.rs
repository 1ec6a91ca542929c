//! What the lines of plain texts are: the files of `tests/kinds`, each line its kind, a tab, and the line itself. Lines
//! of `#` are remarks, a line of `===` ends a document.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use crate::{Options, Paragraph, Split, read_file};

/// The documents of a file: each a list of kinds and lines.
fn documents(path: &Path) -> Vec<Vec<(String, String)>> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect::<Vec<_>>();
    let line = |line: &&str| {
        let (kind, text) =
            line.split_once('\t').unwrap_or_else(|| panic!("{}: no tab in {line}", path.display()));
        (kind.to_owned(), text.to_owned())
    };
    lines.split(|line| *line == "===").map(|lines| lines.iter().map(line).collect()).collect()
}

fn shown(paragraphs: &[Paragraph]) -> Vec<(String, String)> {
    paragraphs.iter().map(|paragraph| (paragraph.kind.name().to_owned(), paragraph.text.clone())).collect()
}

fn compare(path: &Path) {
    let mut wrong = String::new();
    for expected in documents(path) {
        let lines: Vec<&str> = expected.iter().map(|(_, line)| line.as_str()).collect();
        let text = lines.join("\n\n");
        let options = Options { split: Split::Line, ..Options::default() };
        let read = read_file("page.txt", text.as_bytes(), &options);
        let record = json!({"text": text}).to_string();
        let recorded = read_file("pages.jsonl", record.as_bytes(), &options);
        assert_eq!(shown(&read.paragraphs), shown(&recorded.paragraphs), "records are read like files");
        for (found, expected) in shown(&read.paragraphs).iter().zip(&expected) {
            if found != expected {
                let _ = writeln!(wrong, "{} is taken for {}: {}", expected.0, found.0, found.1);
            }
        }
        assert_eq!(read.paragraphs.len(), expected.len());
    }
    assert!(wrong.is_empty(), "{}:\n{wrong}", path.display());
}

#[test]
fn what_pages_have_around_their_texts_is_seen() {
    compare(Path::new("tests/kinds/pages.txt"));
}

#[test]
fn texts_that_speak_of_such_things_are_texts() {
    compare(Path::new("tests/kinds/texts.txt"));
}

#[test]
fn what_is_alone_in_a_record_is_body() {
    for text in ["阅读：0", "上一篇：没有了", "版权所有 © 某公司"] {
        let record = json!({"text": text}).to_string();
        let read = read_file("coded.jsonl", record.as_bytes(), &Options::default());
        assert_eq!(shown(&read.paragraphs), [("body".to_owned(), text.to_owned())]);
    }
}

#[test]
fn markdown_says_itself_what_its_lines_are() {
    let text = "---\ndate: 2020-02-03\n---\n# 复工通告\n\n各企业自查后开工。[^1]\n\n- 佩戴口罩\n- 每日测温\n\n\
                | 项目 | 期限 |\n|---|---|\n| 消毒 | 每日 |\n\n```\n打印\n```\n\n责任编辑：梁禾\n\n\
                [^1]: 自查表另发。\n\n    表须盖章。\n";
    let kinds = read_file("a.md", text.as_bytes(), &Options::default()).paragraphs;
    let kinds: Vec<&str> = kinds.iter().map(|paragraph| paragraph.kind.name()).collect();
    let [body, item, row, note] = ["body", "list_item", "table_row", "footnote"];
    let expected = ["furniture", "heading", body, item, item, row, row, body, "furniture", note, note];
    assert_eq!(kinds, expected);
}

#[test]
fn underlines_of_markdown_make_headings() {
    let text = "复工通告\n====\n\n一、时间安排\n---\n各企业自查后开工。\n---\n\n<td>消毒</td><td>每日</td>\n";
    let read = read_file("a.md", text.as_bytes(), &Options::default()).paragraphs;
    let [heading, body] = ["heading", "body"].map(str::to_owned);
    let expected = [(heading.clone(), "复工通告"), (heading, "一、时间安排"), (body, "各企业自查后开工。")];
    let expected = expected.into_iter().chain([("table_row".to_owned(), "消毒\t每日")]);
    assert_eq!(shown(&read), expected.map(|(kind, text)| (kind, text.to_owned())).collect::<Vec<_>>());
}

/// Each page is a line `html`, a tab and what is in its `body`, with the kinds and lines that are expected below.
#[cfg(feature = "documents")]
#[test]
fn small_pages_keep_their_few_lines() {
    for page in documents(Path::new("tests/kinds/small_pages.txt")) {
        let [(_, html), expected @ ..] = &page[..] else { panic!("a page without lines") };
        let html = format!("<html><head><meta charset=utf-8></head><body>{html}</body></html>");
        let read = read_file("page.html", html.as_bytes(), &Options::default()).paragraphs;
        assert_eq!(shown(&read), expected, "{html}");
    }
}
