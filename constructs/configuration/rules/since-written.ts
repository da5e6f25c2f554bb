import { addonsOf } from "../../addons/cluster-addons";
import { dotted, found } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import * as problems from "../../facts/problems";
import type { ClusterInput } from "../schema";
import type { WrittenStack } from "../written";
import { roleOwners } from "./role-owners";
import { workloadNameOf } from "./rule";

/** Notes on what goes wrong on the way from the stack that was written before to what the file says now. */

type Since = (input: ClusterInput, written: WrittenStack) => PlacedProblem[];

/** From IRSA alone to Pod Identity alone. What a whole cluster says of itself is one note. */
const podIdentity: Since = (input, written) => {
  const notes = new Map<string, { path: Path; accounts: string[] }>();
  for (const { path, part, identity, serviceAccount } of roleOwners(input)) {
    if (identity !== "pod-identity" || serviceAccount === undefined) continue;
    const account = `${serviceAccount.namespace}/${serviceAccount.name}`;
    if (written.associated.has(account) || !written.withIrsa.has(account)) continue;
    const addon = addonsOf(input).find(({ name }) => name === part.addon);
    const says = part.addon === undefined ? input.workloads[Number(path[1])]?.identity : addon?.input.identity;
    const at = says === undefined ? ["identity"] : [...(addon?.path ?? path), "identity"];
    const note = notes.get(dotted(at)) ?? { path: at, accounts: [] };
    note.accounts.push(account);
    notes.set(dotted(at), note);
  }
  return [...notes.values()].flatMap(({ path, accounts }) => found(path, problems.podIdentityInOneStep(accounts)));
};

const namespaces: Since = (input, written) => {
  const kept = new Set([
    ...Object.keys(input.namespaces),
    ...addonsOf(input).flatMap(({ definition, input: addon }) =>
      addon.install && addon.createNamespace === true ? [definition.namespace(addon)] : [],
    ),
    ...input.workloads.flatMap(({ namespace, createNamespace }) => (createNamespace ? (namespace ?? []) : [])),
  ]);
  const gone = [...written.namespaces].filter((name) => !kept.has(name)).sort();
  return gone.flatMap((name) => found([], problems.namespaceGoes(name)));
};

/** Terraform removes what is no longer there before it changes what came after it. */
const certificate: Since = (input, { certificateOfCertManager }) => {
  const stays = input.certManager?.install === true;
  const controller = input.loadBalancerController;
  const isFirst = certificateOfCertManager && !stays && controller?.install === true;
  return found(["loadBalancerController"], isFirst ? problems.certManagerGoesFirst() : undefined);
};

const workloads: Since = (input, written) =>
  input.workloads.flatMap((workload, index) => {
    const { namespace = "", serviceAccount = "", formerly = [], adopt = [], existing, roleOnly } = workload;
    const account = `${namespace}/${serviceAccount}`;
    const name = workloadNameOf(workload);
    const before = written.workloads.get(account);
    if (before === undefined || roleOnly) return [];
    const isRenamed = before.name !== name && !formerly.includes(before.name);
    const isTaken = !before.made && !existing && !adopt.includes("service-account");
    return [
      ...found(["workloads", index], isRenamed ? problems.renamedWorkload(account, name, before.name) : undefined),
      ...found(["workloads", index], isTaken ? problems.takenWithoutAdopt(account) : undefined),
    ];
  });

const SINCE: readonly Since[] = [podIdentity, namespaces, certificate, workloads];

/** What is to be known of the next apply. */
export const notesSince: Since = (input, written) => SINCE.flatMap((since) => since(input, written));
