"use strict";
/* Answers as the tables see them: a value for every variable or none, conditions in three values, and the walk of a diagram in
   which an open variable takes all its branches. `undefined` is an open answer, whole numbers are BigInt. Nobody answers "none"
   here: only papers and particulars that this page does not ask for can bear none, and those are open.

     tables, answers, what was opened on the way  ->  the claims of every situation that is left                      */

const Situation = (() => {
  const SAME = (a, b) => typeof a === typeof b && a === b;
  const ORDER = {
    "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b,
  };

  function test(op, value, wanted) {
    if (op === "==") return SAME(value, wanted);
    if (op === "!=") return !SAME(value, wanted);
    return typeof value === "bigint" && typeof wanted === "bigint" && ORDER[op](value, wanted);
  }

  const revived = (value) => (value !== null && typeof value === "object" ? BigInt(value.n) : value);

  function cellOf(domain, value) {
    if (domain.starts) {
      let cell = 0;
      domain.starts.forEach((start, i) => { if (BigInt(start) <= value) cell = i; });
      return cell;
    }
    const found = domain.values.findIndex((known) => SAME(typeof known === "number" ? BigInt(known) : known, value));
    return found < 0 ? domain.values.length : found;
  }

  /* Everything that is settled, and what was opened on the way. A subject is "list:key", null for the whole matter. */
  return class Situation {
    constructor(tables, answers, names, slots) {
      Object.assign(this, { tables, answers, names, slots });
    }

    subjects(list) {
      if (list === null) return [null];
      const members = this.answers.members[list];
      const known = Object.keys(members || {}).map((key) => `${list}:${key}`);
      return members === undefined || this.names.has(`fact/${list}`) ? [...known, `${list}:*`] : known;
    }

    key(slot, subject) {
      return JSON.stringify([slot, this.tables.slots[slot].list === null ? null : subject]);
    }

    value(name, subject) {
      const cut = name.indexOf("/");
      const sort = cut < 0 ? name : name.slice(0, cut);
      const rest = name.slice(cut + 1);
      switch (sort) {
        case "fact": {
          const [fact, member] = rest.split("#");
          const answer = this.names.has(`fact/${fact}`) ? undefined : this.answers.facts[fact];
          return answer === undefined || member === undefined ? answer : answer.has(member);
        }
        case "applicant":
          return this.names.has(name) ? undefined : this.answers.applicant[rest];
        case "member": {
          const [of, member] = rest.split("#");
          const [list, fact] = of.split(".");
          if (subject === null || this.names.has(`member/${of}[${subject}]`)) return undefined;
          const answers = (this.answers.members[list] || {})[subject.slice(list.length + 1)] || {};
          const answer = answers[fact];
          return answer === undefined || member === undefined ? answer : answer.has(member);
        }
        case "provided":
          return this.slots.has(this.key(rest, subject)) ? undefined : false;
        case "relation":
          return this.relation(this.tables.relations[name], subject);
        case "atom":
          return this.statement(this.tables.atoms[name]);
        case "received_on":
          return BigInt(this.tables.day);
        case "by_agent":
          return this.answers.by_agent;
        default:
          return undefined; // a field of a paper that is still to come
      }
    }

    relation(about, subject) {
      const [one, other] = [about.left, about.right].map(([name, factor]) => {
        const value = this.value(name, subject);
        return typeof value === "bigint" ? value * BigInt(factor) : value;
      });
      if (one === undefined || other === undefined) return undefined;
      if (about.ordered) return one > other ? 1n : one < other ? -1n : 0n;
      return one === other ? 0n : 1n;
    }

    statement(about) {
      const members = this.answers.members[about.list];
      if (members === undefined || this.names.has(`fact/${about.list}`)) return undefined;
      const truths = Object.keys(members).map((key) => this.truth(about.inner, `${about.list}:${key}`));
      const sure = truths.filter((truth) => truth === true).length;
      const possible = truths.length - truths.filter((truth) => truth === false).length;
      const answers = new Set();
      for (let n = sure; n <= possible; n += 1) {
        if (about.kind === "any") answers.add(n > 0);
        else if (about.kind === "all") answers.add(n === truths.length);
        else answers.add(test(about.op, BigInt(n), BigInt(about.number)));
      }
      return answers.size === 1 ? [...answers][0] : undefined;
    }

    /* A condition in three values; undefined is open. */
    truth(expression, subject) {
      if (expression === null) return true;
      const [word, ...rest] = expression;
      switch (word) {
        case "and":
        case "or": {
          const truths = rest.map((part) => this.truth(part, subject));
          const decisive = word === "or";
          return truths.includes(decisive) ? decisive : truths.includes(undefined) ? undefined : !decisive;
        }
        case "not": {
          const truth = this.truth(rest[0], subject);
          return truth === undefined ? undefined : !truth;
        }
        case "always":
          return rest[0];
        case "related": {
          const value = this.value(rest[0], subject);
          return value === undefined ? undefined : test(rest[1], rest[2] ? -value : value, 0n);
        }
        default: {
          const value = this.value(rest[0], subject);
          if (value === undefined) return undefined;
          if (word === "none") return rest[1];
          if (word === "in") return rest[1].some((one) => SAME(revived(one), value)) !== rest[2];
          return test(rest[1], value, revived(rest[2]));
        }
      }
    }

    /* The cells in which each variable can lie; null where nothing is known of it. */
    cells(output, subject) {
      return output.variables.map(([name, domain]) => {
        const value = this.value(name, subject);
        if (value !== undefined) return [cellOf(domain, value)];
        const left = name.startsWith("relation/") ? this.halfKnown(this.tables.relations[name], subject) : null;
        return left === null ? null : left.map((one) => cellOf(domain, one));
      });
    }

    /* What a comparison can come to of which one side is answered and the other lies between bounds; null: anything. */
    halfKnown(about, subject) {
      const [one, other] = [about.left, about.right].map(([name, factor, bounds]) => {
        const value = this.value(name, subject);
        if (typeof value === "bigint") return [value * BigInt(factor), value * BigInt(factor)];
        return value === undefined && bounds !== null ? bounds.map((bound) => BigInt(bound) * BigInt(factor)) : null;
      });
      if (!about.ordered || one === null || other === null) return null;
      const found = [];
      if (one[0] < other[1]) found.push(-1n);
      if (one[0] <= other[1] && other[0] <= one[1]) found.push(0n);
      if (one[1] > other[0]) found.push(1n);
      return found;
    }

    /* The claims of every situation that agrees with the answers. */
    reachable(id, subject) {
      const output = this.tables.outputs[id];
      const cells = this.cells(output, subject);
      const seen = new Set();
      const found = [];
      const waiting = [output.root];
      while (waiting.length) {
        const node = waiting.pop();
        if (seen.has(node)) continue;
        seen.add(node);
        if (node < output.terminals.length) {
          if (output.terminals[node] !== null) found.push(new Set(output.terminals[node]));
          continue;
        }
        const [variable, children] = output.nodes[node - output.terminals.length];
        waiting.push(...(cells[variable] === null ? children : cells[variable].map((cell) => children[cell])));
      }
      return found;
    }

    /* The open variables that settle what *judged* makes of the claims, in the order of the diagram. */
    support(id, subject, judged) {
      const output = this.tables.outputs[id];
      const cells = this.cells(output, subject);
      const known = new Map();
      const parts = new Map();
      const walk = (node) => {
        if (!known.has(node)) known.set(node, visit(node));
        return known.get(node);
      };
      const visit = (node) => {
        if (node < output.terminals.length) {
          const claims = output.terminals[node];
          return claims === null ? null : `=${judged(new Set(claims))}`;
        }
        const [variable, children] = output.nodes[node - output.terminals.length];
        const below = children.map((child, i) => (cells[variable] === null || cells[variable].includes(i) ? walk(child) : null));
        const possible = [...new Set(below.filter((child) => child !== null))];
        if (possible.length < 2) return possible.length ? possible[0] : null;
        const name = `${variable}(${below.join(",")})`;
        if (!parts.has(name)) parts.set(name, { id: `#${parts.size}`, variable, below });
        return parts.get(name).id;
      };
      const byId = new Map();
      const root = walk(output.root);
      parts.forEach((part) => byId.set(part.id, part));
      const found = new Set();
      const waiting = [root];
      const seen = new Set();
      while (waiting.length) {
        const part = byId.get(waiting.pop());
        if (part === undefined || seen.has(part.id)) continue;
        seen.add(part.id);
        found.add(part.variable);
        waiting.push(...part.below);
      }
      return [...found].sort((a, b) => a - b).map((variable) => output.variables[variable][0]);
    }
  };
})();

if (typeof module !== "undefined") module.exports = { Situation };
