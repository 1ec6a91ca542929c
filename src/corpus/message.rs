//! What is said about trouble: which message of the tables, and what goes into it.

use crate::language::{Argument, Message};

use super::damage::{Damage, Found};
use super::file_kind::FileKind;
use super::gap::Gap;
use super::json::JsonType;
use super::problem::{Defect, Problem};

/// So many names of fields are told: they are there to find a misspelling.
const SHOWN: usize = 12;

impl Problem {
    /// What is wrong and what to do, in one sentence.
    pub fn message(&self) -> Message {
        let message = Message::new(self.key());
        match self {
            Problem::Unreadable { reason } => message.with_message("reason", reason.clone()),
            Problem::UnknownEncoding { label, near } => {
                let message = message.with("label", label);
                near.iter().fold(message, |message, near| message.with("near", near))
            }
            Problem::Defective { kind, defect } => {
                let message = message.with_message("kind", Message::new(kind.name_key()));
                match defect {
                    Defect::TooLarge { mebibytes } => message.with("mebibytes", mebibytes),
                    Defect::TooSlow { seconds } => message.with("seconds", seconds),
                    _ => message,
                }
            }
            Problem::Misnamed { ending, kind } => {
                message.with("ending", ending).with_message("kind", Message::new(kind.name_key()))
            }
            Problem::ArchivedLink { target, .. } => message.with("target", target),
            // Of an end there is one.
            Problem::Gap { gap: Gap::End, .. } => message,
            Problem::Gap { count, places, .. } => message
                .with("count", count)
                .with("on", places.len())
                .with_argument("places", Argument::first_of(places.iter().map(String::as_str), SHOWN)),
            Problem::Stopped { line, problem } => {
                message.with("line", line).with_message("problem", problem.message())
            }
            Problem::RepeatedMembers { count } => message.with("count", count),
            Problem::NotAsGiven { given, kind } => {
                let message = message.with_message("given", Message::new(given.name_key()));
                message.with_message("kind", Message::new(kind.name_key()))
            }
            Problem::Damaged { found } => damaged(message, found),
            Problem::NoRow { documents, column } => message
                .with("count", documents.len())
                .with("column", column)
                .with_argument("documents", quoted(documents)),
            Problem::NoDocument { names } => {
                message.with("count", names.len()).with_argument("names", quoted(names))
            }
            Problem::RepeatedRow { name, first } => message.with("document", name).with("first", first),
            Problem::Undecodable { count, encoding } => {
                message.with("count", count).with("encoding", encoding)
            }
            Problem::LinkLoop { ancestor } => message.with("ancestor", ancestor),
            Problem::EnormousLine { bytes } => message.with("mebibytes", bytes >> 20),
            Problem::NotJson { reason, column } | Problem::NotAList { reason, column } => {
                message.with_message("reason", reason.clone()).with("column", column)
            }
            Problem::NotAnObject { found } => message.with_message("found", found.message()),
            Problem::NoField { field, present } | Problem::NoId { field, present } => {
                message.with("field", field).with_message("present", fields(present))
            }
            Problem::RepeatedIds { count, first } => message.with("count", count).with("first", first),
            Problem::NoFieldEither { field, count, last } => {
                message.with("field", field).with("count", count).with("last", last)
            }
            Problem::FieldNotText { field, found, present } => {
                let message = message.with("field", field).with_message("found", found.message());
                message.with_message("present", fields(present))
            }
            Problem::IdNotText { field, found } => {
                message.with("field", field).with_message("found", found.message())
            }
            Problem::NoColumn { column, present }
            | Problem::NoNameColumn { column, present }
            | Problem::NothingToKeep { column, present }
            | Problem::NoTagsColumn { column, present } => {
                message.with("column", column).with_message("present", columns(present))
            }
            Problem::NeverKept { column, present } if present.is_empty() => message.with("column", column),
            Problem::NeverKept { column, present } => {
                message.with("column", column).with_argument("present", quoted(present))
            }
            Problem::RepeatedColumn { column }
            | Problem::RepeatedTextColumn { column }
            | Problem::SheetWithoutText { column } => message.with("column", column),
            Problem::NotCoded { text_field } => message.with("column", text_field),
            Problem::NoCategories { control, paragraphs } => {
                message.with("control", control).with("count", paragraphs)
            }
            Problem::PartsPassedOver { first, controls, paragraphs } => {
                let message = message.with("first", first).with("count", paragraphs);
                message.with_argument("controls", quoted(controls))
            }
            Problem::OnlyRemarks { kinds, paragraphs } => {
                message.with_argument("kinds", quoted(kinds)).with("count", paragraphs)
            }
            Problem::WrongLength { expected, found } => {
                message.with("expected", expected).with("found", found)
            }
            _ => message,
        }
    }

