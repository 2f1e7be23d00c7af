"""Stories as lists show them."""

from collections.abc import Iterator

from foedus.brief.wording import counted, quoted
from foedus.desk.stories import Story
from foedus.lexicon.display import DisplayNames

_LEADING = 4


def story_lines(story: Story, names: DisplayNames) -> Iterator[str]:
    """A story as text, two lines: id, days and title; then who leads in it, and how much of what there is."""
    when = " to ".join(dict.fromkeys(str(day) for day in (story.first, story.last) if day)) or "no date"
    yield f"{story.story}  {when}: {quoted(story.title)}"
    told = [names.name_of(code) for code in story.actors[:_LEADING]]
    more = len(story.actors) - len(told)
    who = ", ".join(told) + (f" and {more} more" if more else "")
    disputed = f", {story.disputed} of them disputed" if story.disputed else ""
    reports = f"{counted(len(story.docs), 'report')} of {counted(len(story.outlets), 'named outlet')}"
    yield f"    {who or 'nobody named'}; {counted(len(story.findings), 'finding')}{disputed}; {reports}"
