import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ClusterConfiguration, OidcProviderConfiguration } from "../configuration/configuration";
import type { EksCluster } from "../identity/eks-cluster";
import { EksOidcProvider } from "../identity/eks-oidc-provider";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import { parseArn } from "../facts/arn";
import { providerArn } from "../facts/trust";
import { adoptProvider } from "./adopt";
import { addAccountProvider } from "./providers";
import { escapeTemplate } from "../hcl/template";
import type { AddressedStack } from "../hcl/addressed-stack";

const isIfNeeded = (provider: OidcProviderConfiguration): boolean => provider.kind === "create" && provider.ifNeeded;

/**
 * The cluster's OIDC provider in its own account, and in others where workloads have their roles.
 * Each is made when the first role asks for it, without IRSA none, but for those that the configuration asks for itself.
 */
export class OidcProviders {
  private readonly made = new Map<string | undefined, OidcProvider>();

  public constructor(
    private readonly stack: AddressedStack,
    private readonly cluster: EksCluster,
    private readonly configuration: ClusterConfiguration,
  ) {
    // What is written of one is done, for other stacks may use it; and one that nothing speaks against is made, too.
    const { oidcProvider, accounts, addons, workloads } = configuration;
    const parts = [...addons.map(({ input }) => input), ...workloads];
    const onlyPodIdentity = parts.length > 0 && parts.every(({ identity }) => identity === "pod-identity");
    if (!isIfNeeded(oidcProvider) || !onlyPodIdentity) this.in();
    for (const [name, account] of Object.entries(accounts)) {
      if (account.oidcProvider.kind === "create" && !isIfNeeded(account.oidcProvider)) this.in(name);
    }
  }

  /** Of the cluster's own account, where there is one. */
  public get own(): OidcProvider | undefined {
    return this.made.get(undefined);
  }

  /** The provider in an account: the cluster's own, or one of the configuration's. */
  public in(account?: string): OidcProvider {
    const before = this.made.get(account);
    if (before) return before;
    const made = account === undefined ? this.make(this.configuration.oidcProvider) : this.makeIn(account);
    this.made.set(account, made);
    return made;
  }

  private makeIn(account: string): OidcProvider {
    const { [account]: other } = this.configuration.accounts;
    if (!other) throw new Error(`no account ${account}`);
    const awsProvider = addAccountProvider(this.stack, account, this.configuration, other.roleArn);
    return this.make(other.oidcProvider, account, awsProvider);
  }

  private make(from: OidcProviderConfiguration, account?: string, awsProvider?: TerraformProvider): OidcProvider {
    const { cluster } = this;
    const scope = account === undefined ? this.stack : new Construct(this.stack, `account-${account}`);
    switch (from.kind) {
      case "create": {
        const made = new EksOidcProvider(scope, "oidc-provider", { cluster, awsProvider, audiences: this.audiences() });
        if (from.adopt) adoptProvider(made, providerArn(cluster.partition, this.accountId(account), cluster.issuer));
        return made;
      }
      case "lookup":
        return EksOidcProvider.lookup(scope, "oidc-provider", cluster, awsProvider);
      case "arn":
        return EksOidcProvider.fromArn(cluster, from.arn, awsProvider);
    }
  }

  /** Of an account of the configuration: that of the role that Terraform works as there. */
  private accountId(account?: string): string {
    if (account === undefined) return this.cluster.accountId;
    return parseArn(this.configuration.accounts[account]?.roleArn ?? "")?.account ?? "";
  }

  /** All audiences that tokens are meant for: the provider refuses any other. */
  private audiences(): string[] {
    const { workloads, addons } = this.configuration;
    const all = [...workloads, ...addons.map(({ definition, input }) => definition.runsAs(input))].flatMap(
      ({ audience }) => audience ?? [],
    );
    return [...new Set(all)].sort().map(escapeTemplate);
  }
}
