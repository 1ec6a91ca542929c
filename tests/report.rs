//! What results look like: the same invented notice in every format and width, compared with the files of
//! `tests/report`. `REWRITE=1` writes them anew.
#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cuoshi::corpus::{Kind, Paragraph};
use cuoshi::report::{Csv, Format, JsonLines, Style, Summary, Terminal};
use cuoshi::{Language, RuleSet, Tagger};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report")
}

fn tagger() -> &'static Tagger {
    static TAGGER: LazyLock<Tagger> =
        LazyLock::new(|| Tagger::new(RuleSet::load(&folder().join("rules.yml")).unwrap()));
    &TAGGER
}

/// The paragraphs of `paragraphs.txt`, as a document, and two records that no line holds.
fn paragraphs() -> Vec<Paragraph> {
    let notice = fs::read_to_string(folder().join("paragraphs.txt")).unwrap();
    let lines = notice.lines().enumerate().filter(|(_, text)| !text.is_empty());
    let mut paragraphs: Vec<Paragraph> = lines
        .enumerate()
        .map(|(number, (line, text))| {
            paragraph("通知/2020-03.txt", number + 1, Some(line + 1), text, Vec::new())
        })
        .collect();
    let kept = vec![
        ("text".to_owned(), json!("=1+1")),
        ("省份".to_owned(), json!("海南")),
        ("人数".to_owned(), json!(-12)),
        ("空".to_owned(), Value::Null),
    ];
    paragraphs.push(paragraph(
        "记录-\u{1b}[2J7",
        1,
        None,
        "+ 发放\u{1b}[31m补贴\u{9b}2J，\"完\"\n第二\u{2028}行",
        kept,
    ));
    let long = format!("{}减免门店租金。{}停发补贴。", "一切照旧。".repeat(900), "各地各部门".repeat(400));
    paragraphs.push(paragraph("长文", 1, None, &long, Vec::new()));
    paragraphs
}

fn paragraph(
    document: &str,
    number: usize,
    line: Option<usize>,
    text: &str,
    kept: Vec<(String, Value)>,
) -> Paragraph {
    Paragraph {
        document: document.to_owned(),
        number,
        line,
        record: None,
        kind: Kind::Body,
        sentence: None,
        text: text.to_owned(),
        kept,
    }
}

fn rendered(format: &Format) -> String {
    let tagger = tagger();
    let (mut out, mut summary) = (Vec::new(), Summary::default());
    format.head(&mut out);
    for paragraph in paragraphs() {
        let tags = tagger.tag(&paragraph.text);
        format.paragraph(&paragraph, &tags, &mut out);
        summary.add(&tags);
    }
    let categories: Vec<_> = tagger.rules().categories().iter().collect();
    format.tail(&summary, tagger.rules(), &categories, &mut out);
    String::from_utf8(out).unwrap()
}

fn compare(name: &str, found: &str) {
    let path = folder().join(name);
    if std::env::var_os("REWRITE").is_some() {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{name} differs; REWRITE=1 writes it anew. Found:\n{found}");
}

fn text(width: usize, colour: bool) -> Format {
    text_in(Language::English, width, colour)
}

fn text_in(language: Language, width: usize, colour: bool) -> Format {
    Format::Text(Terminal::new(tagger().rules(), Style { width, colour, language }))
}

#[test]
fn text_at_three_widths_with_and_without_colours() {
    for width in [40, 80, 120] {
        compare(&format!("view-{width}.txt"), &rendered(&text(width, false)));
        // ESC as a visible character, so that the file can be read and compared in any tool.
        compare(&format!("view-{width}-colour.txt"), &rendered(&text(width, true)).replace('\x1b', "␛"));
    }
}

#[test]
fn text_in_chinese() {
    for width in [40, 80] {
        compare(&format!("view-{width}.zh.txt"), &rendered(&text_in(Language::Chinese, width, false)));
    }
}

#[test]
fn a_document_cannot_reach_the_terminal() {
    for (width, colour) in [(20, true), (40, false), (80, true), (120, false)] {
        let mut view = rendered(&text(width, colour));
        for look in [
            "0",
            "1",
            "2",
            "1;31",
            "4;38;5;33",
            "4;38;5;166",
            "4;38;5;64",
            "1;38;5;33",
            "1;38;5;166",
            "1;38;5;64",
        ] {
            view = view.replace(&format!("\x1b[{look}m"), "");
        }
        let raw = view.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "width {width}");
    }
}

