//! What the client is and wants: its abilities, told once, and its settings, which may change.

use std::path::{Path, PathBuf};

use cuoshi::Language;
use serde_json::Value;

use super::position::Encoding;
use super::uri;

/// The section of the client's settings that is ours.
pub(super) const SECTION: &str = "cuoshi";

/// What the client can do.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an ability of its own, asked for alone")]
pub(super) struct Client {
    pub(super) language: Language,
    pub(super) encoding: Encoding,
    /// Whether it shows Markdown.
    pub(super) markdown: bool,
    /// Whether edits may say which version of a document they are for.
    pub(super) versioned_edits: bool,
    /// Whether it can be asked for its settings.
    pub(super) answers_settings: bool,
    /// Whether it tells changes of settings, and of files, when asked to.
    pub(super) registers_settings: bool,
    pub(super) registers_files: bool,
}

impl Client {
    /// Reads what a client says of itself. Whatever it leaves out, it cannot do.
    pub(super) fn of(params: &Value, asked: Option<Language>, fallback: Language) -> Client {
        let can = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let is = |path: &str| can(path).and_then(Value::as_bool).unwrap_or(false);
        let knows = |path: &str, word: &str| {
            can(path).and_then(Value::as_array).is_some_and(|words| words.iter().any(|known| known == word))
        };
        let locale = params["locale"].as_str().and_then(Language::of_locale);
        Client {
            language: asked.or(locale).unwrap_or(fallback),
            encoding: if knows("general/positionEncodings", "utf-8") {
                Encoding::Utf8
            } else {
                Encoding::Utf16
            },
            markdown: knows("textDocument/hover/contentFormat", "markdown"),
            versioned_edits: is("workspace/workspaceEdit/documentChanges"),
            answers_settings: is("workspace/configuration"),
            registers_settings: is("workspace/didChangeConfiguration/dynamicRegistration"),
            registers_files: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// The settings of the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// The rules that all rule files belong to: a file or a folder.
    pub(super) rules: Option<PathBuf>,
    /// Texts in which terms are counted.
    pub(super) corpus: Vec<PathBuf>,
}

impl Settings {
    /// Reads settings: of each the first of `layers` that has it. Relative paths are meant from the first folder of
    /// the workspace.
    pub(super) fn of(layers: &[&Value], folders: &[PathBuf]) -> Settings {
        let path = |value: &Value| {
            let text = value.as_str().map(str::trim).filter(|text| !text.is_empty())?;
            let home = std::env::var_os("HOME").map(PathBuf::from);
            let path = match (text.strip_prefix("~/"), home) {
                (Some(rest), Some(home)) => home.join(rest),
                _ => PathBuf::from(text),
            };
            Some(folders.first().map_or_else(|| path.clone(), |folder| folder.join(&path)))
        };
        let layer = |name: &str| {
            // Either as the section itself, or as all settings with the section among them.
            let mut found = layers.iter().map(|layer| &layer.get(SECTION).unwrap_or(layer)[name]);
            found.find(|value| !value.is_null()).unwrap_or(&Value::Null)
        };
        let corpus = match layer("corpus") {
            Value::Array(all) => all.iter().filter_map(path).collect(),
            one => path(one).into_iter().collect(),
        };
        Settings { rules: path(layer("rules")), corpus }
    }
}

/// The folders of the workspace that a client opens.
pub(super) fn folders(params: &Value) -> Vec<PathBuf> {
    let named = params["workspaceFolders"].as_array();
    let named: Vec<PathBuf> =
        named.into_iter().flatten().filter_map(|folder| uri::path_of(folder["uri"].as_str()?)).collect();
    if !named.is_empty() {
        return named;
    }
    let root = params["rootUri"].as_str().and_then(uri::path_of);
    root.or_else(|| params["rootPath"].as_str().map(|path| Path::new(path).to_owned())).into_iter().collect()
}
