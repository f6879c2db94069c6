"""Window or command: `patchboard` and `patchboard FILE` open the window, `patchboard COMMAND` runs a command."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path


def main() -> int:
    """Builds what the program is made of and hands it over; the answer is the exit code."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and names_file(arguments[0])):
        return _window(Path(arguments[0]) if arguments else None)
    if arguments[0] == "sample" and "--headless" not in arguments and "--json" not in arguments and _has_display():
        return _sample_window(arguments)
    from editor.cli.main import main as command

    return command(arguments)


def names_file(argument: str) -> bool:
    """Whether a lone argument names a file rather than a command: `./info` is a file, `info` never one."""
    from editor.cli.commands import MODULES

    if argument.startswith("-") or argument in MODULES:
        return False
    return "." in argument or "/" in argument or Path(argument).exists()


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return os.environ["QT_QPA_PLATFORM"] not in ("offscreen", "minimal")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window(path: Path | None) -> int:
    if not _has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        print("patchboard: there is no display to open a window on", file=sys.stderr)
        print("  Run it on a desktop, or see `patchboard --help` for the command line.", file=sys.stderr)
        return 1
    try:
        from editor.ui.window import show
    except ImportError as error:
        print(f"patchboard: the window needs PySide6, which could not be loaded ({error})", file=sys.stderr)
        print("  `make run` installs what it needs; the command line works without it.", file=sys.stderr)
        return 1
    return show(path)


def _sample_window(arguments: list[str]) -> int:
    from editor.cli.console import Console
    from editor.cli.failures import failure
    from editor.cli.options import parsed
    from editor.cli.sample import sample_project

    try:
        path = sample_project(parsed(arguments).out)
    except Exception as error:
        known = failure(error)
        Console().failed(known)
        return known.code
    return _window(path)


if __name__ == "__main__":
    sys.exit(main())
