//! What a file is by its content, whatever it is called: a case is a name, a content, what comes of it, and what is said.
#![cfg(feature = "documents")]

use std::io::{Cursor, Write as _};

use encoding_rs::GB18030;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Format, Options, Outcome, read_file};

const TEXT: &str = "对企业发放补贴，由县人社局负责落实，资金按月拨付。";

pub(crate) const TYPES: &str = "<?xml version=\"1.0\"?><Types \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>";

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn page(inner: &str) -> String {
    format!("<html><head><meta charset=utf-8><title>通知</title></head><body>{inner}</body></html>")
}

/// An archive of these members.
pub(crate) fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(text: &str) -> Vec<u8> {
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let body = format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let document = format!("<w:document {names}><w:body>{body}</w:body></w:document>");
    zip(&[("[Content_Types].xml", TYPES), ("word/document.xml", &document)])
}

fn read(name: &str, bytes: &[u8]) -> Outcome {
    read_file(name, bytes, &Options::default())
}

/// Reads it, and asserts that nothing else comes of it than this text, and nothing is said but what has these words.
fn check(name: &str, bytes: &[u8], said: Option<&str>) {
    let outcome = read(name, bytes);
    assert_eq!(outcome.texts(), [TEXT], "{name}: {:?}", outcome.messages());
    assert_eq!(outcome.failures(), 0, "{name}");
    let messages = outcome.messages();
    let is_said = messages.len() == usize::from(said.is_some())
        && said.is_none_or(|said| messages[0].contains(&format!("by its content it is {said}")));
    assert!(is_said, "{name}: {messages:?}");
}

#[test]
fn the_content_counts_and_the_name_is_told_where_it_says_otherwise() {
    let page = page(&format!("<p>{TEXT}</p>"));
    let wide = [b"\xFF\xFE".as_slice(), &utf_16(&page.replace("utf-8", "utf-16"))].concat();
    for name in ["a.doc", "a.docx", "a.xls", "a.xlsx", "a.csv", "a.md", "a.txt", "a.pdf", "a.json", "a.epub"]
    {
        check(name, page.as_bytes(), Some("a web page"));
        check(name, &wide, Some("a web page"));
        check(name, &wide[2..], Some("a web page"));
    }
    for name in ["a", "a.aspx", "a.html", "a.shtml"] {
        check(name, page.as_bytes(), None);
    }
    let piece = format!("<div class=x>\n<p>{TEXT}</p></div>");
    for name in ["a.xls", "a.doc", "a.csv", "a.txt"] {
        check(name, piece.as_bytes(), Some("a web page"));
    }
    for name in ["a.doc", "a.xlsx", "a.csv", "a.txt", "a.html", "a.pdf", "a.zip"] {
        check(name, &docx(TEXT), Some("a Word document"));
    }
    check("a.docx", &docx(TEXT), None);
    let table = format!("id,text\r\n7,{TEXT}\r\n");
    for name in ["a.xls", "a.xlsx", "a.txt", "a.json", "a.jsonl", "a.md", "a.docx"] {
        check(name, table.as_bytes(), Some("a table"));
        check(name, &GB18030.encode(&table).0, Some("a table"));
        check(name, &utf_16(&table.replace(',', "\t")), Some("a table"));
    }
    check("a.csv", table.as_bytes(), None);
    check("a.csv", &utf_16(&table.replace(',', "\t")), None);
    let record = format!("{{\"id\": \"7\", \"text\": \"{TEXT}\"}}\n");
    for name in ["a.txt", "a.csv", "a.xlsx", "a.md", "a.docx"] {
        check(name, record.as_bytes(), Some("JSON lines"));
    }
    for name in ["a.json", "a.jsonl", "a"] {
        check(name, record.as_bytes(), None);
    }
    for name in ["a.docx", "a.doc", "a.html", "a.pdf", "a.epub"] {
        check(name, TEXT.as_bytes(), Some("plain text"));
        check(name, &utf_16(TEXT), Some("plain text"));
    }
    for bytes in [TEXT.as_bytes(), &utf_16(TEXT), &GB18030.encode(TEXT).0] {
        check("a.txt", bytes, None);
    }
}

