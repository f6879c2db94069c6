"""Frames: drawn, moved by their name, resized by their border; clicks and escape change nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document, Frame
from editor.pixels.geometry import Rect
from editor.session.gesture import Pointer
from editor.session.marks import Box, Label
from editor.session.presets import presets
from editor.steps.snap import Snaps
from editor.tools.frame import FrameTool
from editor.tools.tool import Bench
from tests.tools.hand import ALT, CTRL, NONE, Outcome, drag, fed, picture

FRAMED = Document().with_(Frame(id="f", name="Hero", rect=Rect(100, 100, 200, 150)), picture())


def _rect(outcome: Outcome, id: str = "f") -> Rect:
    assert outcome.document is not None
    return outcome.document.frames[id].rect


@given(*[st.integers(-300, 300)] * 4)
def test_a_drag_draws_a_frame_of_whole_pixels(x: int, y: int, dx: int, dy: int) -> None:
    outcome = drag(FrameTool(), Document(), [(x + 0.2, y - 0.3), (x + dx, y + dy)])
    if not dx or not dy:
        assert outcome.document is None
        return
    assert outcome.document is not None
    (frame,) = outcome.document.frames.values()
    assert frame.rect == Rect(min(x, x + dx), min(y, y + dy), abs(dx), abs(dy)) and frame.name == "Frame 1"


def test_it_snaps_to_the_grid() -> None:
    tool = FrameTool(bench=Bench(snaps=Snaps(False, False, 50)))
    outcome = drag(tool, Document(), [(3, 46), (197, 152)])
    assert outcome.document is not None
    assert next(iter(outcome.document.frames.values())).rect == Rect(0, 50, 200, 100)
    assert _rect(drag(tool, FRAMED, [(150, 88), (203, 188)])) == Rect(150, 200, 200, 150), "moved by its name"


def test_it_snaps_to_pictures_and_says_the_size_it_has() -> None:
    outcome = drag(FrameTool(sizes=presets()), Document().with_(picture()), [(3, -4), (500, 300), (1081, 1924)])
    assert outcome.document is not None
    (frame,) = outcome.document.frames.values()
    assert frame.rect == Rect(0, 0, 1081, 1924)
    exact = drag(FrameTool(sizes=presets()), Document(), [(0, 0), (1080, 1920), (1080, 1920)])
    assert Label(540, 1920, "1080 × 1920 Instagram story") in exact.previews[-1].marks
    assert Box(Rect(0, 0, 1080, 1920), "snap") in exact.previews[-1].marks


def test_a_border_resizes_and_a_name_moves() -> None:
    assert _rect(drag(FrameTool(), FRAMED, [(301, 180), (340, 500)], CTRL)) == Rect(100, 100, 240, 150)
    assert _rect(drag(FrameTool(), FRAMED, [(100, 100), (90, 80)], CTRL)) == Rect(90, 80, 210, 170)
    assert _rect(drag(FrameTool(), FRAMED, [(301, 180), (340, 180)], NONE, ALT)) == Rect(60, 100, 280, 150)
    moved = drag(FrameTool(), FRAMED, [(150, 88), (250, 288)], CTRL)
    assert _rect(moved) == Rect(200, 300, 200, 150) and moved.document is not None
    assert moved.document.layers["a"] is FRAMED.layers["a"] and moved.document.frames["f"].name == "Hero"
    assert _rect(drag(FrameTool(), FRAMED, [(150, 88), (45, 188)])) == Rect(0, 200, 200, 150), "snaps to the picture"


def test_shift_makes_a_square_and_a_frame_in_a_frame_is_drawn_above() -> None:
    outcome = drag(FrameTool(), FRAMED, [(150, 150), (190, 160)], CTRL, CTRL._replace(shift=True))
    assert outcome.document is not None
    new = next(frame for id, frame in outcome.document.frames.items() if id != "f")
    assert new.rect == Rect(150, 150, 40, 40) and new.order > "V" and new.name == "Frame 2"


def test_clicks_and_escape_change_nothing() -> None:
    for place in ((0, 0), (301, 180), (150, 90)):
        assert drag(FrameTool(), FRAMED, [place]).document is None
    open_ = fed(FrameTool(), FRAMED, [Pointer("press", 301, 180), Pointer("move", 500, 180)])
    assert open_.open and open_.document is None
