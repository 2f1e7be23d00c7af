"""When an address may be asked again: a pause between requests to a host, longer and longer ones after failures."""

import time
from collections.abc import Callable

from foedus.model.visit import FeedVisit, Rules, Visits, Wait
from foedus.reading.addresses import WALL_CLOCK, Clock

Sleep = Callable[[float], object]

DAY = 86_400.0
FIRST_WAIT = 60.0
MIN_DELAY = 2.0
PATIENCE = 30.0
_MAX_DOUBLINGS = 20
_TOLERANCE = 0.05


def back_off(failures: int) -> float:
    """Seconds to leave an address alone after so many failures in a row: a minute, doubled each time, a day at most.

    >>> [back_off(failures) for failures in (1, 2, 3, 30)]
    [60.0, 120.0, 240.0, 86400.0]
    """
    return float(min(FIRST_WAIT * 2 ** min(failures - 1, _MAX_DOUBLINGS), DAY))


class Pace:
    """Keeps the pauses, and what else is remembered of addresses.

    Args:
        visits: What earlier rounds remembered.
        clock: Seconds since 1970.
        sleep: Waits so many seconds.
        min_delay: Seconds between the end of one request to a host and the next request to it.
        patience: The longest pause that is waited for within a round; a longer one puts the address off.
    """

    def __init__(
        self,
        visits: Visits | None = None,
        *,
        clock: Clock = WALL_CLOCK,
        sleep: Sleep = time.sleep,
        min_delay: float = MIN_DELAY,
        patience: float = PATIENCE,
    ) -> None:
        visits = visits or Visits()
        self.clock = clock
        self._sleep = sleep
        self._min_delay = min_delay
        self._patience = patience
        self.feeds: dict[str, FeedVisit] = dict(visits.feeds)
        self._waits: dict[str, Wait] = dict(visits.waits)
        self._robots: dict[str, Rules] = dict(visits.robots)
        self._delays: dict[str, float] = {}
        self._last: dict[str, float] = {}

    def visits(self) -> Visits:
        """What is worth remembering after this round: rules and waits that still hold, and the feeds."""
        now = self.clock()
        waits = {key: wait for key, wait in self._waits.items() if now < wait.until + DAY}
        robots = {key: rules for key, rules in self._robots.items() if 0 <= now - rules.fetched < DAY}
        return Visits(feeds=dict(self.feeds), waits=waits, robots=robots)

    def wait_left(self, *keys: str) -> float:
        """Seconds until a host and an address may be asked."""
        now = self.clock()
        ends = [wait.until for key in keys if (wait := self._waits.get(key))]
        ends += [last + self._delays.get(key, self._min_delay) for key in keys if (last := self._last.get(key)) is not None]
        return max((end - now for end in ends), default=0.0)

    def wait(self, *keys: str) -> float:
        """Wait until a host and an address may be asked.

        Returns:
            0, or the seconds that are left: more than patience bears, and then nothing was waited; or the sleep was broken off.
        """
        left = self.wait_left(*keys)
        if 0 < left <= self._patience:
            self._sleep(left)
            left = self.wait_left(*keys)
        return left if left > _TOLERANCE else 0.0

    def asked(self, host: str) -> None:
        """Note that a request to a host has ended."""
        self._last[host] = self.clock()

    def slow_down(self, host: str, delay: float) -> None:
        """Keep the pause that a host asks for, where it is longer than our own."""
        self._delays[host] = max(self._min_delay, min(delay, DAY))

    def failed(self, key: str, retry_after: float = 0.0) -> None:
        """Leave a host or an address alone: as long as it asks for, and longer the more often it failed; a day at most."""
        failures = 1 + (self._waits[key].failures if key in self._waits else 0)
        seconds = min(max(back_off(failures), retry_after), DAY)
        self._waits[key] = Wait(failures=failures, until=self.clock() + seconds)

    def worked(self, *keys: str) -> None:
        """Forget the failures of a host and an address."""
        for key in keys:
            self._waits.pop(key, None)

    def rules(self, host: str) -> str | None:
        """A host's robots.txt, if it was fetched within a day."""
        rules = self._robots.get(host)
        return rules.text if rules and 0 <= self.clock() - rules.fetched < DAY else None

    def learnt(self, host: str, text: str) -> None:
        """Keep a host's robots.txt for a day."""
        self._robots[host] = Rules(text=text, fetched=self.clock())
