//! The loop: what comes in changes the world, or becomes a job. What the protocol asks of the beginning and the
//! end is kept here.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use cuoshi::Language;
use gen_lsp_types::json_rpc::Id;
use gen_lsp_types::{
    CancelParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    ErrorCodes, InitializeResult, ServerInfo, TextDocumentContentChangeEvent,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::abilities::abilities;
use super::answers;
use super::checks::{self, Order};
use super::counts::Counts;
use super::jobs::Jobs;
use super::page::Page;
use super::position::Lines;
use super::settings::{self, Client, SECTION, Settings};
use super::uri;
use super::wire::{Incoming, Reader, Writer};
use super::world::World;

/// Serves one client until it is done.
pub(super) fn serve(asked: Option<Language>, fallback: Language) -> ExitCode {
    let writer = Arc::new(Writer::new());
    let mut reader = Reader::new(io::stdin().lock());
    let mut server = Server {
        phase: Phase::Waiting,
        world: World::new(Client::default(), Settings::default()),
        folders: Vec::new(),
        options: Value::Null,
        jobs: Jobs::start(&writer),
        checks: checks::start(writer.clone()),
        counts: Arc::new(Counts::start()),
        asked: HashMap::new(),
        writer,
        languages: (asked, fallback),
    };
    while let Some(incoming) = reader.next() {
        match incoming {
            Incoming::Notification { method, .. } if method == "exit" => break,
            Incoming::Notification { method, params } => server.notification(&method, params),
            Incoming::Request { id, method, params } => server.request(id, method, params),
            Incoming::Response { id, result } => server.response(&id, result),
            Incoming::Malformed { id, code, reason } => server.writer.refuse(&id, code.into(), &reason),
        }
    }
    server.writer.close();
    // Whoever ends without saying so first has come to grief.
    if server.phase == Phase::Done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Until the client says what it is.
    Waiting,
    Serving,
    /// After the client said that it is done.
    Done,
}

struct Server {
    phase: Phase,
    world: World,
    folders: Vec<PathBuf>,
    /// The settings that the client brought along.
    options: Value,
    jobs: Jobs,
    checks: Sender<Order>,
    counts: Arc<Counts>,
    /// What the client was asked, by the number of the request.
    asked: HashMap<i64, Asked>,
    writer: Arc<Writer>,
    /// The language the user asked for, and that of the surroundings.
    languages: (Option<Language>, Language),
}

/// What an answer of the client is for.
#[derive(Clone, Copy, Debug)]
enum Asked {
    Settings,
    Registration,
}

impl Server {
    fn request(&mut self, id: Id, method: String, params: Value) {
        match (self.phase, method.as_str()) {
            (Phase::Waiting, "initialize") => self.initialize(&id, &params),
            (Phase::Waiting, _) => {
                self.refuse(&id, ErrorCodes::ServerNotInitialized, "initialize comes first");
            }
            (Phase::Done, _) => {
                self.refuse(&id, ErrorCodes::InvalidRequest, "nothing comes after shutdown but exit");
            }
            (Phase::Serving, "initialize") => {
                self.refuse(&id, ErrorCodes::InvalidRequest, "initialize comes once");
            }
            (Phase::Serving, "shutdown") => {
                self.phase = Phase::Done;
                self.writer.answer(&id, &Value::Null);
            }
            (Phase::Serving, known) if answers::knows(known) => {
                let (world, counts) = (self.world.clone(), self.counts.clone());
                self.jobs.add(id, move || answers::answer(world, counts, &method, params));
            }
            (Phase::Serving, unknown) => {
                self.refuse(&id, ErrorCodes::MethodNotFound, &format!("there is no {unknown}"));
            }
        }
    }

    fn refuse(&self, id: &Id, code: ErrorCodes, reason: &str) {
        self.writer.refuse(id, code.into(), reason);
    }

    fn initialize(&mut self, id: &Id, params: &Value) {
        let (asked, fallback) = self.languages;
        let client = Client::of(params, asked, fallback);
        self.folders = settings::folders(params);
        self.options = params["initializationOptions"].clone();
        let settings = Settings::of(&[&self.options], &self.folders);
        let result = InitializeResult {
            capabilities: abilities(client.encoding),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        };
        self.world = World::new(client, settings);
        self.phase = Phase::Serving;
        self.writer.answer(id, &serde_json::to_value(result).unwrap_or_default());
    }

    fn notification(&mut self, method: &str, params: Value) {
        if self.phase != Phase::Serving {
            return;
        }
        match method {
            "initialized" => self.introduce(),
            "textDocument/didOpen" => self.with(params, Server::open),
            "textDocument/didChange" => self.with(params, Server::change),
            "textDocument/didSave" => self.changed_at_once(),
            "textDocument/didClose" => self.with(params, Server::close),
            "workspace/didChangeConfiguration" => self.settings_changed(&params),
            "workspace/didChangeWorkspaceFolders" => self.folders_changed(&params),
            "workspace/didChangeWatchedFiles" => {
                self.world = self.world.next();
                self.world.shared.disk.forget();
                self.counts.forget();
                self.changed_at_once();
            }
            "$/cancelRequest" => self.with(params, |server, params: CancelParams| {
                server.jobs.cancel(&params.id.into());
            }),
            // What we do not know may be left, says the protocol.
            _ => {}
        }
    }

    /// Reads the parameters of a notification. There is nobody to tell that they make no sense but the log.
    fn with<P: DeserializeOwned>(&mut self, params: Value, take: fn(&mut Server, P)) {
        match serde_json::from_value(params) {
            Ok(params) => take(self, params),
            Err(error) => {
                let text = json!({ "type": 2, "message": format!("cuoshi: {error}") });
                self.writer.notify("window/logMessage", text);
            }
        }
    }

    /// Asks the client for its settings, and to be told when they or the files change.
    fn introduce(&mut self) {
        let client = self.world.client.clone();
        let mut registrations = Vec::new();
        if client.registers_settings {
            registrations.push(json!({
                "id": "settings",
                "method": "workspace/didChangeConfiguration",
                "registerOptions": { "section": SECTION },
            }));
        }
        if client.registers_files {
            registrations.push(json!({
                "id": "files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": [{ "globPattern": "**/*.{yml,yaml}" }] },
            }));
        }
        if !registrations.is_empty() {
            self.ask(
                Asked::Registration,
                "client/registerCapability",
                &json!({ "registrations": registrations }),
            );
        }
        self.ask_for_settings();
    }

    fn ask_for_settings(&mut self) {
        if self.world.client.answers_settings {
            self.ask(
                Asked::Settings,
                "workspace/configuration",
                &json!({ "items": [{ "section": SECTION }] }),
            );
        }
    }

    fn ask(&mut self, what: Asked, method: &str, params: &Value) {
        let number = i64::try_from(self.asked.len()).unwrap_or(0) + 1;
        self.asked.insert(number, what);
        self.writer.ask(number, method, params);
    }

    fn response(&mut self, id: &Id, result: Option<Value>) {
        let Id::Number(number) = id else { return };
        if let (Some(Asked::Settings), Some(result)) = (self.asked.get(number).copied(), result) {
            self.set(&result[0]);
        }
    }

    fn settings_changed(&mut self, params: &Value) {
        if self.world.client.answers_settings {
            self.ask_for_settings();
        } else {
            self.set(&params["settings"]);
        }
    }

    fn set(&mut self, settings: &Value) {
        // What a client does not set holds as it said at the beginning.
        let settings = Settings::of(&[settings, &self.options], &self.folders);
        if settings != self.world.settings {
            self.world = self.world.next();
            self.world.settings = settings;
            self.changed_at_once();
        }
    }

    fn folders_changed(&mut self, params: &Value) {
        let paths = |of: &str| -> Vec<PathBuf> {
            let folders = params["event"][of].as_array().into_iter().flatten();
            folders.filter_map(|folder| uri::path_of(folder["uri"].as_str()?)).collect()
        };
        let removed = paths("removed");
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths("added"));
        // Relative paths of settings are meant from another folder now.
        self.ask_for_settings();
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.put(Page::open(document.uri, document.version, document.text));
        self.changed_at_once();
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = &params.text_document.text_document_identifier.uri;
        let Some(page) = self.world.page(uri).cloned() else { return };
        let encoding = self.world.client.encoding;
        let (mut text, mut lines) = (page.text().to_owned(), page.lines().clone());
        for change in params.content_changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let span = lines.span(&text, part.range, encoding);
                    text.replace_range(span.clone(), &part.text);
                    lines.follow(&text, &span, part.text.len());
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    text = whole.text;
                    lines = Lines::of(&text);
                }
            }
        }
        self.put(page.changed(params.text_document.version, text, lines));
        // Nobody listens any more when the program ends.
        let _ = self.checks.send(Order::Typed(self.world.clone()));
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let DidCloseTextDocumentParams { text_document } = params;
        let Some(page) = self.world.page(&text_document.uri).cloned() else { return };
        self.world = self.world.next();
        self.world.open.remove(page.draft.name());
        self.changed_at_once();
    }

    fn put(&mut self, page: Page) {
        self.world = self.world.next();
        self.world.open.insert(page.draft.name().to_owned(), Arc::new(page));
    }

    fn changed_at_once(&mut self) {
        self.world = self.world.next();
        // Nobody listens any more when the program ends.
        let _ = self.checks.send(Order::Changed(self.world.clone()));
    }
}
