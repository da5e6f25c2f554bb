import * as fs from "node:fs";
import { join } from "node:path";
import { replaceEntries } from "../../constructs/commands/replace-entries";
import { files, write } from "../support/command";
import { withFolder } from "../support/synth";

const OLD = { "a/old": "old", "b/old": "old", "c/old": "old", "other/old": "old" };
const NEW = { "a/new": "new", "b/new": "new", "c/new": "new" };

describe("replacing entries of a folder", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test("replaces each as a whole, leaves others alone, and names them", () => {
    withFolder((folder) => {
      write(folder, OLD);
      const names = replaceEntries(folder, (empty) => {
        write(empty, NEW);
      });
      expect(names).toEqual(["a", "b", "c"]);
      expect(files(folder)).toEqual({ ...NEW, "other/old": "old" });
      expect(fs.readdirSync(folder).sort()).toEqual(["a", "b", "c", "other"]);
    });
  });

  test.each([true, false])(
    "changes nothing where the new ones cannot be written (the folder is there: %s)",
    (there) => {
      withFolder((parent) => {
        const folder = join(parent, "new", "folder");
        if (there) write(folder, OLD);
        const fail = (): void => {
          replaceEntries(folder, (empty) => {
            write(empty, NEW);
            throw new Error("the disk is full");
          });
        };
        expect(fail).toThrow("the disk is full");
        if (there) expect(files(folder)).toEqual(OLD);
        expect(fs.readdirSync(there ? folder : parent).sort()).toEqual(there ? ["a", "b", "c", "other"] : []);
      });
    },
  );

  // Three entries are moved away and three moved in.
  test.each([1, 2, 3, 4, 5, 6])("undoes all where step %s of the exchange fails", (step) => {
    withFolder((folder) => {
      write(folder, OLD);
      const rename = fs.renameSync;
      let steps = 0;
      jest.spyOn(fs, "renameSync").mockImplementation((from, to) => {
        steps += 1;
        if (steps === step) throw new Error("the disk is gone");
        rename(from, to);
      });
      const exchange = (): string[] =>
        replaceEntries(folder, (empty) => {
          write(empty, NEW);
        });
      expect(exchange).toThrow("the disk is gone");
      expect(files(folder)).toEqual(OLD);
      expect(fs.readdirSync(folder).sort()).toEqual(["a", "b", "c", "other"]);
    });
  });
});
