/* Narrowing a table down: by words in its rows, by groups of rows and of columns. */
(function () {
  "use strict";

  function folded(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function start(filter) {
    var next = filter.nextElementSibling;
    while (next && !next.querySelector("table")) next = next.nextElementSibling;
    if (!next) return;
    var table = next.querySelector("table");
    var heads = Array.from(table.tHead.rows[0].cells);
    var rows = Array.from(table.tBodies[0].rows);
    var columns = Array.from(table.querySelectorAll("col"));
    var words = rows.map(function (row) { return folded(row.textContent); });
    var find = filter.querySelector("input");
    var status = filter.querySelector("[role=status]");

    function chosen(kind) {
      var select = filter.querySelector("[data-narrow=" + kind + "]");
      return select ? select.value : "";
    }

    function narrow() {
      var asked = folded(find.value.trim());
      var group = chosen("rows");
      var area = chosen("columns");
      var count = 0;
      var wanted = heads.map(function (head, at) {
        return at === 0 || !area || head.dataset.group === area;
      });
      heads.forEach(function (head, at) {
        head.hidden = !wanted[at];
        if (columns[at]) columns[at].hidden = !wanted[at];
      });
      rows.forEach(function (row, at) {
        var shows = !area;
        Array.from(row.cells).forEach(function (cell, column) {
          cell.hidden = !wanted[column];
          if (column && wanted[column] && cell.textContent.trim()) shows = true;
        });
        row.hidden = !shows || (group && row.dataset.group !== group) || !words[at].includes(asked);
        if (!row.hidden) count += 1;
      });
      status.textContent = filter.dataset.shown.replace("{count}", count);
    }

    filter.hidden = false;
    filter.addEventListener("input", narrow);
    filter.addEventListener("change", narrow);
    narrow(); // a browser may have kept what was chosen
  }

  document.querySelectorAll(".rb-filter").forEach(start);
})();