    /// The key of its message.
    fn key(&self) -> &'static str {
        match self {
            Problem::Missing => "corpus.missing",
            Problem::Forbidden => "corpus.forbidden",
            Problem::Unreadable { .. } => "corpus.unreadable",
            Problem::StandardInputTwice => "corpus.standard_input_twice",
            Problem::UnknownEncoding { near: None, .. } => "corpus.unknown_encoding",
            Problem::UnknownEncoding { near: Some(_), .. } => "corpus.misspelt_encoding",
            Problem::NotText { kind } => kind.key(),
            Problem::Defective { defect, .. } => defect.key(),
            Problem::NoJsonObjects => "corpus.no_json_objects",
            Problem::EarlierResult => "corpus.earlier_result",
            Problem::CutOffList => "corpus.cut_off_list",
            Problem::YamlInFolder => "corpus.yaml_in_folder",
            Problem::Damaged { .. } => "damage.told",
            Problem::NoRow { .. } => "metadata.no_row",
            Problem::NoDocument { .. } => "metadata.no_document",
            Problem::RepeatedRow { .. } => "metadata.repeated_row",
            Problem::NoNameColumn { .. } => "metadata.no_name_column",
            Problem::Undecodable { .. } => "corpus.undecodable",
            Problem::Empty => "corpus.empty",
            Problem::NoText => "corpus.no_text",
            Problem::ArchivedLink { is_read: true, .. } => "corpus.archived_link",
            Problem::ArchivedLink { is_read: false, .. } => "corpus.archived_link_outside",
            Problem::RepeatedMembers { .. } => "corpus.repeated_members",
            Problem::NeverKept { present, .. } if present.is_empty() => "metadata.never_said",
            Problem::NeverKept { .. } => "metadata.never_kept",
            Problem::OnlyFurniture => "corpus.only_furniture",
            Problem::Misnamed { .. } => "corpus.misnamed",
            Problem::SheetWithoutText { .. } => "corpus.sheet_without_text",
            Problem::Gap { gap, .. } => gap.key(),
            Problem::Stopped { .. } => "corpus.stopped",
            Problem::NotAsGiven { .. } => "documents.not_as_given",
            Problem::RepeatedTextColumn { .. } => "corpus.repeated_text_column",
            Problem::EmptyFolder => "corpus.empty_folder",
            Problem::LinkLoop { .. } => "corpus.link_loop",
            Problem::EnormousLine { .. } => "corpus.enormous_line",
            Problem::NotJson { .. } => "corpus.not_json",
            Problem::NotAList { .. } => "corpus.not_a_list",
            Problem::NotAnObject { .. } => "corpus.not_an_object",
            Problem::NoField { .. } => "corpus.no_field",
            Problem::NoId { .. } => "corpus.no_id",
            Problem::RepeatedIds { .. } => "corpus.repeated_ids",
            Problem::NoFieldEither { .. } => "corpus.no_field_either",
            Problem::FieldNotText { .. } => "corpus.field_not_text",
            Problem::IdNotText { .. } => "corpus.id_not_text",
            Problem::NoColumn { .. } => "corpus.no_column",
            Problem::NothingToKeep { .. } => "corpus.nothing_to_keep",
            Problem::RepeatedColumn { .. } => "corpus.repeated_column",
            Problem::NoTagsColumn { .. } => "corpus.no_tags_column",
            Problem::NotCoded { .. } => "corpus.not_coded",
            Problem::NoCategories { .. } => "corpus.no_categories",
            Problem::PartsPassedOver { .. } => "corpus.parts_passed_over",
            Problem::OnlyRemarks { .. } => "corpus.only_remarks",
            Problem::OwnResult => "corpus.own_result",
            Problem::OpenQuote => "corpus.open_quote",
            Problem::WrongLength { .. } => "corpus.wrong_length",
        }
    }
}

impl FileKind {
    /// The key of what is said of such a file.
    fn key(self) -> &'static str {
        match self {
            FileKind::Pdf => "corpus.pdf",
            FileKind::Word => "corpus.word",
            FileKind::OpenText => "corpus.open_text",
            FileKind::Spreadsheet => "corpus.spreadsheet",
            FileKind::Epub => "corpus.epub",
            FileKind::Ofd => "corpus.ofd",
            FileKind::Slides => "corpus.slides",
            FileKind::OldOffice => "corpus.old_office",
            FileKind::Zip => "corpus.zip",
            FileKind::Image => "corpus.image",
            FileKind::Sound => "corpus.sound",
            FileKind::Gzip | FileKind::Zstandard | FileKind::Compressed => "corpus.compressed",
            FileKind::Tar | FileKind::Archive => "corpus.archive",
            FileKind::Program => "corpus.program",
            FileKind::Database => "corpus.database",
            FileKind::Parquet => "corpus.parquet",
            FileKind::Html | FileKind::WebArchive => "corpus.html",
            FileKind::Xml => "corpus.xml",
            FileKind::Rtf => "corpus.rtf",
            FileKind::Utf32 => "corpus.utf32",
            FileKind::Unknown | FileKind::Text | FileKind::Table | FileKind::JsonLines => {
                "corpus.unknown_kind"
            }
        }
    }
}

