// Five seconds in view count as a look: the form that the button would send is sent, and the page stays as it is.
const SECONDS = 5;
const form = document.getElementById("seen");
const note = document.getElementById("seen-note");
let left = SECONDS;

async function keep() {
  const address = new URL(form.action);
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin", keepalive: true });
  const kept = answer.ok && new URL(answer.url).searchParams.get("news") === "seen";
  note.textContent = kept ? "Marked as seen just now." : "Not marked as seen: the story changed while you read it. Load the page again.";
}

if (form) {
  const clock = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    left -= 1;
    if (left > 0) return;
    clearInterval(clock);
    keep().catch(() => { note.textContent = "Not marked as seen: the workbench did not answer."; });
  }, 1000);
}
