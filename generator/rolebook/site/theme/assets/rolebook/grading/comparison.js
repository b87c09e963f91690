/* Reference comparison: lighter than, equal to or heavier than a reference job.

   The overall question is answered by people; ticks and compared characteristics are its evidence.
   Nothing ticked is not "equal", and evidence against the answer needs a judgement in words. */
(function (rolebook) {
  "use strict";

  const { fault, given, missing, notAsked, unknownFactors } = rolebook.faults;
  const {
    areaShare, gradeAt, gradesWithin, ladder, reached, shareFaults, shareReason, sharesShort,
  } = rolebook.ladder;

  const SIDES = ["lighter", "equal", "heavier"];
  const NEIGHBOURS = 3;
  const COMPARED = ["reference", "overall", "answers", "ticked", "judgement"];
  const OF_WHOLE = ["scheme", "role", "notes", "trainee", "parts"];
  const OF_PARTS = ["text", "area", "share", ...COMPARED];

  function faults(scheme, answers, role, references) {
    const found = [];
    if (!answers.parts.length) {
      found.push(...notAsked(answers, [...OF_WHOLE, ...COMPARED]));
      found.push(...comparisonFaults(scheme, answers, role, references, []));
    } else {
      found.push(...notAsked(answers, OF_WHOLE));
      if (!scheme.combined) found.push(fault("not-asked", ["parts"]));
      answers.parts.forEach((part, index) => {
        const path = ["parts", index];
        found.push(...notAsked(part, OF_PARTS, path));
        found.push(...comparisonFaults(scheme, part, role, references, path));
      });
      found.push(...shareFaults(answers.parts, role, ["parts"]));
    }
    if (answers.trainee && !scheme.trainees) found.push(fault("not-asked", ["trainee"]));
    return found;
  }

  /* The reference job compared with: the one named, else the one that the job is based on. */
  function referenceOf(compared, role, references) {
    const id = compared.reference || (role && role.based_on) || "";
    return Object.hasOwn(references, id) ? references[id] : null;
  }

  function comparisonFaults(scheme, compared, role, references, path) {
    const characteristics = scheme.characteristics.map((one) => one.id);
    const found = unknownFactors(compared.answers, characteristics, path);
    for (const [id, answer] of Object.entries(compared.answers)) {
      if (characteristics.includes(id) && !SIDES.includes(answer.level)) {
        found.push(fault("undesignated-level", [...path, "answers", id]));
      }
    }
    if (given(compared.overall) && !SIDES.includes(compared.overall)) {
      found.push(fault("undesignated-level", [...path, "overall"]));
    }
    const reference = referenceOf(compared, role, references);
    if (!reference) {
      found.push(
        compared.reference
          ? fault("unknown-answer", [...path, "reference"])
          : missing(path, "reference", path.length ? { number: path[1] + 1 } : {}),
      );
      return found;
    }
    if (!ladder(scheme).includes(reference.grade)) {
      found.push(fault("ungraded-reference", [...path, "reference"]));
    }
    const known = examplesOf(reference);
    compared.ticked.forEach((ticked, index) => {
      if (!known.includes(ticked.example)) {
        found.push(fault("unknown-answer", [...path, "ticked", index]));
      }
    });
    return found;
  }

  /* The names of a reference job's examples, lightest side first: heavier/3. */
  function examplesOf(reference) {
    return SIDES.flatMap((side) => (reference.examples[side] || [])
      .map((example, index) => side + "/" + (index + 1)));
  }

  function grade(scheme, answers, role, references) {
    const result = answers.parts.length
      ? combined(scheme, answers, role, references)
      : asResult(scheme, compare(scheme, answers, role, references));
    return answers.trainee ? trainee(scheme, result) : result;
  }

  function asResult(scheme, found) {
    const named = found.index === null ? null : gradeAt(scheme, found.index);
    const graded = found.outcome === "graded";
    return { ...found, grade: graded ? named : null, indicated: graded ? null : named };
  }

  /* One comparison with one reference job: what it indicates as a place in the ladder. */
  function compare(scheme, compared, role, references) {
    const reference = referenceOf(compared, role, references);
    const factors = scheme.characteristics
      .filter((one) => one.id in compared.answers)
      .map((one) => ({ id: one.id, level: compared.answers[one.id].level, points: null }));
    const ticks = compared.ticked.map((ticked) => ticked.example);
    const reasons = [
      { id: "reference", values: { reference: reference.id, grade: reference.grade } },
      ...factors.map((one) => ({ id: "compared", values: { factor: one.id, side: one.level } })),
      ...examplesOf(reference).filter((example) => ticks.includes(example)).map((example) => ({
        id: "ticked",
        values: { reference: reference.id, side: example.split("/")[0], example },
      })),
    ];
    const signs = new Set([
      ...factors.map((one) => one.level),
      ...ticks.map((example) => example.split("/")[0]),
    ]);
    const warnings = [];
    const bothWays = signs.has("lighter") && signs.has("heavier");
    if (bothWays) warnings.push({ id: "signs-both-ways", values: {} });
    const found = { outcome: "graded", index: null, factors, reasons, warnings, neighbours: [] };
    const side = compared.overall;
    if (!given(side)) {
      reasons.push({ id: "overall-missing", values: {} });
      return { ...found, outcome: "judgement_needed" };
    }
    reasons.push({ id: "overall", values: { side } });
    // Signs both ways can balance out to equal.
    const contradicted = !signs.has(side) && !(side === "equal" && bothWays);
    if (!signs.size) warnings.push({ id: "no-evidence", values: { side } });
    else if (contradicted && !given(compared.judgement)) {
      reasons.push({ id: "contradiction", values: { side } });
      return { ...found, outcome: "judgement_needed" };
    } else if (contradicted) warnings.push({ id: "judged-against-evidence", values: { side } });
    return shifted(scheme, side, reference, role, references, found);
  }

  /* The grade that the overall answer leads to, within the context or outside it. */
  function shifted(scheme, side, reference, role, references, found) {
    const grades = ladder(scheme);
    const by = { lighter: -scheme.shifts.lighter, equal: 0, heavier: scheme.shifts.heavier }[side];
    const index = grades.indexOf(reference.grade) + by;
    const named = gradeAt(scheme, index);
    if (named === null) {
      const last = grades[by > 0 ? grades.length - 1 : 0];
      found.reasons.push({ id: "beyond-the-ladder", values: { grade: last } });
      return { ...found, outcome: "out_of_range" };
    }
    found.reasons.push({
      id: "shift-" + side,
      values: { before: reference.grade, grade: named, steps: Math.abs(by) },
    });
    const context = gradesWithin(reference.context, grades);
    if (!context.length) {
      found.warnings.push({ id: "no-context", values: { reference: reference.id } });
      return { ...found, index };
    }
    const values = {
      reference: reference.id, grade: named, low: context[0], high: context[context.length - 1],
    };
    if (context.includes(named)) {
      found.reasons.push({ id: "within-context", values });
      return { ...found, index };
    }
    found.reasons.push({ id: "outside-context", values });
    const neighbours = neighboursOf(scheme, index, reference, role, references);
    if (neighbours.length) {
      found.reasons.push({ id: "neighbours", values: { references: neighbours } });
    }
    return { ...found, outcome: "outside_context", index, neighbours };
  }

  /* The reference jobs that come nearest to a grade: first those in whose context it lies, then
     those with the nearest context, the nearest grade, of the same family, by their ids. */
  function neighboursOf(scheme, index, reference, role, references) {
    const grades = ladder(scheme);
    const family = role ? role.family : reference.family;
    const distance = (at) => Math.abs(index - at);
    return Object.values(references)
      .filter((other) => other.id !== reference.id && grades.includes(other.grade))
      .map((other) => {
        const own = grades.indexOf(other.grade);
        const context = gradesWithin(other.context, grades).map((one) => grades.indexOf(one));
        const gap = Math.min(...(context.length ? context : [own]).map(distance));
        return [gap, distance(own), Number(other.family !== family), other.id];
      })
      .sort(inOrder)
      .slice(0, NEIGHBOURS)
      .map((ranked) => ranked[3]);
  }

  function inOrder(one, other) {
    const at = one.findIndex((value, index) => value !== other[index]);
    return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
  }

  /* A job made of several: each part compared by itself, then the rule of working time. */
  function combined(scheme, answers, role, references) {
    const compared = answers.parts.map((part) => compare(scheme, part, role, references));
    const shares = answers.parts.map((part) => areaShare(role, part));
    const reasons = compared.flatMap((found, index) => [
      { id: "part", values: { number: index + 1, share: shares[index] } },
      ...found.reasons,
    ]);
    const warnings = compared.flatMap((found) => found.warnings);
    const outcomes = compared.map((found) => found.outcome);
    const notGraded = (outcome) => reasons.push({
      id: "part-not-graded",
      values: { number: outcomes.indexOf(outcome) + 1 },
    });
    for (const outcome of ["judgement_needed", "out_of_range"]) {
      if (outcomes.includes(outcome)) {
        notGraded(outcome);
        return { outcome, reasons, warnings };
      }
    }
    const top = reached(scheme, compared.map((one, at) => [one.index, shares[at]]), scheme.combined);
    reasons.push(shareReason(scheme, top.index, top.share), ...sharesShort(top.near));
    const outside = outcomes.includes("outside_context");
    if (outside) notGraded("outside_context");
    const named = gradeAt(scheme, top.index);
    return {
      outcome: outside ? "outside_context" : "graded",
      grade: outside ? null : named,
      indicated: outside ? named : null,
      reasons,
      warnings,
      near: top.near,
      neighbours: [...new Set(compared.flatMap((found) => found.neighbours))],
    };
  }

  /* Some grades lower for the time of learning. Below the ladder that is out of range. */
  function trainee(scheme, result) {
    if (!result.grade) return result;
    const grades = ladder(scheme);
    const { grades_lower: steps, months } = scheme.trainees;
    const lower = gradeAt(scheme, grades.indexOf(result.grade) - steps);
    const told = (id, values) => [...result.reasons, { id, values }];
    if (lower === null) {
      const reasons = told("beyond-the-ladder", { grade: grades[0] });
      return { ...result, outcome: "out_of_range", grade: null, reasons };
    }
    const values = { before: result.grade, grade: lower };
    const reasons = months === undefined
      ? told("trainee", values)
      : told("trainee-months", { ...values, months });
    return { ...result, grade: lower, reasons };
  }

  rolebook.comparison = { SIDES, examplesOf, faults, grade, referenceOf };
})((window.rolebook = window.rolebook || {}));
