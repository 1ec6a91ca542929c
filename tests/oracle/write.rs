//! A YAML tree as text, in any of the styles YAML has: flow or block, plain or quoted, with comments,
//! anchors and block scalars, with either line end, with and without a byte order mark.

use std::collections::HashMap;
use std::fmt::Write;

use super::fold::is_han;
use super::style::Style;

pub enum Node {
    /// Text of the analyst, which must come through exactly.
    Text(String),
    /// A key word, number or truth value.
    Word(String),
    /// A list; a list of one may stand without its brackets.
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

pub fn document(root: &Node, style: &mut Style) -> String {
    let mut writer = Writer { style, anchors: HashMap::new(), last: 0, comments: 0 };
    let Node::Map(entries) = root else { panic!("a document is a map") };
    let mut text = String::new();
    if writer.style.once_in(8) {
        text.push_str("# 词典 {version: 2}\n---\n");
    }
    for (key, value) in entries {
        if writer.style.once_in(6) {
            text.push('\n');
        }
        let above = writer.above(0);
        let _ = writeln!(text, "{}{}:{}", above, writer.key(key, false), writer.block(value, 0));
    }
    text.push_str(&writer.above(0));
    if writer.style.once_in(10) {
        text = text.replace('\n', "\r\n");
    }
    if writer.style.once_in(10) {
        text.insert(0, '\u{FEFF}');
    }
    text
}

struct Writer<'s> {
    style: &'s mut Style,
    anchors: HashMap<String, usize>,
    last: usize,
    comments: usize,
}

impl Writer<'_> {
    /// Once in a while a comment, which looks like anything and has a number of its own.
    fn comment(&mut self) -> Option<String> {
        self.style.once_in(14).then(|| {
            self.comments += 1;
            let text = self.style.one_of(&["注: [，", "- 'a", "", "补贴 # \"", "{ id: x }", "#"]);
            format!("# {}{text}", self.comments)
        })
    }

    /// Lines of comments and blank lines above what is indented `indent` deep.
    fn above(&mut self, indent: usize) -> String {
        let mut text = String::new();
        while self.style.once_in(8) {
            text.push_str(self.style.one_of(&["", "\n", "  \n\n"]));
            if let Some(comment) = self.comment() {
                let indent = self.style.one_of(&[indent, indent, 0, indent + 2, indent.saturating_sub(1)]);
                let _ = writeln!(text, "{}{comment}", " ".repeat(indent));
            }
        }
        text
    }

    /// A comment behind a line that ends here.
    fn behind(&mut self) -> String {
        self.comment()
            .map_or_else(String::new, |comment| format!("{}{comment}", self.style.one_of(&[" ", "    "])))
    }

    /// What follows `key:` or `-` in block style, where lines below it stand `indent` deep.
    fn block(&mut self, node: &Node, indent: usize) -> String {
        let pad = " ".repeat(indent);
        match node {
            Node::List(items) if items.len() == 1 && !self.style.once_in(2) => self.block(&items[0], indent),
            Node::Text(text) if is_printable(text) && self.style.once_in(12) => {
                let header = self.style.one_of(&["|-", ">-"]);
                format!(" {header}\n{pad}   {text}")
            }
            Node::Text(_) | Node::Word(_) => {
                format!(" {}{}", self.flow(node, indent), self.behind())
            }
            _ if self.style.once_in(2) => format!(" {}{}", self.flow(node, indent + 2), self.behind()),
            Node::List(items) => {
                let indent = if self.style.once_in(2) && indent > 0 { indent } else { indent + 2 };
                let pad = " ".repeat(indent);
                let mut text = self.behind();
                for item in items {
                    let above = self.above(indent);
                    let _ = write!(text, "\n{above}{pad}-{}", self.item(item, indent));
                }
                text
            }
            Node::Map(entries) => {
                let pad = " ".repeat(indent + 2);
                let mut text = self.behind();
                for (key, value) in entries {
                    let above = self.above(indent + 2);
                    let _ = write!(
                        text,
                        "\n{above}{pad}{}:{}",
                        self.key(key, false),
                        self.block(value, indent + 2)
                    );
                }
                text
            }
        }
    }

    /// What follows a dash that stands `indent` deep.
    fn item(&mut self, node: &Node, indent: usize) -> String {
        match node {
            Node::Map(entries) if !self.style.once_in(3) => {
                let pad = " ".repeat(indent + 2);
                let mut text = String::new();
                for (i, (key, value)) in entries.iter().enumerate() {
                    let lead = match (i, self.behind()) {
                        (0, comment) if comment.is_empty() => " ".to_owned(),
                        (0, comment) => format!("{comment}\n{pad}"),
                        _ => format!("\n{}{pad}", self.above(indent + 2)),
                    };
                    let _ = write!(text, "{lead}{}:{}", self.key(key, false), self.block(value, indent + 2));
                }
                text
            }
            _ => self.block(node, indent),
        }
    }

    fn flow(&mut self, node: &Node, indent: usize) -> String {
        let pad = " ".repeat(indent + 2);
        match node {
            Node::Text(text) => self.text(text),
            Node::Word(word) => word.clone(),
            Node::List(items) if items.len() == 1 && !self.style.once_in(2) => self.flow(&items[0], indent),
            Node::List(items) => {
                let mut text = format!("[{}", self.line_in_flow(indent, 10));
                for (i, item) in items.iter().enumerate() {
                    let between = self.style.one_of(&[", ", " , ", ", "]);
                    let line = self.line_in_flow(indent, 4);
                    text.push_str(if i == 0 { "" } else { between });
                    text.push_str(if i == 0 { "" } else { &line });
                    text.push_str(&self.flow(item, indent));
                }
                text.push_str(self.style.one_of(&["", " ", " ,"]));
                text + &self.line_in_flow(indent, 10) + "]"
            }
            Node::Map(entries) => {
                let entry = |(key, value): &(String, Node)| {
                    format!("{}: {}", self.key(key, true), self.flow(value, indent))
                };
                let entries: Vec<String> = entries.iter().map(entry).collect();
                let line = format!(" ,\n{pad}");
                let between = self.style.one_of(&[", ", &line]);
                let end = self.style.one_of(&["", " "]);
                format!("{{{}{end}}}", entries.join(between))
            }
        }
    }

    /// The end of a line within brackets, once in `n` times.
    fn line_in_flow(&mut self, indent: usize, n: usize) -> String {
        if !self.style.once_in(n) {
            return String::new();
        }
        format!("{}\n{}{}", self.behind(), self.above(indent + 2), " ".repeat(indent + 2))
    }

    fn key(&mut self, key: &str, is_flow: bool) -> String {
        let is_word = key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let quoting = if is_word && !self.style.once_in(16) { 0 } else { self.style.pick(3) };
        let space = if is_flow || !self.style.once_in(16) { "" } else { " " };
        format!("{}{space}", quoted(key, quoting))
    }

    fn text(&mut self, text: &str) -> String {
        if let Some(anchor) = self.anchors.get(text)
            && self.style.once_in(2)
        {
            return format!("*n{anchor} ");
        }
        let quoting = self.style.pick(3);
        let text_out = quoted(text, quoting);
        if self.style.once_in(16) {
            self.last += 1;
            self.anchors.insert(text.to_owned(), self.last);
            return format!("&n{} {text_out}", self.last);
        }
        text_out
    }
}

