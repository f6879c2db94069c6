"""Asks before something is sent a second time that may have been charged already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.ui.sentences import money

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Retrying(QObject):
    """Retries what is wanted in the queue or in the prompt bar; what is doubtful only once that was said for sure."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.shell.queue.retried.connect(self._from_queue)
        desk.asking.doubted.connect(self._from_bar)

    def _from_queue(self, id: str) -> None:
        desk = self._desk
        if desk.generations.doubtful(id):
            self._ask(id, lambda: desk.queue.retry(id, sure=True))
        else:
            desk.attempt(lambda: desk.queue.retry(id))

    def _from_bar(self, id: str) -> None:
        self._ask(id, lambda: self._desk.asking.retry(sure=True))

    def _ask(self, id: str, retry: Callable[[], object]) -> None:
        price = self._desk.session.project.archive.generation(id).price
        said = self.tr("The answer was lost, and may have been charged already: asking again may cost {0} once more.")
        toast = self._desk.shell.toast

        def again() -> None:
            toast.hide()
            self._desk.attempt(retry)

        toast.say(said.format(money(price)), self.tr("Ask again"), again, stays=True)
        toast.link.setFocus()
