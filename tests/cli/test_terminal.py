from __future__ import annotations

from geoinc.cli.terminal import printable


def test_nothing_in_an_article_drives_a_terminal() -> None:
    assert printable("a\x1b[31mred\x07\nb\u202ec\u0085") == "a [31mred  b c "
    assert printable("Khushām خشام 🙂") == "Khushām خشام 🙂"
