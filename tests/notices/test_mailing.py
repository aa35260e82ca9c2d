"""What a mailing service fills in passes untouched, and what is ours is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from affiche.notices.fields import escaped_around_fields
from tests.notices import noticing

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = "{{ first_name }} {{{ raw }}} *|FNAME|* %%name%% %UNSUBSCRIBE% [[name]] <%= user.name %> ${name}"
POLICIES = ("", "choices:\n  close: {link: 'https://tern.example/?u={{ id }}&x=1'}\n")
TEXTS = {
    "en": ("# Privacy\n\n## Kept {#kept}\n\nSix months.\n", "# Privacy\n\n## Kept {#kept}\n\n90 days.\n"),
    "fr": (
        "# Confidentialité\n\n## Durée {#kept}\n\nSix mois.\n",
        "# Confidentialité\n\n## Durée {#kept}\n\n90 jours.\n",
    ),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = noticing.after(tmp_path_factory.mktemp("mailing"), POLICIES, TEXTS)
    words = f'  greeting: "Hello {FIELDS}, from R&D"\n  footer: "Unsubscribe: *|UNSUB|*"\n'
    (content / "site.yaml").write_text(f"{noticing.SITE}notices:\n{words}", encoding="utf-8")
    return content


def written(content: Path, form: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    command = ["notice", "privacy", "--locale", "en", "--source", str(content), "--format", form]
    assert main([*command, "--as-of", "2026-12-01"]) == code
    said = capsys.readouterr()
    return said.err if code else said.out


def test_merge_fields_pass_untouched(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, text = (written(content, form, capsys) for form in ("html", "text"))
    assert f"Hello {FIELDS}, from R&amp;D" in page
    assert f"Hello {FIELDS}, from R&D" in text
    assert 'href="https://tern.example/?u={{ id }}&amp;x=1"' in page
    assert "Unsubscribe: *|UNSUB|*" in page


def test_a_message_that_nobody_would_fill_in_is_refused(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "{{ first_name }} is a merge field" in written(content, "eml", capsys, code=2)


@pytest.mark.parametrize("text", ["<b>", "a {{ b", "50 % of %s", "*|A", '"<%= a %>"&'])
def test_what_is_no_field_is_escaped(text: str) -> None:
    assert "<b>" not in escaped_around_fields(text)
    assert '"' not in escaped_around_fields(text)


@pytest.mark.parametrize(
    "text",
    [
        '{{ "<script>alert(1)</script>" }}',
        "*|IF:<img src=x onerror=alert(1)>|*",
        "%%x<svg/onload=alert(1)>%%",
        "[[<b>]] ${<b>} <%= <b> %>",
    ],
)
def test_a_field_that_holds_a_tag_is_escaped(text: str) -> None:
    assert "<b" not in escaped_around_fields(text).replace("<%=", "")
    assert not re.search(r"<[a-z/]", escaped_around_fields(text))


def test_no_field_ends_an_attribute() -> None:
    assert '"' not in escaped_around_fields(
        'https://a.example/?{{ x" onclick="alert(1) }}', in_attribute=True
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)//{{ x }}", "data:text/html,*|X|*", "//{{ x }}", "words {{ x }}"]
)
def test_a_link_that_a_service_completes_is_still_an_address(
    content: Path, link: str, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = content / "privacy" / "policy.yaml"
    before = policy.read_text(encoding="utf-8")
    try:
        told = before.replace("https://tern.example/?u={{ id }}&x=1", link)
        assert told != before
        policy.write_text(told, encoding="utf-8")
        assert main(["check", "privacy", "--source", str(content)]) == 1
    finally:
        policy.write_text(before, encoding="utf-8")
    assert "is neither a web address nor an e-mail address" in capsys.readouterr().out


def test_a_template_of_the_site_replaces_ours(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = content.parent / "templates"
    own.mkdir()
    (own / "notice.txt").write_text(
        "{% for notice in page.notices %}{% raw %}{{ name }}{% endraw %}, {{ notice.sender.name }}{% endfor %}",
        encoding="utf-8",
    )
    assert written(content, "text", capsys) == "{{ name }}, Tern & Co\n"


def test_a_page_of_the_site_replaces_ours_too(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = content.parent / "templates"
    own.mkdir(exist_ok=True)
    (own / "notice.html").write_text("<p>{{ page.subject }}, {{ page.sender.name }}</p>", encoding="utf-8")
    ours = "<p>Privacy: what changes on February 1, 2027, Tern &amp; Co</p>"
    assert written(content, "html", capsys).replace("\u00a0", " ") == ours
