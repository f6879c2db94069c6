"""The back buffer: after any pans, zooms and edits it is what composing all of it anew would give."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.steps.flatten import flatten
from editor.ui.view import View
from editor.ui.viewport.raster import Raster
from tests.ui.viewport.stage import array, board, layers, noise

SCREEN = Rect(0, 0, 320, 220)
UNMOVED = Affine()
WORST = 12  # levels by which a smoothly scaled pixel may differ with where its painting began


@pytest.fixture
def raster(qtbot: QtBot) -> Iterator[Raster]:
    """Its board has no dots, so that there is something to compare with."""
    made = Raster()
    made.board.dots = False
    made.resize(SCREEN.w, SCREEN.h)
    yield made
    made.close()


def _shown(qtbot: QtBot, raster: Raster, document: Document, view: Affine = UNMOVED) -> np.ndarray:
    raster.show(document)
    raster.look(view)
    return sharp(qtbot, raster)


def sharp(qtbot: QtBot, raster: Raster) -> np.ndarray:
    """What is on the screen once it has come to rest."""

    def rests() -> bool:
        painted(raster)
        return not raster.busy

    qtbot.waitUntil(rests)
    return painted(raster)


def painted(raster: Raster) -> np.ndarray:
    image = QImage(SCREEN.w, SCREEN.h, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        raster.paint(painter, SCREEN)
    return array(image)


def _over_board(raster: Raster, pixels: np.ndarray) -> np.ndarray:
    """Straight RGBA over the board's colour, dots left out: BGR."""
    grey = raster.board.colour.red()
    alpha = pixels[..., 3:] / 255
    return np.rint(pixels[..., 2::-1] * alpha + grey * (1 - alpha)).astype(int)


def test_at_its_own_size_a_stack_is_what_flatten_composes(qtbot: QtBot, raster: Raster) -> None:
    upright = [changed(a, transform=a.transform._replace(a=1, b=0, c=0, d=1)) for a in layers(12)]
    document = Document().with_(*upright)
    shown = _shown(qtbot, raster, document, Affine.translation(10, 10))
    wanted = _over_board(raster, flatten(document, SCREEN.size, Affine.translation(10, 10)))
    assert abs(shown - wanted).max() <= 3


@pytest.mark.parametrize("mode", ["multiply", "screen", "overlay", "darken", "lighten", "hard-light", "difference"])
def test_modes_are_what_flatten_composes_also_where_nothing_is_beneath(qtbot: QtBot, raster: Raster, mode: str) -> None:
    lower = Layer(id="a", order="A", transform=Affine.translation(20, 20), pixels=noise(1, 120, 90))
    upper = Layer(id="b", order="B", transform=Affine.translation(80, 60), pixels=noise(2, 120, 90, True), blend=mode)
    document = Document().with_(lower, upper)
    shown = _shown(qtbot, raster, document)
    assert abs(shown - _over_board(raster, flatten(document, SCREEN.size))).max() <= 4


@pytest.mark.parametrize("through", [False, True])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("mode", ["normal", "multiply"])
def test_groups_are_what_flatten_composes(qtbot: QtBot, raster: Raster, through: bool, masked: bool, mode: str) -> None:
    values = np.zeros((220, 320), np.uint8)
    values[30:90, 40:200] = 180
    mask = LayerMask(Tiles.from_array(values)) if masked else None
    group = Layer(id="g", order="M", kind="group", opacity=0.7, pass_through=through, mask=mask)
    inner = Layer(
        id="h",
        order="Z",
        kind="group",
        parent="g",
        pass_through=False,
        blend="normal" if through else mode,
        opacity=0.9,
    )
    document = Document().with_(
        Layer(id="a", order="A", pixels=noise(1, 200, 150)),
        group,
        Layer(id="b", order="A", parent="g", transform=Affine.translation(30, 20), pixels=noise(2, 90, 90, True)),
        Layer(id="c", order="B", parent="g", transform=Affine.translation(70, 30), pixels=noise(3, 90, 90), blend=mode),
        inner,
        Layer(id="d", order="A", parent="h", transform=Affine.translation(90, 60), pixels=noise(4, 90, 90, True)),
        Layer(id="z", order="Z", transform=Affine.translation(120, 50), pixels=noise(5, 60, 60, True)),
    )
    shown = _shown(qtbot, raster, document)
    assert abs(shown - _over_board(raster, flatten(document, SCREEN.size))).max() <= 5


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("pan"), st.integers(-150, 150), st.integers(-150, 150)),
        st.tuples(st.just("zoom"), st.sampled_from([0.53, 0.81, 1.27, 1.9]), st.integers(0, 320)),
        st.tuples(st.just("turn"), st.sampled_from([-15, 90]), st.integers(0, 320)),
        st.tuples(st.just("move"), st.integers(0, 14), st.integers(-60, 60)),
        st.tuples(st.just("drag"), st.integers(0, 14), st.integers(1, 6)),
        st.tuples(st.just("drag several"), st.integers(0, 14), st.integers(1, 6)),
        st.tuples(st.just("turn several"), st.integers(0, 14), st.integers(1, 3)),
        st.tuples(st.just("fade several"), st.integers(0, 14), st.integers(1, 3)),
        st.tuples(st.just("hide"), st.integers(0, 14), st.just(0)),
        st.tuples(st.just("remove"), st.integers(0, 14), st.just(0)),
        st.tuples(st.just("raise"), st.integers(0, 14), st.just(0)),
        st.tuples(st.just("edit"), st.integers(0, 14), st.integers(0, 30)),
        st.tuples(st.just("rest"), st.just(0), st.just(0)),
    ),
    max_size=12,
)


