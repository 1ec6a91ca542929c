//! What formatting must keep, on rule files written in every way that YAML allows: what they say, every
//! comment, and the form itself when it is given once more.

use cuoshi::{Dictionary, Language, RuleSet, Severity, Tag, Tagger};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use super::agreement::shown;
use super::any_rules::{make_slips, slip};
use super::runner::{check, fail};
use super::{generate, yaml};

type Files = Vec<(String, String)>;

fn formatted(files: &Files) -> Result<Files, TestCaseError> {
    let format = |(name, text): &(String, String)| match cuoshi::format(name, text) {
        Ok(formatted) => Ok((name.clone(), formatted)),
        Err(faults) => {
            Err(TestCaseError::fail(format!("{text}\n{}", faults.render(false, Language::English))))
        }
    };
    files.iter().map(format).collect()
}

/// The rules, and the codes of the warnings about them.
fn read(files: &Files) -> Result<(RuleSet, Vec<&'static str>), TestCaseError> {
    match Dictionary::parse(files.clone()).check() {
        Ok((rules, warnings)) => {
            let mut codes: Vec<_> = warnings.iter().map(|one| one.code().word()).collect();
            codes.sort_unstable();
            Ok((rules, codes))
        }
        Err(faults) => {
            let texts = shown(files);
            Err(TestCaseError::fail(format!("{texts}\n{}", faults.render(false, Language::English))))
        }
    }
}

/// The comments of the generator, each of which has a number of its own.
fn comments(text: &str) -> Vec<&str> {
    let numbered = |at: &usize| text[at + 2..].starts_with(|c: char| c.is_ascii_digit());
    let places = text.match_indices("# ").map(|(at, _)| at).filter(numbered);
    let mut comments: Vec<&str> =
        places.map(|at| text[at..].lines().next().unwrap_or_default().trim_end()).collect();
    comments.sort_unstable();
    comments
}

fn is_tidy(text: &str) -> Result<(), String> {
    if text.contains(['\r', '\u{FEFF}']) || text.starts_with('\n') || !text.ends_with('\n') {
        return Err("line ends".to_owned());
    }
    if text.contains("\n\n\n") {
        return Err("two blank lines".to_owned());
    }
    match text.lines().find(|line| line.ends_with([' ', '\t'])) {
        Some(line) => Err(format!("blanks at the end of {line:?}")),
        None => Ok(()),
    }
}

#[test]
fn any_form_becomes_the_one_form() {
    check(600, &generate::cases(1..4), |(rules, texts)| {
        let files = yaml::files(&rules);
        let once = formatted(&files)?;
        for ((_, before), (_, after)) in files.iter().zip(&once) {
            let show = || format!("{before}\n────\n{after}");
            if comments(before) != comments(after) {
                return fail(format!("comments differ\n{}", show()));
            }
            if let Err(fault) = is_tidy(after) {
                return fail(format!("{fault}\n{}", show()));
            }
        }
        let twice = formatted(&once)?;
        if twice != once {
            return fail(format!("{}\n────\n{}\n────\n{}", files[0].1, once[0].1, twice[0].1));
        }
        let ((before, doubts), (after, doubts_after)) = (read(&files)?, read(&once)?);
        if before.digest() != after.digest() || doubts != doubts_after {
            return fail(format!("other rules or warnings:\n{}\n────\n{}", files[0].1, once[0].1));
        }
        let (before, after) = (Tagger::new(before), Tagger::new(after));
        for text in &texts {
            if tags(&before, text) != tags(&after, text) {
                return fail(format!("other tags on {text:?}"));
            }
        }
        Ok(())
    });
}

/// Whatever an analyst mistypes, formatting gives the one form or says what is wrong, and mending ends.
#[test]
fn any_slip_is_told_or_formatted() {
    check(600, &(generate::rules(), vec(slip(), 1..4)), |(rules, slips)| {
        let mut files = yaml::files(&rules);
        make_slips(&mut files[0].1, slips);
        for (name, text) in &files {
            let Ok(once) = cuoshi::format(name, text) else { continue };
            match cuoshi::format(name, &once) {
                Ok(twice) if twice == once => {}
                Ok(twice) => return fail(format!("{text}\n────\n{once}\n────\n{twice}")),
                Err(faults) => {
                    return fail(format!(
                        "{text}\n────\n{once}\n{}",
                        faults.render(false, Language::English)
                    ));
                }
            }
        }
        let after = |files: &Files| -> Files {
            cuoshi::fix(files.clone())
                .iter()
                .map(|file| (file.name().to_owned(), file.after().to_owned()))
                .collect()
        };
        let once = after(&files);
        let twice = after(&once);
        if once != twice {
            return fail(format!("{}────\n{}────\n{}", shown(&files), shown(&once), shown(&twice)));
        }
        let errors = |files: &Files| match Dictionary::parse(files.clone()).check() {
            Ok(_) => 0,
            Err(faults) => faults.iter().filter(|fault| fault.severity() == Severity::Error).count(),
        };
        if errors(&files) == 0 && errors(&once) > 0 {
            return fail(format!("mended to death:\n{}────\n{}", shown(&files), shown(&once)));
        }
        if let (Ok((before, _)), Ok((after, _))) = (read(&files), read(&once)) {
            let (before, after) = (Tagger::new(before), Tagger::new(after));
            let text = rules.vocabulary.join("，");
            if tags(&before, &text) != tags(&after, &text) {
                return fail(format!("other tags:\n{}────\n{}", shown(&files), shown(&once)));
            }
        }
        Ok(())
    });
}

