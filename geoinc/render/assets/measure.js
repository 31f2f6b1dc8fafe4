/* Measuring along a line, and picking one point: clicks on the map, or Enter at its middle. */
(function (G) {
  "use strict";

  let points = [],
    drawn = null,
    picking = null,
    measuring = false;

  function total() {
    let sum = 0;
    for (let k = 1; k < points.length; k++) sum += G.metres(points[k - 1], points[k]);
    return sum;
  }

  function draw() {
    drawn.clearLayers();
    if (points.length > 1)
      drawn.addLayer(L.polyline(points, { color: G.colour("ink"), weight: 2.5, dashArray: "2 5", interactive: false }));
    points.forEach((at) =>
      drawn.addLayer(
        L.circleMarker(at, {
          radius: 4,
          color: G.colour("ink"),
          fillColor: G.colour("paper"),
          fillOpacity: 1,
          weight: 2,
          interactive: false,
        }),
      ),
    );
    const words =
      points.length > 1
        ? `${G.distance(total())} along ${G.plural(points.length, "point")}`
        : "Click points on the map, or press Enter for its middle.";
    G.byId("measure-result").textContent = words;
  }

  function add(at) {
    if (picking) {
      const run = picking;
      stopPicking();
      run(at);
      return;
    }
    if (!measuring) return;
    points.push(at);
    draw();
  }

  function stopPicking() {
    picking = null;
    G.map.getContainer().classList.remove("picking");
  }

  G.pickPoint = function (run) {
    picking = run;
    G.map.getContainer().classList.add("picking");
    G.map.getContainer().focus();
  };

  G.toggleMeasure = function (on) {
    measuring = on;
    points = [];
    G.byId("tool-measure").setAttribute("aria-pressed", String(on));
    G.byId("measure-result").hidden = !on;
    G.map.getContainer().classList.toggle("picking", on);
    if (on) {
      draw();
      G.map.getContainer().focus();
    } else drawn.clearLayers();
  };

  G.measuring = () => measuring || picking !== null;

  G.addMeasure = function (map) {
    drawn = L.layerGroup().addTo(map);
    G.byId("stage").append(G.el("output", { id: "measure-result", hidden: true }));
    map.on("click", (event) => {
      event.taken = G.measuring();
      add(event.latlng);
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === map.getContainer()) add(map.getCenter());
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (picking) stopPicking();
      else if (measuring) G.toggleMeasure(false);
    });
  };
})((window.Geoinc = window.Geoinc || {}));
