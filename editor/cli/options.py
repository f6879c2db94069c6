"""The commands with their options, examples and exit codes: one argparse tree."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from editor import __version__
from editor.cli.anchor_options import add_anchors
from editor.cli.asking_options import add_asking
from editor.cli.console import Failure
from editor.cli.cutting_options import add_cutting
from editor.cli.drift_options import add_drift
from editor.cli.engine_options import add_engines
from editor.cli.money_options import add_money
from editor.cli.reference_options import add_references
from editor.cli.result_options import add_results
from editor.cli.size_options import add_sizes
from editor.cli.upscale_options import add_upscale
from editor.cli.values import box, corners, real, several, size, whole

EXIT_CODES = """exit codes:
  0    done
  1    it could not be done; the message says why and what to do, and nothing was changed
  2    the command was not understood
  3    the engine could not answer, or its answer could not be fitted safely
  4    a fault of this program
  130  stopped by Ctrl+C; candidates that had arrived are kept
"""
WIDEST = 1000  # pixels that a mask grows or fades


class _Parser(argparse.ArgumentParser):
    """Help that keeps its line breaks, no shortened options, and errors that are raised."""

    def __init__(self, *args: object, **named: object) -> None:
        form = argparse.RawDescriptionHelpFormatter
        super().__init__(*args, formatter_class=form, allow_abbrev=False, **named)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        raise Failure(message, f"See `{self.prog} --help`.", code=2)


class _Tree:
    """The commands as they are added."""

    def __init__(self, root: argparse.ArgumentParser) -> None:
        self._commands = root.add_subparsers(dest="command", metavar="COMMAND")

    def command(self, name: str, about: str, *examples: str) -> argparse.ArgumentParser:
        shown = "".join(f"\n  {example}" for example in examples)
        epilog = f"example{'s' if len(examples) > 1 else ''}:{shown}\n\n{EXIT_CODES}"
        sub = self._commands.add_parser(name, help=about, description=about, epilog=epilog)
        sub.add_argument("--json", action="store_true", help="print one JSON value instead of lines, errors included")
        sub.add_argument("--quiet", action="store_true", help="no progress bar")
        return sub


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one command. Raises Failure with code 2 for what is not understood."""
    options = parser().parse_args(_joined(arguments))
    if options.command is None:
        raise Failure("no command was given", "See `patchboard --help`.", code=2)
    return options


