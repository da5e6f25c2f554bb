/**
 * What Terraform reads and common parsers do not (python-hcl2, which checkov has): a scanner passes over the whole file
 * then, and says nothing is wrong in it.
 */

/** The code of all interpolations in a text of HCL, without the texts in it. */
function interpolations(text: string): string[] {
  const found: string[] = [];
  /** @returns where it ended: after the quote or the brace that closes it */
  const template = (start: number): number => {
    for (let at = start; at < text.length; at++) {
      if (text[at] === "\\") at++;
      else if (text[at] === '"') return at + 1;
      else if (text.startsWith("${", at) && text[at - 1] !== "$") at = code(at + 2, true) - 1;
    }
    return text.length;
  };
  const code = (start: number, isInner: boolean): number => {
    let depth = 0;
    let own = "";
    for (let at = start; at < text.length; at++) {
      const one = text[at] ?? "";
      if (one === '"') {
        own += '""';
        at = template(at + 1) - 1;
      } else if (one === "#" && !isInner) at = (text + "\n").indexOf("\n", at);
      else if (one === "}" && depth === 0 && isInner) {
        found.push(own);
        return at + 1;
      } else {
        own += one;
        depth += one === "{" ? 1 : one === "}" ? -1 : 0;
      }
    }
    return text.length;
  };
  code(0, false);
  return found;
}

/** What such parsers stop at, in a file of HCL. */
export function unreadable(text: string): string[] {
  return [
    ...[...text.matchAll(/^.*!!.*$/gm)].map(([line]) => `a double negation: ${line.trim()}`),
    ...[...text.matchAll(/^(?! *#).*[ (]!(?:[\w.]+|\w+\([^()\n]*\))\n *\?/gm)].map(
      ([line]) => `a ? after a !: ${line.trim()}`,
    ),
    ...interpolations(text)
      .filter((code) => /\{\}.*""/.test(code))
      .map((code) => `an empty object before a text, in a template: ${code}`),
  ];
}
