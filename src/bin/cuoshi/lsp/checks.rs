//! Diagnostics while one types. A thread waits until the typing pauses, checks what is open and tells what
//! changed since it told last; another looks closer at large rules, which may take long, and lets the first tell
//! again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use cuoshi::{Diagnostic, Diagnostics, Message, Severity};
use gen_lsp_types::{
    Code, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, PublishDiagnosticsParams,
};

use super::page::Page;
use super::spawn;
use super::wire::Writer;
use super::world::{Family, Matter, World};

/// A pause in typing; and how long to wait for one at most.
const PAUSE: Duration = Duration::from_millis(150);
const LONGEST_WAIT: Duration = Duration::from_millis(900);

/// Rules up to this size are looked at closer at once, so that warnings do not come and go while one types.
const SMALL: usize = 400_000;

/// So many diagnostics of a file are told.
const MOST: usize = 1_000;

/// What the checking thread is asked.
pub(super) enum Order {
    /// The world changed by typing.
    Typed(World),
    /// The world changed at once: a file was opened, saved or closed, or a setting changed.
    Changed(World),
    /// A closer look is done.
    Inspected,
}

/// Starts the threads.
pub(super) fn start(writer: Arc<Writer>) -> Sender<Order> {
    let (orders, received) = mpsc::channel();
    let (families, to_inspect) = mpsc::channel();
    let done = orders.clone();
    spawn("inspect", move || inspect(&to_inspect, &done));
    spawn("check", move || {
        let mut checks = Checks { told: BTreeMap::new(), families, writer };
        let mut world = None;
        while let Some(order) = next(&received) {
            match order {
                Order::Typed(changed) | Order::Changed(changed) => world = Some(changed),
                Order::Inspected => {}
            }
            if let Some(world) = &world {
                checks.tell(world);
            }
        }
    });
    orders
}

/// The last of the orders that come in close order; nothing when none can come any more.
fn next(received: &Receiver<Order>) -> Option<Order> {
    let mut order = received.recv().ok()?;
    let begin = Instant::now();
    loop {
        let pause = match order {
            Order::Typed(_) => PAUSE.min(LONGEST_WAIT.saturating_sub(begin.elapsed())),
            Order::Changed(_) | Order::Inspected => Duration::ZERO,
        };
        match (received.recv_timeout(pause), &order) {
            // The end of a look changes nothing about what was typed.
            (Ok(Order::Inspected), Order::Typed(_) | Order::Changed(_)) => {}
            // What must be told at once is not put off by what is typed behind it.
            (Ok(Order::Typed(world)), Order::Changed(_)) => order = Order::Changed(world),
            (Ok(newer), _) => order = newer,
            (Err(RecvTimeoutError::Timeout), _) => return Some(order),
            (Err(RecvTimeoutError::Disconnected), _) => return None,
        }
    }
}

/// Looks closer at the newest of the rules that come; those that were overtaken meanwhile are left.
fn inspect(families: &Receiver<Arc<Family>>, done: &Sender<Order>) {
    while let Ok(mut family) = families.recv() {
        while let Ok(newer) = families.try_recv() {
            family = newer;
        }
        family.doubts();
        if done.send(Order::Inspected).is_err() {
            return;
        }
    }
}

struct Checks {
    /// What was told last of each file.
    told: BTreeMap<String, PublishDiagnosticsParams>,
    families: Sender<Arc<Family>>,
    writer: Arc<Writer>,
}

impl Checks {
    /// Tells what is new about everything that is open.
    fn tell(&mut self, world: &World) {
        let mut found: BTreeMap<String, PublishDiagnosticsParams> = BTreeMap::new();
        for page in world.open.values() {
            match world.matter(page) {
                Matter::Rules(family) => {
                    if family.is_to_be_inspected() && family.bytes() <= SMALL {
                        family.doubts();
                    }
                    let known = family.known();
                    for page in &family.pages {
                        let name = page.draft.name().to_owned();
                        found.entry(name).or_insert_with(|| published(world, page, known, &family));
                    }
                    if family.is_to_be_inspected() {
                        // Nobody listens any more when the program ends.
                        let _ = self.families.send(family);
                    }
                }
                Matter::Cases(family) => {
                    let all = family.drafts.inspect_cases(&page.draft);
                    found.insert(page.draft.name().to_owned(), published(world, page, &all, &family));
                }
                Matter::Nothing | Matter::Else => {}
            }
        }
        self.publish(found);
    }

