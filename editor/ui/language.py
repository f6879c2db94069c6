"""The language of the window: one that was chosen or the system's, from the translations that are there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator

from editor.resources import resource

KEY, SYSTEM, SOURCE = "language", "system", "en"
PREFIX, SUFFIX = "patchboard_", ".qm"


def languages() -> list[str]:
    """The codes of those that there are, the one that the source is written in first."""
    found = resource("translations").glob(f"{PREFIX}*{SUFFIX}")
    return [SOURCE, *sorted(path.stem.removeprefix(PREFIX) for path in found)]


def chosen(settings: QSettings) -> str:
    """A code of `languages`, or SYSTEM."""
    stored = str(settings.value(KEY, SYSTEM))
    return stored if stored in languages() else SYSTEM


def choose(settings: QSettings, code: str) -> None:
    """From the next start on."""
    settings.setValue(KEY, code)


def install(app: QCoreApplication, settings: QSettings) -> str:
    """Have the window speak the language that is wanted, as far as there is one; its code."""
    code = chosen(settings)
    if code == SYSTEM:
        code = next((one for one in _wanted() if one in languages()), SOURCE)
    if code != SOURCE:
        of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for folder, name in ((of_qt, f"qtbase_{code}"), (str(resource("translations")), f"{PREFIX}{code}")):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
    return code


def title(code: str) -> str:
    """A language by the name that it has in itself."""
    if code == SOURCE:
        return "English"  # Qt names the country too
    name = QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]


def _wanted() -> list[str]:
    return [name.replace("-", "_").split("_")[0] for name in QLocale.system().uiLanguages()]
