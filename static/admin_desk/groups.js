// Keys of the review across articles: each presses the link or button that names it, so that
// whatever a key does can be done without it.
"use strict";

(() => {
  const KEPT = "retold-review-keys";
  const page = document.getElementById("groups");
  const box = document.getElementById("groups-keys-on");
  if (!page) return;

  try {
    box.checked = localStorage.getItem(KEPT) !== "off";
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  } catch {
    // Without storage the keys are on.
  }

  const isTyping = (element) =>
    element.matches?.("textarea, select, input:not([type=checkbox]), [contenteditable]");
  const named = (key) =>
    [...page.querySelectorAll("[aria-keyshortcuts]")].find((element) =>
      element.getAttribute("aria-keyshortcuts").split(" ").includes(key),
    );

  // Once something is decided, the next page comes: a second key would decide unseen.
  let gone = false;
  page.addEventListener("submit", () => (gone = true));
  addEventListener("pageshow", () => (gone = false));

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.metaKey || event.isComposing || gone) return;
    let key = event.key;
    if (event.ctrlKey) {
      if (key !== "Enter") return;
      key = "Control+Enter";
    } else if (key !== "Escape" && (isTyping(event.target) || !box.checked || event.repeat)) {
      return;
    }
    const found = named(key);
    if (!found) return;
    event.preventDefault();
    found.click();
    if (key === "e") document.getElementById("group-name").focus();
  });

  // Arrows go through the events that are found to merge into.
  page.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const found = [...page.querySelectorAll(".event-results button")];
    const at = found.indexOf(event.target);
    if (!found.length || (at < 0 && event.target.id !== "event-search")) return;
    event.preventDefault();
    (found[event.key === "ArrowDown" ? at + 1 : at - 1] ?? document.getElementById("event-search")).focus();
  });

  page.querySelector(".groups-queue [aria-current]")?.scrollIntoView({ block: "nearest" });
  const first = page.querySelector(".event-results button, #event-search, .groups-edit[open] #group-name, #group-title");
  first?.focus({ preventScroll: true });
})();
