"""What a check finds."""

from typing import NamedTuple


class Finding(NamedTuple):
    level: str        # error or warning
    kind: str         # one word for all findings of the sort
    message: str
    what: str = ""    # the element, and what stands there
    line: int = 0
    column: int = 0
