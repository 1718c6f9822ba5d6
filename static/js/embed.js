// Tells the page around the frame how high the content is, in CSS pixels: the message
// {type: "retold:height", height: 1234}, when the frame has loaded and each time that changes.
// The page around may be anybody's, so that the message says nothing else.
"use strict";
(() => {
  if (window.parent === window) return;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "retold:height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  window.addEventListener("load", tell);
})();
