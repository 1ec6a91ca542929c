//! How the paragraphs of office documents are set, and which are headings by that: titles are written bold, larger, in
//! another font or in the middle of the line, and seldom in a style that says what they are.

use std::collections::BTreeMap;

use super::Part;
use super::document_names::names_document;
use super::flow::push;
use crate::corpus::dates::date_in;
use crate::corpus::kind::Kind;

/// How text is set, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub(super) is_bold: Option<bool>,
    /// In tenths of a point.
    pub(super) size: Option<u32>,
    /// The font of its Chinese characters.
    pub(super) font: Option<String>,
    pub(super) side: Option<Side>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    Middle,
    End,
}

impl Side {
    /// By the word for it, which office formats share.
    pub(super) fn of(word: &str) -> Side {
        match word {
            "center" => Side::Middle,
            "right" | "end" => Side::End,
            _ => Side::Start,
        }
    }
}

impl Look {
    /// With what is said below it, where it says nothing itself.
    pub(super) fn over(self, below: &Look) -> Look {
        Look {
            is_bold: self.is_bold.or(below.is_bold),
            size: self.size.or(below.size),
            font: self.font.or_else(|| below.font.clone()),
            side: self.side.or(below.side),
        }
    }
}

/// How a paragraph is set, by its characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    pub(super) side: Option<Side>,
    runs: Vec<(usize, Look)>,
}

impl Setting {
    /// Takes up how a piece of its text is set.
    pub(super) fn add(&mut self, text: &str, look: &Look) {
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        match self.runs.last_mut() {
            _ if length == 0 => {}
            Some((all, last)) if last == look => *all += length,
            _ => self.runs.push((length, look.clone())),
        }
    }

    fn is_bold(&self) -> bool {
        self.runs.iter().all(|(_, look)| look.is_bold == Some(true))
    }

    /// The size of its smallest characters.
    fn size(&self) -> Option<u32> {
        self.runs.iter().map(|(_, look)| look.size).min().flatten()
    }

    /// The font of all of it.
    fn font(&self) -> Option<&str> {
        let font = self.runs.first()?.1.font.as_deref();
        font.filter(|_| self.runs.iter().all(|(_, look)| look.font.as_deref() == font))
    }
}

/// How most of a text is set.
struct Usual {
    is_bold: bool,
    size: Option<u32>,
    font: Option<String>,
}

impl Usual {
    fn of(set: &[(usize, Setting)]) -> Usual {
        let (mut sizes, mut fonts) = (BTreeMap::new(), BTreeMap::new());
        let (mut all, mut bold) = (0, 0);
        for (length, look) in set.iter().flat_map(|(_, setting)| &setting.runs) {
            all += length;
            bold += if look.is_bold == Some(true) { *length } else { 0 };
            *sizes.entry(look.size).or_insert(0) += length;
            *fonts.entry(look.font.clone()).or_insert(0) += length;
        }
        let most = |(_, length): &(_, usize)| *length;
        Usual {
            is_bold: bold * 2 > all,
            size: sizes.into_iter().max_by_key(most).and_then(|(size, _)| size),
            font: fonts.into_iter().max_by_key(|(_, length)| *length).and_then(|(font, _)| font),
        }
    }
}