class Hand:
    """Does to a raster what a user does."""

    def __init__(self, qtbot: QtBot, raster: Raster) -> None:
        self.qtbot, self.raster = qtbot, raster
        self.document, self.view = board(15), View(1.0, -10.0, -10.0)
        raster.show(self.document)
        raster.look(self.view.to_widget)
        sharp(qtbot, raster)

    def do(self, what: str, first: float, second: float) -> None:
        if what == "rest":
            sharp(self.qtbot, self.raster)
        elif what in ("pan", "zoom", "turn"):
            x, y = float(second), 100.0
            view = self.view
            moved = {
                "pan": lambda: view.panned(first, second),
                "zoom": lambda: view.zoomed(min(max(first, 0.2 / view.zoom), 4 / view.zoom), x, y),
                "turn": lambda: view.turned(first, x, y),
            }
            self.view = moved[what]()
            self.raster.look(self.view.to_widget)
        elif (layer := self.document.layers.get(f"{int(first):03}")) is not None:
            for document in self.edited(what, layer, int(second)):
                self.document = document
                self.raster.show(document)
                painted(self.raster)

    def edited(self, what: str, layer: Layer, by: int) -> list[Document]:
        document, move = self.document, Affine.translation
        assert layer.pixels is not None
        if what == "remove":
            return [document.without(layer)]
        if what.endswith("several"):
            return [self.several(what, layer.id, step) for step in range(1, by + 1)]
        if what == "drag":
            steps = [changed(layer, transform=layer.transform.then(move(7.0 * k, 3.0 * k))) for k in range(1, by + 1)]
        elif what == "edit":
            paint = np.full((8, 8, 4), (250, 0, by, 255), np.uint8)
            steps = [changed(layer, pixels=layer.pixels.pasted(by, 5, paint))]
        else:
            fields: dict[str, dict[str, object]] = {
                "move": {"transform": layer.transform.then(move(by, -by / 2))},
                "hide": {"visible": not layer.visible},
                "raise": {"order": layer.order + "z"},
            }
            steps = [changed(layer, **fields[what])]
        return [document.with_(step) for step in steps]

    def several(self, what: str, first: str, step: int) -> Document:
        """This layer and every second after it, some steps further than now."""
        chosen = [layer for id, layer in sorted(self.document.layers.items()) if id >= first][::2]
        if what == "fade several":
            return self.document.with_(*(changed(layer, opacity=1 - 0.2 * step) for layer in chosen))
        by = Affine.translation(7.3 * step, 3 * step) if what == "drag several" else Affine.rotation(4.0 * step)
        return self.document.with_(*(changed(layer, transform=layer.transform.then(by)) for layer in chosen))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_the_buffer_is_what_composing_anew_gives(qtbot: QtBot, moves: list[tuple[str, float, float]]) -> None:
    raster = Raster()
    raster.resize(SCREEN.w, SCREEN.h)
    try:
        hand = Hand(qtbot, raster)
        for move in moves:
            hand.do(*move)
            painted(raster)
        kept = sharp(qtbot, raster)
        raster.drop_lift()
        raster.compose(SCREEN)
        anew = painted(raster)
        differ = abs(kept - anew).max(axis=2)
        assert (differ > WORST).mean() < 2e-3, "but for pixels at hard edges, which round one way or the other"
        fresh = Raster()
        fresh.resize(SCREEN.w, SCREEN.h)
        other = _shown(qtbot, fresh, hand.document, hand.view.to_widget)
        fresh.close()
        assert (abs(other - anew).max(axis=2) > WORST).mean() < 2e-3
    finally:
        raster.close()


