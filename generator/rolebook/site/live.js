/* In the preview only: reload when there is a new state; show what keeps the next one away. */
(function () {
  "use strict";
  var shown = null;
  var box = document.createElement("aside");
  box.setAttribute("role", "alert");
  Object.assign(box.style, {
    position: "fixed", left: "1rem", right: "1rem", bottom: "1rem", zIndex: 99, maxHeight: "50vh",
    overflow: "auto", padding: "1rem", background: "#3d1b17", color: "#fff", borderRadius: ".4rem",
    font: "14px/1.5 ui-monospace, monospace", whiteSpace: "pre-wrap"
  });

  async function ask() {
    try {
      var answer = await (await fetch("/-/live", { cache: "no-store" })).json();
      if (shown !== null && answer.state !== shown) { location.reload(); return; }
      shown = answer.state;
      box.textContent = answer.messages.join("\n\n");
      if (answer.messages.length) document.body.append(box); else box.remove();
    } catch (error) { /* the preview has been stopped, or is starting */ }
    setTimeout(ask, 1000);
  }
  ask();
})();
