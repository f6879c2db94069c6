"""How property tests find examples (the same in every quick run, new ones in `make test-all`; never by time), and a
home of the tests' own, so that what the user has connected is neither used nor changed."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile("repeatable")

_home = tempfile.mkdtemp(prefix="patchboard-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["XDG_CONFIG_HOME"] = os.environ["APPDATA"] = _home
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in [name for name in os.environ if name.endswith(("_API_KEY", "_API_TOKEN")) or name == "FAL_KEY"]:
    del os.environ[_name]
