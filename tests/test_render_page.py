"""The page itself: semantic, of one file, in its language, printed as official papers are."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from papers import NAMES, SAMPLES, Page, sample

from materials_rules.render import render


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_semantic_and_loads_nothing(name: str) -> None:
    page = render(sample(name), "html", NAMES).decode()
    tree = Page(page.encode()).tree
    tags = [entry.split()[0].strip("<>") for entry in tree]

    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    assert tags.count("main") == tags.count("h1") == tags.count("title") == 1
    assert not {"script", "img", "link", "iframe", "form", "a", "object"} & set(tags)
    assert "http" not in re.sub(r'http-equiv="', "", page)
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        assert table.count("<caption>") == table.count("<thead>") == 1
        assert 'scope="col"' in table
        assert table.count('<th scope="row">') == table.count("<tr>") - 1


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else() -> None:
    page = render(sample("supplement"), "html").decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert f"content=\"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in page
    assert "style=" not in page
    assert "</" not in style[1] and "@import" not in style[1] and "url(" not in style[1]


def test_the_language_of_the_page_is_named() -> None:
    assert '<html lang="zh-CN">' in render(sample("supplement"), "html").decode()
    assert '<html lang="en">' in render(sample("english"), "html").decode()


def test_a_page_is_printed_on_a4_with_the_margins_of_official_papers() -> None:
    style = render(sample("supplement"), "html").decode().split("<style>")[1].split("</style>")[0]

    assert "size: A4;" in style and "margin: 37mm 26mm 35mm 28mm;" in style  # GB/T 9704: 37, 35, 28, 26
    assert "thead { display: table-header-group; }" in style
    assert "tr { break-inside" not in style  # a tall row would leave half a page empty
    assert "ul, ol { break-before: avoid; }" in style  # no list without what stands before it
