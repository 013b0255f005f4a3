"""What the members of a list are called on paper: by the field that the list shows, where a notice names them.

    lines with a subject  ->  {subject: label}
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from materials_rules.packet.model import recorded
from materials_rules.verdict.examine import Examination


class Named(Protocol):
    """A line of a notice that may say whose it is."""

    @property
    def subject(self) -> str | None: ...


def labels(examination: Examination, lines: Iterable[Named]) -> dict[str, str]:
    """What the packet records under `label` of every member that *lines* name; nobody else's data enters the notice."""
    named = {line.subject for line in lines}
    lists = recorded(examination.situation.packet.lists, {})
    found = {}
    for listed, about in examination.situation.plan.version.file.lists.items():
        for member in lists.get(listed, ()):
            subject, label = f"{listed}:{member.get(about.key)}", member.get(about.label or "")
            if subject in named and isinstance(label, str) and label.strip():
                found[subject] = label
    return found
