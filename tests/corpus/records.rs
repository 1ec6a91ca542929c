//! JSON lines, CSV and TSV.

use std::fmt::Write as _;

use encoding_rs::{BIG5, GB18030};
use serde_json::json;

use crate::{Files, Options, Split, only_message, read_file, split};

fn keeping(fields: &[&str]) -> Options {
    Options { keep: fields.iter().map(|field| (*field).to_owned()).collect(), ..Options::default() }
}

#[test]
fn json_records_carry_id_text_and_kept_fields() {
    let lines = r#"{"id": "甲", "text": "减税", "year": 2020, "tags": [1, null]}

{"text": "降费", "id": 17, "year": 12345678901234567890}
{"text": "补贴"}
{"text": "", "id": "空"}
{"id": "", "text": "培训\n招聘"}"#;
    let outcome = read_file("a.jsonl", lines.as_bytes(), &keeping(&["year", "tags"]));
    assert!(outcome.troubles.is_empty(), "{outcome:?}");
    assert_eq!(outcome.texts(), ["减税", "降费", "补贴", "培训", "招聘"]);
    assert_eq!(outcome.documents()[..2], ["甲", "17"]);
    assert!(outcome.documents()[2].ends_with("/a.jsonl:4"));
    assert!(outcome.documents()[4].ends_with("/a.jsonl:6"));
    assert_eq!(outcome.paragraphs[4].number, 2);
    assert_eq!(outcome.paragraphs[0].line, None);
    let kept = |at: usize| outcome.paragraphs[at].kept.clone();
    assert_eq!(kept(0), [("year".to_owned(), json!(2020)), ("tags".to_owned(), json!([1, null]))]);
    assert_eq!(kept(1)[0].1.to_string(), "12345678901234567890");
    assert_eq!(kept(2), [("year".to_owned(), json!(null)), ("tags".to_owned(), json!(null))]);
}

#[test]
fn without_splitting_each_record_is_one_paragraph_to_the_letter() {
    let lines = "{\"text\": \" 减税\\r\\n\\u3000\"}\n{\"text\": \"\"}\n";
    let outcome = read_file("a.jsonl", lines.as_bytes(), &split(Split::None));
    assert_eq!(outcome.texts(), [" 减税\r\n\u{3000}", ""]);
    assert!(outcome.troubles.is_empty());
    let outcome = read_file("a.csv", "text,id\n\" 减税\r\n\",1\n,2\n".as_bytes(), &split(Split::None));
    assert_eq!(outcome.texts(), [" 减税\r\n", ""]);
}

#[test]
fn a_record_says_where_it_begins_and_can_be_had_without_text() {
    let options = Options { empty_records: true, ..Options::default() };
    let lines = "{\"id\": 1, \"text\": \"\"}\n\n{\"id\": 2, \"text\": \"\\n \\n\"}\n{\"id\": 3, \"text\": \"减税\\n降费\"}\n";
    let table = "id,text\n1,\n\n2,\" \"\n3,\"减税\n降费\"\n";
    for (name, text, places) in [("a.jsonl", lines, [1, 3, 4, 4]), ("a.csv", table, [2, 4, 5, 5])] {
        let outcome = read_file(name, text.as_bytes(), &options);
        assert_eq!(outcome.texts(), ["", "", "减税", "降费"]);
        assert_eq!(outcome.documents(), ["1", "2", "3", "3"]);
        let records: Vec<_> = outcome.paragraphs.iter().filter_map(|paragraph| paragraph.record).collect();
        assert_eq!(records, places, "{name}");
        let numbers: Vec<_> = outcome.paragraphs.iter().map(|paragraph| paragraph.number).collect();
        assert_eq!(numbers, [1, 1, 1, 2]);
        assert_eq!(read_file(name, text.as_bytes(), &Options::default()).texts(), ["减税", "降费"]);
    }
}

