/** The height that a service takes with its verbs below its name, and with less air around them. */
const ROOMY = 52;
const SNUG = 41;

/** Services stay in the window: the more there are, the less room each has. */
export function fitServices(services: HTMLElement, bar: HTMLElement): void {
  const fit = (): void => {
    document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
    const each = (innerHeight - bar.offsetHeight - 24) / services.childElementCount;
    services.style.setProperty("--each", `${Math.floor(Math.min(Math.max(each, 24), 34))}px`);
    services.classList.toggle("snug", each < ROOMY && each >= SNUG);
    services.classList.toggle("tight", each < SNUG);
  };
  fit();
  addEventListener("resize", fit);
  new ResizeObserver(fit).observe(bar);
}
