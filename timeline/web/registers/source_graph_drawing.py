"""Who draws on whom, drawn: boxes in layers from left to right, and the same as nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from timeline.models import Source
from timeline.queries.registers.source_graph import Edges, Relations

BOX, DEEP = 204, 74
"""A box's width and height."""

_GAP, _BETWEEN, _LANE, _EDGE, _TURN = 18, 62, 16, 10, 42
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A source in the drawing, with its upper left corner."""

    source: Source
    x: int
    y: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class DrawnRelation:
    """From a source to one that draws on it. ``is_own``: one of them is the page's own;
    ``goes_back``: it closes a circle of sources that draw on each other.
    """

    path: str
    head: str
    is_own: bool
    goes_back: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A source in the text form, with those one step further on; ``told_before`` where its own
    are listed elsewhere.
    """

    source: Source
    branches: list[Branch]
    told_before: bool


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """A source's relations. Without any there are no boxes."""

    boxes: list[Box]
    lines: list[DrawnRelation]
    width: int
    height: int
    before: list[Branch]
    after: list[Branch]
    more_before: int
    more_after: int
    has_circle: bool
    box: int = BOX
    deep: int = DEEP

    @property
    def more(self) -> int:
        """How many sources found no room."""
        return self.more_before + self.more_after


def source_graph(relations: Relations) -> SourceGraph:
    """The drawing and the lists."""
    own = relations.source.pk
    layers = _layers(relations)
    drawing = _Drawing(relations, layers)
    lines = drawing.lines()
    return SourceGraph(
        boxes=drawing.boxes() if len(layers) > 1 else [],
        lines=lines,
        width=drawing.width,
        height=drawing.height,
        before=_branches(own, relations.draws_on, relations.sources),
        after=_branches(own, relations.drawn_on_by, relations.sources),
        more_before=relations.more_before,
        more_after=relations.more_after,
        has_circle=any(line.goes_back for line in lines),
    )


def _branches(own: int, edges: Edges, sources: Mapping[int, Source]) -> list[Branch]:
    """The tree from the own source on; each source's further ones are listed once, the first time
    that it comes at its least distance.
    """
    parent: dict[int, int] = {own: own}
    queue = [own]
    for pk in queue:
        for other in edges.get(pk, ()):
            if other not in parent:
                parent[other] = pk
                queue.append(other)

    def grown(pk: int) -> list[Branch]:
        return [
            Branch(
                sources[other],
                grown(other) if parent[other] == pk and other != own else [],
                told_before=other == own or (parent[other] != pk and bool(edges.get(other))),
            )
            for other in edges.get(pk, ())
        ]

    return grown(own)


def _layers(relations: Relations) -> dict[int, int]:
    """A layer for each source, the own one's 0: what is drawn on lies left of what draws on it,
    but where sources draw on each other in a circle.
    """
    own = relations.source.pk
    left = _depths(own, relations.draws_on, set(relations.before))
    right = _depths(own, relations.drawn_on_by, set(relations.after))
    layers = {**right, **{pk: -depth for pk, depth in left.items()}}
    # What circles moved to the left may leave a layer empty.
    taken = sorted(set(layers.values()))
    return {pk: taken.index(layer) - taken.index(0) for pk, layer in layers.items()}


def _depths(own: int, edges: Edges, among: set[int]) -> dict[int, int]:
    """The length of the longest way to each source, circles left open."""
    order = _outwards(own, edges, among)
    place = {pk: index for index, pk in enumerate(order)}
    depths = dict.fromkeys(order, 0)
    for pk in order:
        for other in edges.get(pk, ()):
            if other in place and place[other] > place[pk]:
                depths[other] = max(depths[other], depths[pk] + 1)
    return depths


def _outwards(own: int, edges: Edges, among: set[int]) -> list[int]:
    """Sources in an order in which each comes before those beyond it, as far as circles let it."""
    done: list[int] = []
    seen = {own}
    stack = [(own, iter(edges.get(own, ())))]
    while stack:
        pk, others = stack[-1]
        following = next((o for o in others if o in among and o not in seen), None)
        if following is None:
            done.append(pk)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(edges.get(following, ()))))
    return done[::-1]


_Place = tuple[int, int, int]
"""What stands in a layer: a source, or a lane by which a longer line passes: (from, to, layer)."""


