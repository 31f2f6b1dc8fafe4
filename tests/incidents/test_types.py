from __future__ import annotations

import pytest

from geoinc.errors import LexiconError
from geoinc.incidents.types import by_case, kind, kinds


def test_every_type_has_codes_or_is_no_act_of_violence() -> None:
    without = {name for name, k in kinds().items() if k.type.acled_event is None}
    assert without == {"diplomacy", "attribution", "organised crime", "natural disaster", "man-made disaster"}


def test_the_thirty_classes_are_covered() -> None:
    assert sum(k.case is not None for k in kinds().values()) == 30
    assert by_case("AIR_STRIKE") is kind("air strike").type
    assert by_case("NO_SUCH") is None


def test_an_unknown_type_is_told() -> None:
    with pytest.raises(LexiconError, match="zapping"):
        kind("zapping")
