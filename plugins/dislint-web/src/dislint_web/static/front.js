/* The front page: takes files, follows how they are read, shows the table of reports. */
const words = JSON.parse(document.body.dataset.words), [read, unread] = ["read", "unread"].map((key) => document.body.dataset[key].split(","));
const at = (id) => document.getElementById(id);
const [body] = at("reports").tBodies, heads = [...document.querySelectorAll("th[data-key]")];
const AT_ONCE = 3, SOON = 600, LATER = 8000;
const rows = new Map(); // By number: what the server told last, and its line of the table.
const sending = { done: 0, count: 0 };
let version = 0, order = { key: "", sign: 1 }, timer = 0, counts = { done: 0, count: 0 };

const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

function make(tag, text = "", properties = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  element.textContent = text;
  return element;
}

function note(text) {
  const there = [...at("notes").children].some((item) => item.textContent === text);
  if (!there) at("notes").append(make("p", text));
}

/* Taking files. */

/** The files below what was dropped, each with the names of its folders; those of folders only where they are read. */
async function* dropped(items) {
  for (const entry of items) {
    if (entry.isFile) yield { file: await new Promise((done, fail) => entry.file(done, fail)), name: entry.fullPath.slice(1) };
    else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!some.length) break;
        yield* dropped(some);
      }
    }
  }
}

const ending = (name) => (/\.[^./]*$/.exec(name.toLowerCase()) ?? [""])[0];

/** Whether a file of a folder is sent: it is of a format that is read, and no lock file or hidden one. */
function isWanted(name, passed) {
  const last = name.split("/").pop(), kind = ending(last);
  if (last.startsWith(".") || last.startsWith("~$")) return false;
  if (unread.includes(kind)) passed.set(kind, (passed.get(kind) ?? 0) + 1);
  return read.includes(kind);
}

async function take(found) {
  const passed = new Map(), waiting = [];
  for await (const { file, name } of found) if (!name.includes("/") || isWanted(name, passed)) waiting.push({ file, name });
  sending.count += waiting.length;
  tell();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await send(next);
      sending.done++;
      tell();
    }
  }));
  if (passed.size) {
    const count = [...passed.values()].reduce((a, b) => a + b), kinds = [...passed].map(([kind, n]) => `${kind} ${n}`).join(", ");
    note(say("passed", { count, kinds }));
  }
  if (sending.done === sending.count) sending.done = sending.count = 0;
  ask();
}

async function send({ file, name }) {
  try {
    const answer = await fetch(`reports?name=${encodeURIComponent(name.toWellFormed?.() ?? name)}`, { method: "POST", body: file });
    const told = await answer.json();
    if (!answer.ok) note(`${name}: ${told.error}`);
    else if (sending.done % 10 === 0) ask();
  } catch {
    note(`${name}: ${say("gone")}`);
  }
}

const given = (list) => [...list].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
for (const id of ["files", "folder"]) at(id).addEventListener("change", (event) => { take(given(event.target.files)); event.target.value = ""; });
addEventListener("dragover", (event) => { event.preventDefault(); at("drop").classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) at("drop").classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  at("drop").classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  take(entries.length ? dropped(entries) : given(event.dataTransfer.files));
});

/* What the server tells. */

async function ask() {
  clearTimeout(timer);
  timer = -1;
  try {
    const told = await (await fetch(`reports?since=${version}`)).json();
    version = told.version;
    counts = told;
    for (const number of told.removed) { rows.get(number)?.line.remove(); rows.delete(number); }
    for (const report of told.reports) show(report);
    if (told.reports.length || told.removed.length) arrange();
    document.body.classList.remove("gone");
  } catch {
    if (!document.body.classList.contains("gone")) note(say("gone"));
    document.body.classList.add("gone");
  }
  tell();
  timer = setTimeout(ask, counts.done < counts.count || sending.count ? SOON : LATER);
}

function tell() {
  const { done, count } = counts, [bar] = at("state").children;
  const taking = sending.count ? say("uploading", sending) : "";
  const read = count ? (done < count ? say("progress", { done, count }) : say("done", { count })) : "";
  at("told").textContent = [taking, read].filter(Boolean).join(" · ");
  at("state").hidden = !sending.count && done === count;
  bar.max = Math.max(count + sending.count - sending.done, 1);
  bar.value = done;
}

const stateOf = ({ state, trouble, cells, accepted }) =>
  trouble || (cells ? cells.unread || (accepted ? say("accepting", { count: accepted }) : "") : say(state));

