import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";

export const sharedByNamespaces: Guardrail = {
  name: "shared-by-namespaces",
  level: "warning",
  what: "A role that trusts ServiceAccounts of several namespaces",
  why: "Namespaces keep teams apart: here each has what the other one needs, and logs cannot tell them apart by the role.",
  mend: "Give each its own role.",
  find: ({ subjects = [] }) => {
    const [first, ...others] = subjects;
    const other = others.find(({ namespace }) => namespace !== first?.namespace);
    if (first === undefined || other === undefined) return [];
    const namespaces = [...new Set(subjects.map(({ namespace }) => namespace))];
    return [{ path: other.path, problem: problems.sharedByNamespaces(namespaces) }];
  },
};