/// Gives the paragraphs that no style names their kinds, and parts these at their line breaks. `set`: which they are, and
/// how each is set. Says what the text is called, where one of them is its title.
pub(super) fn settle(mut parts: Vec<Part>, set: &[(usize, Setting)]) -> (Vec<Part>, Option<String>) {
    let usual = Usual::of(set);
    let mut is_heading = vec![false; parts.len()];
    let is_titled = parts.iter().take(NEAR).any(|part| part.kind == Kind::Heading);
    let mut has_title = is_titled;
    let mut has_prose = false;
    for (at, setting) in set {
        let text = parts[*at].text.replace('\n', "");
        let is_top = *at < NEAR && !has_title && !has_prose;
        is_heading[*at] = may_head(&text, setting.side) && is_set_off(&text, setting, &usual, is_top);
        if is_heading[*at] && is_caption(&text) {
            (is_heading[*at], parts[*at].kind) = (false, Kind::Caption);
        }
        has_title |= is_heading[*at];
        has_prose |= text.contains('。');
    }
    let is_plain = |(at, setting): &&(usize, Setting)| {
        is_heading[*at] && setting.side != Some(Side::Middle) && !is_numbered(&parts[*at].text)
    };
    let plain: Vec<usize> = set.iter().filter(is_plain).map(|(at, _)| *at).collect();
    // Emphasis goes on over several lines, or ends the text; below a heading stands what it heads.
    let last = (0..parts.len()).rev().find(|at| !is_heading[*at]);
    for run in plain.chunk_by(|left, right| left + 1 == *right) {
        let is_last = run.last().copied() > last;
        if is_last || run.len() > LINES {
            for at in run {
                is_heading[*at] = false;
            }
        }
    }
    let title = if is_titled { None } else { title(&parts, |at| is_heading[at]) };
    let mut settled = Vec::with_capacity(parts.len());
    let mut set = set.iter().map(|(at, _)| *at).peekable();
    for (at, part) in parts.into_iter().enumerate() {
        if set.next_if_eq(&at).is_none() {
            settled.push(part);
        } else if is_heading[at] {
            push(&mut settled, Kind::Heading, &part.text);
        } else {
            push(&mut settled, part.kind, &part.text);
        }
    }
    (settled, title)
}

/// So many paragraphs from the begin a title stands at most.
const NEAR: usize = 4;

/// A heading that is not in the middle has at most so many lines.
const LINES: usize = 2;

/// Whether a text may be a heading at all: it is short and no sentence, nor what stands on a line of its own for another
/// reason: a number of a document, a date, who signs.
pub(super) fn may_head(text: &str, side: Option<Side>) -> bool {
    let is_middle = side == Some(Side::Middle);
    let longest = if is_middle { 80 } else { 40 };
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    let text = text.trim();
    let is_sentence =
        text.contains('。') || text.ends_with(['；', '，', '：', ':', '！', '”', '、', '.', ';', ',']);
    let is_dated = date_in(text).is_some() && (length <= 14 || text.ends_with('日'));
    let is_of_document = text.contains(['〔', '［']) && text.ends_with(['号', '號']);
    let is_labelled = text.contains(['：', ':']) && !is_middle && !is_numbered(text);
    let has_words = text.chars().any(char::is_alphabetic);
    let is_attachment = text.starts_with("附件") && !is_middle;
    (2..=longest).contains(&length)
        && has_words
        && side != Some(Side::End)
        && !(is_sentence || is_dated || is_of_document || is_labelled || is_attachment)
}

/// Whether a paragraph is set unlike the text. `is_top`: it stands where titles stand, and none stands above it.
fn is_set_off(text: &str, setting: &Setting, usual: &Usual, is_top: bool) -> bool {
    let is_middle = setting.side == Some(Side::Middle);
    let is_larger = setting
        .size()
        .zip(usual.size)
        .is_some_and(|(size, usual)| u64::from(size) * 10 >= u64::from(usual) * 11);
    let is_other = setting.font().zip(usual.font.as_deref()).is_some_and(|(font, usual)| font != usual);
    setting.is_bold() && !usual.is_bold
        || is_larger
        || is_other && (is_middle || is_numbered(text))
        || is_middle && is_top
}

/// Whether a text begins with a number as parts of documents do: `一、`, `（一）`, `第三章`.
pub(super) fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let bare = text.trim_start_matches(['（', '(', '第']);
    let rest = bare.trim_start_matches(|c| NUMERALS.contains(c));
    let is_counted = rest.len() < bare.len();
    is_counted
        && match text.chars().next() {
            Some('第') => rest.starts_with(['章', '节', '節', '编', '編', '篇', '部']),
            Some('（' | '(') => rest.starts_with(['）', ')']),
            _ => rest.starts_with('、'),
        }
}

const NUMERALS: &str = "一二三四五六七八九十百零〇";

/// Whether a line names a table or a picture by its number.
pub(super) fn is_caption(text: &str) -> bool {
    let rest = text.strip_prefix(['图', '表', '圖']).unwrap_or_default().trim_start();
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    is_number && text.chars().count() <= 40 && !text.ends_with(['。', '；', '，'])
}

