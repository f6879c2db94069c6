"""`patchboard ledger`: what was paid, as lines, as JSON and as a file of lines with commas."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from editor.cli.main import main
from editor.document.archive import Charge
from editor.engine.contract import Price
from editor.engine.errors import BadResult, NetworkError
from editor.engine.registry import Entry, Registry
from editor.project.project import Project
from editor.steps.ask import Wish
from tests.cli.conftest import Run
from tests.engines.dealer import Broken, Dealer
from tests.session.test_generations import LAYER, marked_project, opened


@pytest.fixture
def spent(tmp_path: Path) -> Path:
    """A project with two paid candidates, one of them accepted, and an answer in another currency that was lost."""
    path = marked_project(tmp_path / "a.patchboard")
    with opened(path, Dealer()) as generations:
        id = generations.ask(LAYER, "dealer", Wish(words="a hat", count=2))
        shown = generations.wait(id)
        generations.accept(shown[0])
        lost = Charge(id="lost", generation=id, made=0.0, engine="other", price=Price(50_000, "EUR"), outcome="unknown")
        generations.session.project.archive.charge(lost)
    return path


def test_the_sums_as_json(spent: Path, patchboard: Run) -> None:
    told = patchboard("ledger", spent, "--by", "engine")
    assert [(one["currency"], one["paid"], one["accepted"], one["discarded"]) for one in told["total"]] == [
        ("USD", 0.08, 0.04, 0.04),
        ("EUR", 0.05, 0.0, 0.0),
    ]
    dollars, euros = told["groups"]
    assert (dollars["engine"], dollars["waste"], dollars["each_accepted"]) == ("dealer", 0.5, 0.08)
    assert (dollars["candidates"], dollars["accepted_candidates"], dollars["estimated"]) == (2, 1, 0.0)
    assert (euros["engine"], euros["unknown"], euros["estimated"], euros["each_accepted"]) == (
        "other",
        0.05,
        0.05,
        None,
    )


def test_the_sums_as_lines(spent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(spent), "--by", "day"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["paid", "accepted", "open"]
    totals = [line for line in lines if line.startswith("total")]
    assert totals[0].split()[1:4] == ["$0.08", "$0.04", "$0.00"] and totals[0].endswith("50%    $0.08")
    assert "~0.05 EUR" in totals[1] and "100%" in totals[1]
    assert lines[-1].startswith("~ is estimated")


def test_the_table_of_all_calls(spent: Path, tmp_path: Path, patchboard: Run) -> None:
    patchboard("ledger", spent, "--csv", tmp_path / "l.csv")
    with (tmp_path / "l.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["outcome"], row["amount"], row["currency"]) for row in rows] == [
        ("unknown", "0.050000", "EUR"),
        ("accepted", "0.040000", "USD"),
        ("discarded", "0.040000", "USD"),
    ]
    assert {row["words"] for row in rows} == {"a hat"}


def test_the_project_is_never_written_over(spent: Path, patchboard: Run) -> None:
    assert "itself" in patchboard("ledger", spent, "--csv", spent, fails=1)["error"]
    Project.open(spent).close()


def test_a_project_without_calls(project: Path, patchboard: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert patchboard("ledger", project)["total"] == []
    assert main(["ledger", str(project)]) == 0
    assert capsys.readouterr().out == "nothing was asked yet\n"


def test_the_budget_is_set_told_and_lifted(spent: Path, patchboard: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert patchboard("budget", spent) == {"budget": None, "currency": None, "spent": 0.0}
    assert patchboard("budget", spent, "5 EUR") == {"budget": 5.0, "currency": "EUR", "spent": 0.05}
    assert patchboard("budget", spent, "0.10") == {"budget": 0.1, "currency": "USD", "spent": 0.08}
    assert main(["budget", str(spent)]) == 0
    assert capsys.readouterr().out == "$0.08 of $0.10 spent\n"
    assert patchboard("budget", spent, "--lift")["budget"] is None
    assert "no amount" in patchboard("budget", spent, "much", fails=2)["error"]


def test_what_the_budget_does_not_allow_is_refused_with_advice(
    spent: Path, patchboard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = Registry([Entry(Dealer(), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    patchboard("mask", spent, "--layer", LAYER, "--rect", "100,90,50,40")
    patchboard("budget", spent, "0.10")
    answer = patchboard("fill", spent, "--engine", "dealer", "--prompt", "a hat", fails=3)
    assert answer["error"] == (
        "The budget of $0.10 does not allow it: $0.08 is spent or under way, and this costs up to $0.04."
    )
    assert "patchboard budget" in answer["advice"]
    assert len(patchboard("info", spent)["generations"]) == 1
    patchboard("budget", spent, "0.12")
    assert patchboard("fill", spent, "--engine", "dealer", "--prompt", "a hat")["results"]


def test_what_may_have_been_charged_is_retried_only_where_it_is_wanted(
    tmp_path: Path, patchboard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lost = marked_project(tmp_path / "b.patchboard"), NetworkError("It broke.", billed=True)
    assert patchboard("retry", path) == {"generation": None, "results": []}
    with opened(path, Dealer(lost)) as generations:
        id = generations.ask(LAYER, "dealer", Wish(words="a hat"))
        with pytest.raises(NetworkError):
            generations.wait(id)
    monkeypatch.setattr(Registry, "found", lambda **_: Registry([Entry(Dealer(), "nowhere")]))
    assert "--again" in patchboard("retry", path, fails=1)["advice"]
    told = patchboard("retry", path, id, "--again")
    assert told["generation"] == id and len(told["results"]) == 1
    assert "did not fail" in patchboard("retry", path, id, fails=1)["error"]


def test_what_was_paid_for_and_is_no_picture_is_written_as_it_came(tmp_path: Path, patchboard: Run) -> None:
    path, out = marked_project(tmp_path / "b.patchboard"), tmp_path / "answers"
    with opened(path, Broken()) as generations:
        id = generations.ask(LAYER, "broken", Wish(words="a hat"))
        with pytest.raises(BadResult):
            generations.wait(id)
    patchboard("ledger", path, "--answers", out)
    (file,) = out.iterdir()
    assert file.name.startswith(id) and file.read_bytes() == b"\x89PNG no picture"
