"""Names in running text: the register's actors, and people, bodies and states not yet in it.

Who speaks is told by ``domain.quotations``.
"""

from timeline.domain.names.gazetteer import Gazetteer, KnownActor
from timeline.domain.names.name import Kind, Name
from timeline.domain.names.name_finder import find

__all__ = ["Gazetteer", "Kind", "KnownActor", "Name", "find"]
