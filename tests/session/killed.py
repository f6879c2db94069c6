"""A process that asks a hanging engine twice in a project, the second time in vain, and waits to be killed.

It says the first one's id when it has an answer to it, and the other's.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from editor.engine.registry import Entry, Registry
from editor.project.project import Project
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps.ask import Wish
from tests.engines.dealer import Hanging


def main(path: Path) -> None:
    registry = Registry([Entry(Hanging(), "nowhere")])
    session, jobs = Session(Project.open(path)), Jobs(registry)
    generations = Generations(session, registry, jobs)
    first = generations.ask("photo", "hanging", Wish(words="a hat", seed=7, count=3))
    while not generations.shown(first):
        jobs.deliver()
        time.sleep(0.002)
    jobs.pause()
    second = generations.ask("photo", "hanging", Wish(words="a scarf", seed=8))
    session.project.flush()
    print(first, second, flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