def parser() -> argparse.ArgumentParser:
    """The whole tree of commands."""
    root = _Parser(
        prog="patchboard",
        description="Exact regional fixes, extensions and boards of pictures. `patchboard FILE` opens the window.",
        epilog=EXIT_CODES,
    )
    root.add_argument("--version", action="version", version=f"patchboard {__version__}")
    tree = _Tree(root)
    _projects(tree)
    _mask(tree)
    _fill(tree)
    _extend(tree)
    _generate(tree)
    _candidates(tree)
    add_cutting(tree.command)
    _steps(tree)
    add_results(tree.command)
    add_sizes(tree.command)
    add_upscale(tree.command)
    add_anchors(tree.command)
    add_references(tree.command)
    add_money(tree.command)
    add_drift(tree.command)
    _care(tree)
    add_engines(tree.command)
    _sample(tree)
    return root


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--at -5,0` as `--at=-5,0`: argparse takes what begins with a minus for an option."""
    found: list[str] = []
    for argument in arguments:
        if found and re.fullmatch(r"-\d[\d,.-]*", argument) and re.fullmatch(r"--[a-z-]+", found[-1]):
            found[-1] += f"={argument}"
        else:
            found.append(argument)
    return found


def _projects(tree: _Tree) -> None:
    new = tree.command("new", "Make an empty project.", "patchboard new spring.patchboard")
    new.add_argument("project", type=Path)

    import_ = tree.command("import", "Bring pictures into a project.", "patchboard import spring.patchboard photo.jpg")
    import_.add_argument("project", type=Path)
    import_.add_argument("pictures", type=Path, nargs="+")
    import_.add_argument("--at", type=several("0,0"), metavar="X,Y", help="canvas place of the first picture")

    info = tree.command("info", "What a project or picture file holds.", "patchboard info spring.patchboard")
    info.add_argument("file", type=Path)

    layers = tree.command("layers", "The layers of a project, uppermost first.", "patchboard layers spring.patchboard")
    layers.add_argument("project", type=Path)


def _mask(tree: _Tree) -> None:
    mask = tree.command(
        "mask",
        "Mark what is to change.",
        "patchboard mask spring.patchboard --ellipse 100,80,300,200 --feather 6",
        "patchboard mask spring.patchboard --current --grow 8",
        "patchboard mask spring.patchboard --colour 40,30 --tolerance 6 --add",
        "patchboard mask spring.patchboard --save mask.png",
        "patchboard mask spring.patchboard --layer photo --file mask.png --grow 4",
    )
    mask.add_argument("project", type=Path)
    _layer(mask)
    shape = mask.add_mutually_exclusive_group(required=True)
    shape.add_argument("--file", type=Path, help="a mask file of the layer's size: white (255) = change")
    shape.add_argument("--rect", type=box, metavar="X,Y,W,H")
    shape.add_argument("--ellipse", type=box, metavar="X,Y,W,H")
    shape.add_argument("--polygon", type=corners, metavar="X,Y,X,Y,...", help="a shape with straight sides")
    shape.add_argument("--colour", type=several("120,80"), metavar="X,Y", help="all that is coloured like that pixel")
    shape.add_argument("--object", type=box, metavar="X,Y,W,H", help="the object in this box, by a net where one is")
    shape.add_argument("--current", action="store_true", help="the mask in use, to be changed")
    shape.add_argument("--last", action="store_true", help="what was marked for the newest request on the layer")
    shape.add_argument("--clear", action="store_true", help="mark nothing")
    shape.add_argument("--save", type=Path, metavar="FILE", help="write the mask in use to a file")
    mask.add_argument("--tolerance", type=real(0, 100), default=8.0, metavar="T", help="with --colour: 0 to 100")
    how = mask.add_mutually_exclusive_group()
    how.add_argument("--add", dest="how", action="store_const", const="add", help="add it to the mask in use")
    how.add_argument("--take", dest="how", action="store_const", const="take", help="take it away from that mask")
    mask.set_defaults(how="replace")
    mask.add_argument("--grow", type=whole(-WIDEST, WIDEST), default=0, metavar="PX", help="grow it (negative: shrink)")
    mask.add_argument("--feather", type=whole(0, WIDEST), default=0, metavar="PX", help="soften it to either side")
    mask.add_argument("--invert", action="store_true", help="mark all the rest instead")


def _fill(tree: _Tree) -> None:
    fill = tree.command(
        "fill",
        "Change what a mask marks, in a picture file or in a project.",
        "patchboard fill photo.jpg --mask mask.png -o fixed.png",
        'patchboard fill spring.patchboard --prompt "remove it" --count 2',
    )
    fill.add_argument("file", type=Path, metavar="IMAGE|PROJECT")
    what = fill.add_mutually_exclusive_group()
    what.add_argument("--mask", type=Path, help="for a picture: white (255) = change; a picture's alpha works too")
    what.add_argument("--whole", action="store_true", help="change all of the picture")
    about = "in a project: change all that this frame shows, as one picture on top of it"
    what.add_argument("--frame", metavar="FRAME", help=about)
    _onto(fill)


def _extend(tree: _Tree) -> None:
    extend = tree.command(
        "extend",
        "Draw what lies around a picture; the picture itself stays bit for bit.",
        "patchboard extend photo.jpg --to 1080x1920 --fit width -o story.png",
        "patchboard extend spring.patchboard --by 0,200,0,200",
        'patchboard extend photo.jpg --preset "Web hero" -o hero.png',
    )
    extend.add_argument("file", type=Path, metavar="IMAGE|PROJECT")
    where = extend.add_mutually_exclusive_group(required=True)
    where.add_argument("--by", type=several("0,200,0,200", 0), metavar="L,T,R,B", help="pixels to add on each side")
    where.add_argument("--to", type=size, metavar="WxH", help="the size to reach; source pixels are never scaled")
    where.add_argument("--preset", metavar="NAME", help="a usual size by name: at least that size, in its ratio")
    extend.add_argument("--at", type=several("0,400"), metavar="X,Y", help="with --to: the picture's corner in it")
    extend.add_argument("--fit", choices=("width", "height"), help="with --to: scale the picture to that side first")
    _onto(extend)


def _generate(tree: _Tree) -> None:
    generate = tree.command(
        "generate",
        "Make a picture from words alone, as a file or as candidates in a project.",
        'patchboard generate --size 1920x1080 --prompt "sunset sky" -o sky.png',
        'patchboard generate spring.patchboard --size 1080x1920 --prompt "paper in brand" --palette brand=#e8dcc0',
    )
    generate.add_argument("project", type=Path, nargs="?", metavar="PROJECT", help="keep the candidates there")
    generate.add_argument("-o", "--out", type=Path, help="without a project: where the result goes")
    generate.add_argument("--size", type=size, required=True, metavar="WxH")
    generate.add_argument("--at", type=several("0,0"), metavar="X,Y", help="in a project: its place on the canvas")
    add_asking(generate, "what to make")


def _candidates(tree: _Tree) -> None:
    accept = tree.command(
        "accept",
        "Make a candidate a layer: the newest that waits, unless one is named.",
        "patchboard accept spring.patchboard",
    )
    reject = tree.command(
        "reject",
        "Set a candidate aside, the newest that waits or a named one; it stays in the history.",
        "patchboard reject spring.patchboard",
    )
    for sub in (accept, reject):
        sub.add_argument("project", type=Path)
        sub.add_argument("candidate", nargs="?", default="", help="its id, as `info` and `fill` print it")
    _trust(accept)


def _steps(tree: _Tree) -> None:
    for name, about in (("undo", "Take back the newest step."), ("redo", "Do again what was taken back.")):
        sub = tree.command(name, about, f"patchboard {name} spring.patchboard")
        sub.add_argument("project", type=Path)
        sub.add_argument("--steps", type=whole(1, 1_000_000), default=1, metavar="N", help="how many (default 1)")


def _care(tree: _Tree) -> None:
    compact = tree.command(
        "compact", "Drop old undo steps and what nothing names.", "patchboard compact spring.patchboard"
    )
    compact.add_argument("project", type=Path)
    keep = whole(0, 1_000_000)
    compact.add_argument("--keep-steps", type=keep, default=100, metavar="N", help="undo steps to keep (default 100)")

    check = tree.command(
        "check",
        "Check a project; rescue what can be read.",
        "patchboard check spring.patchboard --rescue rescued.patchboard",
    )
    check.add_argument("project", type=Path)
    check.add_argument("--rescue", type=Path, metavar="NEW", help="write what can be read to a new project")


def _sample(tree: _Tree) -> None:
    sample = tree.command("sample", "The main job on the sample photograph.", "patchboard sample --headless --out out")
    sample.add_argument("--out", type=Path, default=Path("out"), help="folder for the results")
    sample.add_argument("--headless", action="store_true", help="no window, even where there is a display")


def _layer(sub: argparse.ArgumentParser) -> None:
    about = "name or id of a layer in a project; default: the uppermost picture (to fill: that has a mask)"
    sub.add_argument("--layer", default="", help=about)


def _onto(sub: argparse.ArgumentParser) -> None:
    """What filling and extending share: where it is done, what is asked, and what is done with the answer."""
    sub.add_argument("-o", "--out", type=Path, help="for a picture: where the result goes; --count N numbers the files")
    sub.add_argument("--force", action="store_true", help="for a picture: OUT may be the picture itself")
    _layer(sub)
    add_asking(sub, "what it should become; empty: what the surroundings suggest")
    _trust(sub)
    sub.add_argument("--edge", choices=("exact", "blend"), default="exact", help="exact: nothing outside changes")
    sub.add_argument(
        "--feather",
        type=whole(0, WIDEST),
        metavar="PX",
        help="exact: the mask fades inward over PX (default 0); blend: it may change up to PX outside (default 8)",
    )


def _trust(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--follow", action="store_true", help="follow a subject that the engine moved")
    sub.add_argument("--anyway", action="store_true", help="take an answer that could not be fitted safely")
