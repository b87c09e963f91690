/* Level classification: on which level the descriptions of the scheme fit the job.

   "Reaches" means that level or a higher one. A cell that says what its neighbour says describes
   both levels, so who is on one of them is on both. */
(function (rolebook) {
  "use strict";

  const { exact } = rolebook.exact;
  const { fault, given, levelFaults, missing, notAsked, unknownFactors } = rolebook.faults;
  const {
    areaShare, gradeAt, ladder, reached, shareFaults, shareReason, sharesShort,
  } = rolebook.ladder;

  const ALWAYS = ["scheme", "role", "notes", "answers", "ticked", "judgement"];
  const ALSO = { best_fit: ["overall"], share_of_time: ["parts"] };
  const OF_PARTS = ["text", "area", "share", "level", "ticked"];
  const RULES = { all, majority, best_fit: bestFit, share_of_time: shareOfTime };

  function faults(scheme, answers, role) {
    const { decides } = scheme;
    const rows = rowsOf(scheme);
    const grades = ladder(scheme);
    const found = [
      ...notAsked(answers, [...ALWAYS, ...(ALSO[decides] || [])]),
      ...unknownFactors(answers.answers, rows.map((row) => row.id)),
    ];
    for (const row of rows) {
      const answer = answers.answers[row.id];
      if (answer) found.push(...levelFaults(row.levels, answer, ["answers", row.id]));
      else if (decides !== "share_of_time") {
        found.push(missing(["answers"], "characteristic", { factor: row.id }));
      }
    }
    if (given(answers.overall) && !grades.includes(answers.overall)) {
      found.push(fault("undesignated-level", ["overall"]));
    }
    found.push(...tickedFaults(scheme, answers, []));
    if (decides === "share_of_time") found.push(...partFaults(scheme, answers, role, grades));
    return found;
  }

  function partFaults(scheme, answers, role, grades) {
    const found = answers.parts.length
      ? shareFaults(answers.parts, role, ["parts"])
      : [missing([], "parts")];
    answers.parts.forEach((part, index) => {
      const path = ["parts", index];
      found.push(...notAsked(part, OF_PARTS, path));
      if (!given(part.level)) found.push(missing(path, "part-level", { number: index + 1 }));
      else if (!grades.includes(part.level)) {
        found.push(fault("undesignated-level", [...path, "level"]));
      }
      found.push(...tickedFaults(scheme, part, path));
    });
    return found;
  }

  /* The names of the examples of all grades, lowest first: G/2. */
  function examplesOf(scheme) {
    return scheme.grades.flatMap((one) => one.examples
      .map((example, index) => ({ grade: one.id, example: one.id + "/" + (index + 1) })));
  }

  function tickedFaults(scheme, compared, path) {
    const known = examplesOf(scheme).map((one) => one.example);
    return compared.ticked.flatMap((ticked, index) => (
      known.includes(ticked.example) ? [] : [fault("unknown-answer", [...path, "ticked", index])]
    ));
  }

  /* The characteristics that have levels. */
  function rowsOf(scheme) {
    return scheme.characteristics.filter((one) => one.levels.length);
  }

  /* The lowest and the highest place in the ladder that a cell describes: its own, and those of
     neighbours that say the same. */
  function span(scheme, levels, level) {
    const grades = ladder(scheme);
    const cellAt = (at) => levels.find((cell) => cell.id === grades[at]);
    const leads = { lower: -1, higher: 1 };
    const same = (one, other) => {
      const cell = cellAt(one);
      return Boolean(cell && cell.same_as) && one + leads[cell.same_as] === other;
    };
    const alike = (one, other) => Boolean(cellAt(other)) && (same(one, other) || same(other, one));
    let low = grades.indexOf(level);
    let high = low;
    while (low > 0 && alike(low, low - 1)) low -= 1;
    while (high + 1 < grades.length && alike(high, high + 1)) high += 1;
    return { low, high };
  }

  function grade(scheme, answers, role) {
    const grades = ladder(scheme);
    const factors = [];
    const reasons = [];
    const spans = [];
    for (const row of rowsOf(scheme)) {
      if (!(row.id in answers.answers)) continue;
      const { level } = answers.answers[row.id];
      const { low, high } = span(scheme, row.levels, level);
      spans.push({ id: row.id, level, low, high });
      factors.push({ id: row.id, level, points: null });
      reasons.push(
        low === high
          ? { id: "level", values: { factor: row.id, level } }
          : {
            id: "level-inherited",
            values: { factor: row.id, level, low: grades[low], high: grades[high] },
          },
      );
    }
    reasons.push(...fittingExamples(scheme, answers));
    const result = RULES[scheme.decides](scheme, answers, role, spans);
    return { ...result, factors, reasons: [...reasons, ...result.reasons] };
  }

  /* The examples of activities that were ticked, in the scheme's order. */
  function fittingExamples(scheme, compared) {
    const ticks = compared.ticked.map((ticked) => ticked.example);
    return examplesOf(scheme)
      .filter((one) => ticks.includes(one.example))
      .map((values) => ({ id: "example", values }));
  }

  /* How many characteristics more would reach the next level. */
  function countNear(grades, index, needed, count) {
    return [{
      direction: "up", grade: grades[index], bound: exact(needed), distance: exact(needed - count),
    }];
  }

  function all(scheme, answers, role, spans) {
    const grades = ladder(scheme);
    const index = Math.min(...spans.map((one) => one.high));
    const holding = spans.filter((one) => one.high === index).map((one) => one.id);
    const reasons = [{ id: "all-reach", values: { grade: grades[index] } }];
    const higher = spans.map((one) => one.high).filter((high) => high > index);
    if (!higher.length) return { outcome: "graded", grade: grades[index], reasons };
    reasons.push({ id: "held-by", values: { grade: grades[index], factors: holding } });
    const reaching = spans.length - holding.length;
    const near = countNear(grades, Math.min(...higher), spans.length, reaching);
    return { outcome: "graded", grade: grades[index], reasons, near };
  }

  function majority(scheme, answers, role, spans) {
    const grades = ladder(scheme);
    const of = spans.length;
    const needed = Math.floor(of / 2) + 1;
    const count = (at) => spans.filter((one) => one.high >= at).length;
    let index = grades.length - 1;
    while (count(index) < needed) index -= 1;
    const told = (at) => ({ grade: grades[at], count: count(at), of });
    const reasons = [{ id: "majority-reach", values: told(index) }];
    const higher = spans.map((one) => one.high).filter((high) => high > index);
    if (!higher.length) return { outcome: "graded", grade: grades[index], reasons };
    const next = Math.min(...higher);
    reasons.push({ id: "majority-short", values: told(next) });
    const near = countNear(grades, next, needed, count(next));
    return { outcome: "graded", grade: grades[index], reasons, near };
  }

  function bestFit(scheme, answers, role, spans) {
    const grades = ladder(scheme);
    const { overall } = answers;
    const reasons = grades
      .map((one) => ({ grade: one, count: spans.filter((span_) => span_.level === one).length }))
      .filter((one) => one.count)
      .map((one) => ({ id: "levels-counted", values: { ...one, of: spans.length } }));
    const judge = (id, values = {}) => ({
      outcome: "judgement_needed",
      indicated: given(overall) ? overall : null,
      reasons: [...reasons, { id, values }],
    });
    if (!given(overall)) return judge("best-fit-missing");
    reasons.push({ id: "best-fit", values: { grade: overall } });
    const index = grades.indexOf(overall);
    const low = Math.min(...spans.map((one) => one.low));
    const high = Math.max(...spans.map((one) => one.high));
    if (spans.length && (index < low || index > high)) {
      const values = { grade: overall, low: grades[low], high: grades[high] };
      return judge("best-fit-contradicted", values);
    }
    if (!given(answers.judgement)) return judge("judgement-missing");
    const shown = spans.length || answers.ticked.length;
    const warnings = shown ? [] : [{ id: "no-example", values: { grade: overall } }];
    return { outcome: "graded", grade: overall, reasons, warnings };
  }

  function shareOfTime(scheme, answers, role) {
    const grades = ladder(scheme);
    const parts = answers.parts.map((part) => [grades.indexOf(part.level), areaShare(role, part)]);
    const reasons = answers.parts.flatMap((part, index) => [
      {
        id: "part-level",
        values: { number: index + 1, share: parts[index][1], grade: part.level },
      },
      ...fittingExamples(scheme, part),
    ]);
    const top = reached(scheme, parts, scheme.share);
    reasons.push(shareReason(scheme, top.index, top.share), ...sharesShort(top.near));
    return { outcome: "graded", grade: gradeAt(scheme, top.index), reasons, near: top.near };
  }

  rolebook.classification = { examplesOf, faults, grade, rowsOf };
})((window.rolebook = window.rolebook || {}));
