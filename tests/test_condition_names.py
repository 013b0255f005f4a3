"""Where a name ends, in a text of ASCII alone and in any other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from materials_rules.condition.lexer import tokens

written = st.text(alphabet="aZ_09-. ()<=", max_size=12)


@given(written)
def test_a_name_of_ascii_letters_ends_where_it_does_beside_other_letters(text: str) -> None:
    """A full-width blank at the end means a blank, and makes the text one that is not ASCII."""
    alone = [(token.kind, token.text, token.at.start) for token in tokens(f"{text} ")]

    assert [(token.kind, token.text, token.at.start) for token in tokens(f"{text}\u3000")] == alone
