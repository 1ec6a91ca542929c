"""What the server does with messages that are none, and how it begins and ends. Written byte by byte."""

import json
import subprocess
import unittest

from client import PATIENCE, PROGRAM, Plain, framed

INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
INITIALIZED = {"jsonrpc": "2.0", "method": "initialized", "params": {}}
SHUTDOWN = {"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
EXIT = {"jsonrpc": "2.0", "method": "exit"}


def run(*parts):
    """What the server answers to these bytes and messages, and its exit code. Its output is the protocol's and
    nothing else's."""
    given = b"".join(part if isinstance(part, bytes) else framed(part) for part in parts)
    done = subprocess.run([PROGRAM, "lsp"], input=given, capture_output=True, timeout=PATIENCE)
    out, messages = done.stdout, []
    while out:
        head, out = out.split(b"\r\n\r\n", 1)
        length = int(head.removeprefix(b"Content-Length: "))
        messages.append(json.loads(out[:length]))
        out = out[length:]
    return messages, done.returncode


def answers(messages):
    return {message.get("id"): message for message in messages if "method" not in message}


class Protocol(unittest.TestCase):
    def test_it_ends_by_the_book(self):
        messages, code = run(INITIALIZE, INITIALIZED, SHUTDOWN, EXIT)
        self.assertEqual(code, 0)
        self.assertIsNone(answers(messages)[99]["result"])
        self.assertEqual(answers(messages)[1]["result"]["serverInfo"]["name"], "cuoshi")

    def test_an_end_without_shutdown_is_told_by_the_exit_code(self):
        self.assertEqual(run(INITIALIZE, INITIALIZED, EXIT)[1], 1)
        self.assertEqual(run(INITIALIZE, INITIALIZED)[1], 1, "the input ended")
        self.assertEqual(run(INITIALIZE, SHUTDOWN)[1], 0)
        self.assertEqual(run(b"")[1], 1)

    def test_nothing_is_answered_before_initialize(self):
        hover = {"jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": {}}
        opened = {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}
        messages, code = run(hover, opened, INITIALIZE, SHUTDOWN, EXIT)
        self.assertEqual(answers(messages)["a"]["error"]["code"], -32002)
        self.assertEqual(code, 0)

    def test_nothing_is_answered_after_shutdown(self):
        hover = {"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {}}
        messages, code = run(INITIALIZE, SHUTDOWN, hover, INITIALIZED, EXIT)
        self.assertEqual(answers(messages)[7]["error"]["code"], -32600)
        self.assertEqual(code, 0)

    def test_initialize_comes_once(self):
        messages, _ = run(INITIALIZE, {**INITIALIZE, "id": 2}, SHUTDOWN, EXIT)
        self.assertEqual(answers(messages)[2]["error"]["code"], -32600)

    def test_what_is_unknown_is_refused_or_passed_over(self):
        messages, code = run(
            INITIALIZE,
            {"jsonrpc": "2.0", "id": 5, "method": "textDocument/weather", "params": {}},
            {"jsonrpc": "2.0", "method": "textDocument/didSneeze", "params": {}},
            {"jsonrpc": "2.0", "method": "$/setTrace", "params": {"value": "off"}},
            {"jsonrpc": "2.0", "id": 444, "result": None},
            {"jsonrpc": "2.0", "id": 445, "error": {"code": 1, "message": "no"}},
            SHUTDOWN,
            EXIT,
        )
        self.assertEqual(answers(messages)[5]["error"]["code"], -32601)
        self.assertEqual(code, 0)

    def test_wrong_parameters_are_refused(self):
        wrong = [None, [], 7, {}, {"textDocument": 1}, {"textDocument": {"uri": "file:///a"}, "position": {"line": -1}}]
        methods = ["completion", "hover", "definition", "references", "prepareRename", "rename", "codeAction", "documentSymbol"]
        asked = [
            {"jsonrpc": "2.0", "id": f"{method} {number}", "method": f"textDocument/{method}", "params": params}
            for method in methods
            for number, params in enumerate(wrong)
            # A place is nothing to this one.
            if (method, number) != ("documentSymbol", 5)
        ]
        told = [
            {"jsonrpc": "2.0", "method": f"textDocument/{method}", "params": params}
            for method in ["didOpen", "didChange", "didClose", "didSave"]
            for params in wrong
        ]
        # The end does not wait for all answers; those that came in time must be right.
        last = {"jsonrpc": "2.0", "id": "last", "method": "nothing"}
        messages, code = run(INITIALIZE, *told, *asked, last, SHUTDOWN, EXIT)
        self.assertEqual(code, 0)
        logged = [message for message in messages if message.get("method") == "window/logMessage"]
        self.assertGreater(len(logged), len(told) / 2)
        found = answers(messages)
        self.assertEqual(found["last"]["error"]["code"], -32601)
        for request in asked:
            if request["id"] in found:
                self.assertEqual(found[request["id"]]["error"]["code"], -32602, request)

    def test_malformed_messages_do_not_end_it(self):
        deep = b"[" * 100_000
        malformed = [
            framed(b"{"),
            framed(b"\xff\xfe"),
            framed(b"[]"),
            framed(b'"text"'),
            framed(b"{}"),
            framed(deep),
            framed(b'{"jsonrpc":"2.0","id":{},"method":"x"}'),
            b"no header at all\r\n\r\n",
            b"Content-Length: soon\r\n\r\n",
            b"Content-Length: -4\r\n\r\n",
            b"Content-Length: 99999999999999\r\n\r\n",
        ]
        messages, code = run(INITIALIZE, *malformed, SHUTDOWN, EXIT)
        self.assertEqual(code, 0)
        refused = [message["error"]["code"] for message in messages if message.get("id") is None]
        self.assertEqual(len(refused), len(malformed), messages)
        self.assertEqual(set(refused), {-32700, -32600})

    def test_a_wrong_length_costs_one_message(self):
        short = b'Content-Length: 4\r\n\r\n{"jsonrpc":"2.0","method":"x"}'
        messages, code = run(INITIALIZE, short, SHUTDOWN, EXIT)
        self.assertEqual((code, 99 in answers(messages)), (0, True))
        long = b'Content-Length: 60\r\n\r\n{"jsonrpc":"2.0","method":"x"}'
        messages, code = run(INITIALIZE, long, SHUTDOWN, EXIT)
        self.assertEqual((code, 99 in answers(messages)), (0, True))

    def test_requests_may_be_cancelled(self):
        text = "version: 1\ncategories:\n" + "  - {id: x, any: [补贴, 补助, 奖补]}\n" * 30_000
        ids = [f"ask {number}" for number in range(40)]
        with Plain() as server:
            server.open("untitled:a.yml", text)
            for id in ids:
                server.say("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:a.yml"}}, id=id)
            for id in ids[1:]:
                server.say("$/cancelRequest", {"id": id})
            server.say("$/cancelRequest", {"id": "never asked"})
            found = {}
            while len(found) < len(ids):
                message = server.hear()
                if message.get("id") in ids:
                    found[message["id"]] = message
        self.assertEqual(len(found["ask 0"]["result"]), 30_000)
        refused = [one["error"]["code"] for one in found.values() if "error" in one]
        self.assertEqual(set(refused), {-32800})
