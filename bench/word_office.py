"""Lets LibreOffice accept and reject every change of the Word files in a folder; run by Debian's own Python, which has UNO."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

PIPE = "pipe,name=affiche"


def value(name: str, content: object = None) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connected() -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(60):
        try:
            return resolver.resolve(f"uno:{PIPE};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 it is still starting
            time.sleep(0.5)
    sys.exit("LibreOffice does not answer")


def main(folder: Path) -> None:
    office = subprocess.Popen(["soffice", "--headless", "--norestore", f"--accept={PIPE};urp;"])
    context = connected()
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for file in sorted(folder.glob("*.docx")):
        for command, how in (
            ("AcceptAllTrackedChanges", "accepted"),
            ("RejectAllTrackedChanges", "rejected"),
        ):
            document = desktop.loadComponentFromURL(
                file.as_uri(), "_blank", 0, (value("Hidden", content=True),)
            )
            helper.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())
            out = file.with_suffix(f".{how}.txt").as_uri()
            document.storeToURL(out, (value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8")))
            document.dispose()
    desktop.terminate()
    office.wait(timeout=30)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
