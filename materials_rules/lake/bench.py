"""What a process of a cluster judges with, opened once for each ruleset and kept for as long as the process lives.

    Marks, bytes  ->  Judging, or Side
"""

from __future__ import annotations

import atexit
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from materials_rules.batch.judging import open_judge
from materials_rules.batch.pool import Pool
from materials_rules.batch.run import JUDGE
from materials_rules.batch.work import Judging, Opening, Ready
from materials_rules.lake.packed import CACHE, PLACE, Marks, unpacked


@dataclass(frozen=True, slots=True)
class Task:
    """What blocks are judged by, besides the ruleset: the day for deadlines, the time limit, how records are packed.

    `tables` tells of each input whether its lines were made of rows, `notices` the format of notices that are wanted one by one.
    """

    marks: Marks
    as_of: dt.date | None
    time_limit: float
    tables: tuple[bool, ...]
    is_numbered: bool
    results: str
    rejects: str
    notices: str = ""
    judge: str = JUDGE


_JUDGES: Final[dict[tuple[Marks, dt.date | None], Judging]] = {}
_SIDES: Final[dict[Task, Pool]] = {}


def judge_of(marks: Marks, data: bytes, folder: Path, as_of: dt.date | None = None) -> Judging:
    """The judge of the ruleset *data*, unpacked below *folder* when it is first asked for. Raises what `unpacked` raises."""
    key = (marks, as_of)
    if key not in _JUDGES:
        place = unpacked(marks, data, folder)
        opening = Opening(JUDGE, str(place / PLACE), str(place / CACHE), False, as_of, [], False, "none", "none", [])
        _JUDGES[key] = open_judge(opening).judge
    return _JUDGES[key]


def side_of(task: Task, data: bytes, folder: Path) -> Pool:
    """Who judges blocks: a process apart, watched line by line as in a batch on one machine. Raises what `unpacked` raises."""
    if task not in _SIDES:
        place = unpacked(task.marks, data, folder)
        opening = Opening(
            task.judge,
            str(place / PLACE),
            str(place / CACHE),
            not task.marks.is_compiled,
            task.as_of,
            [None] * len(task.tables),
            task.is_numbered,
            task.results,
            task.rejects,
            list(task.tables),
            task.notices,
        )
        _SIDES[task] = Pool(opening, 1, task.time_limit, Ready(task.marks.ruleset, task.marks.calendar))
    return _SIDES[task]


def forget(task: Task) -> None:
    """Ends the process that judges for *task*: after an error nobody knows what it has in hand."""
    if (side := _SIDES.pop(task, None)) is not None:
        side.close()


@atexit.register
def _forget_all() -> None:
    for task in tuple(_SIDES):
        forget(task)
