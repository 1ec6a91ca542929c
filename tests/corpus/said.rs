//! What texts say of themselves, as it travels with their paragraphs: `tests/metadata/texts.txt`.

use std::fmt::Write as _;

use crate::{Options, read_file};

const FIELDS: [&str; 4] = ["title", "date", "source", "author"];

#[test]
fn texts_say_what_they_are() {
    let file = std::fs::read_to_string("tests/metadata/texts.txt").unwrap();
    let lines: Vec<&str> = file.lines().filter(|line| !line.starts_with('#')).collect();
    let mut wrong = String::new();
    for case in lines.split(|line| *line == "===") {
        let of = |field: &str| {
            let values = case.iter().filter_map(|line| match line.split_once('\t') {
                Some((name, value)) => (name == field).then_some(value),
                None => (*line == field).then_some(""),
            });
            values.collect::<Vec<_>>()
        };
        let name = of("file")[0];
        let options = Options { keep: FIELDS.map(str::to_owned).to_vec(), ..Options::default() };
        let read = read_file(name, of("text").join("\n").as_bytes(), &options);
        for paragraph in &read.paragraphs {
            for field in FIELDS {
                let found = paragraph.kept.iter().find(|(known, _)| known == field);
                let (found, expected) =
                    (found.and_then(|(_, value)| value.as_str()), of(field).first().copied());
                if found != expected {
                    let text = &paragraph.text;
                    let _ = writeln!(wrong, "{name}: {field} is {found:?}, not {expected:?}, at {text}");
                }
            }
        }
        assert!(!read.paragraphs.is_empty(), "{name}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The day on which a file was made is told only where its text names none.
#[cfg(feature = "documents")]
#[test]
fn what_a_text_is_signed_with_counts_more_than_when_its_file_was_made() {
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let core = "<p xmlns:d=\"http://purl.org/dc/terms/\"><d:created>2023-09-01T08:00:00Z</d:created></p>";
    let signed = ["现就做好春季招聘通知如下，请认真落实。", "县就业局", "2020年4月2日"];
    for (lines, date) in [(&signed[..], "2020-04-02"), (&signed[..1], "2023-09-01")] {
        let lines = lines.join("</w:t></w:r></w:p><w:p><w:r><w:t>");
        let document = format!(
            "<w:document {names}><w:body><w:p><w:r><w:t>{lines}</w:t></w:r></w:p></w:body></w:document>"
        );
        let file = crate::contents::zip(&[
            ("[Content_Types].xml", crate::contents::TYPES),
            ("word/document.xml", &document),
            ("docProps/core.xml", core),
        ]);
        let options = Options { keep: vec!["date".to_owned()], ..Options::default() };
        let read = read_file("notice.docx", &file, &options);
        assert_eq!(read.paragraphs[0].kept, [("date".to_owned(), date.into())]);
    }
}

/// Nor is the day on which a book was put together.
#[cfg(feature = "documents")]
#[test]
fn what_a_book_is_signed_with_counts_more_than_when_it_was_made() {
    let container = "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>";
    let package = "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:date>2024-07-30</dc:date>\
        </metadata><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"a\"/></spine></package>";
    let signed = ["现就发放防汛补助通知如下，请认真落实。", "县水利局", "2021年6月11日"];
    for (lines, date) in [(&signed[..], "2021-06-11"), (&signed[..1], "2024-07-30")] {
        let chapter = format!("<html><body><p>{}</p></body></html>", lines.join("</p><p>"));
        let members = [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", container),
            ("b.opf", package),
            ("a.xhtml", &chapter),
        ];
        let options = Options { keep: vec!["date".to_owned()], ..Options::default() };
        let read = read_file("notice.epub", &crate::contents::zip(&members), &options);
        assert_eq!(read.paragraphs[0].kept, [("date".to_owned(), date.into())]);
    }
}
