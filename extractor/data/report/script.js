"use strict";
// The page is complete without this script; it sorts tables and shows what a fact says beside the fact.

document.documentElement.classList.add("scripted");

function sortKey(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
}

function compare(a, b) {
  const x = Number(a), y = Number(b);
  const numeric = [a !== "" && !Number.isNaN(x), b !== "" && !Number.isNaN(y)];
  if (numeric[0] && numeric[1]) return x - y;
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  return a.localeCompare(b, "zh");
}

function sortBy(table, column) {
  const heads = [...table.tHead.rows[0].cells];
  const ascending = heads[column].getAttribute("aria-sort") !== "ascending";
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const rows = [...table.tBodies[0].rows].map((row, place) => ({ row, place, key: sortKey(row, column) }));
  rows.sort((a, b) => (ascending ? 1 : -1) * compare(a.key, b.key) || a.place - b.place);
  table.tBodies[0].append(...rows.map((item) => item.row));
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sortBy(table, column));
    head.replaceChildren(button);
  });
}

const tip = document.createElement("div");
tip.id = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true"); // the table's row, which describes the link, says the same
document.body.append(tip);

function showTip(fact) {
  tip.textContent = fact.dataset.tip;
  tip.hidden = false;
  const place = fact.getClientRects()[0], box = tip.getBoundingClientRect(), gap = 6;
  const below = place.bottom + gap + box.height <= innerHeight;
  tip.style.left = `${Math.max(gap, Math.min(place.left, innerWidth - box.width - gap))}px`;
  tip.style.top = `${below ? place.bottom + gap : Math.max(gap, place.top - box.height - gap)}px`;
}

function hideTip() {
  tip.hidden = true;
}

for (const name of ["mouseover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const fact = event.target.closest?.(".fact");
    if (fact) showTip(fact);
  });
}
for (const name of ["mouseout", "focusout"]) document.addEventListener(name, hideTip);
// To focus a fact that is out of sight scrolls to it; the tip goes along.
document.addEventListener("scroll", () => {
  const focused = document.activeElement;
  if (!tip.hidden && focused.matches(".fact")) showTip(focused);
  else hideTip();
}, true);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
