"""The language server from the outside: each thing an editor asks of it, by a client that is not ours."""

import asyncio
import random
import unittest

from client import PATIENCE, ServerCase, applied, place
from lsprotocol import types
from pygls.exceptions import JsonRpcException

GOOD = """version: 1
allow: [missing_label, missing_example, missing_counterexample]
sets:
  车辆: [包车, 专车, 专列]
categories:
  - id: fiscal.subsidies
    label: { zh: 补贴, en: Subsidies }
    any: [补贴, 给予…奖励]
  - id: transport
    any:
      - 组织…<车辆>
"""

SHARED = "version: 1\nsets:\n  车辆: [包车, 专车]\n"
USER = "version: 1\nallow: [missing_label, missing_example, missing_counterexample]\ncategories:\n  - id: x\n    any: [组织…<车辆>]\n"


def span(line, start, end, last=None):
    return types.Range(types.Position(line, start), types.Position(line if last is None else last, end))


class Diagnostics(ServerCase):
    async def test_they_follow_what_is_typed(self):
        await self.start()
        self.open("a.yml", GOOD)
        self.assertEqual(await self.codes("a.yml", 1), [])
        self.change("a.yml", 2, (span(7, 7, 8), "："))
        (one,) = await self.diagnostics("a.yml", 2)
        self.assertEqual((one.code, one.severity, one.source), ("full_width_colon", 1, "cuoshi"))
        self.assertEqual(one.range, span(7, 7, 8))
        self.assertIn("write a plain : and a blank", one.message)
        self.change("a.yml", 3, (span(7, 7, 8), ":"), (span(7, 10, 12), "补贴, 补贴"))
        (one,) = await self.diagnostics("a.yml", 3)
        self.assertEqual((one.code, one.severity), ("duplicate_term", 2))
        self.assertEqual(list(one.tags), [types.DiagnosticTag.Unnecessary])
        self.assertEqual(one.related_information[0].location, types.Location(self.uri("a.yml"), span(7, 10, 12)))
        self.change("a.yml", 4, GOOD)
        self.assertEqual(await self.codes("a.yml", 4), [])

    async def test_they_are_gone_when_the_file_is_closed(self):
        await self.start()
        self.open("a.yml", GOOD.replace("categories", "categorys"))
        self.assertIn("misspelt_key", await self.codes("a.yml", 1))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document("a.yml")))
        await self.until(lambda: not self.told("a.yml").diagnostics)

    async def test_files_that_belong_together_are_one_rule_set(self):
        self.write("shared.yml", SHARED)
        self.write("user.yml", USER)
        self.write("compose.yml", "services:\n  web: {image: nginx}\n")
        await self.start()
        self.open("user.yml")
        self.assertEqual(await self.codes("user.yml", 1), [])
        # What is typed in one file is seen in the other, though it is not saved.
        self.open("shared.yml")
        await self.diagnostics("shared.yml", 1)
        self.change("shared.yml", 2, SHARED.replace("车辆", "航班"))
        told = await self.until(lambda: (last := self.told("user.yml")) and last.diagnostics and last)
        self.assertEqual([one.code for one in told.diagnostics], ["unknown_set"])
        self.assertIsNone(self.told("compose.yml"))

    async def test_files_that_do_not_stay_apart(self):
        self.write("one.yml", GOOD)
        self.write("two.yml", GOOD)
        await self.start()
        self.open("one.yml")
        self.assertEqual(await self.codes("one.yml", 1), [], "another version beside it makes no duplicates")

    async def test_the_settings_name_the_rule_set(self):
        self.write("rules/one.yml", GOOD)
        self.write("rules/two.yml", GOOD.replace("transport", "other").replace("车辆", "车船"))
        self.settings = {"rules": "rules"}
        await self.start()
        self.open("rules/one.yml")
        told = await self.until(lambda: (last := self.told("rules/two.yml")) and last.diagnostics and last)
        self.assertEqual([one.code for one in told.diagnostics], ["duplicate_id"])
        where = told.diagnostics[0].related_information[0].location
        self.assertEqual(where.uri, self.uri("rules/one.yml"))
        # A file in the folder that is new and not saved belongs to it.
        self.open("rules/three.yml", GOOD.replace("fiscal.subsidies", "third").replace("车辆", "车马"))
        codes = await self.codes("rules/three.yml", 1)
        self.assertEqual(codes, ["duplicate_id"])
        # A change of the settings holds at once.
        self.settings = {"rules": ""}
        self.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await self.until(lambda: not self.told("rules/three.yml").diagnostics)

    async def test_settings_may_come_along_at_the_beginning(self):
        self.write("rules/one.yml", GOOD)
        self.write("rules/two.yml", GOOD.replace("transport", "other").replace("车辆", "车船"))
        await self.start(configuration=False, options={"cuoshi": {"rules": str(self.folder / "rules")}})
        self.open("rules/two.yml")
        self.assertEqual(await self.codes("rules/two.yml", 1), ["duplicate_id"])
        # A client that cannot be asked tells its settings itself.
        params = types.DidChangeConfigurationParams(settings={"cuoshi": {"rules": ""}})
        self.client.workspace_did_change_configuration(params)
        await self.until(lambda: not self.told("rules/two.yml").diagnostics)

    async def test_changes_on_the_disk_are_seen(self):
        self.write("shared.yml", SHARED)
        self.write("user.yml", USER)
        await self.start()
        self.open("user.yml")
        self.assertEqual(await self.codes("user.yml", 1), [])
        self.assertIn("workspace/didChangeWatchedFiles", self.registered)
        self.write("shared.yml", SHARED.replace("车辆", "航班"))
        event = types.FileEvent(uri=self.uri("shared.yml"), type=types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[event]))
        await self.until(lambda: [one.code for one in self.told("user.yml").diagnostics] == ["unknown_set"])

    async def test_case_files_are_put_to_the_rules_beside_them(self):
        self.write("rules.yml", GOOD)
        await self.start()
        self.open("cases.yml", "- text: 发放补贴。\n  tags: [fiscal.subsidy]\n- text: 组织包车。\n  tags: [transport]\n")
        (one,) = await self.diagnostics("cases.yml", 1)
        self.assertEqual((one.code, one.range), ("misspelt_id", span(1, 9, 23)))

    async def test_case_files_without_rules_are_put_to_the_built_in_ones(self):
        await self.start()
        self.open("cases.yml", "- text: 发放补贴。\n  tags: [fiscal.subsidies, nonsense]\n")
        self.assertEqual(await self.codes("cases.yml", 1), ["unknown_id"])

    async def test_other_files_are_left_alone(self):
        await self.start()
        self.open("compose.yml", "services:\n  web: {image: nginx}\n")
        self.open("play.yml", "- hosts: all\n  tags: [x]\n")
        self.open("new.yml", "")
        self.open("a.yml", GOOD)
        await self.diagnostics("a.yml", 1)
        self.assertEqual({params.uri for params in self.published}, {self.uri("a.yml")})

    async def test_they_are_told_in_the_language_of_the_client(self):
        await self.start(locale="zh-cn")
        self.open("a.yml", GOOD)
        self.assertEqual(await self.codes("a.yml", 1), [])
        hover = await self.client.text_document_hover_async(
            types.HoverParams(self.document("a.yml"), types.Position(0, 2))
        )
        self.assertIn("规则语言的版本", hover.contents.value)

    async def test_an_argument_overrides_the_language_of_the_client(self):
        await self.start("--lang", "en", locale="zh-cn")
        self.open("a.yml", GOOD)
        hover = await self.client.text_document_hover_async(
            types.HoverParams(self.document("a.yml"), types.Position(0, 2))
        )
        self.assertIn("The version of the rule language", hover.contents.value)