/// A scalar plain (0), in single (1) or in double quotes (2), or in the next way that is safe.
fn quoted(text: &str, quoting: usize) -> String {
    match quoting {
        0 if is_plain(text) => text.to_owned(),
        0 | 1 if is_printable(text) => format!("'{}'", text.replace('\'', "''")),
        _ => {
            let mut quoted = String::from('"');
            for c in text.chars() {
                let _ = match c {
                    '"' | '\\' => write!(quoted, "\\{c}"),
                    '\t' => write!(quoted, "\\t"),
                    '\n' => write!(quoted, "\\n"),
                    _ if is_han(c) || c.is_ascii_graphic() || c == ' ' => write!(quoted, "{c}"),
                    _ if u32::from(c) > 0xFFFF => write!(quoted, "\\U{:08X}", u32::from(c)),
                    _ => write!(quoted, "\\u{:04X}", u32::from(c)),
                };
            }
            quoted + "\""
        }
    }
}

/// Whether a text can stand in single quotes or a block scalar as it is.
fn is_printable(text: &str) -> bool {
    let is_odd = |c: char| c.is_control() || "\u{AD}\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}".contains(c);
    !text.is_empty() && !text.contains(is_odd) && text.trim() == text
}

/// Whether a text means itself without quotes, in flow style too.
fn is_plain(text: &str) -> bool {
    let is_safe = |c: char| is_han(c) || c.is_ascii_alphanumeric() || "<>…、＜＞｜～．。".contains(c);
    let characters: Vec<char> = text.chars().collect();
    let is_fine = |i: usize| match characters[i] {
        ':' => i > 0 && characters.get(i + 1).is_some_and(|c| is_safe(*c)),
        ' ' => (1..characters.len() - 1).contains(&i) && characters[i - 1] != ':',
        '|' | '~' | '-' | '_' => i > 0 && (characters[i] != '|' || is_safe(characters[i - 1])),
        '>' => i > 0,
        '+' | '.' | '\\' => true,
        c => is_safe(c),
    };
    !text.is_empty() && (0..characters.len()).all(is_fine)
}
