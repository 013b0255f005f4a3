"""When Python looks for garbage: later while much is made, and no more once the process ends."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from materials_rules.ground.garbage import collecting_later


@pytest.fixture
def as_before() -> Iterator[None]:
    """Leaves the collector as it was found."""
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_off_within_and_as_it_was_behind(is_on: bool) -> None:
    (gc.enable if is_on else gc.disable)()

    with pytest.raises(KeyError), collecting_later():
        assert not gc.isenabled()
        raise KeyError

    assert gc.isenabled() is is_on


@pytest.mark.usefixtures("as_before")
def test_what_was_made_is_old_and_still_collected_in_time() -> None:
    gc.enable()
    with collecting_later():
        circle: list[object] = []
        circle.append(circle)

    assert gc.get_freeze_count() == 0
    assert any(one is circle for one in gc.get_objects(generation=2))


def test_what_a_host_keeps_apart_stays_apart() -> None:
    script = (
        "import gc; from materials_rules.ground.garbage import collecting_later; gc.freeze(); count = gc.get_freeze_count()\n"
        "with collecting_later(): pass\n"
        "print(count > 0, gc.get_freeze_count() == count, gc.isenabled())"
    )

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "True True True\n"


def test_at_the_end_of_the_process_nothing_is_looked_through() -> None:
    script = "import gc, materials_rules.__main__ as m; code = m.main(['--version']); print(code, gc.get_freeze_count() > 0)"

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "0 True"
