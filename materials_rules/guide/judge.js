"use strict";
/* What the rules say of the answers given so far: the tables that `check` walks, walked in the same way for an applicant who
   has handed in nothing yet.

     tables, answers  ->  the state of every material, the scope, the case of every element                            */

const judge = ((Situation) => {
  const has = (claims, word, slots) => slots.some((slot) => claims.has(`${word}/${slot}`));

  function isOpen(requirement, claims) {
    if (claims.has(`later/${requirement.id}`) || claims.has(`covered/${requirement.id}`)) return false;
    if (has(claims, "obtain", requirement.slots)) return false;
    return has(claims, "ask", requirement.slots) || has(claims, "show", requirement.slots);
  }

  function stand(situation, requirement, subject) {
    const reachable = situation.reachable(`requirement/${requirement.id}`, subject);
    const open = reachable.filter((claims) => isOpen(requirement, claims));
    let verdict = "absent";
    if (open.length) verdict = open.length === reachable.length ? "finding" : "conditional";
    return { requirement, subject, reachable, open, verdict };
  }

  function handedIn(situation, standing) {
    if (!standing.open.length) return [];
    const { requirement, subject, open } = standing;
    const own = requirement.slots.filter((slot) => open.some((c) => c.has(`ask/${slot}`) || c.has(`show/${slot}`)));
    return [...own, ...requirement.offered].map((slot) => situation.key(slot, subject));
  }

  const TAKEN = ["drop", "obtain", "show"];
  const ever = (standing, claim) => standing.reachable.some((claims) => claims.has(claim));

  function compared(value, part) {
    if (typeof value === "bigint" && part.type === "number") {
      return `n${value * 10n ** BigInt(30 - part.decimals)}`;
    }
    return `${typeof value}${part.type === "date" ? "day" : ""}${value}`;
  }

  /* What a consistency line lets the applicant correct, and whether the values differ already. */
  function lineOf(situation, standings, line, subject) {
    const id = `consistency/${line.name}`;
    if (id in situation.tables.outputs && !situation.reachable(id, subject).some((claims) => claims.size)) return null;
    const names = [];
    const slots = [];
    const known = new Set();
    let parts = 0;
    let unsettled = false;
    line.parts.forEach((part) => {
      if ("slot" in part) {
        const about = situation.tables.slots[part.slot];
        const whose = about.list === null ? null : subject;
        const standing = standings.find((one) => one.requirement.id === about.requirement && one.subject === whose);
        if (standing === undefined || TAKEN.some((word) => ever(standing, `${word}/${part.slot}`))) return;
        const key = situation.key(part.slot, subject);
        if (!ever(standing, `ask/${part.slot}`) || !situation.slots.has(key)) return;
        parts += 1;
        unsettled = true;
        slots.push(key);
        return;
      }
      const name = part.answer.startsWith("member/") ? `${part.answer}[${subject}]` : part.answer;
      const given = new Situation(situation.tables, situation.answers, new Set(), new Set()).value(part.answer, subject);
      parts += 1;
      if (given !== undefined) known.add(compared(given, part));
      if (given === undefined || situation.names.has(name)) unsettled = true;
      if (/^(fact|applicant|member)\//.test(part.answer)) names.push(name);
    });
    if (known.size > 1) return { verdict: "differs", names, slots };
    return parts > 1 && unsettled ? { verdict: "possible", names, slots } : null;
  }

  function scopeOf(situation) {
    if (!("scope" in situation.tables.outputs)) return { state: "in", line: null, lines: [], inScope: true };
    const found = situation.reachable("scope", null).map((claims) => (
      Math.min(...[...claims].map((claim) => Number(claim.slice(4))), Infinity)));
    const lines = [...new Set(found)].sort((a, b) => a - b);
    const inScope = !lines.length || lines.includes(Infinity);
    if (!lines.length || (lines.length === 1 && lines[0] === Infinity)) return { state: "in", line: null, lines: [], inScope };
    const out = lines.filter((line) => line !== Infinity);
    const ends = new Set(out.map((line) => JSON.stringify(situation.tables.scope[line])));
    if (inScope || ends.size > 1) return { state: "unknown", line: null, lines: out, inScope };
    return { state: "out", line: out[0], lines: out, inScope };
  }

  function once(situation, told) {
    const { tables } = situation;
    const scope = scopeOf(situation);
    const standings = [];
    const lines = [];
    if (scope.inScope) {
      tables.requirements.forEach((requirement) => situation.subjects(requirement.list)
        .forEach((subject) => standings.push(stand(situation, requirement, subject))));
      tables.lines.forEach((line) => situation.subjects(line.list).forEach((subject) => {
        const found = lineOf(situation, standings, line, subject);
        if (found !== null) lines.push(found);
      }));
    }
    const met = tables.never.map((_, i) => i).filter((i) => {
      const reachable = situation.reachable(`never/${i}`, null);
      return told.has(i) || (reachable.length && reachable.every((claims) => claims.size));
    });
    return { situation, scope, standings, lines, met };
  }

  /* Judged until nothing more is opened; `possible` = also for differences that have not come about. */
  function atRest(tables, answers, possible, opened) {
    let situation = new Situation(tables, answers, new Set(opened), new Set());
    let told = new Set();
    for (;;) {
      const found = once(situation, told);
      const names = new Set(situation.names);
      const slots = new Set(situation.slots);
      found.standings.forEach((standing) => handedIn(situation, standing).forEach((key) => slots.add(key)));
      found.lines.filter((line) => possible || line.verdict === "differs").forEach((line) => {
        line.names.forEach((name) => names.add(name));
        line.slots.forEach((key) => slots.add(key));
      });
      found.met.forEach((i) => {
        tables.never[i].names.forEach((name) => names.add(name));
        tables.never[i].slots.forEach((slot) => {
          if (found.standings.some((one) => ever(one, `ask/${slot}`))) slots.add(situation.key(slot, null));
        });
      });
      const settled = names.size === situation.names.size && slots.size === situation.slots.size
        && found.met.every((i) => told.has(i));
      if (settled) return found;
      told = new Set(found.met);
      situation = new Situation(tables, answers, names, slots);
    }
  }

  function stateOf(standing) {
    const { requirement, reachable, open } = standing;
    const part = (among, word, slot) => {
      const holding = among.filter((claims) => claims.has(`${word}/${slot}`)).length;
      return holding === 0 ? "never" : holding === among.length ? "always" : "sometimes";
    };
    const arms = {};
    const taken = {};
    requirement.slots.forEach((slot) => {
      const asked = open.filter((claims) => claims.has(`ask/${slot}`) || claims.has(`show/${slot}`)).length;
      arms[slot] = asked === 0 ? "never" : asked === open.length ? "always" : "sometimes";
      TAKEN.forEach((word) => {
        const found = part(reachable, word, slot);
        if (found !== "never") taken[slot] = [word, found];
      });
    });
    const covering = reachable.filter((c) => c.has(`covered/${requirement.id}`) && has(c, "ask", requirement.slots)).length;
    const isLater = requirement.later && standing.verdict === "absent" && !standing.isDue && requirement.slots.some((slot) => (
      reachable.some((claims) => claims.has(`later/${requirement.id}`) && claims.has(`ask/${slot}`))));
    return {
      id: requirement.id,
      subject: standing.subject,
      verdict: standing.isDue ? "finding" : standing.verdict,
      arms,
      taken,
      covered: covering === 0 ? "never" : covering === reachable.length ? "always" : "sometimes",
      later: isLater,
    };
  }

  return function judged(tables, answers) {
    let opened = [];
    let found = atRest(tables, answers, true, opened);
    // answers that leave no situation although no line alone is met: any of those that such lines name may be wrong
    const isEmpty = found.scope.inScope && found.standings.some((standing) => !standing.reachable.length);
    if (isEmpty) {
      opened = tables.never.flatMap((line) => line.names);
      found = atRest(tables, answers, true, opened);
    }
    const depending = found.standings.filter((standing) => standing.verdict === "conditional");
    if (depending.length && found.lines.some((line) => line.verdict === "possible")) {
      const now = atRest(tables, answers, false, opened).standings;
      depending.forEach((standing) => {
        const same = now.find((one) => one.requirement === standing.requirement && one.subject === standing.subject);
        standing.isDue = same !== undefined && same.verdict === "finding";
      });
    }
    const { situation } = found;
    const elements = {};
    Object.entries(tables.elements).forEach(([name, last]) => {
      elements[name] = [...new Set(situation.reachable(`element/${name}`, null).map((claims) => (
        Math.min(...[...claims].map((claim) => Number(claim.slice(claim.lastIndexOf("/") + 1))), last))))];
    });
    const depends = {};
    found.standings.filter((standing) => standing.verdict === "conditional" && !standing.isDue).forEach((standing) => {
      const id = standing.requirement.id;
      const names = situation.support(`requirement/${id}`, standing.subject, (claims) => isOpen(standing.requirement, claims));
      depends[id] = [...new Set([...(depends[id] || []), ...names])];
    });
    return {
      scope: found.scope.state,
      out: found.scope.line,
      maybeOut: found.scope.lines,
      scopeDepends: found.scope.state === "unknown"
        ? situation.support("scope", null, (claims) => Math.min(...[...claims].map((c) => Number(c.slice(4))), Infinity)) : [],
      met: found.met,
      isEmpty,
      materials: found.standings.map(stateOf),
      depends,
      elements,
      truth: (expression, subject) => new Situation(tables, answers, new Set(), new Set()).truth(expression, subject),
      value: (name, subject) => new Situation(tables, answers, new Set(), new Set()).value(name, subject),
    };
  };
})(typeof require === "undefined" ? Situation : require("./situation.js").Situation);

if (typeof module !== "undefined") module.exports = { judge };
