from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info

from geoinc.text.syntax import threads as limits
from geoinc.text.syntax.threads import one_thread


def threads() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_products_use_one_thread_inside_and_what_was_set_outside() -> None:
    limits._controller.cache_clear()  # other tests may have loaded another library of products since
    assert np.ones((2, 2)) @ np.ones((2, 2)) is not None
    before = threads()
    with one_thread():
        assert set(threads()) == {1}
        with one_thread():
            assert set(threads()) == {1}
        assert set(threads()) == {1}
    assert threads() == before
