/* A button beside lines that are there to be copied. They can be selected without it. */
(function () {
  "use strict";

  if (!navigator.clipboard) {
    return;
  }
  document.querySelectorAll(".tp-snippet").forEach(function (snippet) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "tp-copy";
    button.textContent = "Copy";
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(snippet.querySelector("code").textContent).then(function () {
        button.textContent = "Copied";
        window.setTimeout(function () { button.textContent = "Copy"; }, 2000);
      });
    });
    snippet.querySelector(".tp-snippet-label").append(button);
  });
})();