/** Makes or renews the line of a report. */
function show(report) {
  const known = rows.get(report.number), line = make("tr"), name = report.name;
  const box = make("input", "", { type: "checkbox", value: report.number, checked: known?.line.querySelector("input").checked ?? false });
  box.setAttribute("aria-label", `${words.choose} ${name}`);
  const first = make("td", "", { className: "choose" });
  first.append(box);
  line.append(first);
  for (const { dataset: { key }, textContent: head } of heads) {
    const text = key === "unread" ? stateOf(report) : report.cells?.[key] ?? (key === "path" ? name : "");
    const cell = make("td", text, { className: key });
    cell.dataset.head = head;
    if (text === "0") cell.classList.add("zero");
    line.append(cell);
  }
  if (report.cells) {
    const [cell] = [".entity", ".path"].map((kind) => line.querySelector(kind)).filter((cell) => cell.textContent);
    const link = make("a", cell.textContent, { href: `reports/${report.number}/` });
    cell.replaceChildren(link);
  }
  line.className = report.state;
  const remove = make("button", "×", { type: "button", title: words.remove });
  remove.setAttribute("aria-label", `${words.remove} ${name}`);
  remove.addEventListener("click", async () => {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    await fetch(`reports/${report.number}`, { method: "DELETE" });
    await ask();
    (next?.querySelector(".remove button") ?? at("files")).focus();
  });
  const last = make("td", "", { className: "remove" });
  last.append(remove);
  line.append(last);
  if (known) known.line.replaceWith(line);
  rows.set(report.number, { report, line });
}

/* The table. */

const isIn = {
  all: () => true,
  wrong: ({ cells, worth }) => Boolean(cells) && worth.errors + worth.warnings > 0,
  clean: ({ cells, worth }) => Boolean(cells) && !cells.unread && worth.errors + worth.warnings === 0,
  unread: ({ cells, trouble }) => Boolean(trouble || cells?.unread),
};

function arrange() {
  const wanted = at("word").value.trim().toLowerCase(), fits = isIn[at("which").value];
  const sorted = [...rows.values()].sort((a, b) => order.sign * compare(worth(a.report), worth(b.report)) || a.report.number - b.report.number);
  let shown = 0;
  for (const { report, line } of sorted) {
    line.hidden = !fits(report) || !line.textContent.toLowerCase().includes(wanted);
    shown += !line.hidden;
  }
  const lines = sorted.map(({ line }) => line);
  if (lines.some((line, n) => body.rows[n] !== line)) body.append(...lines);
  at("shown").textContent = rows.size ? say("shown", { shown, count: rows.size }) : "";
  at("none").textContent = rows.size ? say("none") : say("nothing");
  at("none").hidden = shown > 0;
  choose();
}

const worth = (report) => report.worth?.[order.key] ?? report.cells?.[order.key] ?? (order.key === "path" ? report.name : "");

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return typeof a === "number" ? 1 : typeof b === "number" ? -1 : String(a).localeCompare(String(b), document.documentElement.lang);
}

/** Counts go from the most to the fewest at first, words from the first to the last; then the other way round. */
function sort(head) {
  const { key } = head.dataset, again = order.key === key;
  order = { key, sign: again ? -order.sign : ["errors", "warnings"].includes(key) ? -1 : 1 };
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order.sign > 0 ? "ascending" : "descending");
  arrange();
}

for (const head of heads) head.querySelector("button").addEventListener("click", () => sort(head));
at("word").addEventListener("input", arrange);
at("which").addEventListener("change", arrange);

/* The chosen reports. */

const chosen = () => [...rows.values()].filter(({ line }) => line.querySelector("input").checked && !line.hidden).map(({ report }) => report.number);

function choose() {
  const numbers = chosen();
  for (const link of document.querySelectorAll("[data-format]")) {
    link.href = `files/${link.dataset.format}?${numbers.map((number) => `n=${number}`).join("&")}`;
  }
  at("all").indeterminate = numbers.length > 0 && numbers.length < rows.size;
  at("all").checked = numbers.length > 0 && numbers.length === rows.size;
  at("compare").hidden = numbers.length !== 2;
  at("compare").href = `compare?old=${numbers[0]}&new=${numbers[1]}`;
}

body.addEventListener("change", choose);
at("all").addEventListener("change", (event) => {
  for (const { line } of rows.values()) if (!line.hidden) line.querySelector("input").checked = event.target.checked;
  choose();
});

addEventListener("pageshow", ask);
addEventListener("focus", ask);
