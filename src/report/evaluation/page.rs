//! A page of HTML that is being written: headings, tables, paragraphs with their evidence marked.

use std::fmt::Write as _;
use std::ops::Range;

use crate::analysis::{Estimate, LedgerEntry, Scores};
use crate::engine::Tag;
use crate::language::{Language, Message};
use crate::report::explain::line_of;
use crate::report::figures::{fixed, interval, per_cent, signed};
use crate::report::grouped;

const STYLE: &str = include_str!("page.css");

/// A page that is being written.
pub(super) struct Page {
    html: String,
    pub(super) language: Language,
}

impl Page {
    /// Begins a page with this title.
    pub(super) fn new(title: &Message, language: Language) -> Page {
        let lang = match language {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        };
        let title = escaped(&title.text(language));
        let mut page = Page { html: String::new(), language };
        page.put(&format!("<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"));
        page.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.put(&format!("<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"));
        page.put(&format!("<h1>{title}</h1>\n"));
        page
    }

    /// The whole page.
    pub(super) fn finish(mut self) -> String {
        self.put("</main>\n</body>\n</html>\n");
        self.html
    }

    pub(super) fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub(super) fn word(&self, key: &'static str) -> String {
        Message::new(key).text(self.language)
    }

    pub(super) fn heading(&mut self, key: &'static str) {
        let text = escaped(&self.word(key));
        self.put(&format!("<h2>{text}</h2>\n"));
    }

    pub(super) fn paragraph(&mut self, message: &Message) {
        let text = escaped(&message.text(self.language));
        self.put(&format!("<p class=\"note\">{text}</p>\n"));
    }

    pub(super) fn begin_table(&mut self, caption: &'static str, heads: &[&'static str]) {
        let caption = escaped(&self.word(caption));
        self.put(&format!("<div class=\"scroll\"><table>\n<caption>{caption}</caption>\n<thead><tr>"));
        for head in heads {
            let head = escaped(&self.word(head));
            self.put(&format!("<th scope=\"col\">{head}</th>"));
        }
        self.put("</tr></thead>\n");
    }

    pub(super) fn cell(&mut self, text: &str) {
        self.put(&format!("<td>{}</td>", escaped(text)));
    }

    pub(super) fn score_row(&mut self, name: &str, scores: &Scores) {
        self.put(&format!("<tr><th scope=\"row\">{name}</th>"));
        self.cell(&grouped(scores.counts.support()));
        self.cell(&grouped(scores.counts.tagged()));
        for estimate in [scores.precision, scores.recall, scores.f1] {
            self.figure(estimate);
        }
        self.picture(scores.f1);
        self.put("</tr>\n");
    }

    pub(super) fn figure(&mut self, estimate: Estimate) {
        let interval = interval(estimate);
        self.put(&format!("<td>{} <span class=\"interval\">{interval}</span></td>", fixed(estimate.value)));
    }

    /// A figure between 0 and 1 on a line, with its interval; the figures beside it say the same.
    pub(super) fn picture(&mut self, estimate: Estimate) {
        self.put("<td>");
        if let Some(value) = estimate.value {
            let x = |value: f64| (2.0 + value * 100.0).round();
            self.put("<svg aria-hidden=\"true\" width=\"104\" height=\"14\"><rect x=\"2\" y=\"6\" width=\"100\" height=\"2\"/>");
            if let Some((low, high)) = estimate.interval {
                let (low, high) = (x(low), x(high));
                _ = write!(self.html, "<line x1=\"{low}\" y1=\"7\" x2=\"{high}\" y2=\"7\"/>");
            }
            _ = write!(self.html, "<circle cx=\"{}\" cy=\"7\" r=\"4\"/></svg>", x(value));
        }
        self.put("</td>");
    }

    /// A paragraph with its evidence marked, what found it, and further remarks.
    pub(super) fn article(&mut self, head: &str, name: &str, text: &str, tags: &[&Tag], remarks: &[Message]) {
        let between = if head.is_empty() { "" } else { " · " };
        self.put(&format!(
            "<article>\n<p>{head}{between}<span class=\"id\">{}</span></p>\n<p lang=\"zh\">",
            escaped(name)
        ));
        let mut at = 0;
        for marked in marked(tags) {
            self.put(&escaped(&text[at..marked.start]));
            self.put(&format!("<mark>{}</mark>", escaped(&text[marked.clone()])));
            at = marked.end;
        }
        self.put(&format!("{}</p>\n", escaped(&text[at..])));
        let pairs: Vec<(&str, &str)> =
            tags.iter().flat_map(|tag| super::shown::evidence(text, tag)).collect();
        for (words, pattern) in pairs {
            let found = Message::new("evaluate.found_by").with("words", words).with("pattern", pattern);
            self.paragraph(&found);
        }
        for remark in remarks {
            self.paragraph(remark);
        }
        self.put("</article>\n");
    }

    pub(super) fn ledger(&mut self, entries: &[&LedgerEntry]) {
        let heads = [
            "evaluate.pattern",
            "evaluate.category",
            "evaluate.place",
            "evaluate.matches",
            "evaluate.paragraphs",
            "evaluate.right",
            "evaluate.share",
            "evaluate.alone",
            "evaluate.alone_right",
            "evaluate.gain_without",
        ];
        self.begin_table("evaluate.ledger_caption", &heads);
        for entry in entries {
            self.put(&format!(
                "<tr><th scope=\"row\"><code lang=\"zh\">{}</code></th>",
                escaped(entry.pattern)
            ));
            for text in [&entry.category.id, &line_of(entry.place)] {
                self.put(&format!("<td class=\"text\">{}</td>", escaped(text)));
            }
            for count in [entry.matches, entry.paragraphs, entry.right] {
                self.cell(&grouped(count));
            }
            self.cell(&per_cent(entry.share_right()));
            for count in [entry.alone, entry.alone_right] {
                self.cell(&grouped(count));
            }
            self.cell(&signed((entry.alone > 0).then_some(entry.gain_without)));
            self.put("</tr>\n");
        }
        self.put("</table></div>\n");
    }
}

/// Where the evidence of some tags stands, in bytes, what overlaps as one.
fn marked(tags: &[&Tag]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> =
        tags.iter().flat_map(|tag| &tag.evidence).map(|found| found.bytes.clone()).collect();
    all.sort_unstable_by_key(|bytes| (bytes.start, bytes.end));
    let mut marked: Vec<Range<usize>> = Vec::new();
    for bytes in all {
        match marked.last_mut() {
            Some(last) if bytes.start <= last.end => last.end = last.end.max(bytes.end),
            _ => marked.push(bytes),
        }
    }
    marked
}

/// Label and id, the label first where there is one.
pub(super) fn name(id: &str, label: &str) -> String {
    match label {
        "" => escaped(id),
        label => format!("{} <span class=\"id\">{}</span>", escaped(label), escaped(id)),
    }
}

/// Text in which HTML sees nothing but text.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}