class Questions(ServerCase):
    """Each question about the place of `▮` in the rules."""

    async def asked(self, text, name="a.yml"):
        self.open(name, text.replace("▮", ""))
        return self.at(name, text)

    async def test_completion_of_keys(self):
        await self.start()
        at = await self.asked(GOOD + "    un▮\n")
        items = await self.client.text_document_completion_async(types.CompletionParams(at.text_document, at.position))
        (unless,) = [item for item in items if item.label == "unless"]
        self.assertEqual(unless.text_edit, types.TextEdit(span(11, 4, 6), "unless: "))
        self.assertEqual(unless.kind, types.CompletionItemKind.Property)
        self.assertIn("none of the list may stand around it", unless.documentation.value)
        self.assertNotIn("any", [item.label for item in items], "it is there already")

    async def test_completion_of_words_sets_ids_and_codes(self):
        await self.start()
        cases = [
            (GOOD + "    if: { near: 企业, within: ▮ }\n", ["sentence", "clause", "paragraph"]),
            (GOOD + "      - 接送…<▮\n", ["车辆"]),
            (GOOD + "    allow: [unused▮]\n", ["unused_set"]),
            (GOOD + "  - id: ▮\n", ["fiscal."]),
        ]
        for number, (text, expected) in enumerate(cases):
            at = await self.asked(text, f"{number}.yml")
            params = types.CompletionParams(at.text_document, at.position)
            items = await self.client.text_document_completion_async(params)
            labels = [item.label for item in items]
            self.assertLessEqual(set(expected), set(labels), text)
            self.assertEqual(sorted(items, key=lambda item: item.sort_text), list(items))

    async def test_completion_of_ids_in_cases(self):
        self.write("rules.yml", GOOD)
        await self.start()
        at = await self.asked("- text: 发放补贴。\n  tags: [transport]\n  not: [▮]\n", "cases.yml")
        items = await self.client.text_document_completion_async(types.CompletionParams(at.text_document, at.position))
        self.assertEqual([item.label for item in items], ["fiscal.subsidies", "transport", "fiscal"])

    async def test_a_blank_offers_words_but_no_sets(self):
        await self.start()
        context = types.CompletionContext(types.CompletionTriggerKind.TriggerCharacter, " ")
        at = await self.asked(GOOD + "      - ▮\n")
        params = types.CompletionParams(at.text_document, at.position, context)
        items = await self.client.text_document_completion_async(params)
        self.assertEqual([item.label for item in items], ["match"])

    async def test_hover_over_terms_and_sets(self):
        await self.start()
        at = await self.asked(GOOD.replace("给予…奖励", "“補▮貼”"))
        hover = await self.client.text_document_hover_async(types.HoverParams(at.text_document, at.position))
        self.assertEqual(hover.range, span(7, 14, 18))
        self.assertIn("compared as `补贴`", hover.contents.value)
        self.assertIn("`fiscal.subsidies` any (a.yml:8)", hover.contents.value)
        at = await self.asked(GOOD.replace("<车辆>", "<车▮辆>"), "b.yml")
        hover = await self.client.text_document_hover_async(types.HoverParams(at.text_document, at.position))
        self.assertIn("包车, 专车, 专列", hover.contents.value)

    async def test_hover_counts_terms_in_the_corpus(self):
        self.write("news/a.txt", "发放补贴。\n发放补贴，再发补贴。\n没有。\n反补贴调查。\n")
        await self.start()
        self.settings = {"corpus": "news"}
        self.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        at = await self.asked(GOOD.replace("[补贴,", "[补▮贴,").replace("    any: [补", "    mask: [反补贴]\n    any: [补"))
        expected = "in the corpus 4 times, in 3 of 4 paragraphs"
        text = ""
        for _ in range(10 * PATIENCE):
            hover = await self.client.text_document_hover_async(types.HoverParams(at.text_document, at.position))
            text = hover.contents.value
            if expected in text:
                break
            await asyncio.sleep(0.1)
        self.assertIn(expected, text)
        self.assertIn("masks hide 1 of them", text)

    async def test_definitions_and_references_in_all_files(self):
        self.write("shared.yml", SHARED)
        self.write("user.yml", USER)
        await self.start()
        self.open("user.yml")
        at = types.Position(4, 15)
        found = await self.client.text_document_definition_async(types.DefinitionParams(self.document("user.yml"), at))
        self.assertEqual(list(found), [types.Location(self.uri("shared.yml"), span(2, 2, 4))])
        for include in [True, False]:
            found = await self.client.text_document_references_async(
                types.ReferenceParams(types.ReferenceContext(include), self.document("user.yml"), at)
            )
            self.assertEqual(len(found), 1 + include)
            self.assertIn(types.Location(self.uri("user.yml"), span(4, 14, 16)), found)

    async def test_definitions_of_ids_from_cases(self):
        self.write("rules.yml", GOOD)
        await self.start()
        at = await self.asked("- text: 发放补贴。\n  tags: [trans▮port]\n", "cases.yml")
        found = await self.client.text_document_definition_async(types.DefinitionParams(at.text_document, at.position))
        self.assertEqual(list(found), [types.Location(self.uri("rules.yml"), span(8, 8, 17))])

    async def test_rename_of_a_set_in_all_files(self):
        texts = {"shared.yml": self.write("shared.yml", SHARED), "user.yml": self.write("user.yml", USER)}
        await self.start()
        self.open("user.yml")
        at = types.Position(4, 15)
        prepared = await self.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(self.document("user.yml"), at)
        )
        self.assertEqual((prepared.range, prepared.placeholder), (span(4, 14, 16), "车辆"))
        edit = await self.client.text_document_rename_async(types.RenameParams(self.document("user.yml"), at, "交通工具"))
        versions = {}
        for change in edit.document_changes:
            name = change.text_document.uri.rsplit("/", 1)[1]
            versions[name] = change.text_document.version
            texts[name] = applied(texts[name], change.edits)
        self.assertEqual(versions, {"shared.yml": None, "user.yml": 1})
        self.assertEqual(texts, {"shared.yml": SHARED.replace("车辆", "交通工具"), "user.yml": USER.replace("车辆", "交通工具")})
        with self.assertRaisesRegex(JsonRpcException, "cannot name a set"):
            await self.client.text_document_rename_async(types.RenameParams(self.document("user.yml"), at, "a|b"))
        prepared = await self.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(self.document("user.yml"), types.Position(3, 8))
        )
        self.assertIsNone(prepared, "an id is not renamed")

    async def test_rename_without_versions(self):
        await self.start(versioned=False)
        text = self.open("a.yml", GOOD)
        edit = await self.client.text_document_rename_async(
            types.RenameParams(self.document("a.yml"), types.Position(3, 3), "运力")
        )
        self.assertEqual(applied(text, edit.changes[self.uri("a.yml")]), GOOD.replace("车辆", "运力"))

    async def test_symbols(self):
        await self.start()
        self.open("a.yml", GOOD + "  - id: fiscal\n    label: 财政\n")
        sets, fiscal, transport = await self.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(self.document("a.yml"))
        )
        self.assertEqual((sets.name, [child.name for child in sets.children]), ("sets", ["车辆"]))
        self.assertEqual((transport.name, transport.children), ("transport", None))
        self.assertEqual((fiscal.name, fiscal.detail), ("fiscal", "财政"))
        self.assertEqual([(child.name, child.detail) for child in fiscal.children], [("fiscal.subsidies", "Subsidies")])


