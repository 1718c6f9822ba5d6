// A drag across the two-clocks chart sets the filter's first and last day.
"use strict";
(() => {
  const LEAST = 6;
  let drag = null;

  const place = (svg, event) => {
    const box = svg.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
  };

  // A place as a day, within the segments [left, right, first day, last day]; a fold has none, so
  // a range that starts in one begins with the next segment, and one that ends there, before it.
  const day = (segments, x, starting) => {
    const at = starting
      ? segments.find(([, right]) => x <= right) || segments[segments.length - 1]
      : segments.findLast(([left]) => x >= left) || segments[0];
    const [left, right, first, last] = at;
    const share = Math.min(Math.max((x - left) / (right - left || 1), 0), 1);
    const from = Date.parse(first), to = Date.parse(last);
    return new Date(from + Math.round((share * (to - from)) / 864e5) * 864e5).toISOString().slice(0, 10);
  };

  const paint = (brush, a, b) => {
    brush.setAttribute("x", Math.min(a, b));
    brush.setAttribute("width", Math.abs(b - a));
  };

  document.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest?.(".clock-wide"), brush = svg?.querySelector(".brush");
    if (!brush || event.button !== 0 || !document.getElementById("from")) return;
    drag = { svg, brush, from: place(svg, event), moved: false };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const to = place(drag.svg, event);
    if (Math.abs(to - drag.from) >= LEAST) drag.moved = true;
    if (drag.moved) paint(drag.brush, drag.from, to);
  });
  document.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { svg, brush, from, moved } = drag;
    drag = null;
    if (!moved) return;
    const to = place(svg, event);
    paint(brush, 0, 0);
    const segments = JSON.parse(svg.dataset.measure);
    const first = document.getElementById("from"), last = document.getElementById("to");
    first.value = day(segments, Math.min(from, to), true);
    last.value = day(segments, Math.max(from, to), false);
    if (last.value < first.value) [first.value, last.value] = [last.value, first.value];
    last.dispatchEvent(new Event("change", { bubbles: true }));
    // The press began on a curve, perhaps: the click that follows is part of the drag.
    svg.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
    setTimeout(() => svg.dispatchEvent(new Event("click")), 0);
  });
  document.addEventListener("pointercancel", () => {
    if (drag) paint(drag.brush, 0, 0);
    drag = null;
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".clock")) event.preventDefault();
  });
})();
