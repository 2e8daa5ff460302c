const [body] = document.querySelectorAll("tbody"), [word] = document.querySelectorAll("input");
const rows = [...body.rows], heads = [...document.querySelectorAll("th")];
const given = new Map(rows.map((row, at) => [row, at]));

/** What a cell is sorted by: its number, the share of numbers that were verified, or its words. */
function worth(cell) {
  const text = cell.textContent, [part, whole] = text.split("/").map(Number);
  if (/^\d+\/\d+$/.test(text)) return part / whole;
  return /^\d+$/.test(text) ? Number(text) : cell.matches(".errors, .warnings, .numbers, .year") ? -1 : text;
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), document.documentElement.lang);
}

/** Counts go from the most to the fewest at first, words from the first to the last; then the other way round. */
function sort(head) {
  const column = heads.indexOf(head), down = head.getAttribute("aria-sort") === "descending";
  const first = head.matches(".errors, .warnings") ? "descending" : "ascending";
  const order = head.hasAttribute("aria-sort") ? (down ? "ascending" : "descending") : first;
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  rows.sort((a, b) => sign * compare(worth(a.cells[column]), worth(b.cells[column])) || given.get(a) - given.get(b));
  body.append(...rows);
}

for (const head of heads) head.querySelector("button").addEventListener("click", () => sort(head));
word.addEventListener("input", () => {
  const wanted = word.value.trim().toLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
