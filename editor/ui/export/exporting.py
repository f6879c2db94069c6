"""Exporting from a window: asked in a sheet, written by a process of its own, told in a toast."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, QSettings, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from editor.engine.errors import Cancelled, EngineError
from editor.engine.stop import Stop
from editor.pixels.decode import ImageRejected
from editor.project.errors import ProjectError
from editor.session.aside import Process
from editor.session.upscaling import enlarges_here
from editor.steps.export import Output, Subject
from editor.ui.actions import Action, tr
from editor.ui.export.dragged import DraggedOut
from editor.ui.offload import Offload
from editor.ui.upscaling import ENGINE, asked_last

if TYPE_CHECKING:
    from editor.session.export import Written
    from editor.ui.desk import Desk
    from editor.ui.export.choices import Choice, Facts
    from editor.ui.export.sheet import ExportSheet
    from editor.ui.menus.reasons import Reasons

FOLDER = "export/folder"  # the setting that holds the last one
GRACE = 5  # seconds in which a stopped export may end by itself


class Exporting(QObject):
    """One export at a time. The window goes on meanwhile; what is changed then is not in it."""

    _heard = Signal(float)

    def __init__(self, desk: Desk, window: QWidget, settings: QSettings) -> None:
        super().__init__(desk)
        self._desk, self._window, self._settings = desk, window, settings
        self._process = Process(GRACE)
        self._looking, self._writing = Offload(1, "facts"), Offload(1, "export")
        self._drags = ThreadPoolExecutor(1, "drag")
        self._dragged: TemporaryDirectory[str] | None = None  # what is dragged out, while the window is open
        self._stop: Stop | None = None
        self._sheet: ExportSheet | None = None
        self._eager = False  # Export was pressed before all was known
        self._name = ""
        self._heard.connect(self._show_progress)

    @property
    def sheet(self) -> ExportSheet:
        """Made once it is wanted."""
        if self._sheet is None:
            from editor.ui.export.sheet import ExportSheet

            self._sheet = ExportSheet(self._window, self._desk.shell.theme)
            self._sheet.picked.connect(self._pick)
            self._sheet.wanted.connect(self._want)
            self._sheet.connecting.connect(self._desk.shell.sheets.connect_engine)
        return self._sheet

    def ask(self) -> None:
        """Ask how what is selected is to be written; all of it is filled in."""
        from editor.ui.export.choices import choices

        session = self._desk.session
        self._process.start()
        self._eager = False
        offers = [offer for offer in self._desk.connecting.offers if enlarges_here(offer.engine)]
        found = choices(session.document, session.selection, self._desk.target)
        self.sheet.ask(found, self._folder(), offers, asked_last(self._settings, offers))

    def stop(self) -> None:
        """Write no more; nothing unfinished is left."""
        if self._stop is not None:
            self._stop.set()

    def carried(self, within: QMimeData) -> QMimeData:
        """What is dragged out of the list of layers: with the selected pictures as files, each as its source was."""
        from editor.session.export import exported, planned
        from editor.ui.export.choices import roots

        session = self._desk.session
        document, project = session.document, session.project
        subjects = [Subject("layer", (layer.id,)) for layer in roots(document, session.selection)]
        if not subjects:
            return within
        if self._dragged is None:
            self._dragged = TemporaryDirectory(prefix="patchboard-", ignore_cleanup_errors=True)
        place = self._dragged.name

        def work() -> list[Path]:
            folder = Path(mkdtemp(dir=place))  # of its own, so that no name needs a number
            items = planned(project, document, subjects, Output(), folder)
            return [one.path for one in exported(project, items, self._process, Stop(), lambda _fraction: None)]

        return DraggedOut(within, lambda: self._drags.submit(work))

    def dropped(self, dragged: QMimeData) -> None:
        """A drag is over: where there were no files to give, that is said."""
        if isinstance(dragged, DraggedOut) and dragged.error is not None:
            self._desk.shell.toast.say(_words(dragged.error))

    def actions(self, why: Reasons) -> tuple[Action, ...]:
        return (
            Action(
                "file.export",
                tr("Export…"),
                "Ctrl+Shift+E",
                self.ask,
                "download",
                tr("Writes a layer, a frame, the selection or the board as picture files."),
                why_not=why.layers,
            ),
            Action(
                "file.stop-export",
                tr("Stop the export"),
                "",
                self.stop,
                "circle-x",
                tr("Ends the writing of files; nothing unfinished is left."),
                why_not=lambda: "" if self._stop else tr("Nothing is being exported."),
            ),
        )

    def close(self) -> None:
        """What is being written is finished first, unless it was stopped."""
        self._looking.close()
        if self._stop is not None:
            self._window.hide()
        self._writing.close()
        self._process.close()
        self._drags.shutdown(wait=True, cancel_futures=True)
        if self._dragged is not None:
            self._dragged.cleanup()

    def _folder(self) -> Path:
        """The last one, while it is there; else that of the project."""
        last = str(self._settings.value(FOLDER, ""))
        return Path(last) if last and Path(last).is_dir() else self._desk.session.project.path.parent

    def _pick(self, choice: Choice) -> None:
        from editor.ui.export.choices import facts

        project, document = self._desk.session.project, self._desk.session.document

        def show(answer: Facts | Exception) -> None:
            if self.sheet.choice != choice:
                return
            if isinstance(answer, Exception):
                self._refused(answer)
                return
            self.sheet.show_facts(answer)
            if self._eager:
                self._want()

        self._looking.run(lambda: facts(project, document, choice), show)

    def _want(self) -> None:
        sheet = self.sheet
        self._eager = not sheet.ready
        if self._eager or not sheet.form.go.isEnabled():
            return
        if self._stop is not None:
            sheet.say(self.tr("An export is being written: wait for it, or stop it first."))
            return
        self._settings.setValue(FOLDER, str(sheet.folder))
        stop = Stop()
        work = self._work(sheet, stop)
        self._name, self._stop = sheet.title, stop
        sheet.close_sheet()
        self._show_progress(0.0)
        self._writing.run(work, self._written)
        self._desk.shell.refresh()

    def _work(self, sheet: ExportSheet, stop: Stop) -> Callable[[], list[Written]]:
        """The writing of what stands in the sheet, for a thread of its own."""
        from editor.session.export import exported, planned
        from editor.session.export_larger import Upscaler, exported_larger, saved_new

        project, document = self._desk.session.project, self._desk.session.document
        subjects, output, folder, pattern = sheet.choice.subjects, sheet.output, sheet.folder, sheet.pattern
        upscaler = None
        if sheet.engine is not None:
            self._settings.setValue(ENGINE, sheet.engine.name)
            upscaler = Upscaler(sheet.engine, self._desk.generations.jobs.asking(sheet.engine.name))

        def work() -> list[Written]:
            items = planned(project, document, subjects, output, folder, pattern)
            if upscaler is None:
                return exported(project, items, self._process, stop, self._heard.emit)
            with saved_new(items) as save:
                return exported_larger(project, document, items, upscaler, self._process, save, stop, self._heard.emit)

        return work

    def _show_progress(self, fraction: float) -> None:
        if self._stop is not None:
            words = self.tr("Exporting {0}, {1} %").format(self._name, round(100 * fraction))
            self._desk.shell.toast.say(words, self.tr("Stop"), self.stop, stays=True)

    def _written(self, answer: list[Written] | Exception) -> None:
        self._stop = None
        self._desk.shell.refresh()
        toast = self._desk.shell.toast
        if isinstance(answer, Cancelled):
            toast.say(self.tr("The export was stopped; nothing unfinished is left."))
        elif isinstance(answer, Exception):
            toast.hide()
            self._refused(answer)
        else:
            folder = answer[0].path.parent
            toast.say(self._told(answer), self.tr("Show in folder"), lambda: QDesktopServices.openUrl(_url(folder)))

    def _told(self, written: list[Written]) -> str:
        notes = " ".join(dict.fromkeys(note for one in written for note in one.notes))
        large = sum(one.bytes for one in written)
        size = f"{large / 1_000_000:.1f} MB" if large >= 1_000_000 else f"{max(1, round(large / 1000))} KB"
        if len(written) == 1:
            words = self.tr("{0} is written, {1}.").format(written[0].path.name, size)
        else:
            words = self.tr("{0} files are written, {1}.").format(len(written), size)
        return f"{words} {notes}".strip()

    def _refused(self, error: Exception) -> None:
        """Said in the sheet, where something can be done about it."""
        if self.sheet.isHidden():
            self.sheet.open(self.sheet.form.go)
        self.sheet.say(_words(error))


def _words(error: Any) -> str:
    """What happened and what to do."""
    if isinstance(error, OSError):
        return f"{Path(str(error.filename)).name if error.filename else tr('The file')}: {error.strerror or error}."
    if isinstance(error, MemoryError):
        return tr("There is not enough memory for this: choose a smaller scale, or close other programs.")
    if isinstance(error, EngineError | ProjectError | ImageRejected):
        return f"{error.message} {error.advice}".strip()
    return str(error)


def _url(folder: Path) -> QUrl:
    return QUrl.fromLocalFile(str(folder))
