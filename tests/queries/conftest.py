"""The town, whose events the queries find.

Django is not set up yet when pytest reads this file, hence the imports inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.story import Town


@pytest.fixture
def town(db: None) -> Town:
    """Six events: disputed, undated, a day, a month, a decade, and one with no end."""
    from tests.story import set_out

    return set_out()
