"""A claim's status, polarity, certainty and act, from the words around the deed and its type.

The words say whether the deed is over, under way or ahead; the type says what that means:
an accusation that was made is completed whatever it accuses of, a promise that was made is a
plan, a threat is a deed under a condition.
"""

from foedus.factuality.obligations import is_obligation
from foedus.factuality.reader import NOTED, Factuality, FactualityReader
from foedus.model.claim import Act, Certainty, Polarity, Status
from foedus.model.event import Reason
from foedus.model.record import Record
from foedus.syntax import Tree

# Deeds done by speaking or deciding: in the present tense of the press they are done with the word.
SPOKEN = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "AGREE", "CONCEDE"})
_COMMITMENTS = frozenset({"AGREE", "CONCEDE"})
_PROMISES = frozenset(
    {
        "accept",
        "agree",
        "announce",
        "assure",
        "commit",
        "consent",
        "decide",
        "guarantee",
        "intend",
        "plan",
        "vote",
        "offer",
        "pledge",
        "promise",
        "propose",
        "resolve",
        "swear",
        "undertake",
        "volunteer",
        "vow",
    }
)
# Verbs that refuse by themselves; under REJECT any other verb refuses by being negated.
_REFUSALS = frozenset(
    {
        "ban",
        "turn",
        "shut",
        "scrap",
        "close",
        "call",
        "break",
        "bar",
        "block",
        "boycott",
        "cancel",
        "decline",
        "deny",
        "dismiss",
        "forbid",
        "postpone",
        "prohibit",
        "rebuff",
        "refuse",
        "reject",
        "rescind",
        "shun",
        "snub",
        "spurn",
        "veto",
    }
)
_DENIALS = frozenset({"deny", "disavow", "disclaim", "dismiss", "disown", "dispute", "refute", "reject"})
_OPENINGS = frozenset({"open", "launch"})
# Verbs of beginning, where they are the trigger themselves: `the first workers have started at the plant`.
_BEGINNINGS = frozenset({"begin", "commence", "restart", "resume", "start"})
_LABEL = 6
_PRESENT = ("tense:present", "headline:")
_WOULD = "tense:modal.would"


class Assessment(Record, frozen=True, kw_only=True):
    """The four fields of a claim that say how far and how firmly.

    Attributes:
        status: The state of the deed.
        polarity: Whether it is presented as the case.
        certainty: How firmly.
        act: What the voice does with it.
        reasons: What decided, the words first.
    """

    status: Status
    polarity: Polarity
    certainty: Certainty
    act: Act
    reasons: tuple[Reason, ...]


class StatusReader:
    """Reads a trigger's sentence and settles the four fields.

    Args:
        factuality: What reads the words.
    """

    def __init__(self, factuality: FactualityReader) -> None:
        self._factuality = factuality

    @classmethod
    def load(cls, language: str = "en") -> "StatusReader":
        """Read the tables of a language."""
        return cls(FactualityReader.load(language))

    def read(self, tree: Tree, token: int, event_type: str) -> Assessment:
        """Settle the fields of the deed whose trigger is headed by word `token`.

        Where the trigger is a verb of beginning, going on or failing, the deed is its complement.
        """
        deed = self._factuality.deed(tree, token, is_refusal=event_type == "REJECT", is_promise=event_type in _COMMITMENTS)
        return assess(tree, token, event_type, self._factuality.read(tree, deed))


def assess(tree: Tree, token: int, event_type: str, factuality: Factuality) -> Assessment:
    """Settle status, polarity, certainty and act of a coded deed.

    Args:
        tree: Its sentence.
        token: Index of the trigger's head word.
        event_type: PLOVER root.
        factuality: What the words say of the deed.
    """
    if event_type in _COMMITMENTS and is_obligation(tree, token):
        status, act, rule = Status.STANDING, Act.ASSERTS, "an obligation in force"
    else:
        status, act, rule = _by_type(tree, token, event_type, factuality)
    polarity = factuality.polarity
    if event_type not in {"REJECT", "ACCUSE"} and tree.lemma(token) in _DENIALS:
        act, polarity, rule = Act.DENIES, Polarity.NEGATIVE, "the trigger denies"
    elif event_type == "REJECT" and polarity is Polarity.NEGATIVE and tree.lemma(token) not in _REFUSALS:
        status, act, polarity, rule = Status.COMPLETED, Act.ASSERTS, Polarity.POSITIVE, "refusal"
    elif status is Status.HYPOTHETICAL and _has(factuality, "tense:modal.might"):
        polarity = Polarity.POSITIVE  # "may not come" leaves open what "will not come" denies
    elif status is Status.CONDITIONAL and act in {Act.COMMITS, Act.THREATENS}:
        polarity = Polarity.POSITIVE  # a threat or promise not to do something is made all the same
    elif polarity is Polarity.NEGATIVE and act is Act.ASSERTS:
        act = Act.DENIES
    reason = Reason(part="status", rule=f"type:{rule}", detail=f"{event_type}: {rule}")
    return Assessment(status=status, polarity=polarity, certainty=factuality.certainty, act=act, reasons=(*factuality.reasons, reason))


