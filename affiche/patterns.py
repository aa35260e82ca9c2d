"""Regular expressions that are compiled when they are first used: there are hundreds, and a text meets few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a regular expression until something is asked of it."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Compile it, and keep what was asked for, so that this is not asked again."""
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def lazy(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Give a regular expression as `re.compile` does, and compile it later, if ever."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
