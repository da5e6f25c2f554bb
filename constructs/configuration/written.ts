import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROLE_ARN_ANNOTATION } from "../facts/service-accounts";

/** A workload as a stack had it. */
export interface WrittenWorkload {
  readonly name: string;
  /** Whether the stack made the ServiceAccount; else it annotated one that was there. */
  readonly made: boolean;
}

/** What a stack had that was written before: what is there, if it was applied. ServiceAccounts are `namespace/name`. */
export interface WrittenStack {
  /** ServiceAccounts that a role let in by their tokens, or whose annotation named a role. */
  readonly withIrsa: ReadonlySet<string>;
  /** ServiceAccounts with a Pod Identity association. */
  readonly associated: ReadonlySet<string>;
  /** Namespaces that were made. */
  readonly namespaces: ReadonlySet<string>;
  /** By ServiceAccount. */
  readonly workloads: ReadonlyMap<string, WrittenWorkload>;
  /** Whether cert-manager was installed, and made the load balancer controller's certificate. */
  readonly certificateOfCertManager: boolean;
}

/** As much of a resource as tells what it is. */
interface Resource {
  readonly "//"?: { readonly metadata?: { readonly path?: string } };
  readonly metadata?: Metadata;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly assume_role_policy?: string;
  readonly namespace?: string;
  readonly service_account?: string;
  readonly values?: readonly string[];
}

interface Metadata {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Stack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

/** Reads a stack in a folder of stacks; undefined where none was written. */
export function readWritten(output: string, stack: string): WrittenStack | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(output, "stacks", stack, "cdk.tf.json"), "utf8"));
  } catch {
    // What is not there, or is no longer what was written, tells nothing.
    return undefined;
  }
  return typeof json === "object" && json !== null ? writtenStack(json) : undefined;
}

/** What a stack's JSON says. */
export function writtenStack({ resource = {} }: Stack): WrittenStack {
  const all = (type: string): Resource[] => Object.values(resource[type] ?? {});
  const releases = resource["helm_release"] ?? {};
  const trusted = all("aws_iam_role").flatMap(({ assume_role_policy: policy = "" }) =>
    [...policy.matchAll(SUBJECT)].map(([, namespace, name]) => accountOf({ namespace, name })),
  );
  const made = all("kubernetes_service_account_v1");
  const annotated = all("kubernetes_annotations");
  const annotatedWithRole = [...made, ...annotated].flatMap(({ metadata, annotations = metadata?.annotations }) =>
    annotations?.[ROLE_ARN_ANNOTATION] === undefined ? [] : [accountOf(metadata)],
  );
  const workloads = (resources: readonly Resource[], isMade: boolean): [string, WrittenWorkload][] =>
    resources.flatMap((one): [string, WrittenWorkload][] => {
      const name = workloadOf(one);
      return name === undefined ? [] : [[accountOf(one.metadata), { name, made: isMade }]];
    });
  return {
    withIrsa: new Set([...trusted, ...annotatedWithRole]),
    associated: new Set(
      all("aws_eks_pod_identity_association").map(({ namespace, service_account: name }) =>
        accountOf({ namespace, name }),
      ),
    ),
    namespaces: new Set(all("kubernetes_namespace_v1").flatMap(({ metadata }) => metadata?.name ?? [])),
    workloads: new Map([...workloads(annotated, false), ...workloads(made, true)]),
    certificateOfCertManager:
      releases["cert-manager"] !== undefined &&
      (releases["load-balancer-controller"]?.values ?? []).some((text) => ENABLED.test(text)),
  };
}

/** In a trust policy. */
const SUBJECT = /"system:serviceaccount:([^":*]+):([^":*]+)"/g;

/** In values, as JSON or as Terraform's own `jsonencode`. */
const ENABLED = /\benableCertManager"?\s*[=:]\s*true\b/;

const accountOf = ({ namespace = "", name = "" }: Metadata = {}): string => `${namespace}/${name}`;

/** The workload's name is the ID of its construct: `<stack>/workload/<name>/…`. */
function workloadOf(resource: Resource): string | undefined {
  const [, group, name] = resource["//"]?.metadata?.path?.split("/") ?? [];
  return group === "workload" ? name : undefined;
}
