"use strict";
/* The page: reads the answers from the form, lets them be judged, and puts every material where it belongs.

     form  ->  answers;  what is judged  ->  the page                                                                */

(() => {
  const tables = JSON.parse(document.getElementById("tables").textContent);
  const form = document.getElementById("answers");
  const at = (id) => document.getElementById(id);
  const filled = (key, values) => tables.words[key]
    .map((words) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]));
  const english = (words) => {
    const span = document.createElement("span");
    span.className = "en";
    span.lang = "en";
    span.textContent = ` ${words}`;
    return span;
  };
  const said = (key, values = {}) => {
    const [chinese, beside] = filled(key, values);
    return [document.createTextNode(chinese), english(beside)];
  };
  const paragraph = (nodes, name = "") => {
    const found = document.createElement("p");
    found.className = name;
    found.append(...nodes);
    return found;
  };

  document.documentElement.classList.add("js");

  /* One answer out of the controls of a question: undefined = open. What cannot stand is said beside it and is open. */
  const DAY_BEFORE_1970 = 719163n;

  function numberOf(text, fact) {
    const plain = text.normalize("NFKC").replace(/[,\s]/g, "").replace("。", ".");
    const found = /^(-?)(\d{1,18})(?:\.(\d*))?$/.exec(plain);
    if (found === null) return { fault: ["bad_number", {}] };
    const behind = (found[3] || "").replace(/0+$/, "");
    if (behind.length > fact.decimals) return { fault: ["bad_decimals", {}] };
    const whole = BigInt(found[1] + found[2] + behind.padEnd(fact.decimals, "0"));
    if ((fact.minimum !== null && whole < BigInt(fact.minimum)) || (fact.maximum !== null && whole > BigInt(fact.maximum))) {
      return { fault: ["bad_bounds", {}] };
    }
    return { value: whole };
  }

  function dayOf(text) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (found === null) return { fault: ["bad_date", {}] };
    const [year, month, day] = found.slice(1).map(Number);
    const time = new Date(Date.UTC(year, month - 1, day));
    if (year < 1900 || year > 9998 || time.getUTCMonth() !== month - 1) return { fault: ["bad_date", {}] };
    return { value: BigInt(time.getTime() / 86400000) + DAY_BEFORE_1970 };
  }

  function answerOf(name, fact) {
    const controls = [...form.elements].filter((control) => control.name === name);
    const alert = at(`a-${name}`);
    if (alert !== null) alert.textContent = "";
    let found = {};
    if (fact.type === "some_of") {
      const chosen = controls.filter((control) => control.checked);
      const members = chosen.filter((control) => control.value !== "").map((control) => control.value);
      if (members.length >= Math.max(1, fact.at_least)) found = { value: new Set(members) };
      else if (chosen.length > members.length) found = { value: new Set() };
      else if (members.length) found = { fault: ["bad_few", { count: fact.at_least }] };
    } else if (fact.type === "boolean" || fact.type === "one_of") {
      const chosen = controls.find((control) => control.checked && control.value !== "");
      if (chosen !== undefined) found = { value: fact.type === "boolean" ? chosen.value === "true" : chosen.value };
    } else if (controls.length && controls[0].value.trim() !== "") {
      const text = controls[0].value.trim();
      if (fact.type === "number") found = numberOf(text, fact);
      else found = fact.type === "date" ? dayOf(text) : { value: text };
    } else if (controls.length && controls[0].validity.badInput) {
      found = { fault: ["bad_date", {}] };
    }
    if (found.fault !== undefined && alert !== null) alert.replaceChildren(...said(...found.fault));
    return found.value;
  }

  /* The members of a list are made from the template of its question. */
  function membersOf(question) {
    return [...question.querySelector(":scope > .members").children];
  }

  function addMember(question) {
    const template = question.querySelector(":scope > template");
    const number = String(Number(question.dataset.made || "0") + 1);
    question.dataset.made = number;
    const member = template.content.firstElementChild.cloneNode(true);
    member.dataset.key = number;
    member.querySelectorAll("*").forEach((node) => {
      [...node.attributes].filter((one) => one.value.includes("%")).forEach((one) => {
        node.setAttribute(one.name, one.value.replaceAll("%", number));
      });
    });
    question.querySelector(":scope > .members").append(member);
    renumber(question);
    return member;
  }

  function renumber(question) {
    const called = (i) => filled("list.member", { name: question.dataset.name, number: i + 1 })[0];
    const least = Math.max(1, tables.lists[question.dataset.list].at_least);
    membersOf(question).forEach((member, i, all) => {
      member.querySelector("h4").textContent = called(i);
      const remove = member.querySelector(".remove");
      remove.textContent = remove.textContent.replace(/%|\d+$/, i + 1);
      remove.hidden = all.length <= least;
    });
  }

  function listOf(question) {
    const name = question.dataset.list;
    const chosen = [...form.elements].find((one) => one.name === `list-${name}` && one.checked);
    const wants = chosen === undefined ? "" : chosen.value;
    const least = Math.max(1, tables.lists[name].at_least);
    if (wants === "some") while (membersOf(question).length < least) addMember(question);
    question.querySelector(":scope > .members").hidden = wants !== "some";
    question.querySelector(":scope > .add").hidden = wants !== "some";
    if (wants === "") return undefined;
    const members = {};
    if (wants === "some") {
      membersOf(question).forEach((member) => {
        const answers = {};
        Object.entries(tables.lists[name].facts).forEach(([key, fact]) => {
          answers[key] = answerOf(`list-${name}-${member.dataset.key}-${key}`, fact);
        });
        members[member.dataset.key] = answers;
      });
    }
    return members;
  }

  const questionOf = (name) => (name in tables.lists ? at(`q-list-${name}`) : at(`q-fact-${name}`));

  function read() {
    const answers = { facts: {}, members: {}, applicant: {}, by_agent: undefined };
    if (form === null) return answers;
    Object.entries(tables.facts).forEach(([name, fact]) => {
      if (at(`q-fact-${name}`) !== null && !fact.office) answers.facts[name] = answerOf(`fact-${name}`, fact);
    });
    Object.keys(tables.lists).forEach((name) => {
      const question = at(`q-list-${name}`);
      if (question !== null) answers.members[name] = listOf(question);
    });
    if (at("q-kind") !== null) answers.applicant.kind = answerOf("kind", { type: "one_of" });
    if (at("q-by_agent") !== null) answers.by_agent = answerOf("by_agent", { type: "boolean" });
    return answers;
  }

  /* A question whose `given` does not hold is hidden, and so is one of which that is not known while another can tell. */
  function isAsked(expression, found, answers) {
    const truth = found.truth(expression, null);
    return truth === undefined ? !open(expression, answers, found).size : truth;
  }

  function open(expression, answers, found) {
    const names = new Set();
    const walk = (part) => {
      if (!Array.isArray(part)) return;
      const name = typeof part[1] === "string" ? part[1] : "";
      if (name.includes("/") || name === "by_agent") {
        const isOpen = found.value(name, null) === undefined;
        (tables.labels[name] || [["", idOf(name)]]).forEach(([, id]) => {
          if (isOpen && id && at(id) !== null && at(id).matches("fieldset") && !at(id).hidden) names.add(id);
        });
      }
      part.slice(1).forEach(walk);
    };
    walk(expression);
    return names;
  }

  const idOf = (name) => (name.startsWith("fact/") ? `q-fact-${name.slice(5).split("#")[0]}` : "");

  function withoutHidden(answers) {
    // hiding one question may hide the next: as many times as there are questions is enough
    for (let i = 0; i <= Object.keys(tables.given).length; i += 1) {
      const found = judge(tables, answers);
      let changed = false;
      Object.entries(tables.given).forEach(([name, expression]) => {
        const question = questionOf(name);
        if (question === null || !question.matches("fieldset")) return;
        const hidden = !isAsked(expression, found, answers);
        if (question.hidden !== hidden) { question.hidden = hidden; changed = true; }
        const into = name in tables.lists ? answers.members : answers.facts;
        if (hidden && into[name] !== undefined) { into[name] = undefined; changed = true; }
      });
      if (!changed) return found;
    }
    return judge(tables, answers);
  }

  function mark() {
    form.querySelectorAll(".options label").forEach((label) => {
      label.classList.toggle("chosen", label.querySelector("input").checked);
    });
    form.querySelectorAll(".question").forEach((question) => {
      const isAnswered = [...question.querySelectorAll("input")].some((input) => (
        input.type === "radio" || input.type === "checkbox" ? input.checked && !input.parentNode.classList.contains("open")
          : input.value !== ""));
      question.classList.toggle("unanswered", !isAnswered);
    });
  }

  const PLACES = ["finding", "conditional", "later", "absent"];

  function placeOf(states) {
    if (states.some((one) => one.verdict === "finding")) return "finding";
    if (states.some((one) => one.verdict === "conditional")) return "conditional";
    return states.some((one) => one.later) ? "later" : "absent";
  }

  function whom(subject) {
    const [list, key] = [subject.slice(0, subject.indexOf(":")), subject.slice(subject.indexOf(":") + 1)];
    const question = at(`q-list-${list}`);
    const place = question === null ? -1 : membersOf(question).findIndex((member) => member.dataset.key === key);
    return place < 0 ? "" : filled("list.member", { name: question.dataset.name, number: place + 1 })[0];
  }

  function links(names) {
    const seen = new Map();
    names.flatMap((name) => tables.labels[name] || []).forEach(([label, id]) => seen.set(label, id));
    const nodes = [];
    seen.forEach((id, label) => {
      if (nodes.length) nodes.push(document.createTextNode("；"));
      const target = id ? at(id) : null;
      const node = document.createElement(target === null || target.hidden ? "span" : "a");
      if (node.tagName === "A") node.href = `#${id}`;
      node.textContent = label;
      nodes.push(node);
    });
    return nodes;
  }

  function tellState(card, states, found) {
    const line = card.querySelector(".state");
    const nodes = [];
    const members = (verdict) => states.filter((one) => one.verdict === verdict && one.subject !== null)
      .map((one) => whom(one.subject)).filter(Boolean);
    const add = (more) => nodes.push(...(nodes.length ? [document.createTextNode("　")] : []), ...more);
    if (members("finding").length) add(said("needed_for", { whom: members("finding").join("、") }));
    if (members("conditional").length) add(said("perhaps_for", { whom: members("conditional").join("、") }));
    const names = found.depends[card.dataset.requirement] || [];
    if (states.some((one) => one.verdict === "conditional") && names.length) {
      const lead = said("depends");
      add([lead[0], ...links(names)]);
    }
    line.replaceChildren(...nodes);
    line.hidden = !nodes.length;
    card.querySelectorAll(".arm").forEach((arm) => {
      const slot = arm.dataset.slot;
      const isOut = states.every((one) => one.verdict !== "absent" && one.arms[slot] === "never" && !(slot in one.taken));
      arm.closest("li").classList.toggle("ruled-out", isOut);
    });
  }

  function show(found) {
    const told = [];
    const isOut = found.scope === "out";
    const counts = {};
    PLACES.forEach((place) => { counts[place] = 0; });
    const cards = [...document.querySelectorAll(".material")];
    const order = new Map(tables.requirements.map((one, i) => [one.id, i]));
    cards.sort((a, b) => order.get(a.dataset.requirement) - order.get(b.dataset.requirement)).forEach((card) => {
      const states = found.materials.filter((one) => one.id === card.dataset.requirement);
      const place = isOut ? "absent" : placeOf(states);
      counts[place] += 1;
      tellState(card, isOut ? [] : states, found);
      const list = at(`group-${place}`).querySelector(".cards");
      if (card.parentNode !== list || list.lastElementChild !== card) list.append(card);
    });
    PLACES.forEach((place) => {
      at(`group-${place}`).hidden = counts[place] === 0;
      at(`group-${place}`).querySelector(".count").textContent = counts[place] ? `（${counts[place]}）` : "";
    });
    found.met.forEach((i) => {
      told.push(paragraph([...said("contradiction"), document.createTextNode(tables.none.never[i])], "loud"));
    });
    if (found.isEmpty && !found.met.length) told.push(paragraph(said("empty"), "loud"));
    if (isOut) told.push(paragraph([...said("out"), document.createTextNode(tables.none.scope[found.out])], "loud"));
    if (found.scope === "unknown") told.push(paragraph([...said("maybe_out"), ...links(found.scopeDepends)]));
    told.push(paragraph(said("summary", counts)));
    told[told.length - 1].id = "summary";
    at("told").replaceChildren(...told);
    document.querySelectorAll(".ways_out > li").forEach((line, i) => {
      line.classList.toggle("ruled-out", found.scope === "in" && !found.maybeOut.includes(i));
    });
    document.querySelectorAll(".case").forEach((one) => {
      const cases = found.elements[one.dataset.element];
      one.classList.toggle("ruled-out", cases !== undefined && cases.length > 0 && !cases.includes(Number(one.dataset.case)));
    });
  }

  function update() {
    const found = withoutHidden(read());
    if (form !== null) mark();
    show(found);
    window.judged = found; // for whoever looks from outside, such as a test
  }

  if (form !== null) {
    form.addEventListener("input", (event) => {
      const input = event.target;
      if (input.type === "checkbox" && input.checked) {
        // "none of these" and the members exclude each other
        const isNone = input.value === "";
        [...form.elements].filter((one) => one.name === input.name && (one.value === "") !== isNone)
          .forEach((one) => { one.checked = false; });
      }
      update();
    });
    form.addEventListener("click", (event) => {
      const { classList } = event.target;
      if (classList.contains("add")) {
        const member = addMember(event.target.closest("[data-list]"));
        update();
        const first = member.querySelector("input");
        if (first !== null) first.focus();
      } else if (classList.contains("remove")) {
        const question = event.target.closest("[data-list]");
        event.target.closest(".member").remove();
        renumber(question);
        update();
        question.querySelector(":scope > .add").focus();
      }
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => {
      form.querySelectorAll(".members").forEach((members) => members.replaceChildren());
      update();
    }));
    at("print").addEventListener("click", () => window.print());
  }
  update();
})();
