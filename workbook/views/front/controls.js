// The controls of a view: lists, boxes and numbers, each tied to a value of the model by the name of its parameter.
const SHOWN = 3; // controls beside each other; what is more folds

// What a part shows follows the model, and the model what a reader does.
function part(model, described, parent) {
  const trait = `param_${described.param}`;
  const set = (value) => { model.set(trait, value); model.save_changes(); };
  const label = make("label", { className: described.kind }, parent);
  if (described.kind === "box") {
    const box = make("input", { type: "checkbox", onchange: () => set(box.checked) }, label);
    label.append(` ${described.label}`);
    return () => { box.checked = Boolean(model.get(trait)); };
  }
  make("span", { textContent: described.label }, label);
  if (described.kind === "list") {
    const list = make("select", { onchange: () => set(list.selectedIndex) }, label);
    for (const words of described.options) make("option", { textContent: words }, list);
    return () => { list.selectedIndex = model.get(trait); };
  }
  const { first, last } = described;
  const number = make("input", { type: "number", min: first, max: last, step: 1, required: true }, label);
  const said = make("span", { className: "said" }, label);
  said.setAttribute("role", "status");
  number.addEventListener("change", () => {
    const typed = Number.parseInt(number.value, 10);
    const taken = Math.min(Math.max(Number.isNaN(typed) ? model.get(trait) : typed, first), last);
    said.textContent = taken === typed ? "" : `${first} to ${last} is possible; ${taken} was taken.`;
    number.value = taken;
    set(taken);
  });
  return () => { number.value = model.get(trait); };
}

// Several boxes are a group that has a name.
function control(model, described, parent) {
  const several = described.parts.some((one) => one.kind === "box");
  const box = make(several ? "fieldset" : "div", { className: "control" }, parent);
  if (several) make("legend", { textContent: described.label }, box);
  const shows = described.parts.map((one) => part(model, one, box));
  const acts = Object.entries(described.acts);
  return {
    box,
    show() {
      for (const one of shows) one();
      box.hidden = acts.some(([param, values]) => !values.includes(model.get(`param_${param}`)));
    },
  };
}

// Builds the row and returns what shows the present state, and what lays it out for a width.
function controlRow(model, parent) {
  const row = make("div", { className: "controls" }, parent);
  const all = model.get("controls").map((described) => control(model, described, row));
  const more = make("details", { className: "more" });
  const summary = make("summary", {}, more);
  const folded = make("div", { className: "folded" }, more);
  const show = () => all.forEach((one) => one.show());
  const lay = (narrow) => {
    const visible = narrow || all.length > SHOWN + 1 ? (narrow ? 0 : SHOWN) : all.length;
    row.replaceChildren(...all.slice(0, visible).map((one) => one.box));
    folded.replaceChildren(...all.slice(visible).map((one) => one.box));
    summary.textContent = narrow ? `Choices (${all.length})` : `More choices (${all.length - visible})`;
    if (visible < all.length) row.append(more); else more.remove();
  };
  for (const trait of Object.keys(model.get("params"))) model.on(`change:${trait}`, show);
  show();
  return lay;
}
