"""Grouping words into lines gives the same lines for many words at once as for few words one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.page import BoundingBox, Word
from extractor.model.strip import corners
from extractor.parsing.grid import text_lines as module
from extractor.parsing.grid.text_lines import cut_at, order_by_lines, reading_order, text_lines

WORDS = st.lists(
    st.builds(
        lambda x, y, height: Word(f"{x}/{y}/{height}", BoundingBox(x, y, x + 5, y + height), height),
        st.integers(0, 6),
        st.sampled_from((0.0, 1.0, 4.0, 5.0, 9.0, 9.5, 10.0, 20.0)),
        st.sampled_from((0.0, 3.0, 6.0, 9.0, 12.0)),
    ),
    max_size=40,
)


@given(WORDS)
def test_many_words_stand_on_the_same_lines_as_few(words: list[Word]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MANY_WORDS", 100)
        one_by_one = text_lines(words)
        patch.setattr(module, "MANY_WORDS", 2)
        assert text_lines(words) == one_by_one


@given(WORDS, st.integers(1, 4))
def test_groups_are_put_in_order_as_each_would_be_alone(words: list[Word], groups: int) -> None:
    group = np.arange(len(words)) % groups
    order, begins_group, _ = order_by_lines(corners(word.box for word in words), group[:, None])
    found = cut_at([words[place] for place in order.tolist()], begins_group)
    assert list(found) == [reading_order(words[start::groups]) for start in range(min(groups, len(words)))]
