"""Names in running text: the register's actors, and people, bodies and states not yet in it."""

from timeline.domain.names.finder import find
from timeline.domain.names.name import Kind, Name
from timeline.domain.names.register import Known, Register

__all__ = ["Kind", "Known", "Name", "Register", "find"]
