/* Point factor: a level on each factor, points for the level, their sum, rules, a band. */
(function (rolebook) {
  "use strict";

  const { exact, ONE } = rolebook.exact;
  const { fault, levelFaults, missing, notAsked, unknownFactors } = rolebook.faults;
  const { bandOf, nearestBounds, weighted } = rolebook.bands;
  const { gradeAt, ladder } = rolebook.ladder;

  const ASKED = ["scheme", "role", "notes", "answers", "situations", "base_grade"];

  function faults(scheme, answers) {
    const found = [
      ...notAsked(answers, ASKED),
      ...unknownFactors(answers.answers, scheme.factors.map((factor) => factor.id)),
    ];
    const leftOut = new Set();
    for (const sides of scheme.excluding) found.push(...alternatives(sides, answers, leftOut));
    for (const factor of scheme.factors) {
      const answer = answers.answers[factor.id];
      if (answer) found.push(...levelFaults(factor.levels, answer, ["answers", factor.id]));
      else if (!leftOut.has(factor.id)) {
        found.push(missing(["answers"], "factor", { factor: factor.id }));
      }
    }
    const situations = scheme.situations.map((situation) => situation.id);
    answers.situations.forEach((holding, index) => {
      if (!situations.includes(holding.situation)) {
        found.push(fault("unknown-answer", ["situations", index]));
      }
    });
    return [...found, ...baseGradeFaults(scheme, answers)];
  }

  /* Exactly one side is answered; what the other side holds is not missing. */
  function alternatives(sides, answers, leftOut) {
    const [either, or] = [sides.either, sides.or]
      .map((side) => side.filter((id) => id in answers.answers));
    const leave = (ids) => ids.forEach((id) => leftOut.add(id));
    if (either.length && or.length) {
      leave([...sides.either, ...sides.or]);
      return [fault("excluded-answers", ["answers", or[0]])];
    }
    if (!either.length && !or.length) {
      leave([...sides.either, ...sides.or]);
      return [missing(["answers"], "alternatives", { factors: [...sides.either, ...sides.or] })];
    }
    leave(either.length ? sides.or : sides.either);
    return [];
  }

  /* The base grade is one of the scheme, and there where a rule that counts from it applies. */
  function baseGradeFaults(scheme, answers) {
    const found = [];
    const named = answers.base_grade;
    if (named && !ladder(scheme).includes(named)) {
      found.push(fault("unknown-answer", ["base_grade"]));
    }
    const rule = asksBaseGrade(scheme, answers);
    if (rule && !named) found.push(missing([], "base-grade", { rule: rule.id }));
    return found;
  }

  /* The rule that counts from a base grade and applies to these answers, where there is one. */
  function asksBaseGrade(scheme, answers) {
    return scheme.after_sum.find(
      (rule) => rule.above_base !== undefined && conditionOf(rule, answers).met,
    );
  }

  function grade(scheme, answers) {
    const levels = Object.create(null);
    for (const { id } of scheme.factors) {
      if (id in answers.answers) levels[id] = answers.answers[id].level;
    }
    const sum = {
      scheme, answers, levels, total: 0n, index: -1, factors: [], reasons: [], warnings: [],
    };
    score(sum);
    const changesTotal = (rule) => rule.points !== undefined || rule.level_up !== undefined;
    scheme.after_sum.filter(changesTotal).forEach((rule) => apply(sum, rule));
    say(sum, "total", { total: sum.total });
    const near = nearestBounds(scheme, sum.total);
    sum.index = bandOf(scheme, sum.total);
    if (sum.index < 0) say(sum, "outside-every-band", { total: sum.total });
    else sum.reasons.push(band(scheme.grades[sum.index], scheme.bounds));
    for (const one of near) {
      say(sum, "near-" + one.direction, {
        grade: one.grade, bound: one.bound, distance: one.distance,
      });
    }
    if (sum.index >= 0) {
      scheme.after_sum.filter((rule) => !changesTotal(rule)).forEach((rule) => apply(sum, rule));
    }
    const result = gradeAt(scheme, sum.index);
    if (result !== null) sum.warnings.push(...untypical(scheme.grades[sum.index], sum.levels));
    return {
      outcome: result === null ? "out_of_range" : "graded",
      grade: result,
      total: sum.total,
      factors: sum.factors,
      reasons: sum.reasons,
      warnings: sum.warnings,
      near,
    };
  }

  function say(sum, id, values) {
    sum.reasons.push({ id, values });
  }

  /* A reason that brings points. */
  function add(sum, id, points, values) {
    sum.total += points;
    sum.reasons.push({ id, values: { ...values, points }, points });
  }

  /* The points of each factor in the scheme's order; joint ones where the second of them is. */
  function score(sum) {
    const seen = new Set();
    for (const factor of sum.scheme.factors) {
      const level = sum.levels[factor.id];
      if (level === undefined) continue;
      const pair = sum.scheme.joint.find(
        (joint) => joint.row_factor === factor.id || joint.column_factor === factor.id,
      );
      if (pair) {
        sum.factors.push({ id: factor.id, level, points: null });
        if (seen.has(pair.id)) scorePair(sum, pair);
        seen.add(pair.id);
        continue;
      }
      const points = pointsOf(factor, level);
      const weight = exact(factor.weight);
      sum.factors.push({ id: factor.id, level, points });
      if (weight === ONE) add(sum, "factor-points", points, { factor: factor.id, level });
      else {
        add(sum, "factor-points-weighted", points, {
          factor: factor.id, level, unweighted: ownPoints(factor, level), weight,
        });
      }
    }
  }

  function scorePair(sum, pair) {
    const [down, across] = [sum.levels[pair.row_factor], sum.levels[pair.column_factor]];
    const row = pair.rows.find((one) => one.level === down);
    const columns = sum.scheme.factors.find((factor) => factor.id === pair.column_factor).levels;
    const points = exact(row.points[columns.findIndex((level) => level.id === across)]);
    const values = { joint: pair.id, row_level: down, column_level: across };
    sum.factors.push({ id: pair.id, level: down + " / " + across, points });
    add(sum, "joint-points", points, values);
    if (row.improbable.includes(across)) sum.warnings.push({ id: "improbable", values });
  }

  /* The points of a level as the scheme states them. */
  function ownPoints(factor, level) {
    return exact(factor.levels.find((known) => known.id === level).points);
  }

  function pointsOf(factor, level) {
    return weighted(factor, ownPoints(factor, level));
  }

  /* The band that holds the total, said with its ends as they count. */
  function band(grade, bounds) {
    const values = { grade: grade.id };
    if (grade.min !== undefined) values.min = exact(grade.min);
    if (grade.max !== undefined) values.max = exact(grade.max);
    if (!("min" in values) && !("max" in values)) return { id: "band-open", values };
    if (!("max" in values)) return { id: bounds === "max" ? "band-above" : "band-from", values };
    if (!("min" in values)) return { id: bounds === "min" ? "band-below" : "band-up-to", values };
    return { id: "band-" + bounds, values };
  }

  /* Whether a rule applies, and how many of its situations hold. It looks at the answers, not at
     what other rules made of them. */
  function conditionOf(rule, answers) {
    const holds = new Set(answers.situations.map((one) => one.situation));
    const holding = [...new Set(rule.situations)].filter((id) => holds.has(id)).length;
    const needed = rule.at_least === undefined ? rule.situations.length : rule.at_least;
    const onLevel = rule.levels.every((one) => {
      const answer = answers.answers[one.factor];
      return answer && one.levels.includes(answer.level);
    });
    return { met: onLevel && holding >= needed, holding, needed };
  }

  /* One rule after the sum: what it changes, or that its conditions are not met. */
  function apply(sum, rule) {
    const { met, holding, needed } = conditionOf(rule, sum.answers);
    if (!met && rule.situations.length) {
      say(sum, "rule-situations-not-met", { rule: rule.id, holding, needed });
    } else if (!met) say(sum, "rule-not-met", { rule: rule.id });
    else if (rule.points !== undefined) {
      add(sum, "rule-points", exact(rule.points), { rule: rule.id });
    } else if (rule.level_up !== undefined) levelUp(sum, rule);
    else move(sum, rule);
  }

  function levelUp(sum, rule) {
    const factor = sum.scheme.factors.find((one) => one.id === rule.level_up);
    const ids = factor.levels.map((level) => level.id);
    const level = sum.levels[factor.id];
    if (level === undefined || level === ids[ids.length - 1]) {
      say(sum, "rule-no-level-above", { rule: rule.id, factor: factor.id });
      return;
    }
    const raised = ids[ids.indexOf(level) + 1];
    sum.levels[factor.id] = raised;
    add(sum, "rule-level-up", pointsOf(factor, raised) - pointsOf(factor, level), {
      rule: rule.id, factor: factor.id, level, raised,
    });
  }

  /* A rule that changes the grade. It may lead above the ladder: that is then out of range. */
  function move(sum, rule) {
    const grades = ladder(sum.scheme);
    const before = sum.index;
    if (rule.grades_up !== undefined) sum.index += rule.grades_up;
    else if (rule.at_least_grade !== undefined) {
      sum.index = Math.max(before, grades.indexOf(rule.at_least_grade));
    } else if (rule.at_most_grade !== undefined) {
      sum.index = Math.min(before, grades.indexOf(rule.at_most_grade));
    } else if (rule.above_base !== undefined && sum.answers.base_grade) {
      sum.index = Math.max(before, grades.indexOf(sum.answers.base_grade) + rule.above_base);
    }
    const top = grades.length - 1;
    if (sum.index === before) say(sum, "rule-changes-nothing", { rule: rule.id });
    else if (sum.index > top) say(sum, "rule-beyond", { rule: rule.id, grade: grades[top] });
    else {
      // From above the ladder only a highest grade leads back into it.
      const start = grades[Math.min(before, top)];
      say(sum, "rule-grade", { rule: rule.id, before: start, grade: grades[sum.index] });
    }
  }

  /* Levels that jobs in this grade do not usually have: worth a second look. */
  function untypical(grade, levels) {
    return grade.typical
      .filter((one) => one.factor in levels && !one.levels.includes(levels[one.factor]))
      .map((one) => ({
        id: "untypical",
        values: {
          factor: one.factor, level: levels[one.factor], grade: grade.id, levels: one.levels,
        },
      }));
  }

  rolebook.points = { asksBaseGrade, faults, grade };
})((window.rolebook = window.rolebook || {}));
