"""The formats: which there are, that they say the same, and that they look as they looked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from papers import CASES, ENDINGS, GOLDEN, NAMES, SAMPLES, paper, sample, text_of

from materials_rules.ground.errors import WrongUsage
from materials_rules.ground.script import visible
from materials_rules.render import formats, render
from materials_rules.render._paper import Sheet, Table, plain

DECORATION = "·（）0123456789.#*-：【】"


# ---- the shelf


def test_the_formats_are_the_files_of_the_shelf() -> None:
    assert formats() == ("html", "json", "markdown", "text")


def test_a_format_that_is_not_there_is_wrong_usage() -> None:
    for format_ in ("pdf", "", "_sheet", "../text"):
        with pytest.raises(WrongUsage) as caught:
            render(sample("accept"), format_)
        assert caught.value.diagnostics[0].code == "N-FORMAT"
        assert "html、json、markdown、text" in str(caught.value)


@pytest.mark.parametrize("format_", formats())
def test_every_format_ends_in_a_line_break(format_: str) -> None:
    assert render(sample("accept"), format_).endswith(b"\n")


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_a_paper_looks_as_it_looked(name: str, format_: str) -> None:
    assert render(sample(name), format_, NAMES) == (GOLDEN / f"{name}.{ENDINGS[format_]}").read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_json_is_the_notice_itself_indented(name: str) -> None:
    assert render(sample(name), "json", NAMES) == (GOLDEN / f"{name}.json").read_bytes()


def test_the_same_notice_gives_the_same_bytes() -> None:
    for format_ in formats():
        assert render(sample("supplement"), format_, NAMES) == render(sample("supplement"), format_, dict(NAMES))


# ---- every format says the same, no more, no less


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_every_paper_says_all_of_the_sheet_in_order_and_nothing_else(name: str, format_: str) -> None:
    said = text_of(format_, render(sample(name), format_, NAMES)).replace(paper(name).title.replace(" ", ""), "", 1)
    words = sorted(("".join(label.split()) for label in paper(name).labels()), key=len, reverse=True)
    between = re.compile("(?:" + "|".join(re.escape(word) for word in [*words, *DECORATION]) + ")*")
    at = 0

    for line in paper(name).lines():
        text = "".join(plain(line).split())
        place = said.find(text, at)
        assert place >= 0, text
        assert between.fullmatch(said[at:place]), said[at:place]
        at = place + len(text)
    assert between.fullmatch(said[at:]), said[at:]


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_every_title_and_label_is_printed(name: str, format_: str) -> None:
    said = text_of(format_, render(sample(name), format_, NAMES))
    no_heading = "No." if sample(name).lang == "en" else "序号"  # of the number; only a table has it

    missing = [label for label in paper(name).labels() if "".join(label.split()) not in said]

    assert [label for label in missing if label != no_heading and not is_name_column(paper(name), label)] == []


def is_name_column(of: Sheet, label: str) -> bool:
    """The heading of the first cell, which stands beside the number in formats without tables."""
    return any(part.columns[1] == label for part in of.parts if isinstance(part, Table))


@pytest.mark.parametrize(("name", "format_"), CASES)
def test_every_sentence_of_the_json_is_on_every_paper(name: str, format_: str) -> None:
    notice = json.loads((GOLDEN / f"{name}.json").read_bytes())
    if notice["outcome"] != "undetermined":  # only the office's own sheet shows what the office must answer
        notice["questions"] = [question for question in notice["questions"] if question["of"] == "applicant"]
    if notice["outcome"] in ("accept", "accept_deferred", "not_required", "not_competent"):  # silence has no meaning there
        for item in notice["matter"]["items"]:
            item["regime"] = None
    said = text_of(format_, render(sample(name), format_, NAMES))

    sentences = list(sentences_of(notice))

    assert sentences
    assert [text for text in sentences if "".join(visible(text).split()) not in said] == []


def sentences_of(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            yield from sentences_of(inner, inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences_of(inner, key)
    elif isinstance(value, str) and key in {"say", "what", "do", "ask", "why", "instead", "sample_form", "published_in"}:
        yield from value.split("\n")
    elif isinstance(value, str) and key == "text" and value.startswith("《"):
        # an act that is cited twice in a row is named once: the article stands there all the same
        yield value.rpartition("》")[0]
        yield "第" + value.rpartition("第")[2]
    elif isinstance(value, str) and key in {"name", "text"}:
        yield from filter(None, value.split("□"))
