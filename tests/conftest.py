"""How property tests find examples: the same in every quick run, new ones in `make test-all`; never by time."""

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile("repeatable")
