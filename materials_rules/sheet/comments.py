"""The comments of a YAML file: those at its head go along on a sheet, the others live in YAML alone.

    text  ->  comment at its head, how many lines of comment besides
"""

from __future__ import annotations

from typing import Final

FOR_EDITORS: Final = "yaml-language-server:"


def head_comment(text: str) -> str:
    """The lines of comment before anything else, without their `#`; what is written for editors is no comment."""
    lines: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.startswith("#"):
            break
        if FOR_EDITORS not in line:
            lines.append(line.removeprefix("#").strip())
    return "\n".join(lines)


def as_comment(text: str) -> str:
    """*text* as lines of comment at the head of a file."""
    return "".join(f"# {line.strip()}".rstrip() + "\n" for line in text.splitlines())


def other_comments(text: str) -> int:
    """How many lines of a YAML text are comments that stand further down."""
    lines = text.splitlines()
    head = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return sum(line.lstrip().startswith("#") for line in lines[head:])
