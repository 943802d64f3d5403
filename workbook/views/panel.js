// The figure of a view. The charting library comes from the runtime widget, once per page.
const slot = globalThis[Symbol.for("triangle-workbook")] ??= (() => {
  let resolve;
  const promise = new Promise((answer) => { resolve = answer; });
  return { promise, resolve, askedAt: -Infinity };
})();

function make(tag, options = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), options);
  parent?.append(element);
  return element;
}

// The rows that the controls left.
function rowsOf(model) {
  const cells = model.get("cells");
  return model.get("kept").map((number) => cells[number]).filter(Boolean);
}

function fillTable(table, model) {
  table.replaceChildren();
  make("caption", { textContent: model.get("question") }, table);
  const head = make("tr", {}, make("thead", {}, table));
  for (const heading of model.get("headings")) make("th", { textContent: heading, scope: "col" }, head);
  const body = make("tbody", {}, table);
  for (const row of rowsOf(model)) {
    const line = make("tr", {}, body);
    for (const cell of row) {
      const place = make("td", {}, line);
      if (/^https?:\/\//.test(cell)) {
        make("a", { href: cell, target: "_blank", rel: "noopener", textContent: new URL(cell).hostname }, place);
      } else {
        place.textContent = cell ?? "–";
      }
    }
  }
}

function asCsv(model) {
  const quote = (cell) => {
    const text = cell == null ? "" : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [model.get("headings"), ...rowsOf(model)].map((row) => row.map(quote).join(",") + "\r\n").join("");
}

function download(model) {
  const url = URL.createObjectURL(new Blob(["\ufeff", asCsv(model)], { type: "text/csv;charset=utf-8" }));
  make("a", { href: url, download: `${model.get("name")}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function render({ model, el }) {
  const figure = make("figure", { className: "triangle-view" }, el);
  figure.setAttribute("role", "group");
  figure.setAttribute("aria-label", model.get("question"));
  make("p", { className: "question", textContent: model.get("question") }, figure);
  const sentence = make("p", { className: "sentence" }, figure);
  sentence.setAttribute("role", "status");
  const place = make("div", { className: "chart", textContent: "The chart is being drawn …" }, figure);
  make("p", { className: "reading", textContent: model.get("reading") }, figure);
  const more = make("details", {}, figure);
  const summary = make("summary", {}, more);
  const scroll = make("div", { className: "scroll", tabIndex: 0 }, more);
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", "Table");
  const table = make("table", {}, scroll);
  const foot = make("div", { className: "foot" }, figure);
  make("button", { type: "button", textContent: "Download these rows (CSV)", onclick: () => download(model) }, foot);
  const citing = make("details", {}, foot);
  make("summary", { textContent: "Cite, or come back to this view" }, citing);
  make("p", { textContent: model.get("citation") }, citing);
  const code = make("code", {}, make("p", {}, citing));

  let view = null;
  const show = () => {
    sentence.textContent = model.get("sentence");
    const count = model.get("kept").length;
    summary.textContent = `The same as a table (${count} ${count === 1 ? "row" : "rows"})`;
    code.textContent = model.get("code");
    if (more.open) fillTable(table, model);
    view?.description(model.get("alt"));
    place.firstElementChild?.setAttribute("aria-label", model.get("alt"));
  };
  more.addEventListener("toggle", show);
  show();
  model.on("change:kept change:cells change:sentence change:code change:alt", show);

  const embed = await slot.promise;
  place.replaceChildren();
  const result = await embed(make("div", { className: "drawing" }, place), structuredClone(model.get("spec")), {
    renderer: "svg",
    actions: false,
    loader: { target: "_blank", rel: "noopener" },
  });
  view = result.view;
  for (const [trait, param] of Object.entries(model.get("params"))) {
    view.signal(param, model.get(trait));
    model.on(`change:${trait}`, () => view.signal(param, model.get(trait)).runAsync());
  }
  model.on("change:data", () => view.data("table", structuredClone(model.get("data"))).runAsync());
  // Vega calls a group of marks that is empty now a picture, and gives it no name.
  const unnamed = "g[role='graphics-symbol'][aria-roledescription$='container']:not([aria-label])";
  const name = () => place.querySelectorAll(unnamed).forEach((group) => group.setAttribute("role", "graphics-object"));
  const roles = new MutationObserver(name);
  roles.observe(place, { subtree: true, childList: true, attributeFilter: ["role"] });
  name();
  // Vega watches the window only; a side bar that opens changes the panel alone.
  const fit = () => { if (place.clientWidth) view.width(place.clientWidth).runAsync(); };
  const watch = new ResizeObserver(fit);
  watch.observe(place);
  await view.runAsync();
  show();
  return () => { watch.disconnect(); roles.disconnect(); result.finalize(); };
}

export default { render };
