"""What guided what and what came of it, in columns that SQL can count: made of the archive's rows, kept beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from editor.document.archive import Charge, Generation, Offer
from editor.engine.contract import Price
from editor.project.connection import Connection

TABLES = {
    "guided": (
        "CREATE TABLE guided (anchor TEXT, version INTEGER, made REAL, generation TEXT,"
        " PRIMARY KEY (anchor, generation)) WITHOUT ROWID"
    ),
    "came": (
        "CREATE TABLE came (generation TEXT, offer TEXT, used INTEGER, PRIMARY KEY (generation, offer)) WITHOUT ROWID"
    ),
    "cost": (
        "CREATE TABLE cost (generation TEXT, charge TEXT, micros INTEGER, currency TEXT,"
        " PRIMARY KEY (generation, charge)) WITHOUT ROWID"
    ),
}
USES = """
    WITH offered AS (SELECT generation, count(*) AS offers, sum(used) AS used FROM came GROUP BY generation)
    SELECT anchor, version, count(*), coalesce(sum(offers), 0), coalesce(sum(used), 0), max(made)
    FROM guided LEFT JOIN offered USING (generation) GROUP BY anchor, version ORDER BY anchor, version
"""
COSTS = """
    SELECT anchor, version, currency, sum(micros) FROM guided JOIN cost USING (generation)
    GROUP BY anchor, version, currency
"""
GUIDED = "SELECT generation, version, made FROM guided WHERE anchor = ? ORDER BY made DESC, generation"
OF_THESE = "SELECT anchor, version, generation FROM guided WHERE generation IN (SELECT value FROM json_each(?))"


class Use(NamedTuple):
    """What one version of an anchor guided: how much was asked, offered and used of that, when last, for how much.

    `paid` holds a price for each currency.
    """

    anchor: str
    version: int
    generations: int
    candidates: int
    accepted: int
    newest: float
    paid: tuple[Price, ...] = ()


class Guided(NamedTuple):
    """A generation that an anchor guided, by the version that it had then."""

    generation: str
    version: int
    made: float


def track(db: Connection, record: Any) -> None:
    """Note what a row of the archive says of this; called in the transaction that writes the row."""
    if isinstance(record, Generation):
        for anchor, version in record.recipe.anchors:
            db.run("INSERT OR REPLACE INTO guided VALUES (?, ?, ?, ?)", anchor, version, record.made, record.id)
    elif isinstance(record, Offer):
        used = record.choice in ("accepted", "kept")
        db.run("INSERT OR REPLACE INTO came VALUES (?, ?, ?)", record.generation, record.id, used)
    elif isinstance(record, Charge) and record.price is not None:
        price = record.price
        values = (record.generation, record.id, price.micros, price.currency)
        db.run("INSERT OR REPLACE INTO cost VALUES (?, ?, ?, ?)", *values)


def uses(db: Connection) -> list[Use]:
    """Of every version of every anchor that guided something."""
    paid: dict[tuple[str, int], list[Price]] = {}
    for anchor, version, currency, micros in db.rows(COSTS):
        paid.setdefault((anchor, version), []).append(Price(micros, currency))
    rows: list[tuple[str, int, int, int, int, float]] = db.rows(USES)
    return [Use(*row, tuple(paid.get(row[:2], ()))) for row in rows]


def guided_by(db: Connection, anchor: str) -> list[Guided]:
    """All that an anchor guided, the newest first."""
    return [*map(Guided._make, db.rows(GUIDED, anchor))]


def guiding(db: Connection, generations: Iterable[str]) -> list[tuple[str, int, str]]:
    """What guided these generations: anchor, version and generation of each."""
    return db.rows(OF_THESE, json.dumps([*generations]))
