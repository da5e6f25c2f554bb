type Child = Node | string | undefined;

/** An element of HTML. What is given as text stays text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.flat().flatMap((child) => child ?? []));
  return made;
}

/** An element of SVG. */
export const drawn = <Tag extends keyof SVGElementTagNameMap>(tag: Tag, name: string): SVGElementTagNameMap[Tag] => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  made.setAttribute("class", name);
  return made;
};

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
