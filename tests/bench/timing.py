"""CPU time of functions that take turns, so that a busy machine is as unkind to one as to the other."""

import time
from collections.abc import Callable, Sequence

Call = Callable[[], object]


def turns(calls: Sequence[Call], *, rounds: int) -> list[float]:
    """Seconds of CPU that each call takes: the least of `rounds` in which all take a turn.

    The least, because everything else that the machine does only adds.
    """
    least = [float("inf")] * len(calls)
    for _ in range(rounds):
        for index, call in enumerate(calls):
            started = time.process_time()
            call()
            least[index] = min(least[index], time.process_time() - started)
    return least
