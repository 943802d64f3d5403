// The figure of a view. The charting library comes from the runtime widget, once per page.
const slot = globalThis[Symbol.for("triangle-workbook")] ??= (() => {
  let resolve;
  const promise = new Promise((answer) => { resolve = answer; });
  return { promise, resolve, askedAt: -Infinity };
})();
const NARROW = 600; // pixels of the figure below which a chart takes its narrow form
const MOST_MARKS = 1500; // rows up to which marks are elements, which style sheets colour and keys reach

// Where a page forbids code that is made from text, expressions are interpreted.
const STRICT = (() => { try { return !new Function("return true")(); } catch { return true; } })();

// The colours' names as the theme has them now, for a canvas, which no style sheet reaches.
function inColours(spec, element) {
  const style = getComputedStyle(element);
  const text = JSON.stringify(spec).replaceAll(/var\((--tw-[a-z-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
  return JSON.parse(text);
}

// The rows of the form that is shown.
function dataOf(model, narrow) {
  const other = narrow ? model.get("narrow_data") : [];
  return other.length ? other : model.get("data");
}

function specOf(model, narrow, element) {
  const chosen = narrow && model.get("narrow").$schema ? model.get("narrow") : model.get("spec");
  const crowded = model.get("data").length > MOST_MARKS;
  const spec = crowded ? inColours(chosen, element) : structuredClone(chosen);
  spec.data = { ...spec.data, values: structuredClone(dataOf(model, narrow)) };
  const now = Object.fromEntries(Object.entries(model.get("params")).map(([trait, param]) => [param, model.get(trait)]));
  for (const param of spec.params ?? []) if (param.name in now) param.value = now[param.name];
  return [spec, crowded ? "canvas" : "svg"];
}

async function render({ model, el }) {
  const figure = make("figure", { className: "triangle-view" }, el);
  figure.setAttribute("role", "group");
  figure.setAttribute("aria-label", model.get("question"));
  make("p", { className: "kicker", textContent: model.get("question") }, figure);
  const finding = make("div", { className: "finding" }, figure);
  finding.setAttribute("role", "status");
  const headline = make("p", { className: "headline" }, finding);
  const second = make("p", { className: "second" }, finding);
  const lay = controlRow(model, figure);
  const place = make("div", { className: "chart", textContent: "The chart is being drawn …" }, figure);
  const told = make("p", { className: "told" }, figure);
  told.setAttribute("aria-hidden", "true"); // the mark itself is read out
  const points = make("ol", { className: "points" }, figure);
  make("p", { className: "reading", textContent: model.get("reading") }, figure);
  if (model.get("notes")) {
    const notes = make("details", { className: "notes" }, figure);
    make("summary", { textContent: "How it is counted, and what is so by construction" }, notes);
    make("p", { textContent: model.get("notes") }, notes);
  }
  const more = make("details", { className: "rows" }, figure);
  const summary = make("summary", {}, more);
  const scroll = make("div", { className: "scroll", tabIndex: 0 }, more);
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", "Table");
  const table = make("table", {}, scroll);
  const named = make("p", { className: "named" }, more);
  const foot = make("div", { className: "foot" }, figure);
  make("p", { className: "source", textContent: model.get("source") }, foot);
  make("button", { type: "button", textContent: "Download these rows (CSV)", onclick: () => download(model) }, foot);
  const heard = make("span", { className: "said" });
  heard.setAttribute("role", "status");
  const hear = make("button", { type: "button", textContent: "Hear the lines", hidden: true }, foot);
  foot.append(heard);
  const citing = make("details", {}, foot);
  make("summary", { textContent: "Cite, or come back to this view" }, citing);
  make("p", { textContent: model.get("citation") }, citing);
  const code = make("code", {}, make("p", {}, citing));

  let result = null, narrow = null, turn = 0;
  const show = () => {
    headline.textContent = model.get("headline");
    second.textContent = model.get("second");
    points.replaceChildren();
    for (const [value, textContent] of narrow ? model.get("points") : []) make("li", { value, textContent }, points);
    const days = model.get("points").map(([, words]) => words).join("; ");
    named.textContent = days && `Named in the chart: ${days}.`;
    points.hidden = !points.childElementCount;
    const count = model.get("kept").length;
    place.hidden = count === 0;
    summary.textContent = `The same as a table (${count} ${count === 1 ? "row" : "rows"})`;
    code.textContent = model.get("code");
    if (more.open) fillTable(table, model);
    result?.view.description(model.get("alt"));
    place.firstElementChild?.setAttribute("aria-label", model.get("alt"));
  };
  more.addEventListener("toggle", show);
  show();
  model.on("change:kept change:cells change:headline change:second change:code change:alt change:points", show);

  const form = () => figure.clientWidth < NARROW;
  const arrange = () => {
    figure.classList.toggle("narrow", form());
    lay(form());
  };
  arrange();
  const embed = await slot.promise;
  const enter = walkable(place, told);
  hear.onclick = hearing(place, heard, (items) => items[0].datum.series ?? "a line");
  const draw = async () => {
    const mine = ++turn;
    narrow = form();
    model.set("narrow_shown", narrow);
    model.save_changes();
    arrange();
    const [spec, renderer] = specOf(model, narrow, figure);
    const drawing = make("div", { className: "drawing" });
    result?.finalize();
    result = null;
    place.replaceChildren(drawing);
    const options = { renderer, actions: false, ast: STRICT, defaultStyle: false, tooltip: { disableDefaultStyle: true } };
    const made = await embed(drawing, spec, { ...options, loader: { target: "_blank", rel: "noopener" } });
    if (mine !== turn) return made.finalize(); // it has changed again meanwhile
    result = made;
    await result.view.resize().runAsync(); // marks beside the plot have their places only now
    hear.hidden = !lines(place).length;
    tidy();
    show();
  };
  // Vega calls a group of marks that is empty now a picture, and gives it no name.
  const unnamed = "g[role='graphics-symbol'][aria-roledescription$='container']:not([aria-label])";
  const tidy = () => {
    place.querySelectorAll(unnamed).forEach((group) => group.setAttribute("role", "graphics-object"));
    enter();
  };
  const roles = new MutationObserver(tidy);
  roles.observe(place, { subtree: true, childList: true, attributeFilter: ["role"] });
  await draw();
  for (const [trait, param] of Object.entries(model.get("params"))) {
    model.on(`change:${trait}`, () => {
      place.hidden = false;
      result?.view.signal(param, model.get(trait)).runAsync();
    });
  }
  const refill = () => result?.view.data("table", structuredClone(dataOf(model, narrow))).runAsync();
  model.on("change:data change:narrow_data", refill);
  model.on("change:spec change:narrow", () => draw());
  // Vega watches the window only; a side bar that opens changes the panel alone.
  const fit = () => {
    if (!place.clientWidth) return;
    if (form() !== narrow) draw(); else result?.view.width(place.clientWidth).runAsync();
  };
  const watch = new ResizeObserver(fit);
  watch.observe(place);
  const recolour = new MutationObserver(() => { if (model.get("data").length > MOST_MARKS) draw(); });
  recolour.observe(document.body, { attributeFilter: ["data-jp-theme-light", "class"] });
  return () => { watch.disconnect(); roles.disconnect(); recolour.disconnect(); result?.finalize(); };
}

export default { render };
