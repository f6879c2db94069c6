"""Which module does which command; only the one that is asked for is loaded."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from editor.cli.console import Console

MODULES = {
    **dict.fromkeys(("new", "import"), "boards"),
    **dict.fromkeys(("info", "layers"), "contents"),
    "mask": "masks",
    **dict.fromkeys(("fill", "extend", "generate", "retry"), "fills"),
    **dict.fromkeys(("accept", "reject"), "candidates"),
    "cutout": "cutting",
    **dict.fromkeys(("undo", "redo"), "boards"),
    **dict.fromkeys(("export", "flatten"), "exports"),
    **dict.fromkeys(("compact", "check"), "boards"),
    **dict.fromkeys(("sizes", "presets"), "sizes"),
    "engines": "engines",
    **dict.fromkeys(("connect", "test-engine", "disconnect"), "connecting"),
    **dict.fromkeys(("ledger", "budget"), "ledger"),
    "promote": "promoting",
    "upscale": "upscaling",
    **dict.fromkeys(("drift", "known-good"), "drift"),
    "anchor": "anchor",
    "reference": "reference",
    **dict.fromkeys(("compose", "rerun"), "composing"),
    "sample": "sample",
}


def perform(options: Namespace, console: Console) -> None:
    """Run the function that is named like the command."""
    module = import_module(f"editor.cli.{MODULES[options.command]}")
    function = getattr(module, "import_" if options.command == "import" else options.command.replace("-", "_"))
    function(options, console)
