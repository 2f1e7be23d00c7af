"""What pronouns and descriptions refer to, over the whole document."""

from collections.abc import Callable, Sequence

from foedus.model.mention import Actor
from foedus.recognition.discourse import Discourse, Referent, Resolved, Sort, is_plain_state
from foedus.recognition.naming import base, is_state
from foedus.recognition.phrases import Phrases
from foedus.recognition.roles import DescriptionForm

_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_HUMAN = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_SPEAKER = frozenset({"we", "us", "our", "ours", "ourselves"})
_EACH = frozenset({"both", "each", "neither", "either"})
_COUNTED = frozenset({"two", "three", "four", "five"})
PRONOUNS = _SINGULAR | _PLURAL | _HUMAN | _SPEAKER | _EACH | _COUNTED
_POSSESSIVE = frozenset({"its", "their", "his", "her", "our"})
_NUMERALS = {"two": 2, "both": 2, "either": 2, "neither": 2, "each": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3}
_SAYING = frozenset({
    "say", "tell", "add", "announce", "declare", "warn", "insist", "claim", "state", "argue", "note", "explain", "write",
    "report", "deny", "accuse", "demand", "vow", "pledge", "promise", "complain", "remark", "reply", "respond", "stress",
    "confirm", "believe", "want", "hope", "expect", "refuse", "agree", "decide", "call", "ask", "urge", "threaten", "offer",
    "plan", "accept", "reject", "send", "deploy", "sign", "withdraw",
})  # fmt: skip
_MINDED = frozenset({
    "sorry", "ready", "willing", "unwilling", "glad", "prepared", "keen", "reluctant", "determined", "confident", "aware",
    "grateful", "eager",
})  # fmt: skip
_COLLECTIVE = frozenset({"nsubj", "nsubj:pass", "nmod:poss", "det:poss"})
_LETTING = frozenset({"let", "lets", "make", "made", "makes"})
_STATE_SORTS = frozenset({"state", "proper"})
_SALIENT = 4  # the least grade of whoever an unnamed speaker can be


def unresolved(rule: str, reason: str) -> Resolved:
    """Nobody, and why."""
    return Resolved(rule=rule, reason=reason)


