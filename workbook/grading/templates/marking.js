"use strict";
// One form for all essays. What is chosen is kept per essay, so that two open windows do not undo each other.
const at = (id) => document.getElementById(id);
const data = JSON.parse(at("data").textContent);
const form = document.querySelector("form");
const articles = [...document.querySelectorAll("article")];
const codes = articles.map((article) => article.id);
const links = new Map([...document.querySelectorAll("nav li")].map((item) => [item.firstElementChild.hash.slice(1), item]));
const groups = new Map([...form.querySelectorAll("[data-criterion]")].map((group) => [group.dataset.criterion, group]));
const storageKey = ["triangle-workbook", "marking", data.exercise, data.essay, data.marker].join("/");
const risky = new RegExp(`^(?:${data.risky})`);
const marks = new Map(codes.map((code) => [code, blank()]));
let current = "";
let unsaved = false;

function blank() {
  return { levels: {}, comments: [], note: "" };
}

// What another version of the rubric left behind is passed over.
function fitting(stored) {
  const mark = blank();
  for (const { id, levels } of data.criteria) {
    if (levels.some((level) => level.name === stored?.levels?.[id])) mark.levels[id] = stored.levels[id];
  }
  const bank = data.comments.map((comment) => comment.id);
  if (Array.isArray(stored?.comments)) mark.comments = bank.filter((id) => stored.comments.includes(id));
  if (typeof stored?.note === "string") mark.note = stored.note;
  return mark;
}

function load(name) {
  try {
    return JSON.parse(localStorage.getItem(`${storageKey}/${name}`));
  } catch {
    return null;
  }
}

function keep(name, value) {
  unsaved = true;
  try {
    localStorage.setItem(`${storageKey}/${name}`, JSON.stringify(value));
  } catch {
    at("warning").textContent = "This browser does not keep anything for this page. Save the marks before you close it.";
    at("warning").hidden = false;
  }
}

const number = (points) => String(Number(points.toFixed(4)));
const levelOf = (criterion, mark) => criterion.levels.find((level) => level.name === mark.levels[criterion.id]);
const chosen = (mark) => data.criteria.filter((criterion) => levelOf(criterion, mark));
const isDone = (code) => chosen(marks.get(code)).length === data.criteria.length;
const sum = (mark) => chosen(mark).reduce((points, criterion) => points + levelOf(criterion, mark).points, 0);

function state(code) {
  const mark = marks.get(code);
  const count = chosen(mark).length;
  if (count === data.criteria.length) return `marked, ${number(sum(mark))}`;
  return count || mark.comments.length || mark.note ? `${count} of ${data.criteria.length} levels` : "not started";
}

// The marks of an essay in words, for paper.
function inWords(mark) {
  const lines = data.criteria.map((criterion) => {
    const level = levelOf(criterion, mark);
    return `${criterion.title}: ${level ? `${level.name} (${number(level.points)})` : "not marked"}`;
  });
  if (chosen(mark).length === data.criteria.length) lines.push(`Points: ${number(sum(mark))} of ${number(data.most)}`);
  lines.push(...data.comments.filter(({ id }) => mark.comments.includes(id)).map(({ text }) => `Comment: ${text}`));
  if (mark.note) lines.push(`Note: ${mark.note}`);
  return lines.join("\n");
}

function showState(code) {
  links.get(code).querySelector(".state").textContent = state(code);
  at(code).querySelector(".given").textContent = inWords(marks.get(code));
}

function showCounts() {
  const done = codes.filter(isDone).length;
  at("count").textContent = `${done} of ${codes.length} marked`;
  at("open").disabled = done === codes.length;
  if (!current) return;
  const mark = marks.get(current);
  const count = chosen(mark).length;
  const left = count === data.criteria.length ? "" : ` so far, ${count} of ${data.criteria.length} levels`;
  at("points").textContent = `${number(sum(mark))} of ${number(data.most)} points${left}`;
}

function fill() {
  const mark = marks.get(current);
  for (const criterion of data.criteria) {
    groups.get(criterion.id).querySelectorAll("input").forEach((input, nth) => {
      input.checked = criterion.levels[nth].name === mark.levels[criterion.id];
    });
  }
  for (const box of form.querySelectorAll("[name=comment]")) box.checked = mark.comments.includes(box.value);
  at("note").value = mark.note;
  showCounts();
}