/// The tags of a text with the places of their evidence.
fn tags(tagger: &Tagger, text: &str) -> Vec<(String, Vec<std::ops::Range<usize>>)> {
    let places = |tag: &Tag| tag.evidence.iter().map(|one| one.span.clone()).collect();
    tagger.tag(text).iter().map(|tag| (tag.category.id().to_owned(), places(tag))).collect()
}

/// A slip of which the loader knows how the line must read: its kind, and at which of the lines where it can
/// be made.
fn damage() -> impl Strategy<Value = (usize, Index)> {
    (0..6_usize, any::<Index>())
}

/// The line with a slip of this kind; none where it cannot be made.
fn damaged(kind: usize, line: &str) -> Option<String> {
    let content = line.trim_start();
    let indent = line.len() - content.len();
    let key = content.trim_start_matches("- ");
    let is_key = key.split_once(':').is_some_and(|(key, _)| KEYS.contains(&key));
    let odd = ['<', '"', '\'', '{', '&', '*', '|', '｜', '，', '、', '；', '#', '!', '\u{3000}'];
    let is_simple = |text: &str| !text.contains(odd);
    match kind {
        0 if is_key => Some(line.replacen(": ", "：", 1)).filter(|mended| mended != line),
        1 if is_key && content.ends_with(':') => Some(line.replacen(':', "：", 1)),
        2 if content.starts_with("- ") => Some(line.replacen("- ", "－", 1)),
        3 if is_key && line.contains(", ") && line.ends_with(']') && is_simple(line) => {
            Some(line.replace(", ", "，"))
        }
        4 if indent > 0 && !content.starts_with('#') => Some("\u{3000}".repeat(indent / 2) + content),
        5 if content.starts_with("- ") && is_simple(content) && !key.contains([':', '：']) => {
            Some(format!("{line}\n{line}"))
        }
        _ => None,
    }
}

/// Whether an entry below these lines is one of `any` or of `mask`, where repetitions are told.
fn is_told_twice(above: &[&str]) -> bool {
    let opener = above.iter().rev().find(|line| line.ends_with(':'));
    opener.is_some_and(|line| ["any:", "mask:"].contains(&line.trim()))
}

const KEYS: [&str; 12] = [
    "sets",
    "mask",
    "flags",
    "lexicon",
    "if",
    "unless",
    "categories",
    "id",
    "any",
    "match",
    "near",
    "version",
];

#[test]
fn what_slips_break_is_mended() {
    check(400, &(generate::rules(), vec(damage(), 1..5)), |(rules, damages)| {
        let fixed = |text: &str| {
            let files = cuoshi::fix([("a.yml".to_owned(), text.to_owned())]);
            files[0].after().to_owned()
        };
        let Ok(formatted) = formatted(&yaml::files(&rules)) else { return Ok(()) };
        if formatted.len() > 1 {
            return Ok(());
        }
        let base = fixed(&formatted[0].1);
        let mut broken = base.clone();
        for (kind, at) in damages {
            let lines: Vec<&str> = broken.lines().collect();
            let may = |at: &usize| {
                damaged(kind, lines[*at]).is_some() && (kind < 5 || is_told_twice(&lines[..*at]))
            };
            let may: Vec<usize> = (0..lines.len()).filter(may).collect();
            if may.is_empty() {
                continue;
            }
            let number = may[at.index(may.len())];
            let line = damaged(kind, lines[number]).unwrap();
            let lines =
                lines.iter().enumerate().map(|(i, old)| if i == number { line.as_str() } else { old });
            broken = lines.map(|line| format!("{line}\n")).collect();
        }
        let mended = fixed(&broken);
        let show = |what| format!("{what}\n────\n{base}\n────\n{broken}\n────\n{mended}");
        if fixed(&mended) != mended {
            return fail(show("a second time mends more"));
        }
        let in_order = |text: &str| -> Vec<String> {
            let numbered = |at: &usize| text[at + 2..].starts_with(|c: char| c.is_ascii_digit());
            let places = text.match_indices("# ").map(|(at, _)| at).filter(numbered);
            places.map(|at| text[at..].lines().next().unwrap_or_default().to_owned()).collect()
        };
        if in_order(&mended) != in_order(&base) {
            return fail(show("other comments"));
        }
        if cuoshi::format("a.yml", &mended).ok() != cuoshi::format("a.yml", &base).ok() {
            return fail(show("not as it was"));
        }
        Ok(())
    });
}