class References:
    """Resolves references against what the document has spoken of so far.

    Args:
        discourse: The memory of the document.
        who: Tells who another phrase of the sentence at hand is, whether it stands before or behind.
    """

    def __init__(self, discourse: Discourse, who: Callable[[int], Sequence[Actor]]) -> None:
        self._discourse = discourse
        self._who = who

    def pronoun(self, phrases: Phrases, i: int, *, of_actor: bool = False) -> Resolved:
        """Who the pronoun at word `i` is.

        Args:
            phrases: Its sentence.
            i: The pronoun.
            of_actor: Whether what it possesses can only belong to an actor (`its army`).
        """
        word = phrases.lower[i]
        if word in _SPEAKER:
            return self._speaker(phrases, i)
        if word in _EACH:
            return self._pair(phrases, i, 2, "pronoun.pair")
        if word in _COUNTED:
            return self._pair(phrases, i, _NUMERALS[word], "pronoun.counted")
        if word in _HUMAN:
            return self._human(phrases, i)
        return self._actor(phrases, i, of_actor=of_actor or word == "its")

    def _human(self, phrases: Phrases, i: int) -> Resolved:
        found = self._best(phrases, i, lambda referent: referent.sort is Sort.PERSON and not referent.is_plural)
        if found is None:
            return unresolved("pronoun.none", "no person was named shortly before")
        if not found.actors:
            return unresolved("pronoun.private", f"refers to {found.term or 'a person'}, who holds no known office")
        return Resolved(actors=found.actors, rule="pronoun.person", reason=f"refers to {_named(found)}")

    def _actor(self, phrases: Phrases, i: int, *, of_actor: bool) -> Resolved:
        plural = phrases.lower[i] in _PLURAL
        agentive = of_actor or self._is_agent(phrases, i)
        if self._is_expletive(phrases, i):
            return unresolved("pronoun.expletive", "refers to nothing")
        if plural and (speaking := self._speaking(phrases, i)):
            return Resolved(actors=tuple(speaking), rule="pronoun.plural", reason=f"refers to {_codes(speaking)}, who speak of themselves")

        def fits(referent: Referent) -> bool:
            if referent.sort is Sort.THING:
                return not agentive and referent.is_plural == plural
            return referent.is_plural == plural and (plural or referent.sort is not Sort.PERSON)

        found = self._best(phrases, i, fits)
        if found is None and plural and phrases.tree.tokens[i].relation in _COLLECTIVE:
            found = self._best(phrases, i, lambda referent: referent.sort not in {Sort.THING, Sort.PERSON})
        if found is None:
            return unresolved("pronoun.none", "nothing named shortly before agrees with it")
        if not found.actors:
            return unresolved("pronoun.thing", f"refers to {found.term or 'something'}, which is no actor")
        return Resolved(actors=found.actors, rule="pronoun.plural" if plural else "pronoun.singular", reason=f"refers to {_named(found)}")

    def _speaking(self, phrases: Phrases, i: int) -> Sequence[Actor]:
        """Several who say what the pronoun is the subject of (`the rebels said they had left`); empty if it is not so."""
        tree = phrases.tree
        verb = tree.tokens[i].head
        above = tree.tokens[verb].head
        if (
            tree.tokens[i].relation not in {"nsubj", "nsubj:pass"}
            or tree.tokens[verb].relation != "ccomp"
            or tree.lemma(above) not in _SAYING
        ):
            return ()
        subject = tree.child(above, "nsubj")
        if subject is None:
            return ()
        who = [actor for k in tree.conjuncts(subject) for actor in self._who(k)]
        is_group = all(_is_of_sort(actor, "group") for actor in who)
        return who if is_group or len(who) > 1 or tree.tokens[subject].tag in {"NNS", "NNPS"} else ()

    def _best(self, phrases: Phrases, i: int, fits: Callable[[Referent], bool]) -> Referent | None:
        sentence = phrases.tree.sentence.index
        barred = self._co_arguments(phrases, i)
        return self._discourse.best(
            sentence, lambda referent: fits(referent) and not (referent.sentence == sentence and referent.head in barred)
        )

    @staticmethod
    def _co_arguments(phrases: Phrases, i: int) -> frozenset[int]:
        """Subjects of the verb that a non-possessive pronoun depends on: it cannot be one of them."""
        tree, token = phrases.tree, phrases.tree.tokens[i]
        if token.relation not in {"obj", "iobj", "obl", "nmod"} or phrases.lower[i] in _POSSESSIVE:
            return frozenset()
        return frozenset(k for subject in tree.children(token.head, "nsubj", "nsubj:pass") for k in tree.conjuncts(subject))

    @staticmethod
    def _is_expletive(phrases: Phrases, i: int) -> bool:
        token = phrases.tree.tokens[i]
        if token.relation == "expl" or (i and phrases.lower[i - 1] in _LETTING):
            return True
        if phrases.lower[i] == "it" and token.relation == "nsubj:pass" and phrases.tree.child(token.head, "ccomp") is not None:
            return True
        return phrases.lower[i] == "it" and phrases.tree.child(token.head, "csubj", "expl", "csubj:pass") is not None

    @staticmethod
    def _is_agent(phrases: Phrases, i: int) -> bool:
        token = phrases.tree.tokens[i]
        if token.relation != "nsubj":
            return False
        if phrases.lower[token.head] in _MINDED:
            return True
        return phrases.tree.lemma(token.head) in _SAYING or phrases.tree.child(token.head, "ccomp", "xcomp") is not None

    def _speaker(self, phrases: Phrases, i: int) -> Resolved:
        """The side of whoever speaks the quotation that `we` stands in."""
        tree = phrases.tree
        for verb in (i, *tree.ancestors(i)):
            speech = [verb, *tree.children(verb, "parataxis", "ccomp")]
            for above in speech:
                for subject in tree.children(above, "nsubj"):
                    if subject != i and phrases.lower[subject] not in PRONOUNS and tree.lemma(above) in _SAYING:
                        return self._as_speaker(self._who(subject))
        sentence = tree.sentence.index
        found = self._discourse.best(sentence, lambda referent: referent.grade >= _SALIENT and referent.sort is not Sort.THING)
        return self._as_speaker(found.actors if found is not None else ())

    @staticmethod
    def _as_speaker(actors: Sequence[Actor]) -> Resolved:
        if not actors:
            return unresolved("pronoun.speaker", "it is not known who speaks")
        return Resolved(actors=tuple(actors), rule="pronoun.speaker", reason=f"the speaker's side is {_codes(actors)}")

    def _pair(self, phrases: Phrases, i: int, count: int, rule: str, *, states: bool = False) -> Resolved:
        barred = self._subject_codes(phrases, i)

        def fits(actor: Actor) -> bool:
            return actor.code not in barred and (is_plain_state(actor) if states else actor.code != "UNK")

        found = self._discourse.several(count, fits)
        if not found:
            return unresolved(rule, f"fewer than {count} actors were named before")
        return Resolved(actors=found, rule=rule, reason=f"the last {count} named are {_codes(found)}")

    def _subject_codes(self, phrases: Phrases, i: int) -> frozenset[str]:
        """Who is the subject of the clause in which a phrase is something else: it does not mean them."""
        tree = phrases.tree
        subjects = set(tree.subjects(tree.clause(i)))
        if tree.first_conjunct(i) in subjects or i in subjects:
            return frozenset()
        sentence = tree.sentence.index
        return frozenset(
            actor.code for r in self._discourse.referents if r.sentence == sentence and r.head in subjects for actor in r.actors
        )

    def description(self, phrases: Phrases, i: int, form: DescriptionForm, owner: Sequence[Actor]) -> Resolved:
        """Who a description headed by word `i` means.

        Args:
            phrases: Its sentence.
            i: Its head.
            form: Its row and number.
            owner: The possessor, if there is one and it is known.
        """
        description = form.description
        sort = description.sort
        if form.is_plural or phrases.determiner(i) in _EACH:
            return self._plural(phrases, i, form)
        if sort == "relation":
            return self._other(owner)
        if phrases.determiner(i) not in {"the", "this", "that"} and phrases.lower[i] != "capital":
            return unresolved("description.indefinite", "names nobody in particular")
        if sort == "party":
            return unresolved("description.party", "does not tell which party")
        return self._single(phrases, form)

    def joint(self, phrases: Phrases, i: int) -> Resolved | None:
        """Whose several holders of one role are (`the two foreign ministers`, `both armies`); none if it does not say so.

        Args:
            phrases: The sentence.
            i: The head of the phrase.
        """
        determiner, numeral = phrases.determiner(i), phrases.numeral(i)
        count = _NUMERALS.get(determiner) or (_NUMERALS.get(numeral) if determiner in {"the", "these", "those"} else None)
        return self._pair(phrases, i, count, "role.joint", states=True) if count else None

    def _plural(self, phrases: Phrases, i: int, form: DescriptionForm) -> Resolved:
        determiner, numeral = phrases.determiner(i), phrases.numeral(i)
        if form.description.sort == "body":
            return unresolved("description.bodies", "does not tell which organisations")
        count = _NUMERALS.get(numeral) or _NUMERALS.get(determiner)
        if count is None and determiner not in {"the", "these", "those"}:
            return unresolved("description.indefinite", "names nobody in particular")
        return self._pair(phrases, i, count or 2, "description.pair", states=form.description.sort in _STATE_SORTS)

    def _other(self, owner: Sequence[Actor]) -> Resolved:
        if len(owner) != 1:
            return unresolved("description.other", "it is not known whose")
        mine = base(owner[0].code)
        others = [code for code in self._discourse.states if code != mine]
        if len(others) != 1:
            return unresolved("description.other", f"{len(others)} other states are named")
        actor = Actor(code=others[0], entity=f"state:{others[0]}")
        return Resolved(actors=(actor,), rule="description.other", reason=f"{others[0]} is the only other state named")

    def _single(self, phrases: Phrases, form: DescriptionForm) -> Resolved:
        members, sort = form.description.codes, form.description.sort

        def fits(referent: Referent) -> bool:
            return (
                len(referent.actors) == 1
                and _is_of_sort(referent.actors[0], sort)
                and (not members or _member(referent.actors[0], sort) in members)
            )

        found = self._discourse.best(phrases.tree.sentence.index, fits) or self._discourse.last(fits)
        if found is None and sort in _STATE_SORTS:
            named = [code for code in self._discourse.states if not members or code in members]
            if len(named) == 1:
                actor = Actor(code=named[0], entity=f"state:{named[0]}")
                return Resolved(actors=(actor,), rule="description.only", reason=f"{named[0]} is the only one named that fits")
        if found is None:
            return unresolved("description.none", "nothing named before fits it")
        return Resolved(actors=found.actors, rule=f"description.{sort}", reason=f"refers to {_named(found)}")


def _is_of_sort(actor: Actor, sort: str) -> bool:
    if sort in _STATE_SORTS:
        return is_state(actor.code)
    if sort == "body":
        return not is_state(actor.code) and base(actor.code) == actor.code
    return not is_state(actor.code) and base(actor.code) != actor.code


def _member(actor: Actor, sort: str) -> str:
    """What the table's members of a description are compared with."""
    return actor.sector if sort == "group" else actor.code


def _codes(actors: Sequence[Actor]) -> str:
    return " and ".join(actor.code for actor in actors)


def _named(referent: Referent) -> str:
    return f"{referent.term or referent.sort.value} ({_codes(referent.actors)})"
