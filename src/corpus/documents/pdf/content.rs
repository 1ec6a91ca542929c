//! Draws a page by its operations, as far as they show characters and straight lines.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::fills;
use super::font::Font;
use super::frames::Frame;
use super::radicals;
use super::shown::{Glyph, Matrix, Rule, Shown, multiplied, place};
use super::turned;
use super::values::{
    decoded, dictionary, get, inherited, is_broken, is_broken_stream, number, numbers, resolved,
};

/// So much the operations of a page may unpack to, in bytes.
const OPERATIONS: usize = 32 << 20;

/// So many characters a page may show; a newspaper has a tenth.
const MOST: usize = 200_000;

/// So many operations may draw a page: forms that show forms multiply.
const MOST_OPERATIONS: usize = 4_000_000;

/// So many images of a page may stand beside text.
const MOST_IMAGES: usize = 50;

/// So deep forms may show forms.
const DEEPEST: usize = 8;

/// How text is set.
#[derive(Clone, Debug)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// A part of the content that the file says something of.
#[derive(Debug, Default)]
struct Mark {
    /// What it says in truth.
    text: Option<String>,
    is_artifact: bool,
    /// The first glyph in it.
    begin: usize,
}

/// Draws pages.
pub(super) struct Reader<'d> {
    document: &'d Document,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    /// The names of the typefaces met so far.
    faces: Vec<String>,
}

struct Drawing<'r, 'd> {
    reader: &'r mut Reader<'d>,
    page: Shown,
    state: State,
    saved: Vec<State>,
    /// How many of them were saved before the form at hand, which cannot take them.
    floor: usize,
    /// How many operations may follow.
    left: usize,
    text: Matrix,
    line: Matrix,
    marks: Vec<Mark>,
    path: Vec<Rule>,
    at: (f32, f32),
    begin: (f32, f32),
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Reader { document, fonts: BTreeMap::new(), faces: Vec::new() }
    }

    /// The number of a typeface.
    fn face(&mut self, name: &str) -> usize {
        self.faces.iter().position(|known| known == name).unwrap_or_else(|| {
            self.faces.push(name.to_owned());
            self.faces.len() - 1
        })
    }

    pub(super) fn page(&mut self, id: ObjectId) -> Shown {
        let document = self.document;
        let Ok(page) = document.get_dictionary(id) else {
            return Shown { is_damaged: true, ..Shown::default() };
        };
        let bounds = inherited(document, page, b"CropBox").or_else(|| inherited(document, page, b"MediaBox"));
        let bounds =
            bounds.and_then(|bounds| numbers::<4>(document, bounds)).unwrap_or([0.0, 0.0, 595.0, 842.0]);
        let (left, right) = (bounds[0].min(bounds[2]), bounds[0].max(bounds[2]));
        let (low, high) = (bounds[1].min(bounds[3]), bounds[1].max(bounds[3]));
        let turn = inherited(document, page, b"Rotate").and_then(number).unwrap_or(0.0).rem_euclid(360.0);
        let (matrix, width, height) = match turn {
            90.0 => ([0.0, -1.0, 1.0, 0.0, -low, right], high - low, right - left),
            180.0 => ([-1.0, 0.0, 0.0, -1.0, right, high], right - left, high - low),
            270.0 => ([0.0, 1.0, -1.0, 0.0, high, -left], high - low, right - left),
            _ => ([1.0, 0.0, 0.0, 1.0, -left, -low], right - left, high - low),
        };
        let state = State {
            matrix,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let resources = inherited(document, page, b"Resources").and_then(|found| dictionary(document, found));
        let content = document.get_page_content_with_limit(id, OPERATIONS);
        let is_no_content =
            |object: &Object| !matches!(object, Object::Array(_) | Object::Stream(_) | Object::Null);
        let is_damaged = content.is_err()
            || get(document, page, b"Contents").is_some_and(is_no_content)
            || document.get_page_contents(id).into_iter().any(|id| is_broken(document, id));
        let page = Shown { width, height, is_damaged, ..Shown::default() };
        let unit = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut drawing = Drawing {
            reader: self,
            page,
            state,
            saved: Vec::new(),
            floor: 0,
            left: MOST_OPERATIONS,
            text: unit,
            line: unit,
            marks: Vec::new(),
            path: Vec::new(),
            at: (0.0, 0.0),
            begin: (0.0, 0.0),
        };
        let nothing = Dictionary::new();
        drawing.draw(&content.unwrap_or_default(), resources.unwrap_or(&nothing), 0);
        let fills = std::mem::take(&mut drawing.page.fills);
        fills::add_sides(&mut drawing.page.rules, fills, &drawing.page.glyphs);
        turned::straighten(&mut drawing.page);
        drawing.page
    }
}

