// Makes the pages of the editor pleasant: CodeMirror in the place of each textarea, saving in place, problems at their lines.
// Without it they are plain forms, which save as well.

import { editorIn } from "./codemirror.js";

const { nonce, state: stateAddress, ...say } = document.body.dataset;
const form = document.querySelector("#form");
const status = document.querySelector("#status");
const alarm = document.querySelector("#alert");
const fields = [...document.querySelectorAll("textarea[data-kind]")];
const editors = new Map();
let marks = {};
let isUnsaved = false;
let isSaving = false;

function tell(place, words, kind) {
  const paragraph = document.createElement("p");
  paragraph.className = kind;
  paragraph.textContent = words;
  place.replaceChildren(paragraph);
  if (kind === "good") setTimeout(() => paragraph.remove(), 6000);
}

function changed() {
  if (isUnsaved) return;
  isUnsaved = true;
  document.body.classList.add("unsaved");
  tell(status, say.unsaved, "quiet");
}

function saved() {
  isUnsaved = false;
  document.body.classList.remove("unsaved");
}

// A line of a field is so many lines further down in its file.
function firstLineOf(field) {
  let line = 1;
  for (const other of fields) {
    if (other === field) return line;
    if (other.dataset.locale === field.dataset.locale) {
      line += other.value.split("\n").length - 1 + Number(other.dataset.tail);
    }
  }
  return line;
}

function upgrade(field) {
  if (editors.has(field)) return editors.get(field);
  const editor = editorIn(field, {
    label: field.dataset.label,
    nonce,
    firstLine: () => firstLineOf(field),
    save: () => save("save"),
    changed: (update) => {
      changed();
      if (update.startState.doc.lines !== update.state.doc.lines) {
        for (const [other, one] of editors) if (other !== field && other.dataset.locale === field.dataset.locale) one.renumber();
      }
    },
  });
  editors.set(field, editor);
  editor.showProblems(marks[field.name] ?? []);
  return editor;
}

const near = new IntersectionObserver(
  (seen) => {
    for (const one of seen) {
      if (!one.isIntersecting) continue;
      near.unobserve(one.target);
      upgrade(one.target.querySelector("textarea[data-kind]"));
    }
  },
  { rootMargin: "600px" },
);
for (const field of fields) near.observe(field.parentElement);

// A label and a problem lead into the editor, not to the textarea behind it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const label = event.target.closest("label[for]");
  const field = document.getElementById(link ? link.hash.slice(1) : (label?.htmlFor ?? ""));
  if (!fields.includes(field)) return;
  event.preventDefault();
  const editor = upgrade(field);
  if (link) editor.goTo(Number(link.dataset.line) - firstLineOf(field) + 1, Number(link.dataset.column));
  else editor.focus();
});

// Another page leads to a line of a file: #at.en.12
function arrive() {
  const [, locale, line] = location.hash.match(/^#at\.([\w-]*)\.(\d+)$/) ?? [];
  const field = fields.findLast((one) => one.dataset.locale === locale && firstLineOf(one) <= Number(line));
  if (field) upgrade(field).goTo(Number(line) - firstLineOf(field) + 1, 1);
}

// Saving

async function save(what) {
  if (isSaving) return;
  isSaving = true;
  tell(status, say.saving, "quiet");
  alarm.replaceChildren();
  const sent = new URLSearchParams(new FormData(form));
  sent.set("do", what);
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    const kind = answer.headers.get("Content-Type") ?? "";
    const said = kind.startsWith("application/json") ? await answer.json() : { message: await answer.text() };
    if (!answer.ok) {
      status.replaceChildren();
      tell(alarm, said.message, "bad");
      return;
    }
    saved();
    if (said.anew || what === "add" || isOther(said.pieces)) {
      sessionStorage.setItem("said", said.saved.length ? say.saved : say.unchanged);
      location.replace(location.pathname + location.hash);
      return;
    }
    show(said);
    tell(status, said.saved.length ? say.saved : say.unchanged, "good");
  } catch {
    status.replaceChildren();
    tell(alarm, say.unreachable, "bad");
  } finally {
    isSaving = false;
  }
}

