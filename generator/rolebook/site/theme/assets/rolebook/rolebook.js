/* The frame's few movements: drawer, colours, the place kept when the language changes. */
(function () {
  "use strict";

  // Drawer. Material's style sheet looks at a hidden checkbox; the button is what people use.
  var toggle = document.getElementById("__drawer");
  var menu = document.querySelector(".rb-menu");
  var nav = document.getElementById("rb-nav");

  function drawer(open) {
    if (toggle.checked !== open) {
      toggle.checked = open;
      toggle.dispatchEvent(new Event("change"));
    }
    menu.setAttribute("aria-expanded", String(open));
  }

  if (toggle && menu && nav) {
    drawer(false);
    menu.addEventListener("click", function () {
      var open = !toggle.checked;
      drawer(open);
      if (open) {
        var first = nav.querySelector("[aria-current], a");
        if (first) setTimeout(function () { first.focus(); }, 50);
      }
    });
    toggle.addEventListener("change", function () {
      menu.setAttribute("aria-expanded", String(toggle.checked));
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && toggle.checked) {
        drawer(false);
        menu.focus();
      }
    });
    nav.addEventListener("focusout", function (event) {
      var to = event.relatedTarget;
      if (toggle.checked && to && !nav.contains(to) && to !== menu) drawer(false);
    });
  }

  // Colours. The choice is kept; without one, the system's wish holds.
  var scheme = document.querySelector(".rb-scheme");
  function dark() { return document.body.getAttribute("data-md-color-scheme") === "slate"; }

  if (scheme) {
    scheme.setAttribute("aria-pressed", String(dark()));
    scheme.addEventListener("click", function () {
      var now = dark() ? "default" : "slate";
      document.body.setAttribute("data-md-color-scheme", now);
      scheme.setAttribute("aria-pressed", String(dark()));
      try { localStorage.setItem("rolebook.scheme", now); } catch (error) { /* no storage here */ }
    });
  }

  // Drawings may take the whole screen, where the browser lets them.
  document.querySelectorAll(".rb-enlarge").forEach(function (button) {
    var figure = button.closest("figure");
    var words = button.textContent;
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener("click", function () {
      if (document.fullscreenElement === figure) document.exitFullscreen();
      else figure.requestFullscreen();
    });
    figure.addEventListener("fullscreenchange", function () {
      button.textContent = document.fullscreenElement === figure ? button.dataset.close : words;
    });
  });

  // Languages. Places on a page have the same name in every language.
  document.querySelectorAll(".rb-languages a").forEach(function (link) {
    link.addEventListener("click", function () { link.hash = location.hash; });
  });
})();
