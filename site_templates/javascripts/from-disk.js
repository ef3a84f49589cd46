/* A browser lets no page that was opened from disk read the search index: there is no search there. */
(function () {
  "use strict";

  if (location.protocol === "file:") {
    document.documentElement.classList.add("tp-from-disk");
  }
})();
