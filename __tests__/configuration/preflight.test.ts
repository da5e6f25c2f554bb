import { ATTRIBUTES, inCluster, load } from "../support/configuration";

/** What is to be known of a sound text. */
function notesOf(keys: string): readonly string[] {
  const loaded = load(inCluster(keys));
  if (!("notes" in loaded)) throw new Error("there are problems");
  return loaded.notes.map((note) => note.slice(note.indexOf("clusters.")));
}

const TOO_NEW = ATTRIBUTES.replace('"1.34"', '"1.37"');

describe("the version of Kubernetes that attributes give", () => {
  test("is told of where an add-on is not made for it", () => {
    expect(notesOf(`certManager: {}\n${TOO_NEW}`)).toEqual([
      "clusters.prod.attributes.version: cert-manager v1.21.2 on the cluster's version of Kubernetes: this release is made for 1.33 to 1.36. Choose a release that is made for the cluster's version, or upgrade the cluster.",
    ]);
  });

  test.each([
    ["it is made for it", `certManager: {}\n${ATTRIBUTES}`],
    ["nothing asks for one", TOO_NEW],
    ["nothing is to be checked", `certManager: {}\npreflight: false\n${TOO_NEW}`],
  ])("is not where %s", (_what, keys) => {
    expect(notesOf(keys)).toEqual([]);
  });
});
