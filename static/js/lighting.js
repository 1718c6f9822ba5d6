// Pointing at or focusing a card lights its curves, and a curve its cards, and what is pointed at in
// the chart is said in words below it; arrows move along curves.
"use strict";
(() => {
  // The chart's parts tell the keys of their events, a card has its own in the id of its title.
  const keys = (part) => (part?.dataset.event || part?.querySelector(".card-title")?.id.slice(6) || "").split(" ").filter(Boolean);
  const light = (events) => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const svg of document.querySelectorAll(".clock")) svg.classList.toggle("has-lit", events.length > 0);
    for (const key of events) {
      for (const part of document.querySelectorAll(`.clock [data-event~="${key}"]`)) part.classList.add("lit");
      document.getElementById(`title-${key}`)?.closest(".item")?.classList.add("lit");
    }
  };
  const say = (target) => {
    const part = target.closest?.(".strand, .mark, .rail-name, .part");
    const says = document.getElementById("clocks-says");
    const words = part?.querySelector("title")?.textContent;
    if (says && words) says.textContent = words;
    return part;
  };

  // Many bars, or bands, are one path each, drawn once and worded in a list beside it: over it goes
  // a shape for each, which is found by pointers and keys; a low bar's is higher.
  const SVG = "http://www.w3.org/2000/svg";
  const part = (kind, path, words) => {
    const shape = document.createElementNS(SVG, "path"), title = document.createElementNS(SVG, "title");
    for (const [name, value] of Object.entries({ class: `part ${kind}`, d: path, role: "img", tabindex: -1 })) {
      shape.setAttribute(name, value);
    }
    title.textContent = words;
    shape.append(title);
    return shape;
  };
  const reach = (box) => box.replace(/^(M\S+ [\d.]+[hv][\d.]+[hv])(-?)([\d.]+)(.*)/, (_, begun, minus, high, rest) =>
    `${begun}${minus}${Math.max(high, 14)}${rest}`);
  const parts = (clock) => {
    const heap = clock.querySelector(".heap");
    const worded = [...clock.parentElement.querySelectorAll(".clock-wide [data-words]")];
    if (!heap || !worded.length || clock.querySelector(".part")) return;
    const group = document.createElementNS(SVG, "g");
    [...clock.querySelectorAll(".band"), heap].forEach((drawn, at) => {
      const words = worded[at].dataset.words.split("|"), kind = drawn === heap ? "part-heap" : "part-band";
      drawn.getAttribute("d").split(/(?=M)/).forEach((path, number) => {
        group.append(part(kind, drawn === heap ? reach(path) : path, words[number]));
      });
    });
    heap.parentElement.after(group);
    if (!clock.querySelector("[tabindex='0']")) group.querySelector(".part-heap").setAttribute("tabindex", 0);
  };

  // Lines are broader to the pointer than to the eye, and the phone's drawing has the links, words
  // and events of the other one.
  const complete = () => {
    document.querySelectorAll(".clock").forEach(parts);
    for (const tall of document.querySelectorAll(".clock-tall")) {
      const wide = tall.parentElement.querySelector(".clock-wide");
      const links = wide?.querySelectorAll(".strand") || [], dots = wide?.querySelectorAll(".mark") || [];
      tall.querySelectorAll(".curves > .curve").forEach((curve, at) => {
        const link = links[at]?.cloneNode(true);
        if (!link) return;
        curve.replaceWith(link);
        link.querySelector(".curve").replaceWith(curve);
      });
      tall.querySelectorAll(".mark:empty").forEach((mark, at) => {
        if (!dots[at]) return;
        mark.append(dots[at].firstElementChild.cloneNode(true));
        if (dots[at].dataset.event) mark.dataset.event = dots[at].dataset.event;
      });
    }
    for (const curve of document.querySelectorAll(".strand > .curve:nth-child(2)")) {
      const reach = curve.cloneNode();
      reach.setAttribute("class", "reach");
      curve.before(reach);
    }
  };
  complete();
  document.addEventListener("htmx:load", complete);

  let now = "";
  const follow = (event) => {
    say(event.target);
    const events = keys(event.target.closest?.(".clock [data-event], .item"));
    if (String(events) !== now) light((now = String(events)) ? events : []);
  };
  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", follow);
  document.addEventListener("focusout", (event) => {
    if (!event.relatedTarget) light([], (now = ""));
  });

  // A first touch says what a part is, a second one follows where it leads.
  let touched = null;
  document.addEventListener("click", (event) => {
    const part = event.target.closest?.(".strand, .rail-name");
    if (event.pointerType !== "touch" || !part) return;
    if (part !== touched) event.preventDefault();
    touched = part;
    say(part);
  }, true);

  // One stop for the keyboard; the arrows walk from curve to curve, and on to names, bars and bands.
  const STOPS = [".strand", ".rail-name", ".part-heap", ".part-band"];
  document.addEventListener("keydown", (event) => {
    const strand = event.target.closest?.(STOPS.join());
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!strand || !step) return;
    const strands = STOPS.flatMap((look) => [...strand.closest(".clock").querySelectorAll(look)]);
    const next = strands[(strands.indexOf(strand) + step + strands.length) % strands.length];
    strand.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
    event.preventDefault();
  });
})();
