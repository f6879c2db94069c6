"""What others wrote is found and used, and whatever it does it cannot hurt the session."""

from __future__ import annotations

import time
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from editor import _plugins
from editor.engine import outside
from editor.engine.contract import Candidate, Price
from editor.engine.errors import BadResult, Cancelled
from editor.engine.outside import plugin_folder
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from tests.engine.requests import inpaint

SOUND = """
import os
from editor.engine.contract import Abilities, Candidate, Price, Progress
open(os.environ["RUNS"], "a").write(f"{os.getpid()}\\n")
class Tint:
    name, title, version = "tint", "Tint", "1"
    abilities = Abilities(kinds=frozenset({"inpaint", "generate"}), masks="native", place="thread", offline=True)
    def price(self, request): return Price(2_000)
    def generate(self, request, stop):
        yield Progress(0.5, "tinting")
        pixels = request.image.copy()
        pixels[..., 0] = 255
        yield Candidate(pixels=pixels, seed=request.seed)
def engine(): return Tint()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's plugin folder, empty, with no other plugin about."""
    monkeypatch.setattr(_plugins, "__path__", [])
    monkeypatch.setattr(outside, "installed", tuple)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("RUNS", str(tmp_path / "runs.txt"))
    plugin_folder().mkdir(parents=True)
    return plugin_folder()


def runs(tmp_path: Path) -> list[str]:
    log = tmp_path / "runs.txt"
    return log.read_text().split() if log.exists() else []


def test_a_folder_with_one_file_is_an_engine_in_a_process_of_its_own(folder: Path, tmp_path: Path) -> None:
    import os

    (folder / "tint").mkdir()
    (folder / "tint" / "__init__.py").write_text(SOUND)
    found = Registry.found()
    assert found.names == ("tint",) and not found.problems
    engine = found.engine("tint")
    assert engine.abilities.place == "worker", "whatever it says of itself"
    assert engine.price(inpaint(count=3)) == Price(6_000)
    worker = Worker(found.path("tint"))
    try:
        answers = list(worker.answers(inpaint(), Stop()))
    finally:
        worker.close()
    assert isinstance(answers[-1], Candidate) and (answers[-1].pixels[..., 0] == 255).all()
    assert len(runs(tmp_path)) == 2 and str(os.getpid()) not in runs(tmp_path)


def test_it_is_asked_once_and_again_when_its_files_change(folder: Path, tmp_path: Path) -> None:
    file = folder / "tint.py"
    file.write_text(SOUND)
    assert Registry.found().names == ("tint",) and Registry.found().names == ("tint",)
    assert len(runs(tmp_path)) == 1
    file.write_text(SOUND.replace('"tint", "Tint"', '"hue", "Hue"'))
    assert Registry.found().names == ("hue",)
    file.unlink()
    assert Registry.found().names == ()


def test_a_window_starts_without_asking_and_has_it_a_moment_later(folder: Path, tmp_path: Path) -> None:
    (folder / "tint.py").write_text(SOUND)
    found = Registry.found(ask=False)
    assert found.names == () and not runs(tmp_path)
    assert found.look_outside()
    found.reconnect()
    assert found.names == ("tint",)
    assert found.look_outside() and len(runs(tmp_path)) == 1, "it is asked once"


RED = "        pixels[..., 0] = 255\n"  # the line of it that tests put something else in the place of
BROKEN = {
    "raises": ("raise RuntimeError('no luck')", "no luck"),
    "leaves": ("import os; os._exit(3)", "crashed"),
    "exits": ("raise SystemExit(3)", "could not be loaded"),
    "typo": ("def engine(:", "SyntaxError"),
    "no_engine": ("x = 1", "no engine"),
    "hangs": ("import time; time.sleep(600)", "within"),
    "costs_nonsense": (SOUND.replace("Price(2_000)", "'much'"), "no Price"),
    "cannot_tell_the_price": (SOUND.replace("return Price(2_000)", "raise RuntimeError"), ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_that_is_broken_is_told_of(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, said = BROKEN[name]
    (folder / f"{name}.py").write_text(text)
    outside.describe(outside.outside_paths(), limit=0.5 if name == "hangs" else 20)
    began = time.monotonic()
    found = Registry.found()
    assert time.monotonic() - began < 5
    assert said in "".join(problem.reason for problem in found.problems)
    assert found.names == (() if said else ("tint",))


ANSWERS = {
    "a wrong type": "yield 'picture'",
    "a wrong size": "yield Candidate(pixels=request.image[:0], seed=0)",
    "another kind of number": "yield Candidate(pixels=request.image / 255, seed=0)",
    "an error": "raise RuntimeError('secret text')",
    "the end of its process": "os._exit(1)",
    "nothing that it was made for": "yield Progress('far')",
}


@pytest.mark.parametrize("what", ANSWERS)
def test_whatever_it_answers_is_an_error_and_the_next_request_is_served(folder: Path, what: str) -> None:
    text = SOUND.replace(
        "        pixels[..., 0] = 255\n", f"        if request.seed == 13:\n            {ANSWERS[what]}\n"
    )
    (folder / "tint.py").write_text(text)
    worker = Worker(Registry.found().path("tint"))
    try:
        with pytest.raises(BadResult) as caught:
            list(worker.answers(inpaint(seed=13), Stop()))
        assert "secret" not in caught.value.message
        assert isinstance(list(worker.answers(inpaint(seed=1), Stop()))[-1], Candidate)
    finally:
        worker.close()


def test_one_that_hangs_is_ended_when_it_is_stopped(folder: Path) -> None:
    (folder / "tint.py").write_text(SOUND.replace(RED, "        import time; time.sleep(600)\n"))
    worker, stop = Worker(Registry.found().path("tint"), grace=0.2), Stop()
    try:
        with pytest.raises(Cancelled):
            for _ in worker.answers(inpaint(), stop):
                stop.set()
    finally:
        worker.close()


def test_installed_packages_offer_engines_by_entry_point(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = (
        EntryPoint("filling", "tests.engines.fake:filling", outside.GROUP),
        EntryPoint("x", "nowhere:y", outside.GROUP),
    )
    monkeypatch.setattr(outside, "installed", lambda: points)
    found = Registry.found()
    assert found.names == ("filling",) and found.path("filling") == "tests.engines.fake:filling"
    assert [problem.path for problem in found.problems] == ["nowhere:y"]


def test_the_example_in_the_handbook_works(folder: Path) -> None:
    handbook = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (folder / "tint.py").write_text(handbook.partition("```python\n")[2].partition("```")[0])
    found = Registry.found()
    worker = Worker(found.path("tint"))
    try:
        assert len(list(worker.answers(inpaint(count=2), Stop()))) == 2
    finally:
        worker.close()
