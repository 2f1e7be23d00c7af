// Dragging over the bars chooses the days from the first bar to the last one; a plain click follows the bar's own link.
function between(bars, from, to) {
  const [first, last] = from <= to ? [from, to] : [to, from];
  return bars.slice(first, last + 1);
}

function brush(svg) {
  const bars = [...svg.querySelectorAll("[data-since]")];
  const under = (event) => bars.indexOf(document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-since]"));
  let from = -1;
  let to = -1;
  const show = () => bars.forEach((bar) => bar.classList.toggle("dragged", from >= 0 && between(bars, from, to).includes(bar)));

  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = to = under(event);
    show();
  });
  svg.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    const at = under(event);
    if (at >= 0) to = at;
    show();
  });
  addEventListener("pointerup", () => {
    const chosen = from >= 0 && to !== from ? between(bars, from, to) : [];
    from = to = -1;
    show();
    if (!chosen.length) return;
    const address = new URL(location.href);
    address.searchParams.set("since", chosen[0].dataset.since);
    address.searchParams.set("until", chosen.at(-1).dataset.until);
    address.searchParams.delete("place");
    address.hash = "when";
    location.assign(address);
  });
}

document.querySelectorAll(".bars").forEach(brush);
