"""The road as a window walks it, in a process of its own: what was loaded, and how long the window was held up."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from editor.engine.errors import Cancelled
from editor.engine.registry import Registry
from editor.project.project import Project
from editor.session.aside import Process
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.mask import masked
from tests.steps.road import board, box_mask, photograph

ENGINES = ("tests.engines.fake:filling", "tests.engines.fake:remote", "editor._plugins.builtin")


def main(path: Path) -> None:
    """Prints, as JSON, the share of each generation's time that asking took, and whether numba was loaded."""
    registry, aside = Registry.of(ENGINES), Process()
    session = Session(Project.create(path))
    pixels = np.kron(photograph(500, 400), np.ones((3, 3, 1), np.uint8))
    document, layer = board(pixels)
    session.commit("Import", document)
    shares: list[float] = []
    with Generations(session, registry, Jobs(registry), aside) as generations:
        for number, engine in enumerate(("filling", "filling", "remote", "filling", "builtin")):
            values = box_mask(pixels, 100 + 150 * number, 200, 120, 700)
            session.commit("Mask", masked(session.document, layer.id, values))
            began = time.perf_counter()
            asked = generations.ask(layer.id, engine, Wish(words="remove" if engine == "builtin" else "", seed=9))
            returned = time.perf_counter()
            shown = generations.wait(asked)[-1]
            shares.append((returned - began) / (time.perf_counter() - began))
            generations.accept(shown, anyway=True)
        session.commit("Mask", masked(session.document, layer.id, values))
        generations.cancel(asked := generations.ask(layer.id, "filling", Wish()))
        try:
            cancelled = not generations.wait(asked)
        except Cancelled:
            cancelled = True
    aside.close()
    session.close()
    print(json.dumps({"shares": shares, "numba": "numba" in sys.modules, "cancelled": cancelled}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
