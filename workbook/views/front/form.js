// A form: what it is about, what is entered, a button. The values travel with the click, so that none is lost.
function labelled(field, parent) {
  const label = make("label", { textContent: `${field.label} ` }, parent);
  if (field.lines) {
    label.className = "wide";
    return make("textarea", { rows: field.lines }, label);
  }
  if (!field.options) return make("input", { type: "text", placeholder: field.example }, label);
  const list = make("select", {}, label);
  for (const [value, words] of field.options) make("option", { value, textContent: words }, list);
  return list;
}

function render({ model, el }) {
  // The name is that of a group: a form with a name would be a landmark, and there may be many.
  const group = make("div", { className: "triangle-form" }, el);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", model.get("title"));
  const form = make("form", { noValidate: true }, group);
  const [first, ...others] = model.get("fields");
  const inputs = { [first.name]: labelled(first, make("div", {}, form)) };
  const about = make("p", { className: "about" }, form);
  const row = make("div", { className: "row" }, form);
  for (const field of others) inputs[field.name] = labelled(field, row);
  make("button", { type: "submit", textContent: model.get("action") }, row);
  const bar = make("progress", { max: 1, value: 0, hidden: true }, row);
  bar.setAttribute("aria-label", "Progress");
  const said = make("p", { className: "said" }, form);
  said.setAttribute("role", "status");

  const fill = () => {
    for (const [name, value] of Object.entries(model.get("values"))) inputs[name].value = value;
  };
  const show = () => {
    about.textContent = model.get("about");
    said.textContent = model.get("said");
    bar.hidden = !model.get("lasts");
    bar.value = model.get("done");
  };
  const given = () => Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]));
  inputs[first.name].addEventListener("change", () => model.send({ do: "pick", value: inputs[first.name].value }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.send({ do: "save", values: given() });
  });
  // JupyterLab keeps the Enter key from forms.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.shiftKey || event.ctrlKey) return;
    event.preventDefault();
    form.requestSubmit();
  });
  model.on("change:values", fill);
  model.on("change:about change:said change:done", show);
  fill();
  show();
}

export default { render };
