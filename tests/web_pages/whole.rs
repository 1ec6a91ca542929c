//! Pages with a text of their own, for what no text that is set into a layout can show: links in the text, letters with
//! their answers, tables in tables, what stands between title and text.
//!
//! In a page `⟦` and `⟧` stand around each paragraph of the text, `⟪` and `⟫` around what may be told either way, and the
//! remark at its begin states what is known of it. All of the signs are taken out before the page is read. Rules were
//! written by the pages of `first`; what later sets came to when they were first read is in `docs/web-pages.md`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{
    Page, between, counted, encoded, extracted, files, folder, length, metadata, plain, score, tell,
};

/// A page, and what is known of it.
struct Whole {
    page: Page,
    known: BTreeMap<String, String>,
}

fn pages(set: &str) -> Vec<Whole> {
    files(&folder().with_file_name("whole_pages").join(set)).into_iter().map(whole).collect()
}

fn whole((name, text): (String, String)) -> Whole {
    let (known, html) = text.strip_prefix("<!--\n").unwrap().split_once("-->\n").unwrap();
    let known: BTreeMap<String, String> = known
        .lines()
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{name}: no colon in {line}")))
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .collect();
    let page = Page {
        name,
        html: html.replace(['⟦', '⟧', '⟪', '⟫'], ""),
        body: between(html, '⟦', '⟧'),
        title: known.get("title").cloned().unwrap_or_default(),
        either: between(html, '⟪', '⟫'),
        around: Vec::new(),
    };
    Whole { page, known }
}

/// What a set comes to.
#[derive(Default)]
struct Sum {
    /// The characters of the texts, and how many of these were kept.
    own: f64,
    kept: f64,
    /// The characters that were kept, and how many of these are of no text.
    found: f64,
    furniture: f64,
    /// What is told of pages that is not so.
    untrue: usize,
    report: String,
}

impl Sum {
    fn add(&mut self, set: &str, whole: &Whole) {
        let Whole { page, known } = whole;
        let bytes = encoded(&page.html);
        let found = extracted(page, &page.name, &bytes);
        let texts: Vec<String> = found.iter().map(|(_, text)| text.clone()).collect();
        tell(&format!("whole, {set}"), page, &texts);
        let texts = counted(page, &found);
        let one = score(page, &texts);
        #[allow(clippy::cast_precision_loss)]
        let [own, found] = [length(&page.body), length(&texts)].map(|length| length as f64);
        self.own += own;
        self.kept += one.kept * own;
        self.found += found;
        self.furniture += one.furniture * found;
        let mut wrong = String::new();
        let body: Vec<String> = page.body.iter().map(|text| plain(text)).collect();
        let lost = body.iter().filter(|text| !texts.iter().any(|found| found.contains(text.as_str())));
        lost.for_each(|text| wrong += &format!("  - {text}\n"));
        let mut own: Vec<String> = body.into_iter().chain([plain(&page.title)]).collect();
        own.sort_by_key(|text| Reverse(text.len()));
        let rest = |text: &str| own.iter().fold(text.to_owned(), |rest, own| rest.replace(own.as_str(), ""));
        let extra = texts.iter().filter(|text| !rest(text).is_empty());
        extra.for_each(|text| wrong += &format!("  + {text}\n"));
        let told = metadata(&bytes);
        for field in ["title", "date", "source", "author"] {
            let (known, told) = (known.get(field), told.get(field));
            if known != told {
                self.untrue += 1;
                wrong += &format!("  {field} is {told:?}, not {known:?}\n");
            }
        }
        if !wrong.is_empty() {
            let figures = format!("kept {:.3}, furniture {:.3}", one.kept, one.furniture);
            self.report += &format!("{} {figures}\n{wrong}", page.name);
        }
    }
}

#[test]
fn whole_pages_keep_their_texts_and_what_is_known_of_them() {
    for set in ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    {
        let mut sum = Sum::default();
        for whole in &pages(set) {
            sum.add(set, whole);
        }
        let (kept, furniture) = (sum.kept / sum.own, sum.furniture / sum.found);
        println!("{set}: kept {kept:.4}, furniture {furniture:.4}\n{}", sum.report);
        assert!(kept >= 0.98 && furniture <= 0.02 && sum.untrue == 0, "{set}:\n{}", sum.report);
    }
}