#[test]
fn the_text_of_a_record_is_split_like_a_text() {
    let record = json!({"text": "  第一段\r\n第二段\r第三段\n\n第四段  "}).to_string();
    let texts = |how| read_file("a.jsonl", record.as_bytes(), &split(how)).paragraphs;
    let split_by = |how| texts(how).into_iter().map(|p| (p.number, p.text)).collect::<Vec<_>>();
    let four = [(1, "第一段"), (2, "第二段"), (3, "第三段"), (4, "第四段")];
    assert_eq!(split_by(Split::Auto), four.map(|(number, text)| (number, text.to_owned())));
    assert_eq!(split_by(Split::Line), split_by(Split::Auto));
    assert_eq!(split_by(Split::Blank), [(1, "第一段第二段第三段".to_owned()), (2, "第四段".to_owned())]);
}

/// Records with signs in their text that JSON itself uses, more than are read at a time.
fn tricky_records() -> Vec<serde_json::Value> {
    let texts = ["补贴\"[{", "减税\\", "}],{\\\"", "降费\n招聘", "", "培训：、𠀀"];
    (0..20_000)
        .map(|id| json!({"text": texts[id % texts.len()], "id": id, "of": [{"a": []}, null]}))
        .collect()
}

#[test]
fn json_objects_are_the_same_in_a_list_and_over_several_lines() {
    let records = tricky_records();
    let mut lines = String::new();
    for record in &records {
        writeln!(lines, "{record}").unwrap();
    }
    let options = keeping(&["of"]);
    let expected = read_file("a.jsonl", lines.as_bytes(), &options);
    assert!(expected.troubles.is_empty(), "{:?}", expected.messages());
    let pretty = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap();
    let over_lines: String = records.iter().map(|record| pretty(record) + "\n").collect();
    let list = serde_json::Value::Array(records);
    let forms = [
        list.to_string(),
        pretty(&list),
        over_lines,
        lines.replacen('{', "\u{FEFF} [{", 1).replace("}\n{", "},{"),
    ];
    for text in forms.iter().flat_map(|text| [("a.json", text), ("a.jsonl", text), ("a", text)]) {
        let outcome = read_file(text.0, text.1.as_bytes(), &options);
        let beginning: String = text.1.chars().take(40).collect();
        // The last of these forms does not end.
        assert_eq!(outcome.troubles.len(), usize::from(beginning.starts_with('\u{FEFF}')), "{beginning}");
        let seen = |outcome: &crate::Outcome| {
            let of = |p: &crate::Paragraph| (p.document.clone(), p.number, p.text.clone(), p.kept.clone());
            outcome.paragraphs.iter().map(of).collect::<Vec<_>>()
        };
        assert!(seen(&outcome) == seen(&expected), "{beginning}");
    }
}

#[test]
fn the_list_in_what_a_service_answers_is_read() {
    let answers = [
        r#"{"code": 0, "data": [{"id": 7, "text": "减税"}, {"text": "降费"}, {"text": 3}]}"#,
        "{\n\"code\": 0,\n\"data\": {\"total\": 3, \"list\": [{\"id\": 7, \"text\": \"减税\"}, {\"text\": \"降费\"}, {\"text\": 3}]}}",
    ];
    for answer in answers {
        let outcome = read_file("a.json", answer.as_bytes(), &Options::default());
        assert_eq!(outcome.texts(), ["减税", "降费"]);
        assert!(
            outcome.documents()[0] == "7" && outcome.documents()[1].ends_with("/a.json#2"),
            "{outcome:?}"
        );
        assert!(outcome.messages()[0].contains("a.json#3: the field `text` is a number"), "{outcome:?}");
    }
    // Which list is meant is not known.
    let two = r#"{"new": [{"text": "减税"}], "old": [{"text": "降费"}]}"#;
    let message = only_message("a.json", two.as_bytes(), &Options::default());
    assert!(
        message.starts_with("~/a.json:1: there is no field `text`; the fields are `new`, `old`"),
        "{message}"
    );
}