class Actions(ServerCase):
    async def actions(self, name, range, only=None):
        context = types.CodeActionContext(diagnostics=[], only=only)
        params = types.CodeActionParams(self.document(name), range, context)
        return await self.client.text_document_code_action_async(params)

    async def test_a_quick_fix_mends(self):
        await self.start()
        text = self.open("a.yml", GOOD.replace("any: [", "any：["))
        await self.diagnostics("a.yml", 1)
        (action,) = await self.actions("a.yml", span(7, 0, 20), [types.CodeActionKind.QuickFix])
        self.assertEqual((action.kind, action.is_preferred), (types.CodeActionKind.QuickFix, True))
        self.assertEqual(action.diagnostics[0].code, "full_width_colon")
        self.assertEqual(applied(text, action.edit.document_changes[0].edits), GOOD)
        self.assertFalse(await self.actions("a.yml", span(0, 0, 2), [types.CodeActionKind.QuickFix]))

    async def test_all_that_is_sure_is_mended_at_once(self):
        await self.start()
        wrong = GOOD.replace("any: [", "any：[").replace("categories", "categoreis")
        text = self.open("a.yml", wrong)
        await self.diagnostics("a.yml", 1)
        (action,) = await self.actions("a.yml", span(0, 0, 0), [types.CodeActionKind.SourceFixAll])
        self.assertEqual(applied(text, action.edit.document_changes[0].edits), GOOD)

    async def test_a_warning_is_masked_or_allowed(self):
        await self.start()
        text = GOOD + "  - id: job\n    any: [稳岗补贴]\n"
        self.open("a.yml", text)
        self.assertEqual(await self.codes("a.yml", 1), ["shadowed_term"])
        actions = await self.actions("a.yml", span(7, 11, 11))
        self.assertEqual(
            [action.title for action in actions],
            ["mask 稳岗补贴 in `fiscal.subsidies`", "allow `shadowed_term` in `fiscal.subsidies`"],
        )
        for number, action in enumerate(actions):
            mended = applied(text, action.edit.document_changes[0].edits)
            self.open(f"{number}.yml", mended.replace("车辆", f"车辆{number}"))
            self.assertEqual(await self.codes(f"{number}.yml", 1), [], mended)

    async def test_an_id_in_a_case_is_mended(self):
        self.write("rules.yml", GOOD)
        await self.start()
        text = self.open("cases.yml", "- text: 发放补贴。\n  tags: [fiscal.subsidy]\n")
        (action,) = await self.actions("cases.yml", span(1, 12, 12), [types.CodeActionKind.QuickFix])
        mended = applied(text, action.edit.document_changes[0].edits)
        self.assertEqual(mended, "- text: 发放补贴。\n  tags: [fiscal.subsidies]\n")


