//! What the lines of a plain text are that was copied or scraped from a web page: of the page's menus, links and
//! counters, nothing tells the text apart but what the lines say and what stands around them.
//!
//! Furniture kept costs a little; a paragraph of the text lost costs the study. So a line is furniture only where it
//! says so itself, or where its neighbours leave no doubt; what is in doubt is body.

mod dates;
mod furniture;
mod label_words;
mod labels;
mod line;
mod names;
mod numbering;
mod offers;
mod words;

use std::collections::VecDeque;

use super::kind::Kind;
#[cfg(feature = "documents")]
pub(super) use labels::is_of_money;
pub(super) use line::Line;
use line::Sign;
#[cfg(feature = "documents")]
pub(super) use offers::is_offer;

/// So many lines after one are looked at to judge it.
const AHEAD: usize = 32;

/// A date on a line of its own is that of the page in so many lines before the text begins.
const HEAD: usize = 10;

/// A title has at most so many characters.
const LONGEST_TITLE: usize = 40;

/// So many lines of links with dates, one after the other, are a list of links.
const LINKS: usize = 3;

/// An entry of a chronicle has at most so many lines below its date.
const LONGEST_ENTRY: usize = 6;

/// What a line of a printed page says of itself, whatever stands around it: a line of the page that it was printed from,
/// an item of a list, the title of a section; none where it says nothing.
pub(super) fn kind_by_itself(text: &str) -> Option<Kind> {
    match Line::of(text).sign {
        Sign::Is(kind @ (Kind::Furniture | Kind::ListItem | Kind::Heading)) => Some(kind),
        _ => None,
    }
}

/// Which paragraphs of printed pages are of the site that they were printed from, by what stands around them: the links
/// below 相关阅读, the names of its parts. What is better known than by words is as it is.
#[cfg(feature = "documents")]
pub(super) fn are_of_site<'t>(paragraphs: impl Iterator<Item = (&'t str, Kind)>) -> Vec<bool> {
    let mut inferred = Inferred::default();
    for (text, kind) in paragraphs {
        let line = Line::of(text);
        let is_open = kind == Kind::Body || kind == Kind::Heading && line.sign == Sign::Opens;
        inferred.push((), if is_open { line } else { Line::known(kind) });
    }
    std::iter::from_fn(|| inferred.pop(true)).map(|((), kind)| kind.is_furniture()).collect()
}

/// Gives things their kinds, in order, by their lines. Little is held back: only what its neighbours must judge.
#[derive(Debug)]
pub(super) struct Inferred<T> {
    held: VecDeque<(T, Line)>,
    /// How many lines have been given out.
    number: usize,
    /// Whether running text has been seen.
    has_prose: bool,
    /// Whether we are below a line such as 相关推荐, with nothing but links since.
    among_links: bool,
    /// What the last line was.
    before: Option<Sign>,
    last: Option<Kind>,
    /// How many more lines belong to a list of links.
    links_left: usize,
    /// Whether we are in a chronicle, each entry below its date.
    in_chronicle: bool,
}

impl<T> Default for Inferred<T> {
    fn default() -> Self {
        Inferred {
            held: VecDeque::new(),
            number: 0,
            has_prose: false,
            among_links: false,
            before: None,
            last: None,
            links_left: 0,
            in_chronicle: false,
        }
    }
}

impl<T> Inferred<T> {
    /// Takes the next thing, and what its line says of itself.
    pub(super) fn push(&mut self, thing: T, line: Line) {
        self.held.push_back((thing, line));
    }

    /// The next thing whose kind is settled. `is_end`: nothing comes after what was pushed.
    pub(super) fn pop(&mut self, is_end: bool) -> Option<(T, Kind)> {
        let line = self.held.front()?.1;
        if line.sign.needs_neighbours() && !is_end && self.held.len() <= AHEAD {
            return None;
        }
        let kind = self.kind(line, is_end);
        self.note(line, kind);
        self.held.pop_front().map(|(thing, _)| (thing, kind))
    }

    fn note(&mut self, line: Line, kind: Kind) {
        self.number += 1;
        self.links_left = self.links_left.saturating_sub(1);
        match line.sign {
            Sign::Opens => self.among_links = true,
            Sign::Short if self.among_links && line.states_measure => {}
            Sign::Prose | Sign::Is(Kind::ListItem | Kind::TableRow) => {
                self.has_prose = true;
                self.among_links = false;
            }
            _ if !kind.is_furniture() && !matches!(line.sign, Sign::Is(_)) => self.among_links = false,
            _ => {}
        }
        self.in_chronicle &= !kind.is_furniture();
        self.last = Some(kind);
        self.before = Some(line.sign);
    }

    /// The signs of the lines after the one at the front.
    fn after(&self) -> impl Iterator<Item = Sign> {
        self.held.iter().skip(1).map(|(_, line)| line.sign)
    }

