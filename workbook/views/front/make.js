// An element with properties, in its place.
function make(tag, options = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), options);
  parent?.append(element);
  return element;
}