#[test]
fn a_table_without_a_column_of_texts_is_told_as_such_whatever_it_is_called() {
    let table = "编号,内容\n1,减免房租\n";
    let expected =
        "there is no column `text`; the columns are `编号`, `内容`; name the one that holds the text";
    for name in ["a.csv", "a.xls", "a.xlsx"] {
        let outcome = read(name, table.as_bytes());
        assert!(outcome.messages().iter().any(|message| message.contains(expected)), "{outcome:?}");
        let named = Options { text_field: "内容".to_owned(), ..Options::default() };
        assert_eq!(read_file(name, table.as_bytes(), &named).texts(), ["减免房租"]);
    }
}

#[test]
fn tables_of_pages_named_like_spreadsheets_are_read_row_by_row() {
    let table = "<table border=1><tr><td>措施</td><td>部门</td></tr><tr><td>减免房租</td><td>国资办</td></tr></table>";
    assert_eq!(read("a.xls", table.as_bytes()).texts(), ["措施\t部门", "减免房租\t国资办"]);
    let table = "<table border=1><tr><td rowspan=2>甲</td><td>补贴</td></tr><tr><td>免租</td></tr>\
                 <tr><td colspan=2>合计</td></tr></table>";
    let outcome = read("a.xls", table.as_bytes());
    assert_eq!(outcome.texts(), ["甲\t补贴", "免租", "合计"]);
    assert!(outcome.paragraphs.iter().all(|row| row.kind.name() == "table_row"), "{outcome:?}");
}

#[test]
fn excel_may_state_the_separator() {
    for sign in [",", ";", "\t"] {
        let table = format!("\u{FEFF}sep={sign}\r\nid{sign}text\r\n7{sign}减税\r\n");
        let outcome = read("a.csv", table.as_bytes());
        assert_eq!((outcome.texts(), outcome.documents()), (vec!["减税"], vec!["7"]), "{sign:?}");
    }
}

#[test]
fn a_title_may_stand_above_the_names_of_columns() {
    let table = format!("政策汇总表,,\n制表：王红,,\n编号,text,日期\n1,{TEXT},2020\n");
    assert_eq!(read("a.csv", table.as_bytes()).texts(), [TEXT]);
    for table in [format!("id|text\n1|{TEXT}\n"), format!("id,text\n1,{TEXT}\n")] {
        for name in ["a.csv", "a.tsv"] {
            assert_eq!(read(name, table.as_bytes()).texts(), [TEXT], "{table}");
        }
    }
}

#[test]
fn pages_saved_with_their_parts_and_mail_are_read() {
    let quoted: String =
        page(&format!("<p>{TEXT}</p>"))
            .bytes()
            .map(|byte| {
                if byte == b'=' || byte > 126 { format!("={byte:02X}") } else { char::from(byte).to_string() }
            })
            .collect();
    let head = "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b\"\r\n\r\n";
    let part = "----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    let saved =
        format!("{head}\r\n{part}{quoted}\r\n----b\r\nContent-Type: image/png\r\n\r\nxx\r\n----b--\r\n");
    check("a.mht", saved.as_bytes(), None);
    check("a.doc", saved.as_bytes(), Some("a web page or mail"));
    let given = Options { input: Some(Format::Html), ..Options::default() };
    assert_eq!(read_file("a", saved.as_bytes(), &given).texts(), [TEXT]);
    let mail = format!("To: a@b.cn\nMIME-Version: 1.0\nContent-Type: text/plain; charset=gbk\n\n{TEXT}\n");
    check("a.eml", &GB18030.encode(&mail).0, None);
}

#[test]
fn stray_nuls_are_left_out_and_told() {
    for (name, text) in
        [("a.csv", "id,text\n1,对企\0业\n"), ("a.txt", "对企\0\0业"), ("a.txt", "对企业\0\0\0")]
    {
        let outcome = read(name, text.as_bytes());
        assert_eq!(outcome.texts(), ["对企业"], "{name}");
        assert!(outcome.messages()[0].contains("mended: 1 run of NUL bytes"), "{:?}", outcome.messages());
    }
}

#[test]
fn what_lacks_its_parts_is_damaged_and_what_is_locked_is_named() {
    for (name, kind) in [("a.docx", "a Word document"), ("a.xlsx", "a spreadsheet")] {
        let outcome = read(name, &zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", "<a/>")]));
        assert!(outcome.messages()[0].contains(&format!("looks like {kind}, but is damaged")), "{outcome:?}");
        let mut locked = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[1; 504]].concat();
        locked.extend(utf_16("EncryptedPackage\0"));
        let outcome = read(name, &locked);
        assert!(outcome.messages()[0].contains(&format!("it is {kind} under a password")), "{outcome:?}");
    }
}

