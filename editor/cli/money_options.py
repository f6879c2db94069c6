"""The options of the commands about money: `ledger`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path


def add_money(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    ledger = command(
        "ledger",
        "What was paid in a project, for what, and what came of it.",
        "patchboard ledger spring.patchboard --by engine",
        "patchboard ledger spring.patchboard --csv ledger.csv",
    )
    ledger.add_argument("project", type=Path)
    ledger.add_argument("--by", choices=("engine", "anchor", "day"), help="a line for each of these, besides the total")
    ledger.add_argument("--csv", type=Path, metavar="FILE", help="write every call with its price to a file")