#[test]
fn objects_of_a_list_without_an_id_are_named_by_their_number() {
    let outcome = read_file(
        "a.json",
        r#"[{"text": "减税"}, {"text": "降费", "id": "乙"}, {"text": "补贴"}]"#.as_bytes(),
        &Options::default(),
    );
    assert_eq!(outcome.texts(), ["减税", "降费", "补贴"]);
    let documents = outcome.documents();
    assert!(documents[0].ends_with("a.json#1") && documents[2].ends_with("a.json#3"), "{documents:?}");
    assert_eq!(documents[1], "乙");
}

#[test]
fn what_is_wrong_in_a_list_of_json_is_named_with_its_line() {
    let cases = [
        (
            "[\n{\"text\": \"减税\"},\n{\"text\": },\n{\"text\": \"降费\"}]",
            &["减税", "降费"][..],
            "~/a.json:3: this is not JSON: expected value at character 10 of the line; mend the record or remove it",
        ),
        (
            "[{\"text\": \"减税\"}, 5, {\"text\": \"降费\"}]",
            &["减税", "降费"],
            "~/a.json#2: this is a number, not an object with fields like {\"text\": …}",
        ),
        (
            "[{\"text\": \"减税\"},\n{\"text\": \"降费\"},\n",
            &["减税", "降费"],
            "~/a.json: the list in it does not end with `]`: it may have been cut off; what stands in it is read",
        ),
        (
            "[{\"text\": \"减税\"}, {\"text\": }]",
            &["减税"],
            "~/a.json:1: this is not JSON: expected value at character 27 of the line; mend the record or remove it",
        ),
        (
            "{\n  \"text\": \"减税\",\n  \"id\" 3\n}",
            &[],
            "~/a.json:3: this is not JSON: expected `:` at character 8 of the line; mend the record or remove it",
        ),
        (
            "[\n{\"text\": \"减税\"},\n{\"text\": \"降费}]\n",
            &["减税"],
            "~/a.json:3: this is not JSON: it ends too early at character 14 of the line; mend the record or remove it",
        ),
    ];
    for (text, texts, trouble) in cases {
        let outcome = read_file("a.json", text.as_bytes(), &Options::default());
        assert_eq!(outcome.texts(), texts, "{text}");
        assert_eq!(only_message("a.json", text.as_bytes(), &Options::default()), trouble, "{text}");
    }
}

#[test]
fn wrong_json_records_are_named_and_the_rest_goes_on() {
    let cases = [
        (
            "{\"text\": }",
            "~/a.jsonl:1: this is not JSON: expected value at character 10 of the line; mend the record or remove it",
        ),
        ("[1, 2]", "~/a.jsonl:1: this is a list, not an object with fields like {\"text\": …}"),
        ("\"减税\"", "~/a.jsonl:1: this is a text, not an object with fields like {\"text\": …}"),
        (
            "{\"content\": \"减税\", \"id\": 1}",
            "~/a.jsonl:1: there is no field `text`; the fields are `content`, `id`; name the one that holds the text with --text-field",
        ),
        (
            "{\"text\": null}",
            "~/a.jsonl:1: the field `text` is null, not a text; the only field is `text`; name the one that holds the text with --text-field",
        ),
        (
            "{}",
            "~/a.jsonl:1: there is no field `text`; it has no fields; name the one that holds the text with --text-field",
        ),
    ];
    for (line, expected) in cases {
        let content = format!("{line}\n{{\"text\": \"减税\"}}\n");
        assert_eq!(only_message("a.jsonl", content.as_bytes(), &Options::default()), expected);
        assert_eq!(read_file("a.jsonl", content.as_bytes(), &Options::default()).texts(), ["减税"]);
    }
}

#[test]
fn records_that_all_lack_the_field_are_told_together() {
    let lacking = |count: usize| "{\"content\": \"减税\"}\n".repeat(count);
    let first = "~/a.jsonl:1: there is no field `text`; the only field is `content`; name the one that holds the text with --text-field";
    let messages = |content: String| -> Vec<String> {
        let files = Files::new(&[("a.jsonl", content.as_bytes())]);
        let outcome = files.read(&Options::default());
        outcome.messages().iter().map(|message| files.shorten(message)).collect()
    };
    assert_eq!(
        messages(lacking(1000)),
        [first, "~/a.jsonl: 999 more records have no field `text` either, up to ~/a.jsonl:1000"]
    );
    // Where others have it, each that lacks it is a case of its own.
    let mixed = lacking(3) + "{\"text\": \"降费\"}\n" + &lacking(2);
    let fifth = first.replace(":1:", ":5:");
    let sixth = first.replace(":1:", ":6:");
    assert_eq!(
        messages(mixed),
        [first, "~/a.jsonl: 2 more records have no field `text` either, up to ~/a.jsonl:3", &fifth, &sixth]
    );
}