function show(code, focus) {
  current = code;
  for (const article of articles) article.hidden = article.id !== code;
  for (const [other, item] of links) item.firstElementChild.toggleAttribute("aria-current", other === code);
  links.get(code).firstElementChild.setAttribute("aria-current", "true");
  at("which").textContent = code;
  const nth = codes.indexOf(code);
  for (const button of form.querySelectorAll("[data-step]")) button.disabled = !codes[nth + Number(button.dataset.step)];
  history.replaceState(null, "", `#${code}`);
  fill();
  form.scrollTop = 0;
  if (focus) {
    at(`head-${code}`).focus({ preventScroll: true });
    at(code).scrollIntoView({ block: "start" });
  }
}

function go(step) {
  const code = codes[codes.indexOf(current) + step];
  if (code) show(code, true);
}

function goToUnmarked() {
  const nth = codes.indexOf(current);
  const code = [...codes.slice(nth + 1), ...codes.slice(0, nth + 1)].find((other) => !isDone(other));
  if (code) show(code, true);
}

function remember() {
  const mark = blank();
  for (const criterion of data.criteria) {
    const nth = [...groups.get(criterion.id).querySelectorAll("input")].findIndex((input) => input.checked);
    if (nth >= 0) mark.levels[criterion.id] = criterion.levels[nth].name;
  }
  mark.comments = [...form.querySelectorAll("[name=comment]:checked")].map((box) => box.value);
  mark.note = at("note").value;
  marks.set(current, mark);
  keep(current, mark);
  showState(current);
  showCounts();
}

function cut(text) {
  return text.length <= data.longest ? text : text.slice(0, data.longest).replace(/[\uD800-\uDBFF]$/, "") + data.cut;
}

function csv() {
  const marker = at("marker").value.trim();
  const rows = [[...data.first, ...data.criteria.map((criterion) => criterion.head), ...data.last]];
  for (const article of articles) {
    const mark = marks.get(article.id);
    const levels = data.criteria.map((criterion) => mark.levels[criterion.id] ?? "");
    const text = cut(article.querySelector(".essay").textContent);
    const { id, dataset } = article;
    rows.push([id, dataset.words, text, data.figures[id], ...levels, mark.comments.join(" "), mark.note, marker]);
  }
  const cell = (text) => `"${(risky.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function save() {
  const marker = at("marker").value.trim();
  const added = marker && marker !== data.marker ? `-${marker.replace(/[^\p{L}\p{N}]+/gu, "-")}` : "";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  link.download = `${data.stem}${added}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = false;
  const done = codes.filter(isDone).length;
  at("saved").textContent = `Saved as ${link.download}: ${done} of ${codes.length} marked.`;
}

function clear() {
  if (!confirm(`Clear the levels, comments and note of ${current}?`)) return;
  marks.set(current, blank());
  fill();
  remember();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", remember);
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    go(1);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches("[type=radio], [type=checkbox]")) return;
  if (event.key === "n" || event.key === "p") {
    event.preventDefault();
    go(event.key === "n" ? 1 : -1);
    return;
  }
  const group = event.target.closest("[data-criterion]");
  if (!group || !/^[0-9]$/.test(event.key)) return;
  const inputs = group.querySelectorAll("input");
  const input = inputs[Number(event.key) - 1];
  if (event.key !== "0" && !input) return;
  event.preventDefault();
  for (const other of inputs) other.checked = other === input;
  (input ?? event.target).focus();
  remember();
});
for (const button of form.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => go(Number(button.dataset.step)));
}
at("open").addEventListener("click", goToUnmarked);
at("clear").addEventListener("click", clear);
at("save").addEventListener("click", save);
at("marker").addEventListener("input", () => keep("marker", at("marker").value));
addEventListener("hashchange", () => {
  const code = location.hash.slice(1);
  if (marks.has(code) && code !== current) show(code, true);
});
addEventListener("storage", (event) => {
  const code = event.key?.slice(storageKey.length + 1);
  if (!event.key?.startsWith(`${storageKey}/`) || !marks.has(code)) return;
  marks.set(code, fitting(load(code)));
  showState(code);
  if (code === current) fill();
  else showCounts();
});
addEventListener("beforeunload", (event) => {
  if (unsaved && !at("warning").hidden) event.preventDefault();
});

for (const code of codes) {
  marks.set(code, fitting(load(code)));
  showState(code);
}
const marker = load("marker");
at("marker").value = typeof marker === "string" ? marker : data.marker;
const start = location.hash.slice(1);
if (codes.length) show(marks.has(start) ? start : codes.find((code) => !isDone(code)) ?? codes[0], false);
