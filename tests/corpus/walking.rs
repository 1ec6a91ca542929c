//! Which files are read, in which order, and what is said of those that are not.

use std::path::Path;

use crate::{Corpus, Files, Format, Options, Outcome, only_message, read_file, read_input};

#[test]
fn folders_are_walked_in_byte_order_of_whole_paths() {
    let names = ["a-b.txt", "a/x.txt", "a/y/z.txt", "a0.txt", "b.txt", "Z.txt", "甲/乙.txt", "丙.txt"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, "减税".as_bytes())).collect();
    let mut expected: Vec<String> = names.iter().map(|name| format!("~/{name}")).collect();
    expected.sort_unstable();
    let files = Files::new(&files);
    assert_eq!(files.read(&Options::default()).documents(), expected);
    let with_slash = format!("{}/", files.0.path().display());
    assert_eq!(files.read_paths(&[Path::new(&with_slash)], &Options::default()).documents(), expected);
}

#[test]
fn hidden_files_and_folders_are_skipped_unless_given() {
    let files =
        Files::new(&[(".a.txt", "甲".as_bytes()), (".b/c.txt", "乙".as_bytes()), ("d.txt", "丁".as_bytes())]);
    assert_eq!(files.read(&Options::default()).texts(), ["丁"]);
    let given = [files.path(".a.txt"), files.path(".b")];
    let outcome = files.read_paths(&[&given[0], &given[1]], &Options::default());
    assert_eq!(outcome.documents(), ["~/.a.txt", "~/.b/c.txt"]);
}

#[test]
fn what_systems_and_offices_leave_behind_is_skipped() {
    let files = Files::new(&[
        ("Thumbs.db", b"\xD0\xCF\x11\xE0"),
        ("desktop.ini", b"[.ShellClassInfo]"),
        ("~$a.docx", b"\x05abc"),
        ("a.txt", "减税".as_bytes()),
    ]);
    let outcome = files.read(&Options::default());
    assert_eq!((outcome.texts(), outcome.troubles.len()), (vec!["减税"], 0));
}

#[test]
fn results_of_earlier_runs_are_left_out_of_folders_and_read_when_given() {
    let line =
        r#"{"document":"b.txt","paragraph":1,"line":1,"kind":"body","text":"减税","tags":[],"ruleset":"0"}"#;
    let table = "\u{FEFF}document,paragraph,line,kind,category,label,start,end,evidence,pattern,flags,text\nb.txt,1,1,body,a,甲,0,2,减税,减税,,减税\n";
    let coded = r#"{"document":"b.txt","paragraph":1,"text":"降费","tags":[]}"#;
    let files = Files::new(&[
        ("a.jsonl", line.as_bytes()),
        ("b.csv", table.as_bytes()),
        ("c.jsonl", coded.as_bytes()),
    ]);
    let outcome = files.read(&Options::default());
    assert_eq!((outcome.texts(), outcome.troubles.len(), outcome.failures()), (vec!["降费"], 2, 0));
    assert!(outcome.messages()[0].contains("a result of an earlier run"), "{outcome:?}");
    for name in ["a.jsonl", "b.csv"] {
        assert_eq!(files.read_paths(&[&files.path(name)], &Options::default()).texts(), ["减税"]);
    }
}

#[test]
fn missing_paths_are_named_and_the_rest_goes_on() {
    let files = Files::new(&[("a.txt", "减税".as_bytes())]);
    let outcome = files.read_paths(&[&files.path("none.txt"), &files.path("a.txt")], &Options::default());
    assert_eq!(outcome.texts(), ["减税"]);
    assert_eq!(outcome.failures(), 1);
    let message = files.shorten(&outcome.messages()[0]);
    assert_eq!(message, "~/none.txt: there is no such file or folder; check the path");
}

