"""A sentence of the brief as the gate reads it: quotations apart from words of ours, and each part taken off once it is accounted for."""

import re

_QUOTED = re.compile(r"“([^”]*)”")
# quotations are one character each of this private range while a sentence is read
_FIRST, _LAST = 0xE000, 0xF8FF
# matches a quotation in `rest`
HELD = f"[{chr(_FIRST)}-{chr(_LAST)}]"
_HELD = re.compile(HELD)
_TAKEN = "\x00"
_PUNCTUATION = " \t\n.,;:?()\x00"


class Reading:
    """One sentence; `rest` is what nothing has accounted for yet.

    Args:
        text: As printed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_sound = not _HELD.search(text) and _TAKEN not in text
        self.quotations: list[str] = _QUOTED.findall(text)[: _LAST - _FIRST]
        self.rest = self._held(_QUOTED.sub("“”", text), self.quotations)
        self._untaken = set(range(len(self.quotations)))

    @staticmethod
    def _held(bare: str, quotations: list[str]) -> str:
        for number in range(len(quotations)):
            bare = bare.replace("“”", chr(_FIRST + number), 1)
        return bare

    @property
    def untaken(self) -> list[str]:
        """The quotations that nothing has accounted for yet."""
        return [self.quotations[number] for number in sorted(self._untaken)]

    def holds(self, fragment: str) -> bool:
        """Whether the words stand in what is left, from word border to word border."""
        return self._find(fragment) is not None

    def take(self, fragment: str) -> bool:
        """Account for words, which may hold whole quotations; false if they are not there."""
        found = self._find(fragment)
        if found is None:
            return False
        self._strike(found)
        return True

    def take_first(self, fragment: str) -> bool:
        """Account for words at the head of the sentence."""
        found = self._find(fragment)
        if found is None or found.start():
            return False
        self._strike(found)
        return True

    def take_before_words(self, fragment: str) -> bool:
        """Account for words right before a quotation."""
        found = re.search(rf"(?<!\w){re.escape(fragment)}(?={HELD})", self.rest)
        if found is None:
            return False
        self._strike(found)
        return True

    def take_all(self, pattern: str) -> list[re.Match[str]]:
        """Account for each match of a pattern."""
        matches = list(re.finditer(pattern, self.rest))
        for match in matches:
            self._strike(match)
        return matches

    def take_quotation(self, words: str) -> None:
        """Account for a quotation."""
        number = next(number for number in sorted(self._untaken) if self.quotations[number] == words)
        self._untaken.discard(number)
        self.rest = self.rest.replace(chr(_FIRST + number), _TAKEN)

    def quotation(self, held: str) -> str:
        """The words of a quotation from the character that stands for it in `rest`."""
        return self.quotations[ord(held) - _FIRST]

    @property
    def left(self) -> str:
        """The words that nothing has accounted for, in their order; quotations as “…”."""
        words = _HELD.sub(lambda held: f"“{self.quotation(held[0])}”", self.rest)
        return " ".join(word for word in words.replace(_TAKEN, " ").split() if word.strip(_PUNCTUATION))

    def _strike(self, found: re.Match[str]) -> None:
        self._untaken -= {ord(held) - _FIRST for held in _HELD.findall(found[0])}
        # as long as before, so that further matches keep their places
        self.rest = f"{self.rest[: found.start()]}{_TAKEN * len(found[0])}{self.rest[found.end() :]}"

    def _find(self, fragment: str) -> re.Match[str] | None:
        if fragment.partition("“")[0] not in self.rest:
            return None
        pieces = []
        last = 0
        for quotation in _QUOTED.finditer(fragment):
            pieces += [re.escape(fragment[last : quotation.start()]), self._any_of(quotation[1])]
            last = quotation.end()
        pieces.append(re.escape(fragment[last:]))
        body = "".join(pieces)
        head = r"(?<!\w)" if fragment[:1].isalnum() else ""
        tail = r"(?!\w)" if fragment[-1:].isalnum() else ""
        return re.search(f"{head}{body}{tail}", self.rest) if body else None

    def _any_of(self, words: str) -> str:
        held = [chr(_FIRST + number) for number in self._untaken if self.quotations[number] == words]
        return f"[{''.join(held)}]" if held else r"(?!)"
