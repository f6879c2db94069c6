"""What differs between two documents, as (table, id, before, after); reversed it is an undo."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from editor.document.records import TABLES, Document, Record


class Change(NamedTuple):
    """One record before and after; None where it did not exist."""

    table: str
    id: str
    before: Record | None
    after: Record | None

    @property
    def reversed(self) -> Change:
        return Change(self.table, self.id, self.after, self.before)


class Step(msgspec.Struct, frozen=True, eq=False):
    """One entry of the undo history: `parent` is the step that it was made on (0: the empty project)."""

    id: int
    parent: int
    label: str
    made: float  # seconds since 1970
    changes: tuple[Change, ...] = ()


def changes(before: Document, after: Document) -> tuple[Change, ...]:
    """Every record whose identity differs. Maps that are the same object cost nothing."""
    found: list[Change] = []
    for table in TABLES:
        old, new = getattr(before, table), getattr(after, table)
        if old is new:
            continue
        found += [Change(table, id, old.get(id), record) for id, record in new.items() if old.get(id) is not record]
        if len(new) < len(old) + sum(1 for change in found if change.table == table and change.before is None):
            found += [Change(table, id, record, None) for id, record in old.items() if id not in new]
    return tuple(found)


def applied(document: Document, steps: tuple[Change, ...]) -> Document:
    """The document after these changes."""
    maps: dict[str, dict[str, Record]] = {}
    for change in steps:
        if change.table not in maps:
            maps[change.table] = dict(getattr(document, change.table))
        records = maps[change.table]
        if change.after is None:
            records.pop(change.id, None)
        else:
            records[change.id] = change.after
    return msgspec.structs.replace(document, **maps)
