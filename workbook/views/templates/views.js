const text = (id) => document.getElementById(id).textContent.replaceAll("<\\/script", "</script");
const module = (id) => import(URL.createObjectURL(new Blob([text(id)], { type: "text/javascript" })));
// What a kernel's model is elsewhere: values that can be read, set and followed.
class Model {
  constructor(values) { this.values = values; this.followers = {}; }
  get(name) { return this.values[name]; }
  set(name, value) {
    this.values[name] = value;
    for (const follow of this.followers[`change:${name}`] ?? []) follow();
  }
  save_changes() {}
  on(names, follow) { for (const name of names.split(" ")) (this.followers[name] ??= []).push(follow); }
}
const panel = await module("panel");
for (const [name, traits] of Object.entries(JSON.parse(text("views")))) {
  panel.default.render({ model: new Model(traits), el: document.getElementById(name) });
}
globalThis[Symbol.for("triangle-workbook")].resolve((await module("library")).embed);
