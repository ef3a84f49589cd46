/* Marks what is past its last good day, by the reader's own calendar (UTC). Pages are complete without it. */
(function () {
  "use strict";

  var today = new Date().toISOString().slice(0, 10);

  document.querySelectorAll("[data-valid-until]").forEach(function (element) {
    var last = element.getAttribute("data-valid-until");
    if (!/^\d{4}-\d{2}-\d{2}$/.test(last) || today <= last) {
      return;
    }
    var word = document.createElement("strong");
    word.textContent = "expired";
    element.classList.add("tp-expired");
    element.append(" ", word);
  });
})();
