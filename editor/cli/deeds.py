"""What commands that do several things to a project share: a deed each, with options of its own."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from pathlib import Path


def deeds(command: ArgumentParser) -> Callable[[str, str], ArgumentParser]:
    """Gives what adds a deed to a command, by its name and what it is about."""
    parsers = command.add_subparsers(dest="deed", metavar="DEED", required=True)

    def deed(name: str, about: str) -> ArgumentParser:
        sub = parsers.add_parser(name, help=about, description=about)
        sub.add_argument("--json", action="store_true", default=SUPPRESS, help=SUPPRESS)
        sub.add_argument("--quiet", action="store_true", default=SUPPRESS, help=SUPPRESS)
        sub.add_argument("project", type=Path)
        return sub

    return deed