class Formatting(ServerCase):
    async def test_a_file_is_formatted(self):
        able = (await self.start()).capabilities.document_formatting_provider
        text = self.open("a.yml", GOOD.replace("version: 1", "version:    1"))
        options = types.FormattingOptions(tab_size=2, insert_spaces=True)
        edits = await self.client.text_document_formatting_async(
            types.DocumentFormattingParams(self.document("a.yml"), options)
        )
        self.assertTrue(able)
        self.assertIn("version: 1\n", applied(text, edits))


class Positions(ServerCase):
    TEXT = "version: 1\nsets: {𠮷: [𠮷野家]}\ncategories: [{id: 😀𠮷, any: [<𠮷>, 补贴, 补贴]}]\n"

    async def test_utf_16_is_counted_unless_agreed_otherwise(self):
        able = await self.start()
        self.assertEqual(able.capabilities.position_encoding, types.PositionEncodingKind.Utf16)
        self.open("a.yml", self.TEXT)
        duplicates = [one for one in await self.diagnostics("a.yml", 1) if one.code == "duplicate_term"]
        start = place(self.TEXT, "补贴]", "utf-16-le", 2)
        self.assertEqual(duplicates[0].range.start, start)
        at = place(self.TEXT, "𠮷>", "utf-16-le", 2)
        hover = await self.client.text_document_hover_async(types.HoverParams(self.document("a.yml"), at))
        self.assertEqual(hover.range, span(2, at.character, at.character + 2))

    async def test_utf_8_is_counted_where_agreed(self):
        able = await self.start(encodings=["utf-8", "utf-16"])
        self.assertEqual(able.capabilities.position_encoding, types.PositionEncodingKind.Utf8)
        self.open("a.yml", self.TEXT)
        duplicates = [one for one in await self.diagnostics("a.yml", 1) if one.code == "duplicate_term"]
        self.assertEqual(duplicates[0].range.start, place(self.TEXT, "补贴]", "utf-8", 1))

    async def test_edits_are_followed(self):
        await self.start()
        # `pygls` may encode positions of its own; these are counted here.
        generator = random.Random(7)
        text = GOOD
        self.open("a.yml", text)
        pieces = ["", "补", "𠮷", "\n", "\r\n", "- x", "😀\n\n", "  ", "a: [b]\n", ", "]
        for version in range(2, 202):
            changes = []
            for _ in range(generator.choice([1, 1, 1, 3])):
                start, end = sorted(generator.randrange(len(text) + 1) for _ in range(2))
                end = min(end, start + 6)
                # A place between the two signs of a line end is none.
                start -= text[start - 1 : start + 1] == "\r\n"
                end = max(start, end - (text[end - 1 : end + 1] == "\r\n"))
                piece = generator.choice(pieces)
                mark = "\0"
                at = [place(text[:byte] + mark, mark) for byte in (start, end)]
                changes.append((types.Range(*at), piece))
                text = text[:start] + piece + text[end:]
            self.change("a.yml", version, *changes)
        self.open("b.yml", text)
        asked = [types.DocumentSymbolParams(self.document(name)) for name in ("a.yml", "b.yml")]
        one, other = [await self.client.text_document_document_symbol_async(params) for params in asked]
        self.assertEqual(one, other)
        end = place(text + "\0", "\0")
        self.change("a.yml", 300, (types.Range(types.Position(0, 0), end), GOOD.replace("any: [", "any：[")))
        self.assertEqual(await self.codes("a.yml", 300), ["full_width_colon"])