#[test]
fn ids_that_repeat_are_told_once() {
    let files = Files::new(&[
        ("a.csv", "id,text\n1,减税\n2,降费\n".as_bytes()),
        ("b.csv", "id,text\n1,减税\n2,降费\n3,补贴\n".as_bytes()),
        ("c.jsonl", "{\"id\": 1, \"text\": \"补贴\"}\n".as_bytes()),
    ]);
    let outcome = files.read(&Options::default());
    assert_eq!((outcome.paragraphs.len(), outcome.failures()), (6, 0));
    let messages: Vec<String> = outcome.messages().iter().map(|message| files.shorten(message)).collect();
    assert_eq!(
        messages,
        [
            "~/b.csv: 2 records have ids that one before has, here or in another file, first `1`; a result cannot tell them apart; name a field that differs with --id-field; other inputs with such ids are not named"
        ]
    );
    // A record of several paragraphs has its id once, and one without an id has its line for it.
    let several =
        "{\"id\": \"甲\", \"text\": \"减税。\\n降费。\"}\n{\"text\": \"补贴\"}\n{\"text\": \"补贴\"}\n";
    assert_eq!(read_file("a.jsonl", several.as_bytes(), &Options::default()).messages(), [""; 0]);
}

#[test]
fn a_misspelt_name_of_the_id_is_told() {
    let options = Options { id_field: "nr".to_owned(), ..Options::default() };
    let expected = |name: &str| {
        format!(
            "~/{name}: nothing in it is called `nr`, so that its records are known by their lines; the fields are `id`, `text`; name the one that holds the id with --id-field"
        )
    };
    assert_eq!(only_message("a.csv", "id,text\n甲,减税\n".as_bytes(), &options), expected("a.csv:1"));
    let record = r#"{"id": "甲", "text": "减税"}"#;
    assert_eq!(
        only_message("a.jsonl", format!("{record}\n{record}\n").as_bytes(), &options),
        expected("a.jsonl")
    );
    let mixed = format!("{record}\n{}\n", record.replace("id", "nr"));
    assert_eq!(read_file("a.jsonl", mixed.as_bytes(), &options).messages(), [""; 0]);
}

#[test]
fn the_place_of_broken_json_counts_characters() {
    let message = only_message("a.jsonl", "　{\"text\": \"减税\" \"b\"}".as_bytes(), &Options::default());
    assert!(message.contains("at character 16"), "{message}");
}

#[test]
fn fields_can_be_named() {
    let options =
        Options { text_field: "正文".to_owned(), id_field: "编号".to_owned(), ..keeping(&["标题"]) };
    let json = "{\"编号\": \"甲1\", \"标题\": \"通知\", \"正文\": \"减税\"}";
    let csv = "编号,标题,正文\n甲1,通知,减税\n";
    for (name, content) in [("a.jsonl", json), ("a.csv", csv)] {
        let outcome = read_file(name, content.as_bytes(), &options);
        assert_eq!((outcome.documents(), outcome.texts()), (vec!["甲1"], vec!["减税"]), "{name}");
        assert_eq!(outcome.paragraphs[0].kept, [("标题".to_owned(), json!("通知"))]);
    }
}

