"""A posted site is compared byte for byte with what was built for its day, whatever its server answers."""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import threading
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from affiche.proof import site_reader
from tests.archive import notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Capture = pytest.CaptureFixture[str]

DAY = "2026-11-10"
TERMS = "title: {en: Terms, fr: Conditions}\nslug: {en: terms, fr: conditions}\npromises: {notice_days: 0}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source with two policies, of which one has a version in force and one to come, and its site of a day."""
    root = tmp_path_factory.mktemp("built")
    content = notices.lay_out(root)
    assert notices.publish(content, "2026-11-01", "2026-11-01", *notices.NOTES) == 0
    notices.edit_both(content, "age")
    assert notices.publish(content, "2026-11-05", "2026-12-24", *notices.NOTES) == 0
    (content / "terms").mkdir()
    (content / "terms/policy.yaml").write_text(TERMS, encoding="utf-8")
    for locale, title, words in (("en", "Terms", "Be kind."), ("fr", "Conditions", "Soyez gentils.")):
        text = f"# {title}\n\n## Use {{#use}}\n\n{words}\n"
        (content / "terms" / f"{locale}.md").write_text(text, encoding="utf-8")
    site = content / "site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("[privacy]", "[privacy, terms]"), encoding="utf-8"
    )
    decided = ["--as-of", "2026-11-06", "--effective", "2026-11-06", "--significance", "major", "--yes"]
    assert main(["publish", "terms", "--source", str(content), *decided, *notices.NOTES]) == 0
    assert main(["build", "--source", str(content), "--out", str(root / "site"), "--as-of", DAY]) == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def verify(capsys: Capture, root: Path, place: str | None = None, *options: str) -> tuple[int, str]:
    days = () if "--as-of" in options else ("--as-of", DAY)
    site = place or str(root / "site")
    command = ("verify", "--source", str(root / "content"), "--site", site, *days, *options)
    code, out, err = notices.run(capsys, *command)
    return code, (out + err).replace(str(root), "")


def alter(root: Path, file: str, old: str, new: str) -> None:
    path = root / "site" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


ALTERED = {
    "a section hidden by an attribute": ("en/privacy/2026-11-01/index.html", '<section id="collect">', '<section id="collect" hidden>'),
    "a section hidden by the style": ("style.css", "body", "#collect{display:none}body"),
    "a script": ("en/privacy/index.html", "</head>", "<script src=//evil.example></script></head>"),
    "the sentence of its standing": ("en/privacy/2026-12-24/index.html", "2026", "2027"),
    "a link": ("en/terms/2026-11-06/index.html", 'href="/', 'href="//evil.example/'),
    "a redline": ("en/privacy/2026-12-24/changes/index.html", "<ins", "<del"),
    "the change log": ("fr/confidentialite/historique/index.html", "2026", "2025"),
    "a feed": ("en/privacy/feed.xml", "<updated>2026", "<updated>2025"),
    "a status": ("privacy/versions.json", '"upcoming"', '"current"'),
    "a banner": ("banner.json", "en", "de"),
    "a single space": ("en/index.html", "\n", " \n"),
    "the picture": ("icon.svg", "svg", "sVg"),
    "a digest": ("privacy/ledger.json", "sha256:", "sha256:0"),
    "the sitemap": ("sitemap.xml", "<loc>https://legal.tern.example/en/terms/</loc>", ""),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new"), ALTERED.values(), ids=ALTERED)
def test_whatever_is_altered(root: Path, capsys: Capture, file: str, old: str, new: str) -> None:
    alter(root, file, old, new)
    code, said = verify(capsys, root)
    assert code == 3
    assert file.removesuffix("index.html") in said
    assert "1 problem." in said


def test_the_line_that_differs_is_shown(root: Path, capsys: Capture) -> None:
    alter(root, "style.css", "\n", "\n/* hers */ #collect { display: none }\n")
    _, said = verify(capsys, root)
    assert (
        "/site/style.css:2: this line is not the one that was built: /* hers */ #collect { display: none }"
        in said
    )


def test_every_file_is_missed(root: Path, capsys: Capture) -> None:
    for file in ("en/privacy/2026-12-24/changes/index.html", "404.html", "terms/versions.json"):
        (root / "site" / file).unlink()
    code, said = verify(capsys, root)
    assert (code, said.count("this file is not there")) == (3, 3)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ("en/privacy/2025-01-01/index.html", False),
        ("fr/extra.html", False),
        ("privacy/notes.txt", False),
        ("robots.txt", True),
        (".well-known/security.txt", True),
        ("blog/index.html", True),
    ],
)
def test_more_is_posted_than_was_built(root: Path, capsys: Capture, made: str, *, kept: bool) -> None:
    """What lies beside the site is of no concern; what lies in its folders is taken for a part of it."""
    file = root / "site" / made
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("<p>More", encoding="utf-8")
    code, said = verify(capsys, root)
    assert code == (0 if kept else 3)
    assert ("this is posted, and was not built from this source" in said) is not kept


