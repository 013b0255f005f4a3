"use strict";
/* The index: only the items whose name, department or code holds what is typed. */

(() => {
  const input = document.getElementById("filter");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  document.documentElement.classList.add("js");
  input.addEventListener("input", () => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    document.querySelectorAll(".department").forEach((department) => {
      const called = plain(department.querySelector("h2").textContent);
      const rows = [...department.querySelectorAll("tbody tr")];
      rows.forEach((row) => {
        const text = `${called} ${plain(row.textContent)} ${row.querySelector("a").getAttribute("href")}`;
        row.hidden = !wanted.every((word) => text.includes(word));
      });
      department.hidden = rows.every((row) => row.hidden);
    });
  });
})();
