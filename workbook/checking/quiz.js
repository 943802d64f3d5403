// The questions of a notebook: one group each, with fields of its kind, three buttons and a reply.
const WORDS = { right: "Right.", "not yet": "Not yet.", "not tried": "Not tried yet.", "cannot tell": "Cannot tell." };

function make(tag, options = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), options);
  parent?.append(element);
  return element;
}

function list(options, label, parent) {
  const place = make("label", { textContent: `${label} ` }, parent);
  const select = make("select", {}, place);
  make("option", { value: "", textContent: "–" }, select);
  for (const [value, words] of options) make("option", { value, textContent: value === words ? words : `${value}: ${words}` }, select);
  return select;
}

// The fields of a question; returns what reads their value.
function fields(question, place) {
  const { field, options, left, id } = question;
  if (field === "one" || field === "several") {
    const type = field === "one" ? "radio" : "checkbox";
    const boxes = options.map(([value, words]) => {
      const label = make("label", { className: "wide" }, place);
      const box = make("input", { type, name: `quiz-${id}`, value }, label);
      label.append(value === words ? ` ${words}` : ` ${value}: ${words}`);
      return box;
    });
    const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
    return () => (field === "one" ? chosen()[0] ?? "" : chosen().length ? chosen() : "");
  }
  if (field === "order") {
    const lists = options.map((_, place_) => list(options, `${place_ + 1}.`, make("div", {}, place)));
    return () => (lists.some((one) => one.value) ? lists.map((one) => one.value || "?") : "");
  }
  if (field === "match") {
    const lists = left.map(([name, words]) => [name, list(options, name === words ? name : `${name}: ${words}`, make("div", {}, place))]);
    return () => (lists.some(([, one]) => one.value) ? Object.fromEntries(lists.map(([name, one]) => [name, one.value])) : "");
  }
  if (field === "code") {
    make("p", { textContent: "This question takes a table; answer it in its code cell." }, place);
    return null;
  }
  const label = make("label", { className: "wide", textContent: "Your answer " }, place);
  const input = field === "text" ? make("textarea", { rows: 6 }, label) : make("input", { type: "text" }, label);
  return () => input.value;
}

function render({ model, el }) {
  const panel = make("div", { className: "triangle-form triangle-quiz" }, el);
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", model.get("title"));
  const standing = make("p", { className: "standing" }, panel);
  standing.setAttribute("role", "status");
  const replies = {};
  for (const question of model.get("questions")) {
    const group = make("fieldset", {}, panel);
    make("legend", { textContent: `Question ${question.id}` }, group);
    make("div", { className: "prompt", innerHTML: question.prompt }, group);
    const form = make("form", { noValidate: true }, group);
    const read = fields(question, form);
    const row = make("div", { className: "row" }, form);
    if (read) make("button", { type: "submit", textContent: "Check" }, row);
    for (const [what, words] of [["hint", "Hint"], ["solution", "Solution"]]) {
      make("button", { type: "button", textContent: words, onclick: () => model.send({ do: what, id: question.id }) }, row);
    }
    for (const button of row.children) button.setAttribute("aria-label", `${button.textContent}, question ${question.id}`);
    const said = make("p", { className: "said" }, form);
    said.setAttribute("role", "status");
    if (question.outcome !== "not tried") said.textContent = `Last time: ${WORDS[question.outcome]}`;
    replies[question.id] = said;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (read) model.send({ do: "check", id: question.id, value: read() });
    });
    // JupyterLab keeps the Enter key from forms.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.shiftKey || event.ctrlKey) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }
  const show = () => {
    standing.textContent = model.get("standing");
    for (const [id, { outcome, said }] of Object.entries(model.get("replies"))) {
      replies[id].textContent = outcome ? `${WORDS[outcome]} ${said}` : said;
      replies[id].dataset.outcome = outcome;
    }
  };
  model.on("change:replies change:standing", show);
  show();
}

export default { render };
