(function () {
  "use strict";
  var script = document.currentScript;
  var build = Number(script.dataset.build);
  var banner = null;

  function show(problems) {
    if (banner) banner.remove();
    banner = null;
    if (!problems.length) return;
    banner = document.createElement("pre");
    banner.setAttribute("role", "alert");
    banner.textContent = "The last change could not be built. You see the site before it.\n\n" + problems.join("\n");
    Object.assign(banner.style, {
      position: "fixed", inset: "auto 0 0 0", zIndex: "1000", margin: "0", padding: "1rem",
      maxHeight: "50vh", overflow: "auto", whiteSpace: "pre-wrap",
      background: "#7f1d1d", color: "#ffffff", font: "14px/1.5 monospace"
    });
    document.body.append(banner);
  }

  var events = new EventSource("/__trustpages__/reload");
  events.onmessage = function (event) {
    var state = JSON.parse(event.data);
    if (state.build !== build) location.reload();
    else show(state.problems);
  };
  addEventListener("pagehide", function () { events.close(); });
})();
