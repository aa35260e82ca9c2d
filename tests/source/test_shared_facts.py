"""facts.yaml: what several policies share, told once; a policy takes what its text names, and its own facts win."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from affiche.checking import check
from affiche.cli import main
from affiche.pipeline import read
from affiche.problems import ContentError, Severity
from affiche.source.facts import is_table
from affiche.source.shared_facts import named_in, only, together, without

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Fact

SITE = """\
organisation: {name: Harbour Books, address: 1 Quay Street, email: a@harbour.example, url: https://www.harbour.example/}
base_url: https://legal.harbour.example/
timezone: America/Halifax
locales: [en]
policies: [privacy, cookies, terms]
"""
SHARED = """\
facts:
  contact:
    email: privacy@harbour.example
    phone: 555-0100
  recipients:
    columns: {name: Company, country: Country}
    rows:
      - {id: mail, name: Gannet Post, country: Canada}
labels:
  contact: {email: "Our address:"}
"""
TEXTS = {
    "privacy": "Write to {{ facts.contact.email }}.\n\n{{ table('recipients') }}",
    "cookies": "Call {{ facts.contact.phone }}, for {{ facts.kept }}.",
    "terms": "Our terms are short.",
}
OWN = {"privacy": "", "cookies": "facts: {kept: six months}\n", "terms": ""}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    (tmp_path / "content").mkdir()
    write(tmp_path / "content" / "site.yaml", SITE)
    write(tmp_path / "content" / "facts.yaml", SHARED)
    for name, text in TEXTS.items():
        write(
            tmp_path / "content" / name / "policy.yaml",
            f"title: About {name}\nslug: {name}\npromises: {{notice_days: 5}}\n{OWN[name]}",
        )
        write(
            tmp_path / "content" / name / "en.md",
            f"# About {name}\n\nWe are a shop.\n\n## Words {{#words}}\n\n{text}\n",
        )
    return tmp_path / "content"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    write(file, text.replace(old, new, 1))


def publish(*names: str) -> None:
    for name in names:
        assert (
            main(
                [
                    "publish",
                    name,
                    "--significance",
                    "major",
                    "--effective",
                    "2026-07-01",
                    "--note-en",
                    "First.",
                    "--yes",
                ]
            )
            == 0
        )


def told(content: Path, rule: str = "") -> list[str]:
    problems = check(content).problems
    shown = [
        f"{p.location.path.removeprefix(f'{content}/')}:{p.location.line} {p.message}"
        for p in problems
        if (p.rule == rule if rule else p.severity is Severity.ERROR)
    ]
    return [line.replace(f"{content}/", "") for line in shown]


def test_a_policy_takes_what_its_text_names(content: Path) -> None:
    privacy, cookies, terms = read(content)[0].site.policies
    assert privacy.facts.keys() == {"contact", "recipients"}
    assert privacy.facts["contact"] == {"email": "privacy@harbour.example"}
    assert cookies.facts == {"kept": "six months", "contact": {"phone": "555-0100"}}
    assert (terms.facts, privacy.labels["contact"]) == ({}, {"email": "Our address:"})
    assert "Gannet Post" in privacy.working["en"].html


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ("facts: {contact: {email: books@harbour.example}}", "books@harbour.example"),
        ("facts: {contact: {phone: 555-0199}}", "privacy@harbour.example"),
        ("facts: {contact: {email: {en: ask@harbour.example}}}", "ask@harbour.example"),
    ],
)
def test_its_own_facts_win_part_by_part(own: str, shown: str, content: Path) -> None:
    write(content / "privacy/policy.yaml", f"title: About privacy\nslug: privacy\n{own}\n")
    policy = read(content)[0].site.policies[0]
    assert shown in policy.working["en"].html
    assert ("contact" in policy.shared) == (shown == "privacy@harbour.example")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ facts.contact.email }} facts.phone", {("contact", "email")}),
        ("{{ facts . contact . email|lower }}", {("contact", "email")}),
        ("{{ facts['contact'][\"email\"] }}", {("contact", "email")}),
        ("{% for row in facts.recipients.rows %}{{ row.name }}{% endfor %}", {("recipients", "rows")}),
        (
            '{{ table("recipients") }}{% if facts.calls and facts.sms %}x{% endif %}',
            {("recipients",), ("calls",), ("sms",)},
        ),
        ("{{ promises.notice_days }} {{ policy('facts') }}", set()),
        ("{% for name in facts %}{{ name }}{% endfor %}", {()}),
    ],
)
def test_what_a_text_names(text: str, named: set[tuple[str, ...]]) -> None:
    assert named_in([text]) == named


def test_what_is_kept_of_facts() -> None:
    facts: dict[str, Fact] = {
        "a": {"b": "1", "c": {"en": "2", "fr": "3"}},
        "t": {"columns": {"n": "N"}, "rows": ()},
        "x": "4",
    }
    assert is_table(facts["t"])
    assert only(facts, {("a", "c")}) == {"a": {"c": {"en": "2", "fr": "3"}}}
    assert only(facts, {("t", "rows"), ("x", "y"), ("z",)}) == {"t": facts["t"], "x": "4"}
    assert only(facts, {()}) == facts
    assert together(facts, {"a": {"c": "5"}, "t": "6"}, ["en", "fr"]) == {
        **facts,
        "a": {"b": "1", "c": "5"},
        "t": "6",
    }
    assert without(facts, {"a": {"c": "5"}, "t": "6", "x": "4"}, ["en", "fr"]) == {"a": {"b": "1"}}


def test_a_change_touches_the_drafts_that_name_the_fact(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish("privacy", "cookies", "terms")
    assert main(["status"]) == 0
    assert "shared fact" not in capsys.readouterr().out
    edit(content / "facts.yaml", "555-0100", "555-0101")
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "The shared fact contact.phone was changed: it touches the drafts of cookies\n" in said
    heads = [line for line in said.splitlines() if line.startswith("About")]
    assert heads == ["About cookies (cookies)", "About privacy (privacy)", "About terms (terms)"]
    assert main(["status", "--format", "json"]) == 0
    drafts = {name: each["draft"] for name, each in json.loads(capsys.readouterr().out)["policies"].items()}
    assert [*drafts] == ["cookies", "privacy", "terms"]
    assert drafts["cookies"]["shared_facts"] == ["contact.phone"]
    assert not drafts["privacy"]["changed"]


def test_what_cannot_be_read_comes_first(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish("privacy", "cookies", "terms")
    edit(content / "terms/en.md", "short", "{{ facts.nothing }}")
    edit(content / "facts.yaml", "Gannet Post", "Tern Post")
    capsys.readouterr()
    assert main(["status"]) == 1
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("About")]
    assert heads == ["About terms (terms)", "About privacy (privacy)", "About cookies (cookies)"]


def test_a_version_keeps_the_facts_as_published(content: Path) -> None:
    publish("privacy")
    frozen = (content / "privacy/versions/2026-07-01/facts.yaml").read_text(encoding="utf-8")
    assert "privacy@harbour.example" in frozen
    assert "555-0100" not in frozen
    (content / "facts.yaml").unlink()
    version = read(content)[0].site.policies[0].versions[0]
    assert "Gannet Post" in version.editions["en"].html
    assert version.facts["contact"] == {"email": "privacy@harbour.example"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("555-0100", "", ["facts.yaml:4 there is nothing here"]),
        (
            "  phone: 555",
            "  phone: {en: x, fr: y}\n    fax: [",
            ["facts.yaml:5 this bracket is never closed"],
        ),
        ("labels:", "label:", ["facts.yaml:9 the key 'label' is not known here"]),
        (
            "country: Canada",
            "land: Canada",
            ["facts.yaml:8 this row has no 'country'", "facts.yaml:8 there is no column 'land'"],
        ),
        ('contact: {email: "', 'contacts: {email: "', ["facts.yaml:10 there is no fact 'contacts'"]),
    ],
)
def test_what_is_wrong_with_it_is_told_at_its_place_and_nowhere_else(
    old: str, new: str, expected: list[str], content: Path
) -> None:
    edit(content / "facts.yaml", old, new)
    assert [line.partition(" ")[0] for line in told(content)] == [line.partition(" ")[0] for line in expected]
    assert [line.partition(",")[0] for line in told(content)] == expected


def test_a_label_of_a_policy_may_be_of_a_shared_fact(content: Path) -> None:
    edit(
        content / "privacy/policy.yaml",
        "promises",
        "labels: {contact: {email: Address}, recipient: {mail: x}}\npromises",
    )
    assert told(content) == ["privacy/policy.yaml:3 there is no fact 'recipient'"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (
            "facts: {contact: {email: old@harbour.example}}",
            [
                "cookies/policy.yaml:4 the fact contact.email is “old@harbour.example” here, and “privacy@harbour.example” in facts.yaml, line 3"
            ],
        ),
        ("facts: {contact: {email: privacy@harbour.example}}", []),
        ("own_facts: [contact.email]\nfacts: {contact: {email: old@harbour.example}}", []),
        (
            "facts:\n  recipients:\n    columns: {name: Company, since: Since}\n    rows: [{id: mail, name: Tern, since: '2020'}]",
            [
                "cookies/policy.yaml:7 the fact recipients.mail.name is “Tern” here, and “Gannet Post” in facts.yaml, line 8"
            ],
        ),
        ("facts: {contact: {fax: 555-0102}}", []),
        ("facts: {kept: six  months}", []),
        (
            "facts: {kept: {en: one year}}",
            [
                "cookies/policy.yaml:4 the fact kept is “one year” here, and “six months” in privacy/policy.yaml, line 4"
            ],
        ),
    ],
)
def test_facts_that_disagree_are_named_with_both_places(own: str, expected: list[str], content: Path) -> None:
    write(
        content / "privacy/policy.yaml",
        "title: About privacy\nslug: privacy\npromises: {notice_days: 5}\nfacts: {kept: six months}\n",
    )
    write(
        content / "cookies/policy.yaml",
        f"title: About cookies\nslug: cookies\npromises: {{notice_days: 5}}\n{own}\n",
    )
    edit(content / "cookies/en.md", ", for {{ facts.kept }}", "")
    assert told(content, "facts/disagree") == expected


def test_an_own_fact_that_is_none_is_a_problem(content: Path) -> None:
    edit(content / "cookies/policy.yaml", "facts:", "own_facts: [kepd]\nfacts:")
    assert told(content) == ["cookies/policy.yaml:4 there is no fact 'kepd' in this file"]


@pytest.mark.parametrize("broken", ["organisation: [", "locales: en", ""])
def test_a_broken_site_yaml_makes_no_shared_fact_unknown(broken: str, content: Path) -> None:
    write(content / "site.yaml", broken)
    with pytest.raises(ContentError) as raised:
        check(content)
    assert {p.location.path.rpartition("/")[2] for p in raised.value.problems} == {"site.yaml"}
