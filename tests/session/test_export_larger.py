"""Exports that an engine makes larger: frames, layers and boards, in their own colours, with what was transparent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from editor.document.records import Document, Frame, Layer, LayerMask, changed
from editor.engine.contract import Request
from editor.engine.errors import BadRequest, Cancelled
from editor.engine.stop import Stop
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.decode import Picture, decode
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import made, same_space
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.aside import Process, here
from editor.session.export import Written, planned
from editor.session.export_larger import Upscaler, exported_larger, saved_new
from editor.session.session import Session
from editor.steps.enlarge import Goal
from editor.steps.export import Output, Subject
from tests.engines.enlarger import Enlarger
from tests.session.exporting import kinds, project_of
from tests.steps.road import photograph

PHOTO = photograph()
H, W = PHOTO.shape[:2]
P3 = made(DISPLAY_P3)
RED = (255, 0, 0, 255)  # outside of sRGB in P3
HERO, DENSE = Subject("frame", ("hero",)), Subject("frame", ("dense",))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """In P3: a photograph with a red sign over it in a frame, and one of which a quarter of the pixels are shown."""
    sign = np.full((20, 20, 4), RED, np.uint8)
    made_of = (
        Layer(id="photo", name="photo", order="A", pixels=Tiles.from_array(PHOTO)),
        Layer(id="sign", order="B", pixels=Tiles.from_array(sign), transform=Affine.scaling(0.1)),
        Layer(id="far", order="C", pixels=Tiles.from_array(PHOTO), transform=Affine.scaling(0.5).then(_right(W + 9))),
    )
    frames = (
        Frame(id="hero", name="Hero", order="A", rect=Rect(0, 0, W, H)),
        Frame(id="dense", name="Dense", order="B", rect=Rect(W + 9, 0, W // 2, H // 2)),
    )
    opened = Session(Project.create(tmp_path / "a.patchboard"))
    document = Document().with_(*(changed(layer, profile=P3) for layer in made_of), *frames)
    opened.commit("Begin", document)
    yield opened
    opened.close()


def _right(x: float) -> Affine:
    return Affine.translation(x, 0)


def _written(
    session: Session,
    folder: Path,
    goal: Goal,
    *subjects: Subject,
    engine: Enlarger | None = None,
    aside: Process | Callable[..., object] = here,
    heard: Callable[[float], object] = lambda _far: None,
    **fields: object,
) -> list[Written]:
    engine = engine or Enlarger()
    output = Output(format="PNG", upscale=goal, **fields)  # type: ignore[arg-type]
    items = planned(session.project, session.document, subjects, output, folder, "{name} {w}x{h}")
    with saved_new(items) as save:
        by = Upscaler(engine, engine.generate)
        return exported_larger(session.project, session.document, items, by, aside, save, Stop(), heard)  # type: ignore[arg-type]


def _picture(written: Written) -> Picture:
    return decode(written.path.read_bytes())


def test_a_frame_is_composed_and_made_larger_in_its_own_colours(session: Session, tmp_path: Path) -> None:
    engine, heard = Enlarger(), list[float]()
    (one,) = _written(session, tmp_path, Goal(4), HERO, engine=engine, heard=heard.append)
    (request,) = engine.asked
    assert request.size == (W, H) and request.options == {"factor": 4, "to": [4 * W, 4 * H]}
    assert tuple(request.image[0, 0]) == RED, "with all that lies in it, and no colour clipped"
    assert np.array_equal(request.image[2:, 2:], PHOTO[2:, 2:])
    picture = _picture(one)
    assert one.path.name == f"Hero {4 * W}x{4 * H}.png" and same_space(picture.profile, P3)
    assert np.array_equal(picture.pixels, request.image[..., :3].repeat(4, 0).repeat(4, 1))
    assert heard == [pytest.approx(0.5)], "the engine was half done"
    assert "enlarger" in picture.metadata["xmp"], "the file tells what made its pixels up"
    (two,) = _written(session, tmp_path, Goal(4), HERO, described=False)
    assert "xmp" not in _picture(two).metadata


def test_pixels_that_its_picture_has_are_not_made_up(session: Session, tmp_path: Path) -> None:
    engine = Enlarger()
    same, more = _written(session, tmp_path, Goal(2), DENSE, HERO, engine=engine)
    assert [request.size for request in engine.asked] == [(W, H)], "of the first one all pixels are there"
    assert np.array_equal(_picture(same).pixels, PHOTO[..., :3]) and _picture(more).pixels.shape[:2] == (2 * H, 2 * W)
    _written(session, tmp_path, Goal(3), DENSE, engine=engine)
    assert engine.asked[-1].size == (W, H) and engine.asked[-1].options["to"] == [W // 2 * 3, H // 2 * 3]
    assert np.array_equal(engine.asked[-1].image, PHOTO)


def test_what_is_transparent_stays_so_and_a_mask_grows_along(session: Session, tmp_path: Path) -> None:
    values = np.full((H, W), 255, np.uint8)
    values[:, : W // 2] = 0
    photo = session.document.layers["photo"]
    masked = changed(photo, mask=LayerMask(Tiles.from_array(values)))
    session.commit("Mask", session.document.with_(masked, changed(session.document.layers["sign"], visible=False)))
    for subject in (HERO, Subject("layer", ("photo",))):
        (one,) = _written(session, tmp_path, Goal(2), subject)
        alpha = _picture(one).pixels[..., 3]
        assert alpha.shape == (2 * H, 2 * W)
        assert alpha[:, : W - 8].max() == 0 and alpha[:, W + 8 :].min() == 255


def test_colours_are_converted_where_that_is_asked_for(session: Session, tmp_path: Path) -> None:
    engine = Enlarger()
    (one,) = _written(session, tmp_path, Goal(2), HERO, engine=engine, profile=b"")
    assert not _picture(one).profile
    assert np.array_equal(_picture(one).pixels[::2, ::2], engine.asked[0].image[..., :3])


def test_depth_that_is_lost_is_said(tmp_path: Path) -> None:
    opened, subject = project_of(tmp_path, kinds()["PNG, 16 bits"][0], "photo.png")
    (one,) = _written(opened, tmp_path, Goal(2), subject)
    assert "8 bits a channel" in one.notes[0] and _picture(one).bits == 8
    opened.close()


def test_what_cannot_be_done_is_said_before_anything_is_written(session: Session, tmp_path: Path) -> None:
    engine, before = Enlarger(largest_side=W), sorted(tmp_path.iterdir())
    with pytest.raises(BadRequest, match="already"):
        _written(session, tmp_path, Goal(fill=Size(20, 10)), HERO, engine=engine)
    picky = Enlarger(largest_side=W - 1)
    with pytest.raises(BadRequest, match="at most"):
        _written(session, tmp_path, Goal(3), DENSE, HERO, engine=picky)
    assert not engine.asked and not picky.asked and sorted(tmp_path.iterdir()) == before


class Halted(Enlarger):
    """Is stopped while it makes the second picture."""

    def generate(self, request: Request, stop: Stop):
        if self.asked:
            stop.set()
        yield from super().generate(request, stop)


def test_what_was_written_before_a_stop_stays_and_nothing_unfinished(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        _written(session, tmp_path, Goal(2), HERO, HERO, engine=Halted())
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".png"] == [f"Hero {2 * W}x{2 * H}.png"]
    assert not list(tmp_path.glob(".save*"))


class Changing(Enlarger):
    """While it is at work the document becomes another."""

    def __init__(self, change: Callable[[], object]) -> None:
        super().__init__()
        self._change = change

    def generate(self, request: Request, stop: Stop):
        self._change()
        yield from super().generate(request, stop)


def test_composed_and_written_by_a_process_of_its_own_as_it_was_when_it_began(session: Session, tmp_path: Path) -> None:
    photo = session.document.layers["photo"]
    hide = partial(session.commit, "Hide", session.document.with_(changed(photo, visible=False)))
    expected, process = _written(session, tmp_path, Goal(2), HERO, HERO), Process(grace=5)
    try:
        written = _written(session, tmp_path, Goal(2), HERO, HERO, engine=Changing(hide), aside=process)
    finally:
        process.close()
    assert not session.document.layers["photo"].visible
    assert len({one.path for one in (*expected, *written)}) == 4, "nothing is written over"
    for one, other in zip(expected, written, strict=True):
        assert np.array_equal(_picture(one).pixels, _picture(other).pixels)
