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

  // Drawings may take the whole screen, where the browser lets them: fitted to it, or in their own size.
  document.querySelectorAll(".rb-enlarge").forEach(function (button) {
    var figure = button.closest("figure");
    var words = button.textContent;
    var actual = figure.querySelector(".rb-actual");
    button.hidden = !document.fullscreenEnabled;
    actual.addEventListener("click", function () {
      actual.setAttribute("aria-pressed", String(figure.classList.toggle("rb-drawing--actual")));
    });
    button.addEventListener("click", function () {
      if (document.fullscreenElement === figure) document.exitFullscreen();
      else figure.requestFullscreen();
    });
    figure.addEventListener("fullscreenchange", function () {
      button.textContent = document.fullscreenElement === figure ? button.dataset.close : words;
    });
  });

  // The list of contents closes when it has led to a place, or is left.
  document.querySelectorAll("details.rb-contents").forEach(function (contents) {
    var summary = contents.querySelector("summary");
    contents.addEventListener("click", function (event) {
      if (event.target.closest("a")) contents.open = false;
    });
    contents.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !contents.open) return;
      contents.open = false;
      summary.focus();
    });
    document.addEventListener("click", function (event) {
      if (!contents.contains(event.target)) contents.open = false;
    });
  });

  // A table that is not wider than its box: its heads may stay in sight while the page moves.
  var fitting = new ResizeObserver(function (changes) {
    changes.forEach(function (change) {
      var box = change.target.closest(".rb-scroll");
      var table = box.querySelector(".rb-table--cards");
      box.classList.toggle("rb-scroll--fits", table.offsetWidth <= box.clientWidth);
    });
  });
  document.querySelectorAll(".rb-scroll .rb-table--cards").forEach(function (table) {
    fitting.observe(table);
    fitting.observe(table.closest(".rb-scroll"));
  });

  // What is true on certain days only, by the day that it is for the reader.
  var now = new Date();
  var today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()))
    .toISOString().slice(0, 10);
  document.querySelectorAll("[data-from][data-until]").forEach(function (one) {
    one.hidden = today < one.dataset.from || today > one.dataset.until;
  });

  // Languages. Places on a page have the same name in every language.
  document.querySelectorAll(".rb-languages a").forEach(function (link) {
    link.addEventListener("click", function () { link.hash = location.hash; });
  });
})();
