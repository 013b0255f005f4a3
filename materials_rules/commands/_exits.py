"""How a command ends: a number for scripts, each with one meaning, and a sentence for people.

    the numbers of several packets  ->  the gravest
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class ExitCode(IntEnum):
    """The number that a command ends with. 1 is never used on purpose: every crash of an interpreter gives it."""

    DONE = 0
    WRONG_USAGE = 2
    NEEDS_CURING = 10
    LINES_REJECTED = 11
    UNDETERMINED = 12
    NOT_FOR_THIS_OFFICE = 13
    RULESET_INVALID = 20
    UNTRUSTED = 21
    PINNED_RULESET_UNAVAILABLE = 22
    NOT_A_PACKET = 30
    LIMIT_EXCEEDED = 31
    STORAGE_FAILED = 40
    BUSY = 41
    CLOCK_UNUSABLE = 50
    INTERNAL_ERROR = 70
    INTERRUPTED = 130
    READER_GONE = 141
    TERMINATED = 143

    @property
    def zh(self) -> str:
        """What it means, in Chinese, without a full stop."""
        return _SENTENCES[self][0]

    @property
    def en(self) -> str:
        """What it means, in English, without a full stop."""
        return _SENTENCES[self][1]


_SENTENCES: Final = {
    ExitCode.DONE: ("已完成；check：受理或容缺受理", "done; check: accept or accept_deferred"),
    ExitCode.WRONG_USAGE: ("命令用法有误，什么也没有做", "wrong usage, nothing was done"),
    ExitCode.NEEDS_CURING: ("申请件需要补正（含当场更正）", "the packet needs curing, at the window or later"),
    ExitCode.LINES_REJECTED: ("批量检查：有的行没有结果", "batch: some lines have no result"),
    ExitCode.UNDETERMINED: ("尚不能确定，需要工作人员先答复或查看", "an official has to answer or look first"),
    ExitCode.NOT_FOR_THIS_OFFICE: ("不需要许可，或者不属于本机关职权", "no permit is needed, or not from this office"),
    ExitCode.RULESET_INVALID: ("规则集有错误", "the ruleset has errors"),
    ExitCode.UNTRUSTED: ("签名、摘要或者路径不可信", "a signature, a digest or a path cannot be trusted"),
    ExitCode.PINNED_RULESET_UNAVAILABLE: ("告知书所用的规则集不可得", "the ruleset of the notice is not at hand"),
    ExitCode.NOT_A_PACKET: ("输入不是申请件", "the input is no packet"),
    ExitCode.LIMIT_EXCEEDED: ("输入超过限度", "the input exceeds a limit"),
    ExitCode.STORAGE_FAILED: ("读写存储失败", "reading or writing failed"),
    ExitCode.BUSY: ("另一个进程正在使用", "another process is at work on it"),
    ExitCode.CLOCK_UNUSABLE: ("时钟或者日历不可用", "the clock or the calendar cannot be used"),
    ExitCode.INTERNAL_ERROR: ("程序内部错误", "internal error"),
    ExitCode.INTERRUPTED: ("被中断（Ctrl-C）", "interrupted by Ctrl-C"),
    ExitCode.READER_GONE: ("接收输出的程序已经退出", "the program that read the output went away"),
    ExitCode.TERMINATED: ("被终止", "asked to terminate"),
}

GRAVEST_FIRST: Final = (70, 40, 50, 22, 21, 20, 31, 30, 2, 12, 10, 13, 0)
"""Which number wins when several packets end differently: what stops an office first, and 0 only when all are 0."""


def gravest(codes: Iterable[int]) -> ExitCode:
    """The number that stands for all *codes*; 0 for none. A number outside the list is a bug and raises ValueError."""
    return ExitCode(min(codes, key=GRAVEST_FIRST.index, default=0))
