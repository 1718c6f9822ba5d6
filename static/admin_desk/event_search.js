// The search for an event to merge into: arrows go through what is found, Enter takes the first,
// once it is what the words in the box have found.
"use strict";

document.addEventListener("keydown", (event) => {
  const merging = event.target.closest?.("#merge");
  if (!merging) return;
  const results = merging.querySelector("#event-results");
  const found = [...results.querySelectorAll("button")];
  const box = merging.querySelector("#event-search");
  const at = found.indexOf(event.target);
  if (event.key === "ArrowDown") (found[at + 1] ?? found.at(-1))?.focus();
  else if (event.key === "ArrowUp") (at > 0 ? found[at - 1] : box).focus();
  else if (event.key === "Enter" && event.target === box && !event.ctrlKey) {
    if (results.dataset.asked.trim() === box.value.trim()) found[0]?.click();
  } else return;
  event.preventDefault();
});