#[test]
fn a_page_that_was_cut_off_is_told() {
    let whole = page(&format!("<p>{TEXT}</p><p>第二段。</p>"));
    let cut = whole.find("<p>第二").unwrap();
    assert_eq!(read("a.html", whole.as_bytes()).messages(), [""; 0]);
    let outcome = read("a.html", &whole.as_bytes()[..cut]);
    assert_eq!(outcome.texts(), [TEXT]);
    assert!(outcome.messages()[0].contains("its end is missing"), "{outcome:?}");
    // Nobody has to write where a page and its body begin and end.
    assert_eq!(read("a.html", format!("<!DOCTYPE html><p>{TEXT}").as_bytes()).messages(), [""; 0]);
}

#[test]
fn what_is_all_furniture_or_nothing_is_told() {
    let links = "<a href=/a>首页</a> <a href=/b>新闻中心</a>";
    let listed =
        "<ul><li><a href=/c>关于发放补贴的通知</a></li><li><a href=/d>关于减免房租的通知</a></li></ul>";
    let outcome = read("a.html", page(&format!("<nav>{links}</nav>{listed}")).as_bytes());
    assert_eq!(outcome.paragraphs.len(), 3);
    assert!(outcome.messages()[0].contains("taken for page furniture"), "{outcome:?}");
    let outcome = read("a.txt", "责任编辑：王红\n打印\n关闭\n".as_bytes());
    assert!(outcome.messages()[0].contains("--include all tags it"), "{outcome:?}");
    let outcome = read("a.html", page("<script>补贴</script>").as_bytes());
    assert!(outcome.messages()[0].contains("there is no text in it to tag"), "{outcome:?}");
}

#[test]
fn pages_that_nest_without_end_are_read() {
    for open in
        ["<div>", "<table><tr><td>", "<b>", "<span>", "<x-y>", "<ul><li>", "<form><font>", "<section><a>"]
    {
        for count in [500, 5_000, 60_000] {
            let outcome = read("a.html", page(&format!("{}{TEXT}", open.repeat(count))).as_bytes());
            assert_eq!(outcome.texts(), [TEXT], "{open} {count}: {:?}", outcome.messages());
        }
    }
}

#[test]
fn hidden_text_is_furniture() {
    let hidden = "<div style='display: none'>减免房租<p>发放消费券</p></div><textarea>降费\n减税</textarea>";
    let outcome = read("a.html", page(&format!("<p>{TEXT}</p>{hidden}")).as_bytes());
    let shown: Vec<(&str, &str)> =
        outcome.paragraphs.iter().map(|paragraph| (paragraph.kind.name(), paragraph.text.as_str())).collect();
    let hidden = ["减免房租", "发放消费券", "降费", "减税"].map(|text| ("furniture", text));
    assert_eq!(shown, [&[("body", TEXT)], hidden.as_slice()].concat());
}

#[test]
fn links_in_archives_are_told() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |name: &str, kind: tar::EntryType, target: &str, text: &str| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(text.len() as u64);
        if target.is_empty() {
            tar.append_data(&mut header, name, text.as_bytes()).unwrap();
        } else {
            tar.append_link(&mut header, name, target).unwrap();
        }
    };
    let long = format!("甲/{}.txt", "长".repeat(60));
    add("甲/一.txt", tar::EntryType::Regular, "", TEXT);
    add(&long, tar::EntryType::Regular, "", TEXT);
    add("甲/二.txt", tar::EntryType::Symlink, "一.txt", "");
    add("三.txt", tar::EntryType::Link, &long, "");
    add("四.txt", tar::EntryType::Symlink, "/etc/passwd", "");
    add("五", tar::EntryType::Symlink, "./甲", "");
    let outcome = read("a.tar", &tar.into_inner().unwrap());
    assert_eq!((outcome.paragraphs.len(), outcome.failures()), (2, 1));
    let said = |name: &str, words: &str| {
        let messages = outcome.messages();
        let is_it =
            |message: &&String| message.contains(&format!("a.tar/{name}: ")) && message.contains(words);
        assert_eq!(messages.iter().filter(is_it).count(), 1, "{name}: {messages:?}");
    };
    said("甲/二.txt", "a link to 甲/一.txt in the archive, which is read");
    said("三.txt", &format!("a link to {long} in the archive"));
    said("四.txt", "a link to /etc/passwd, which the archive does not hold");
    said("五", "a link to 甲 in the archive");
}

