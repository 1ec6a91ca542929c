//! Messages on standard input and output: a head that says how long each is, then JSON. What is no message is
//! told and passed over; only the end of the input ends the reading.

use std::io::{self, BufRead, Stdout, Write as _};
use std::sync::Mutex;

use gen_lsp_types::ErrorCodes;
use gen_lsp_types::json_rpc::Id;
use serde::Serialize;
use serde_json::{Value, json};

use super::locked;

/// A message longer than this is none: nobody writes rules of that size.
const LONGEST: usize = 1 << 28;

const LENGTH: &[u8] = b"content-length:";

/// What comes from the client.
#[derive(Debug)]
pub(super) enum Incoming {
    Request {
        id: Id,
        method: String,
        params: Value,
    },
    Notification {
        method: String,
        params: Value,
    },
    /// The answer to a request of ours; nothing where the client refused.
    Response {
        id: Id,
        result: Option<Value>,
    },
    /// What is no message, and why.
    Malformed {
        id: Id,
        code: ErrorCodes,
        reason: String,
    },
}

/// Reads messages.
pub(super) struct Reader<R> {
    input: R,
    /// Bytes that were read as part of a message and are none of it.
    again: Vec<u8>,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn new(input: R) -> Reader<R> {
        Reader { input, again: Vec::new() }
    }

    /// The next message; nothing at the end of the input.
    pub(super) fn next(&mut self) -> Option<Incoming> {
        let mut length = None;
        let mut strange = None;
        loop {
            let line = self.line()?;
            let text = line.trim_ascii();
            if let Some(at) = find(text, LENGTH) {
                let number = String::from_utf8_lossy(text[at + LENGTH.len()..].trim_ascii()).into_owned();
                length = number.parse::<usize>().ok().filter(|length| *length <= LONGEST);
                strange = length.is_none().then_some(format!("`{number}` is no length of a message"));
            } else if text.is_empty() {
                match (length.take(), strange.take()) {
                    (Some(length), _) => return self.body(length),
                    (None, Some(reason)) => return Some(malformed(ErrorCodes::ParseError, reason)),
                    (None, None) => {}
                }
            } else if find(text, b"content-type:") != Some(0) {
                strange = Some("a message without Content-Length".to_owned());
            }
        }
    }

    fn body(&mut self, length: usize) -> Option<Incoming> {
        let mut body = Vec::new();
        let kept = self.again.len().min(length);
        body.extend(self.again.drain(..kept));
        let missing = u64::try_from(length - kept).ok()?;
        io::Read::read_to_end(&mut io::Read::take(&mut self.input, missing), &mut body).ok()?;
        if body.len() < length {
            return None;
        }
        Some(match serde_json::from_slice(&body) {
            Ok(message) => message_of(message),
            Err(error) => {
                // Where the length was wrong, the next message may have been swallowed with this one.
                if let Some(at) = find(&body, LENGTH) {
                    self.again.splice(..0, body.drain(at..));
                }
                malformed(ErrorCodes::ParseError, format!("a message is no JSON: {error}"))
            }
        })
    }

    /// The next line with its end; nothing at the end of the input.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut line: Vec<u8> = match self.again.iter().position(|byte| *byte == b'\n') {
            Some(end) => return Some(self.again.drain(..=end).collect()),
            None => std::mem::take(&mut self.again),
        };
        let read = self.input.read_until(b'\n', &mut line).ok()?;
        (read > 0).then_some(line)
    }
}

fn malformed(code: ErrorCodes, reason: String) -> Incoming {
    Incoming::Malformed { id: Id::Null, code, reason }
}

/// Where a word stands in bytes, whatever its capitals.
fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

