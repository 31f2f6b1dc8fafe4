/* What folium's own layers expect of a page: `$` for the markup of popups and for "when ready". Only with layers that users add. */
(function () {
  "use strict";
  if (window.$) return;
  window.$ = function (what) {
    if (typeof what !== "string") return { ready: (run) => run() };
    const holder = document.createElement("template");
    holder.innerHTML = what.trim();
    return holder.content.children;
  };
})();
