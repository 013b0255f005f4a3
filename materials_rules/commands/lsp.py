"""`lsp`: the language server, for an editor to start.

    messages of the Language Server Protocol on stdin  ->  messages on stdout
"""

from __future__ import annotations

import os
from typing import BinaryIO, Final, cast

import click

from materials_rules.commands._exits import ExitCode
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage


@click.command(
    "lsp",
    short_help="语言服务器，由编辑器启动。The language server, started by an editor.",
    help="""语言服务器（Language Server Protocol），由编辑器启动：边写边检查，补全事实、法律、文件和键，
    悬停显示法条和分类，转到定义。接入 VS Code 等编辑器的办法见 docs/editor.md。

    The language server (Language Server Protocol) over stdin and stdout, started by an editor: diagnostics while you write,
    completion of facts, acts, documents and keys, hover with the law and the class, go to definition. docs/editor.md says how
    to set up VS Code and others.""",
    epilog="""\b
    退出码 Exit codes: 0 编辑器结束了它 the editor ended it; 2 没有安装 pygls, not installed; 31 消息太大 a message too large""",
)
@click.option("--stdio", is_flag=True, help="编辑器惯用的写法；总是如此。As editors say it; always so.")
def lsp(stdio: bool) -> ExitCode:
    """Serve until the editor says exit."""
    try:
        from materials_rules.editor.listening import Heard
        from materials_rules.editor.server import make_server
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise WrongUsage([Diagnostic("X-EXTRA", Place(""), {"package": "pygls", "extra": "editor"})]) from None
    # on copies: the server closes what it was given, and the end of a command still has a word to say
    heard = cast("BinaryIO", Heard(os.fdopen(os.dup(0), "rb")))  # the two calls that the server makes of it
    make_server().start_io(heard, os.fdopen(os.dup(1), "wb", 0))
    return ExitCode.DONE


COMMAND: Final = lsp