    fn publish(&mut self, found: BTreeMap<String, PublishDiagnosticsParams>) {
        for (name, gone) in std::mem::take(&mut self.told) {
            if !found.contains_key(&name) && !gone.diagnostics.is_empty() {
                let nothing =
                    PublishDiagnosticsParams { uri: gone.uri, version: None, diagnostics: Vec::new() };
                self.writer.notify("textDocument/publishDiagnostics", nothing);
            } else if found.contains_key(&name) {
                self.told.insert(name, gone);
            }
        }
        for (name, news) in found {
            // Of a file that is not open and has nothing, nothing need be told.
            let is_idle =
                news.diagnostics.is_empty() && news.version.is_none() && !self.told.contains_key(&name);
            if !is_idle && self.told.get(&name) != Some(&news) {
                self.writer.notify("textDocument/publishDiagnostics", &news);
                self.told.insert(name, news);
            }
        }
    }
}

/// The diagnostics about one file as the protocol has them.
fn published(
    world: &World,
    page: &Arc<Page>,
    all: &Diagnostics,
    family: &Family,
) -> PublishDiagnosticsParams {
    let own = |one: &&Diagnostic| one.place().is_some_and(|place| place.file() == page.draft.name());
    let count = all.iter().filter(own).count();
    // Errors first: of too many diagnostics they are the last to be left out.
    let of = |severity| all.iter().filter(own).filter(move |one| one.severity() == severity);
    let told = of(Severity::Error).chain(of(Severity::Warning)).take(MOST);
    let mut diagnostics: Vec<_> = told.map(|one| diagnostic(world, page, one, family)).collect();
    if count > MOST {
        let text = Message::new("editor.more_diagnostics").with("count", count - MOST);
        diagnostics.push(gen_lsp_types::Diagnostic {
            severity: Some(DiagnosticSeverity::Information),
            source: Some(SOURCE.to_owned()),
            message: gen_lsp_types::Message::String(text.text(world.client.language)),
            range: page.range(&(0..0), world.client.encoding),
            ..Default::default()
        });
    }
    PublishDiagnosticsParams { uri: page.uri.clone(), version: page.version, diagnostics }
}

const SOURCE: &str = "cuoshi";

/// One diagnostic about a file as the protocol has it.
pub(super) fn diagnostic(
    world: &World,
    page: &Page,
    one: &Diagnostic,
    family: &Family,
) -> gen_lsp_types::Diagnostic {
    let (language, encoding) = (world.client.language, world.client.encoding);
    let span = one.place().map_or(0..0, cuoshi::Place::bytes);
    let other = one.other().and_then(|other| {
        let page = family.page(other.file())?;
        let range = page.range(&other.bytes(), encoding);
        Some(DiagnosticRelatedInformation {
            location: Location { uri: page.uri.clone(), range },
            message: Message::new("also_here").text(language),
        })
    });
    gen_lsp_types::Diagnostic {
        range: page.range(&span, encoding),
        severity: Some(match one.severity() {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
        }),
        code: Some(Code::String(one.code().word().to_owned())),
        source: Some(SOURCE.to_owned()),
        message: gen_lsp_types::Message::String(format!("{}\n{}", one.message(language), one.help(language))),
        tags: is_idle(one.code()).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: other.map(|other| vec![other]),
        ..Default::default()
    }
}

/// Whether what a code tells of does nothing, so that an editor may show it faint.
fn is_idle(code: cuoshi::Code) -> bool {
    use cuoshi::Code::{DuplicateTerm, MaskNeverApplies, RedundantTerm, UnusedSet};
    matches!(code, DuplicateTerm | RedundantTerm | MaskNeverApplies | UnusedSet)
}
