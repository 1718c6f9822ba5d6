"""TimelineJS and vis-timeline, given the events of a story, as their makers' pages would have it.

They come from npm, TimelineJS with the code of the tests, vis-timeline into a temporary folder;
nothing of them is built, and vis-timeline is held to its checksum.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.exports import timelinejs_itself

VIS = "vis-timeline@8.5.4"
VIS_SHA512 = (
    "Xt7RNrRvOkQiSyk6vFTXSRwTunT0y9MzDgHY8N8H9nPuebJ6Vg+u3xnv0Swbxna/Pa2E3HjaBblEIQiK74E01Q=="
)
NAMES = ("TimelineJS", "vis-timeline")
_DRAWN = "requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); }));"
_HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Drawn</title>'
PAGES = {
    "TimelineJS": f"""{_HEAD}
<link rel="stylesheet" href="timelinejs/css/timeline.css"><script src="timelinejs/js/timeline.js">
</script></head><body><div id="here" style="width: 1200px; height: 800px"></div>
<script>fetch("timelinejs.json").then(r => r.json()).then(told => {{
  const made = new TL.Timeline("here", told, {{hash_bookmark: false, language: "en"}});
  made.on("loaded", () => {{ {_DRAWN} }});
}})</script></body></html>""",
    "vis-timeline": f"""{_HEAD}
<link rel="stylesheet" href="vis/styles/vis-timeline-graph2d.min.css">
<script src="vis/standalone/umd/vis-timeline-graph2d.min.js"></script></head>
<body><div id="here"></div>
<script>fetch("vis.json").then(r => r.json()).then(told => {{
  const options = {{onInitialDrawComplete: () => {{ {_DRAWN} }}}};
  new vis.Timeline(document.getElementById("here"), new vis.DataSet(told), options);
}})</script></body></html>""",
}


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that tells nobody."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def fetched(folder: Path) -> Path:
    """A folder with both libraries in it; raises ``timelinejs_itself.NotHere``."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(timelinejs_itself.folder(), folder / "timelinejs")
    npm = shutil.which("npm")
    if npm is None:
        raise timelinejs_itself.NotHere("there is no npm on this machine")
    subprocess.run(
        [npm, "pack", VIS, "--silent", "--ignore-scripts"],
        cwd=folder, check=True, capture_output=True, timeout=timelinejs_itself.SECONDS,
    )  # fmt: skip
    (archive,) = folder.glob("vis-timeline-*.tgz")
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert found == VIS_SHA512, f"what npm got is not the pinned vis-timeline: {found}"
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (folder / "unpacked" / "package").rename(folder / "vis")
    return folder


def give(folder: Path, told: dict[str, Any]) -> int:
    """Put a story, as TimelineJS takes it, where both pages read it; how many events it has."""
    (folder / "timelinejs.json").write_text(json.dumps(told))
    items = [_item(number, slide) for number, slide in enumerate(told["events"])]
    (folder / "vis.json").write_text(json.dumps(items))
    for name, page in PAGES.items():
        (folder / f"{name}.html").write_text(page)
    return len(items)


def _item(number: int, slide: dict[str, Any]) -> dict[str, Any]:
    item = {
        "id": number,
        "content": slide["text"]["headline"],
        "start": _day(slide["start_date"], last=False),
    }
    if "end_date" in slide:
        item["end"] = _day(slide["end_date"], last=True)
    return item


def _day(given: dict[str, int], *, last: bool) -> str:
    month = given.get("month", 12 if last else 1)
    return f"{given['year']:04}-{month:02}-{given.get('day', 28 if last else 1):02}"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
