"""The commands, their options and examples; one argparse tree, one exit code rule."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from editor import __version__
from editor.cli.console import Console, Failure

EXIT_CODES = """exit codes:
  0  done
  1  it could not be done; the message says why and what to do, and nothing was changed
  2  the command was not understood
  3  the engine could not answer
  130  stopped by Ctrl+C
"""


class _Parser(argparse.ArgumentParser):
    """Help that keeps its line breaks."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, formatter_class=argparse.RawDescriptionHelpFormatter, **named)  # type: ignore[arg-type]


def pixels(text: str) -> tuple[int, int]:
    """`1080x1920` as (width, height)."""
    try:
        w, h = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: write it as WIDTHxHEIGHT, such as 1080x1920") from None
    if w < 1 or h < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: both sides need at least one pixel")
    return w, h


def numbers(count: int, example: str) -> Callable[[str], tuple[int, ...]]:
    """A reader of `count` whole numbers with commas between them."""

    def read(text: str) -> tuple[int, ...]:
        try:
            found = tuple(int(part) for part in text.split(","))
        except ValueError:
            found = ()
        if len(found) != count:
            raise argparse.ArgumentTypeError(f"{text!r}: {count} whole numbers are needed, such as {example}")
        return found

    return read


def parser() -> argparse.ArgumentParser:
    """The whole tree of commands."""
    root = _Parser(
        prog="patchboard",
        description="Exact regional fixes, extensions and boards of pictures. `patchboard FILE` opens the window.",
        epilog=EXIT_CODES,
    )
    root.add_argument("--version", action="version", version=f"patchboard {__version__}")
    commands = root.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, about: str, example: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about, epilog=f"example:\n  {example}\n\n{EXIT_CODES}")
        sub.add_argument("--json", action="store_true", help="print one JSON value instead of lines")
        sub.add_argument("--quiet", action="store_true", help="no progress bar")
        return sub

    new = command("new", "Make an empty project.", "patchboard new spring.patchboard")
    new.add_argument("project", type=Path)

    import_ = command("import", "Bring pictures into a project.", "patchboard import spring.patchboard *.jpg")
    import_.add_argument("project", type=Path)
    import_.add_argument("pictures", type=Path, nargs="+")
    import_.add_argument("--at", type=numbers(2, "0,0"), metavar="X,Y", help="canvas place of the first picture")

    info = command("info", "What a project or picture file holds.", "patchboard info spring.patchboard")
    info.add_argument("file", type=Path)

    layers = command("layers", "The layers of a project, uppermost first.", "patchboard layers spring.patchboard")
    layers.add_argument("project", type=Path)

    mask = command("mask", "Mark what is to change.", "patchboard mask spring.patchboard --layer sky --file m.png")
    mask.add_argument("project", type=Path)
    _layer(mask)
    shape = mask.add_mutually_exclusive_group(required=True)
    shape.add_argument("--file", type=Path, help="a mask file of the layer's size: white (255) = change")
    shape.add_argument("--rect", type=numbers(4, "100,80,300,200"), metavar="X,Y,W,H")
    shape.add_argument("--ellipse", type=numbers(4, "100,80,300,200"), metavar="X,Y,W,H")
    shape.add_argument("--clear", action="store_true", help="mark nothing")
    shape.add_argument("--save", type=Path, help="write the mask in use to a file")
    mask.add_argument("--grow", type=int, default=0, metavar="PX", help="grow it (negative: shrink)")
    mask.add_argument("--feather", type=int, default=0, metavar="PX")
    mask.add_argument("--invert", action="store_true")

    fill = command(
        "fill",
        "Change what a mask marks, in a picture file or in a project.",
        "patchboard fill photo.jpg --mask mask.png -o fixed.png",
    )
    fill.add_argument("file", type=Path, metavar="IMAGE|PROJECT")
    fill.add_argument("--mask", type=Path, help="for a picture: white (255) = change; a picture's alpha works too")
    fill.add_argument("-o", "--out", type=Path, help="for a picture: where the result goes")
    _layer(fill)
    _asking(fill)

    extend = command(
        "extend",
        "Draw what lies around a picture; the picture itself stays bit for bit.",
        "patchboard extend photo.jpg --to 1080x1920 --fit width -o story.png",
    )
    extend.add_argument("file", type=Path, metavar="IMAGE|PROJECT")
    extend.add_argument("-o", "--out", type=Path, help="for a picture: where the result goes")
    where = extend.add_mutually_exclusive_group(required=True)
    where.add_argument("--by", type=numbers(4, "0,200,0,200"), metavar="L,T,R,B", help="pixels to add on each side")
    where.add_argument("--to", type=pixels, metavar="WxH", help="the size to reach; source pixels are never scaled")
    extend.add_argument("--at", type=numbers(2, "0,400"), metavar="X,Y", help="with --to: the picture's corner in it")
    extend.add_argument("--fit", choices=("width", "height"), help="with --to: scale the picture to that side first")
    _layer(extend)
    _asking(extend)

    for name, about in (
        ("accept", "Make a candidate a layer (the newest one, unless it is named)."),
        ("reject", "Set a candidate aside; it stays in the history."),
    ):
        sub = command(name, about, f"patchboard {name} spring.patchboard 5f0c1a2b3c4d5e6f")
        sub.add_argument("project", type=Path)
        sub.add_argument("candidate", nargs="?", default="", help="its id, as `info` and `fill` print it")
        if name == "accept":
            sub.add_argument("--follow", action="store_true", help="follow a subject that the engine moved")
            sub.add_argument("--anyway", action="store_true", help="take it although it could not be fitted safely")

    for name, about in (("undo", "Take back the newest step."), ("redo", "Do again what was taken back.")):
        sub = command(name, about, f"patchboard {name} spring.patchboard")
        sub.add_argument("project", type=Path)
        sub.add_argument("--steps", type=int, default=1)

    export = command(
        "export", "Write one layer with all that was accepted onto it.", "patchboard export p.patchboard -o out.png"
    )
    export.add_argument("project", type=Path)
    export.add_argument("-o", "--out", type=Path, required=True)
    _layer(export)
    export.add_argument("--quality", type=int, help="1 to 100, for JPEG, WebP and AVIF")

    flatten = command("flatten", "Write the whole board, or a frame of it.", "patchboard flatten p.patchboard -o a.png")
    flatten.add_argument("project", type=Path)
    flatten.add_argument("-o", "--out", type=Path, required=True)
    flatten.add_argument("--frame", default="", help="the name or id of a frame")
    flatten.add_argument("--scale", type=float, default=1.0, help="output pixels a canvas pixel")

    compact = command("compact", "Drop old undo steps and what nothing names.", "patchboard compact p.patchboard")
    compact.add_argument("project", type=Path)
    compact.add_argument("--keep-steps", type=int, default=100, metavar="N", help="undo steps to keep")

    check = command(
        "check", "Check a project; rescue what can be read.", "patchboard check p.patchboard --rescue q.patchboard"
    )
    check.add_argument("project", type=Path)
    check.add_argument("--rescue", type=Path, metavar="NEW", help="write what can be read to a new project")

    command("engines", "The engines that are installed and what they can do.", "patchboard engines --json")

    sample = command("sample", "The main job on the sample photograph.", "patchboard sample --out out")
    sample.add_argument("--out", type=Path, default=Path("out"), help="folder for the results")
    sample.add_argument("--headless", action="store_true", help="no window, even where there is a display")
    return root


def _layer(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--layer", default="", help="name or id of a layer in a project; default: the uppermost picture")


def _asking(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--prompt", default="", help="what it should become; empty: what the surroundings suggest")
    sub.add_argument("--engine", default="builtin")
    sub.add_argument("--seed", type=int, default=0)
    sub.add_argument("--count", type=int, default=1, help="candidates, with seeds counted up")
    sub.add_argument("--edge", choices=("exact", "blend"), default="exact")
    sub.add_argument(
        "--feather", type=int, metavar="PX", help="exact: fade inward; blend: how far outside may change (default 8)"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parser().parse_args(given)
    if options.command is None:
        parser().print_help()
        return 2
    console = Console(as_json=options.json, quiet=options.quiet)
    return run(options, console)


def run(options: argparse.Namespace, console: Console) -> int:
    """Run a parsed command and turn what can go wrong into a message and an exit code."""
    from editor.cli.commands import perform
    from editor.cli.failures import failure

    try:
        perform(options, console)
    except KeyboardInterrupt:
        console.end()
        return 130
    except Exception as error:
        known = error if isinstance(error, Failure) else failure(error)
        if known is None:
            raise
        console.failed(known)
        return known.code
    return 0
