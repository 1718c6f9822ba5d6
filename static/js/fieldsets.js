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