@pytest.mark.parametrize("how", ["the archive", "the policy", "all archives"])
def test_a_policy_that_is_posted_and_lost(root: Path, capsys: Capture, serve: Serve, how: str) -> None:
    """In a folder and at an address; the site of before, unaltered, says that more is posted than the source has."""
    content = root / "content"
    policies = ["privacy", "terms"] if how == "all archives" else ["terms"]
    for policy in policies:
        (content / policy / "ledger.jsonl").unlink()
        shutil.rmtree(content / policy / "versions")
    if how == "the policy":
        shutil.rmtree(content / "terms")
        site = content / "site.yaml"
        site.write_text(site.read_text(encoding="utf-8").replace(", terms", ""), encoding="utf-8")
    for place in (str(root / "site"), serve(root / "site")):
        code, said = verify(capsys, root, place)
        assert code == 3
        for policy in policies:
            assert f"the policy {policy} is posted, and nothing of it is published in this source" in said
        assert f"{len(policies)} problem" in said


@pytest.mark.parametrize(
    ("today", "due"), [("2026-12-24", "2026-12-24"), ("2027-09-01", "2026-12-24"), ("2026-12-23", None)]
)
def test_a_scheduled_build_that_did_not_run(root: Path, capsys: Capture, today: str, due: str | None) -> None:
    code, said = verify(capsys, root, None, "--as-of", today)
    assert code == (1 if due else 0)
    if due:
        assert f"this is the site as it was up to 2026-12-23: a build was due on {due}" in said
        assert f"expected: the site of {today}" in said


def test_a_site_posted_before_the_last_publication(root: Path, capsys: Capture) -> None:
    out = ("--out", str(root / "site"), "--source", str(root / "content"))
    assert main(["build", *out, "--as-of", "2026-11-04"]) == 0
    code, said = verify(capsys, root)
    assert (code, "a build was due on 2026-11-05" in said) == (1, True)


def test_the_site_of_a_day_to_come(root: Path, capsys: Capture) -> None:
    out = ("--out", str(root / "site"), "--source", str(root / "content"))
    assert main(["build", *out, "--as-of", "2026-12-24"]) == 0
    code, said = verify(capsys, root)
    assert (code, "this is the site of 2026-12-24, which is yet to come" in said) == (1, True)


def test_late_and_altered(root: Path, capsys: Capture) -> None:
    alter(root, "style.css", "\n", "\n\n")
    code, said = verify(capsys, root, None, "--as-of", "2027-01-01")
    assert code == 3
    assert "a build was due on 2026-12-24" in said
    assert "2 problems." in said


def test_another_address_and_fragments(root: Path, capsys: Capture) -> None:
    there = ("--base-url", "https://staging.example.com/legal/")
    out = ("--out", str(root / "site"), "--source", str(root / "content"), "--as-of", DAY)
    assert main(["build", *out, *there, "--fragments"]) == 0
    assert verify(capsys, root, None, *there)[0] == 0
    assert verify(capsys, root)[0] == 3


