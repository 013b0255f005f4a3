"""Which ruleset is meant: what the person wrote, else the environment, else the default folder, said aloud.

    --rulesets DIR, $MATERIALS_RULES, the current folder  ->  the folder of a place
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from materials_rules.commands._delivery import tell
from materials_rules.commands._intake import require_folder
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import WrongUsage

VARIABLE: Final = "MATERIALS_RULES"
DEFAULT: Final = Path("rulesets", "hengyang")


def find_place(named: str | None) -> Path | None:
    """The ruleset folder meant by *named* or by default, or None where there is none; nothing is said or looked at.

    Raises WrongUsage for a name that is empty: a variable of a shell that is not set must not choose other rules.
    """
    if named == "":
        raise WrongUsage([Diagnostic("X-EMPTY", Place(""), {"name": "--rulesets"})])
    if meant := named or os.environ.get(VARIABLE):
        return Path(meant)
    # not Path.is_dir, which raises in a folder that is closed
    return DEFAULT if os.path.isdir(DEFAULT) else None


def choose_place(named: str | None) -> Path:
    """The ruleset folder; one that nobody named is told on stderr. Raises WrongUsage when it is not there."""
    place = find_place(named)
    if place is None:
        raise WrongUsage([Diagnostic("X-RULESETS", Place(str(DEFAULT)))])
    require_folder(place)
    if not named:
        tell(Diagnostic("X-RULESETS-USED", Place(str(place)), severity=Severity.INFORMATION).lines())
    return place
