"""The ledger: every call with what became of its money, summed up by engine, anchor and day; currencies stay apart."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from editor.document.archive import Charge, Choice, Generation, Offer, Recipe, Settlement
from editor.engine.contract import Price
from editor.engine.errors import Blocked, EngineError
from editor.pixels.geometry import Rect, Size
from editor.project.archive import Archive
from editor.project.project import Project
from editor.session.ledger import Sum, entries, sums, table
from editor.steps.ask import Wish
from tests.engines.dealer import EACH, Dealer, Torn
from tests.engines.painter import Painter
from tests.session.test_generations import LAYER, marked_project, opened

NOON = time.mktime((2026, 3, 1, 12, 0, 0, 0, 0, -1))
DAY = 86_400


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    project = Project.create(tmp_path / "a.patchboard")
    yield project.archive
    project.close()


def ask(archive: Archive, id: str, engine: str = "a", anchors: tuple[str, ...] = (), words: str = "") -> None:
    recipe = Recipe(
        engine=engine,
        version="1",
        kind="inpaint",
        size=Size(8, 8),
        anchors=tuple((anchor, 1) for anchor in anchors),
        words=words,
    )
    archive.add(Generation(id=id, made=NOON, recipe=recipe, region=Rect(0, 0, 8, 8)))


def offer(
    archive: Archive, generation: str, id: str, price: Price | None, choice: Choice = "offered", made: float = NOON
) -> None:
    kept = Offer(
        id=id, generation=generation, made=made, seed=1, answer=b"", size=Size(8, 8), price=price, choice=choice
    )
    archive.offer(kept, b"bytes of " + id.encode())
    if price is not None and price.micros:
        engine = archive.generation(generation).recipe.engine
        archive.charge(Charge(id=f"c-{id}", generation=generation, made=made, engine=engine, price=price, offer=id))


def call(archive: Archive, generation: str, price: Price | None, outcome: Settlement) -> None:
    engine = archive.generation(generation).recipe.engine
    archive.charge(
        Charge(
            id=f"{generation}-{outcome}", generation=generation, made=NOON, engine=engine, price=price, outcome=outcome
        )
    )


def only(archive: Archive) -> Sum:
    (one,) = sums(entries(archive))
    return one


def test_money_is_told_by_what_became_of_it(archive: Archive) -> None:
    for id in "pqrs":
        ask(archive, id)
    for number, choice in enumerate(("accepted", "offered", "rejected")):
        offer(archive, "p", f"p{number}", Price(100, estimated=False), choice)  # type: ignore[arg-type]
    offer(archive, "q", "q0", Price(30, estimated=False))
    call(archive, "r", Price(7, estimated=False), "refused")
    call(archive, "r", Price(5, estimated=False), "failed")
    call(archive, "s", Price(3), "unknown")
    one = only(archive)
    assert one.micros == {"accepted": 100, "discarded": 200, "open": 30, "refused": 7, "failed": 5, "unknown": 3}
    assert (one.requests, one.candidates, one.accepted) == (4, 4, 1)
    assert one.paid == Price(345, estimated=True) and one.estimated == 3
    assert one.each == Price(345, estimated=True)
    assert one.waste == pytest.approx(215 / 315)


def test_what_was_kept_aside_is_of_use_and_nothing_is_wasted_before_it_is_decided(archive: Archive) -> None:
    ask(archive, "p")
    offer(archive, "p", "p0", Price(100, estimated=False))
    assert only(archive).waste is None and only(archive).each is None
    archive.choose("p0", "kept")
    assert only(archive).waste == 0.0 and only(archive).each == Price(100, estimated=False)


def test_currencies_are_never_added_up_and_an_unknown_price_is_no_money(archive: Archive) -> None:
    ask(archive, "p")
    offer(archive, "p", "p0", Price(100, "USD", estimated=False), "accepted")
    offer(archive, "p", "p1", Price(300, "EUR", estimated=False), "accepted")
    offer(archive, "p", "p2", None, "accepted")
    found = sums(entries(archive))
    assert [(one.currency, one.paid) for one in found] == [
        ("EUR", Price(300, "EUR", estimated=False)),
        ("USD", Price(100, "USD", estimated=False)),
        ("", None),
    ]
    assert [one.accepted for one in found] == [1, 1, 1] and found[2].each is None


def test_by_engine_by_anchor_and_by_day(archive: Archive) -> None:
    ask(archive, "p", "a", anchors=("style", "light"))
    ask(archive, "q", "b")
    offer(archive, "p", "p0", Price(100), "accepted")
    offer(archive, "q", "q0", Price(300), made=NOON + DAY)

    def told(by: str) -> dict[str, int]:
        return {one.key: sum(one.micros.values()) for one in sums(entries(archive), by)}  # type: ignore[arg-type]

    assert list(told("engine").items()) == [("b", 300), ("a", 100)]
    assert told("anchor") == {"style": 100, "light": 100, "": 300}
    assert list(told("day").items()) == [("2026-03-02", 300), ("2026-03-01", 100)]


def test_the_table_is_csv_that_no_spreadsheet_runs(archive: Archive) -> None:
    ask(archive, "p", anchors=("style",), words='=HYPERLINK("x"), said "she"')
    offer(archive, "p", "p0", Price(123_456, "EUR"), "accepted")
    call(archive, "p", None, "unknown")
    rows = list(csv.DictReader(io.StringIO(table(entries(archive), {"style": "House style"}))))
    lost, row = rows
    assert (lost["amount"], lost["outcome"], row["amount"]) == ("", "unknown", "0.123456")
    assert row["words"] == '\'=HYPERLINK("x"), said "she"'
    assert (row["currency"], row["estimated"], row["outcome"]) == ("EUR", "yes", "accepted")
    assert (row["anchors"], row["candidate"], row["request"]) == ("House style", "p0", "p")
    assert row["time"].startswith("2026-03-01T12:00:00")


@pytest.mark.parametrize(
    ("engine", "asked", "expected"),
    [
        (Dealer, "dealer", {"accepted": EACH, "discarded": EACH}),
        (lambda: Dealer(Blocked("No.")), "dealer", {}),
        (Torn, "torn", {"accepted": EACH, "unknown": EACH}),
        (Painter, "painter", {}),
    ],
)
def test_what_a_real_road_leaves(
    tmp_path: Path, engine: Callable[[], Dealer], asked: str, expected: dict[str, int]
) -> None:
    with opened(marked_project(tmp_path / "a.patchboard"), engine()) as generations:
        id = generations.ask(LAYER, asked, Wish(count=2))
        try:
            generations.wait(id)
        except EngineError:
            generations.jobs.deliver()
        if shown := generations.shown(id):
            generations.accept(shown[0])
        found = sums(entries(generations.session.project.archive))
        assert {key: micros for one in found for key, micros in one.micros.items() if micros} == expected
        assert sum(one.requests for one in found) == 1
