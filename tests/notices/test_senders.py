"""A mail comes from one mailbox of one name, whatever site.yaml says of the organisation."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from tests.notices import noticing

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

TEXTS = {
    "en": ("# Privacy\n\nSix months.\n", "# Privacy\n\n90 days.\n"),
    "fr": ("# Confidentialité\n\nSix mois.\n", "# Confidentialité\n\n90 jours.\n"),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return noticing.after(tmp_path_factory.mktemp("senders"), ("", ""), TEXTS)


def written(content: Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    command = ["notice", "privacy", "--locale", "en", "--source", str(content), "--format", "eml"]
    assert main([*command, "--as-of", "2026-12-01"]) == code
    said = capsys.readouterr()
    return said.err if code else said.out


def write_organisation(content: Path, name: str, email: str = "privacy@tern.example") -> None:
    own = json.dumps({"name": name, "address": "1 Quay", "email": email, "url": "https://tern.example/"})
    site = noticing.SITE.partition("\n")[2]
    (content / "site.yaml").write_text(f"organisation: {own}\n{site}", encoding="utf-8")


def mail_from(content: Path, capsys: pytest.CaptureFixture[str], *sender: str) -> EmailMessage:
    write_organisation(content, *sender)
    return message_from_bytes(written(content, capsys).encode(), policy=default)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tern\r\nBcc: a@b.example", "Tern Bcc: a@b.example"),
        ("Tern\u2028Ltd", "Tern Ltd"),
        ("Tern, <Ltd>", "Tern, <Ltd>"),
    ],
)
def test_a_name_of_several_lines_is_one_sender(
    name: str, shown: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = mail_from(content, capsys, name)
    (sender,) = message["From"].addresses
    assert sender.display_name == shown
    assert message["Bcc"] is None


def test_a_domain_is_written_as_mail_programs_need_it(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = mail_from(content, capsys, "Tern", "privacy@bücher.example")
    assert message["From"].addresses[0].addr_spec == "privacy@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "email",
    ["a,b@tern.example", "(a)@tern.example", "a..b@tern.example", "é@tern.example", f"a@{'ü' * 60}.example"],
)
def test_an_address_that_no_mail_can_have_is_a_problem(
    email: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_organisation(content, "Tern", email)
    assert "is not an e-mail address" in written(content, capsys, code=1)
