"""What hosts are told: nginx and Apache are asked themselves where they are installed; other files are read as data."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche.site.hosting import HEADERS, HOSTS
from tests.archive.notices import NOTES, edit, lay_out, publish
from tests.notices import noticing
from tests.site.building import ROOT, TODAY, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.site.building import Built

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")
APACHE = shutil.which("apache2", path="/usr/sbin:/usr/bin")
MODULES = Path("/usr/lib/apache2/modules")
REDIRECTS = ("/", "/en/privacy/", "/en/privacy/2026-11-01/", "/en/privacy/history/")
"""Addresses that lead elsewhere once the English slug is `privacy-notice`."""


def hosted(folder: Path, host: str, prefix: str = "/") -> Built:
    """Build a site whose policy had the slug `privacy` before, for a host, served under a prefix."""
    content = lay_out(folder / "source")
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    edit(content, "policy.yaml", "slug: {en: privacy,", "slug: {en: privacy-notice,")
    policy = content / "privacy/policy.yaml"
    policy.write_text(policy.read_text("utf-8") + "former_slugs: {en: [privacy]}\n", "utf-8")
    base_url = f"https://www.example.com{prefix}"
    return build(content, folder / f"www{prefix}", TODAY, host=host, base_url=base_url)


@contextmanager
def nginx(folder: Path, prefix: str, port: int, own: str = "") -> Iterator[None]:
    """Serve a folder with nginx, as the docs say; `own` is what the host of a company adds."""
    settings = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    settings.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/log;\n"
        f"events {{}}\nhttp {{ access_log off; server {{ listen 127.0.0.1:{port}; root {folder}/www;\n{own}\n"
        f"include {folder}/www{prefix}nginx.conf; }} }}\n",
        "utf-8",
    )
    yield from _running([str(NGINX), "-c", str(settings), "-e", f"{folder}/log"], port)


@contextmanager
def apache(folder: Path, _: str, port: int) -> Iterator[None]:
    """Serve a folder with Apache, which reads .htaccess itself."""
    settings = folder / "apache.conf"
    modules = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite")
    loaded = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in modules]
    as_root = ["User nobody", "Group nogroup"] if os.geteuid() == 0 else []
    lines = [
        *loaded,
        *as_root,
        f"ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/log",
        "TypesConfig /etc/mime.types" if Path("/etc/mime.types").exists() else "TypesConfig /dev/null",
        "AddType text/html .html\nAddType text/css .css\nAddType application/json .json",
        f"DocumentRoot {folder}/www",
        f"<Directory {folder}/www>\n  AllowOverride All\n  Require all granted\n</Directory>",
    ]
    settings.write_text("\n".join([*lines, ""]), "utf-8")
    yield from _running([str(APACHE), "-f", str(settings), "-DFOREGROUND"], port)


def _running(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            _await(server, port)
            yield
        finally:
            server.terminate()


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(100):
        if server.poll() is not None:
            assert server.stdout
            pytest.fail(server.stdout.read().decode())
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server does not answer")


def answered(port: int, path: str, language: str = "") -> tuple[int, dict[str, str]]:
    """Ask a server, as a browser with a language does, and give the status and the headers of its answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={"Accept-Language": language} if language else {})
        with connection.getresponse() as answer:
            answer.read()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}


SERVERS = [
    pytest.param("nginx", nginx, marks=pytest.mark.skipif(not NGINX, reason="nginx is not installed")),
    pytest.param("apache", apache, marks=pytest.mark.skipif(not APACHE, reason="Apache is not installed")),
]


