// The slider names its window while it moves, and shows it when it is let go.
for (const form of document.querySelectorAll("form[data-windows]")) {
  const slider = form.querySelector('input[type="range"]');
  const told = form.querySelector("[data-slid]");
  const name = () => form.querySelector(`datalist option[value="${slider.value}"]`)?.label ?? slider.value;
  slider.addEventListener("input", () => {
    told.textContent = name();
    slider.setAttribute("aria-valuetext", name());
  });
  // keys move by one window each: only a pointer asks for the page at once
  slider.addEventListener("pointerup", () => { if (slider.value !== slider.defaultValue) form.requestSubmit(); });
}

// Blocs that are still being worked out are asked for until they are there; then the page is shown anew.
const PAUSE_MS = 2000;

async function ask() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok && page.querySelector("[data-waiting]")) setTimeout(ask, PAUSE_MS);
  else location.reload();
}

if (document.querySelector("[data-waiting]")) setTimeout(ask, PAUSE_MS);
