const all = (selector) => [...document.querySelectorAll(selector)];
const [code] = all(".tools select"), [word] = all(".tools input[type=search]"), severities = all(".severities input");
const items = all(".finding"), [bar] = all(".bar"), [count] = all(".bar output"), [told] = all(".bar p"), [back] = all(".bar .back");
const places = new Map(items.map((item) => [item.dataset.f, all(`[data-f="${item.dataset.f}"]`)]));

/** The entry that the address points at: itself, its place, or a place that it refers to. */
function current() {
  const id = location.hash.slice(2).split("-")[0];
  return /^#[ifr]\d/.test(location.hash) ? items.find((item) => item.dataset.f === id) : undefined;
}

/** Hides what the filters leave out, in the list and on the pages. */
function filter() {
  const on = new Set(severities.filter((box) => box.checked).map((box) => box.value));
  const wanted = word.value.trim().toLowerCase();
  for (const item of items) {
    const fits = on.has(item.dataset.severity) && (!code.value || item.dataset.code === code.value);
    const hide = !fits || !item.textContent.toLowerCase().includes(wanted);
    for (const place of places.get(item.dataset.f)) place.classList.toggle("off", hide);
  }
  tell();
}

const kept = () => items.filter((item) => !item.classList.contains("off"));

function tell() {
  const shown = kept(), at = shown.indexOf(current());
  count.textContent = (at < 0 ? "" : `${at + 1} / `) + shown.length + (shown.length < items.length ? ` (${items.length})` : "");
}

/** Marks the entry in the list whose place is looked at, and shows it in the bar of a narrow window. */
function follow() {
  const item = current();
  for (const other of items) other.removeAttribute("aria-current");
  bar.classList.toggle("reading", Boolean(item) && location.hash[1] !== "i");
  if (item) {
    item.setAttribute("aria-current", "true");
    told.textContent = `${item.dataset.code} ${item.querySelector(".message").textContent}`;
    back.href = "#i" + item.dataset.f;
    const list = item.closest("aside");
    if (getComputedStyle(list).position === "sticky") item.scrollIntoView({ block: "nearest" });
  }
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
  tell();
}

function move(step) {
  const shown = kept();
  if (!shown.length) return;
  const at = shown.indexOf(current());
  const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length];
  location.hash = "f" + next.dataset.f;
}

for (const box of [...severities, code]) box.addEventListener("change", filter);
word.addEventListener("input", filter);
for (const button of all(".bar button")) button.addEventListener("click", () => move(Number(button.value)));
addEventListener("hashchange", follow);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  else if (event.key === "/") word.focus();
  else if (event.key === "Escape" && current()) location.hash = "i" + current().dataset.f;
  else return;
  event.preventDefault();
});
follow();
