import { distance } from "fastest-levenshtein";

/** The known word that a mistyped one was probably meant to be: at most a third of its letters differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, differs: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.differs - b.differs);
  const [best] = ranked;
  return best && best.differs <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}
