"""From a kept candidate to a layer: fitted again, looked at, accepted or kept aside."""

from __future__ import annotations

import numpy as np

from editor.document.archive import Generation, Offer
from editor.document.records import Document, Layer, changed
from editor.engine.errors import BadResult
from editor.engine.stop import Stop
from editor.pixels.decode import decode
from editor.project.errors import ProjectError
from editor.session.aside import Aside
from editor.session.record import Shown, shown
from editor.session.session import Session
from editor.steps.accept import put, target_of
from editor.steps.ask import seen
from editor.steps.fitting import fitting


class Accepting:
    """Makes layers of the candidates of one session; `aside` does what is slow."""

    def __init__(self, session: Session, aside: Aside) -> None:
        self.session = session
        self._aside = aside

    def reopened(self, offer: Offer, *, follow: bool = False) -> Shown:
        """A kept candidate, fitted again to the picture that it was asked about; blocks until that is done.

        That picture is kept with the first answer, so it gives the same fit whatever became of the document; where a
        damaged file lost it, the picture as it is now is taken. Raises BadRequest where the target is gone.
        """
        archive, document = self.session.project.archive, self.session.document
        generation = archive.generation(offer.generation)
        target = target_of(document, generation)
        pixels = decode(archive.answer(offer.answer)).pixels
        original = kept_picture(generation)
        if original is None and target is not None:
            original = seen(document, generation, lambda look: self._aside(look, Stop()))
        fit = self._aside(fitting(generation, original, pixels, offer.seed, follow=follow), Stop())
        return shown(generation, offer, fit, target.profile if target else b"")

    def preview(self, shown: Shown) -> Document:
        """The document as it would be with this candidate accepted. Raises BadRequest where its target is gone."""
        return put(self.session.document, shown.generation, shown.layer)

    def accept(self, shown: Shown, *, anyway: bool = False, label: str = "Accept") -> Layer:
        """Make a candidate a layer: one undo step, called `label`.

        Raises BadResult, with what fit found, for one that is not trusted, unless it is wanted `anyway`; BadRequest
        where its target is gone.
        """
        report = shown.fitted.report
        if not (report.trusted or anyway):
            raise BadResult(" ".join(report.messages), "Ask again, or accept it anyway.")
        after = self.preview(shown)
        self.session.commit(label, after)
        self.session.project.archive.choose(shown.offer.id, "accepted")
        return after.layers[shown.layer.id]

    def keep_aside(self, shown: Shown) -> Layer:
        """Make a candidate a hidden layer, whatever is thought of it: one undo step; the mask stays in use.

        Raises BadRequest where its target is gone.
        """
        placed = self.preview(shown).layers[shown.layer.id]
        layer = changed(placed, visible=False)
        self.session.commit("Keep aside", self.session.document.with_(layer))
        self.session.project.archive.choose(shown.offer.id, "kept")
        return layer


def kept_picture(generation: Generation) -> np.ndarray | None:
    """What it was asked about, where that was kept: uint8 (h, w, 4)."""
    try:
        return None if generation.seen is None else generation.seen.array()
    except (LookupError, ProjectError):
        return None
