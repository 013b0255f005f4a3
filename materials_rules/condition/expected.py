"""What the grammar expects at a place, said in Chinese and in English.

    a rule of the grammar  ->  words for the message
"""

from __future__ import annotations

from typing import Final

Expected = tuple[str, str]

_SIGNS: Final = "`==` `!=` `<` `<=` `>` `>=`"

CONDITION: Final = ("一个条件", "a condition")
COMPARED: Final = (
    "一个条件，数字、日期或文字不能单独成为条件",
    "a condition, and a number, date or text alone is none",
)
TERM: Final = (
    "名称、数字、日期、“文字”、`true`、`false` 或 `none`",
    "a name, number, date, “text”, `true`, `false` or `none`",
)
NAME: Final = ("一个名称", "a name")
MEMBER: Final = ("一个选项的代号", "the id of a member")
NUMBER: Final = ("一个数字", "a number")
SIGN: Final = (f"比较符号（{_SIGNS}）", f"a comparison ({_SIGNS})")
OPERATOR: Final = (
    f"比较符号（{_SIGNS}）、`in`、`has`、`and` 或 `or`",
    f"a comparison ({_SIGNS}), `in`, `has`, `and` or `or`",
)
JOIN: Final = ("`and`、`or` 或条件的末尾", "`and`, `or` or the end of the condition")
COMMA: Final = ("`,` 和一个条件", "`,` and a condition")
OPENING: Final = ("`(`", "`(`")
CLOSING: Final = ("`)`", "`)`")
CLOSED: Final = ("`)`、`and` 或 `or`", "`)`, `and` or `or`")
LISTED: Final = ("`[`", "`[`")
LISTED_ON: Final = ("`,` 或 `]`", "`,` or `]`")