#[test]
fn an_empty_folder_is_noted() {
    let message = only_message(".hidden", b"x", &Options::default());
    assert_eq!(message, "~: there is no file in this folder (hidden ones do not count)");
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    let files = Files::new(&[("a/x.txt", "甲".as_bytes())]);
    std::os::unix::fs::symlink(files.path("a"), files.path("a/back")).unwrap();
    std::os::unix::fs::symlink(files.path("a/x.txt"), files.path("link.txt")).unwrap();
    std::os::unix::fs::symlink(files.path("nowhere"), files.path("z.txt")).unwrap();
    let outcome = files.read(&Options::default());
    assert_eq!(outcome.documents(), ["~/a/x.txt", "~/link.txt"]);
    let messages: Vec<String> = outcome.messages().iter().map(|message| files.shorten(message)).collect();
    assert_eq!(messages[0], "~/a/back: this link leads back to ~/a, which is being read; it is not followed");
    assert_eq!(messages[1], "~/z.txt: there is no such file or folder; check the path");
    assert_eq!(outcome.failures(), 1);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let files = Files::new(&[("a.txt", "甲".as_bytes()), ("b.txt", "乙".as_bytes())]);
    std::fs::set_permissions(files.path("a.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(files.path("a.txt")).is_ok() {
        return; // whoever runs this may read everything
    }
    let outcome = files.read(&Options::default());
    assert_eq!((outcome.texts(), outcome.failures()), (vec!["乙"], 1));
}

#[cfg(unix)]
#[test]
fn pipes_in_a_folder_are_not_waited_on() {
    let files = Files::new(&[("a.txt", "甲".as_bytes())]);
    let made = std::process::Command::new("mkfifo").arg(files.path("pipe")).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(files.read(&Options::default()).texts(), ["甲"]);
    }
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("a.pdf", b"%PDF-1.7 \x80\x81", "a PDF document"),
        ("a.txt", b"%PDF-1.7 \x80\x81", "a PDF document"),
        ("a.docx", b"PK\x03\x04\x14\0word/document.xml", "a Word document"),
        ("a.xlsx", b"PK\x03\x04\x14\0xl/workbook.xml", "a spreadsheet"),
        ("a.zip", b"PK\x03\x04\x14\0a.txt", "a ZIP archive"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "an older Office"),
        ("a.png", b"\x89PNG\r\n\x1A\n\0\0", "an image"),
        ("a.txt.gz", b"\x1F\x8B\x08\x08\x01\x02", "a compressed file"),
        ("a.xml", "<?xml version=\"1.0\"?><p/>".as_bytes(), "an XML document"),
        ("a.sql", "INSERT INTO news VALUES ('减税');".as_bytes(), "a database"),
        ("a.rtf", b"{\\rtf1\\ansi", "rich text (RTF)"),
        ("a.bin", b"\x01\x02\0\x03\x04\x05", "it is not text"),
        ("a", "减税\0降\0费".as_bytes(), "it is not text"),
        ("a.json", "[[\"减税\"]]".as_bytes(), "holds neither a list of objects nor one object a line"),
        ("a.json", "\"减税\"".as_bytes(), "holds neither a list of objects nor one object a line"),
    ];
    for (name, bytes, expected) in cases {
        let outcome = read_file(name, bytes, &Options::default());
        assert!(outcome.paragraphs.is_empty(), "{name}: {:?}", outcome.texts());
        assert_eq!(outcome.failures(), 1, "{name}: {outcome:?}");
        assert!(outcome.messages()[0].contains(expected), "{name}: {:?}", outcome.messages());
    }
}

#[test]
fn the_extension_tells_the_format_unless_it_is_given() {
    let record = "{\"id\": \"r\", \"text\": \"减税\"}".as_bytes();
    for name in ["a.jsonl", "a.ndjson", "a.JSONL", "a.json"] {
        assert_eq!(read_file(name, record, &Options::default()).documents(), ["r"], "{name}");
    }
    let other = "{\"name\": \"减税\"}".as_bytes();
    for name in ["a.txt", "a.text", "a.log", "a"] {
        assert_eq!(read_file(name, other, &Options::default()).lines(), [1], "{name}");
    }
    let given = Options { input: Some(Format::JsonLines), ..Options::default() };
    assert_eq!(read_file("a.txt", record, &given).documents(), ["r"]);
    let given = Options { input: Some(Format::Text), ..Options::default() };
    assert_eq!(read_file("a.jsonl", record, &given).lines(), [1]);
    assert_eq!(read_file("a.html", b"<html>", &given).texts(), ["<html>"]);
}