class _Drawing:
    """Places for sources and lines. Longer lines pass the layers between in lanes of their own."""

    def __init__(self, relations: Relations, layers: Mapping[int, int]) -> None:
        self.relations = relations
        self.layers = layers
        self.first = min(layers.values())
        self.flows = [
            (on, by) for by in layers for on in relations.draws_on.get(by, ()) if on in layers
        ]
        self.chains = [self._chain(on, by) for on, by in self.flows]
        self.columns = self._columns()
        self.middle = self._placed()
        self.edge = _TURN if any(self._goes_back(on, by) for on, by in self.flows) else _EDGE
        self.width = (max(layers.values()) - self.first) * (BOX + _BETWEEN) + BOX + 2 * self.edge
        # Below the deepest box or lane; lines that go back pass under all of them.
        self.low = round(max(self.middle.values()) + DEEP / 2) + _EDGE
        self.height = self.low + self.edge - _EDGE

    def boxes(self) -> list[Box]:
        """The boxes, from left to right and downwards."""
        own = self.relations.source.pk
        found = [
            Box(self.relations.sources[pk], self._x(layer), self._y(pk) - DEEP // 2, pk == own)
            for pk, layer in self.layers.items()
        ]
        return sorted(found, key=lambda box: (box.x, box.y))

    def lines(self) -> list[DrawnRelation]:
        """The lines, those of the own source last, so that they lie on top."""
        own = self.relations.source.pk
        found = []
        for (on, by), chain in zip(self.flows, self.chains, strict=True):
            back = self._goes_back(on, by)
            end = self._x(self.layers[by])
            found.append(
                DrawnRelation(
                    self._back(on, by) if back else self._path(on, by, chain),
                    f"M{end - 8} {self._y(by) - 5}l7 5l-7 5",
                    own in (on, by),
                    back,
                )
            )
        return sorted(found, key=lambda line: line.is_own)

    def _goes_back(self, on: int, by: int) -> bool:
        return self.layers[on] >= self.layers[by]

    def _box(self, pk: int) -> _Place:
        return (pk, pk, self.layers[pk])

    def _chain(self, on: int, by: int) -> list[_Place]:
        """The lanes of a line, from left to right."""
        return [(on, by, layer) for layer in range(self.layers[on] + 1, self.layers[by])]

    def _columns(self) -> dict[int, list[_Place]]:
        """What stands in each layer, ordered so that lines cross little."""
        columns: dict[int, list[_Place]] = {}
        for pk, layer in self.layers.items():
            columns.setdefault(layer, []).append(self._box(pk))
        lefts: dict[_Place, list[_Place]] = {}
        rights: dict[_Place, list[_Place]] = {}
        for (on, by), chain in zip(self.flows, self.chains, strict=True):
            for place in chain:
                columns[place[2]].append(place)
            if not self._goes_back(on, by):
                stops = [self._box(on), *chain, self._box(by)]
                for one, other in pairwise(stops):
                    rights.setdefault(one, []).append(other)
                    lefts.setdefault(other, []).append(one)
        for sweep in range(_SWEEPS):
            rightwards = sweep % 2 == 1
            for layer in sorted(columns, reverse=not rightwards):
                self._sort(columns, layer, lefts if rightwards else rights)
        return columns

    @staticmethod
    def _sort(
        columns: dict[int, list[_Place]], layer: int, sides: Mapping[_Place, list[_Place]]
    ) -> None:
        """Put each place of a layer level with the middle of its neighbours on one side."""
        rank = {
            place: (index + 0.5) / len(column)
            for column in columns.values()
            for index, place in enumerate(column)
        }

        def level(place: _Place) -> float:
            near = [rank[other] for other in sides.get(place, ())]
            return sum(near) / len(near) if near else rank[place]

        columns[layer] = sorted(columns[layer], key=level)

    def _placed(self) -> dict[_Place, float]:
        """The height at which the middle of each place lies, columns centred on each other."""
        depths = {layer: self._depth(column) for layer, column in self.columns.items()}
        tallest = max(depths.values())
        middle = {}
        for layer, column in self.columns.items():
            y = _EDGE + (tallest - depths[layer]) / 2
            for place in column:
                deep = DEEP if place[0] == place[1] else _LANE
                middle[place] = y + deep / 2
                y += deep + _GAP
        return middle

    @staticmethod
    def _depth(column: Iterable[_Place]) -> int:
        return sum((DEEP if on == by else _LANE) + _GAP for on, by, _ in column) - _GAP

    def _x(self, layer: int) -> int:
        return self.edge + (layer - self.first) * (BOX + _BETWEEN)

    def _y(self, pk: int) -> int:
        return round(self.middle[self._box(pk)])

    def _path(self, on: int, by: int, chain: list[_Place]) -> str:
        x, y = self._x(self.layers[on]) + BOX, self._y(on)
        path = f"M{x} {y}"
        for place in [*chain, self._box(by)]:
            to, level = self._x(place[2]), round(self.middle[place])
            half = (x + to) // 2
            path += f"C{half} {y} {half} {level} {to} {level}"
            x, y = to, level
            if place in chain:
                x += BOX
                path += f"H{x}"
        return path

    def _back(self, on: int, by: int) -> str:
        """Out to the right, around below, and in from the left."""
        x, y = self._x(self.layers[on]) + BOX, self._y(on)
        to, level = self._x(self.layers[by]), self._y(by)
        return (
            f"M{x} {y}C{x + _TURN} {y} {x + _TURN} {self.low} {x - _TURN} {self.low}"
            f"H{to + _TURN}C{to - _TURN} {self.low} {to - _TURN} {level} {to} {level}"
        )
