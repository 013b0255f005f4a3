"""The deadlines of a case, whatever the host that counts them."""

from __future__ import annotations

import os
import subprocess
import sys

from test_clock import CALENDARS, FOLDER, ROOT, day

from materials_rules.clock.clock import NoticeSpec, decide_deadline, notice_deadline
from materials_rules.rules.limit import Unit, read_limit

# --- the deadlines of a case -------------------------------------------------------------------------------------------


def test_a_notice_is_due_within_the_limit_of_the_regime() -> None:
    deadline = notice_deadline(day("2026-09-28"), read_limit("5个工作日"), CALENDARS)

    assert deadline.day == day("2026-10-10")
    assert deadline.why_zh.startswith("自收到申请材料之日（2026年9月28日）起5个工作日；")
    assert deadline.why_en.startswith("5 working days since the day of receipt (2026-09-28); ")


def test_a_notice_on_the_spot_is_due_on_the_day_itself_even_on_a_day_off() -> None:
    deadline = notice_deadline(day("2026-10-03"), "on_the_spot", CALENDARS)

    assert (deadline.day, deadline.alarm_on) == (day("2026-10-03"), None)
    assert "当场" in deadline.why_zh


def test_a_regime_without_notice_limit_has_no_deadline() -> None:
    specs: tuple[NoticeSpec, ...] = (None, "none")
    for spec in specs:
        deadline = notice_deadline(day("2026-10-03"), spec, CALENDARS)

        assert (deadline.day, deadline.alarm_on, deadline.steps, deadline.warnings) == (None, None, (), ())
        assert deadline.why_zh


def test_a_decision_is_due_since_acceptance_or_receipt() -> None:
    accepted = decide_deadline(day("2026-02-13"), read_limit("20 working days"), CALENDARS)
    built = decide_deadline(day("2026-09-24"), read_limit("7 days as written"), CALENDARS, since="receipt")

    assert accepted.day == day("2026-03-19")
    assert accepted.why_zh.startswith("自受理之日（2026年2月13日）起20个工作日")
    assert built.day == day("2026-10-08")
    assert built.why_zh.startswith("自收到申请材料之日")
    assert decide_deadline(day("2026-09-24"), None, CALENDARS).day is None


def test_the_parameters_reach_both_deadlines() -> None:
    for made in (notice_deadline, decide_deadline):
        hours = made(day("2026-09-29"), read_limit("8 hours"), CALENDARS, hours_per_working_day=4)
        written = made(day("2026-09-21"), read_limit("7日"), CALENDARS, days_as_written=Unit.WORKING_DAY)

        assert hours.day == day("2026-10-08")
        assert written.day == day("2026-10-08")


# --- the host ----------------------------------------------------------------------------------------------------------

PROGRAM = """
import datetime as dt, sys
from pathlib import Path
from materials_rules.clock.calendar import read_calendars
from materials_rules.clock.clock import count
from materials_rules.rules.limit import read_limit
calendars = read_calendars(Path(sys.argv[1]))
for start in ("2026-09-28", "2026-12-31", "2026-12-28"):
    for limit in ("5 working days", "1 month", "4 hours"):
        print(repr(count(dt.date.fromisoformat(start), read_limit(limit), calendars)))
"""


def test_zone_locale_and_hash_seed_of_the_host_change_nothing() -> None:
    said = set()
    for number, zone in enumerate(("UTC", "America/Los_Angeles", "Pacific/Kiritimati")):
        host = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(number), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
        host["LC_ALL"] = ("C", "C.UTF-8", "POSIX")[number]
        command = [sys.executable, "-c", PROGRAM, str(FOLDER)]
        said.add(subprocess.run(command, env=host, check=True, capture_output=True).stdout)

    assert len(said) == 1
    assert b"2026, 10, 10" in said.pop()
