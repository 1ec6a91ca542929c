//! JSON Schemas of rule files and case files, for editors that know YAML but not the language. Made from the
//! table of keys; `rules/schema.json` is kept equal to it by a test.
//!
//! A schema refuses only what the reader refuses. It sees values as YAML reads them, so that a term may be a
//! number or a truth value to it.

use serde_json::{Map, Value, json};

use crate::language::{Language, Message};

use super::code::Code;
use super::diagnostic::Severity;
use super::keys::{Key, Kind, RELATIONS, Takes, Word};

/// The kinds that a schema defines once and refers to.
const NAMED: [(Kind, &str); 6] = [
    (Kind::Defaults, "defaults"),
    (Kind::Flag, "flag"),
    (Kind::Category, "category"),
    (Kind::Clause, "clause"),
    (Kind::Condition, "condition"),
    (Kind::Label, "label"),
];

/// A pattern as text: no empty part at its ends or between two bars, no `<` that is left open.
const PATTERN: &str = r"^(?![ \t]*([|｜~～…]|\.\.\.))(?!.*(^|[^\\])[|｜~～…][ \t]*$)(?!.*(^|[^\\])[|｜][ \t]*[|｜])(?!.*(^|[^\\])[<＜][^>＞]*$)[\s\S]*\S";

/// A name that can stand between `<` and `>`.
const SET_NAME: &str = r"^(?!.*\.\.\.)[^|<>~｜＜＞～…]*$";

/// The JSON Schema of rule files, described in these languages.
///
/// ```
/// let schema = cuoshi::rule_schema(&cuoshi::Language::ALL);
/// assert_eq!(schema["required"][0], "version");
/// ```
pub fn rule_schema(languages: &[Language]) -> Value {
    let writer = Writer { languages };
    let mut definitions = Map::new();
    definitions.insert("text".to_owned(), text());
    definitions.insert("pattern".to_owned(), pattern());
    for (kind, name) in NAMED {
        definitions.insert(name.to_owned(), writer.mapping(kind));
    }
    writer.schema("schema.rules", writer.mapping(Kind::File), &definitions)
}

/// The JSON Schema of case files, described in these languages.
///
/// ```
/// let schema = cuoshi::case_schema(&[cuoshi::Language::Chinese]);
/// assert_eq!(schema["type"], "array");
/// ```
pub fn case_schema(languages: &[Language]) -> Value {
    let writer = Writer { languages };
    let definitions = Map::from_iter([("text".to_owned(), text())]);
    let cases = json!({ "type": "array", "minItems": 1, "items": writer.mapping(Kind::Case) });
    writer.schema("schema.cases", cases, &definitions)
}

struct Writer<'l> {
    languages: &'l [Language],
}

