
(function () {
  "use strict";
  var card = document.querySelector("main");
  var last = card.getAttribute("data-valid-until");
  function compare() {
    if (/^\d{4}-\d{2}-\d{2}$/.test(last) && new Date().toISOString().slice(0, 10) > last) {
      card.classList.add("is-past");
    }
  }
  compare();
  window.setInterval(compare, 600000);
  if (window.parent === window) { return; }
  function tell() {
    window.parent.postMessage({ type: "trust-card", height: Math.ceil(card.getBoundingClientRect().height) }, "*");
  }
  if (window.ResizeObserver) { new ResizeObserver(tell).observe(card); } else { window.addEventListener("resize", tell); }
  tell();
})();