def test_links_in_a_folder_are_not_followed(root: Path, capsys: Capture) -> None:
    style = root / "site" / "style.css"
    (root / "style.css").write_bytes(style.read_bytes())
    style.unlink()
    style.symlink_to(root / "style.css")
    code, said = verify(capsys, root)
    assert (code, "/site/style.css: this is a symbolic link" in said) == (3, True)


# A server on this machine that lies


class Serve:
    """Serves a folder; what is asked of `path` gets what `lie` sends."""

    def __init__(self) -> None:
        self.servers: list[socketserver.ThreadingTCPServer] = []

    def __call__(
        self,
        folder: Path,
        path: str = "",
        lie: Callable[[socketserver.BaseRequestHandler], None] = lambda _: None,
    ) -> str:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                while asked := self._asked():
                    if asked == path:
                        lie(self)
                        return
                    file = folder / asked.removeprefix("/") / ("index.html" if asked.endswith("/") else "")
                    content = file.read_bytes() if file.is_file() else b""
                    status = "200 OK" if file.is_file() else "404 Not Found"
                    self.request.sendall(
                        f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
                    )

            def _asked(self) -> str:
                data = b""
                while not data.endswith(b"\r\n\r\n") and (more := self.request.recv(4096)):
                    data += more
                return data.split(b" ")[1].decode() if data else ""

        socketserver.ThreadingTCPServer.daemon_threads = True
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.block_on_close = False
        self.servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"


@pytest.fixture
def serve() -> Iterator[Serve]:
    serving = Serve()
    yield serving
    for server in serving.servers:
        server.shutdown()
        server.server_close()


def sends(*parts: bytes, again: bytes = b"", every: float = 0.0, times: int = 100_000) -> Callable[..., None]:
    """Send these parts, then the same again and again until the other side has had enough."""

    def lie(handler: socketserver.BaseRequestHandler) -> None:
        try:
            for part in parts:
                handler.request.sendall(part)
            for _ in range(times if again else 0):
                handler.request.sendall(again)
                time.sleep(every)
        except OSError:
            pass

    return lie


