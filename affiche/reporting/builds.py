"""What a build did, or the start of a site, for a person or a scheduler."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

from affiche.messages import shown
from affiche.reporting.phrases import counted, listed
from affiche.reporting.tellings import missed, telling_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.builds import Report
    from affiche.problems import Problem
    from affiche.starting import Answers


def report_text(report: Report, seconds: float) -> str:
    """Say what was built, how long it took, where to look, and when the output will change."""
    versions = shown(f"{counted(report.versions, 'version')} of {listed(report.policies)}")
    built = (
        f"Built {counted(report.files, 'file')} in {seconds:.1f} s: "
        f"{versions if report.policies else 'no version yet'}, "
        f"in {listed(report.locales)}, as of {report.as_of.isoformat()}."
    )
    place = report.out.as_posix()
    lines = [built, f"To look at it: python3 -m http.server -d {place}, and open http://localhost:8000/"]
    lines += [f"No longer on the site, as you asked: {lost.message}." for lost in report.forgotten]
    lines += [f"{stray.location.path}: {stray.message}; {stray.fix}." for stray in report.advice]
    for policy, day in report.absent.items():
        when = f"it is posted on {day.isoformat()}" if day else "no version of it is published"
        lines.append(f"Not on the site: {policy}, as {when}.")
    lines += [_draft_line(policy, problems) for policy, problems in report.draft_problems.items()]
    lines += [f"Warning: {missed(each)}" for each in report.missed]
    lines.append(
        f"The site changes next on {report.next_change.isoformat()}: build again on that day."
        if report.next_change
        else "No later date in the source changes the site."
    )
    return "\n".join(lines)


def _draft_line(policy: str, problems: Sequence[Problem]) -> str:
    """Say in a line what is wrong with a draft; it is no matter for what is published."""
    first = problems[0]
    place = ":".join(str(part) for part in (first.location.path, first.location.line) if part)
    more = f", and {counted(len(problems) - 1, 'more problem')}" if len(problems) > 1 else ""
    whose = f"The draft of {policy}" if policy else "A draft"
    return (
        f"{whose} cannot be published yet: {place}: {first.message}{more}. "
        f"Run `affiche check{f' {shlex.quote(policy)}' if policy else ''}`."
    )


def report_json(report: Report) -> str:
    """Give the report to a program, such as a scheduler of the next build."""
    return json.dumps(_content(report), ensure_ascii=False, indent=2)


def reports_json(reports: Mapping[str, Report]) -> str:
    """Give the reports of several sites to a program."""
    content = {"sites": {name: _content(report) for name, report in reports.items()}}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _content(report: Report) -> dict[str, Any]:
    return {
        "as_of": report.as_of.isoformat(),
        "out": report.out.as_posix(),
        "files": report.files,
        "locales": list(report.locales),
        "policies": list(report.policies),
        "versions": report.versions,
        "advice": [f"{each.location.path}: {each.message}" for each in report.advice],
        "forgotten": [lost.message for lost in report.forgotten],
        "absent": {policy: day.isoformat() if day else None for policy, day in report.absent.items()},
        "draft_problems": {
            policy: [
                {"path": p.location.path, "line": p.location.line, "message": p.message} for p in problems
            ]
            for policy, problems in report.draft_problems.items()
        },
        "next_change": report.next_change.isoformat() if report.next_change else None,
        "missed": [telling_data(each) for each in report.missed],
    }


def started_text(folder: str, answers: Answers, guessed: Sequence[str]) -> str:
    """Say what lies there now, what was made up, and what to do next."""
    languages = [answers.language_tags.get(locale, locale) for locale in answers.locales]
    lines = [f"Started a site in {folder}: a privacy policy in {listed(languages)}, to be made your own."]
    if guessed:
        names = listed(guessed)
        lines.append(f"Made up, and to be corrected in {folder}/content/site.yaml: {names}.")
    lines += [
        "",
        "What to do next:",
        f"  cd {shlex.quote(folder)}",
        "  affiche serve              shows the site as you write, in your browser",
        "  affiche check              lists what is still to be decided, and where",
        "  affiche publish privacy    makes the text a version, once nothing is left to decide",
        "",
        "The text is a place to start from, not legal advice.",
    ]
    return "\n".join(lines)
