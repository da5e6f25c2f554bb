import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { App, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { resolve } from "node:path";
import type { GlobalConfiguration } from "../configuration/configuration";
import { trustedProvider } from "../facts/trust";
import { accountOf } from "../identity/account";
import { EksCluster } from "../identity/eks-cluster";
import { EksOidcProvider } from "../identity/eks-oidc-provider";
import { IrsaRole } from "../identity/irsa-role";
import type { Identity } from "../identity/kinds";
import { policyDocument } from "../identity/policy-document";
import { AddressedStack } from "../hcl/addressed-stack";
import { jsonText } from "../hcl/json";
import { escapeTemplate } from "../hcl/template";
import { addGlobalAcknowledgements } from "./acknowledgements";
import { addBackend } from "./backend";
import { addAwsProvider } from "./providers";
import { requireVersions } from "./requirements";

/** IAM that clusters share. Nothing in it waits for a cluster, and clusters name it by ARN. */
export class GlobalStack extends AddressedStack {
  /** Roles that clusters share, by name. */
  public readonly roles: ReadonlyMap<string, IrsaRole>;

  public constructor(scope: Construct, configuration: GlobalConfiguration) {
    super(scope, configuration.stack);
    requireVersions(this, ["aws"]);
    addBackend(this, configuration.backend, resolve(App.of(this).outdir, "stacks", configuration.stack));
    addAwsProvider(this, configuration);

    const policies = new Construct(this, "policy");
    const made = new Map(
      configuration.policies.map(({ name, description, statements }) => {
        const policy = jsonText(policyDocument(statements));
        const text = description === undefined ? undefined : escapeTemplate(description);
        return [name, new IamPolicy(policies, name, { name, description: text, policy }).arn];
      }),
    );
    const roles = new Construct(this, "role");
    this.roles = new Map(
      configuration.roles.map((role) => {
        const { name, identity: _, providers, sources, subjects, policies: named, maxTrustSize, ...options } = role;
        const policyArns = {
          ...Object.fromEntries(options.policyArns.map((arn) => [arn.slice(arn.indexOf("/") + 1), arn])),
          ...Object.fromEntries(named.map((one) => [one, made.get(one) ?? ""])),
        };
        const trust = {
          otherProviders: providers.slice(1).map(trustedProvider),
          podIdentitySources: sources,
          maxSize: maxTrustSize,
        };
        const shared = { ...options, name, description: "Shared by clusters", subjects, policyArns, trust };
        return [name, new IrsaRole(roles, name, { ...shared, ...identityOf(configuration, role) })];
      }),
    );
    new TerraformOutput(this, "policy_arns", {
      description: "Policy ARNs by name",
      value: Object.fromEntries(made),
    });
    const arns = Object.fromEntries([...this.roles].map(([name, { arn }]) => [name, arn]));
    new TerraformOutput(this, "role_arns", { description: "Role ARNs by name", value: arns });
    addGlobalAcknowledgements(this, configuration);
  }
}

type GlobalRole = GlobalConfiguration["roles"][number];

/** How pods of the clusters get the role. Of an OIDC provider only the ARN is known, and so its issuer. */
function identityOf({ region, partition }: GlobalConfiguration, role: GlobalRole): Identity {
  const { identity, providers } = role;
  const [arn] = providers;
  const known = {
    accountId: accountOf(role) ?? NO_CLUSTER.accountId,
    oidcIssuer: arn === undefined ? NO_CLUSTER.oidcIssuer : `https://${trustedProvider(arn).issuer}`,
  };
  const cluster = EksCluster.fromAttributes({ name: "shared", region, partition, ...known });
  return identity === "pod-identity" || arn === undefined
    ? { identity: "pod-identity", cluster }
    : { identity, provider: EksOidcProvider.fromArn(cluster, arn) };
}

/** A role that is held to sources of its own asks nothing of a cluster. */
const NO_CLUSTER = { accountId: "000000000000", oidcIssuer: "https://none" };
