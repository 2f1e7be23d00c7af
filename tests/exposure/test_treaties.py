"""Which treaty a text means, how far its date goes, and which article a deed engages."""

import pytest
from tests.exposure.told import told

from foedus.exposure.treaties import mentions
from foedus.model.exposure import TreatyLink


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("The pact signed in June binds both.", "--06"),
        ("Their treaty was signed on 19 June 2024 in Pyongyang.", "2024-06-19"),
        ("Their treaty, signed in June 2024, binds both.", "2024-06"),
        ("The treaty concluded in 1961 binds both.", "1961"),
        ("The treaty binds both.", ""),
    ],
)
def test_the_date_of_signature_as_far_as_the_text_gives_it(text: str, stated: str) -> None:
    """A month without year stays one; nothing is filled in."""
    (mention,) = mentions(text, [])
    assert mention.stated == stated


@pytest.mark.parametrize(
    "text", ["They talked about an extradition treaty.", "A peace treaty is far off.", "The treaty on sea borders holds.", "They met."]
)
def test_other_treaties_are_none_of_an_alliance(text: str) -> None:
    """The bare word counts only with words that an alliance may have before it."""
    assert not mentions(text, [])


def links(*texts: str, event: str, published: str = "2025-11-18") -> dict[str, TreatyLink]:
    """The treaties that a story's first finding of a type is linked to."""
    story = told(*texts, published=published)
    return {link.treaty: link for link in story.exposed(story.finding(event)).treaties}


def state(link: TreatyLink, article: str) -> str:
    """What an article says to the deed."""
    return next(found.state for found in link.engagements if found.article == article)


pytestmark = pytest.mark.slow


def test_the_date_tells_treaties_of_the_same_parties_apart() -> None:
    """June is the treaty of 2024, February that of 2000; another month is neither."""
    deal = "Russia will send food to North Korea under the treaty that the two countries signed in {}."
    assert links(deal.format("June"), event="AGREE", published="2024-09-01")["prk-rus-2024"].relation == "invoked"
    assert links(deal.format("February"), event="AGREE", published="2024-09-01")["prk-rus-2000"].relation == "invoked"
    assert {link.relation for link in links(deal.format("October"), event="AGREE", published="2024-09-01").values()} == {"standing"}


def test_a_treaty_that_ended_does_not_stand() -> None:
    """The treaty of 2000 ended when that of 2024 came into force."""
    text = "Russia delivered wheat to North Korea on 3 March 2025."
    assert set(links(text, event="AID", published="2025-03-10")) == {"prk-rus-2024"}
    assert set(links("Russia delivered wheat to North Korea on 3 March 2020.", event="AID", published="2020-03-10")) == {"prk-rus-2000"}


def test_an_attack_engages_defence_and_a_delivery_does_not() -> None:
    """The same article, two deeds; an attack of one party on another is none from outside."""
    attacked = links("Ukraine shelled Russia on Monday.", "The North Korean army stands by its treaty.", event="ASSAULT")
    assert not attacked  # North Korea is no party to that deed: nothing is read into it
    delivered = links("Russia delivered wheat to North Korea on 3 March 2025.", event="AID", published="2025-03-10")
    assert state(delivered["prk-rus-2024"], "4") == "not engaged"
    inside = links("Kyrgyzstan shelled Tajikistan on Monday.", event="ASSAULT")["csto-1992"]
    assert (state(inside, "4"), state(inside, "1")) == ("not engaged", "engaged")


def test_cooperation_is_engaged_by_its_fields() -> None:
    """Arms are defence capability; wheat is none."""
    arms = links("Russia delivered air defence systems to North Korea on 3 March 2025.", event="COOPERATE", published="2025-03-10")
    assert state(arms["prk-rus-2024"], "8") == "engaged"
    wheat = links("Russia delivered wheat to North Korea on 3 March 2025.", event="AID", published="2025-03-10")
    assert state(wheat["prk-rus-2024"], "8") == "not engaged"


def test_an_alliance_of_many_is_linked_by_its_name_alone() -> None:
    """`The treaty` between two members of NATO is not NATO's; the North Atlantic Treaty is."""
    bare = links("France will send frigates to Greece under the treaty that they signed in 2021.", event="AGREE")
    assert bare["nato-1949"].relation == "standing"
    named = links("France will send frigates to Greece under the North Atlantic Treaty.", event="AGREE")
    assert named["nato-1949"].relation == "invoked"
