//! Memory does not grow with the input, line numbers stay right across chunks, failures of the
//! system are named.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::PathBuf;

use crate::{Corpus, Format, Options, Outcome, Problem, Severity, Split, read_file, read_input, split};

fn is_sendable(_: &(impl Iterator + Send + 'static)) {}

/// Repeats a text without end, and fails after so many bytes.
struct Endless {
    text: Vec<u8>,
    at: usize,
    fails_at: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.fails_at {
            return Err(io::Error::other("the cable was pulled"));
        }
        // Odd portions, so that characters and line ends are cut.
        let count = buffer.len().min(4093);
        for byte in &mut buffer[..count] {
            *byte = self.text[self.at % self.text.len()];
            self.at += 1;
        }
        Ok(count)
    }
}

fn endless(text: &str, fails_at: usize) -> Corpus {
    let input = Endless { text: text.as_bytes().to_vec(), at: 0, fails_at };
    Corpus::new(vec![PathBuf::from("-")], input, Options::default()).unwrap()
}

#[test]
fn input_without_end_is_read_as_far_as_asked() {
    is_sendable(&endless("", 0));
    let texts = endless("减税降费\r\n\r\n发放补贴\r\n", usize::MAX).take(30_001);
    let last = texts.last().unwrap().unwrap();
    assert_eq!((last.number, last.line, last.text.as_str()), (30_001, Some(45_001), "减税降费"));
    let records = endless("{\"text\": \"减税\"}\r\n", usize::MAX).take(30_000);
    assert_eq!(records.last().unwrap().unwrap().document, "-:30000");
}

#[test]
fn a_failure_in_the_middle_is_named_after_what_was_read() {
    let outcome = Outcome::of(endless("减税降费\n", 1_000_000));
    assert!(outcome.paragraphs.len() > 50_000);
    assert_eq!(outcome.messages(), ["-: it could not be read to its end: the cable was pulled"]);
}

#[test]
fn every_line_end_counts_once_wherever_a_chunk_ends() {
    for end in ["\n", "\r", "\r\n"] {
        for shift in 0..4 {
            let mut text = "x".repeat(65_536 - 30 + shift);
            for line in 2..40 {
                let _ = write!(text, "{end}第{line}行");
                text.push_str(if line % 5 == 0 { end } else { "" });
            }
            let numbered = text.replace("\r\n", "\n").replace('\r', "\n");
            let expected: Vec<(usize, &str)> =
                numbered.split('\n').enumerate().filter(|(_, line)| !line.is_empty()).collect();
            let outcome = read_input(text, &split(Split::Line));
            let lines = outcome.lines().into_iter().map(|line| line - 1).zip(outcome.texts());
            assert!(lines.eq(expected), "{end:?} {shift}");
        }
    }
}

#[test]
fn only_line_ends_end_lines() {
    let outcome = read_input("减税\u{2028}降费\u{85}补贴\u{B}培训\n招聘", &split(Split::Line));
    assert_eq!(outcome.texts(), ["减税\u{2028}降费\u{85}补贴\u{B}培训", "招聘"]);
}

#[test]
fn an_enormous_line_is_tagged_and_noted() {
    let long = "减税降费".repeat((65 << 20) / 12);
    let text = format!("一\n{long}\n三");
    let outcome = read_input(text, &Options::default());
    assert_eq!(outcome.lines(), [1, 2, 3]);
    assert_eq!(outcome.paragraphs[1].text.len(), long.len());
    let trouble = &outcome.troubles[0];
    assert_eq!((trouble.line(), trouble.severity()), (Some(2), Severity::Note));
    assert!(matches!(trouble.problem(), Problem::EnormousLine { .. }));
    let message = trouble.to_string();
    assert!(message.starts_with("-:2: this line has 64 MiB; it is tagged all the same"), "{message}");
    let outcome = read_file("a.jsonl", format!("{{\"text\": \"{long}\"}}").as_bytes(), &Options::default());
    assert_eq!(outcome.paragraphs[0].text.len(), long.len());
    assert_eq!(outcome.troubles.len(), 1);
}

/// Bytes from a simple generator, so that a failure can be repeated.
fn noise(seed: u64, alphabet: &[&str]) -> Vec<u8> {
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let length = next(60);
    (0..length)
        .flat_map(|_| alphabet[next(alphabet.len())].bytes().map(|byte| byte ^ u8::from(byte > 0xF0)))
        .collect()
}

#[test]
fn no_input_makes_the_reader_fall_over() {
    const SIGNS: &[&str] = &[
        "\n",
        "\r",
        "\r\n",
        " ",
        "\u{3000}",
        "\"",
        ",",
        ";",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ":",
        "*",
        "**",
        "_",
        "`",
        "```",
        "#",
        "-",
        "---",
        "|",
        ">",
        "<",
        "!",
        "\\",
        "(",
        ")",
        "text",
        "id",
        "减税",
        "。",
        "，",
        "𠀀",
        "é",
        "\0",
        "\u{FEFF}",
        "{\"text\":\"",
        "\"}",
        "text,id\n",
        "1.",
        "~~",
        "  ",
    ];
    let formats = [Format::Text, Format::Markdown, Format::JsonLines, Format::Csv, Format::Tsv];
    let inputs = formats.map(Some).into_iter().chain([None]);
    for input in inputs {
        for split in [Split::Auto, Split::Line, Split::Blank, Split::None] {
            for seed in 0..500 {
                let options = Options { input, split, ..Options::default() };
                let outcome = read_input(noise(seed, SIGNS), &options);
                for paragraph in outcome.paragraphs {
                    let is_whole = split == Split::None;
                    assert!(is_whole || !paragraph.text.contains(['\n', '\r']), "{seed}: {paragraph:?}");
                    assert!(is_whole || paragraph.text.trim() == paragraph.text, "{seed}: {paragraph:?}");
                    assert!(is_whole || !paragraph.text.is_empty(), "{seed}: {paragraph:?}");
                }
            }
        }
    }
}