impl Drawing<'_, '_> {
    fn draw(&mut self, content: &[u8], resources: &Dictionary, depth: usize) {
        let Ok(content) = Content::decode(content) else {
            self.page.is_damaged = true;
            return;
        };
        let marks = self.marks.len();
        let floor = std::mem::replace(&mut self.floor, self.saved.len());
        for operation in &content.operations {
            if self.page.glyphs.len() > MOST || self.left == 0 {
                break;
            }
            self.left -= 1;
            self.operate(&operation.operator, &operation.operands, resources, depth);
        }
        while self.marks.len() > marks {
            self.end_mark();
        }
        self.saved.truncate(self.floor);
        self.floor = floor;
    }

    #[allow(clippy::too_many_lines)] // one line an operator
    fn operate(&mut self, operator: &str, operands: &[Object], resources: &Dictionary, depth: usize) {
        let value = |at: usize| operands.get(at).and_then(number).unwrap_or(0.0);
        let matrix = || [value(0), value(1), value(2), value(3), value(4), value(5)];
        let state = &mut self.state;
        match operator {
            "q" if self.saved.len() < 1024 => self.saved.push(state.clone()),
            "Q" if self.saved.len() > self.floor => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            "cm" => state.matrix = multiplied(&matrix(), &state.matrix),
            "BT" => (self.text, self.line) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
            "Tc" => state.spacing = value(0),
            "Tw" => state.word_spacing = value(0),
            "Tz" => state.scale = value(0) / 100.0,
            "TL" => state.leading = value(0),
            "Ts" => state.rise = value(0),
            "Tf" => {
                state.size = value(1);
                let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                self.state.font = Some(self.font(resources, name));
            }
            "Td" => self.next_line(value(0), value(1)),
            "TD" => {
                state.leading = -value(1);
                self.next_line(value(0), value(1));
            }
            "Tm" => (self.text, self.line) = (matrix(), matrix()),
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                (state.word_spacing, state.spacing) = (value(0), value(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                for item in operands.first().and_then(|list| list.as_array().ok()).into_iter().flatten() {
                    match number(item) {
                        Some(back) => self.advance(-back / 1000.0 * self.state.size),
                        None => self.show(Some(item)),
                    }
                }
            }
            "BMC" | "BDC" => self.begin_mark(operands, resources),
            "EMC" => self.end_mark(),
            "Do" => self.draw_object(operands, resources, depth),
            "BI" => self.page.has_images = true,
            "m" => {
                self.at = place(&self.state.matrix, value(0), value(1));
                self.begin = self.at;
            }
            "l" => self.line_to(place(&self.state.matrix, value(0), value(1))),
            "h" => self.line_to(self.begin),
            "re" => {
                let corner = |x, y| place(&self.state.matrix, x, y);
                let (x, y, width, height) = (value(0), value(1), value(2), value(3));
                let corners = [
                    corner(x, y),
                    corner(x + width, y),
                    corner(x + width, y + height),
                    corner(x, y + height),
                ];
                self.begin = corners[0];
                self.at = corners[0];
                for corner in [corners[1], corners[2], corners[3], corners[0]] {
                    self.line_to(corner);
                }
            }
            "c" => self.at = place(&self.state.matrix, value(4), value(5)),
            "v" | "y" => self.at = place(&self.state.matrix, value(2), value(3)),
            "f" | "F" | "f*" => match fills::rectangles(&self.path) {
                Some(fills) => {
                    if self.page.fills.len() < MOST {
                        self.page.fills.extend(fills);
                    }
                    self.path.clear();
                }
                None => self.draw_path(),
            },
            "S" | "s" | "B" | "B*" | "b" | "b*" => self.draw_path(),
            "n" => self.path.clear(),
            _ => {}
        }
    }

    fn draw_path(&mut self) {
        if self.page.rules.len() < MOST {
            self.page.rules.append(&mut self.path);
        }
        self.path.clear();
    }

    fn line_to(&mut self, to: (f32, f32)) {
        let (wide, high) = ((self.at.0 - to.0).abs(), (self.at.1 - to.1).abs());
        let is_straight = wide < 1.0 || high < 1.0;
        if is_straight && wide.max(high) > 0.01 && self.path.len() < MOST {
            self.path.push(Rule { from: self.at, to });
        }
        self.at = to;
    }

    /// A font of the page, which may be lost: what is set in it counts all the same.
    fn font(&mut self, resources: &Dictionary, name: &[u8]) -> Rc<Font> {
        let document = self.reader.document;
        let fonts = get(document, resources, b"Font").and_then(|fonts| dictionary(document, fonts));
        let entry = fonts.and_then(|fonts| fonts.get(name).ok());
        let id = entry.and_then(|entry| entry.as_reference().ok());
        if let Some(known) = id.and_then(|id| self.reader.fonts.get(&id)) {
            return Rc::clone(known);
        }
        let font = entry.and_then(|entry| dictionary(document, entry));
        let mut font = font.map_or_else(|| Font::lost(document), |font| Font::new(document, font));
        font.face = self.reader.face(&font.name);
        let font = Rc::new(font);
        if let Some(id) = id {
            self.reader.fonts.insert(id, Rc::clone(&font));
        }
        font
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = multiplied(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    /// `by` is in the units of the text, before it is stretched.
    fn advance(&mut self, by: f32) {
        let runs_down = self.state.font.as_ref().is_some_and(|font| font.runs_down);
        let by = if runs_down { (0.0, by) } else { (by * self.state.scale, 0.0) };
        self.text = multiplied(&[1.0, 0.0, 0.0, 1.0, by.0, by.1], &self.text);
    }

    fn show(&mut self, text: Option<&Object>) {
        let (Some(Object::String(bytes, _)), Some(font)) = (text, self.state.font.clone()) else { return };
        self.page.is_damaged |= font.is_damaged;
        for shown in font.shown(bytes) {
            let State { size, rise, .. } = self.state;
            let matrix = multiplied(&self.text, &self.state.matrix);
            let begin = place(&matrix, 0.0, rise);
            let end = if font.runs_down {
                place(&matrix, 0.0, rise - size)
            } else {
                place(&matrix, shown.width * size * self.state.scale, rise)
            };
            let height = (matrix[2].hypot(matrix[3]) * size).abs();
            if height > 0.5 && [begin.0, begin.1, end.0, end.1, height].iter().all(|value| value.is_finite())
            {
                self.put(shown.text.as_deref(), begin, end, height);
            }
            let spacing = self.state.spacing + if shown.is_space { self.state.word_spacing } else { 0.0 };
            let down = spacing - size;
            self.advance(if font.runs_down { down } else { shown.width * size + spacing });
        }
    }

    /// Several characters that one glyph stands for share its place.
    fn put(&mut self, text: Option<&str>, begin: (f32, f32), end: (f32, f32), size: f32) {
        let is_artifact = self.marks.iter().any(|mark| mark.is_artifact);
        let face = self.state.font.as_ref().map_or(0, |font| font.face);
        let characters: Vec<Option<char>> = match text {
            Some(text) => text.chars().map(|c| Some(radicals::character(c))).collect(),
            None => vec![None],
        };
        #[allow(clippy::cast_precision_loss)] // few
        let count = characters.len().max(1) as f32;
        let step = ((end.0 - begin.0) / count, (end.1 - begin.1) / count);
        let (width, (mut x, mut y)) = (step.0.hypot(step.1), begin);
        let turn = if width > 0.01 { step.1.atan2(step.0).to_degrees() } else { 0.0 };
        for character in characters {
            self.page.glyphs.push(Glyph { character, x, y, width, size, turn, face, is_artifact });
            (x, y) = (x + step.0, y + step.1);
        }
    }

    fn begin_mark(&mut self, operands: &[Object], resources: &Dictionary) {
        let document = self.reader.document;
        let properties = match operands.get(1) {
            Some(Object::Dictionary(properties)) => Some(properties),
            Some(Object::Name(name)) => get(document, resources, b"Properties")
                .and_then(|all| dictionary(document, all))
                .and_then(|all| get(document, all, name))
                .and_then(|found| dictionary(document, found)),
            _ => None,
        };
        let text = properties.and_then(|properties| get(document, properties, b"ActualText"));
        let text = text.and_then(|text| text.as_str().ok()).map(decoded);
        let is_artifact =
            operands.first().is_some_and(|tag| tag.as_name().is_ok_and(|name| name == b"Artifact"));
        self.marks.push(Mark { text, is_artifact, begin: self.page.glyphs.len() });
    }

    /// What the file says a part reads, replaces what its glyphs would.
    fn end_mark(&mut self) {
        let Some(Mark { text: Some(text), begin, .. }) = self.marks.pop() else { return };
        let glyphs = self.page.glyphs.get(begin..).unwrap_or_default();
        let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else { return };
        let (sine, cosine) = first.turn.to_radians().sin_cos();
        let (right, up) = (last.x - first.x, last.y - first.y);
        // It stands on one line.
        if (up * cosine - right * sine).abs() > first.size || right * cosine + up * sine < 0.0 {
            return;
        }
        let (from, to, height) = ((first.x, first.y), last.end(), first.size);
        let text: String = text.chars().filter(|c| !c.is_control() && *c != '\u{FEFF}').collect();
        self.page.glyphs.truncate(begin);
        if !text.is_empty() {
            self.put(Some(&text), from, to, height);
        }
    }

    fn draw_object(&mut self, operands: &[Object], resources: &Dictionary, depth: usize) {
        let document = self.reader.document;
        let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
        let objects = get(document, resources, b"XObject").and_then(|all| dictionary(document, all));
        let Some(entry) = objects.and_then(|all| all.get(name).ok()) else { return };
        let Object::Stream(object) = resolved(document, entry) else {
            self.page.is_damaged = true;
            return;
        };
        if object.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            self.page.has_images = true;
            let (a, b) = (place(&self.state.matrix, 0.0, 0.0), place(&self.state.matrix, 1.0, 1.0));
            if self.page.images.len() < MOST_IMAGES {
                self.page.images.push(Frame::between(a, b));
            }
            return;
        }
        if depth == DEEPEST {
            return;
        }
        let Ok(content) = object.get_plain_content_with_limit(OPERATIONS) else {
            self.page.is_damaged = true;
            return;
        };
        self.page.is_damaged |= is_broken_stream(object);
        let own = get(document, &object.dict, b"Resources").and_then(|own| dictionary(document, own));
        let state = self.state.clone();
        if let Some(matrix) = get(document, &object.dict, b"Matrix").and_then(|m| numbers::<6>(document, m)) {
            self.state.matrix = multiplied(&matrix, &self.state.matrix);
        }
        self.saved.push(state);
        self.draw(&content, own.unwrap_or(resources), depth + 1);
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }
}
