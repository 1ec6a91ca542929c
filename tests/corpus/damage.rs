//! Texts that were damaged on their way: the cases of `tests/damage/cases.jsonl`. `want` is what comes of `text`, `note`
//! the end of what is said of it.

use serde_json::Value;

use crate::{Options, Severity, read_file};

fn cases() -> Vec<Value> {
    let cases = std::fs::read_to_string("tests/damage/cases.jsonl").unwrap();
    cases.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn damage_is_mended_where_that_is_safe_and_told_always() {
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let outcome = read_file("page.txt", case["text"].as_str().unwrap().as_bytes(), &Options::default());
        assert_eq!(Value::from(outcome.texts()), case["want"], "{name}");
        if let Some(numbers) = case.get("numbers") {
            let found: Vec<usize> = outcome.paragraphs.iter().map(|paragraph| paragraph.number).collect();
            assert_eq!(&Value::from(found), numbers, "{name}");
        }
        match case["note"].as_str() {
            None => assert!(outcome.troubles.is_empty(), "{name}: {:?}", outcome.messages()),
            Some(note) => {
                let [told] = &outcome.troubles[..] else { panic!("{name}: {:?}", outcome.messages()) };
                assert!(told.to_string().ends_with(note), "{name}: {told}");
                assert_eq!((told.severity(), told.line()), (Severity::Note, None), "{name}");
            }
        }
    }
}

#[test]
fn damage_can_be_left_as_it_is() {
    for case in cases() {
        let text = case["text"].as_str().unwrap();
        let options = Options { as_is: true, ..Options::default() };
        let outcome = read_file("page.txt", text.as_bytes(), &options);
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(outcome.texts(), lines, "{}", case["name"]);
        assert!(outcome.messages().iter().all(|message| !message.contains("mended")));
    }
}
