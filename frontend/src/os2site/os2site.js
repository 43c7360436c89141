import { countClicks } from "./js/clicks.js";
import { followFinder } from "./js/finder.js";
import { followMenu } from "./js/menu.js";
import { followSections } from "./js/sections.js";
import { offerSuggestions } from "./js/suggest.js";
import { switchScheme } from "./js/scheme.js";

document.querySelectorAll("[data-scheme-form]").forEach(switchScheme);
document.querySelectorAll(".menu, .finder").forEach(followMenu);
document.querySelectorAll(".finder").forEach(followFinder);
document.querySelectorAll("[data-suggest]").forEach(offerSuggestions);
document.querySelectorAll("[data-clicks]").forEach(countClicks);
document.querySelectorAll("[data-onpage]").forEach(followSections);