class Load(ServerCase):
    """Nothing is measured here: what is asked is answered while the large file is still being looked at."""

    def large(self):
        generator = random.Random(1)
        words = ("".join(chr(0x4E00 + generator.randrange(3000)) for _ in range(4)) for _ in range(400_000))
        lines = ["version: 1", "sets: {车辆: [包车]}", "categories:"]
        for number in range(2_000):
            terms = ", ".join(next(words) for _ in range(180))
            lines.append(f"  - id: c{number}\n    label: x\n    any: [{terms}]")
        return "\n".join(lines) + "\n"

    async def test_a_file_of_five_megabytes(self):
        text = self.large()
        self.assertGreater(len(text.encode()), 5_000_000)
        await self.start()
        self.open("large.yml", text)
        self.open("small.yml", GOOD)
        document = self.document("large.yml")
        hover = await self.client.text_document_hover_async(types.HoverParams(document, types.Position(5, 11)))
        self.assertIn(text.split("\n")[5][10:14], hover.contents.value)
        items = await self.client.text_document_completion_async(types.CompletionParams(document, types.Position(4, 4)))
        self.assertIn("mask", [item.label for item in items])
        # Fast typing does not queue up: of a hundred versions few are looked at, the last one among them.
        for version in range(2, 102):
            self.change("large.yml", version, (span(5, 10, 10), "补"))
        self.change("large.yml", 102, (span(1, 6, 7), "｛"))
        symbols = await self.client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        self.assertEqual(len(symbols), 2_001)
        found = await self.diagnostics("large.yml", 102)
        self.assertTrue(any(one.severity == 1 for one in found), found[:3])
        told = [params.version for params in self.published if params.uri == self.uri("large.yml")]
        self.assertLess(len(told), 30, told)
        # Many warnings are told in part, and what is left out is said.
        self.change("large.yml", 103, (span(1, 6, 7), "{"))
        found = await self.until(
            lambda: (last := self.told("large.yml")).version == 103 and len(last.diagnostics) > 1 and last.diagnostics
        )
        self.assertEqual(len(found), 1_001)
        self.assertIn("more are not shown", found[-1].message)

    async def test_files_that_are_deep_or_one_line(self):
        await self.start()
        head = "version: 1\ncategories:\n"
        texts = [
            head + "[" * 200_000,
            head + "  - " * 100_000,
            head + "  - {id: x, any: [{match: " + "{all: [" * 50_000,
            head + "  - id: x\n    any: ['" + "补|" * 700_000 + "助']\n",
            "\n".join(" " * depth + "a:" for depth in range(1_000)),
            "version: 1\r" * 10_000,
        ]
        for number, text in enumerate(texts):
            name = f"{number}.yml"
            self.open(name, text)
            await self.client.text_document_document_symbol_async(types.DocumentSymbolParams(self.document(name)))
            end = types.Position(text.count("\n"), 10_000_000)
            await self.client.text_document_completion_async(types.CompletionParams(self.document(name), end))
        self.open("a.yml", GOOD)
        self.assertEqual(await self.codes("a.yml", 1), [])


if __name__ == "__main__":
    unittest.main()
