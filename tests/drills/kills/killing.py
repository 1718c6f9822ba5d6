"""A command of ``manage.py`` killed at random moments, run again, and held against a whole run."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.drills.place import Databases, Place
from tests.drills.tally import Tally

Command = Sequence[str]
ORPHANS = 15
"""Seconds within which processes end that the killed one had started."""

CONTENT = (
    "SELECT 'outlet', slug, name FROM timeline_outlet",
    "SELECT 'actor', slug, name FROM timeline_actor",
    """SELECT 'alias', a.slug, i.name FROM timeline_alias i
         JOIN timeline_actor a ON a.id = i.actor_id""",
    "SELECT 'source', slug, title FROM timeline_source",
    """SELECT 'event', slug, title, earliest, latest,
         (SELECT COUNT(*) FROM timeline_mention m WHERE m.event_id = e.id),
         (SELECT COUNT(*) FROM timeline_participation p WHERE p.event_id = e.id)
       FROM timeline_event e""",
    """SELECT 'mention', s.slug, e.slug, m.position, m.says, m.phrase,
         (SELECT COUNT(*) FROM timeline_quote q WHERE q.mention_id = m.id),
         (SELECT COUNT(*) FROM timeline_historicalmention h WHERE h.id = m.id)
       FROM timeline_mention m JOIN timeline_source s ON s.id = m.source_id
       JOIN timeline_event e ON e.id = m.event_id""",
    "SELECT 'record', kind, key FROM timeline_digestrecord",
    """SELECT 'article', sha256, name,
         (SELECT COUNT(*) FROM timeline_proposal p WHERE p.article_id = a.id)
       FROM timeline_article a""",
)
"""What a database tells, without keys and times that differ from run to run."""


def content(place: Place) -> Counter[str]:
    """Each thing that a database tells, in a line."""
    return Counter(str(row) for sql in CONTENT for row in place.query(sql))


def kill_again_and_again(
    databases: Databases,
    command: Callable[[Place], Command],
    *,
    like: Place | None,
    count: int,
    seed: int,
    after_kill: Callable[[Place], list[str]] = lambda _: [],
    after_all: Callable[[Place], list[str]] = lambda _: [],
    reads: Callable[[Place], Counter[str]] = content,
    at_once: bool = False,
) -> Tally:
    """Kill a command so many times, and have it finish after one, two or three kills.

    After each kill the database may hold a part of what a whole run makes, or ``at_once`` nothing
    of it or all; in the end just that. ``reads`` says what a database holds. ``after_kill`` and
    ``after_all`` give what else is wrong then.
    """
    dice, tally = random.Random(seed), Tally()
    whole = databases.place("whole", like=like)
    before = reads(whole)
    start, end = _moments(whole, command(whole))
    wanted = reads(whole)
    rounds = 0
    while tally.tried < count and rounds < 3 * count:
        rounds += 1
        place = databases.place("killed", like=like)
        problems: list[str] = []
        kills = 0
        for _ in range(dice.choice((1, 1, 2, 3))):
            after = dice.uniform(start, end)
            if not _killed(place, command(place), after=after, problems=problems):
                # The machine has less to do than when it was timed.
                tally.seen["kills too late"] += 1
                start, end = start * 0.8, start + (end - start) * 0.8
                break
            kills += 1
            now = reads(place)
            part = now in (before, wanted) if at_once else not now - (before | wanted)
            problems += place.unsound() + after_kill(place)
            problems += [] if part else ["something is half there, or there twice"]
            tally.seen["kills with some of the work done"] += now not in (before, wanted)
            tally.seen["kills with all of it done"] += now == wanted != before
            if now == wanted != before:
                break
        problems += _finished(place, command(place), wanted=wanted, reads=reads)
        problems += after_all(place)
        for number in range(kills):
            tally.fault(problems if not number else ())
    return tally


def _moments(place: Place, command: Command) -> tuple[float, float]:
    """Seconds after which a command is at work, about, and after which it has ended."""
    began = time.perf_counter()
    place.manage("help", command[0])
    start = time.perf_counter() - began
    began = time.perf_counter()
    place.made(command)
    end = time.perf_counter() - began
    return min(start * 0.8, end * 0.6), end


def _killed(place: Place, command: Command, *, after: float, problems: list[str]) -> bool:
    """Start a command and kill it, and nothing that it started; whether it was still at it."""
    process = place.start(*command)
    time.sleep(after)
    late = process.poll() is not None
    process.kill()
    process.wait()
    until = time.monotonic() + ORPHANS
    while left := _of_group(process.pid):
        if time.monotonic() > until:
            problems.append("a process that it had started did not end")
            for pid in left:
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    return not late


def _of_group(group: int) -> list[int]:
    """The processes of a group that still run (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = stat.read_text().rpartition(") ")[2].split()[:3]
        except OSError:  # it has ended since
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def _finished(
    place: Place, command: Command, *, wanted: Counter[str], reads: Callable[[Place], Counter[str]]
) -> list[str]:
    code, told = place.manage(*command)
    if code:
        return [f"run again it failed: {told.strip()[-120:]}"]
    now = reads(place)
    lost, doubled = wanted - now, now - wanted
    return (
        ["run again it did not finish the work"] * bool(lost)
        + ["run again it made more than once would"] * bool(doubled)
        + place.unsound()
    )
