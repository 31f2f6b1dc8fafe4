from __future__ import annotations

import pytest

from geoinc.errors import PackNotFoundError
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document
from geoinc.toponyms.recognize import named


def test_the_default_goes_by_its_name(gazetteer: Gazetteer) -> None:
    assert named("default", gazetteer).recognize(Document("He lives in Mosul, Iraq."))


def test_an_unknown_recogniser_is_named_with_those_that_are(gazetteer: Gazetteer) -> None:
    with pytest.raises(PackNotFoundError, match=r"no recogniser is called 'mine'.*default"):
        named("mine", gazetteer)
