"""One function a command: reads its options, calls the steps or the session, answers in lines or JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from editor.cli import boards, engines, fills, masks
from editor.cli.console import Console
from editor.cli.sample import sample

COMMANDS: dict[str, Callable[[Namespace, Console], None]] = {
    "new": boards.new,
    "import": boards.import_,
    "info": boards.info,
    "layers": boards.layers,
    "mask": masks.mask,
    "fill": fills.fill,
    "extend": fills.extend,
    "accept": fills.accept,
    "reject": fills.reject,
    "undo": boards.undo,
    "redo": boards.redo,
    "export": boards.export,
    "flatten": boards.flatten,
    "compact": boards.compact,
    "check": boards.check,
    "engines": engines.engines,
    "sample": sample,
}
