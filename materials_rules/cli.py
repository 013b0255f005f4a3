"""The command line: one group, its commands from their shelf, and one door out.

    words  ->  what a command does  ->  an exit code

Whatever goes wrong ends here as a message with a code and a number of the contract, never as a traceback.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import Final, NoReturn

import click

from materials_rules.commands import names
from materials_rules.commands._delivery import out_of_space, put, tell, write_failed
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._near import near
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import MaterialsRulesError, WrongUsage
from materials_rules.version import VERSION

__all__ = ["ExitCode", "command_line", "gravest", "main"]

PROGRAM: Final = "materials-rules"
_COMMANDS: Final = "materials_rules.commands"
_COMPLETION: Final = "_MATERIALS_RULES_COMPLETE"


class CommandLine(click.Group):
    """The group: a command is imported when its name is typed, or when help has to tell what it does."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands by name, sorted."""
        return list(names(_COMMANDS))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command *cmd_name*, or None."""
        if cmd_name not in names(_COMMANDS):
            return None
        command = import_module(f"{_COMMANDS}.{cmd_name}").COMMAND
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. Raises WrongUsage for any other word."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing and args[0][:1] != "-":
            known = names(_COMMANDS)
            _usage("X-COMMAND", name=args[0], allowed=", ".join(known), **near(args[0], known))
        return super().resolve_command(ctx, args)


@click.group(
    PROGRAM,
    cls=CommandLine,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""一次、完整、逐条有据地告知：申请材料缺什么，哪里不合法定形式，什么不得要求。

    Tell an applicant once, completely and with the law behind every line, what is missing or not in form, and
    what may not be asked for.""",
    epilog="""\b
    退出码 Exit codes: 0 2 10 11 12 13 20 21 22 30 31 40 41 50 70 130 141 143
    各自的含义 what each means: materials-rules explain 10
    补全 completion: eval "$(_MATERIALS_RULES_COMPLETE=bash_source materials-rules)" (zsh_source, fish_source)""",
)
@click.option("--debug", is_flag=True, help="显示内部错误出自何处（不含数据）。Show where an internal error arose.")
@click.option("--version", is_flag=True, help="显示版本。Show the version.")
@click.pass_context
def command_line(ctx: click.Context, debug: bool, version: bool) -> ExitCode:
    """Show the version or, for want of a command, the help."""
    if version:
        put(f"{PROGRAM} {VERSION}\n")
        ctx.exit(ExitCode.DONE)
    if ctx.invoked_subcommand is None:
        tell([ctx.get_help()])
        ctx.exit(ExitCode.WRONG_USAGE)
    return ExitCode.DONE


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with the words *argv*, by default those of the process, and give its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        with _signals_are_raised():
            return _ended(words)
    except KeyboardInterrupt:
        tell(["", *Diagnostic("X-INTERRUPTED", Place("")).lines()])
        return ExitCode.INTERRUPTED
    except _Terminated:
        tell(Diagnostic("X-INTERRUPTED", Place("")).lines())
        return ExitCode.TERMINATED
    except Exception as error:  # noqa: BLE001 - the one door: a bug becomes a number and a sentence
        return _crashed(error, debug="--debug" in words)


def _ended(words: list[str]) -> int:
    """The exit code of what was meant to happen, and of what we raise on purpose."""
    try:
        return _run(words)
    except BrokenPipeError:
        _forget_stdout()
        return ExitCode.READER_GONE
    except MaterialsRulesError as error:
        _forget_stdout()
        tell(str(error).splitlines())
        return error.exit_code


def _run(words: list[str]) -> ExitCode:
    if instruction := os.environ.get(_COMPLETION):
        from click.shell_completion import shell_complete

        failed = shell_complete(command_line, {}, PROGRAM, _COMPLETION, instruction)
        return ExitCode.WRONG_USAGE if failed else ExitCode.DONE
    try:
        with command_line.make_context(PROGRAM, list(words)) as context:
            ended = command_line.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as ended_early:
        if sys.stdout is None and not ended_early.exit_code:  # closed by the caller: the help went nowhere
            raise write_failed("-", OSError(errno.EBADF, os.strerror(errno.EBADF))) from ended_early
        return ExitCode(ended_early.exit_code)
    except click.ClickException as refused:
        _explain_usage(refused)
    except OSError as error:
        if out_of_space(error):
            raise write_failed("-", error) from error
        raise
    return ExitCode(ended)


def _explain_usage(refused: click.ClickException) -> NoReturn:
    """Say what click refused in the words of the catalogue. Raises WrongUsage."""
    context = refused.ctx if isinstance(refused, click.UsageError) else None
    command = context.command_path if context else PROGRAM
    match refused:
        case click.NoSuchOption():
            known = [word for option in (context.command.params if context else ()) for word in option.opts]
            _usage("X-OPTION", command=command, name=refused.option_name, **near(refused.option_name, known))
        case click.MissingParameter(param=click.Parameter() as param):
            _usage("X-ARGUMENT", command=command, name=param.human_readable_name)
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices)) as param):
            _usage("X-VALUE", name=param.opts[0], allowed=", ".join(map(str, choices)))
        case _:
            _usage("X-USAGE", command=command, said=refused.format_message().rstrip("."))


def _usage(code: str, **args: str) -> NoReturn:
    raise WrongUsage([Diagnostic(code, Place(""), args)])


def _speak_utf8() -> None:
    # whatever the locale says: a notice is Chinese, and a name outside UTF-8 is shown with \x escapes
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_stdout() -> None:
    """Let the interpreter flush into nothing at its end what stdout did not take."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


class _Terminated(BaseException):
    """SIGTERM, raised where the program stands, so that what is half done is put away."""


@contextmanager
def _signals_are_raised() -> Iterator[None]:
    """SIGTERM and SIGINT arrive as exceptions; a SIGINT that is ignored stays so. Afterwards all is as before."""

    def terminate(number: int, frame: FrameType | None) -> NoReturn:
        raise _Terminated

    handlers: dict[signal.Signals, Callable[[int, FrameType | None], object]] = {signal.SIGTERM: terminate}
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as `__main__` has left it
        handlers[signal.SIGINT] = signal.default_int_handler
    try:
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    except ValueError:  # not the main thread: whoever runs the others takes care of signals
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _crashed(error: Exception, *, debug: bool) -> ExitCode:
    _forget_stdout()
    if debug:
        tell(_masked(error))
    args = {"kind": type(error).__name__, "command": PROGRAM}
    tell(Diagnostic("X-CRASH", Place(""), args).lines())
    return ExitCode.INTERNAL_ERROR


def _masked(error: BaseException | None) -> Iterator[str]:
    """Where *error* and its causes arose: frames and names of classes, never the messages, which may hold data."""
    from traceback import extract_tb, format_list

    while error is not None:
        yield from "".join(format_list(extract_tb(error.__traceback__))).splitlines()
        yield f"{type(error).__module__}.{type(error).__qualname__}: (message withheld)"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            yield "    caused by:"
