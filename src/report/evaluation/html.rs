//! An evaluation as a page to pass on: one file that needs no other and no scripts, with the scores, the ledger and
//! every paragraph on which rules and coder differ.

use std::fmt::Write as _;
use std::ops::Range;

use crate::analysis::{Effect, Estimate, LedgerEntry, Scores};
use crate::engine::Tag;
use crate::language::{Language, Message};
use crate::report::figures::{fixed, interval, p_value, per_cent, signed};
use crate::report::grouped;

use super::comparison::{notes as comparison_notes, verdict};
use super::{EvaluationReport, Show, label};

const STYLE: &str = include_str!("page.css");

/// A page that is being written.
struct Page {
    html: String,
    language: Language,
}

impl EvaluationReport<'_, '_> {
    /// Writes the page.
    pub fn html(&self, language: Language, out: &mut Vec<u8>) {
        let mut page = Page { html: String::new(), language };
        let lang = match language {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        };
        let title = Message::new("evaluate.title").with("gold", self.gold);
        let title = escaped(&title.text(language));
        page.put(&format!("<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"));
        page.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.put(&format!("<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"));
        page.put(&format!("<h1>{title}</h1>\n"));
        self.notes().iter().for_each(|note| page.paragraph(note));
        self.scores(&mut page);
        self.comparison_page(&mut page);
        for (show, heading) in
            [(Show::Wrong, "evaluate.wrong_heading"), (Show::Missed, "evaluate.missed_heading")]
        {
            self.differing(show, heading, &mut page);
        }
        self.patterns(&mut page);
        page.put("</main>\n</body>\n</html>\n");
        out.extend_from_slice(page.html.as_bytes());
    }

    fn scores(&self, page: &mut Page) {
        page.heading("evaluate.scores_heading");
        let heads = [
            "evaluate.category",
            "evaluate.support",
            "evaluate.tagged",
            "evaluate.precision",
            "evaluate.recall",
            "evaluate.f1",
            "evaluate.picture",
        ];
        page.begin_table("evaluate.scores_caption", &heads);
        page.put("<tbody>\n");
        for scores in self.evaluation.by_category() {
            if let Some(category) = scores.category.filter(|category| self.is_wanted(category)) {
                let name = page.name(&category.id, label(category.label.as_ref(), page.language));
                page.score_row(&name, &scores);
            }
        }
        page.put("</tbody>\n<tfoot>\n");
        let micro = escaped(&page.word("evaluate.micro"));
        page.score_row(&micro, &self.evaluation.micro());
        let mean = self.evaluation.macro_mean();
        let name = escaped(&page.word("evaluate.macro"));
        page.put(&format!("<tr><th scope=\"row\">{name}</th><td></td><td></td>"));
        [mean.precision, mean.recall, mean.f1].iter().for_each(|mean| page.figure(mean.estimate));
        page.picture(mean.f1.estimate);
        page.put("</tr>\n</tfoot>\n</table></div>\n");
    }

    fn comparison_page(&self, page: &mut Page) {
        let Some(comparison) = self.comparison else { return };
        page.heading("evaluate.comparison_heading");
        comparison_notes(comparison).iter().for_each(|note| page.paragraph(note));
        let heads = [
            "evaluate.category",
            "evaluate.f1_against",
            "evaluate.f1_rules",
            "evaluate.gain",
            "evaluate.better",
            "evaluate.worse",
            "evaluate.p_value",
        ];
        page.begin_table("evaluate.comparison_caption", &heads);
        let wanted = |one: &&crate::analysis::Difference| one.category.is_some_and(|one| self.is_wanted(one));
        for difference in comparison.categories.iter().filter(wanted).chain([&comparison.micro]) {
            let micro = || escaped(&page.word("evaluate.micro"));
            let name = difference.category.map_or_else(micro, |category| {
                page.name(&category.id, label(category.label.as_ref(), page.language))
            });
            page.put(&format!("<tr><th scope=\"row\">{name}</th>"));
            let test = difference.test;
            let gain = format!("{} {}", signed(difference.gain.value), interval(difference.gain));
            let cells = [fixed(difference.before), fixed(difference.after), gain.trim_end().to_owned()];
            cells.iter().for_each(|cell| page.cell(cell));
            [grouped(test.second), grouped(test.first), p_value(test.mid_p())]
                .iter()
                .for_each(|cell| page.cell(cell));
            page.put("</tr>\n");
        }
        page.put("</table></div>\n");
        let changes = comparison.changes.iter().filter(|change| self.is_wanted(change.category));
        for change in changes {
            let class = if change.is_better() { "right" } else { "wrong" };
            let verdict = escaped(&page.word(verdict(change)));
            let head = format!("<span class=\"{class}\">{verdict}</span> {}", escaped(&change.category.id));
            page.article(&head, &change.paragraph.name, &change.paragraph.text, &change.tags);
        }
    }