#[test]
fn no_line_is_wider_than_the_window() {
    use unicode_width::UnicodeWidthStr;
    for width in [1, 40, 47, 79, 80, 81, 100, 120, 200] {
        let views = Language::ALL.map(|language| rendered(&text_in(language, width, false)));
        for line in views.iter().flat_map(|view| view.lines()) {
            assert!(line.width() <= width.max(40), "{} of {width} columns: {line}", line.width());
        }
    }
}

#[test]
fn colours_change_no_character_of_the_text() {
    // Narrow, where labels stand below the text, since marks move what stands beside it.
    let han = |view: String| view.chars().filter(|c| ('一'..='龥').contains(c)).collect::<String>();
    assert_eq!(han(rendered(&text(79, false))), han(rendered(&text(79, true))));
}

#[test]
fn json_lines() {
    let found = rendered(&Format::JsonLines(JsonLines::new(tagger().rules())));
    for (line, paragraph) in found.lines().zip(paragraphs()) {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["text"], paragraph.text);
        for evidence in
            value["tags"].as_array().unwrap().iter().flat_map(|tag| tag["evidence"].as_array().unwrap())
        {
            let (start, end) = (evidence["start"].as_u64().unwrap(), evidence["end"].as_u64().unwrap());
            let words = paragraph.text.chars().skip(usize::try_from(start).unwrap());
            let words: String = words.take(usize::try_from(end - start).unwrap()).collect();
            assert_eq!(evidence["text"], words);
        }
    }
    assert_eq!(found.chars().filter(|c| c.is_control() && *c != '\n' || *c == '\u{2028}').count(), 0);
    // The long paragraph says nothing here and hides the rest.
    compare("results.jsonl", &found.lines().filter(|line| line.len() < 4000).collect::<Vec<_>>().join("\n"));
}

fn csv(bom: bool, disarm_formulas: bool) -> String {
    let kept = ["省份", "text", "人数", "空", "没有"].map(str::to_owned).to_vec();
    rendered(&Format::Csv(Csv { kept, bom, disarm_formulas, sentences: false }))
}

#[test]
fn csv_reads_back() {
    let found = csv(false, false);
    let mut reader = csv::Reader::from_reader(found.as_bytes());
    let texts: Vec<String> = reader.records().map(|record| record.unwrap()[11].to_owned()).collect();
    for paragraph in paragraphs() {
        assert!(texts.contains(&paragraph.text));
    }
    let shown: Vec<&str> = found.split_inclusive("\r\n").filter(|row| row.len() < 4000).collect();
    compare("results.csv", &shown.concat());
}

#[test]
fn csv_for_spreadsheets() {
    let found = csv(true, true);
    assert!(found.starts_with("\u{FEFF}document,"));
    let mut reader = csv::Reader::from_reader(found.as_bytes());
    for cell in
        reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
    {
        assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{cell}");
        assert!(!cell.starts_with('-') || cell == "-12", "{cell}");
    }
    assert!(found.contains("'=1+1"));
}

#[test]
fn an_empty_table() {
    let mut out = Vec::new();
    let tagger = tagger();
    let categories: Vec<_> = tagger.rules().categories().iter().collect();
    text(80, false).tail(&Summary::default(), tagger.rules(), &categories, &mut out);
    let table = String::from_utf8(out).unwrap();
    assert!(table.starts_with("0 paragraphs   0 tagged   0 matches   rules "), "{table}");
}
