// Names and landmarks that unfold's pages lack for people who hear them: the main part, the menus, and the search
// fields that select2 puts in the place of a labelled select. The pages work without it.
// The content policy lets no attribute `style` in; the object model sets the same, and is what Alpine's widths need.
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style" && this.style) this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

// Nor the style that htmx would write into the page for marks of loading, of which there are none.
if (window.htmx) window.htmx.config.includeIndicatorStyles = false;

addEventListener("load", () => {
  document.getElementById("main")?.setAttribute("role", "main");
  for (const menu of document.querySelectorAll("nav:not([aria-label])")) {
    menu.setAttribute("aria-label", menu.innerText.trim().split("\n")[0] || menu.id || "menu");
  }
  for (const list of document.querySelectorAll("ul.object-tools:not(:has(> li))")) list.setAttribute("role", "group");
  for (const heading of document.querySelectorAll("th:empty, th:not(:has(*))")) {
    if (!heading.innerText.trim()) heading.outerHTML = heading.outerHTML.replaceAll(/(?<=^<|\/)th/g, "td");
  }
  // select2 waits for jQuery to be ready, which may be after this; those who wait are served in their order.
  const afterSelect2 = window.django?.jQuery ?? ((act) => act());
  afterSelect2(() => nameSelects(document));
});
document.addEventListener("formset:added", (event) => nameSelects(event.target));

function nameSelects(part) {
  requestAnimationFrame(() => {
    for (const box of part.querySelectorAll(".select2-selection")) {
      const select = box.closest(".select2")?.previousElementSibling;
      const label = select && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const name = label?.innerText || select?.getAttribute("aria-label");
      if (!name) continue;
      box.setAttribute("aria-label", name.replace("*", "").trim());
      box.removeAttribute("aria-labelledby");
      const shown = box.querySelector(".select2-selection__rendered");
      for (const name of ["role", "aria-readonly"]) shown?.removeAttribute(name);
    }
  });
}
