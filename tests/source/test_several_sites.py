"""Several sites from one folder: each has its own company, address, look and policies; texts and facts are shared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from affiche.checking import check
from affiche.cli import main
from affiche.pipeline import read
from affiche.problems import ContentError, ProblemLog, UnknownError
from affiche.source import SourceFolder
from affiche.source.data.sites import by_site, site_at, site_names

if TYPE_CHECKING:
    from pathlib import Path

DONE, PROBLEMS, USAGE = 0, 1, 2
SITE = """\
timezone: America/Halifax
locales: [en, fr]
organisation: {name: Seabird Group Inc., address: 1 Quay Street, email: privacy@seabird.example, url: https://www.seabird.example/}
sites:
  gull:
    base_url: https://legal.gull.example/
    policies: [gull-privacy]
    look: {accent: "#0b4f8a"}
  tern:
    organisation: {name: Tern Books Ltd., address: 2 Quay Street, email: ask@tern.example, url: https://www.tern.example/}
    base_url: https://legal.tern.example/
    policies: [tern-privacy]
    facts: {contact: {email: ask@tern.example}}
  auk:
    base_url: https://www.auk.example/legal/
    locales: [en]
    policies: [auk-privacy]
"""
FACTS = "facts: {contact: {email: privacy@seabird.example, phone: 555-0100}}\n"
GOODS = {"gull": "{en: parcels, fr: des colis}", "tern": "{en: books, fr: des livres}", "auk": "maps"}
ENGLISH = """\
# Privacy policy

{{ organisation.name }} sells {{ facts.goods }}.

## Contact {#contact}

Write to {{ facts.contact.email }} or call {{ facts.contact.phone }}.
"""
FRENCH = """\
# Politique de confidentialité

{{ organisation.name }} vend {{ facts.goods }}.

## Nous joindre {#contact}

Écrivez à {{ facts.contact.email }} ou appelez le {{ facts.contact.phone }}.
"""


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")  # 2026-05-28
    return lay_out(tmp_path / "content")


def lay_out(content: Path) -> Path:
    """Write three sites that share a text and facts."""
    write(content / "site.yaml", SITE)
    write(content / "facts.yaml", FACTS)
    write(content / "privacy/en.md", ENGLISH)
    write(content / "privacy/fr.md", FRENCH)
    for name, goods in GOODS.items():
        titles = "title: Privacy policy\nslug: privacy\n"
        write(content / f"{name}-privacy/policy.yaml", f"{titles}text: privacy\nfacts:\n  goods: {goods}\n")
    return content


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text, encoding="utf-8")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    write(file, text.replace(old, new, 1))


def publish(name: str, *options: str) -> int:
    notes = ["--note-en", "First.", *([] if name == "auk" else ["--note-fr", "Première."])]
    decided = ["--effective", "2026-06-01", "--significance", "major", "--yes", *notes]
    return main(["publish", f"{name}-privacy", *decided, *options])


def told(content: Path, *names: str) -> list[str]:
    problems = check(content, names).problems
    return [f"{p.location.path.rpartition('content/')[2]}:{p.location.line} {p.message}" for p in problems]


def test_each_site_is_read_as_if_it_stood_alone(content: Path) -> None:
    assert not told(content)
    texts = {}
    for name in GOODS:
        reading, _ = read(content, brand=name)
        (policy,) = reading.site.policies
        texts[name] = policy.working["en"].markdown
    assert "Seabird Group Inc. sells parcels." in texts["gull"]
    assert "Tern Books Ltd. sells books." in texts["tern"]
    assert "Write to ask@tern.example or call 555-0100." in texts["tern"]
    assert "Seabird Group Inc. sells maps." in texts["auk"]
    assert read(content, brand="auk")[0].site.locales == ("en",)
    assert read(content)[0].site.base_url == "https://legal.gull.example/"
    assert read(content, names=["tern-privacy"])[0].site.base_url == "https://legal.tern.example/"


def test_every_site_is_built_into_its_own_folder(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(publish(name) == DONE for name in GOODS)
    assert main(["build", "--as-of", "2026-06-01"]) == DONE
    site = content.with_name("site")
    pages = {name: (site / name / "en/privacy/index.html").read_text(encoding="utf-8") for name in GOODS}
    assert "Tern Books Ltd. sells books." in pages["tern"]
    assert "gull" not in pages["tern"].lower()
    assert not (site / "auk" / "fr").exists()
    capsys.readouterr()
    for name in GOODS:
        assert main(["verify", "--site", f"site/{name}", "--as-of", "2026-06-01"]) == DONE
    assert main(["build", "--as-of", "2026-06-01", "--format", "json"]) == DONE
    assert [
        *json.loads(capsys.readouterr().out.split("Ledger")[-1].partition("\n")[2].partition("\n")[2])[
            "sites"
        ]
    ] == [*GOODS]


def test_one_site_can_be_built_by_its_name(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish("tern") == DONE
    assert main(["build", "--brand", "tern", "--as-of", "2026-06-01"]) == DONE
    assert [
        folder.name for folder in sorted(content.with_name("site").iterdir()) if folder.name[0] != "."
    ] == ["tern"]
    assert main(["build", "--brand", "puffin"]) == USAGE
    assert "there is no site 'puffin'; there is gull, tern, auk." in capsys.readouterr().err


def test_all_sites_can_be_served_under_one_address(content: Path) -> None:
    assert publish("tern") == DONE
    assert main(["build", "--base-url", "https://staging.example/x", "--as-of", "2026-06-01"]) == DONE
    site = content.with_name("site")
    for name in GOODS:
        assert f"https://staging.example/x/{name}/" in (site / name / "sitemap.xml").read_text("utf-8")
    assert 'href="/x/tern/en/privacy/"' in (site / "tern/en/index.html").read_text("utf-8")


def test_a_site_that_cannot_be_built_keeps_no_other_from_it(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all(publish(name) == DONE for name in GOODS)
    edit(content / "site.yaml", "ask@tern.example, url", "ask, url")
    assert main(["build", "--as-of", "2026-06-01"]) == PROBLEMS
    assert "site.yaml:10:" in capsys.readouterr().err
    assert sorted(each.name for each in content.with_name("site").iterdir() if each.name[0] != ".") == [
        "auk",
        "gull",
    ]


def test_a_shared_text_is_published_by_each_when_it_is_ready(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all(publish(name) == DONE for name in ("gull", "tern"))
    edit(content / "privacy/en.md", "sells", "makes and sells")
    edit(content / "privacy/fr.md", "vend", "fabrique et vend")
    assert (
        main(
            [
                "publish",
                "tern-privacy",
                "--effective",
                "2026-07-01",
                "--significance",
                "editorial",
                "--yes",
                "--note-en",
                "Says so.",
                "--note-fr",
                "Le dit.",
            ]
        )
        == DONE
    )
    frozen = {
        name: [folder.name for folder in sorted((content / f"{name}-privacy/versions").iterdir())]
        for name in ("gull", "tern")
    }
    assert frozen == {"gull": ["2026-06-01"], "tern": ["2026-06-01", "2026-07-01"]}
    text = (content / "tern-privacy/versions/2026-07-01/en.md").read_text(encoding="utf-8")
    assert "Tern Books Ltd. makes and sells books." in text
    capsys.readouterr()
    assert main(["status", "--format", "json"]) == DONE
    drafts = {
        name: each["draft"]["changed"]
        for name, each in json.loads(capsys.readouterr().out)["policies"].items()
    }
    assert drafts == {"gull-privacy": True, "tern-privacy": False, "auk-privacy": True}


def test_a_mistake_in_a_shared_text_is_told_once_and_counts_for_each(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all(publish(name) == DONE for name in GOODS)
    edit(content / "privacy/en.md", "facts.goods", "facts.good")
    assert told(content) == ["privacy/en.md:3 facts.good is not defined"]
    assert told(content, "tern-privacy") == ["privacy/en.md:3 facts.good is not defined"]
    assert publish("tern") == PROBLEMS
    capsys.readouterr()
    assert main(["build", "--as-of", "2026-06-01"]) == DONE
    assert "The draft of tern-privacy cannot be published yet" in capsys.readouterr().out


def test_a_shared_text_that_changed_is_looked_at_again_by_the_next_build(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish("tern") == DONE
    assert main(["build", "--brand", "tern", "--as-of", "2026-06-01"]) == DONE
    edit(content / "privacy/en.md", "facts.goods", "facts.good")
    capsys.readouterr()
    assert main(["build", "--brand", "tern", "--as-of", "2026-06-01"]) == DONE
    assert "facts.good is not defined" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "site.yaml",
            "[tern-privacy]",
            "[gull-privacy]",
            "site.yaml:12 'gull-privacy' is of the site 'gull' already",
        ),
        (
            "site.yaml",
            "https://legal.tern.example/",
            "https://legal.gull.example/",
            "site.yaml:11 'https://legal.gull.example/' is of the site 'gull' already",
        ),
        (
            "site.yaml",
            "sites:",
            "policies: [gull-privacy]\nsites:",
            "site.yaml:4 'policies' stands beside the sites, and would be the same for all of them",
        ),
        (
            "site.yaml",
            "  auk:",
            "  Auk Maps:",
            "site.yaml:14 'Auk Maps' cannot be the name of a site, which is that of its folder",
        ),
        ("site.yaml", "  auk:\n", "  auk: x\n  owl:\n", "site.yaml:14 'auk' is no site"),
        (
            "site.yaml",
            "    policies: [auk-privacy]",
            "    polices: [auk-privacy]",
            "site.yaml:17 the key 'polices' is not known here",
        ),
        (
            "tern-privacy/policy.yaml",
            "text: privacy",
            "text: privat",
            "tern-privacy/policy.yaml:3 there is no folder 'privat'",
        ),
        (
            "tern-privacy/policy.yaml",
            "text: privacy",
            "text: gull-privacy",
            "tern-privacy/policy.yaml:3 'gull-privacy' is a policy of its own",
        ),
    ],
)
def test_what_cannot_be_is_told_at_its_place(
    file: str, old: str, new: str, expected: str, content: Path
) -> None:
    edit(content / file, old, new)
    try:
        found = told(content)
    except ContentError as error:
        found = [
            f"{p.location.path.rpartition('content/')[2]}:{p.location.line} {p.message}"
            for p in error.problems
        ]
    assert expected in found


def test_a_text_beside_a_shared_one_is_not_overlooked(content: Path) -> None:
    write(content / "tern-privacy/fr.md", FRENCH)
    assert told(content) == [
        "tern-privacy/fr.md:0 nothing reads this text: policy.yaml takes the texts of 'privacy'"
    ]


def test_which_site_is_meant(content: Path) -> None:
    folder = SourceFolder(content, ProblemLog())
    assert site_names(folder) == ("gull", "tern", "auk")
    assert site_at(folder, "https://www.auk.example/legal") == "auk"
    assert site_at(folder, "out/tern/") == "tern"
    with pytest.raises(UnknownError, match="gull, tern or auk"):
        site_at(folder, "https://www.example.com/")
    assert by_site(folder, []) == [("gull", ()), ("tern", ()), ("auk", ())]
    assert by_site(folder, ["tern-privacy", "auk-privacy"]) == [
        ("tern", ("tern-privacy",)),
        ("auk", ("auk-privacy",)),
    ]
    assert by_site(folder, ["nothing"]) == [("gull", ("nothing",))]


def test_edits_go_into_the_shared_text(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish("tern") == DONE
    assert main(["review", "out", "tern-privacy"]) == DONE
    assert "content/privacy/en.md" in capsys.readouterr().out
    edit(content / "privacy/en.md", "## Contact", "New words.\n\n## Contact")
    assert main(["translate", "out", "tern-privacy"]) == DONE
    assert main(["diff", "tern-privacy"]) in {DONE, PROBLEMS}
    assert main(["laws", "tern-privacy", "gull-privacy"]) == DONE


@pytest.mark.parametrize("fix", [["--fix"], []])
def test_all_sites_are_checked(fix: list[str], content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(content / "privacy/fr.md", "Écrivez à", "Question ? Écrivez à")
    main(["check", *fix])
    said = capsys.readouterr().out
    assert said.count("--- content/privacy/fr.md") == len(fix)


def test_a_logo_of_another_site_is_not_unused(content: Path) -> None:
    static = content.with_name("templates") / "static"
    static.mkdir(parents=True)
    for name in ("gull.svg", "tern.svg", "owl.svg"):
        write(
            static / name,
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
        )
    edit(content / "site.yaml", 'accent: "#0b4f8a"', "logo: gull.svg")
    edit(content / "site.yaml", "    facts:", "    look: {logo: tern.svg}\n    facts:")
    unused = {p.location.path for p in check(content).problems if p.rule == "theme/unused-file"}
    assert unused == {"templates/static/owl.svg"}


def test_a_broken_site_yaml_makes_no_fact_of_a_site_unknown(content: Path) -> None:
    edit(content / "facts.yaml", "email: privacy@seabird.example, ", "")
    edit(content / "site.yaml", "    base_url: https://legal.gull.example/", "    base_url: [")
    with pytest.raises(ContentError) as raised:
        check(content)
    assert {p.location.path.rpartition("/")[2] for p in raised.value.problems} == {"site.yaml"}
