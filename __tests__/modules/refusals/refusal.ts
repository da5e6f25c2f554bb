/** A call of modules that Terraform has to refuse before it plans anything. */
export interface Refusal {
  readonly modules: readonly string[];
  /** What is wrong. */
  readonly what: string;
  /** Inputs, besides those in {@link GIVEN} or in their place. */
  readonly inputs: object;
  /** How the error starts: the place, and the value or the rule. */
  readonly told: string;
}

/** Refusals that several modules share. */
export const refusedBy = (
  modules: readonly string[],
  cases: readonly (readonly [what: string, inputs: object, told: string])[],
): Refusal[] => cases.map(([what, inputs, told]) => ({ modules, what, inputs, told }));

export const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE";

const cluster = { cluster_name: "prod", region: "ap-northeast-2" };
const part = { ...cluster, oidc_provider_arn: PROVIDER };
const pod = { ...part, namespace: "shop", service_account: "s3-reader" };

/** A role may have no permissions where that is meant. */
export const MEANT = { acknowledge: [{ rule: "role-without-permissions", reason: "A bucket's policy names it." }] };

/** Inputs with which nothing is wrong, by module. */
export const GIVEN: Readonly<Record<string, object>> = {
  "cert-manager": { ...part, hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"] },
  "eks-irsa": cluster,
  "helm-addon": {
    ...part,
    name: "dns",
    namespace: "external-dns",
    chart: { name: "external-dns", repository: "https://charts.example.com", version: "1.19.0" },
  },
  "irsa-role": pod,
  "load-balancer-controller": { ...part, vpc_id: "vpc-0a1b2c3d4e5f67890" },
  "oidc-provider": { oidc_issuer: "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE" },
  "workload-identity": { ...pod, ...MEANT },
};
