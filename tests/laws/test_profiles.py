"""Profiles as files: a site's own over those of Affiche, with the place of each mistake in them, and no link followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from affiche.defaults import default_folder
from affiche.duties.profiles import read_library
from affiche.problems import ProblemLog

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    "name: {en: Colorado, fr: Colorado}\nshort: {en: CO, fr: CO}\naddress: https://coag.gov/\n"
    "verified_on: 2025-01-01\nduties:\n"
)
SITE = """organisation: {name: Tern, address: 1 Tern Street, email: privacy@tern.test, url: https://www.tern.test/}
base_url: https://legal.tern.test/
timezone: America/Toronto
locales: [en]
policies: [privacy]
"""


def library_with(own: Path, **files: str) -> tuple[dict[str, list[str]], ProblemLog]:
    """Read the profiles with some of a site's own; give the ids of the duties of each law, and what was noted."""
    own.mkdir(exist_ok=True)
    for name, text in files.items():
        (own / f"{name}.yaml").write_text(text, "utf-8")
    log = ProblemLog()
    read = read_library([default_folder("laws"), own], log)
    return {name: [duty.id for duty in profile.duties] for name, profile in read.profiles.items()}, log


def test_names_that_nothing_has_are_noted_where_they_stand(tmp_path: Path) -> None:
    text = HEAD + "  one: {topic: acess, provision: x, when: sels}\n"
    duties, log = library_with(tmp_path / "laws", co=text)
    assert [problem.fix for problem in log.problems] == ["did you mean 'access'?", "did you mean 'sells'?"]
    assert [(problem.location.line, problem.location.column) for problem in log.problems] == [
        (6, 16),
        (6, 43),
    ]
    assert duties["co"] == []


@pytest.mark.parametrize(
    ("name", "duty", "owner"),
    [("us-co", "eu-13-2-d", "eu.yaml"), ("aa", "ca-qc-8-4", "ca-qc.yaml"), ("zz", "br-9-i", "br.yaml")],
)
def test_the_id_of_a_duty_of_another_law_is_refused_where_it_stands(
    name: str, duty: str, owner: str, tmp_path: Path
) -> None:
    text = HEAD + f"  own: {{topic: access, provision: x}}\n  {duty}: {{topic: access, provision: x}}\n"
    duties, log = library_with(tmp_path / "laws", **{name: text})
    (problem,) = log.problems
    assert problem.message == f"{owner} has a duty {duty!r} already"
    assert (problem.location.path, problem.location.line) == ((tmp_path / f"laws/{name}.yaml").as_posix(), 7)
    assert duties[name] == ["own"]
    assert duty in duties[owner.removesuffix(".yaml")]


def test_a_profile_that_replaces_its_namesake_may_keep_its_ids(tmp_path: Path) -> None:
    duties, log = library_with(
        tmp_path / "laws", eu=HEAD + "  eu-13-2-d: {topic: complaint, provision: {en: a, fr: b}}\n"
    )
    assert not log.problems
    assert duties["eu"] == ["eu-13-2-d"]


@pytest.mark.parametrize("link", ["laws", "laws/us-co.yaml", "laws/topics.yaml"])
def test_no_link_leads_out_of_the_site(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "elsewhere" / "us-co.yaml"
    secret.parent.mkdir()
    secret.write_text("password: hunter2\n", "utf-8")
    site = tmp_path / "site"
    (site / "content" / "privacy").mkdir(parents=True)
    (site / "content" / "site.yaml").write_text(SITE, "utf-8")
    (site / "content" / "privacy" / "policy.yaml").write_text("title: Privacy\nslug: privacy\n", "utf-8")
    (site / "content" / "privacy" / "en.md").write_text("# Privacy\n\nWe like trees.\n", "utf-8")
    (site / link).parent.mkdir(exist_ok=True)
    (site / link).symlink_to(secret.parent if link == "laws" else secret)
    monkeypatch.chdir(site)
    assert main(["laws"]) == 1
    said = capsys.readouterr().err
    assert link in said
    assert "this is a symbolic link" in said
    assert "hunter2" not in said
