//! Everything as it is at one moment: what is open, what is set, and which files make a rule set together. A
//! change makes a new world, so that whoever still works on the old one is not disturbed.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use cuoshi::editor::{Content, Draft, Drafts};
use cuoshi::{Diagnostics, Dictionary};
use gen_lsp_types::Uri;

use super::locked;
use super::page::{Disk, Page};
use super::settings::{Client, Settings};

/// So many files beside an open one are looked at, and so many bytes of them, to see whether they belong to it.
const MOST_FILES: usize = 300;
const MOST_BYTES: u64 = 30 << 20;

/// So many rule sets are kept beyond those of the open files, for the case that nothing in them changes.
const KEPT: usize = 8;

/// Everything as it is at one moment.
#[derive(Clone)]
pub(super) struct World {
    /// What is open, by the names of the drafts.
    pub(super) open: BTreeMap<String, Arc<Page>>,
    pub(super) client: Arc<Client>,
    pub(super) settings: Settings,
    pub(super) shared: Arc<Shared>,
    matters: Arc<Mutex<HashMap<String, Matter>>>,
}

/// What one moment leaves to the next.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) disk: Disk,
    families: Mutex<Vec<Arc<Family>>>,
}

/// The files of one rule set.
#[derive(Default)]
pub(super) struct Family {
    pub(super) pages: Vec<Arc<Page>>,
    pub(super) drafts: Drafts,
    doubts: OnceLock<Diagnostics>,
}

/// What a file is about, and the rules it goes with.
#[derive(Clone)]
pub(super) enum Matter {
    /// A file of these rules.
    Rules(Arc<Family>),
    /// Cases that these rules are put to.
    Cases(Arc<Family>),
    /// Nothing yet: it may become rules or cases.
    Nothing,
    /// Nothing of ours.
    Else,
}

impl Family {
    /// The shipped rules, which are in no file of the user's.
    fn built_in() -> Arc<Family> {
        static BUILT_IN: OnceLock<Arc<Family>> = OnceLock::new();
        let family = || Arc::new(Family { drafts: Drafts::built_in(), ..Family::default() });
        BUILT_IN.get_or_init(family).clone()
    }

    /// The page of this name.
    pub(super) fn page(&self, name: &str) -> Option<&Arc<Page>> {
        self.pages.iter().find(|page| page.draft.name() == name)
    }

    /// All that is wrong or doubtful. Takes long for large rules, when first asked for.
    pub(super) fn doubts(&self) -> &Diagnostics {
        self.doubts.get_or_init(|| self.drafts.inspect())
    }

    /// All that is known to be wrong or doubtful so far.
    pub(super) fn known(&self) -> &Diagnostics {
        self.doubts.get().unwrap_or_else(|| self.drafts.diagnostics())
    }

    /// Whether a closer look may find more.
    pub(super) fn is_to_be_inspected(&self) -> bool {
        self.doubts.get().is_none() && !self.drafts.diagnostics().has_errors()
    }

    pub(super) fn bytes(&self) -> usize {
        self.pages.iter().map(|page| page.text().len()).sum()
    }
}

impl World {
    pub(super) fn new(client: Client, settings: Settings) -> World {
        World {
            open: BTreeMap::new(),
            client: Arc::new(client),
            settings,
            shared: Arc::default(),
            matters: Arc::default(),
        }
    }

    /// The next moment, which is still the same but for what is changed in it.
    pub(super) fn next(&self) -> World {
        World { matters: Arc::default(), ..self.clone() }
    }

    /// What the client has open under a URI.
    pub(super) fn page(&self, uri: &Uri) -> Option<&Arc<Page>> {
        self.open.values().find(|page| page.uri == *uri)
    }

    /// What an open file is about.
    pub(super) fn matter(&self, page: &Arc<Page>) -> Matter {
        let name = page.draft.name();
        if let Some(known) = locked(&self.matters).get(name) {
            return known.clone();
        }
        let matter = self.find_matter(page);
        locked(&self.matters).insert(name.to_owned(), matter.clone());
        matter
    }

    fn find_matter(&self, page: &Arc<Page>) -> Matter {
        let content = page.draft.content();
        if content == Content::Cases {
            return Matter::Cases(self.rules_of_cases(page));
        }
        if let Some(family) = self.set_rules().filter(|family| family.page(page.draft.name()).is_some()) {
            return Matter::Rules(family);
        }
        match content {
            Content::Rules => Matter::Rules(self.rules_around(page)),
            Content::Nothing => Matter::Nothing,
            Content::Cases | Content::Else => Matter::Else,
        }
    }

