/** A function of a text that works each value out once. */
export function once<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const entry = known.get(text) ?? { value: of(text) };
    known.set(text, entry);
    return entry.value;
  };
}

/** A value that is worked out when it is first asked for. */
export function lazily<T>(of: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: of() }).value;
}