def test_a_zoom_shows_the_old_picture_scaled_at_once(qtbot: QtBot, raster: Raster) -> None:
    document = Document().with_(Layer(id="a", pixels=Tiles.from_array(np.full((100, 100, 3), 200, np.uint8))))
    _shown(qtbot, raster, document)
    raster.look(Affine.scaling(2))
    assert raster.busy
    shown = painted(raster)
    assert (shown[5:195, 5:195] == 200).all() and (shown[205:, 205:].max(axis=(0, 1)) < 80).all()
    assert abs(sharp(qtbot, raster)[5:195, 5:195] - 200).max() == 0


def test_it_is_busy_until_every_picture_in_view_is_there(qtbot: QtBot, raster: Raster) -> None:
    layer = Layer(id="a", pixels=noise(1, 700, 500))
    _shown(qtbot, raster, Document().with_(layer))
    assert raster.pictures.get((raster.pictures.number(layer), 0, -1, -1)) is not None


def test_what_is_far_away_costs_no_picture(qtbot: QtBot, raster: Raster) -> None:
    near = Layer(id="a", pixels=noise(1))
    far = Layer(id="b", transform=Affine.translation(9000, 0), pixels=noise(2))
    _shown(qtbot, raster, Document().with_(near, far))
    assert raster.pictures.stand_in(raster.pictures.number(near)) is not None
    assert raster.pictures.stand_in(raster.pictures.number(far)) is None


def test_a_large_layer_is_shown_by_the_parts_that_are_seen(qtbot: QtBot, raster: Raster) -> None:
    pixels = np.zeros((2500, 3000, 3), np.uint8)
    pixels[..., 0] = np.arange(3000) % 251
    pixels[..., 1] = (np.arange(2500) % 241)[:, None]
    document = Document().with_(Layer(id="a", pixels=Tiles.from_array(pixels)))
    shown = _shown(qtbot, raster, document, Affine.translation(-900, -950))
    assert np.array_equal(shown[..., 2], pixels[950:1170, 900:1220, 0].astype(int))
    assert np.array_equal(shown[..., 1], pixels[950:1170, 900:1220, 1].astype(int))
    assert raster.pictures.held < pixels.size


def test_what_stood_in_for_a_picture_leaves_no_halo(qtbot: QtBot, raster: Raster) -> None:
    pixels = np.full((1500, 2000, 3), 250, np.uint8)
    _shown(qtbot, raster, Document().with_(Layer(id="a", pixels=Tiles.from_array(pixels))), Affine.scaling(1 / 16))
    raster.look(Affine(0.4, 0, 0, 0.4, 40, -520))
    kept = sharp(qtbot, raster)
    raster.compose(SCREEN)
    assert abs(kept - painted(raster)).max() == 0


class Broken:
    digest = b"broken"
    size = Size(100, 100)

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        raise LookupError("its bytes are lost")


def test_a_layer_that_is_lost_does_not_stop_the_others(qtbot: QtBot, raster: Raster) -> None:
    lost = Layer(id="a", order="A", pixels=Tiles.from_source(Broken()))
    flat = Layer(id="c", order="C", transform=Affine(0, 0, 0, 0, 5, 5), pixels=noise(1))
    whole = Layer(
        id="b",
        order="B",
        transform=Affine.translation(150, 0),
        pixels=Tiles.from_array(np.full((100, 100, 3), 90, np.uint8)),
    )
    shown = _shown(qtbot, raster, Document().with_(lost, flat, whole))
    assert (shown[:100, 150:250] == 90).all()
    assert (shown[10:90, 10:90] == 0x9E).any(), "hatched"


def test_what_came_last_is_shown_without_waiting_for_more(
    qtbot: QtBot, raster: Raster, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = layers(3)
    _shown(qtbot, raster, Document().with_(*few[:2]))
    monkeypatch.setattr("editor.ui.viewport.raster.GATHER", 60_000)
    raster.show(Document().with_(*few))
    before = painted(raster)
    assert (sharp(qtbot, raster) != before).any(), "it was not there when it was first painted"
