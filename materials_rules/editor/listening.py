"""What an editor may send: messages of a bounded size, each request answered, also one that cannot be understood.

    bytes from an editor  ->  messages;  what is none  ->  an error of JSON-RPC 2.0, or the end
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO, Final

from cattrs.errors import StructureHandlerNotFoundError
from lsprotocol import types as lsp
from pygls.protocol import LanguageServerProtocol

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import LimitExceeded

MOST_BYTES: Final = 50_000_000
"""Of one message: ten times the largest file of a ruleset, written as JSON."""

_LONGEST_HEADER: Final = 8192
_LENGTH: Final = re.compile(rb"Content-Length:[ \t]*(?P<length>[0-9]+)\s*", re.IGNORECASE)
_ENVELOPE: Final = ("jsonrpc", "method")


class Heard:
    """What is read from an editor, line by line and body by body; never more at once than a limit."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def readline(self) -> bytes:
        """The next line of a header. Raises LimitExceeded where it, or the body that it announces, is too large."""
        line = self._source.readline(_LONGEST_HEADER + 1)
        if len(line) > _LONGEST_HEADER:
            raise LimitExceeded([Diagnostic("E-LARGE-HEADER", Place(""), {"limit": str(_LONGEST_HEADER)})])
        found = _LENGTH.fullmatch(line)
        # by its figures first: a number with a million of them is not worked out
        if found is not None and (len(found["length"].lstrip(b"0")) > len(str(MOST_BYTES)) or int(found["length"]) > MOST_BYTES):
            raise LimitExceeded([Diagnostic("E-LARGE-MESSAGE", Place(""), {"limit": str(MOST_BYTES)})])
        return line

    def read(self, count: int) -> bytes:
        """A body of *count* bytes, or what there is of it."""
        return self._source.read(count)

    def close(self) -> None:
        """Close what is read from."""
        self._source.close()


class Answering(LanguageServerProtocol):
    """The protocol, with an answer to each request: of one whose parameters are wrong, that they are."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """*data* as a message; None where it is none, which has been answered then."""
        if not all(name in data for name in _ENVELOPE):
            return super().structure_message(data)
        known = self.get_message_type(data["method"]) if isinstance(data["method"], str) else None
        if known is None:
            return super().structure_message(data)
        try:
            return self._converter.structure(data, known)
        except (ExceptionGroup, StructureHandlerNotFoundError, ValueError, TypeError, LookupError, AttributeError):
            if "id" in data:
                said = f"`{data['method']}` 的参数不对 the parameters of `{data['method']}` are wrong"
                self.refuse(data["id"], lsp.ErrorCodes.InvalidParams, said)
            return None

    def handle_message(self, message: Any) -> None:
        """Hands a message on; what is no message is refused."""
        if hasattr(message, "jsonrpc"):
            super().handle_message(message)
        elif message is not None:
            self.refuse(None, lsp.ErrorCodes.InvalidRequest, "不是 JSON-RPC 2.0 的消息 no message of JSON-RPC 2.0")

    def refuse(self, id_: Any, code: lsp.ErrorCodes, said: str) -> None:
        """Answers the request *id_* (None where nobody knows which) with an error."""
        name = id_ if isinstance(id_, str | int) and not isinstance(id_, bool) else None
        self._send_data({"jsonrpc": self.VERSION, "id": name, "error": {"code": code.value, "message": said}})


def without_trace(record: Any) -> bool:
    """A filter of the server's log: of a message that is no JSON one line is enough, for its sender is at fault."""
    if record.exc_info and isinstance(record.exc_info[1], ValueError | RecursionError):
        record.exc_info = None
    return True
