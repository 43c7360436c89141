import { followMenu } from "./js/menu.js";
import { followSections } from "./js/sections.js";
import { switchScheme } from "./js/scheme.js";

document.querySelectorAll("[data-scheme-form]").forEach(switchScheme);
document.querySelectorAll(".menu").forEach(followMenu);
document.querySelectorAll("[data-onpage]").forEach(followSections);