#[test]
fn text_may_begin_like_the_signature_of_something_else() {
    for text in ["ID3 是一种标签", "GIF8 与 BZh", "PAR1"] {
        assert_eq!(read_file("a.txt", text.as_bytes(), &Options::default()).texts(), [text]);
    }
}

#[test]
fn yaml_is_left_out_of_folders_and_read_when_given() {
    let files = Files::new(&[("rules.yml", "id: a".as_bytes())]);
    let outcome = files.read(&Options::default());
    assert_eq!((outcome.paragraphs.len(), outcome.troubles.len(), outcome.failures()), (0, 1, 0));
    assert_eq!(files.read_paths(&[&files.path("rules.yml")], &Options::default()).texts(), ["id: a"]);
}

#[test]
fn nothing_to_tag_is_noted() {
    for (name, bytes, expected) in [
        ("a.txt", "", "~/a.txt: the file is empty"),
        ("a.csv", "", "~/a.csv: the file is empty"),
        ("a.txt", " \n\u{3000}\r\n\t", "~/a.txt: there is no text in it to tag"),
        ("a.txt", "\u{FEFF}", "~/a.txt: there is no text in it to tag"),
        ("a.jsonl", "\n\n", "~/a.jsonl: there is no text in it to tag"),
        ("a.csv", "id,text\n", "~/a.csv: there is no text in it to tag"),
        ("a.md", "---\n", "~/a.md: there is no text in it to tag"),
    ] {
        assert_eq!(only_message(name, bytes.as_bytes(), &Options::default()), expected);
    }
}

#[test]
fn standard_input_is_text_or_json() {
    let text = read_input("减税\n降费", &Options::default());
    assert_eq!((text.documents(), text.texts()), (vec!["-", "-"], vec!["减税", "降费"]));
    let records = read_input("\n {\"text\": \"减税\"}\n{\"text\": 3}", &Options::default());
    assert_eq!(records.documents(), ["-:2"]);
    assert!(records.messages()[0].starts_with("-:3: the field `text` is a number"), "{records:?}");
    assert_eq!(read_input("{\n\"text\": \"减税\"}", &Options::default()).documents(), ["-#1"]);
    assert_eq!(read_input("{\n减税\n}", &Options::default()).lines(), [1, 2, 3]);
    assert_eq!(read_input("{减税}", &Options::default()).texts(), ["{减税}"]);
    assert_eq!(read_input("[减税]", &Options::default()).texts(), ["[减税]"]);
    assert_eq!(read_input("[\n  {\"text\": \"减税\"}\n]", &Options::default()).documents(), ["-#1"]);
    let csv = Options { input: Some(Format::Csv), ..Options::default() };
    assert_eq!(read_input("text\n减税", &csv).documents(), ["-:2"]);
}

#[cfg(unix)]
#[test]
fn what_is_said_of_a_file_stays_on_its_line() {
    let message = only_message("甲\n乙\u{1B}[2J.xml", b"\0", &Options::default());
    assert!(message.starts_with(r"~/甲\n乙\u{1b}[2J.xml: "), "{message}");
}

#[test]
fn standard_input_is_read_once() {
    let paths = vec!["-".into(), "-".into()];
    let input = std::io::Cursor::new("减税".as_bytes());
    let outcome = Outcome::of(Corpus::new(paths, input, Options::default()).unwrap());
    assert_eq!(outcome.texts(), ["减税"]);
    assert_eq!(outcome.messages(), ["-: standard input can be read only once; name `-` once"]);
}