impl Writer<'_> {
    fn schema(&self, says: &'static str, body: Value, definitions: &Map<String, Value>) -> Value {
        let title = self.languages.iter().map(|language| Message::new(says).text(*language));
        let head = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title.collect::<Vec<_>>().join(" / "),
        });
        joined([head, body, json!({ "$defs": definitions })])
    }

    /// A mapping of a kind, with what it asks for beyond its keys.
    fn mapping(&self, kind: Kind) -> Value {
        let keys = kind.keys().iter();
        let properties: Map<String, Value> =
            keys.map(|key| (key.name.to_owned(), self.property(key))).collect();
        let body = json!({ "type": "object", "additionalProperties": false, "properties": properties });
        joined([body, demands(kind)])
    }

    fn property(&self, key: &Key) -> Value {
        let example = self.languages.first().map_or_else(String::new, |language| key.example(*language));
        let description = format!("{}\n{example}", self.said(|language| key.meaning(language)));
        joined([json!({ "description": description }), self.value(key.takes)])
    }

    /// What is said in each language, a line each.
    fn said(&self, words: impl Fn(Language) -> String) -> String {
        self.languages.iter().map(|language| words(*language)).collect::<Vec<_>>().join("\n")
    }

    fn value(&self, takes: Takes) -> Value {
        match takes {
            // A number in quotation marks is a number to the reader.
            Takes::Version => {
                json!({ "type": ["integer", "string"], "minimum": 1, "maximum": 1, "pattern": "^1$", "default": 1 })
            }
            Takes::Number(least) => {
                let digits = if least == 0 { "^[0-9]+$" } else { "^0*[1-9][0-9]*$" };
                json!({ "type": ["integer", "string"], "minimum": least, "pattern": digits })
            }
            Takes::Truth => json!({ "type": ["boolean", "string"], "pattern": "^(true|false)$" }),
            Takes::Text | Takes::Id => reference("text"),
            Takes::Texts | Takes::Words | Takes::Ids => one_or_more(&reference("text")),
            Takes::IdsOrNone => {
                json!({ "anyOf": [one_or_more(&reference("text")), { "type": "array", "maxItems": 0 }] })
            }
            Takes::Label => json!({ "anyOf": [reference("text"), reference("label")] }),
            Takes::Patterns => one_or_more(&reference("pattern")),
            Takes::Clauses => one_or_more(&json!({ "anyOf": [reference("pattern"), reference("clause")] })),
            Takes::Conditions => {
                one_or_more(&json!({ "anyOf": [reference("pattern"), reference("condition")] }))
            }
            Takes::Categories => one_or_more(&reference("category")),
            Takes::Sets => json!({
                "type": "object",
                "propertyNames": { "pattern": SET_NAME },
                "additionalProperties": one_or_more(&reference("text")),
            }),
            Takes::Flags => json!({ "type": "object", "additionalProperties": reference("flag") }),
            Takes::Mapping(kind) => {
                let known = NAMED.iter().find(|(known, _)| *known == kind);
                known.map_or_else(|| self.mapping(kind), |(_, name)| reference(name))
            }
            Takes::Word(words) => {
                let word = |word: &Word| json!({ "const": word.name, "description": self.said(|language| word.meaning(language)) });
                json!({ "oneOf": words.iter().map(word).collect::<Vec<_>>() })
            }
            Takes::Codes => {
                let warnings = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
                one_or_more(&json!({ "enum": warnings.map(|code| code.word()).collect::<Vec<_>>() }))
            }
            Takes::Anything => json!({ "type": "object" }),
        }
    }
}

/// What a mapping must and must not hold, beyond which keys it may.
fn demands(kind: Kind) -> Value {
    match kind {
        Kind::File => json!({ "required": ["version"] }),
        Kind::Flag => json!({ "required": ["if"] }),
        Kind::Category => json!({ "required": ["id"] }),
        Kind::Clause => json!({ "required": ["match"] }),
        Kind::Condition => {
            json!({ "oneOf": Kind::Condition.keys()[..RELATIONS].iter().map(relation).collect::<Vec<_>>() })
        }
        Kind::Case => {
            json!({ "required": ["text"], "anyOf": [{ "required": ["tags"] }, { "required": ["not"] }] })
        }
        Kind::Defaults | Kind::Label => json!({}),
    }
}

/// One of the relations, with what has no meaning beside it.
fn relation(key: &Key) -> Value {
    let required = json!({ "required": [key.name] });
    let beside: &[&str] = match key.name {
        "all" => &["boundary", "within", "distance"],
        "inside" => &["within"],
        _ => return required,
    };
    let excluded: Map<String, Value> = beside.iter().map(|name| ((*name).to_owned(), json!(false))).collect();
    joined([required, json!({ "properties": excluded })])
}

/// A scalar that says something, whatever YAML takes it for.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
}

fn pattern() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": PATTERN })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// A list, or a single entry without its brackets.
fn one_or_more(entry: &Value) -> Value {
    json!({ "anyOf": [entry, { "type": "array", "minItems": 1, "items": entry }] })
}

/// The fields of several objects in one.
fn joined<const N: usize>(parts: [Value; N]) -> Value {
    let fields = parts.into_iter().filter_map(|part| match part {
        Value::Object(fields) => Some(fields),
        _ => None,
    });
    fields.flatten().collect::<Map<_, _>>().into()
}
