"""What nobody expects in a text, a value, a template, a line of JSON, a part of XML."""

from __future__ import annotations

from typing import Any

HOSTILE = [
    "\x00", "\x0b", "\x1b[31m", "\u202e", "\ufeff", "\ud7ff", "\u2028", "\u200b", "{{ facts }}", "{% include '/etc/passwd' %}",
    "{{ 1/0 }}", "[](#nowhere)", "[^x]", "[^x]:", "<script>", "<!--", "```", "~~~", "{#x}", "{: #x }", "# ", "#" * 70,
    "> " * 80, "- " * 90, "(" * 200, "[" * 300, "|" * 100, "a" * 3000, "\t", "\r\n", "\r", "&#x1F;", "&#0;", "&nbsp;",
    "<a href=", "<!DOCTYPE html>", "]]>", "<<<<<<< HEAD", "=======", ">>>>>>> b", "no", "~", "null", "2026-02-30",
    "0000-00-00", "!!python/object:os.system", "&a *a", "%YAML 9", "---", "...", "? :", "- - - -", "{a: {b: {c: d}}}", "é",
    "🏳️‍🌈", "../../etc/passwd", "con", "%s%n%(x)s", "9" * 40, "-1", "1e999", "²", "%(date)99999999s", "https://[", "//[x",
    "http://a b/", "mailto:", "javascript:alert(1)", "data:text/html,x", "[x](<a\nb>)", "![x](y.png){: width=9999999999 }",
    "*" * 41, "_" * 41, "`" * 41, "<b" * 50, "&" * 200, "\\" * 99, "{{" * 40, "{%" * 40, "'" * 30, '"', "$(x)", "\x7f", "\ufffe",
]  # fmt: skip
MARKDOWN = [
    "# {}", "## {}", "###### {} {{#{}}}", "- {}", "1. {}", "   - {}", "> {}", "| {} | {} |", "|---|---|", "| {} |", "[^{}]: {}",
    "{}[^{}]", "[{}](#{})", "[{}](https://{}/)", "![{}](tern.png)", "![{}](tern.png){{: width={} }}", "<https://{}>", "**{}**",
    "*{} _{}*_", "`{}`", "    {}", "```\n{}\n```", "{}\n===", "{}\n---", "***", "<b>{}</b>", "<table><tr><td>{}", "</div>{}",
    '<abbr title="{}">{}</abbr>', "<!-- {} -->", "{{{{ facts.{} }}}}", '{{{{ table("{}") }}}}', "{{{{ promises.{} }}}}",
    "{{{{ policy('{}') }}}}", "{{% if {} %}}{}{{% endif %}}", "{}: {}", ": {}", "*[{}]: {}", "[{}]: {}", "{{: .{} }}", "&{};",
    "{}  ", "{}\\", "{{.{}}}", "- [ ] {}", "~~{}~~", "{}|{}", "\\{}",
]  # fmt: skip
WORDS = [
    "x",
    "word",
    "words here",
    "retention",
    "collect",
    "privacy",
    "name",
    "2026-01-01",
    "1",
    "30 days",
    "Ünïcode",
    "العربية",
]
KEYS = [
    "title", "slug", "former_slugs", "former_ids", "authoritative", "promises", "notice_days", "tell", "consent", "facts",
    "columns", "rows", "id", "labels", "choices", "link", "next", "effective", "notes", "unaffected", "retired", "laws",
    "answers", "law", "look", "logo", "accent", "font", "scheme", "header", "footer", "policies", "locales", "timezone",
    "language_tags", "base_url", "organisation", "version", "published", "digests", "stale", "reasons", "significance",
    "en", "fr", "de", "duties", "topic", "when", "x", "",
]  # fmt: skip
VALUES = [
    "", "x", "[]", "{}", "[x, y]", "[x, x]", "[[x]]", "{a: b}", "{en: x}", "{en: [x], fr: {a: b}}", "null", "~", "yes", "no", "true",
    "0", "-1", "1.5", "1e999", ".nan", "0x10", "1_000", "9" * 400, "2026-02-30", "2026-01-01", "9999-12-31", "0001-01-01",
    "2026-01-01T00:00:00Z", "12:30:45", "'' ", '"\\u0000"', '"\\ud800"', '"\\x0b"', "!!set {a}", "!!binary aGk=", "&a [*a]",
    "*a", "{<<: {a: b}}", "|\n  x", ">-\n  x", "privacy", "cookies", "../x", "en", "fr", "xx", "en-CA-x", "logo.svg", "/etc/passwd",
    "https://x.example/", "https://[", "http://x:99999/", "mailto:a@b.example", "a@b", "#collect", "UTC", "America/Nowhere",
    "{{ x }}", "[privacy, privacy]", "[en, fr, de, ar]", "[email, fax]", "[" * 60, "{a: " * 40, "ẞ", "İ", "con", "nul", "a/b", "..",
    "'#fff'", "red", "{close: {link: x}}", "{rows: []}", "{columns: {a: b}, rows: [{id: a, a: b}, {id: a}]}",
]  # fmt: skip
TEMPLATE = [
    "{{ x }}", "{{ site }}", "{{ site.policies }}", "{{ ''.__class__ }}", "{% for i in range(10**9) %}{% endfor %}",
    "{% for p in site.policies %}{{ p.title }}{% endfor %}", "{% include 'missing.html' %}", "{% include '404.html' %}",
    "{% extends 'base.html' %}", "{% extends '404.html' %}", "{% block main %}{% endblock %}", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ '%9999999999d' % 1 }}", "{{ 'x' * 10**10 }}", "{{ [0] * 10**10 }}", "{{ 9**9**9 }}", "{{ 'x'.ljust(10**10) }}", "{% set x = 1 %}",
    "{{ gettext('x') }}", "{{ _('As of %(date)s') }}", "{{ ngettext('%(num)s day', '%(num)s days', 'x') }}", "{% trans %}x{% endtrans %}",
    "{{ x | date }}", "{{ 'x' | date }}", "{{ none | length }}", "{{ url(1) }}", "{{ static('x') }}", "{{ 1 / 0 }}", "{{ [] | first }}",
    "{% raw %}", "{#", "{{ 'a' ~ undefined.x.y }}", "{{ {}.x.y }}", "{{ self }}", "{{ loop }}", "{% import 'x' as y %}", "{{ range(9) | batch(0) | list }}",
    "{{ '{0.__class__}'.format(1) }}", "{{ 'x' | format(1, 2) }}", "{{ 'x' | indent(10**10) }}", "{{ 'x' | center(10**10) }}", "{{ lipsum(9) }}",
    "{% if %}", "{% endfor %}", "<p>{{ now }}</p>", "{{ request }}", "{{ 1 | tojson }}", "{{ whole }}", "{{ 'x' | truncate(-1) }}",
]  # fmt: skip
JSON_VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 10**30, 10**5000, float("inf"), "", "x", "\x00", "\ud800", "..", "../../x", "a/b", "2026-02-30", "9999-12-31",
    "0001-01-01", "2026-01-01.2", "2026-01-01", "published", "withdrawn", "notified", "email", [], {}, [None], {"x": "y"}, {"../x": "y"},
    {"en.md": "sha256:0"}, {"en": "x"}, "x" * 5000, [[[[]]]],
]  # fmt: skip
BYTES = [
    b"\0",
    b"\xff",
    b"\x80\x80",
    b"PK\3\4",
    b"%PDF",
    b"\x89PNG\r\n\x1a\n",
    b"\r\n",
    b"<",
    b'"',
    b"\xef\xbb\xbf",
    b"\xff\xfe",
]
XML = [
    "<w:p>", "</w:p>", "<w:tbl>", "<w:r><w:t>x</w:t></w:r>", "<w:br/>", "<w:del>", "</w:del>", "<w:ins>", "<w:sdt>", "<w:numId w:val='²'/>",
    '<w:ilvl w:val="99999999999"/>', '<w:gridSpan w:val="-1"/>', "<w:fldChar/>", "<w:hyperlink r:id='x'>", "&x;", "<!-- -->", "<?x?>",
    "<![CDATA[x]]>", '<w:vMerge w:val="restart"/>', "<w:instrText>HYPERLINK //[x</w:instrText>", "<unit>", "</unit>", "<segment>",
    '<ph id="99"/>', '<pc id="1">', "</pc>", "<target>", "</target>", "<target/>", "<source>", "<mrk>", "<x:y>", "<g/>",
]  # fmt: skip
