/* The page of a report: findings are accepted with a reason, and accepted ones taken back. */
const hosted = document.querySelector(".hosted"), words = JSON.parse(hosted.dataset.words), note = document.getElementById("note");
const findings = [...document.querySelectorAll(".finding")];

function make(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text }, properties);
}

/** Asks the server for a change, and shows what is accepted then. */
async function change(method, address, content) {
  try {
    const answer = await fetch(address, { method, body: content && JSON.stringify(content) });
    const told = await answer.json();
    if (answer.ok) show(told.accepted);
    else note.textContent = told.error;
    return answer.ok;
  } catch {
    note.textContent = words.gone;
    return false;
  }
}

function show(accepted) {
  const reasons = new Map(accepted.map((one) => [String(one.finding), one]));
  for (const item of findings) {
    const one = reasons.get(item.dataset.f);
    for (const place of document.querySelectorAll(`[data-f="${item.dataset.f}"]`)) place.classList.toggle("accepted", Boolean(one));
    item.querySelector(".decide")?.remove();
    item.append(one ? taken(item, one) : offered(item));
  }
}

function offered(item) {
  const line = make("div", "", { className: "decide" }), button = make("button", words.accept, { type: "button" });
  button.setAttribute("aria-label", `${words.accept} ${item.dataset.code}`);
  button.addEventListener("click", () => {
    line.replaceWith(form(item));
    item.querySelector(".decide input").focus();
  });
  line.append(button);
  return line;
}

function form(item) {
  const line = make("form", "", { className: "decide" });
  const reason = make("input", "", { placeholder: words.reason, maxLength: 500 });
  reason.setAttribute("aria-label", words.reason);
  const cancel = make("button", words.cancel, { type: "button" });
  cancel.addEventListener("click", () => {
    line.replaceWith(offered(item));
    item.querySelector(".decide button").focus();
  });
  line.addEventListener("keydown", (event) => { if (event.key === "Escape") cancel.click(); });
  line.addEventListener("submit", async (event) => {
    event.preventDefault();
    const done = await change("POST", "accepted", { fingerprint: item.dataset.fingerprint, reason: reason.value });
    if (done) item.querySelector(".decide button").focus();
  });
  line.append(reason, make("button", words.confirm), cancel);
  return line;
}

function taken(item, { fingerprint, reason }) {
  const line = make("div", "", { className: "decide" }), back = make("button", words.withdraw, { type: "button" });
  back.setAttribute("aria-label", `${words.withdraw} ${item.dataset.code}`);
  back.addEventListener("click", async () => {
    if (await change("DELETE", `accepted/${fingerprint}`)) item.querySelector(".decide button").focus();
  });
  line.append(make("span", reason ? words.accepted.replace("{reason}", () => reason) : words.unreasoned), back);
  return line;
}

addEventListener("pageshow", () => change("GET", "accepted"));
