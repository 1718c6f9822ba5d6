"""Much is written a little at a time, however long each takes."""

from __future__ import annotations

import pytest

from timeline.services.records import timed_batches
from timeline.services.records.timed_batches import PAUSE, SECONDS, TimedBatches


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timed_batches, "time", made)
    return made


@pytest.mark.parametrize("each", [0.0001, 0.01, 0.3])
def test_batches_take_as_long_as_they_should_and_leave_room_between(clock: Clock, each: float):
    seen: list[int] = []
    took: list[float] = []
    for batch in TimedBatches[int](first=10).of(range(20_000 if each < 0.01 else 300)):
        seen += batch
        took.append(len(batch) * each)
        clock.now += took[-1]
    assert seen == list(range(len(seen)))
    assert max(took[1:]) <= 2 * SECONDS
    assert clock.slept == [PAUSE] * (len(took) - 1)


def test_what_comes_to_take_longer_comes_in_smaller_batches(clock: Clock):
    took = []
    for batch in TimedBatches[int](first=10).of(range(2_000)):
        took.append(sum(0.002 if item < 1_000 else 0.01 for item in batch))
        clock.now += took[-1]
    assert sum(each > 1.5 * SECONDS for each in took) <= 1
    assert took[-2] <= SECONDS


def test_what_is_heavy_counts_for_more_and_is_never_cut(clock: Clock):
    batches = TimedBatches[int](weigh=lambda item: item, first=10)
    found = []
    for batch in batches.of([3, 3, 3, 3, 50, 1]):
        found.append(list(batch))
        clock.now += SECONDS * sum(batch) / 10
    assert found == [[3, 3, 3], [3], [50], [1]]


def test_it_is_remembered_from_one_list_to_the_next(clock: Clock):
    batches = TimedBatches[int](first=100)
    for _ in batches.of(range(100)):
        clock.now += 10 * SECONDS
    assert next(len(batch) for batch in batches.of(range(20))) == 10
