"""Learning the lemma rules from a treebank; `foedus.parsing.lemmas` applies them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from foedus.lexicon.tables import data_file
from foedus.parsing.lemmas import LONGEST_ENDING, NAME_TAGS, UNCHANGED_TAGS, Lemmas
from training.treebank import TreebankSentence

_LONGEST_CUT = 4
# `went` and `go` share no letter: no ending can be learnt from them, or `lent` becomes `go` too.
_LEAST_COMMON = 2
VERBS = Path(__file__).parent / "verbs.txt"
Key = tuple[str, str]
Counts = Mapping[Key, Counter[str]]


def _edit(lower: str, lemma: str) -> str | None:
    common = 0
    while common < min(len(lower), len(lemma)) and lower[common] == lemma[common]:
        common += 1
    cut = len(lower) - common
    return f"{cut}{lemma[common:]}" if cut <= _LONGEST_CUT else None


def _count(sentences: Iterable[TreebankSentence]) -> tuple[Counts, Counts]:
    words: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    endings: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            lower = word.form.lower()
            keeps_case = word.xpos in NAME_TAGS or word.lemma == "I"
            words[lower, word.xpos][word.lemma if keeps_case else word.lemma.lower()] += 1
            edit = _edit(lower, word.lemma.lower())
            if word.xpos in UNCHANGED_TAGS or edit is None or len(lower) - int(edit[0]) < _LEAST_COMMON:
                continue
            for length in range(min(LONGEST_ENDING, len(lower)) + 1):
                endings[lower[len(lower) - length :], word.xpos][edit] += 1
    return words, endings


def learn(sentences: Iterable[TreebankSentence]) -> list[str]:
    """Return the rules as lines: no ending that a shorter one implies, no word that endings give, and the known verbs."""
    words, endings = _count(sentences)
    rules: dict[Key, str] = {}
    for key in sorted(endings, key=lambda key: (len(key[0]), key)):
        ending, tag = key
        edit, times = endings[key].most_common(1)[0]
        shorter = Lemmas({}, rules)._edit(ending, tag)  # noqa: SLF001 - the other half of this module
        if (times > 1 or not ending) and edit != shorter:
            rules[key] = edit
    verbs = frozenset(VERBS.read_text(encoding="utf8").split()) | {lower for (lower, tag) in words if tag in {"VB", "VBP"}}
    plain = Lemmas({}, rules, verbs)
    exceptions = {
        (lower, tag): lemma
        for (lower, tag), counts in sorted(words.items())
        if tag not in UNCHANGED_TAGS
        and (lemma := counts.most_common(1)[0][0]) != plain.lemma(lower, tag)
        and (tag not in NAME_TAGS or lemma.lower() != plain.lemma(lower, tag))
    }
    for form, lemma in irregular():
        for tag in ("VBD", "VBN"):
            if (form, tag) not in words and plain.lemma(form, tag) != lemma:
                exceptions[form, tag] = lemma
    known = {(verb, "VB"): verb for verb in verbs if verb.isalpha()}
    tables = {"word": exceptions, "ending": rules, "verb": known}
    return [f"{kind}\t{tag}\t{key}\t{value}" for kind, table in tables.items() for (key, tag), value in sorted(table.items())]


def irregular() -> list[tuple[str, str]]:
    """Irregular past forms with their lemmas, from the table of the coder."""
    lines = data_file("triggers/forms.tsv").read_text(encoding="utf8").splitlines()[1:]
    return [(form, lemma) for form, _, lemma in (line.partition("\t") for line in lines)]


def write(sentences: Iterable[TreebankSentence], path: Path) -> None:
    """Learn and write the rules."""
    path.write_text("\n".join(learn(sentences)) + "\n", encoding="utf8")
