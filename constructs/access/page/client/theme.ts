import { element } from "./elements";

const THEMES = ["auto", "light", "dark"] as const;

const NAMES = { auto: "as the system", light: "light", dark: "dark" };

/** Light, dark, or as the system has it: the style sheet follows the attribute. */
export function themeButton(): HTMLElement {
  const button = element("button", { type: "button", class: "tool theme" });
  let index = 0;
  const show = (): void => {
    const theme = THEMES[index] ?? "auto";
    document.documentElement.dataset["theme"] = theme;
    button.setAttribute("aria-label", `Colours: ${NAMES[theme]}`);
    button.title = `Colours: ${NAMES[theme]}`;
  };
  button.addEventListener("click", () => {
    index = (index + 1) % THEMES.length;
    show();
  });
  show();
  return button;
}
