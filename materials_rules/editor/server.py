"""The language server: what it hears from an editor, and what it answers.

    messages of the Language Server Protocol 3.17  ->  diagnostics, completion, hover, definition
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.server import logger as log
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from materials_rules.editor.alone import of_no_place
from materials_rules.editor.answering import Here, here
from materials_rules.editor.completing import Proposal
from materials_rules.editor.listening import Answering, without_trace
from materials_rules.editor.workspace import Looked, Workspace, item_of, place_above
from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.version import VERSION

QUIET: Final = 0.3
"""Seconds without a keystroke before the files are looked at again."""

_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFORMATION: lsp.DiagnosticSeverity.Information,
}
_SORTS: Final = {
    "key": lsp.CompletionItemKind.Property,
    "word": lsp.CompletionItemKind.EnumMember,
    "name": lsp.CompletionItemKind.Reference,
    "operator": lsp.CompletionItemKind.Operator,
    "option": lsp.CompletionItemKind.EnumMember,
}


class RulesServer(LanguageServer):
    """One server for every place whose files the editor opens."""

    def __init__(self) -> None:
        super().__init__("materials-rules", VERSION, protocol_cls=Answering)
        log.addFilter(without_trace)
        self.places: dict[Path, Workspace] = {}
        self._waiting: dict[Path, asyncio.Task[None]] = {}
        self._looking = asyncio.Lock()
        self._told: dict[Path, set[Path]] = {}
        self._told_alone: set[Path] = set()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tells the editor; what is no JSON is answered as JSON-RPC has it."""
        if isinstance(error, ValueError | RecursionError) and isinstance(self.protocol, Answering):
            self.protocol.refuse(None, lsp.ErrorCodes.ParseError, "不是 JSON no JSON")
        else:
            super().report_server_error(error, source)

    def place_of(self, uri: str) -> tuple[Workspace, Path] | None:
        """The place that the file *uri* belongs to, and the path of the file; None for a file of no ruleset."""
        name = to_fs_path(uri)
        if name is None:
            return None
        path = Path(name).resolve()
        folder = place_above(path)
        if folder is None:
            return None
        workspace = self.places.setdefault(folder, Workspace(folder))
        return None if workspace.name_of(path) is None else (workspace, path)

    def texts(self) -> dict[Path, str]:
        """What is open in the editor, as it stands there."""
        found = ((to_fs_path(uri), document.source) for uri, document in self.workspace.text_documents.items())
        return {Path(name).resolve(): text for name, text in found if name is not None}

    def here(self, uri: str, position: lsp.Position) -> Here | None:
        """The position of the cursor in a file of a place."""
        found = self.place_of(uri)
        if found is None:
            return None
        try:
            source = self.workspace.get_text_document(uri).source
        except OSError:  # neither open nor on the disk
            return None
        lines = source.split("\n")
        text = lines[position.line] if position.line < len(lines) else ""
        return here(*found, source, position.line, _characters(self, text, position.character))

    def look_soon(self, uri: str, delay: float = QUIET) -> None:
        """Looks at the place of *uri* when nothing has been typed for a while; a later call replaces an earlier one."""
        found = self.place_of(uri)
        if found is None:
            self._look_alone(uri)
            return
        workspace, path = found
        if path in self._told_alone:  # it belongs to a place now
            self._tell_alone(path, [])
        if (before := self._waiting.get(workspace.folder)) is not None:
            before.cancel()
        self._waiting[workspace.folder] = asyncio.ensure_future(self._look(workspace, path, delay))

    def _look_alone(self, uri: str) -> None:
        """Tells what can be told of a file that no place reads; what was told of one that was closed is taken back."""
        name = to_fs_path(uri)
        if name is None:
            return
        path = Path(name).resolve()
        text = self.texts().get(path)
        self._tell_alone(path, [] if text is None else of_no_place(text, path, has_place=place_above(path) is not None))

    def _tell_alone(self, path: Path, found: list[Diagnostic]) -> None:
        if not found and path not in self._told_alone:
            return
        lines = _lines(self, path)
        shown = [_diagnostic(self, one, lines) for one in found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(from_fs_path(str(path)) or "", shown))
        self._told_alone = (self._told_alone | {path}) if found else (self._told_alone - {path})

    async def _look(self, workspace: Workspace, path: Path, delay: float) -> None:
        await asyncio.sleep(delay)
        name = workspace.name_of(path)
        item = None if name is None else item_of(name)
        # what has begun is finished: two looks at once would only be slower
        await asyncio.shield(self._look_now(workspace, item))

    async def _look_now(self, workspace: Workspace, item: str | None) -> None:
        async with self._looking:
            texts = self.texts()
            looked = await asyncio.get_running_loop().run_in_executor(None, workspace.look, texts, item)
            self._tell(workspace, looked, item)

    def _tell(self, workspace: Workspace, looked: Looked, item: str | None) -> None:
        """Publishes what was found, file by file; a file that is in order now is told to be."""
        before = self._told.get(workspace.folder, set())
        found = {path: some for path, some in looked.diagnostics.items() if some or path in before}
        if looked.whole:
            found |= dict.fromkeys(before - looked.diagnostics.keys(), ())  # files that are gone
        else:
            found = {path: some for path, some in found.items() if path.parent.name == item}
        for path, some in found.items():
            lines = _lines(self, path)
            shown = [_diagnostic(self, one, lines) for one in some]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(from_fs_path(str(path)) or "", shown))
        now = {path for path, some in found.items() if some}
        self._told[workspace.folder] = (before - found.keys()) | now


