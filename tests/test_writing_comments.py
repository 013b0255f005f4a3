"""What is written keeps every comment, once and beside the key at which it stood."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from test_writing import RULES, again, kind_named, neighbours, seeds, source

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import plain
from materials_rules.writing.kinds import kind_of

# ---- comments ----


def commented(text: str, chance: random.Random) -> Iterator[str]:
    """*text* with comments in many places; those that would stand inside a text or cut one are left out."""
    lines = text.split("\n")
    for count in range(chance.choice((1, 3, 6))):
        number = chance.randrange(len(lines))
        comment = f"#注{count}-{chance.randrange(10**6)}"
        if chance.random() < 0.5:
            tried = [*lines[:number], " " * chance.choice((0, 2, 4, 6, 8)) + comment, *lines[number:]]
        else:
            tried = [*lines[:number], f"{lines[number]} {comment}", *lines[number + 1 :]]
        if chance.random() < 0.3:
            tried.insert(number, "")
        try:
            if plain(source("\n".join(tried)).root) != plain(source(text).root):
                continue
            again("\n".join(tried), kind_named_by(text))
        except RulesetInvalid:
            continue
        lines = tried
    yield "\n".join(lines)


def kind_named_by(text: str) -> str:
    kind = kind_of(source(text).root)
    assert kind is not None
    return kind


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(RULES), seeds)
def test_every_comment_stays_once_and_beside_the_same_key(path: Path, seed: int) -> None:
    kind = kind_named(path)
    for text in commented(again(path.read_text("utf-8"), kind), random.Random(seed)):
        english = again(text, kind)
        before, after = neighbours(text), neighbours(english)

        assert sorted(before) == sorted(after)
        for comment, (on, above, below) in before.items():
            new_on, new_above, new_below = after[comment]
            assert on in (new_on, new_below) if on else (above == new_above or below in (new_below, new_on)), comment
        assert english.count("#") == text.count("#")
        assert again(english, kind) == english
        chinese = again(english, kind, "zh")
        assert again(chinese, kind, "en") == english
