"""What a scene is: it brings up a state of the window, yields while that is looked at, and puts it away again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.ui.screenshots.stage import Stage

Scene = Callable[[Stage], Iterator[None]]
