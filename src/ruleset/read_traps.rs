//! Reading on among traps: what YAML accepted is looked at once more where an analyst may have meant something
//! else, and told in the reader's words.

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::dictionary::{Located, place_within};
use super::node::{Node, Value};
use super::reader::{FREE_TEXTS, Reader};
use super::traps::{self, Surrounding, Trap};

impl Reader<'_> {
    /// Tells a trap found in the text that begins at byte `start` of the file.
    pub(super) fn trap(&mut self, trap: Trap, start: usize) {
        let place = self.place(&(start + trap.span.start..start + trap.span.end));
        let mut fault = Diagnostic::new(trap.code, place).with("found", trap.found);
        for (span, replacement) in trap.edits {
            fault = fault.mend(start + span.start..start + span.end, replacement);
        }
        self.fault(fault);
    }

    pub(super) fn traps(&mut self, traps: Vec<Trap>, node: &Node) {
        for trap in traps {
            self.trap(trap, node.span.start);
        }
    }

    /// Text where a term or pattern belongs, with the traps of plain terms told. An error there gives
    /// nothing, so that it is not told twice.
    pub(super) fn term(&mut self, node: &Node, key: &'static str) -> Option<Located<String>> {
        let term = self.located_text(node, key)?;
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        if !node.is_plain {
            return Some(term);
        }
        let found = traps::in_term(written, self.surrounding(node));
        if !found.is_empty() {
            self.traps(found, node);
            return None;
        }
        if let Some(trap) = traps::curly_quotes(written) {
            self.trap(trap, node.span.start);
        }
        let rest = traps::comment_behind(file.text.get(node.span.end..).unwrap_or_default());
        if traps::swallowed_tail(rest) {
            let fault =
                Diagnostic::new(Code::HashInTerm, self.place(&(node.span.end..node.span.end + rest.len())));
            let quoted = format!("'{written}{}'", rest.trim_end());
            self.fault(
                fault.with("found", rest.trim()).mend(node.span.start..node.span.end + rest.len(), quoted),
            );
        }
        Some(term)
    }

    /// What stands around a plain term on its line.
    pub(super) fn surrounding(&self, node: &Node) -> Surrounding {
        let before = &self.file.text[..node.span.start];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_in_flow = line.matches(['[', '{']).count() > line.matches([']', '}']).count()
            || before.trim_end().ends_with([',', '[', '{']);
        Surrounding { begins_line: line.trim_matches(' ').is_empty(), is_in_flow }
    }

    /// Tells what keeps a known key from being seen: its colon, a wide blank before it, or the dash of an entry.
    pub(super) fn key_trap(&mut self, key: &Located<String>, keys: &[&str]) -> bool {
        let dash = traps::dash(&key.value).filter(|trap| keys.contains(&&key.value[trap.span.end..]));
        if let Some(trap) = dash.filter(|_| self.file.text[key.place.bytes()] == key.value) {
            self.trap(trap, key.place.bytes().start);
            return true;
        }
        let trimmed = key.value.trim_start();
        let blanks = key.value.chars().count() - trimmed.chars().count();
        let (name, colon) = match trimmed.split_once([':', '：']) {
            Some((name, _)) => (name, trimmed[name.len()..].chars().next()),
            None => (trimmed, None),
        };
        if !keys.contains(&name) || (colon.is_none() && blanks == 0) {
            return false;
        }
        let at = blanks + name.chars().count();
        let (code, span, mended) = match colon {
            Some('：') => (Code::FullWidthColon, at..at + 1, ": "),
            Some(_) => (Code::MissingBlankAfterColon, at..at + 1, ": "),
            None => (Code::WideBlank, 0..blanks, ""),
        };
        let place = place_within(&key.place, &key.value, &span);
        let fault = Diagnostic::new(code, place.clone()).with("found", trimmed);
        let is_quoted = self.file.text[key.place.bytes()].starts_with(['"', '\'']);
        let is_written = place.bytes() != key.place.bytes() && !is_quoted;
        self.fault(if is_written { fault.mend(place.bytes(), mended) } else { fault });
        true
    }

    /// Tells a value in braces that goes on with another key behind a full-width comma.
    pub(super) fn swallowed_key(&mut self, value: &Node, keys: &[&str]) -> bool {
        if !value.is_plain || !self.surrounding(value).is_in_flow {
            return false;
        }
        let found = traps::key_behind_comma(&self.file.text[value.span.clone()], keys);
        let is_one = found.is_some();
        self.traps(found.into_iter().collect(), value);
        is_one
    }

    /// Tells a key without a value, or with one that begins with a sign that YAML keeps for itself.
    pub(super) fn empty(&mut self, value: &Node, name: &Node, key: &str) {
        let file = self.file.clone();
        let line = file.text[name.span.end..].lines().next().unwrap_or_default();
        let written = line.trim_start_matches([':', ' ']);
        let at = name.span.end + line.len() - written.len();
        if at >= value.span.end && written.starts_with(['&', '!']) {
            self.unquoted_mark(at, written);
        } else {
            self.fault(Diagnostic::new(Code::EmptyValue, self.place(&name.span)).with("key", key));
        }
    }

    /// Tells a term that begins at byte `at` with a sign that YAML keeps for itself.
    pub(super) fn unquoted_mark(&mut self, at: usize, term: &str) {
        let term = term.trim_end_matches([' ', ',', ']', '}']);
        let fault = Diagnostic::new(Code::UnquotedMark, self.place(&(at..at + 1))).with("found", &term[..1]);
        self.fault(fault.mend(at..at + term.len(), format!("'{term}'")));
    }

    /// Tells an entry that is nothing because it begins with `&` or `!`.
    pub(super) fn is_marked(&mut self, item: &Node) -> bool {
        let before = &self.file.text[..item.span.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let file = self.file.clone();
        let line = file.text[line_start..].lines().next().unwrap_or_default();
        let mark = line.find(['&', '!']).filter(|at| line[..*at].ends_with([' ', '[']));
        if let Some(at) = mark {
            self.unquoted_mark(line_start + at, line[at..].split(',').next().unwrap_or_default());
        }
        mark.is_some()
    }

    /// Tells a list in brackets of the wrong kind.
    pub(super) fn list_trap(&mut self, node: &Node, key: &str) -> bool {
        let file = self.file.clone();
        let written = file.text.get(node.span.clone()).unwrap_or_default();
        let may_be = node.is_plain && !FREE_TEXTS.contains(&key);
        let trap = if may_be { traps::in_list_value(written) } else { None };
        let is_one = trap.is_some();
        if let Some(trap) = trap {
            self.trap(trap, node.span.start);
        }
        is_one
    }

    /// Tells terms of a list in brackets that Chinese separators keep together, and leaves them out.
    pub(super) fn separated<'n>(&mut self, list: &Node, items: Vec<&'n Node>, key: &str) -> Vec<&'n Node> {
        let file = self.file.clone();
        let written = |node: &Node| file.text.get(node.span.clone()).unwrap_or_default();
        if FREE_TEXTS.contains(&key) || !written(list).starts_with('[') {
            return items;
        }
        // What a name stands for is written elsewhere, where it may need no quotation marks.
        let is_elsewhere = |item: &Node| item.span.start < list.span.start;
        let (good, bad): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| {
            !item.is_plain || is_elsewhere(item) || traps::in_list_item(written(item)).is_none()
        });
        let is_alone = good.is_empty() && bad.len() == 1;
        for item in bad {
            if let Some(mut trap) = traps::in_list_item(written(item)) {
                // Among terms that plain commas part, 、 may be part of one: only the analyst knows.
                if !is_alone && !written(item).contains(['，', '；', '､']) {
                    trap.edits.clear();
                }
                self.trap(trap, item.span.start);
            }
        }
        good
    }

    /// Tells a term such as `通知: 补贴`, in which the colon makes a key.
    pub(super) fn is_term_with_colon(&mut self, node: &Node) -> bool {
        let Value::Mapping(entries) = &node.value else { return false };
        let [(key, value)] = &entries[..] else { return false };
        let (Value::Text(name), Value::Text(_)) = (&key.value, &value.value) else { return false };
        let is_flow = self.file.text[..key.span.start].trim_end().ends_with('{');
        if is_flow || name.is_ascii() {
            return false;
        }
        let span = key.span.start..value.span.end.max(key.span.end);
        let written = self.file.text[span.clone()].replace('\'', "''");
        let fault = Diagnostic::new(Code::ColonInTerm, self.place(&(key.span.end..key.span.end + 1)));
        self.fault(fault.mend(span, format!("'{written}'")));
        true
    }
}
