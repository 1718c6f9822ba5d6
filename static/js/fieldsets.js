// What a reader opened or closed in the filter stays so when htmx brings its fields anew; a group with
// a chosen value is open.
"use strict";
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  for (const was of target.querySelectorAll("details[id]")) {
    const next = fragment.querySelector(`#${CSS.escape(was.id)}`);
    if (next && !next.matches(".chosen")) next.open = was.open || Boolean(next.querySelector(".error"));
  }
});
// What was ticked stays where it is on the screen, though chart and list above it may get longer or shorter.
let ticked = null;
const top_of = (id) => document.getElementById(id)?.getBoundingClientRect().top;
document.addEventListener("htmx:beforeSwap", () => {
  const id = document.activeElement?.closest(".filters") && document.activeElement.id;
  ticked = id ? { id, top: top_of(id) } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const top = ticked && top_of(ticked.id);
  if (typeof top === "number" && Math.abs(top - ticked.top) >= 1) scrollBy({ top: top - ticked.top, behavior: "instant" });
});