    /// The paragraphs of one kind, those of a category behind its name.
    fn differing(&self, show: Show, heading: &'static str, page: &mut Page) {
        page.heading(heading);
        let paragraphs = self.paragraphs(show);
        if paragraphs.is_empty() {
            page.paragraph(&Message::new("evaluate.no_paragraphs"));
        }
        for of_category in paragraphs.chunk_by(|one, other| one.1.id == other.1.id) {
            let category = of_category[0].1;
            let name = page.name(&category.id, label(category.label.as_ref(), page.language));
            page.put(&format!("<details>\n<summary>{name}: {}</summary>\n", grouped(of_category.len())));
            for (judged, category) in of_category {
                let tags: Vec<&Tag> = judged.tags_of(category).collect();
                page.article("", &judged.paragraph.name, &judged.paragraph.text, &tags);
            }
            page.put("</details>\n");
        }
    }

    fn patterns(&self, page: &mut Page) {
        page.heading("evaluate.patterns_heading");
        let entries = self.ledger();
        for (effect, caption) in [
            (Effect::Harmful, "evaluate.harmful"),
            (Effect::Idle, "evaluate.idle"),
            (Effect::Unused, "evaluate.unused"),
            (Effect::Useful, "evaluate.useful"),
        ] {
            let of_kind: Vec<&LedgerEntry> =
                entries.iter().filter(|entry| entry.effect() == effect).collect();
            let caption = Message::new(caption).with("count", grouped(of_kind.len())).text(page.language);
            page.put(&format!("<details>\n<summary>{}</summary>\n", escaped(&caption)));
            page.ledger(&of_kind);
            page.put("</details>\n");
        }
    }
}

impl Page {
    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn word(&self, key: &'static str) -> String {
        Message::new(key).text(self.language)
    }

    fn heading(&mut self, key: &'static str) {
        let text = escaped(&self.word(key));
        self.put(&format!("<h2>{text}</h2>\n"));
    }

    fn paragraph(&mut self, message: &Message) {
        let text = escaped(&message.text(self.language));
        self.put(&format!("<p class=\"note\">{text}</p>\n"));
    }

    /// Label and id, the label first where there is one.
    fn name(&self, id: &str, label: &str) -> String {
        match label {
            "" => escaped(id),
            label => format!("{} <span class=\"id\">{}</span>", escaped(label), escaped(id)),
        }
    }

    fn begin_table(&mut self, caption: &'static str, heads: &[&'static str]) {
        let caption = escaped(&self.word(caption));
        self.put(&format!("<div class=\"scroll\"><table>\n<caption>{caption}</caption>\n<thead><tr>"));
        for head in heads {
            let head = escaped(&self.word(head));
            self.put(&format!("<th scope=\"col\">{head}</th>"));
        }
        self.put("</tr></thead>\n");
    }

    fn cell(&mut self, text: &str) {
        self.put(&format!("<td>{}</td>", escaped(text)));
    }

    fn score_row(&mut self, name: &str, scores: &Scores) {
        self.put(&format!("<tr><th scope=\"row\">{name}</th>"));
        self.cell(&grouped(scores.counts.support()));
        self.cell(&grouped(scores.counts.tagged()));
        [scores.precision, scores.recall, scores.f1].into_iter().for_each(|estimate| self.figure(estimate));
        self.picture(scores.f1);
        self.put("</tr>\n");
    }

    fn figure(&mut self, estimate: Estimate) {
        let interval = interval(estimate);
        self.put(&format!("<td>{} <span class=\"interval\">{interval}</span></td>", fixed(estimate.value)));
    }

    /// A figure between 0 and 1 on a line, with its interval; the figures beside it say the same.
    fn picture(&mut self, estimate: Estimate) {
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

    /// A paragraph with its evidence marked.
    fn article(&mut self, head: &str, name: &str, text: &str, tags: &[&Tag]) {
        let between = if head.is_empty() { "" } else { " · " };
        self.put(&format!(
            "<article>\n<p>{head}{between}<span class=\"id\">{}</span></p>\n<p>",
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
        self.put("</article>\n");
    }

    fn ledger(&mut self, entries: &[&LedgerEntry]) {
        let heads = [
            "evaluate.pattern",
            "evaluate.category",
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
            self.put(&format!("<td class=\"text\">{}</td>", escaped(&entry.category.id)));
            [entry.matches, entry.paragraphs, entry.right]
                .iter()
                .for_each(|count| self.cell(&grouped(*count)));
            self.cell(&per_cent(entry.share_right()));
            [entry.alone, entry.alone_right].iter().for_each(|count| self.cell(&grouped(*count)));
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

/// Text in which HTML sees nothing but text.
fn escaped(text: &str) -> String {
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