    /// The rules that are set for the workspace.
    fn set_rules(&self) -> Option<Arc<Family>> {
        let path = self.settings.rules.as_ref()?;
        let mut files = Dictionary::files(path).unwrap_or_default();
        // What is open in the folder and not saved yet belongs to it too.
        let is_new = |file: &PathBuf| file.starts_with(path) && is_yaml(file) && !files.contains(file);
        let new: Vec<PathBuf> = self.open.values().filter_map(|page| page.path()).filter(is_new).collect();
        if path.is_dir() && !new.is_empty() {
            files.extend(new);
            files.sort_by_key(|file| file.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
        }
        let pages: Vec<Arc<Page>> = files.iter().filter_map(|file| self.page_at(file)).collect();
        (!pages.is_empty()).then(|| self.family(pages))
    }

    /// A rule file with those beside it that it cannot do without.
    fn rules_around(&self, page: &Arc<Page>) -> Arc<Family> {
        let beside = self.beside(page);
        let drafts: Vec<Arc<Draft>> = beside.iter().map(|page| page.draft.clone()).collect();
        let others = Drafts::belong_with(&page.draft, &drafts);
        let mut pages = vec![page.clone()];
        pages
            .extend(beside.into_iter().filter(|page| others.iter().any(|one| Arc::ptr_eq(one, &page.draft))));
        pages.sort_by(|a, b| a.draft.name().cmp(b.draft.name()));
        self.family(pages)
    }

    /// The rules that cases are put to: those that are set; else of those in the same folder the ones that know
    /// most of their ids; else the built-in ones.
    fn rules_of_cases(&self, cases: &Arc<Page>) -> Arc<Family> {
        if let Some(family) = self.set_rules() {
            return family;
        }
        let beside = self.beside(cases);
        let rules = beside.iter().filter(|page| page.draft.content() == Content::Rules);
        let families = rules.map(|page| self.rules_around(page)).chain([Family::built_in()]);
        let known = |family: &Arc<Family>| family.drafts.ids_known(&cases.draft);
        // Of equal ones the first; `max_by_key` would give the last.
        let families: Vec<Arc<Family>> = families.collect();
        families.into_iter().rev().max_by_key(known).unwrap_or_else(Family::built_in)
    }

    /// The other YAML files in the folder of a file, as far as they are not too many.
    fn beside(&self, page: &Page) -> Vec<Arc<Page>> {
        let path = page.path();
        let Some(folder) = path.as_deref().and_then(Path::parent) else { return Vec::new() };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_wanted = |file: &PathBuf| {
            let is_hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            is_yaml(file) && !is_hidden && Some(file) != path.as_ref()
        };
        let open = self.open.values().filter_map(|page| page.path());
        let open = open.filter(|file| file.parent() == Some(folder));
        let mut files: Vec<PathBuf> = entries.chain(open).filter(is_wanted).collect();
        files.sort();
        files.dedup();
        files.truncate(MOST_FILES);
        let mut bytes = 0;
        files.retain(|file| {
            bytes += file.metadata().map_or(0, |metadata| metadata.len());
            bytes <= MOST_BYTES
        });
        files.iter().filter_map(|file| self.page_at(file)).collect()
    }

    /// A file as it is open, else as it is on the disk.
    fn page_at(&self, path: &Path) -> Option<Arc<Page>> {
        let name = path.display().to_string();
        if let Some(open) = self.open.get(&name) {
            return Some(open.clone());
        }
        let read = self.shared.disk.page(path)?;
        let is_same = |page: &&Arc<Page>| page.real.is_some() && page.real == read.real;
        Some(self.open.values().find(is_same).cloned().unwrap_or(read))
    }

    /// The rule set of these pages: the one that there is already, if none of them changed.
    fn family(&self, pages: Vec<Arc<Page>>) -> Arc<Family> {
        let mut families = locked(&self.shared.families);
        let is_same = |family: &Arc<Family>| {
            family.pages.len() == pages.len()
                && family.pages.iter().zip(&pages).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        if let Some(at) = families.iter().position(is_same) {
            let known = families.remove(at);
            families.push(known.clone());
            return known;
        }
        let drafts = Drafts::new(pages.iter().map(|page| page.draft.clone()).collect());
        let family = Arc::new(Family { pages, drafts, doubts: OnceLock::new() });
        families.push(family.clone());
        if families.len() > KEPT + self.open.len() {
            families.remove(0);
        }
        family
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml")
}
