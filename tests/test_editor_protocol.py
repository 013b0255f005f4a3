"""The language server and what no editor should send: every request is answered, and nothing is read without a bound."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra `editor` is not installed")

from calling import ROOT

from materials_rules.editor.listening import MOST_BYTES

BEGIN: list[dict[str, Any]] = [
    {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
    {"jsonrpc": "2.0", "method": "initialized", "params": {}},
]
END: list[dict[str, Any]] = [
    {"jsonrpc": "2.0", "id": 99, "method": "shutdown"},
    {"jsonrpc": "2.0", "method": "exit"},
]
AT = {"textDocument": {"uri": "file:///nowhere/x.yaml"}}


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def spoken(messages: Sequence[Any]) -> bytes:
    return b"".join(framed(one if isinstance(one, bytes) else json.dumps(one).encode()) for one in messages)


def talked(data: bytes) -> subprocess.CompletedProcess[bytes]:
    """What a server answers to *data*, after which its editor is gone."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "materials_rules", "lsp"], input=data, capture_output=True, timeout=60, env=environment
    )


def answers(out: bytes) -> Iterator[dict[str, Any]]:
    while out:
        head, _, rest = out.partition(b"\r\n\r\n")
        length = int(next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length")).split(b":")[1])
        yield json.loads(rest[:length])
        out = rest[length:]


WRONG = [
    {"textDocument": None, "position": {"line": 0, "character": 0}},
    {**AT, "position": {"line": -1, "character": 0}},
    {**AT, "position": {"line": 0, "character": -5}},
    {**AT, "position": None},
    {**AT, "position": {"line": "x", "character": 0}},
    AT,
    [],
    None,
]


@pytest.mark.parametrize("method", ["textDocument/hover", "textDocument/completion", "textDocument/definition"])
def test_a_request_with_wrong_parameters_is_answered_and_the_next_one_too(method: str) -> None:
    requests = [{"jsonrpc": "2.0", "id": i, "method": method, "params": params} for i, params in enumerate(WRONG, 1)]
    good = {"jsonrpc": "2.0", "id": "good", "method": method, "params": {**AT, "position": {"line": 0, "character": 0}}}
    ended = talked(spoken([*BEGIN, *requests, good, *END]))

    told = {one["id"]: one for one in answers(ended.stdout) if "id" in one}
    for i, params in enumerate(WRONG, 1):
        assert told[i]["error"]["code"] == -32602, params
        assert method in told[i]["error"]["message"]
    assert "error" not in told["good"] and "error" not in told[99]
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", -32700), (b"\xff\xfe", -32700), (b"[" * 100_000, -32700), (b"[]", -32600), (b"{}", -32600), (b'"x"', -32600), (b'{"id": 5}', -32600)],
)
def test_what_is_no_message_is_refused_and_the_server_goes_on(body: bytes, code: int) -> None:
    ended = talked(spoken([*BEGIN, body, *END]))

    told = [one for one in answers(ended.stdout) if "id" in one]
    assert [one["error"]["code"] for one in told if one["id"] is None] == [code]
    assert told[-1]["id"] == 99 and "error" not in told[-1]
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)


def test_news_that_cannot_be_understood_is_no_request_and_is_passed_over() -> None:
    news = [{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params} for params in (None, {}, {"textDocument": 3})]
    ended = talked(spoken([*BEGIN, *news, *END]))

    assert [one["id"] for one in answers(ended.stdout) if "id" in one] == [0, 99]
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)


@pytest.mark.parametrize("length", [b"99999999999", str(MOST_BYTES + 1).encode(), b"9" * 5000])
def test_a_message_that_is_too_large_ends_the_server_with_a_word(length: bytes) -> None:
    ended = talked(spoken(BEGIN) + b"Content-Length: " + length + b"\r\n\r\n{")

    assert ended.returncode == 31
    said = ended.stderr.decode()
    assert "E-LARGE-MESSAGE" in said and str(MOST_BYTES) in said and "Traceback" not in said


def test_a_header_without_an_end_is_not_read_for_ever() -> None:
    ended = talked(spoken(BEGIN) + b"x" * 1_000_000)

    assert ended.returncode == 31 and b"E-LARGE-HEADER" in ended.stderr and b"Traceback" not in ended.stderr


def test_an_editor_that_is_gone_in_the_middle_ends_it_quietly() -> None:
    ended = talked(spoken(BEGIN) + b"Content-Length: 500\r\n\r\n{\"jsonrpc\"")

    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)
