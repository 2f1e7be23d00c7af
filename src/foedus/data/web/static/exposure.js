// Keys a, x and u decide on the card that has the focus.
const KEYS = { confirm: "a", dismiss: "x", open: "u" };

document.addEventListener("focusin", (event) => {
  const card = event.target.closest("article.exposure");
  if (!card) return;
  for (const button of document.querySelectorAll("article.exposure button[name=verdict]")) {
    if (card.contains(button)) button.dataset.key = KEYS[button.value];
    else delete button.dataset.key;
  }
});

// After a decision was kept in place, the focus is where it was: on the rule or the listed name, or on the heading if that is folded.
let decided = "";

document.addEventListener("submit", (event) => {
  decided = event.target.closest("article")?.id ?? "";
}, true);

document.addEventListener("part", () => {
  const card = document.getElementById(decided);
  const folded = card?.closest("details:not([open])")?.querySelector("summary");
  const target = folded ?? card ?? document.getElementById("main");
  if (!target) return;
  if (!folded) target.tabIndex = -1;
  target.focus();
});
