"""A build that takes over what did not change, killed at any moment, leaves the old site or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche import pipeline
from tests.site.building import SITES, build, contents

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 6, 1)
STEPS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"}
"""What a build does to the disk, as audit events."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs copies of a process")


def steps_near(home: Path, die_at: int) -> list[int]:
    """Count the steps near a folder, and die just before one of them; an audit hook stays, so only in a copy."""
    count = [0]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and (event == "ctypes.dlsym" or str(arguments[0]).startswith(str(home))):
            count[0] += 1
            if count[0] == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return count


def built_in_a_copy(home: Path, die_at: int) -> bool:
    """Build in a copy of this process; tell whether it lived to its end."""
    process = os.fork()
    if not process:
        try:
            steps_near(home, die_at)
            options = pipeline.Options(source=home / "content", out=home / "site", as_of=DAY, jobs=1)
            pipeline.build(options)
        except BaseException:  # noqa: BLE001 pytest must not go on in the copy
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) in {0, -signal.SIGKILL}
    return not os.WIFSIGNALED(status)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Each death is followed by other deaths, without a whole build between, as on a machine that keeps failing."""
    chance = random.Random(13)
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(SITES / "bilingual" / "content", content)
    build(content, site, DAY)
    deaths = 0
    for number in range(6):
        old = contents(site)
        with (content / "site.yaml").open("a", encoding="utf-8") as file:
            file.write(f"# {number}\n")
        policy = content / "cookies" / "policy.yaml"
        text = policy.read_text(encoding="utf-8")
        policy.write_text(f"{text}# {number}\n", encoding="utf-8")
        if number % 2:
            shutil.copyfile(SITES / "bilingual" / "content" / "site.yaml", content / "site.yaml")
            _rename(content, number)
        new = contents(build(content, tmp_path / f"whole-{number}", DAY).folder)
        for _ in range(4):
            lived = built_in_a_copy(tmp_path, die_at=chance.randrange(1, 260))
            deaths += not lived
            assert contents(site) in (old, new)
            if lived:
                assert contents(site) == new
        assert built_in_a_copy(tmp_path, die_at=0)
        assert contents(site) == new
    assert deaths > 5


def _rename(content: Path, number: int) -> None:
    """Give the organisation another address, which every page shows."""
    file = content / "site.yaml"
    text = file.read_text(encoding="utf-8").replace("12 Rue", f"{number} Rue")
    file.write_text(text, encoding="utf-8")