def make_server() -> RulesServer:
    """A server with everything that it answers to."""
    server = RulesServer()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.look_soon(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.look_soon(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.look_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.look_soon(params.text_document.uri, 0)  # what was not saved counts no more

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def others_changed(params: lsp.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            server.look_soon(change.uri)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", ".", "[", "{", "-"]))
    def complete(params: lsp.CompletionParams) -> lsp.CompletionList:
        found = server.here(params.text_document.uri, params.position)
        if found is None:
            return lsp.CompletionList(False, [])
        line = _line(server, params.text_document.uri, params.position.line)
        return lsp.CompletionList(False, [_item(server, one, params.position.line, line) for one in found.proposals()])

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        found = server.here(params.text_document.uri, params.position)
        said = found.hover() if found is not None else None
        return None if said is None else lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, said))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def define(params: lsp.DefinitionParams) -> lsp.Location | None:
        found = server.here(params.text_document.uri, params.position)
        place = found.definition() if found is not None else None
        if place is None:
            return None
        line = (_lines(server, Path(place.path)) or [""])[max(0, place.line - 1) :][:1] or [""]
        at = lsp.Position(max(0, place.line - 1), _units(server, line[0], max(0, place.column - 1)))
        return lsp.Location(from_fs_path(place.path) or "", lsp.Range(at, at))

    return server


def _diagnostic(server: RulesServer, one: Diagnostic, lines: list[str]) -> lsp.Diagnostic:
    number = max(0, one.place.line - 1)
    line = lines[number] if number < len(lines) else ""
    first = max(0, one.place.column - 1)
    word = len(line[first:].split(" ")[0].rstrip("\r")) if one.place.column else len(line)
    start, end = (_units(server, line, at) for at in (first, first + max(1, word)))
    said = "。".join(filter(None, (one.say("zh"), one.remedy("zh"))))
    english = "; ".join(filter(None, (one.say("en"), one.remedy("en"))))
    return lsp.Diagnostic(
        range=lsp.Range(lsp.Position(number, start), lsp.Position(number, end)),
        message=f"{said}。\n{english}.",
        severity=_SEVERITIES[one.severity],
        code=one.code,
        source="materials-rules",
    )


def _item(server: RulesServer, one: Proposal, number: int, line: str) -> lsp.CompletionItem:
    start, end = (lsp.Position(number, _units(server, line, at)) for at in (one.start, one.end))
    return lsp.CompletionItem(
        label=one.label,
        kind=_SORTS[one.sort],
        detail=one.detail or None,
        text_edit=lsp.TextEdit(lsp.Range(start, end), one.insert),
        filter_text=one.label,
    )


def _lines(server: RulesServer, path: Path) -> list[str]:
    """The lines of a file as they stand in the editor, or on the disk."""
    text = server.texts().get(path)
    if text is None:
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            text = ""
    return text.split("\n")


def _line(server: RulesServer, uri: str, number: int) -> str:
    lines = server.workspace.get_text_document(uri).source.split("\n")
    return lines[number] if number < len(lines) else ""


def _codec(server: RulesServer) -> PositionCodec:
    codec: PositionCodec = server.workspace.position_codec
    return codec


def _units(server: RulesServer, line: str, characters: int) -> int:
    """So many *characters* of *line*, counted as this editor counts."""
    units: int = _codec(server).client_num_units(line[:characters])
    return units


def _characters(server: RulesServer, line: str, units: int) -> int:
    """The inverse: how many characters of *line* are so many *units*."""
    return next((at for at in range(len(line)) if _units(server, line, at) >= units), len(line))
