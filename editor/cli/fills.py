"""`patchboard fill`, `extend`, `generate`: the one-shot forms on pictures, the kept ones in projects."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from editor.cli import pictures
from editor.cli.candidates import lines, row
from editor.cli.console import Console, Failure
from editor.cli.failures import failure
from editor.cli.opened import is_project, marked_layer, named_frame, picture_layer, session
from editor.cli.regions import border, everything, region_of
from editor.cli.wishes import chosen, edge, softened, wished
from editor.document.records import Frame, Layer, Mask
from editor.engine.contract import Progress
from editor.engine.errors import EngineError
from editor.engine.registry import Registry
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tiles
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps.merge import merged, merging
from editor.steps.place import beside


def fill(options: Namespace, console: Console) -> None:
    """Fill a mask of a picture file, or the mask in use in a project."""
    registry = Registry.found()
    engine = chosen(registry, options.engine)
    if not is_project(options.file):
        marked = options.mask is not None or options.whole
        _need(marked and options.out is not None, "a picture needs --mask MASK (or --whole) and -o OUT", options)
        _picture_alone(options)
        _say(console, pictures.fill_picture(options, engine, console))
        return
    _need(options.mask is None, "a project holds its mask: use `patchboard mask`, not --mask", options)
    _project_alone(options)
    with session(options.file) as opened:
        if options.frame is not None:
            layer = _merged(opened, named_frame(opened.document, options.frame))
            mask = everything(layer)
        elif options.whole:
            layer = picture_layer(opened.document, options.layer)
            mask = everything(layer)
        else:
            layer, mask = marked_layer(opened.document, options.layer)
        _ask_masked(opened, registry, layer, mask, options, console)


def _merged(opened: Session, frame: Frame) -> Layer:
    """What a frame shows, as a picture of its own on top."""
    after, layer = merged(opened.document, frame, merging(opened.document, frame)(stop=None))
    opened.commit("Frame as one picture", after)
    return layer


def extend(options: Namespace, console: Console) -> None:
    """Extend a picture file, or a picture in a project."""
    registry = Registry.found()
    engine = chosen(registry, options.engine)
    _need(
        options.to is not None or (options.at is None and options.fit is None), "--at and --fit go with --to", options
    )
    if not is_project(options.file):
        _need(options.out is not None, "a picture needs -o OUT", options)
        _picture_alone(options)
        _say(console, pictures.extend_picture(options, engine, console))
        return
    _need(options.fit is None, "--fit scales a picture file; in a project the layer is scaled on the canvas", options)
    _project_alone(options)
    with session(options.file) as opened:
        layer = picture_layer(opened.document, options.layer)
        assert layer.pixels is not None
        region, _ = region_of(options, layer.pixels.size)
        _ask_masked(opened, registry, layer, border(layer, region), options, console)


def generate(options: Namespace, console: Console) -> None:
    """Make a picture from words alone: a file, or candidates in a project."""
    registry = Registry.found()
    engine = chosen(registry, options.engine)
    if options.project is None:
        _need(options.out is not None, "without a project -o OUT is needed", options)
        _need(options.at is None, "--at is a place in a project", options)
        _say(console, pictures.generate_picture(options, engine, console))
        return
    _need(options.out is None, "a project keeps the result: no -o; use `patchboard export` afterwards", options)
    with session(options.project) as opened, _Asking(opened, registry, options.project, console) as asking:
        x, y = options.at or (round(a) for a in beside(opened.document))
        region = Rect(x, y, *options.size)
        wish = wished(options, engine, keep=_keeping(opened))
        asking.told(asking.generations.ask_words(engine.name, wish, region))


def retry(options: Namespace, console: Console) -> None:
    """Ask once more what failed or was cut off in a project."""
    registry = Registry.found()
    with session(options.project) as opened, _Asking(opened, registry, options.project, console) as asking:
        found = [a for a in opened.project.archive.generations() if a.state in ("failed", "unknown")]
        wanted = [a for a in found if a.id == options.generation] if options.generation else found[-1:]
        if options.generation and not wanted:
            raise Failure(
                f"{options.generation} did not fail, or is not there", "`patchboard info` lists what was asked."
            )
        if not wanted:
            console.answer({"generation": None, "results": []}, "nothing failed")
            return
        id = wanted[0].id
        if asking.generations.doubtful(id) and not options.again:
            raise Failure(
                "its answer was lost, and it may have been charged already",
                "Look at the provider's bill first; --again asks once more all the same.",
            )
        chosen(registry, wanted[0].recipe.engine)
        asking.told(asking.generations.retry(id, sure=True))


def _ask_masked(
    opened: Session, registry: Registry, layer: Layer, mask: Mask, options: Namespace, console: Console
) -> None:
    engine = registry.engine(options.engine)
    wish, mask = wished(options, engine, edge(options), _keeping(opened)), softened(mask, layer, options)
    with _Asking(opened, registry, options.file, console) as asking:
        asking.told(asking.generations.ask(layer.id, engine.name, wish, mask))


def _keeping(opened: Session) -> Callable[[bytes, str], Tiles]:
    """Keeps the bytes of a picture file in the project, so that what it guided can be asked again."""
    return lambda data, name: Tiles.from_source(opened.project.add_original(data, name))


class _Asking:
    """Asks in an open project, with progress, and tells what came; Ctrl+C keeps what had come."""

    def __init__(self, opened: Session, registry: Registry, path: Path, console: Console) -> None:
        self.generations = Generations(opened, registry, Jobs(registry), strict=True)
        self.generations.progressed.connect(self._progressed)
        self._console = console
        self._path = path

    def __enter__(self) -> _Asking:
        self._console.progress(0, "Getting ready")  # the first time, kernels are compiled
        return self

    def __exit__(self, *_: object) -> None:
        self.generations.jobs.close()

    def told(self, generation: str) -> None:
        """Wait for the candidates of a generation and say what they are."""
        self._console.begin()
        try:
            self.generations.wait(generation)
        except (EngineError, KeyboardInterrupt) as error:
            self.generations.cancel(generation)
            raise self._broken_off(generation, error) from error
        shown = self.generations.shown(generation)
        rows = [{"candidate": a.offer.id, **row(a.offer, a.fitted.report)} for a in shown]
        value = {"generation": generation, "results": rows}
        next_step = f"accept with: patchboard accept {self._path} {rows[0]['candidate']}"
        self._console.answer(value, *lines(value), next_step)

    def _broken_off(self, generation: str, error: BaseException) -> Failure:
        """What was raised, and which candidates had come, also those that were not looked at yet."""
        known, offers = failure(error), self.generations.session.project.archive.offers(generation)
        count = "One candidate" if len(offers) == 1 else f"{len(offers)} candidates"
        advice = f"{known.advice} {count} had come before: see `patchboard info {self._path}`."
        value = {"generation": generation, "results": [{"candidate": a.id, "seed": a.seed} for a in offers]}
        return Failure(known.message, advice if offers else known.advice, known.code, value)

    def _progressed(self, _id: str, progress: Progress) -> None:
        self._console.progress(progress.fraction, progress.stage)


def _say(console: Console, value: dict[str, Any]) -> None:
    console.answer(value, *lines(value))


def _picture_alone(options: Namespace) -> None:
    _need(not options.layer, "a picture file has no layers: --layer is for projects", options)


def _project_alone(options: Namespace) -> None:
    """What belongs to picture files, or to `accept`."""
    _need(options.out is None, "a project keeps the result: no -o; use `patchboard export` afterwards", options)
    _need(not options.force, "--force is for picture files", options)
    _need(not (options.follow or options.anyway), "in a project --follow and --anyway go with `accept`", options)


def _need(met: bool, message: str, options: Namespace) -> None:
    if not met:
        raise Failure(message, f"See `patchboard {options.command} --help`.", code=2)