@pytest.mark.parametrize("prefix", ["/", "/legal/"])
@pytest.mark.parametrize(("host", "server"), SERVERS)
def test_a_real_server_reads_what_it_is_told(host: str, server: object, prefix: str) -> None:
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        folder = Path(name)
        folder.chmod(0o755)
        site = hosted(folder, host, prefix)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        style = re.findall(r'href="([^"]*style\.css\?[^"]*)"', site.text("/en/privacy-notice/"))[0]
        with server(folder, prefix, port):  # type: ignore[operator]
            get = partial(answered, port)
            status, page = get(f"{prefix}en/privacy-notice/")
            assert status == 200
            assert {key: page.get(key.lower()) for key in HEADERS} == HEADERS
            assert page["cache-control"] == "no-cache"
            assert page["content-type"].lower() == "text/html; charset=utf-8"
            assert get(style)[1]["cache-control"] == "public, max-age=31536000, immutable"
            assert "atom" in get(f"{prefix}en/privacy-notice/feed.xml")[1]["content-type"]
            assert get(f"{prefix}banner.json")[1]["access-control-allow-origin"] == "*"
            assert "access-control-allow-origin" not in page
            assert get(f"{prefix}nowhere/")[0] == 404
            assert get(f"{prefix}nowhere/")[1]["content-security-policy"]

            for rest in ("", "2026-11-01/", "history/"):
                status, moved = get(f"{prefix}en/privacy/{rest}")
                assert (status, moved["location"].removeprefix(f"http://127.0.0.1:{port}")) == (
                    301,
                    f"{prefix}en/privacy-notice/{rest}",
                )
            for language, there in [("fr-CA,fr;q=0.9,en;q=0.8", "fr/"), ("en", "en/"), ("EN-gb", "en/")]:
                status, chosen = get(prefix, language)
                assert (status, chosen["location"].removeprefix(f"http://127.0.0.1:{port}")) == (
                    302,
                    prefix + there,
                )
                assert "Accept-Language" in chosen["vary"]
            for language in ("", "de,fr;q=0.5", "french"):
                assert get(prefix, language)[0] == 200


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_a_file_of_headers_names_each_place_once(host: str, tmp_path: Path) -> None:
    site = hosted(tmp_path, host)
    rules = (site.folder / "_headers").read_text("utf-8")
    places = re.findall(r"(?m)^/.*$", rules)
    assert len(places) == len(set(places))
    assert all(
        line.startswith("/") or re.fullmatch(r"  [A-Za-z-]+: \S.*", line) for line in rules.splitlines()
    )
    assert all(f"  {key}: {value}\n" in rules for key, value in HEADERS.items())
    moved = [line.split() for line in (site.folder / "_redirects").read_text("utf-8").splitlines()]
    forced = "301!" if host == "netlify" else "301"
    assert ["/en/privacy/", "/en/privacy-notice/", forced] in moved
    assert ["/en/privacy/history/", "/en/privacy-notice/history/", forced] in moved
    by_language = [rule for rule in moved if rule[0] == "/"]
    assert bool(by_language) is (host == "netlify")


def test_vercel_gets_its_settings(tmp_path: Path) -> None:
    settings = json.loads((hosted(tmp_path, "vercel").folder / "vercel.json").read_text("utf-8"))
    (moved,) = [rule for rule in settings["redirects"] if rule["permanent"]]
    assert moved["source"].startswith("/en/privacy/:page(")
    assert moved["destination"] == "/en/privacy-notice/:page"
    assert [rule["destination"] for rule in settings["redirects"] if not rule["permanent"]] == [
        "/en/",
        "/fr/",
    ]


def test_s3_gets_a_website_and_headers(tmp_path: Path) -> None:
    site = hosted(tmp_path, "s3", "/legal/")
    website = json.loads((site.folder / "s3-website.json").read_text("utf-8"))
    assert website["ErrorDocument"] == {"Key": "legal/404.html"}
    assert website["RoutingRules"][0]["Redirect"]["ReplaceKeyPrefixWith"] == "legal/en/privacy-notice/"


def test_github_pages_gets_the_one_file_it_reads(tmp_path: Path) -> None:
    assert (hosted(tmp_path, "github-pages").folder / ".nojekyll").read_bytes() == b""


def test_the_command_offers_every_host() -> None:
    from affiche.cli.build import build as command

    (option,) = [each for each in command.params if each.name == "host"]
    assert list(option.type.choices) == sorted(HOSTS)  # type: ignore[attr-defined]


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_nginx_includes_the_banner_in_a_homepage() -> None:
    docs = (ROOT / "docs/notices.md").read_text(encoding="utf-8")
    include = re.search(r"<!--#include .*? -->", docs)
    setting = re.search(r"`(location = /\S* {.*?})`", docs)
    assert include
    assert setting
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        folder = Path(name)
        folder.chmod(0o755)
        texts = {
            "en": ("# Privacy\n\nSix months.\n", "# Privacy\n\n90 days.\n"),
            "fr": ("# Vie privée\n\nSix mois.\n", "# Vie privée\n\n90 jours.\n"),
        }
        content = noticing.after(folder / "source", ("", ""), texts)
        base_url = "https://www.example.com/legal/"
        build(content, folder / "www/legal", date(2026, 12, 1), host="nginx", base_url=base_url)
        page = f"<!doctype html><meta charset=utf-8><title>Home</title><h1>Home</h1>\n{include[0]}\n<p>After it.\n"
        (folder / "www/index.html").write_text(page, encoding="utf-8")
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        with (
            nginx(folder, "/legal/", port, setting[1]),
            closing(http.client.HTTPConnection("127.0.0.1", port)) as home,
        ):
            home.request("GET", "/")
            shown = home.getresponse().read().decode()
            home.request("GET", "/legal/en/banner.html")
            banner = home.getresponse().read().decode()
    assert "“Privacy” changes on" in banner
    assert shown == page.replace(include[0], banner)