impl FileKind {
    /// The key of what such a file is called.
    fn name_key(self) -> &'static str {
        match self {
            FileKind::Pdf => "documents.pdf",
            FileKind::Word => "documents.word",
            FileKind::OpenText => "documents.open_text",
            FileKind::Spreadsheet => "documents.spreadsheet",
            FileKind::Epub => "documents.epub",
            FileKind::Zip => "documents.zip",
            FileKind::Gzip | FileKind::Zstandard | FileKind::Compressed => "documents.compressed",
            FileKind::Tar | FileKind::Archive => "documents.archive",
            FileKind::Parquet => "documents.parquet",
            FileKind::Html => "documents.html",
            FileKind::WebArchive => "documents.web_archive",
            FileKind::Text => "documents.text",
            FileKind::Table => "documents.table",
            FileKind::JsonLines => "documents.json_lines",
            _ => "documents.other",
        }
    }
}

impl Defect {
    fn key(self) -> &'static str {
        match self {
            Defect::Damaged => "documents.damaged",
            Defect::Encrypted => "documents.encrypted",
            Defect::OnlyImages => "documents.only_images",
            Defect::TooLarge { .. } => "documents.too_large",
            Defect::Bomb => "documents.bomb",
            Defect::TooDeep => "documents.too_deep",
            Defect::TooSlow { .. } => "documents.too_slow",
            Defect::Crashed => "documents.crashed",
            Defect::Unsupported => "documents.unsupported",
        }
    }
}

impl JsonType {
    /// What it is called.
    fn message(self) -> Message {
        Message::new(match self {
            JsonType::Null => "json.null",
            JsonType::Bool => "json.truth",
            JsonType::Number => "json.number",
            JsonType::String => "json.text",
            JsonType::Array => "json.list",
            JsonType::Object => "json.object",
        })
    }
}

/// A word of the JSON reader's own message, and the key of ours.
const REASONS: &[(&str, &str)] = &[
    ("EOF", "json.end"),
    ("end of hex", "json.escape"),
    ("expected value", "json.value_expected"),
    ("expected ident", "json.value_expected"),
    ("expected `:`", "json.colon_expected"),
    ("expected `,` or `]`", "json.list_open"),
    ("expected `,` or `}`", "json.object_open"),
    ("expected `\"`", "json.name_expected"),
    ("key must be", "json.name_expected"),
    ("trailing comma", "json.trailing_comma"),
    ("trailing characters", "json.trailing_text"),
    ("control character", "json.control_character"),
    ("escape", "json.escape"),
    ("unicode", "json.escape"),
    ("number", "json.bad_number"),
    ("recursion", "json.deep"),
];

/// Why a text is not JSON, from what the reader says.
pub(super) fn json_reason(error: &serde_json::Error) -> Message {
    let said = error.to_string();
    let jargon = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason);
    let known = REASONS.iter().find(|(word, _)| jargon.contains(word));
    Message::new(known.map_or("json.unclear", |(_, key)| key))
}

/// What is mended, and what is left.
fn damaged(message: Message, found: &[Found]) -> Message {
    let part = |key, is_mended| {
        let items: Vec<Message> =
            found.iter().filter(|one| one.is_mended == is_mended).map(Found::message).collect();
        (!items.is_empty()).then(|| Message::new(key).with_list("items", items))
    };
    let parts = match (part("damage.mended", true), part("damage.left", false)) {
        (Some(mended), Some(left)) => {
            Message::new("damage.both").with_message("mended", mended).with_message("left", left)
        }
        (Some(part), None) | (None, Some(part)) => part,
        (None, None) => return message,
    };
    message.with_message("parts", parts)
}

impl Found {
    fn message(&self) -> Message {
        let message = Message::new(match self.damage {
            Damage::Entity => "damage.entity",
            Damage::Pinyin => "damage.pinyin",
            Damage::BrokenWord => "damage.broken_word",
            Damage::Doubled => "damage.doubled",
            Damage::Repeated => "damage.repeated",
            Damage::Mojibake { .. } => "damage.mojibake",
            Damage::Lost => "damage.lost",
            Damage::Nul => "damage.nul",
        });
        let message = message.with("count", self.count);
        match self.damage {
            Damage::Mojibake { encoding, read_as } => {
                message.with("encoding", encoding).with("read_as", read_as)
            }
            _ => message,
        }
    }
}

/// The fields that are there.
fn fields(present: &[String]) -> Message {
    match present {
        [] => Message::new("corpus.no_fields"),
        [one] => Message::new("corpus.one_field").with("field", one),
        _ => Message::new("corpus.fields").with_argument("fields", quoted(present)),
    }
}

/// The columns that are there.
fn columns(present: &[String]) -> Message {
    match present {
        [] => Message::new("corpus.no_columns"),
        [one] => Message::new("corpus.one_column").with("column", one),
        _ => Message::new("corpus.columns").with_argument("columns", quoted(present)),
    }
}

fn quoted(names: &[String]) -> Argument {
    Argument::first_of(names.iter().map(|name| format!("`{name}`")), SHOWN)
}
