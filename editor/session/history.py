"""Undo as a pointer that moves over steps; recent steps in memory, older ones read from the journal."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from editor.document.changes import Change, Step
from editor.document.records import Record
from editor.pixels.tiles import Tiles


class Head(NamedTuple):
    """A step without its changes."""

    id: int
    parent: int
    label: str
    made: float


class History:
    """The tree of steps and where in it the document is; 0 is the empty project before the first step.

    Undo goes to a step's parent, redo to its newest child, so a branch that an edit left behind stays in the tree.
    At most `budget` bytes of steps are held; `load` brings back the others.
    """

    def __init__(
        self, heads: Iterable[Head], pointer: int, load: Callable[[int], Step], budget: int = 16 << 20
    ) -> None:
        self.heads = {head.id: head for head in heads}
        self.pointer = pointer
        self.held = 0
        self._load = load
        self._budget = budget
        self._steps: OrderedDict[int, Step] = OrderedDict()
        self._newest: dict[int, int] = {}
        for head in self.heads.values():
            self._newest[head.parent] = max(head.id, self._newest.get(head.parent, 0))

    @property
    def undo_label(self) -> str:
        """What an undo would take back; empty where there is nothing."""
        head = self.heads.get(self.pointer)
        return head.label if head else ""

    @property
    def redo_label(self) -> str:
        child = self._newest.get(self.pointer)
        return self.heads[child].label if child else ""

    def record(self, step: Step) -> None:
        """A new step, made on the current one; the pointer moves to it."""
        self.heads[step.id] = Head(step.id, step.parent, step.label, step.made)
        self._newest[step.parent] = step.id
        self.pointer = step.id
        self._hold(step)

    def undoable(self) -> Step | None:
        """The step that an undo takes back; None where there is none. The pointer stays: see `move_to`."""
        return self.step(self.pointer) if self.pointer in self.heads else None

    def redoable(self) -> Step | None:
        """The step that a redo does again, the newest made here; None where there is none."""
        child = self._newest.get(self.pointer)
        return None if child is None else self.step(child)

    def way_to(self, step: int) -> tuple[list[Step], list[Step]]:
        """The steps to take back, newest first, and then those to do again. Raises LookupError for an unknown one."""
        if step and step not in self.heads:
            raise LookupError(f"there is no step {step}")
        ahead = self._line(step)
        behind = self._line(self.pointer)
        shared = set(ahead) & set(behind)
        back, forth = ([id for id in line if id not in shared] for line in (behind, ahead))
        return [self.step(id) for id in back], [self.step(id) for id in reversed(forth)]

    @property
    def line(self) -> set[int]:
        """The steps that made the document what it is, and those that redo would do again."""
        found = set(self._line(self.pointer))
        ahead = self._newest.get(self.pointer)
        while ahead is not None:
            found.add(ahead)
            ahead = self._newest.get(ahead)
        return found

    def _line(self, step: int) -> list[int]:
        """A step and those that it was made on, newest first."""
        found: list[int] = []
        while step in self.heads:
            found.append(step)
            step = self.heads[step].parent
        return found

    def move_to(self, pointer: int) -> None:
        """The document is at this step now."""
        self.pointer = pointer

    def step(self, id: int) -> Step:
        """A step with its changes, from memory or from the journal."""
        if id in self._steps:
            self._steps.move_to_end(id)
            return self._steps[id]
        step = self._load(id)
        self._hold(step)
        return step

    def _hold(self, step: Step) -> None:
        self._steps[step.id] = step
        self.held += weight(step)
        while self.held > self._budget and len(self._steps) > 1:
            self.held -= weight(self._steps.popitem(last=False)[1])


def weight(step: Step) -> int:
    """About how many bytes a step keeps alive: its records and the handles of their tiles."""
    return 400 + sum(_change_weight(change) for change in step.changes)


def _change_weight(change: Change) -> int:
    return 200 + sum(_record_weight(record) for record in (change.before, change.after) if record is not None)


def _record_weight(record: Record) -> int:
    tiles = [value for value in (getattr(record, "pixels", None), getattr(record, "tiles", None)) if value is not None]
    mask = getattr(record, "mask", None)
    if mask is not None:
        tiles += [mask.tiles, mask.colours]
    return 600 + sum(160 * len(value.map) for value in tiles if isinstance(value, Tiles))
