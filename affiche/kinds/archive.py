"""What stands against an archive, or against a publication."""

from __future__ import annotations

from affiche.kinds.kind import ADVICE, ERROR, kind

kind(
    "archive/altered",
    ERROR,
    "a published file that is not as it was published",
    why="Readers, courts and authorities must find the very words that were in force.",
    fix="restore the file from your history; a correction is a new version",
    example=(
        "(an edit in content/privacy/versions/2026-06-01/en.md)",
        "git checkout HEAD -- content/privacy/versions\naffiche publish privacy --significance editorial",
    ),
)
kind(
    "archive/missing",
    ERROR,
    "a published version or its ledger that is not there",
    why="Everything that was ever published stays readable.",
    fix="restore it from your history",
    example=("rm -r content/privacy/versions/2026-06-01", "git checkout HEAD -- content/privacy/versions"),
)
kind(
    "archive/ledger",
    ERROR,
    "a line of a ledger that is not as it was written, or does not fit the others",
    why="The ledger proves what was posted when; each line seals the one before it.",
    fix="restore the ledger from your history; Affiche alone writes it",
    example=(
        '{"event": "published", "version": "2026-06-01", "on": "2026-05-02", …}',
        '{"event": "published", "version": "2026-06-01", "on": "2026-05-01", …}',
    ),
)
kind(
    "archive/line-ends",
    ERROR,
    "a published file whose line ends were changed",
    why="Git can change line ends on Windows, and so every byte count and digest.",
    fix="run `affiche repair`, and keep `* -text` in .gitattributes",
    example=("* text=auto", "content/*/versions/** -text\ncontent/*/ledger.jsonl -text"),
)
kind(
    "archive/merge",
    ERROR,
    "a merge of two branches that both published, which needs a person",
    why="Only somebody who knows what was posted can say which of the two is true.",
    fix="take the ledger and the versions of the branch that was posted, then `affiche repair`",
    example=(
        '<<<<<<< HEAD\n{"event": "published", "version": "2026-06-01", …}',
        "git checkout main -- content/privacy\naffiche repair",
    ),
)
kind(
    "archive/shrunk",
    ERROR,
    "something that was published and is not in this source",
    why="A build from it would take posted pages away.",
    fix="build from a source that has everything that was published",
    example=("git clone --branch old …\naffiche", "git pull\naffiche"),
)
kind(
    "archive/stray",
    ERROR,
    "something in the archive that Affiche did not publish",
    why="A version that nobody published must not look as if somebody had.",
    fix="move it elsewhere; a version is made by `affiche publish`",
    example=(
        "cp -r content/privacy/versions/2026-06-01 content/privacy/versions/2027-01-01",
        "affiche publish privacy --effective 2027-01-01",
    ),
)
kind(
    "archive/version",
    ERROR,
    "a version in a folder that is named for another one",
    why="The name of the folder is its permanent address.",
    fix="restore the folder as it was",
    example=(
        "versions/2026-07-01/version.yaml: effective: 2026-06-01",
        "versions/2026-06-01/version.yaml: effective: 2026-06-01",
    ),
)
kind(
    "archive/no-text",
    ADVICE,
    "a version that was published without any text",
    why="No page can show it; an older program let it through, and what was published is not changed.",
    fix="leave it, and publish the next version with its text",
    example=("versions/2024-06-01/version.yaml", "versions/2024-06-01/version.yaml, en.md, fr.md"),
)
kind(
    "archive/busy",
    ERROR,
    "somebody else who publishes at the same moment",
    why="Two entries after the same line of the ledger would contradict each other.",
    fix="wait, look at what is published now, and try again",
    example=("affiche publish privacy & affiche publish privacy", "affiche publish privacy"),
)
kind(
    "archive/disk",
    ERROR,
    "a disk that refused to write",
    why="It is full, or the folder may not be written to.",
    fix="make room or give the right to write, then run `affiche verify`",
    example=("No space left on device", "affiche verify"),
)
kind(
    "archive/signature",
    ERROR,
    "a signature that is not one of the ledger",
    why="Somebody altered the ledger, or signed another text.",
    fix="find out who changed what, and restore the ledger",
    example=(
        "ledger.jsonl.sig of another ledger",
        "ssh-keygen -Y sign -n affiche -f key content/privacy/ledger.jsonl",
    ),
)
kind(
    "archive/evidence",
    ERROR,
    "a file of an evidence folder that is missing, altered or too many",
    why="Evidence counts only whole and as it was made.",
    fix="make it again with `affiche show --evidence`, or take the copy that was kept",
    example=("evidence/manifest.json (edited)", "affiche show privacy 2026-06-01 --evidence evidence.zip"),
)
kind(
    "archive/posted",
    ERROR,
    "a posted site that is not the one of this source and day",
    why="Readers see what is posted, whatever the source says.",
    fix="build the site and post it again; then ask `affiche verify --site`",
    example=(
        "(a deployment that failed on the day a version took effect)",
        "affiche\naffiche verify --site https://legal.finch.example",
    ),
)
kind(
    "publish/nothing-new",
    ERROR,
    "a text that is as it was published",
    why="A version without a change would tell readers to look for one.",
    fix="edit the text first",
    example=("affiche publish privacy", "affiche diff privacy"),
)
kind(
    "publish/effective",
    ERROR,
    "an effective date that is missing, taken or impossible",
    why="The day names the version for ever, and tells readers from when it binds them.",
    fix="choose a free day, not before the day of posting",
    example=(
        "affiche publish privacy --effective 2020-01-01",
        "affiche publish privacy --effective 2027-06-01",
    ),
)
kind(
    "publish/notice",
    ERROR,
    "an effective date that leaves readers less notice than they were promised",
    why="A promise binds until it is replaced by what it promised.",
    fix="choose a later day",
    example=(
        "promises: {notice_days: 30}       # and tomorrow",
        "promises: {notice_days: 30}       # and 31 days from now",
    ),
)
kind(
    "publish/consent",
    ERROR,
    "a change for which consent was promised, without a word on how it is asked",
    why="What was promised to readers is owed to them.",
    fix="say under `next:` how consent is asked, or why none is needed",
    example=(
        "next: {effective: 2027-06-01}",
        "next: {effective: 2027-06-01, consent: {en: You will be asked when you sign in., fr: …}}",
    ),
)
kind(
    "publish/order",
    ERROR,
    "a day of posting before something that was posted already",
    why="The ledger is in the order of days; the past is not rewritten.",
    fix="leave `--as-of` out",
    example=("affiche publish privacy --as-of 2020-01-01", "affiche publish privacy"),
)
kind(
    "publish/significance",
    ERROR,
    "a version of which nobody said how much it matters",
    why="It decides whether readers must be told.",
    fix="say major if readers must be told, editorial if the meaning is the same",
    example=("next: {effective: 2027-06-01}", "next: {effective: 2027-06-01, significance: major}"),
)
kind(
    "publish/editorial",
    ERROR,
    "a version called editorial whose meaning may change",
    why="A negation, a number or a recipient that comes or goes changes what readers agreed to.",
    fix="make it major, or give readers a reason",
    example=("We do not sell your data.  →  We sell your data.", "significance: major"),
)
kind(
    "publish/reason",
    ERROR,
    "something unusual that needs a reason for its readers",
    why="Whoever finds it later must learn why.",
    fix="give the reason in each language, in a sentence",
    example=(
        "affiche withdraw privacy 2027-06-01",
        'affiche withdraw privacy 2027-06-01 --reason-en "The law was put off." --reason-fr "La loi est reportée."',
    ),
)
kind(
    "publish/words",
    ERROR,
    "a title, note or reason that is missing or cannot be shown",
    why="It is frozen with the version, and every reader sees it.",
    fix="write it in each language, in plain words",
    example=(
        "next: {notes: {en: We name our new host.}}",
        "next: {notes: {en: We name our new host., fr: Nous nommons notre nouvel hébergeur.}}",
    ),
)
kind(
    "publish/behind",
    ERROR,
    "a section changed in one language and not in the other",
    why="Two languages that say different things are two policies.",
    fix="change it in the other language too, or say that it needs no change",
    example=("next: {effective: 2027-06-01}", "next: {effective: 2027-06-01, unaffected: {fr: [cookies]}}"),
)
kind(
    "publish/not-behind",
    ERROR,
    "a section said to be behind or unaffected that is neither",
    why="Whoever said so looked at an older text.",
    fix="remove what says so",
    example=("affiche publish privacy --allow-stale fr", "affiche publish privacy"),
)
kind(
    "publish/withdrawal",
    ERROR,
    "a version that cannot be withdrawn",
    why="What applies already, or applied, cannot be undone: only an upcoming version can be withdrawn.",
    fix="publish a new version that says what shall apply",
    example=("affiche withdraw privacy 2020-01-01", "affiche publish privacy --effective 2027-06-01"),
)
