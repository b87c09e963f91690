/* Bands of points: which grade a total falls into, and how far the next ones are. */
(function (rolebook) {
  "use strict";

  const { exact, times } = rolebook.exact;

  function bound(value) {
    return value === undefined ? null : exact(value);
  }

  /* Whether a total lies in the band of a grade; `bounds` says which ends belong to it. */
  function fallsInto(grade, total, bounds) {
    const [min, max] = [bound(grade.min), bound(grade.max)];
    const above = min === null || total > min
      || (total === min && (bounds === "both" || bounds === "min"));
    const below = max === null || total < max
      || (total === max && (bounds === "both" || bounds === "max"));
    return above && below;
  }

  /* The place in the ladder of the grade whose band holds a total; -1 outside every band. */
  function bandOf(scheme, total) {
    return scheme.grades.findIndex((grade) => fallsInto(grade, total, scheme.bounds));
  }

  /* The grades next to where a total lies, down and up, and how far their bounds are. Inside a band
     that is its own lower and upper bound; outside every band it is the upper bound of the next
     band below and the lower bound of the next band above. */
  function nearestBounds(scheme, total) {
    const near = [];
    const tell = (direction, grade, limit) => near.push({
      direction,
      grade: grade.id,
      bound: limit,
      distance: direction === "down" ? total - limit : limit - total,
    });
    const { grades } = scheme;
    const index = bandOf(scheme, total);
    if (index >= 0) {
      const [min, max] = [bound(grades[index].min), bound(grades[index].max)];
      if (index > 0 && min !== null) tell("down", grades[index - 1], min);
      if (index + 1 < grades.length && max !== null) tell("up", grades[index + 1], max);
      return near;
    }
    const below = grades.filter((g) => g.max !== undefined && exact(g.max) <= total).pop();
    const above = grades.find((g) => g.min !== undefined && exact(g.min) >= total);
    if (below) tell("down", below, exact(below.max));
    if (above) tell("up", above, exact(above.min));
    return near;
  }

  /* The points of a factor as they count. */
  function weighted(factor, points) {
    return times(points, exact(factor.weight));
  }

  rolebook.bands = { bandOf, nearestBounds, weighted };
})((window.rolebook = window.rolebook || {}));
