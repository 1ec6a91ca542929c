//! What formatting must keep, on rule files written in every way that YAML allows: what they say, every
//! comment, and the form itself when it is given once more.

use cuoshi::{Dictionary, Language, RuleSet, Severity, Tag, Tagger};
use proptest::collection::vec;
use proptest::test_runner::TestCaseError;

use super::agreement::shown;
use super::any_rules::{make_slips, slip};
use super::runner::{check, fail};
use super::{generate, yaml};

type Files = Vec<(String, String)>;

pub fn formatted(files: &Files) -> Result<Files, TestCaseError> {
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
