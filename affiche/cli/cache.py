"""Where commands keep what they found, for the next time: the user's own cache."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def own_cache(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of Affiche in the user's cache; None where others may write in it, or nobody could tell."""
    if os.name != "posix":
        return None
    above = environment.get("XDG_CACHE_HOME") or os.path.join(environment.get("HOME", ""), ".cache")  # noqa: PTH118 either may be empty
    if not os.path.isabs(above):  # noqa: PTH117 as above
        return None
    folder = Path(above, "affiche")
    try:
        folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        state = folder.lstat()
    except OSError:
        return None
    is_own = stat.S_ISDIR(state.st_mode) and state.st_uid == os.geteuid()
    return folder if is_own and not state.st_mode & _OTHERS_MAY_WRITE else None
