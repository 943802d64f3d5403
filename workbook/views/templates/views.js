const text = (id) => document.getElementById(id).textContent.replaceAll("<\\/script", "</script");
const module = (id) => import(URL.createObjectURL(new Blob([text(id)], { type: "text/javascript" })));
const panel = await module("panel");
for (const [name, traits] of Object.entries(JSON.parse(text("views")))) {
  const model = { get: (trait) => traits[trait], on() {} };
  panel.default.render({ model, el: document.getElementById(name) });
}
globalThis[Symbol.for("triangle-workbook")].resolve((await module("library")).embed);
