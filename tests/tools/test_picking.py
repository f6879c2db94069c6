"""Tools that look at the picture: colour range, smart select and the colour picker; and notes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document, Layer, Note
from editor.pixels.geometry import Affine, Rect
from editor.pixels.select import colour_range, refined
from editor.pixels.tiles import Tiles
from editor.session.gesture import Pointer, Say, Write
from editor.session.marks import Label
from editor.tools.colour_picker import ColourPicker
from editor.tools.colour_range import ColourRange
from editor.tools.note import NoteTool
from editor.tools.smart_select import SmartSelect
from editor.tools.tool import Tool
from tests.tools.hand import ALT, SHIFT, drag, fed, marks, picture

PLACED = Affine.scaling(0.5).then(Affine.translation(40, 30))


def _scene() -> np.ndarray:
    """A red disc and a red bar apart from it, on noisy green."""
    pixels = np.empty((240, 320, 3), np.uint8)
    pixels[:] = (60, 140, 70)
    cv2.circle(pixels, (120, 110), 50, (200, 60, 50), -1)
    cv2.rectangle(pixels, (260, 20), (300, 220), (200, 60, 50), -1)
    noise = np.random.default_rng(3).integers(-6, 7, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


SCENE = _scene()
DOCUMENT = Document().with_(Layer(id="a", pixels=Tiles.from_array(SCENE), transform=PLACED))
DISC = np.hypot(*(np.mgrid[0:240, 0:320] - np.array([110, 120])[:, None, None])) <= 50
BAR = np.zeros((240, 320), bool)
BAR[20:221, 260:301] = True


def _overlap(values: np.ndarray, wanted: np.ndarray) -> float:
    found = values > 127
    return float((found & wanted).sum() / (found | wanted).sum())


def test_a_click_marks_its_colour_where_it_is_joined() -> None:
    outcome = drag(ColourRange(tolerance=8), DOCUMENT, [PLACED.apply(120, 110)])
    assert np.array_equal(marks(outcome.document), colour_range(SCENE, 120, 110, 8, contiguous=True))
    assert _overlap(marks(outcome.document), DISC) > 0.97
    everywhere = drag(ColourRange(tolerance=8, contiguous=False), DOCUMENT, [PLACED.apply(120, 110)])
    assert _overlap(marks(everywhere.document), DISC | BAR) > 0.97


def test_colour_ranges_are_added_and_taken_away() -> None:
    first = drag(ColourRange(), DOCUMENT, [PLACED.apply(120, 110)]).document
    assert first is not None
    both = drag(ColourRange(), first, [PLACED.apply(280, 100)], SHIFT).document
    assert _overlap(marks(both), DISC | BAR) > 0.97 and both is not None
    assert _overlap(marks(drag(ColourRange(), both, [PLACED.apply(120, 110)], ALT).document), BAR) > 0.97


def test_a_drag_sets_the_tolerance_and_it_stays() -> None:
    at = PLACED.apply(120, 110)
    outcome = drag(ColourRange(tolerance=4), DOCUMENT, [at, (at[0] + 50, at[1]), (at[0] + 100, at[1])])
    assert isinstance(outcome.became, ColourRange) and outcome.became.tolerance == pytest.approx(8)
    assert np.array_equal(marks(outcome.document), colour_range(SCENE, 120, 110, 8, contiguous=True))
    counts = [np.count_nonzero(marks(preview.document)) for preview in outcome.previews]
    assert counts == sorted(counts)


def test_what_was_accepted_is_looked_at_too() -> None:
    fix = picture("fix", placed=Affine.translation(100, 100).then(PLACED), onto="a", order="W")
    outcome = drag(ColourRange(), DOCUMENT.with_(fix), [PLACED.apply(110, 110)])
    wanted = np.zeros((240, 320), bool)
    wanted[100:140, 100:160] = True
    assert _overlap(marks(outcome.document), wanted) > 0.99


def test_a_box_marks_the_object_in_it() -> None:
    outcome = drag(SmartSelect(), DOCUMENT, [PLACED.apply(60, 50), PLACED.apply(150, 150), PLACED.apply(185, 172)])
    assert _overlap(marks(outcome.document), DISC) > 0.97
    assert not marks(outcome.document)[:, 200:].any()


def test_strokes_add_and_take_away_and_leave_the_rest() -> None:
    boxed = drag(SmartSelect(), DOCUMENT, [PLACED.apply(60, 50), PLACED.apply(185, 172)]).document
    assert boxed is not None
    more = drag(SmartSelect(), boxed, [PLACED.apply(280, 60), PLACED.apply(280, 120), PLACED.apply(280, 200)], SHIFT)
    assert _overlap(marks(more.document), DISC | BAR) > 0.95 and more.document is not None
    assert (marks(more.document) >= marks(boxed)).all()
    less = drag(SmartSelect(), more.document, [PLACED.apply(280, 40), PLACED.apply(280, 200)], ALT)
    assert _overlap(marks(less.document), DISC) > 0.95
    assert (marks(less.document) <= marks(more.document)).all()


def test_what_cannot_be_told_apart_is_said_and_nothing_changes() -> None:
    for points in ([(0.0, 0.0), (3.0, 3.0)], [PLACED.apply(10, 10), PLACED.apply(13, 13)]):
        outcome = drag(SmartSelect(), DOCUMENT, points)
        assert outcome.document is None and any(isinstance(told, Say) and ":" in told.words for told in outcome.notices)
    assert drag(SmartSelect(), DOCUMENT, [PLACED.apply(10, 10)]).document is None


@given(st.booleans(), st.integers(0, 300), st.integers(0, 220))
def test_refining_never_loses_what_it_should_keep(erase: bool, x: int, y: int) -> None:
    small = cv2.resize(SCENE, (80, 60), interpolation=cv2.INTER_AREA)
    mask = np.where(cv2.resize(DISC.astype(np.uint8), (80, 60)) > 0, 255, 0).astype(np.uint8)
    stroke = np.zeros((60, 80), np.uint8)
    stroke[y // 4 : y // 4 + 4, x // 4 : x // 4 + 4] = 255
    after = refined(small, mask, stroke, erase=erase)
    assert (after <= mask).all() if erase else (after >= mask).all()
    assert (after[stroke > 127] == (0 if erase else 255)).all()


@pytest.mark.parametrize("tool", [ColourRange(), SmartSelect()])
def test_nothing_is_marked_on_what_is_locked_or_beside_it(tool: Tool) -> None:
    outcome = drag(tool, Document().with_(picture(locked=True)), [(10, 10), (30, 30)])
    assert outcome.document is None and not outcome.previews
    if isinstance(tool, ColourRange):
        assert drag(tool, DOCUMENT, [(0, 0)]).document is None


def test_the_picker_takes_what_is_seen_and_changes_nothing() -> None:
    top = picture("top", order="W")
    outcome = drag(ColourPicker(), DOCUMENT.with_(top), [PLACED.apply(280, 100), (20, 20)])
    assert outcome.document is None and isinstance(outcome.became, ColourPicker)
    assert outcome.became.colour == (90, 90, 90) and outcome.became.words == "#5a5a5a"
    first = outcome.previews[0].marks
    assert len(first) == 1 and isinstance(first[0], Label) and first[0].text.startswith("#")
    assert drag(ColourPicker(), DOCUMENT, [(5000, 5000)]).became is None


def test_a_note_is_clicked_or_dragged_and_then_written_on() -> None:
    clicked = drag(NoteTool(), DOCUMENT, [(500.4, 20)])
    assert clicked.document is not None
    (note,) = clicked.document.notes.values()
    assert note.rect == Rect(500, 20, 240, 120) and clicked.notices == [Write(note.id)]
    dragged = drag(NoteTool(), DOCUMENT, [(500, 20), (550, 80)]).document
    assert dragged is not None and next(iter(dragged.notes.values())).rect == Rect(500, 20, 50, 60)


def test_a_note_is_moved_by_a_drag_and_written_on_by_a_click() -> None:
    document = Document().with_(Note(id="n", rect=Rect(10, 10, 100, 50), text="hello"))
    moved = drag(NoteTool(), document, [(20, 20), (30, 60), (60, 90)])
    assert moved.document is not None and moved.document.notes["n"].rect == Rect(50, 80, 100, 50)
    assert moved.document.notes["n"].text == "hello" and not moved.notices
    clicked = drag(NoteTool(), document, [(20, 20)])
    assert clicked.document is None and clicked.notices == [Write("n")]
    open_ = fed(NoteTool(), document, [Pointer("press", 20, 20), Pointer("move", 90, 90)])
    assert open_.open and open_.document is None
