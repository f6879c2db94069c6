"""An open project: its document, its undo and its selection; the one thing in the program that changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from editor.document.archive import Generation
from editor.document.changes import Change, Step, applied, changes
from editor.document.records import Document
from editor.project.project import Project
from editor.session.history import Head, History
from editor.session.signal import Signal
from editor.session.unanswered import settled


class Session:
    """Only the thread that made it may touch it.

    `unanswered` are the generations that an earlier process had sent when it ended; what became of them is unknown.

    Signals: `changed(before, after)` after every commit, undo and redo, `selected(ids)`.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.document = project.document
        self.selection: frozenset[str] = frozenset()
        self.changed: Signal[Document, Document] = Signal()
        self.selected: Signal[frozenset[str]] = Signal()
        heads = (Head(head.id, head.parent, head.label, head.made) for head in project.steps())
        self.history = History(heads, project.pointer, project.step)
        self._next = project.next_step
        self.unanswered: tuple[Generation, ...] = () if project.read_only else settled(project)
        self._owner = threading.get_ident()

    def commit(self, label: str, after: Document) -> bool:
        """Make `after` the document, as one undo step. False where nothing differs.

        Raises ProjectError, with nothing changed, where the project is read-only.
        """
        self._check_thread()
        differ = changes(self.document, after)
        if not differ:
            return False
        step = Step(self._next, self.history.pointer, label, time.time(), differ)
        self._next += 1
        self.project.save(differ, step.id, step)
        self.history.record(step)
        self._show(after)
        return True

    def undo(self) -> bool:
        """Take back the newest step. False where there is none. Raises ProjectError, nothing changed, as `commit`."""
        self._check_thread()
        step = self.history.undoable()
        if step is None:
            return False
        self._move(tuple(change.reversed for change in step.changes), step.parent)
        return True

    def redo(self) -> bool:
        """Do again the newest step that was made here. False where there is none. Raises as `undo`."""
        self._check_thread()
        step = self.history.redoable()
        if step is None:
            return False
        self._move(step.changes, step.id)
        return True

    def go_to(self, step: int) -> bool:
        """Be where the document was after this step, on whatever branch, as one change; 0 is the empty project.

        False where it is there already. Raises LookupError where there is no such step, else as `undo`.
        """
        self._check_thread()
        back, forth = self.history.way_to(step)
        if not back and not forth:
            return False
        taken = [change.reversed for each in back for change in reversed(each.changes)]
        self._move((*taken, *(change for each in forth for change in each.changes)), step)
        return True

    def select(self, ids: Iterable[str]) -> None:
        """Make these layers, frames and notes the selection; unknown ids are left out."""
        self._check_thread()
        chosen = frozenset(id for id in ids if self.document.thing(id) is not None)
        if chosen != self.selection:
            self.selection = chosen
            self.selected.emit(chosen)

    def close(self) -> None:
        """Write what is waiting and close the file."""
        self.project.close()

    def _move(self, differ: tuple[Change, ...], pointer: int) -> None:
        self.project.save(differ, pointer)
        self.history.move_to(pointer)
        self._show(applied(self.document, differ))

    def _show(self, after: Document) -> None:
        before, self.document = self.document, after
        kept = frozenset(id for id in self.selection if after.thing(id) is not None)
        if kept != self.selection:
            self.selection = kept
            self.selected.emit(kept)
        self.changed.emit(before, after)

    def _check_thread(self) -> None:
        if threading.get_ident() != self._owner:
            raise RuntimeError("a session belongs to the thread that opened it")