/// What kind of message JSON is.
fn message_of(message: Value) -> Incoming {
    let Value::Object(mut message) = message else {
        return malformed(ErrorCodes::InvalidRequest, "a message is a JSON object".to_owned());
    };
    let written = message.remove("id");
    let id: Option<Id> = written.clone().and_then(|id| serde_json::from_value(id).ok());
    let params = message.remove("params").unwrap_or_default();
    match (message.remove("method"), id) {
        (Some(Value::String(method)), None) if written.is_none() => Incoming::Notification { method, params },
        (Some(Value::String(method)), Some(id)) if id != Id::Null => Incoming::Request { id, method, params },
        (None, Some(id)) if message.contains_key("result") || message.contains_key("error") => {
            Incoming::Response { id, result: message.remove("result") }
        }
        (_, id) => Incoming::Malformed {
            id: id.unwrap_or(Id::Null),
            code: ErrorCodes::InvalidRequest,
            reason: "a message has a method, and a request an id that is a number or text".to_owned(),
        },
    }
}

/// Writes messages, one at a time, from whatever thread.
pub(super) struct Writer {
    /// Nothing after the end.
    out: Mutex<Option<Stdout>>,
}

impl Writer {
    pub(super) fn new() -> Writer {
        Writer { out: Mutex::new(Some(io::stdout())) }
    }

    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    pub(super) fn ask(&self, id: i64, method: &str, params: impl Serialize) {
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
    }

    pub(super) fn answer(&self, id: &Id, result: &Value) {
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
    }

    pub(super) fn refuse(&self, id: &Id, code: i32, message: &str) {
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }));
    }

    /// Ends the writing: a message that is being written is written whole, others are not begun.
    pub(super) fn close(&self) {
        *locked(&self.out) = None;
    }

    fn write(&self, message: &Value) {
        let body = message.to_string();
        let mut out = locked(&self.out);
        let Some(out) = &mut *out else { return };
        // Where nobody reads any more, the input ends too, and with it the program.
        let _ = write!(out, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<String> {
        let mut reader = Reader::new(input);
        let mut all = Vec::new();
        while let Some(message) = reader.next() {
            all.push(match message {
                Incoming::Request { method, .. } => format!("request {method}"),
                Incoming::Notification { method, .. } => format!("notification {method}"),
                Incoming::Response { .. } => "response".to_owned(),
                Incoming::Malformed { code, .. } => format!("malformed {code:?}"),
            });
        }
        all
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"good"}"#);
        let asked = framed(r#"{"jsonrpc":"2.0","id":"甲","method":"ask"}"#);
        let cases: [(String, &str); 11] = [
            ("garbage\r\n\r\n".to_owned(), "malformed ParseError"),
            ("Content-Length: many\r\n\r\n".to_owned(), "malformed ParseError"),
            ("Content-Length: 99999999999999999999\r\n\r\n".to_owned(), "malformed ParseError"),
            (framed("{"), "malformed ParseError"),
            (framed("[]"), "malformed InvalidRequest"),
            (framed("{}"), "malformed InvalidRequest"),
            (framed(r#"{"id":1.5,"method":"x"}"#), "malformed InvalidRequest"),
            (framed(r#"{"id":null,"method":"x"}"#), "malformed InvalidRequest"),
            (framed(r#"{"id":1,"method":7}"#), "malformed InvalidRequest"),
            (framed(r#"{"id":1,"result":null}"#), "response"),
            ("Content-Type: x\ncontent-length:17\n\n{\"method\": \"low\"}".to_owned(), "notification low"),
        ];
        for (text, expected) in cases {
            let input = format!("{text}{good}{asked}");
            assert_eq!(all(input.as_bytes()), [expected, "notification good", "request ask"], "{text}");
        }
    }

    #[test]
    fn a_wrong_length_costs_one_message() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"good"}"#);
        let long = "Content-Length: 70\r\n\r\n{\"method\":\"long\"}".to_owned() + &good + &good + &good;
        assert_eq!(all(long.as_bytes())[1..], ["notification good"; 3]);
        let short = "Content-Length: 5\r\n\r\n{\"method\":\"short\"}".to_owned() + &good;
        assert_eq!(all(short.as_bytes()).last().map(String::as_str), Some("notification good"));
    }
}