#[test]
fn rows_carry_the_line_they_begin_in() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = ["text,other", "减税,1", "", "\"降费", "再降费\",2", "", "", "补贴,3", "坏", "培训,4"];
        let outcome = read_file("a.csv", rows.join(end).as_bytes(), &Options::default());
        let ids: Vec<&str> = outcome.documents().iter().map(|id| id.rsplit_once(':').unwrap().1).collect();
        assert_eq!(ids, ["2", "4", "4", "8", "10"], "{end:?}");
        assert_eq!(outcome.texts(), ["减税", "降费", "再降费", "补贴", "培训"]);
        assert_eq!(outcome.troubles[0].line(), Some(9));
        let message = outcome.messages().remove(0);
        assert!(message.ends_with(
            ":9: the row has 1 field, the header row has 2; check the separators and quotation marks"
        ));
    }
}

#[test]
fn long_tables_keep_count() {
    let mut table = String::from("\u{FEFF}id,text\r\n");
    for row in 2..40_000 {
        let _ = write!(table, ",\"第{row}行，\"\"减税\"\"\"\r\n");
    }
    let outcome = read_file("a.csv", table.as_bytes(), &Options::default());
    assert_eq!(outcome.paragraphs.len(), 39_998);
    for paragraph in &outcome.paragraphs {
        let row = paragraph.document.rsplit_once(':').unwrap().1;
        assert_eq!(paragraph.text, format!("第{row}行，\"减税\""));
    }
}

#[test]
fn separators_are_read_off_the_header() {
    for (name, content) in [
        ("a.csv", "id,text\n1,减税;降费"),
        ("a.csv", "id;text\n1;减税;降费".replace(";降费", "").as_str()),
        ("a.csv", "id\ttext\n1\t减税"),
        ("a.csv", "\"id\";\"text\"\n1;减税"),
        ("a.csv", "text\n减税"),
        ("a.tsv", "id\ttext\n1\t减税"),
        ("a.csv", "a,b;text\n1;减税"),
    ] {
        let outcome = read_file(name, content.as_bytes(), &Options::default());
        assert!(outcome.troubles.is_empty(), "{content}: {outcome:?}");
        assert!(outcome.texts()[0].starts_with("减税"), "{content}: {outcome:?}");
    }
}

#[test]
fn missing_columns_are_named_with_those_that_exist() {
    let table = "编号,内容\n1,减税\n".as_bytes();
    assert_eq!(
        only_message("a.csv", table, &Options::default()),
        "~/a.csv:1: there is no column `text`; the columns are `编号`, `内容`; name the one that holds the text with --text-field"
    );
    let options = Options { text_field: "内容".to_owned(), ..keeping(&["日期"]) };
    assert_eq!(
        only_message("a.csv", table, &options),
        "~/a.csv:1: there is no column `日期` to keep, so it is null; the columns are `编号`, `内容`"
    );
    let outcome = read_file("a.csv", table, &options);
    assert_eq!(outcome.paragraphs[0].kept, [("日期".to_owned(), json!(null))]);
    assert_eq!(outcome.failures(), 0);
}

#[test]
fn of_columns_with_one_name_the_first_counts() {
    let outcome = read_file("a.csv", "text,text,id,id\n甲,乙,1,2\n".as_bytes(), &keeping(&["text"]));
    assert_eq!((outcome.texts(), outcome.documents()), (vec!["甲"], vec!["1"]));
    assert_eq!(outcome.paragraphs[0].kept[0].1, json!("甲"));
}

#[test]
fn records_come_in_any_encoding() {
    let csv = "id,text\n1,对小微企业减免税费\n2,发放稳岗补贴\n";
    let json = "{\"text\": \"对小微企业减免税费\"}\n{\"text\": \"发放稳岗补贴\"}\n";
    for (name, content) in [("a.csv", csv), ("a.jsonl", json)] {
        let outcome = read_file(name, &GB18030.encode(content).0, &Options::default());
        assert_eq!(outcome.texts(), ["对小微企业减免税费", "发放稳岗补贴"], "{name}");
        let utf16: Vec<u8> = content.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let outcome = read_file(name, &utf16, &Options::default());
        assert_eq!(outcome.texts(), ["对小微企业减免税费", "发放稳岗补贴"], "{name}");
    }
    let outcome = read_file("a.csv", &BIG5.encode("id,text\n1,補助薪資\n").0, &Options::default());
    assert_eq!(outcome.texts(), ["補助薪資"]);
}