#[test]
fn what_archives_hold_twice_under_one_name_is_told() {
    let bytes = zip(&[("a.txt", "减税"), ("b.txt", "降费")]);
    let bytes: Vec<u8> = bytes
        .iter()
        .enumerate()
        .map(|(at, byte)| if *byte == b'b' && bytes[at..].starts_with(b"b.txt") { b'a' } else { *byte })
        .collect();
    let outcome = read("a.zip", &bytes);
    assert_eq!((outcome.texts(), outcome.failures()), (vec!["降费"], 1));
    assert!(outcome.messages()[0].contains("1 file has the same name in it as another"), "{outcome:?}");
}

#[test]
fn documents_that_a_text_names_are_of_the_text_be_they_linked() {
    let links = "<p><a href=1>《关于发放稳岗补贴的实施细则》</a></p><p><a href=2>1.减免房租的办法</a></p>";
    let outcome = read("a.html", page(&format!("<h1>通知</h1><p>{TEXT}</p>{links}<p>{TEXT}</p>")).as_bytes());
    let shown: Vec<&str> = outcome.paragraphs.iter().map(|paragraph| paragraph.kind.name()).collect();
    assert_eq!(shown, ["heading", "body", "body", "body", "body"], "{:?}", outcome.texts());
}

#[test]
fn members_beside_a_bomb_are_read() {
    let bomb = "0".repeat(200 << 20);
    let outcome = read("a.zip", &zip(&[("a.txt", TEXT), ("bomb.txt", &bomb), ("c.txt", TEXT)]));
    assert_eq!(outcome.texts(), [TEXT, TEXT], "{:?}", outcome.messages());
    assert_eq!(outcome.failures(), 1);
    assert!(outcome.messages()[0].contains("bomb.txt: it is a compressed file that unpacks to far more"));
}

#[test]
fn a_bomb_of_lines_is_read_as_far_as_it_is_said_to_be() {
    let bomb = format!("{TEXT}\n{}\n", "0".repeat(4000)).repeat(50_000);
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bomb.as_bytes()).unwrap();
    let outcome = read("bomb.txt.gz", &packed.finish().unwrap());
    let messages = outcome.messages();
    let told = messages.iter().find(|told| told.contains("read up to")).unwrap_or(&messages[0]);
    let line = told
        .split("bomb.txt.gz: read up to line ")
        .nth(1)
        .and_then(|rest| rest.split_once(", and no further: "));
    let (line, reason) = line.unwrap_or_else(|| panic!("{messages:?}"));
    assert!(reason.contains("unpacks to far more"), "{told}");
    let last = outcome.paragraphs.last().unwrap();
    assert_eq!(last.line, Some(line.parse().unwrap()));
    assert_eq!(outcome.failures(), 1);
}

#[test]
fn what_is_not_of_the_format_that_the_user_names_is_told() {
    let page = page(&format!("<p>{TEXT}</p>"));
    let all: [(Format, &[u8], Option<&str>); 6] = [
        (Format::Pdf, TEXT.as_bytes(), Some("not a PDF document, as --input says, but plain text")),
        (Format::Pdf, page.as_bytes(), Some("not a PDF document, as --input says, but a web page (HTML)")),
        (Format::Docx, TEXT.as_bytes(), Some("not a Word document, as --input says, but plain text")),
        (Format::Pdf, &docx(TEXT), Some("not a PDF document, as --input says, but a Word document")),
        (Format::Docx, &docx(TEXT), None),
        (Format::Pdf, b"%PDF-1.7\n", Some("looks like a PDF document, but is damaged")),
    ];
    for (format, bytes, said) in all {
        let outcome = read_file("a", bytes, &Options { input: Some(format), ..Options::default() });
        let messages = outcome.messages();
        let is_said = said.map_or(messages.is_empty(), |said| messages[0].contains(said));
        assert!(is_said, "{format:?}: {messages:?}");
    }
}

#[test]
fn a_document_in_ofd_is_refused_by_name() {
    let ofd = zip(&[
        ("OFD.xml", "<ofd/>"),
        ("Doc_0/Document.xml", "<d/>"),
        ("Doc_0/Pages/Page_0/Content.xml", "<c/>"),
    ]);
    for name in ["通知.ofd", "通知.zip"] {
        let outcome = read(name, &ofd);
        assert!(outcome.texts().is_empty() && outcome.failures() == 1, "{outcome:?}");
        assert!(outcome.messages()[0].contains("an OFD document"), "{outcome:?}");
    }
}
