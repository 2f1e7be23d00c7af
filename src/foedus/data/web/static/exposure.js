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
