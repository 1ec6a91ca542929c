"""Clients of the language server: pygls's, with what the tests ask of it every time, and one that writes messages
byte by byte."""

import asyncio
import json
import logging
import os
import pathlib
import subprocess
import tempfile
import unittest

from lsprotocol import types
from pygls.lsp.client import LanguageClient

# What takes long on a busy machine need not be told.
logging.getLogger("asyncio").setLevel(logging.ERROR)

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(ROOT / os.environ.get("CUOSHI_PROGRAM", "target/debug/cuoshi"))

# Long enough for a busy machine; nothing is measured.
PATIENCE = 300


def framed(message):
    """A message, or bytes that are to stand for one, with their length before them."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


class Plain:
    """A server that is spoken to message by message."""

    def __enter__(self):
        self.server = subprocess.Popen([PROGRAM, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.say("initialize", {"capabilities": {}}, id=0)
        self.hear()
        return self

    def __exit__(self, *_):
        self.say("exit", None)
        self.server.communicate()

    def say(self, method, params, **more):
        self.server.stdin.write(framed({"jsonrpc": "2.0", "method": method, "params": params, **more}))
        self.server.stdin.flush()

    def hear(self):
        length = int(self.server.stdout.readline().removeprefix(b"Content-Length: "))
        self.server.stdout.readline()
        return json.loads(self.server.stdout.read(length))

    def open(self, uri, text):
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.say("textDocument/didOpen", {"textDocument": item})


def capabilities(**more):
    """What most clients can do."""
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            configuration=more.get("configuration", True),
            did_change_configuration=types.DidChangeConfigurationClientCapabilities(dynamic_registration=True),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=more.get("versioned", True)),
        ),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        ),
        general=types.GeneralClientCapabilities(position_encodings=more.get("encodings")),
    )


class ServerCase(unittest.IsolatedAsyncioTestCase):
    """A folder of files, a server, and a client."""

    async def asyncSetUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.settings = {}
        self.registered = []
        self.published = []
        self.news = asyncio.Event()
        self.client = None

    async def asyncTearDown(self):
        if self.client is not None and not self.client.stopped:
            await asyncio.wait_for(self.client.shutdown_async(None), PATIENCE)
            self.client.exit(None)
            await asyncio.wait_for(self.client._server.wait(), PATIENCE)
            self.assertEqual(self.client._server.returncode, 0)

    async def start(self, *arguments, locale=None, **more):
        """Starts a server and gives what it says it can do."""
        client = self.client = LanguageClient("tests", "1")

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params):
            self.published.append(params)
            self.news.set()

        @client.feature(types.WORKSPACE_CONFIGURATION)
        def configuration(params):
            return [self.settings for _ in params.items]

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params):
            self.registered += [one.method for one in params.registrations]

        environment = {name: value for name, value in os.environ.items() if not name.startswith("CUOSHI")}
        environment.update(LC_ALL="C", PYTHONPATH="")
        await client.start_io(PROGRAM, "lsp", *arguments, env=environment)
        result = await client.initialize_async(
            types.InitializeParams(
                capabilities=capabilities(**more),
                process_id=os.getpid(),
                locale=locale,
                workspace_folders=[types.WorkspaceFolder(uri=self.folder.as_uri(), name="tests")],
                initialization_options=more.get("options"),
            )
        )
        client.initialized(types.InitializedParams())
        return result

    def uri(self, name):
        return (self.folder / name).as_uri()

    def document(self, name):
        return types.TextDocumentIdentifier(uri=self.uri(name))

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return text

    def open(self, name, text=None, version=1):
        """Opens a file in the editor; with a text of its own, one that need not be on the disk."""
        if text is None:
            text = (self.folder / name).read_text(encoding="utf-8")
        item = types.TextDocumentItem(uri=self.uri(name), language_id="yaml", version=version, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        return text

    def change(self, name, version, *changes):
        """Changes a file: each change is a whole text, or a range and a text."""
        changes = [
            types.TextDocumentContentChangeWholeDocument(text=one)
            if isinstance(one, str)
            else types.TextDocumentContentChangePartial(range=one[0], text=one[1])
            for one in changes
        ]
        identifier = types.VersionedTextDocumentIdentifier(uri=self.uri(name), version=version)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=identifier, content_changes=changes)
        )

    async def until(self, holds):
        """Waits until the server has told what is waited for."""

        async def wait():
            while not (found := holds()):
                self.news.clear()
                await self.news.wait()
            return found

        return await asyncio.wait_for(wait(), PATIENCE)

    def told(self, name):
        """What was told last about a file."""
        own = [params for params in self.published if params.uri == self.uri(name)]
        return own[-1] if own else None

    async def diagnostics(self, name, version):
        """The diagnostics of this version of a file."""
        told = await self.until(lambda: (last := self.told(name)) and last.version == version and last)
        return told.diagnostics

    async def codes(self, name, version):
        return [one.code for one in await self.diagnostics(name, version)]

    def at(self, name, text, mark="▮"):
        """The parameters of a question about the place of the mark in a text that is open without it."""
        return types.TextDocumentPositionParams(text_document=self.document(name), position=place(text, mark))


def place(text, mark, encoding="utf-16-le", width=2):
    before = text[: text.index(mark)]
    last = before.rsplit("\n", 1)[-1]
    return types.Position(line=before.count("\n"), character=len(last.encode(encoding)) // width)


def applied(text, edits):
    """A text after edits that count in UTF-16 units."""
    lines = text.split("\n")

    def offset(position):
        line = lines[position.line]
        column = line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
        return sum(len(line) + 1 for line in lines[: position.line]) + len(column)

    for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text
