"""The pieces of which every page of the guide is made.

    texts  ->  Html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from materials_rules.guide.telling import clean
from materials_rules.guide.words import both
from materials_rules.render._markup import Html, digest, element, escaped


def text(words: str) -> Html:
    """An author's text."""
    return escaped(clean(words))


def paragraph(words: str, **attributes: str) -> Html:
    """One paragraph of text."""
    return element("p", text(words), **attributes)


def bullets(lines: Iterable[Html], *, tag: str = "ul", **attributes: str) -> Html:
    """A list; nothing where there are no lines."""
    items = [element("li", line) for line in lines]
    return element(tag, *items, **attributes) if items else Html("")


def row(key: str, *inside: Html) -> Html:
    """A label and what stands beside it, for `rows`; the style sheet knows it by *key*."""
    return element("div", element("dt", both(key)), element("dd", *inside), class_=key.removesuffix("_label"))


def rows(found: Iterable[Html]) -> Html:
    """Labels with what stands beside them; nothing where there are none."""
    listed = list(found)
    return element("dl", *listed) if listed else Html("")


def basis(citations: Iterable[str]) -> Html:
    """Citations in a small line of their own; nothing where there are none."""
    found = list(citations)
    if not found:
        return Html("")
    said = escaped("：" + "，".join(map(clean, found)))
    return element("p", element("span", both("basis"), class_="label"), said, class_="basis")


@cache
def asset(name: str) -> str:
    """A file of this package: the style sheet, a script."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8").strip()


def page(title: str, main: Iterable[Html], style: str, scripts: Iterable[str], data: Html) -> str:
    """A whole page that needs nothing beside itself: its own policy lets nothing else in."""
    sources = list(scripts)
    allowed = " ".join(map(digest, sources)) or "'none'"
    policy = f"default-src 'none'; style-src {digest(style)}; script-src {allowed}; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", text(title)),
        element("style", Html(style)),
    )
    body = element("body", *main, data, *(element("script", Html(source)) for source in sources))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='zh-CN')}\n"


def lines(found: Iterable[Html]) -> Iterator[Html]:
    """Every piece that says something, on a line of the file of its own."""
    for one in found:
        if one:
            yield Html(f"\n{one}")
