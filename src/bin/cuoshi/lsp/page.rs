//! A file as the client or the disk has it: its text as a draft, and how the protocol counts in it.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::SystemTime;

use cuoshi::editor::Draft;
use gen_lsp_types::{Position, TextEdit, Uri};

use super::position::{Encoding, Lines};
use super::{locked, uri};

/// A file as the client or the disk has it; never changed, but replaced.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) draft: Arc<Draft>,
    pub(super) uri: Uri,
    /// The client's count of changes; nothing for what is not open.
    pub(super) version: Option<i32>,
    /// Where it really lies, whatever links lead there.
    pub(super) real: Option<PathBuf>,
    lines: OnceLock<Lines>,
}

impl Page {
    /// A text that the client has open.
    pub(super) fn open(uri: Uri, version: i32, text: impl Into<Arc<str>>) -> Page {
        let path = uri::path_of(&uri.0);
        let name = path.as_ref().map_or_else(|| uri.0.clone(), |path| path.display().to_string());
        let real = path.and_then(|path| path.canonicalize().ok());
        Page {
            draft: Arc::new(Draft::new(name, text)),
            uri,
            version: Some(version),
            real,
            lines: OnceLock::new(),
        }
    }

    /// The same after an edit: another text, with its lines.
    pub(super) fn changed(&self, version: i32, text: String, lines: Lines) -> Page {
        let draft = Arc::new(Draft::new(self.draft.name(), text));
        Page {
            draft,
            uri: self.uri.clone(),
            version: Some(version),
            real: self.real.clone(),
            lines: OnceLock::from(lines),
        }
    }

    /// The path of the file, if it is one.
    pub(super) fn path(&self) -> Option<PathBuf> {
        uri::path_of(&self.uri.0)
    }

    pub(super) fn text(&self) -> &str {
        self.draft.text()
    }

    pub(super) fn byte(&self, place: Position, encoding: Encoding) -> usize {
        self.lines().byte(self.text(), place, encoding)
    }

    pub(super) fn span(&self, range: gen_lsp_types::Range, encoding: Encoding) -> Range<usize> {
        self.lines().span(self.text(), range, encoding)
    }

    pub(super) fn range(&self, span: &Range<usize>, encoding: Encoding) -> gen_lsp_types::Range {
        self.lines().range(self.text(), span, encoding)
    }

    pub(super) fn edit(&self, span: &Range<usize>, new: impl Into<String>, encoding: Encoding) -> TextEdit {
        TextEdit { range: self.range(span, encoding), new_text: new.into() }
    }

    pub(super) fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(self.draft.text()))
    }
}

/// The files on the disk that were read, so that one that did not change is not read again.
#[derive(Debug, Default)]
pub(super) struct Disk {
    read: Mutex<HashMap<PathBuf, (Stamp, Arc<Page>)>>,
}

/// What changes when a file does.
type Stamp = (Option<SystemTime>, u64);

impl Disk {
    /// A file as it is on the disk; nothing where it cannot be read or is no UTF-8.
    pub(super) fn page(&self, path: &Path) -> Option<Arc<Page>> {
        let metadata = fs::metadata(path).ok()?;
        let stamp = (metadata.modified().ok(), metadata.len());
        if let Some((known, page)) = locked(&self.read).get(path)
            && *known == stamp
        {
            return Some(page.clone());
        }
        let text = fs::read_to_string(path).ok()?;
        let page = Arc::new(Page {
            draft: Arc::new(Draft::new(path.display().to_string(), text)),
            uri: Uri(uri::of_path(path)),
            version: None,
            real: path.canonicalize().ok(),
            lines: OnceLock::new(),
        });
        locked(&self.read).insert(path.to_owned(), (stamp, page.clone()));
        Some(page)
    }

    /// Forgets what was read, since files were changed.
    pub(super) fn forget(&self) {
        locked(&self.read).clear();
    }
}
