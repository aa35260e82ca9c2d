"""What is kept of a report comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from affiche import pipeline
from affiche.incremental.as_json import NotAsJsonError, from_json, to_json
from affiche.publishing.telling import tellings
from tests.site.building import SAMPLE, TODAY, sample


def test_a_report_comes_back() -> None:
    """With how readers were told of every version, missed or not."""
    reading, _ = pipeline.read(SAMPLE)
    told = tuple(each for policy in reading.site.policies for each in tellings(policy, TODAY))
    assert told
    report = replace(sample().report, missed=told)
    back = from_json(json.loads(json.dumps(to_json(report))))
    assert replace(back, missed=()) == replace(report, missed=())
    assert [replace(each.version, editions={}) for each in back.missed] == [
        replace(each.version, editions={}) for each in told
    ]
    assert [(each.due, each.by, each.told) for each in back.missed] == [
        (each.due, each.by, each.told) for each in told
    ]


def test_every_version_comes_back() -> None:
    reading, _ = pipeline.read(SAMPLE)
    versions = [version for policy in reading.site.policies for version in policy.versions]
    assert versions
    for version in versions:
        back = from_json(json.loads(json.dumps(to_json(version))))
        assert replace(back, editions=version.editions) == version
        assert list(back.editions) == list(version.editions)


@pytest.mark.parametrize("value", [object(), {1.5}, b"bytes", len])
def test_nothing_else_is_written(value: object) -> None:
    with pytest.raises(NotAsJsonError):
        to_json(value)


@pytest.mark.parametrize("value", [{}, {"is": "system", "value": "x"}, {"is": "Problem", "value": {"no": 1}}])
def test_nothing_else_comes_out(value: object) -> None:
    with pytest.raises((KeyError, TypeError)):
        from_json(value)


def test_a_path_and_nothing_stay_what_they_are() -> None:
    assert from_json(to_json((Path("site"), None, True, "text"))) == (Path("site"), None, True, "text")
