"""What is kept while pictures are moved, so that each frame costs little: of one a lift, of several sprites."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QRegion

from editor.pixels.geometry import Affine, Rect
from editor.ui.viewport.board import Board
from editor.ui.viewport.compose import Composer
from editor.ui.viewport.lift import Lift
from editor.ui.viewport.pictures import Pictures
from editor.ui.viewport.places import through
from editor.ui.viewport.scene import Scene
from editor.ui.viewport.sprites import Sprites

LIFTED = 0.05  # of the screen: what a picture must cover to be lifted while it is moved


class Moving:
    """`sharpen` is called with what of the screen is only near to what it is to be, once nothing moves any more."""

    def __init__(
        self,
        scene: Scene,
        composer: Composer,
        board: Board,
        pictures: Pictures,
        sharpen: Callable[[QRegion], object],
    ) -> None:
        self.lift: Lift | None = None
        self.sprites: Sprites | None = None
        self._scene, self._composer, self._board, self._pictures = scene, composer, board, pictures
        self._sharpen = sharpen
        self._last: list[int] = []  # the pictures that the last change was about

    @property
    def rests(self) -> bool:
        """Whether all is where it belongs."""
        return self.sprites is None or self.sprites.near.isEmpty()

    def change(self, moved: list[int], view: Affine, screen: Rect, ratio: float, *, sharp: bool) -> None:
        """These pictures look otherwise now, and nothing else does; or, where they are none, whatever it is.

        Of several, and of all else, sprites are kept for when they change again. One that changes again and again by
        itself is lifted from the others, if that is worth it. Nothing is kept where what is seen is not `sharp`.
        """
        again, self._last = moved == self._last, moved
        scene = self._scene
        if not moved or scene.spans or scene.blends or not sharp or (len(moved) == 1 and not again):
            self.put_down()
        elif len(moved) > 1:
            self.lift = None
            self.sprites = self.sprites or Sprites(scene, screen.size, self._pictures.budget, self._sharpen)
        elif self.lift is None:
            [index], [edges] = moved, through(scene.boxes[moved], view).tolist()
            if Rect.from_edges(*edges).intersected(screen).size.area > screen.size.area * LIFTED:
                self.lift = Lift(scene, self._composer, self._board, view, screen, index, ratio)

    def put_down(self) -> None:
        """All is in its place from here on."""
        self.lift = None
        self.rest()

    def rest(self) -> None:
        """Sprites take much memory, and are made again as soon as they are needed."""
        if self.sprites is not None:
            sprites, self.sprites = self.sprites, None
            self._sharpen(sprites.near)