def page(body: bytes, head: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def moved(to: bytes) -> bytes:
    return b"HTTP/1.1 302 Found\r\nLocation: " + to + b"\r\nContent-Length: 0\r\n\r\n"


LIES = {
    "no end": (sends(b"HTTP/1.1 200 OK\r\n\r\n", again=b"x" * 65536), "this is larger than"),
    "no end of chunks": (sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", again=b"10000\r\n" + b"x" * 65536 + b"\r\n"), "this is larger than"),
    "a huge length": (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nx"), "ends before it is whole"),
    "a drip of the body": (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", again=b"x", every=0.1, times=40), "did not send this file within"),
    "a drip of the head": (sends(b"HTTP/1.1 200 OK\r\n", again=b"X: y\r\n", every=0.1, times=40), "did not send this file within"),
    "a drip of the first line": (sends(b"HTTP/1.1 200 ", again=b"O", every=0.1, times=40), "did not send this file within"),
    "silence": (lambda _: time.sleep(3), "did not send this file within"),
    "go on, without end": (sends(again=b"HTTP/1.1 100 Continue\r\n\r\n"), "did not send this file within"),
    "no answer": (sends(), "cannot be read: RemoteDisconnected"),
    "half of it": (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), "ends before it is whole"),
    "no HTTP": (sends(b"\x00\xff\xfe garbage\r\n\r\n"), "cannot be read: BadStatusLine"),
    "a chunk of no size": (sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "cannot be read: IncompleteRead"),
    "too many heads": (sends(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 200, b"\r\n"), "cannot be read: HTTPException"),
    "a head too long": (sends(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), "cannot be read: LineTooLong"),
    "a fault": (sends(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"), "the server returns 500"),
    "a wall": (sends(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"), "the server returns 403"),
    "an odd status": (sends(b"HTTP/1.1 999 Odd\r\n\r\n"), "the server returns 999"),
    "another site": (sends(moved(b"https://evil.example/")), "the server redirects to another site"),
    "a file": (sends(moved(b"file:///etc/passwd")), "the server redirects to another site"),
    "another port": (sends(moved(b"http://127.0.0.1:1/")), "the server redirects to another site"),
    "no address": (sends(moved(b"http://[")), "the server redirects to something that is not an address"),
    "no address at all": (sends(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), "more than 5 times"),
    "control characters": (sends(moved(b"/a\x01b")), "the server redirects to another site"),
    "nothing": (sends(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"), "is not there"),
    "empty": (sends(page(b"")), "was built"),
    "not UTF-8": (sends(page(b"\xff\xfe\x00{")), "was built"),
}  # fmt: skip


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_reader, "PATIENCE", 0.3)


PATHS = ("/en/privacy/feed.xml", "/sitemap.xml", "/privacy/versions.json")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("name", "path"), [*zip(LIES, cycle(PATHS), strict=False)])
def test_a_server_that_lies(root: Path, capsys: Capture, serve: Serve, name: str, path: str) -> None:
    lie, message = LIES[name]
    code, said = verify(capsys, root, serve(root / "site", path, lie))
    assert code == 3
    assert f"{path}: " in said or f"{path}:1: " in said
    assert message in said
    assert "a fault of Affiche" not in said


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"5", b"{", b'{"lines": 5}', b'{"lines": [5]}', b'{"lines": [{"a": 1}]}', b"[" * 100_000, b"9" * 10_000, b"<p>", b"\xff"],
)  # fmt: skip
def test_a_ledger_of_the_wrong_shape(root: Path, capsys: Capture, serve: Serve, body: bytes) -> None:
    code, said = verify(capsys, root, serve(root / "site", "/privacy/ledger.json", sends(page(body))))
    assert code == 3
    assert "/privacy/ledger.json: the ledger is not on the site, or cannot be read" in said


def test_lines_that_are_no_entries(root: Path, capsys: Capture, serve: Serve) -> None:
    body = json.dumps({"lines": ["", "{}", '{"on": 5}', "[" * 10_000]}).encode()
    code, said = verify(capsys, root, serve(root / "site", "/privacy/ledger.json", sends(page(body))))
    assert code == 3
    assert "line 4 is on the site, and not in the archive" in said


def test_a_million_policies_or_lines_that_there_are_not(root: Path, capsys: Capture, serve: Serve) -> None:
    pages = "".join(f"<loc>https://legal.tern.example/en/x{n}/y/</loc>" for n in range(20_000))
    asked = time.process_time()
    code, said = verify(capsys, root, serve(root / "site", "/sitemap.xml", sends(page(pages.encode()))))
    assert (code, "/sitemap.xml: " in said or "/sitemap.xml:1: " in said) == (3, True)
    lines = json.dumps({"lines": [""] * 1_000_000}).encode()
    code, said = verify(capsys, root, serve(root / "site", "/privacy/ledger.json", sends(page(lines))))
    assert (code, "line 4 is on the site" in said, said.count("\n") < 1000) == (3, True, True)
    assert time.process_time() - asked < 20


@pytest.mark.parametrize("answer", [b"\x00\x1b[2J\x9b", b"HTTP/1.1 \x1b]0;a\x07", b"\x0b\x7f\x08"], ids=ascii)
def test_no_answer_reaches_the_terminal_as_it_is(
    root: Path, capsys: Capture, serve: Serve, answer: bytes
) -> None:
    code, said = verify(capsys, root, serve(root / "site", "/sitemap.xml", sends(answer + b"\r\n\r\n")))
    assert (code, "cannot be read: BadStatusLine" in said) == (3, True)
    assert all(sign == "\n" or sign.isprintable() for sign in said)


def test_a_server_that_answers_everything_with_the_same(root: Path, capsys: Capture, serve: Serve) -> None:
    """One that sends its front page for whatever it has not got, as many do."""
    folder = root / "nothing"
    folder.mkdir()
    address = serve(folder)
    code, said = verify(capsys, root, address)
    assert code == 3
    assert f"{address}: this is not a site that Affiche built" in said
    assert "1 problem." in said


@pytest.mark.parametrize("front", [b"<p>Another site", b"[]", b""])
def test_a_folder_that_is_another_site(root: Path, capsys: Capture, front: bytes) -> None:
    other = root / "other"
    (other / "en").mkdir(parents=True)
    for file in ("index.html", "style.css", "banner.json", "en/index.html"):
        (other / file).write_bytes(front)
    code, said = verify(capsys, root, str(other))
    assert (code, "this is not a site that Affiche built" in said, "1 problem." in said) == (3, True, True)


def test_lines_that_the_source_lost_come_alone(root: Path, capsys: Capture) -> None:
    """They are why the pages differ, so they are told in place of those."""
    ledger = root / "content/privacy/ledger.jsonl"
    shutil.rmtree(root / "content/privacy/versions/2026-12-24")
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    code, said = verify(capsys, root)
    assert code == 3
    assert "/privacy/ledger.json: line 2 is on the site, and not in the archive" in said
    assert "1 problem." in said


def test_what_cannot_be_read_is_not_asked_for_a_thousand_times(root: Path, capsys: Capture) -> None:
    for file in sorted((root / "site").rglob("index.html")):
        file.unlink()
        file.mkdir()
    code, said = verify(capsys, root)
    assert (code, "10 answers cannot be read: the rest was not asked for" in said) == (3, True)
    assert said.count("this is not a file") == 10


def test_an_honest_server(root: Path, capsys: Capture, serve: Serve) -> None:
    address = serve(root / "site")
    for place in (address, f"{address}/"):
        code, said = verify(capsys, root, place)
        assert code == 0
        assert re.search(
            rf"{re.escape(address)}: \d+ files, byte for byte those of this source on {DAY}\.", said
        )


def test_a_redirect_on_the_same_site_is_followed(root: Path, capsys: Capture, serve: Serve) -> None:
    (root / "site" / "moved.xml").write_bytes((root / "site" / "sitemap.xml").read_bytes())
    assert verify(capsys, root, serve(root / "site", "/sitemap.xml", sends(moved(b"/moved.xml"))))[0] == 0


@pytest.mark.parametrize(("to", "code"), [("/en/privacy/2026-11-01/", 0), ("/en/privacy/2026-12-24/", 3)])
def test_a_former_address_that_the_host_redirects(
    root: Path, capsys: Capture, serve: Serve, to: str, code: int
) -> None:
    notices.edit(root / "content", "policy.yaml", "facts:\n", "former_slugs: {en: [policy]}\nfacts:\n")
    out = ("--out", str(root / "site"), "--source", str(root / "content"), "--as-of", DAY)
    assert main(["build", *out]) == 0
    address = serve(root / "site", "/en/policy/2026-11-01/", sends(moved(to.encode())))
    assert verify(capsys, root, address)[0] == code


@pytest.mark.parametrize(
    "place",
    ["http://[", "http://", "http://a b/", "http://a:x/", "http://a:99999/", "https://\u202e/", "", "\0", "nowhere", "ftp://a/"],
)  # fmt: skip
def test_what_is_no_site(root: Path, capsys: Capture, place: str) -> None:
    code, said = verify(capsys, root, place or " ")
    assert code == 2
    assert "there is no folder" in said or "is not an address" in said


def test_a_server_that_is_not_there(root: Path, capsys: Capture) -> None:
    code, said = verify(capsys, root, "http://127.0.0.1:1")
    assert (code, "http://127.0.0.1:1 cannot be reached: Connection refused." in said) == (2, True)
