// Keys of the review: each presses the link or button that names it, so that whatever a key does
// can be done without it. After a choice the next proposal and its passage are brought into view.
"use strict";

(() => {
  const KEPT = "retold-review-keys";
  const PATIENT = new Set(["j", "k", "e", "m", "Escape"]);
  const box = document.getElementById("review-keys-on");
  const review = document.getElementById("review");
  const said = document.getElementById("review-said");
  if (!review) return;

  try {
    box.checked = localStorage.getItem(KEPT) !== "off";
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  } catch {
    // Without storage the keys are on.
  }

  const isTyping = (element) =>
    element.matches?.("textarea, select, input:not([type=checkbox]), [contenteditable]");

  // While an answer is on its way a key that looks at something waits for it; one that decides is
  // passed over, since what it would decide on has not been seen.
  let busy = false;
  let seen = true;
  let waiting = [];

  const named = (key) =>
    [...review.querySelectorAll("[aria-keyshortcuts]")].find(
      (element) => element.getAttribute("aria-keyshortcuts") === key,
    );

  // The details that a key would leave as not stated, the first time that it is asked to.
  function asksFirst(button) {
    const form = button?.closest("#details-form");
    const asked = form?.querySelector(".review-confirm output");
    if (!asked) return false;
    const left = ["outlet", "published"].filter((noun) => form.elements[`${noun}_basis`]?.value === "not-stated");
    const names = left.map((noun) => ({ outlet: "outlet", published: "date" })[noun]).join(" or ");
    const question = names && `Does the document state no ${names}? Then press c again.`;
    if (!question || asked.value === question) return false;
    asked.value = question;
    form.closest("details").open = true;
    button.scrollIntoView({ block: "nearest" });
    return true;
  }

  function press(key) {
    if (!busy) {
      const button = named(key);
      if (key !== "c" || !asksFirst(button)) button?.click();
    } else if (seen || PATIENT.has(key)) waiting.push(key);
  }

  const isSide = (detail) => detail.target?.id === "review-side";
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (!isSide(detail)) return;
    [busy, seen] = [true, false];
    waiting = waiting.filter((key) => PATIENT.has(key));
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.metaKey || event.isComposing) return;
    let key = event.key;
    if (event.ctrlKey) {
      if (key !== "Enter") return;
      key = "Control+Enter";
    } else if (key !== "Escape" && (isTyping(event.target) || !box.checked || event.repeat)) {
      return;
    }
    if (!busy && !named(key)) return;
    event.preventDefault();
    press(key);
  });

  const sideBySide = matchMedia("(min-width: 1024px)");

  function bring(element, pane) {
    if (!element) return;
    const inside = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += inside - Math.min(96, pane.clientHeight / 5);
  }

  // Nothing moves away from the details before they are settled.
  function settle() {
    const text = document.getElementById("review-text");
    const current = document.getElementById("current");
    const settling = document.getElementById("details")?.open;
    bring(text.querySelector(".passage-sign.is-current, mark.is-current"), text);
    if (sideBySide.matches) {
      if (!settling) review.querySelector(".review-line").scrollIntoView();
      bring(current, document.getElementById("review-side"));
    } else if (!settling) current?.scrollIntoView();
  }

  function focus() {
    const places = [
      "#review-side [aria-invalid=true]",
      "#event-search",
      "#edit-form [name=edit-title]",
      "#current-title",
    ];
    const first = places.map((place) => review.querySelector(place)).find(Boolean);
    first?.focus({ preventScroll: true });
  }

  // It settles as it is put in place, so that the focus takes nobody away from where they have
  // begun to type; the request is over a moment later.
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.id !== "review-side") return;
    seen = true;
    focus();
    settle();
    setTimeout(() => {
      busy = false;
      while (waiting.length && !busy) press(waiting.shift());
    });
  });

  // Whoever is logged out meanwhile is answered with another page.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (isSide(detail) && !detail.xhr.responseText.includes('id="review-side"')) {
      detail.shouldSwap = false;
      window.location.reload();
    }
  });

  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failure, ({ detail }) => {
      [busy, waiting] = [false, []];
      said.textContent =
        detail.xhr?.status === 503
          ? "Busy, try again. Nothing was saved; what you typed stands here, to be sent again."
          : "That did not get through. Reload the page and look where it stands.";
    });
  }

  settle();
  if (review.querySelector("#edit-form, #event-search")) focus();
})();
