"""Whether windows blend with what lies beneath them: without that, the corners of a rounded menu are black."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtGui import QGuiApplication


def windows_blend() -> bool:
    """Only a bare X server does not blend: there nobody owns the selection that compositors take."""
    app = QGuiApplication.instance()
    if sys.platform != "linux" or not isinstance(app, QGuiApplication) or app.platformName() != "xcb":
        return True
    return _compositor_runs(app)


def _compositor_runs(app: QGuiApplication) -> bool:
    from PySide6.QtGui import QNativeInterface

    native = app.nativeInterface()
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False  # square is right everywhere
    if not isinstance(native, QNativeInterface.QX11Application):
        return False
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    display = ctypes.c_void_p(native.display())
    atom = x11.XInternAtom(display, b"_NET_WM_CM_S0", 0)
    return x11.XGetSelectionOwner(display, ctypes.c_ulong(atom)) != 0