/// What the text is called: its first heading, over several paragraphs where only the last of them says what kind of
/// document it is. The name of who publishes may stand above it: `某某市人民政府文件`.
pub(super) fn title(parts: &[Part], is_heading: impl Fn(usize) -> bool) -> Option<String> {
    const LONGEST: usize = 4;
    let text = |at: usize| parts[at].text.replace('\n', "");
    let near =
        (0..parts.len().min(2 * NEAR)).take_while(|at| is_heading(*at) || !parts[*at].text.contains('。'));
    let mut headings = near.filter(|at| is_heading(*at) && !text(*at).trim_end().ends_with("文件"));
    let first = headings.next()?;
    let end = (first..parts.len().min(first + LONGEST)).take_while(|at| is_heading(*at));
    let end = end.into_iter().find(|at| names_document(&text(*at))).unwrap_or(first);
    let title: String = (first..=end).map(|at| text(at).trim().to_owned()).collect();
    Some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line is how a paragraph is set, and its text.
    fn kinds(paragraphs: &[(&str, &str)]) -> (Vec<(Kind, String)>, Option<String>) {
        let parts = paragraphs.iter().map(|(_, text)| Part { kind: Kind::Body, text: (*text).to_owned() });
        let setting = |(how, text): &(&str, &str)| {
            let has = |word: &str| how.split(' ').any(|one| one == word);
            let tenths = how.split(' ').find_map(|word| word.parse().ok()).unwrap_or(160);
            let font = if has("hei") { "黑体" } else { "仿宋" };
            let look = Look {
                is_bold: Some(has("bold")),
                size: Some(tenths),
                font: Some(font.to_owned()),
                side: None,
            };
            let sides = [("middle", Side::Middle), ("end", Side::End)];
            let side = sides.into_iter().find_map(|(word, side)| has(word).then_some(side));
            let mut setting = Setting { side, ..Setting::default() };
            setting.add(text, &look);
            setting
        };
        let set: Vec<_> = paragraphs.iter().map(setting).enumerate().collect();
        let (parts, title) = settle(parts.collect(), &set);
        (parts.into_iter().map(|part| (part.kind, part.text)).collect(), title)
    }

    const TEXT: &str = "各乡镇要组织开展技能培训，对参加培训的农民每人补助三百元，资金由县财政统筹安排。";

    #[test]
    fn what_is_set_unlike_the_text_heads_it() {
        let (kinds, title) = kinds(&[
            ("middle 360", "青河县人民政府文件"),
            ("middle", "青政发〔2020〕8号"),
            ("middle bold 220", "青河县人民政府\n关于做好技能培训的通知"),
            ("", "各乡镇人民政府："),
            ("", TEXT),
            ("hei", "一、培训对象"),
            ("", TEXT),
            ("bold", "（二）补助标准"),
            ("", TEXT),
            ("middle bold", "表1　各乡镇补助人数"),
            ("bold", "符合条件的要抓紧申报，逾期不补。"),
            ("bold", "联系电话：5550123"),
            ("", "附件：申报表"),
            ("bold end", "青河县人民政府"),
            ("bold", "抄送单位略"),
        ]);
        let headings: Vec<&str> =
            kinds.iter().filter(|(kind, _)| *kind == Kind::Heading).map(|(_, text)| text.as_str()).collect();
        let expected =
            ["青河县人民政府文件", "青河县人民政府关于做好技能培训的通知", "一、培训对象", "（二）补助标准"];
        assert_eq!(headings, expected);
        assert!(kinds.contains(&(Kind::Caption, "表1　各乡镇补助人数".to_owned())));
        assert_eq!(title.as_deref(), Some("青河县人民政府关于做好技能培训的通知"));
    }

    #[test]
    fn what_is_set_like_the_text_heads_nothing_but_in_the_middle_above_it() {
        let (of_bold, _) = kinds(&[("bold", "一、培训对象"), ("bold", TEXT), ("bold", "二、其他")]);
        assert!(of_bold.iter().all(|(kind, _)| *kind == Kind::Body), "{of_bold:?}");
        let (centred, title) =
            kinds(&[("middle", "培训补助办法"), ("middle", "县人社局"), ("", TEXT), ("middle", "第二页")]);
        let headings = centred.iter().filter(|(kind, _)| *kind == Kind::Heading).count();
        assert_eq!((headings, title.as_deref()), (1, Some("培训补助办法")));
    }
}
