import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfiguration } from "../../constructs/configuration/load";
import { ATTRIBUTES, PERMISSION, inCluster } from "../support/configuration";
import { written } from "../support/cluster-stack";
import { withFolder } from "../support/synth";

/** Notes on a file, where its stack's JSON was this before. */
function notesOn(after: string, json: string): string[] {
  return withFolder((folder) => {
    const stack = join(folder, "out", "stacks", "prod");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "cdk.tf.json"), json);
    const file = join(folder, "eks-irsa.yaml");
    writeFileSync(file, inCluster(after));
    const loaded = loadConfiguration(file, join(folder, "out"));
    if ("problems" in loaded) throw new Error(loaded.problems.join("\n"));
    return loaded.notes.map((note) => note.replace(`${file}:`, "").replace(/^[\d:]+ clusters\.prod\.?/, ""));
  });
}

const notes = (before: string, after: string): string[] => notesOn(after, JSON.stringify(written(inCluster(before))));

const STACK = "the stack that was written before";
const may = `${PERMISSION} }`;
const reader = (keys: string): string => `workloads: [{ namespace: shop, serviceAccount: reader, ${keys}${may}]`;

describe("from IRSA to Pod Identity", () => {
  const inOneStep = (path: string, accounts: string): string =>
    `${path}: pod-identity for ${accounts}: ${STACK} has IRSA alone there, and one apply takes the annotation before ` +
    "the association is there. Apply identity: both first, and restart the pods.";

  test("in one step is told where it is said, by way of both it is not", () => {
    const to = (identity: string): string => reader(`identity: ${identity}, `);
    expect(notes(to("irsa"), to("pod-identity"))).toEqual([inOneStep("workloads[0].identity", "shop/reader")]);
    expect(notes(to("irsa"), to("both"))).toEqual([]);
    expect(notes(to("both"), to("pod-identity"))).toEqual([]);
    expect(notes(to("pod-identity"), to("pod-identity"))).toEqual([]);
  });

  test("is told once for a whole cluster, of ServiceAccounts of every kind, and of literal trust policies", () => {
    const all = (identity: string): string => `identity: ${identity}
${ATTRIBUTES}
loadBalancerController: { identity: ${identity} }
addons:
  - name: tool
    chart: { name: c, repository: "https://charts.example.com", version: 1.0.0 }
    namespace: tools
    serviceAccount: { name: tool, madeBy: chart, ${may}
workloads:
  - { namespace: shop, serviceAccount: there, existing: true, roleArn: "arn:aws:iam::111122223333:role/r" }
  - { namespace: shop, serviceAccount: git.ops, roleOnly: true, ${may}
  - { namespace: shop, serviceAccount: reader, ${may}`;
    expect(notes(all("irsa"), all("pod-identity"))).toEqual([
      inOneStep("identity", "tools/tool, shop/there, shop/git.ops and 1 more"),
      inOneStep("loadBalancerController.identity", "kube-system/aws-load-balancer-controller"),
    ]);
  });
});

describe("a namespace", () => {
  const made = "workloads: [{ namespace: shop, createNamespace: true, serviceAccount: reader, ";

  test("that goes is told", () => {
    expect(notes(made + may + "]", reader(""))).toEqual([
      `: nothing makes the namespace "shop": ${STACK} does, and the next apply deletes it with all that is in it. To keep ` +
        "it, list it under namespaces.",
    ]);
  });

  test.each([
    ["a workload", `${made}${may}]`],
    ["itself", `namespaces: { shop: {} }`],
    ["an add-on", `addons: [{ name: t, chart: { name: c, path: . }, namespace: shop, createNamespace: true }]`],
  ])("that stays for %s is not", (_, after) => {
    expect(notes(made + may + "]", after)).toEqual([]);
  });
});

describe("cert-manager", () => {
  const told = [
    `loadBalancerController: certManager is gone, and the controller stays: ${STACK} has the webhook certificate from ` +
      "cert-manager, and Terraform removes that before the controller has another one. Write certManager again, with " +
      "webhookCertificate: helm for the controller, apply, and then take certManager away.",
  ];
  const namespaces = "namespaces: { cert-manager: {} }\n";

  test.each(["", `${ATTRIBUTES}\n`])(
    "that goes before the controller has another certificate is told",
    (attributes) => {
      const before = `${attributes}certManager: {}\nloadBalancerController: {}`;
      expect(notes(before, `${namespaces}${attributes}loadBalancerController: {}`)).toEqual(told);
    },
  );

  test("that another tool is to install is told, too", () => {
    const before = "certManager: {}\nloadBalancerController: {}";
    const after = `${namespaces}certManager: { install: false }\nloadBalancerController: {}`;
    expect(notes(before, after)).toEqual(told);
  });

  test.each([
    [
      "the controller has Helm's",
      "certManager: {}\nloadBalancerController: { webhookCertificate: helm }",
      "loadBalancerController: {}",
    ],
    ["the controller goes, too", "certManager: {}\nloadBalancerController: {}", "auth: exec"],
    [
      "it stays",
      "certManager: {}\nloadBalancerController: {}",
      "certManager: {}\nloadBalancerController: { webhookCertificate: helm }",
    ],
  ])("may go, or stay, where %s", (_, before, after) => {
    expect(notes(before, namespaces + after)).toEqual([]);
  });
});

describe("a ServiceAccount", () => {
  test("that would be another one by its workload's new name is told", () => {
    const renamed = reader("name: assets, ");
    expect(notes(reader(""), renamed)).toEqual([
      `workloads[0]: shop/reader as "assets": ${STACK} has it as "reader", so that it is deleted and made anew, and ` +
        "tokens of running pods die with it. Write formerly: [reader], or name: reader.",
    ]);
    expect(notes(reader(""), reader("name: assets, formerly: [reader], "))).toEqual([]);
  });

  test("that was there, and is to be ours, is adopted", () => {
    const existing = reader("existing: true, ");
    expect(notes(existing, reader(""))).toEqual([
      `workloads[0]: shop/reader without existing: true: ${STACK} annotates one that is there, so that making it fails, ` +
        "and its annotation is gone by then. Write adopt: [service-account].",
    ]);
    expect(notes(existing, reader("adopt: [service-account], "))).toEqual([]);
    expect(notes(existing, existing)).toEqual([]);
  });
});

test.each(["", "{", "[]", "null", "{}"])("what is no stack (%s) tells nothing", (json) => {
  expect(notesOn(reader("identity: pod-identity, "), json)).toEqual([]);
});
