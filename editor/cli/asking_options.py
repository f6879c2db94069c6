"""The options that whatever asks an engine has: words, engine, seeds, and the pictures that guide or begin it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from editor.cli.values import named_text, palette, real, reference, whole


def add_asking(sub: ArgumentParser, words: str) -> None:
    """`words` says what the prompt is for."""
    about = f"{words}; {{a|b}} draws one, {{name}} is a value, {{file:list.txt}} a line, @name a reference"
    sub.add_argument("--prompt", default="", help=about)
    sub.add_argument("--avoid", default="", help="what is not to be shown")
    about = "the value of a name in braces; repeatable"
    sub.add_argument("--set", type=named_text, action="append", default=[], metavar="NAME=TEXT", help=about)
    sub.add_argument("--unguided", action="store_true", help="in a project: without its anchors and references")
    sub.add_argument("--engine", default="builtin", help="see `patchboard engines`")
    sub.add_argument("--seed", type=whole(0, 2**32 - 1), default=0, metavar="N")
    sub.add_argument("--count", type=whole(1, 1000), default=1, metavar="N", help="candidates, with seeds counted up")
    sub.add_argument(
        "--reference",
        type=reference,
        action="append",
        default=[],
        metavar="FILE[:ROLE]",
        help="a picture that guides: style (default), palette, background, structure, character or product; repeatable",
    )
    sub.add_argument(
        "--palette",
        type=palette,
        default=(),
        metavar="NAME=#hex,...",
        help="colours that the prompt may name",
    )
    about = "a picture that it begins from, for engines that can; what is marked begins from it, else all"
    sub.add_argument("--start", type=Path, metavar="FILE", help=about)
    about = "how far it goes from what is there, for engines that can be told: 0 keeps, 1 ignores it; with --start 0.6"
    sub.add_argument("--strength", type=real(0, 1), metavar="S", help=about)
