/* What the methods share: the grades in their order, contexts, and shares of working time. */
(function (rolebook) {
  "use strict";

  const { exact } = rolebook.exact;
  const { fault, missing } = rolebook.faults;
  const WHOLE = 100;

  function ladder(scheme) {
    return scheme.grades.map((grade) => grade.id);
  }

  /* The grade at a place of the ladder, or null above its top or below its foot. */
  function gradeAt(scheme, index) {
    const grade = scheme.grades[index];
    return grade ? grade.id : null;
  }

  /* All grades of a context: two name a range. Empty where it names none of the scheme. */
  function gradesWithin(context, grades) {
    const steps = [...new Set(context.map((grade) => grades.indexOf(grade)))]
      .filter((step) => step >= 0)
      .sort((a, b) => a - b);
    return steps.length === 2
      ? grades.slice(steps[0], steps[1] + 1)
      : steps.map((step) => grades[step]);
  }

  /* The share of a part: as stated, else that of the role's area which it is. */
  function areaShare(role, part) {
    if (part.share !== undefined && part.share !== null) return part.share;
    const area = ((role && role.areas) || []).find((one) => part.area && one.id === part.area);
    return area && area.share !== undefined ? area.share : null;
  }

  /* Parts with an area that is not there, without a share, or with shares that do not sum up. */
  function shareFaults(parts, role, path) {
    const areas = ((role && role.areas) || []).map((area) => area.id);
    let sum = 0;
    for (const [index, part] of parts.entries()) {
      if (part.area && !areas.includes(part.area)) {
        return [fault("unknown-answer", [...path, index, "area"])];
      }
      const share = areaShare(role, part);
      if (share === null) return [missing([...path, index], "share", { number: index + 1 })];
      sum += share;
    }
    return sum === WHOLE ? [] : [fault("answer-shares", path, { sum })];
  }

  function shareAbove(parts, index) {
    return parts.reduce((sum, [at, share]) => sum + (at >= index ? share : 0), 0);
  }

  /* The highest grade for which the parts in it or above it take the share that is asked. `parts`
     are pairs of a place in the ladder and a share. */
  function reached(scheme, parts, limit) {
    const asked = limit.at_least !== undefined ? limit.at_least : limit.more_than;
    const enough = (share) => (limit.at_least !== undefined ? share >= asked : share > asked);
    const places = [...new Set(parts.map(([at]) => at))].sort((a, b) => b - a);
    const lowest = places[places.length - 1];
    const found = places.find((index) => enough(shareAbove(parts, index)));
    const index = found === undefined ? lowest : found;
    const above = places.filter((at) => at > index);
    const near = [];
    if (above.length) {
      const next = Math.min(...above);
      const distance = exact(asked) - exact(shareAbove(parts, next));
      near.push({ direction: "up", grade: gradeAt(scheme, next), bound: exact(asked), distance });
    }
    return { index, share: shareAbove(parts, index), near };
  }

  /* Which share of the working time is in a grade or above it, and which is asked. */
  function shareReason(scheme, index, share) {
    const limit = scheme.combined || scheme.share;
    const values = { grade: gradeAt(scheme, index), share };
    return limit.at_least !== undefined
      ? { id: "share-at-least", values: { ...values, asked: limit.at_least } }
      : { id: "share-more-than", values: { ...values, asked: limit.more_than } };
  }

  function sharesShort(near) {
    return near.map((one) => ({
      id: "share-short",
      values: { grade: one.grade, distance: one.distance },
    }));
  }

  rolebook.ladder = {
    areaShare, gradeAt, gradesWithin, ladder, reached, shareFaults, shareReason, sharesShort,
  };
})((window.rolebook = window.rolebook || {}));