    fn kind(&mut self, line: Line, is_end: bool) -> Kind {
        match line.sign {
            Sign::Is(kind) => kind,
            Sign::Label if self.is_amid_text() => Kind::Body,
            Sign::Date | Sign::Day if self.is_of_chronicle() => Kind::Body,
            Sign::Date if self.among_links || (!self.has_prose && self.number < HEAD) => Kind::Furniture,
            Sign::Opens | Sign::Teaser | Sign::Label | Sign::Day => Kind::Furniture,
            Sign::Prose | Sign::Date => Kind::Body,
            Sign::Short if self.in_chronicle || self.among_links && line.states_measure => Kind::Body,
            Sign::Menu if self.is_among_menus() => Kind::Furniture,
            Sign::Linked if self.is_in_list_of_links() => Kind::Furniture,
            Sign::Menu | Sign::Linked | Sign::Short if self.is_link(is_end) => Kind::Furniture,
            Sign::Menu | Sign::Linked | Sign::Short => self.title_or_body(line),
        }
    }

    /// Whether a date at the front begins an entry of a chronicle: the entry stands below, and other entries with their
    /// dates, without lines of the page between them.
    fn is_of_chronicle(&mut self) -> bool {
        let is_date = |sign: Sign| matches!(sign, Sign::Date | Sign::Day);
        let is_text = |sign: Sign| {
            matches!(sign, Sign::Short | Sign::Prose | Sign::Linked | Sign::Is(Kind::Body | Kind::ListItem))
        };
        let texts = self.after().take_while(|sign| is_text(*sign)).count();
        let mut after = self.after().skip(texts);
        let goes_on =
            texts <= LONGEST_ENTRY && after.next().is_some_and(is_date) && after.next().is_some_and(is_text);
        drop(after);
        self.in_chronicle = !self.among_links && texts > 0 && (goes_on || self.in_chronicle);
        self.in_chronicle
    }

    /// Whether running text stands right before a line and right behind it.
    fn is_amid_text(&self) -> bool {
        let is_text = |sign: Sign| matches!(sign, Sign::Prose | Sign::Is(Kind::ListItem | Kind::TableRow));
        self.before.is_some_and(is_text) && self.after().next().is_some_and(is_text)
    }

    /// Whether there are three words of menus in a row, this one among them.
    fn is_among_menus(&self) -> bool {
        let after = self.after().take_while(|sign| *sign == Sign::Menu).count();
        after >= 2 || (self.before == Some(Sign::Menu) && self.last == Some(Kind::Furniture))
    }

    /// Whether lines that end in a date follow each other, this one among them.
    fn is_in_list_of_links(&mut self) -> bool {
        let after = self.after().take_while(|sign| *sign == Sign::Linked).count();
        if after + 1 >= LINKS {
            self.links_left = after + 1;
        }
        self.links_left > 0
    }

    /// Whether a line that says nothing of itself is one of the page's links, by what stands around it.
    fn is_link(&self, is_end: bool) -> bool {
        if self.after().next() == Some(Sign::Teaser) {
            return true;
        }
        let is_open =
            |sign: &Sign| matches!(sign, Sign::Short | Sign::Menu | Sign::Linked | Sign::Date | Sign::Day);
        let run = self.after().take_while(is_open).count();
        let next = self.after().nth(run);
        if self.among_links {
            // Where the text goes on, the line before it is its title, not a link.
            return !(run == 0
                && matches!(next, Some(Sign::Prose | Sign::Is(Kind::ListItem | Kind::TableRow))));
        }
        // At the end of a page, a line or two between furniture are no text: a slogan, the name of an account.
        let rest_is_page = is_end
            && self.after().all(|sign| {
                is_open(&sign) || matches!(sign, Sign::Is(Kind::Furniture) | Sign::Opens | Sign::Label)
            });
        self.last == Some(Kind::Furniture) && self.has_prose && rest_is_page && run <= 1 && next.is_some()
    }

    /// A short line before running text is its title; else it is text itself.
    fn title_or_body(&self, line: Line) -> Kind {
        let next = self.after().find(|sign| {
            !matches!(sign, Sign::Is(Kind::Furniture | Kind::Caption) | Sign::Date | Sign::Day | Sign::Label)
        });
        let leads = matches!(next, Some(Sign::Prose | Sign::Is(Kind::ListItem | Kind::Heading)));
        // Of several short lines at the head, the first is the title.
        let is_first = !self.has_prose
            && next.is_some()
            && self.number < HEAD
            && !(self.last == Some(Kind::Heading) && self.before == Some(Sign::Short));
        let longest = if self.number == 0 { 2 * LONGEST_TITLE } else { LONGEST_TITLE };
        // A line among others as short is one of a list or of a letterhead.
        let is_one_of_several = self.last == Some(Kind::Body) && self.before == Some(Sign::Short);
        let may_be = line.length <= longest && (line.may_be_title || self.number == 0) && !is_one_of_several;
        if may_be && (leads || is_first) { Kind::Heading } else { Kind::Body }
    }
}
