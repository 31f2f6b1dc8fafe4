/* Permalink: view, chosen incident, tab and filters in the address, after the #. */
(function (G) {
  "use strict";

  const FACETS = ["type", "actor", "source", "precision", "status"];
  let ready = false;

  function state() {
    const at = G.map.getCenter(),
      values = new URLSearchParams();
    values.set("map", `${G.map.getZoom()}/${at.lat.toFixed(4)}/${at.lng.toFixed(4)}`);
    if (G.selectedId) values.set("incident", G.selectedId);
    if (G.tab && G.tab !== "incidents") values.set("tab", G.tab);
    if (G.filter.text) values.set("q", G.filter.text);
    if (G.filter.time) values.set("time", G.filter.time.map(Math.round).join("-"));
    if (!G.filter.undated) values.set("undated", "0");
    for (const name of FACETS) for (const value of G.filter.chosen[name]) values.append(name, value);
    if (!G.byId("drawer").hidden) values.set("table", "1");
    return values;
  }

  const write = G.debounce(() => {
    if (!ready) return;
    // A page inside a notebook's frame has no address of its own.
    try {
      history.replaceState(null, "", `#${state()}`);
    } catch {
      /* nothing to keep it in */
    }
  }, 250);

  function view(text) {
    const [zoom, lat, lng] = (text || "").split("/").map(Number);
    if (![zoom, lat, lng].every(Number.isFinite)) return false;
    G.map.setView([Math.max(-85, Math.min(85, lat)), lng], Math.max(1, Math.min(19, zoom)), { animate: false });
    return true;
  }

  G.readLink = async function () {
    const values = new URLSearchParams(location.hash.slice(1));
    for (const name of FACETS) for (const value of values.getAll(name)) G.filter.chosen[name].add(value);
    const time = (values.get("time") || "").match(/^(-?\d+)-(-?\d+)$/);
    if (time) G.filter.time = [Number(time[1]), Number(time[2])];
    G.filter.undated = values.get("undated") !== "0";
    G.applyFilters();
    if (values.get("q")) {
      G.byId("search").value = values.get("q");
      await G.search(values.get("q"));
    }
    const row = values.get("incident") ? await G.S.find(values.get("incident")) : -1;
    if (row >= 0) G.select(row, { from: "link" });
    if (values.get("tab")) G.openTab(values.get("tab"));
    if (values.get("table")) G.toggleTable(true);
    return view(values.get("map"));
  };

  G.startLink = function () {
    ready = true;
    G.map.on("moveend", write);
    for (const event of ["filtered", "selected", "tab", "state"]) G.on(event, write);
  };
})((window.Geoinc = window.Geoinc || {}));
