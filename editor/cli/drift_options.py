"""The options of the commands about the look of a set: `drift` and `known-good`."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

from editor.cli.values import real, whole


def add_drift(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    drift = command(
        "drift",
        "How far the results of a project are from what is known to be good, and where their look changed.",
        "patchboard drift spring.patchboard",
        "patchboard drift spring.patchboard --limit tone=0.04 --sheet drift.png",
    )
    drift.add_argument("project", type=Path)
    drift.add_argument("--anchor", default="", help="only what this anchor guided: its name or id")
    about = (
        "measure as well how far results are by what a net sees: their style, their content, or what an ONNX file of"
        " yours gives pictures vectors by; `patchboard engines` lists what is there"
    )
    drift.add_argument("--embedder", default="", metavar="style|content|FILE", help=about)
    since = "only from this result on, counted from 1 by time"
    drift.add_argument("--since", type=whole(1, 1_000_000), default=1, metavar="N", help=since)
    drift.add_argument(
        "--limit",
        type=_limit,
        action="append",
        default=[],
        metavar="PART=VALUE",
        help="how far a part may drift in this project from now on; PART=auto: as what is known to be good varies;"
        " repeatable; parts and units: see `patchboard drift --json`",
    )
    _sheet(drift, "before and after the change, or the furthest, beside what is known to be good")

    good = command(
        "known-good",
        "Hold a set to results that are known to be good; without one, list them; or ask them again of another engine.",
        "patchboard known-good spring.patchboard",
    )
    good.add_argument("project", type=Path)
    good.add_argument("generation", nargs="*", help="the ids of generations, as `info` prints them")
    good.add_argument("--remove", action="store_true", help="these are known to be good no more")
    about = "ask these, or all that are known, of this engine too, and tell how far its results are from them"
    good.add_argument("--engine", default="", help=about)
    good.add_argument("--model", default="", help="with --engine: one of its models")
    _sheet(good, "with --engine: what is known to be good beside what came")


def _sheet(sub: ArgumentParser, what: str) -> None:
    sub.add_argument("--sheet", type=Path, metavar="FILE", help=f"write a picture: {what}")


def _limit(text: str) -> tuple[str, float | None]:
    """`tone=0.04`, or `tone=auto`: None."""
    from editor.pixels.likeness_distance import PARTS  # not at the top: `--help` needs no numpy

    part, _, value = text.partition("=")
    if part not in PARTS or not value:
        raise ArgumentTypeError(f"{text!r} is no limit: write PART=VALUE, such as tone=0.04; parts: {', '.join(PARTS)}")
    return part, None if value == "auto" else real(0.0001, 100)(value)
