import { lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Replaces entries of a folder, each as a whole; what else is in the folder stays. All are replaced,
 * or, where anything fails, none: the folder is then as it was, or not there if it was not.
 *
 * @param write - writes the new entries into an empty folder
 * @returns the entries' names
 */
export function replaceEntries(folder: string, write: (empty: string) => void): string[] {
  const made = mkdirSync(folder, { recursive: true });
  try {
    // In the folder itself: a rename has to stay on one file system.
    const work = mkdtempSync(join(folder, ".new-"));
    try {
      const [fresh, old] = [join(work, "fresh"), join(work, "old")];
      for (const path of [fresh, old]) mkdirSync(path);
      write(fresh);
      const names = readdirSync(fresh).sort();
      swap(names, folder, fresh, old);
      return names;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw error;
  }
}

function swap(names: readonly string[], folder: string, fresh: string, old: string): void {
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    renameSync(from, to);
    undo.unshift(() => {
      renameSync(to, from);
    });
  };
  try {
    for (const name of names) {
      const path = join(folder, name);
      // Not existsSync, which does not see a link that leads nowhere.
      if (lstatSync(path, { throwIfNoEntry: false })) move(path, join(old, name));
      move(join(fresh, name), path);
    }
  } catch (error) {
    for (const back of undo) back();
    throw error;
  }
}
