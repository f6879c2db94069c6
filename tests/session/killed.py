"""A process that asks a hanging engine in a project, says that it has its first answer, and waits to be killed."""

from __future__ import annotations

import sys
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
    generations = Generations(Session(Project.open(path)), registry, Jobs(registry))
    generations.answered.connect(lambda shown: print(shown.generation.id, flush=True))
    generations.wait(generations.ask("photo", "hanging", Wish(count=3)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
