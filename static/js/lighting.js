// Pointing at or focusing a card lights its curves, and a curve its card; arrows move along curves.
"use strict";
(() => {
  const light = (slug) => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const svg of document.querySelectorAll(".clock")) svg.classList.toggle("has-lit", Boolean(slug));
    if (!slug) return;
    for (const part of document.querySelectorAll(`[data-event="${CSS.escape(slug)}"]`)) part.classList.add("lit");
  };
  const slugOf = (target) => target.closest?.("[data-event]")?.dataset.event || "";

  let now = "";
  const follow = (event) => {
    const slug = slugOf(event.target);
    if (slug !== now) light((now = slug));
  };
  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", follow);
  document.addEventListener("focusout", (event) => {
    if (!event.relatedTarget) light((now = ""));
  });

  // One stop for the keyboard; the arrows walk from curve to curve.
  document.addEventListener("keydown", (event) => {
    const strand = event.target.closest?.(".strand");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!strand || !step) return;
    const strands = [...strand.parentNode.children];
    const next = strands[(strands.indexOf(strand) + step + strands.length) % strands.length];
    strand.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    event.preventDefault();
  });
})();
