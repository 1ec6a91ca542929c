"""The schemas, by a validator that is not ours: every rule file that is legal validates, and what a schema can see
to be wrong does not. What the reader says is asked of the program."""

import datetime
import json
import os
import subprocess
import tempfile
import unittest

import jsonschema
from client import PROGRAM, ROOT, Plain
from ruamel.yaml import YAML, YAMLError


def loaded(text):
    """A YAML text as editors read it: dates are text, and numbers may be written with zeros before them."""
    value = YAML(typ="safe", pure=True).load(text)
    return json.loads(json.dumps(value, default=lambda date: str(date) if isinstance(date, datetime.date) else None))


def validator(name):
    schema = json.loads((ROOT / "rules" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


RULES, CASES = validator("schema.json"), validator("cases.schema.json")


def codes(files):
    """The codes of the errors of each rule text, as the program tells them."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for number, text in enumerate(files):
            path = os.path.join(folder, f"{number}.yml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            done = subprocess.run([PROGRAM, "check", path, "--format", "json"], capture_output=True, check=False)
            told = json.loads(done.stdout)["diagnostics"]
            found.append({one["code"] for one in told if one["severity"] == "error"})
        return found


def codes_while_typed(texts):
    """The same as the language server tells them, which needs no program for each."""
    found = []
    with Plain() as server:
        for number, text in enumerate(texts):
            uri = f"untitled:{number}.yml"
            server.open(uri, text)
            while (told := server.hear()).get("params", {}).get("uri") != uri:
                pass
            found.append({one["code"] for one in told["params"]["diagnostics"] if one["severity"] == 1})
            server.say("textDocument/didClose", {"textDocument": {"uri": uri}})
    return found


class Legal(unittest.TestCase):
    def assert_valid(self, name, text, schema=RULES):
        faults = [fault.message[:200] for fault in schema.iter_errors(loaded(text))]
        self.assertEqual(faults, [], f"{name}\n{text}")

    def test_the_shipped_rules(self):
        for path in sorted((ROOT / "rules").glob("*.yml")):
            text = path.read_text(encoding="utf-8")
            self.assertTrue(text.startswith("# yaml-language-server: $schema=schema.json\n"), path.name)
            self.assert_valid(path.name, text)

    def test_the_rules_of_the_guide(self):
        guide = (ROOT / "rules/README.md").read_text(encoding="utf-8")
        for block in guide.split("```yaml\n")[1:]:
            self.assert_valid("the guide", block.split("```")[0])

    def test_the_rules_of_the_cases(self):
        folders = [ROOT / "tests/suite", ROOT / "../shared/conformance"]
        files = [file for folder in folders for file in sorted(folder.glob("*.jsonl"))]
        count = 0
        for file in files:
            for line in file.read_text(encoding="utf-8").splitlines():
                case = json.loads(line)
                self.assert_valid(case["name"], case["rules"])
                count += 1
        self.assertGreater(count, 40)

    def test_the_cases_of_the_help(self):
        text = "- text: 对返岗职工发放补贴。\n  tags: [fiscal.subsidies]\n  not: [control]\n  todo: true\n- {text: x, tags: []}\n"
        self.assert_valid("cases", text, CASES)


class Wrong(unittest.TestCase):
    # What a schema cannot see: names that are used elsewhere, what stands in a pattern, what YAML itself refuses
    # or repairs, and traps of punctuation, which are well-formed texts to it.
    UNSEEN = {
        "at_least_too_large", "circular_set", "contradictory_case", "duplicate_flag", "duplicate_id", "duplicate_set",
        "either_beside_third", "empty_file", "empty_segment", "folds_to_nothing", "full_width_bracket",
        "full_width_separator", "misspelt_id", "misspelt_set", "no_categories", "operator_in_set", "reference_beside_text",
        "strange_gap_mark", "strange_indentation", "unclosed_reference", "unknown_id", "unknown_set", "wide_blank",
    }

    def test_the_wrong_files_of_the_diagnostics(self):
        paths = sorted((ROOT / "tests/diagnostics").glob("*.yml"))
        texts = [path.read_text(encoding="utf-8") for path in paths]
        seen = 0
        for path, text, errors in zip(paths, texts, codes(texts)):
            try:
                value = loaded(text)
            except YAMLError:
                continue
            is_valid = RULES.is_valid(value)
            if errors - self.UNSEEN:
                self.assertFalse(is_valid, f"{path.name} validates, with {errors}")
                seen += 1
            elif not errors:
                self.assertTrue(is_valid, f"{path.name} does not validate")
        self.assertGreater(seen, 10)

    def test_the_wrong_cases_of_the_diagnostics(self):
        for name in ["demands", "empty", "rules_instead"]:
            text = (ROOT / f"tests/diagnostics/cases/{name}.yml").read_text(encoding="utf-8")
            self.assertFalse(CASES.is_valid(loaded(text)), name)


class Agreement(unittest.TestCase):
    """The reader and the schema take the same for every key."""

    VALUES = [
        "补贴", "[补贴]", "[补贴, 补助]", "{zh: 补贴}", "{zh: 补贴, en: x}", "{de: x}", "{}", "[]", "", "''", "' '", "[[补贴]]", "[补贴, '']",
        "0", "1", "2", "-1", "1.5", "'3'", "'x'", "007", "2020-02-15", "true", "false", "yes", "'true'", "word", "none",
        "sentence", "clause", "paragraph", "[sentence]", "shared_term", "[shared_term, missing_label]", "yaml_syntax",
        "{near: 补贴}", "[{near: 补贴}, 企业]", "{near: 补贴, before: 企业}", "{near: 补贴, within: clause, distance: 3}",
        "{inside: 补贴, distance: 3}", "{inside: 补贴, within: clause}", "{all: [补贴, {after: 企业}]}", "{all: 补贴, distance: 3}",
        "{within: clause}", "{match: 补贴}", "[{match: [补贴, 补助], at_least: 2, boundary: none, unconditional: true}]",
        "{match: 补贴, if: 企业, unless: [{before: 企业}]}", "{if: 企业}", "{match: 补贴, at_least: 0}", "{id: y}", "[{id: y}]",
        "[{id: y, any: 补贴}]", "{any: 补贴}", "{gap: 3}", "{gap: 3, boundary: none}", "{gap: x}", "{a: [补贴]}", "{a: 补贴, b: [x, y]}",
        "{a|b: 补贴}", "{a: {if: 企业}}", "{a: {label: x, if: [企业]}}", "{a: {label: x}}", "{a: {b: [1, {c: d}]}}", "补贴|补助", "补贴|",
        "补贴…企业", "补贴…", "~补贴", "<补贴", "补贴||企业",
    ]
    FRAMES = {
        "file": "version: 1\n{}\n",
        "defaults": "version: 1\ncategories: [{{id: z, any: z}}]\ndefaults:\n  {}\n",
        "flag": "version: 1\ncategories: [{{id: z, any: z}}]\nflags:\n  f:\n    if: 企业\n    {}\n",
        "category": "version: 1\ncategories:\n  - id: z\n    {}\n",
        "clause": "version: 1\ncategories:\n  - id: z\n    any:\n      - match: z\n        {}\n",
        "condition": "version: 1\ncategories:\n  - id: z\n    any: z\n    if:\n      - near: z\n        {}\n",
        "relation": "version: 1\ncategories:\n  - id: z\n    any: z\n    if:\n      - {}\n",
        "label": "version: 1\ncategories:\n  - id: z\n    any: z\n    label:\n      {}\n",
    }
    KEYS = {
        "file": ["version", "name", "defaults", "sets", "mask", "flags", "lexicon", "if", "unless", "categories", "allow"],
        "defaults": ["gap", "boundary"],
        "flag": ["label"],
        "category": ["label", "about", "if", "unless", "any", "mask", "examples", "counterexamples", "meta", "allow"],
        "clause": ["if", "unless", "boundary", "unconditional", "at_least"],
        "condition": ["boundary", "within", "distance"],
        "relation": ["near", "before", "after", "inside", "all"],
        "label": ["zh", "en"],
    }
    UNSEEN = Wrong.UNSEEN | {"duplicate_key"}

    def test_every_key_takes_the_same(self):
        files = []
        for frame, keys in self.KEYS.items():
            for key in keys:
                for value in self.VALUES:
                    text = self.FRAMES[frame].format(f"{key}: {value}")
                    if frame == "file":
                        text = text.replace("version: 1\nversion", "version")
                        text += "" if key == "categories" else "categories: [{id: z, any: z}]\n"
                    files.append(text)
        wrong = []
        for text, errors in zip(files, codes_while_typed(files)):
            try:
                value = loaded(text)
            except YAMLError:
                continue
            is_valid = RULES.is_valid(value)
            if is_valid and errors - self.UNSEEN:
                wrong.append(f"the schema takes what the reader refuses ({errors}):\n{text}")
            if not is_valid and not errors:
                wrong.append(f"the schema refuses what the reader takes:\n{text}")
        self.assertEqual(wrong, [], "\n".join(wrong[:10]))