def _by_type(tree: Tree, token: int, event_type: str, factuality: Factuality) -> tuple[Status, Act, str]:
    status, act = factuality.status, factuality.act
    if event_type == "REQUEST":
        return _request(status, act)
    if event_type == "THREATEN":
        return _threat(factuality)
    if event_type in _COMMITMENTS:
        return _commitment(tree, token, event_type, factuality)
    if status is Status.COMPLETED and _is_opened(tree.lemma(token), event_type):
        return Status.ONGOING, act, "opened and not yet over"
    if (event_type in SPOKEN or _is_diary(tree)) and _is_spoken_already(factuality):
        return Status.COMPLETED, act, "done by saying so"
    return status, act, "as the words say"


def _is_opened(lemma: str, event_type: str) -> bool:
    """Whether a verb tells that something which lasts has begun: talks were opened, a drill started."""
    return (event_type in {"ACCUSE", "CONSULT"} and lemma in _OPENINGS) or (event_type not in SPOKEN and lemma in _BEGINNINGS)


def _request(status: Status, act: Act) -> tuple[Status, Act, str]:
    if status is Status.HYPOTHETICAL and act is not Act.REQUESTS:
        return status, act, "supposed request"
    return Status.COMPLETED if status in {Status.UNSPECIFIED, Status.ONGOING} else status, Act.REQUESTS, "request"


def _threat(factuality: Factuality) -> tuple[Status, Act, str]:
    if factuality.status is Status.HYPOTHETICAL and not _has(factuality, _WOULD) and not _has(factuality, "condition"):
        return factuality.status, factuality.act, "supposed threat"
    return Status.CONDITIONAL, Act.THREATENS, "threat"


def _commitment(tree: Tree, token: int, event_type: str, factuality: Factuality) -> tuple[Status, Act, str]:
    status, act = factuality.status, factuality.act
    commits = Act.COMMITS if act is Act.ASSERTS else act
    promise = tree.lemma(token) in _PROMISES
    if status is Status.STANDING:
        return status, act, "obligation in force"
    if status is Status.CONDITIONAL or (_has(factuality, NOTED) and promise):
        return Status.CONDITIONAL, commits, "under a condition"
    if status is Status.HYPOTHETICAL and not _has(factuality, _WOULD):
        return status, act, "supposed commitment"
    is_term = status is Status.ONGOING and any(preposition == "under" for preposition, _ in tree.obliques(token))
    if is_term or event_type == "AGREE" or promise or status is Status.HYPOTHETICAL:
        return Status.PLANNED, commits, "commitment"
    if _is_spoken_already(factuality):
        return Status.COMPLETED, act, "done by saying so"
    return status, act, "as the words say"


def _is_spoken_already(factuality: Factuality) -> bool:
    """Whether the words of a speech act stand in the press's present, or in a clause of purpose after a past."""
    if factuality.status is Status.ONGOING:
        return bool(factuality.reasons) and factuality.reasons[0].rule.startswith(_PRESENT)
    return factuality.status is Status.PLANNED and _has(factuality, "purpose") and _has(factuality, "tense:past")


def _is_diary(tree: Tree) -> bool:
    """Whether the sentence is an entry under a date or hour: `5 August: teachers stage a sit-in`."""
    colon = next((k for k, token in enumerate(tree.tokens[:_LABEL]) if token.text == ":"), 0)
    return any(token.tag == "CD" for token in tree.tokens[:colon])


def _has(factuality: Factuality, rule: str) -> bool:
    return any(reason.rule.startswith(rule) for reason in factuality.reasons)
