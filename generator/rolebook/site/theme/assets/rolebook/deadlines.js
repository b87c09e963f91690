/* By when is each step due? The same counting as in rolebook.workdays, on days without a time. */
(function () {
  "use strict";

  var DAY = 86400000;

  // A day is its number since 1970, so that no time zone and no summer time can shift it.
  function dayOf(text) {
    var time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text + "T00:00:00Z") : NaN;
    return isNaN(time) ? null : time / DAY;
  }

  function textOf(day) { return new Date(day * DAY).toISOString().slice(0, 10); }

  function isWorked(calendar, day) {
    var weekday = new Date(day * DAY).getUTCDay();
    return weekday > 0 && weekday < 6 && !calendar.off.has(textOf(day));
  }

  function months(day, count) {
    var date = new Date(day * DAY);
    var first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1);
    var end = new Date(first);
    var last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
    return first / DAY + Math.min(date.getUTCDate(), last) - 1;
  }

  function due(calendar, start, within, unit) {
    var day = start, left;
    switch (unit) {
      case "working_days":
        if (!within) while (!isWorked(calendar, day)) day += 1;
        for (left = within; left > 0; left -= 1) {
          do { day += 1; } while (!isWorked(calendar, day));
        }
        return day;
      case "months": return months(start, within);
      case "weeks": return start + 7 * within;
      case "calendar_days": return start + within;
      default: return start + Math.floor(within / 24);
    }
  }

  function lastWorked(calendar, day) {
    while (!isWorked(calendar, day)) day -= 1;
    return day;
  }

  function run(box) {
    var data = JSON.parse(box.querySelector("script").textContent);
    var select = box.querySelector("select");
    var told = box.querySelector("[role=status]");
    var fields = Array.from(box.querySelectorAll("[data-moment]"));
    var intake = fields.find(function (field) { return field.dataset.moment === "intake"; });
    var written = new Intl.DateTimeFormat(data.locale, {
      weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC"
    });
    var calendars = {};
    data.calendars.forEach(function (one) {
      calendars[one.id] = { off: new Set(one.off) };
    });

    function said(day) { return written.format(new Date(day * DAY)); }

    function work() {
      var calendar = calendars[select.value];
      var given = {}, ends = {};
      var beyond = false;
      fields.forEach(function (field) {
        var day = dayOf(field.value);
        field.toggleAttribute("data-empty", day === null);
        if (day !== null) given[field.dataset.moment] = day;
      });

      function moment(key) {
        if (key in given) return given[key];
        if (!(key in ends)) {
          ends[key] = null; // a circle of terms has no beginning
          var own = (data.terms[key] || [])[0];
          if (own && own.own) ends[key] = endOf(own);
        }
        return ends[key];
      }

      function endOf(term) {
        var start = moment(term.of);
        return start === null ? null : due(calendar, start, term.within, term.unit);
      }

      box.querySelectorAll("[data-term]").forEach(function (place) {
        var at = place.dataset.term.lastIndexOf(":");
        var term = data.terms[place.dataset.term.slice(0, at)].find(function (one) {
          return one.at === Number(place.dataset.term.slice(at + 1));
        });
        var day = endOf(term);
        var time = place.querySelector("time");
        if (!time) {
          time = document.createElement("time");
          place.querySelector(".rb-deadlines__words").before(time, " ");
        }
        var remark = place.querySelector(".rb-deadlines__remark");
        place.classList.toggle("rb-deadlines--dated", day !== null);
        time.hidden = day === null;
        remark.hidden = true;
        if (day === null) return;
        time.dateTime = textOf(day);
        time.textContent = said(day);
        if (!isWorked(calendar, day)) {
          remark.hidden = false;
          remark.textContent = data.closed.replace("{day}", said(lastWorked(calendar, day)));
        }
        var year = Number(textOf(day).slice(0, 4));
        if (year < data.years[0] || year > data.years[1]) beyond = true;
      });

      var sentences = [];
      if (given.intake !== undefined) sentences.push(data.told.replace("{day}", said(given.intake)));
      if (beyond) {
        sentences.push(data.beyond.replace("{first}", data.years[0]).replace("{last}", data.years[1]));
      }
      told.textContent = sentences.join(" ");
    }

    function today() {
      var now = new Date();
      return textOf(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY);
    }

    box.querySelector("[data-clear]").addEventListener("click", function () {
      fields.forEach(function (field) { field.value = field === intake ? today() : ""; });
      work();
    });
    box.addEventListener("input", work);
    box.addEventListener("change", work);
    if (intake && !intake.value) intake.value = today();
    box.hidden = false;
    work();
  }

  document.querySelectorAll(".rb-deadlines").forEach(run);
})();
