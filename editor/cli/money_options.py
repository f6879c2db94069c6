"""The options of the commands about money and what it bought: `ledger`, `budget`, `retry`, `promote`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from editor.cli.values import money


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

    about = "write there what was paid for and is no usable picture, as it came"
    ledger.add_argument("--answers", type=Path, metavar="FOLDER", help=about)

    budget = command(
        "budget",
        "What may be spent in a project: requests beyond it are not sent.",
        "patchboard budget spring.patchboard 5.00",
        "patchboard budget spring.patchboard --lift",
    )
    budget.add_argument("project", type=Path)
    change = budget.add_mutually_exclusive_group()
    about = "such as 5, 5.00 or 5 EUR; without it, what it is now"
    change.add_argument("amount", type=money, nargs="?", metavar="AMOUNT", help=about)
    change.add_argument("--lift", action="store_true", help="spend as much as is wanted")

    retry = command(
        "retry",
        "Ask once more what failed or was cut off, just as it was: the newest, unless one is named.",
        "patchboard retry spring.patchboard",
    )
    retry.add_argument("project", type=Path)
    retry.add_argument("generation", nargs="?", default="", help="its id, as `info` prints it")
    retry.add_argument("--again", action="store_true", help="also where its answer was lost and may have been charged")

    promote = command(
        "promote",
        "Ask a better engine for the same as drafts that are liked: words, place, edge and seed stay.",
        "patchboard promote spring.patchboard --engine builtin",
    )
    promote.add_argument("project", type=Path)
    about = "ids of generations or candidates; default: what was accepted or kept aside of the newest"
    promote.add_argument("drafts", nargs="*", metavar="GENERATION", help=about)
    promote.add_argument("--engine", default="", help="who makes the finals; default: one of the catalogue's")