function isOther(pieces) {
  const here = fields.map((field) => `${field.name} ${field.closest("[data-key]")?.dataset.key}`).sort();
  const there = Object.entries(pieces).map(([name, key]) => `${name} ${key}`).sort();
  return here.join("\n") !== there.join("\n");
}

// What is on the disk, and what is wrong with it

function show(state) {
  for (const [locale, digest] of Object.entries(state.opened)) form.elements[`opened.${locale}`].value = digest;
  marks = state.marks;
  for (const place of document.querySelectorAll("[data-of]")) place.innerHTML = state.lists[place.dataset.of] ?? "";
  for (const [field, editor] of editors) editor.showProblems(marks[field.name] ?? []);
}

async function look() {
  const answer = await fetch(stateAddress);
  if (!answer.ok || isSaving) return;
  const state = await answer.json();
  const isNewer = Object.entries(state.opened).some(([locale, digest]) => form.elements[`opened.${locale}`].value !== digest);
  if (!isNewer) show(state);
  else if (isUnsaved) tell(alarm, say.newer, "bad");
  else location.reload();
}

// The socket of the preview says when the source changed, or when the rules have been through it.
function listen() {
  const socket = new WebSocket(`ws://${location.host}/livereload`);
  const send = (message) => socket.send(JSON.stringify(message));
  socket.onopen = () => {
    send({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
    send({ command: "info", url: location.href, plugins: { preview: { number: form.dataset.number } } });
  };
  socket.onmessage = ({ data }) => {
    if (JSON.parse(data).command === "reload") look().catch(() => {});
  };
  socket.onclose = () => setTimeout(listen, 2000);
}

// One language with the preview beside it

function view(button) {
  for (const other of document.querySelectorAll("[data-view]")) other.setAttribute("aria-pressed", String(other === button));
  const { view: name, frame } = button.dataset;
  form.dataset.shown = name;
  for (const cell of form.querySelectorAll(".cell")) cell.hidden = name !== "both" && cell.dataset.locale !== name;
  const beside = form.querySelector(".beside");
  beside.hidden = name === "both";
  if (name !== "both") beside.firstElementChild.src = frame + location.hash;
  sessionStorage.setItem("view", name);
}

function follow(row) {
  const beside = form.querySelector(".beside");
  const inside = beside?.firstElementChild.contentWindow;
  if (beside && !beside.hidden && inside && row.id) inside.location.hash = row.id;
}

// Editors that come in place of fields on the way move what a link leads to.
function settle() {
  const row = document.getElementById(location.hash.slice(1));
  if (row?.matches(".row")) setTimeout(() => row.scrollIntoView(), 250);
}

if (form) {
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  if (!form.matches(".publish")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(event.submitter?.value ?? "save");
    });
    addEventListener("beforeunload", (event) => {
      if (isUnsaved) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save("save");
      }
    });
  }
  for (const input of form.querySelectorAll(".add input")) {
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=add]"));
    });
  }
  if (form.matches(".texts")) {
    for (const button of form.querySelectorAll("[data-view]")) button.addEventListener("click", () => view(button));
    form.querySelector(".views").hidden = false;
    const last = form.querySelector(`[data-view="${sessionStorage.getItem("view") ?? "both"}"]`);
    if (last) view(last);
    addEventListener("hashchange", () => follow(document.getElementById(location.hash.slice(1)) ?? {}));
    form.addEventListener("focusin", (event) => follow(event.target.closest(".row") ?? {}));
    listen();
    look().catch(() => {});
  }
  addEventListener("hashchange", arrive);
  addEventListener("hashchange", settle);
  arrive();
  settle();
  const words = sessionStorage.getItem("said");
  sessionStorage.removeItem("said");
  if (words) tell(status, words, "good");
}
