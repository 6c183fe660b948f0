"""Ids of conversations."""

from __future__ import annotations

import re
import time

import pytest

from copilot.ids import new_id


def test_ids_made_later_sort_later(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [10**18, 10**18 + 10**6, 2 * 10**18]
    clock = iter(moments)
    monkeypatch.setattr(time, "time_ns", lambda: next(clock))

    ids = [new_id("cnv") for _ in moments]

    assert ids == sorted(ids)


def test_ids_made_in_the_same_moment_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 10**18)

    ids = {new_id("cnv") for _ in range(1_000)}

    assert len(ids) == 1_000
    assert all(re.fullmatch(r"cnv_[0-9a-f]{28}", one) for one in ids)
