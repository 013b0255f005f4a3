"""HTML, written safely: whatever is text is escaped, and an attribute is always quoted.

    text -> Html;  tag, Html, attributes -> Html
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Final, NewType

Html = NewType("Html", str)

VOID: Final = frozenset({"br", "hr", "input", "link", "meta"})
"""Elements without an end, whose content can only be nothing."""


def escaped(text: str) -> Html:
    """*text* as text of a page."""
    return Html(escape(text))


def element(tag: str, /, *inside: Html, **attributes: str) -> Html:
    """An element; an attribute `http_equiv` or `class_` is written as HTML names it."""
    opened = void(tag, **attributes)
    return opened if tag in VOID else Html(f"{opened}{''.join(inside)}</{tag}>")


def void(tag: str, /, **attributes: str) -> Html:
    """A tag alone, for an element without an end."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    return Html(f"<{tag}{written}>")


def digest(text: str) -> str:
    """The name under which a policy of a page allows a style sheet or a script of its own: `'sha256-…'`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
