/* <trust-card agent="airline-desk"></trust-card>: the card of an agent in a sandboxed frame, as high as it needs to be.
   `src` is the address of the folder of embeds where this file comes from elsewhere; `compact` and `theme` (light or
   dark) choose a form. It asks nobody but that folder, keeps nothing, and believes no message but that of its frame. */
(function () {
  "use strict";
  if (!window.customElements || window.customElements.get("trust-card")) {
    return;
  }
  var own = document.currentScript ? document.currentScript.src : "";
  var LEAST = 80;
  var MOST = 6000;

  function findCard(element) {
    var agent = element.getAttribute("agent") || "";
    var theme = element.getAttribute("theme") || "";
    if (!/^[a-z0-9][a-z0-9._-]*$/.test(agent)) {
      return null;
    }
    var folder = new URL(element.getAttribute("src") || ".", element.hasAttribute("src") ? document.baseURI : own || document.baseURI);
    if (folder.protocol !== "https:" && folder.protocol !== "http:") {
      return null;
    }
    folder.search = "";
    folder.hash = "";
    folder.pathname = folder.pathname.replace(/\/?$/, "/");
    var card = new URL(agent + (element.hasAttribute("compact") ? "/compact.html" : "/card.html"), folder);
    card.hash = theme === "light" || theme === "dark" ? theme : "";
    return card.href;
  }

  class TrustCard extends HTMLElement {
    connectedCallback() {
      var address = findCard(this);
      if (!address) {
        return; // what stands inside stays: a link to the report
      }
      var frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
      frame.referrerPolicy = "no-referrer";
      frame.title = this.getAttribute("title") || "Trust report";
      frame.width = "100%";
      frame.height = this.hasAttribute("compact") ? "420" : "720";
      frame.style.border = "0";
      frame.style.display = "block";
      this.listen = function (event) {
        // A sandboxed frame has no origin; the window that it speaks from cannot be feigned.
        if (event.source !== frame.contentWindow || event.origin !== "null") {
          return;
        }
        var told = event.data;
        if (!told || told.type !== "trust-card" || typeof told.height !== "number") {
          return;
        }
        if (told.height >= LEAST && told.height <= MOST) {
          frame.height = String(Math.ceil(told.height));
        }
      };
      window.addEventListener("message", this.listen);
      frame.src = address;
      this.style.display = "block";
      // In a tree of its own, so that neither the link inside nor the style of the page gets in its way.
      (this.shadowRoot || this.attachShadow({ mode: "open" })).replaceChildren(frame);
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.listen);
    }
  }

  window.customElements.define("trust-card", TrustCard);
})();
