"""Runs one command of the command line: options in, an exit code out, every error as words or as JSON."""

from __future__ import annotations

import io
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence

from editor.cli.console import Console, Failure
from editor.cli.options import parsed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names of files may be of another encoding
    try:
        options = parsed(given)
    except Failure as failure:
        Console(as_json="--json" in given).failed(failure)
        return failure.code
    return run(options, Console(as_json=options.json, quiet=options.quiet))


def run(options: Namespace, console: Console) -> int:
    """Run a parsed command and turn what can go wrong into a message and an exit code."""
    from editor.cli.commands import perform
    from editor.cli.failures import FAULT, failure

    try:
        perform(options, console)
        sys.stdout.flush()
    except BrokenPipeError:  # `patchboard layers ... | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (Exception, KeyboardInterrupt) as error:
        known = failure(error)
        if known.code == FAULT:
            traceback.print_exc()
        console.failed(known)
        return known.code
    return 0
