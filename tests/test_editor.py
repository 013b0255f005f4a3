"""The language server, spoken to over its protocol in a process of its own, on a copy of the delivered rules."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra `editor` is not installed")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from pygls.uris import from_fs_path, to_fs_path

from materials_rules.cli import main

ROOT = Path(__file__).parent.parent
SECONDS = 60
ITEM = "items/outdoor-advertising/2017-03-01.yaml"


class Editor:
    """An editor: opens and changes files, hears diagnostics, asks for things at a mark."""

    def __init__(self, client: LanguageClient, place: Path) -> None:
        self.client = client
        self.place = place
        self.heard: dict[str, list[lsp.Diagnostic]] = {}
        self.news = asyncio.Event()

    def uri(self, name: str) -> str:
        return from_fs_path(str((self.place / name).resolve())) or ""

    def open(self, name: str, text: str | None = None) -> str:
        text = (self.place / name).read_text("utf-8") if text is None else text
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri(name), "yaml", 1, text)))
        return text

    def close(self, name: str) -> None:
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(self.uri(name))))

    def type(self, name: str, text: str, version: int = 2) -> None:
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version, self.uri(name)), [whole])
        )

    async def diagnostics(self, name: str, until: Callable[[list[lsp.Diagnostic]], bool]) -> list[lsp.Diagnostic]:
        async with asyncio.timeout(SECONDS):
            while self.uri(name) not in self.heard or not until(self.heard[self.uri(name)]):
                self.news.clear()
                await self.news.wait()
        return self.heard[self.uri(name)]

    def _at(self, name: str, line: int, character: int) -> Any:
        return {"text_document": lsp.TextDocumentIdentifier(self.uri(name)), "position": lsp.Position(line, character)}

    async def completed(self, name: str, line: int, character: int) -> dict[str, lsp.CompletionItem]:
        found = await self.client.text_document_completion_async(lsp.CompletionParams(**self._at(name, line, character)))
        assert isinstance(found, lsp.CompletionList)
        return {item.label: item for item in found.items}

    async def hover(self, name: str, line: int, character: int) -> str | None:
        found = await self.client.text_document_hover_async(lsp.HoverParams(**self._at(name, line, character)))
        assert found is None or isinstance(found.contents, lsp.MarkupContent)
        return None if found is None else found.contents.value

    async def definition(self, name: str, line: int, character: int) -> lsp.Location | None:
        found = await self.client.text_document_definition_async(lsp.DefinitionParams(**self._at(name, line, character)))
        assert found is None or isinstance(found, lsp.Location)
        return found


@asynccontextmanager
async def editing(place: Path) -> AsyncIterator[Editor]:
    client = LanguageClient("an editor", "1")
    editor = Editor(client, place)

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def publish(params: lsp.PublishDiagnosticsParams) -> None:
        editor.heard[params.uri] = list(params.diagnostics)
        editor.news.set()

    await client.start_io(sys.executable, "-m", "materials_rules", "lsp", "--stdio")
    async with asyncio.timeout(SECONDS):
        await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=from_fs_path(str(place))))
        client.initialized(lsp.InitializedParams())
    try:
        yield editor
    finally:
        async with asyncio.timeout(SECONDS):
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "rulesets", tmp_path / "规则 集", dirs_exist_ok=True)
    return tmp_path / "规则 集" / "hengyang"


def run(place: Path, talk: Callable[[Editor], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async with editing(place) as editor:
            await talk(editor)

    asyncio.run(whole())


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n")) if part in line)


def test_a_fault_is_told_at_its_word_and_taken_back_when_it_is_mended(place: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM)
        await editor.diagnostics(ITEM, lambda found: all(one.severity != lsp.DiagnosticSeverity.Error for one in found))
        number = line_of(text, "when: high_level")
        editor.type(ITEM, text.replace("when: high_level", "when: hihg_level"))
        errors = await editor.diagnostics(ITEM, lambda found: any(one.severity == lsp.DiagnosticSeverity.Error for one in found))

        (error,) = [one for one in errors if one.severity == lsp.DiagnosticSeverity.Error]
        assert (error.range.start, error.range.end) == (lsp.Position(number, 12), lsp.Position(number, 22))
        assert error.code == "R-TYPE" or "high_level" in error.message

        editor.type(ITEM, text, 3)
        await editor.diagnostics(ITEM, lambda found: all(one.severity != lsp.DiagnosticSeverity.Error for one in found))

    run(place, talk)


def test_what_lint_finds_is_told_too_and_a_file_that_was_closed_counts_as_saved(place: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM)
        editor.type(ITEM, text.replace("name: 构架设计图", "name: 其他有关材料"))
        found = await editor.diagnostics(ITEM, lambda found: any(one.code == "L-CATCH-ALL" for one in found))
        assert all("\n" in one.message for one in found), "in both languages"

        editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri(ITEM))))
        await editor.diagnostics(ITEM, lambda found: all(one.code != "L-CATCH-ALL" for one in found))

    run(place, talk)


def test_completion_knows_keys_names_acts_and_options_while_the_file_is_broken(place: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM)
        lines = text.split("\n")
        number = line_of(text, "when: kinds has roof")

        async def offered(line: str) -> dict[str, lsp.CompletionItem]:
            editor.type(ITEM, "\n".join([*lines[:number], line, *lines[number + 1 :]]))
            return await editor.completed(ITEM, number, len(line))

        assert {"kinds", "storeys", "high_level", "site-agreement.until", "by_agent", "provided"} <= (await offered("      when: ")).keys()
        assert list(await offered("      when: kinds has ")) == ["wall", "roof", "ground"]
        keys = await offered("      ")
        assert "hand_in" in keys and "name" not in keys, "what stands there already is not offered again"
        acts = await offered("      basis: [{law: city")
        assert "administrative-licensing-law" in acts
        edit = acts["city-appearance-regulation"].text_edit
        assert isinstance(edit, lsp.TextEdit) and edit.range.start.character == len("      basis: [{law: ")
        assert "business-licence" in await offered("      document: ")
        assert {"form", "licence", "contract"} <= (await offered("      kind: ")).keys()
        assert list(await offered("      facts: [")) == []

    run(place, talk)


def test_hovering_tells_the_law_the_class_and_the_question(place: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM)
        await editor.diagnostics(ITEM, lambda found: True)
        number = line_of(text, "{law: city-appearance-regulation")
        line = text.split("\n")[number]

        assert "第十一条第二款" in (await editor.hover(ITEM, number, line.index("11")) or "")
        assert "行政法规" in (await editor.hover(ITEM, number, line.index("city")) or "")
        licence = await editor.hover(ITEM, line_of(text, "    business-licence:"), 6) or ""
        assert "C2_SHAREABLE" in licence and "2019-07-20" in licence
        asked = await editor.hover(ITEM, line_of(text, "when: kinds has roof"), 14) or ""
        assert "设置哪几类" in asked and "`roof`" in asked
        assert "受理的条件" in (await editor.hover(ITEM, line_of(text, "acceptance_conditions:"), 5) or "")
        assert await editor.hover(ITEM, 1, 3) is None

    run(place, talk)


def test_going_to_the_definition_of_facts_acts_departments_and_documents(place: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM)
        await editor.diagnostics(ITEM, lambda found: True)

        async def leads(part: str, word: str) -> tuple[str, str]:
            number = line_of(text, part)
            found = await editor.definition(ITEM, number, text.split("\n")[number].index(word) + 1)
            assert found is not None
            path = Path(to_fs_path(found.uri) or "")
            lines = path.read_text("utf-8").split("\n")
            return path.name, lines[found.range.start.line][found.range.start.character :]

        assert await leads("when: high_level", "high_level") == ("2017-03-01.yaml", text.split("\n")[line_of(text, "  high_level:")].strip())
        assert await leads("when: kinds has roof", "kinds") == ("2017-03-01.yaml", "kinds:")
        assert (await leads("{law: city-appearance", "city"))[0] == "laws.yaml"
        assert (await leads("authority: urban", "urban")) == ("departments.yaml", "urban-management:")
        assert (await leads("document: business-licence", "business")) == ("sharing.yaml", "business-licence:")
        assert await editor.definition(ITEM, line_of(text, "originals: 1"), 12) is None

    run(place, talk)


def test_columns_are_counted_as_the_editor_counts_them(place: Path) -> None:
    """A character beyond the first plane is two units of UTF-16."""

    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM)
        number = line_of(text, "when: high_level")
        line = '      when: applicant.name == "𠮷𠮷" and hihg_level'
        lines = text.split("\n")
        editor.type(ITEM, "\n".join([*lines[:number], line, *lines[number + 1 :]]))
        found = await editor.diagnostics(ITEM, lambda found: any("hihg_level" in one.message for one in found))

        (wrong,) = [one for one in found if "hihg_level" in one.message]
        before = len(line[: line.index("hihg")].encode("utf-16-le")) // 2
        assert (wrong.range.start.line, wrong.range.start.character) == (number, before)
        assert before == line.index("hihg") + 2
        editor.type(ITEM, "\n".join([*lines[:number], line.removesuffix("hihg_level"), *lines[number + 1 :]]), 3)
        offered = await editor.completed(ITEM, number, before)
        assert offered["high_level"].text_edit is not None
        assert offered["high_level"].text_edit.range.start.character == before

    run(place, talk)


def test_a_file_of_no_ruleset_is_none_of_our_business(place: Path, tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        other = tmp_path / "compose.yaml"
        other.write_text("services: {web: {image: x}}\n", "utf-8")
        editor.open("../../compose.yaml")
        assert await editor.completed("../../compose.yaml", 0, 3) == {}
        assert await editor.hover("../../compose.yaml", 0, 3) is None
        assert editor.heard == {}

    run(place, talk)


def test_a_file_of_rules_in_no_place_says_so_once_and_shows_its_shape(place: Path, tmp_path: Path) -> None:
    name = "../../drafts/items/sign/2026-01-01.yaml"
    path = tmp_path / "drafts" / "items" / "sign" / "2026-01-01.yaml"
    path.parent.mkdir(parents=True)

    async def talk(editor: Editor) -> None:
        whole = editor.open(ITEM)
        editor.open(name, whole.replace("in_force_from:", "in_force_form:"))
        found = await editor.diagnostics(name, bool)
        assert found[0].code == "E-NO-PLACE" and found[0].range.start == lsp.Position(0, 0)
        assert "ruleset.yaml" in found[0].message and "materials-rules new ITEM" in found[0].message
        assert {one.code for one in found} == {"E-NO-PLACE", "R-MISSING", "R-UNKNOWN"}

        editor.type(name, whole)
        found = await editor.diagnostics(name, lambda some: len(some) == 1)
        assert [(one.code, one.severity) for one in found] == [("E-NO-PLACE", lsp.DiagnosticSeverity.Information)]

        editor.type(name, "item: [\n", 3)
        found = await editor.diagnostics(name, lambda some: len(some) > 1)
        assert {one.code for one in found} == {"E-NO-PLACE", "R-SYNTAX"}

        editor.close(name)
        assert await editor.diagnostics(name, lambda some: not some) == []

    run(place, talk)


def test_what_stands_beside_the_rules_of_a_place_shows_its_shape_too(place: Path) -> None:
    async def talk(editor: Editor) -> None:
        for name, text, codes in (
            (ITEM.replace(".yaml", ".cases.yaml"), "cases:\n  - {nam: x}\n", ["E-CASES", "R-MISSING"]),
            ("../calendars/cn/2026.yaml", "yeer: 2026\nworkdays: []\n", ["E-CALENDAR", "R-MISSING"]),
            ("drafts/sign.yaml", (place / ITEM).read_text("utf-8"), ["E-NOT-READ"]),
        ):
            editor.open(name, text)
            found = await editor.diagnostics(name, bool)
            assert [one.code for one in found][: len(codes)] == codes, name

    run(place, talk)


def test_a_file_that_has_a_place_now_is_checked_whole(place: Path, tmp_path: Path) -> None:
    home = place.parent / "new"
    name = f"../new/{ITEM}"
    (home / ITEM).parent.mkdir(parents=True)

    async def talk(editor: Editor) -> None:
        text = (place / ITEM).read_text("utf-8").replace("authority: urban", "authority: nobody")
        editor.open(name, text)
        assert (await editor.diagnostics(name, bool))[0].code == "E-NO-PLACE"
        for one in ("ruleset", "departments", "sharing", "common"):
            shutil.copy(place / f"{one}.yaml", home / f"{one}.yaml")
        editor.type(name, f"{text}\n")
        found = await editor.diagnostics(name, lambda some: all(one.code != "E-NO-PLACE" for one in some))
        assert "E-NO-PLACE" not in [one.code for one in found]

    run(place, talk)


def test_a_place_that_is_broken_elsewhere_still_completes(place: Path) -> None:
    (place / "departments.yaml").write_text("departments: [\n", "utf-8")

    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM)
        number = line_of(text, "when: kinds has roof")
        assert "kinds" in await editor.completed(ITEM, number, 12)
        found = await editor.diagnostics("departments.yaml", bool)
        assert found[0].code == "R-SYNTAX"

    run(place, talk)


def test_without_its_library_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in [name for name in sys.modules if name.startswith("materials_rules.editor.server")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    code = main(["lsp"])

    said = capsys.readouterr().err
    assert (code, "X-EXTRA" in said, "materials-rules[editor]" in said) == (2, True, True)


def test_the_extension_starts_what_there_is() -> None:
    extension = ROOT / "examples" / "vscode"
    about = json.loads((extension / "package.json").read_text("utf-8"))
    script = (extension / about["main"]).read_text("utf-8")

    assert 'args: ["lsp", "--stdio"]' in script
    assert about["contributes"]["configuration"]["properties"]["materials-rules.command"]["default"] == "materials-rules"
    assert set(about["dependencies"]) == {name.split("/")[0] for name in re.findall(r'require\("([^"]+)"\)', script)} - {"vscode"}


def test_the_session_ends_as_one_that_was_done(place: Path) -> None:
    def message(method: str, id_: int | None = None, **params: Any) -> bytes:
        body: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params or None} | ({} if id_ is None else {"id": id_})
        data = json.dumps(body if params or id_ is None else {**body, "params": None}).encode()
        return b"Content-Length: %d\r\n\r\n%b" % (len(data), data)

    said = message("initialize", 1, processId=None, rootUri=None, capabilities={}) + message("initialized", x=1) + message("shutdown", 2) + message("exit")
    ended = subprocess.run([sys.executable, "-m", "materials_rules", "lsp"], input=said, capture_output=True, timeout=SECONDS, check=False)

    assert (ended.returncode, b"X-CRASH" in ended.stderr) == (0, False), ended.stderr.decode()


def test_what_was_told_of_a_file_that_is_gone_is_taken_back(place: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open(ITEM, None)
        wrong = place / "items" / "outdoor-advertising" / "2018-01-01.yaml"
        wrong.write_text(text.replace("high_level", "hihg_level", 1), "utf-8")
        name = "items/outdoor-advertising/2018-01-01.yaml"
        editor.open(name)
        await editor.diagnostics(name, bool)
        wrong.unlink()
        editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri(name))))
        assert await editor.diagnostics(name, lambda found: not found) == []

    run(place, talk)
